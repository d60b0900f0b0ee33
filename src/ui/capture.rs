//! How fast hands say what a new node does: a pill in words before the text, four signs that are typed first, and who says it.
//!
//! A new node's relation is never inherited: the pill always tells it, and F4 or a click switches it. `+ ` supports, `- ` pulls
//! against, `& ` joins the link before it as a joint premise, `! ` attacks the step. Only what is typed counts: a pasted bullet is
//! a bullet. `@` and a name at the end of the text say whose claim it is.

use super::typing::Draft;
use crate::edit::{Edit, LinkField, NodeField};
use crate::map::{Link, Map, Node, Relation};

/// What a new node does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It speaks for its target.
    Supports,
    /// It pulls against its target.
    PullsAgainst,
    /// It joins the premises of the link before it.
    Joins,
    /// It pulls against the step on which it was begun.
    Attacks,
}

/// The signs that can be typed first, each with a space after it.
pub const SIGNS: &[(char, Sign)] = &[
    ('+', Sign::Supports),
    ('-', Sign::PullsAgainst),
    ('&', Sign::Joins),
    ('!', Sign::Attacks),
];

/// The longest name that is taken for one, in letters and in words.
const LONGEST_NAME: (usize, usize) = (48, 5);

/// The sign with which a text begins, and the text after it.
pub fn signed(text: &str) -> Option<(Sign, &str)> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let rest = letters.as_str().strip_prefix(' ')?;
    let sign = SIGNS.iter().find(|it| it.0 == first)?.1;
    Some((sign, rest))
}

/// A text without the name at its end, and that name: `It is dear. @Kim Lee`.
pub fn spoken(text: &str) -> (&str, Option<&str>) {
    let Some((before, name)) = text.rsplit_once('@') else {
        return (text, None);
    };
    let begins_word = before.is_empty() || before.ends_with(char::is_whitespace);
    let name = name.trim_end();
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().count() <= LONGEST_NAME.0
        && name.split_whitespace().count() <= LONGEST_NAME.1
        && !name.contains(['\n', '?', '!', ',', ';', ':', '/', '(']);
    match begins_word && is_name && !before.trim().is_empty() {
        true => (before.trim_end(), Some(name)),
        false => (text, None),
    }
}

/// The name that is meant: one that is in the map already, however its letters are written, or else the name as typed.
pub fn known_name(map: &Map, typed: &str) -> String {
    let lower = typed.to_lowercase();
    let known = map.nodes().iter().map(|it| it.asserted_by.as_str());
    let same = known.filter(|it| !it.is_empty()).find(|it| it.to_lowercase() == lower);
    same.unwrap_or(typed).to_owned()
}

impl Draft {
    /// Whether a sign can be meant here; else why not.
    pub fn refusal(&self, sign: Sign) -> Option<&'static str> {
        match sign {
            Sign::Supports | Sign::PullsAgainst if self.of.is_none() => Some("A free node bears on nothing yet"),
            Sign::Joins if self.sibling.is_none() => Some("There is no link before it to join"),
            Sign::Attacks if self.step.is_none() => Some("There is no step here to attack"),
            _ => None,
        }
    }

    /// What the pill says; nothing for a free node.
    pub fn pill(&self, map: &Map) -> Option<String> {
        let on_step = self.of.as_ref().is_some_and(|it| !map.nodes().contains(it));
        Some(match self.sign? {
            Sign::Supports if on_step => "backs the step".into(),
            Sign::PullsAgainst if on_step => "attacks the step".into(),
            Sign::Supports => Relation::Support.row().verb.into(),
            Sign::PullsAgainst => Relation::Tension.row().verb.into(),
            Sign::Joins => {
                let link = self.sibling.as_ref().and_then(|it| map.link(it));
                let first = link.and_then(|it| map.node(it.from.iter().find(|it| **it != self.node)?));
                match first {
                    Some(node) => format!("together with “{}”", node.title()),
                    None => "joins the step".into(),
                }
            }
            Sign::Attacks => "attacks the step".into(),
        })
    }

    /// What one press of F4 makes of it.
    pub fn switched(&self) -> Option<Sign> {
        Some(match self.sign? {
            Sign::Supports => Sign::PullsAgainst,
            Sign::PullsAgainst | Sign::Joins | Sign::Attacks => Sign::Supports,
        })
    }

    /// The link that comes with it, unless it joins one.
    fn link(&self) -> Option<Link> {
        let (to, relation) = match self.sign? {
            Sign::Supports => (self.of.clone()?, Relation::Support),
            Sign::PullsAgainst => (self.of.clone()?, Relation::Tension),
            Sign::Attacks => (self.step.clone()?, Relation::Tension),
            Sign::Joins => return None,
        };
        Some(Link::new(self.link.clone(), [self.node.clone()], to, relation))
    }

    /// The edit that puts it into the map, with what it does and who says it.
    pub fn edit(&self, map: &Map, text: &str, who: Option<&str>) -> Edit {
        let mut node = Node::new(self.node.clone(), self.kind, text);
        node.asserted_by = who.map_or_else(String::new, |it| known_name(map, it)).into();
        let mut edits = vec![Edit::AddNode {
            node,
            at: Some((self.at.x, self.at.y)),
        }];
        if let Some(link) = self.link() {
            // Among its siblings it stands where it was asked for; what bears on another thing goes to the end.
            let after = self.after.clone().filter(|_| Some(&link.to) == self.of.as_ref());
            edits.push(Edit::AddLink { link, after });
        } else if self.sign == Some(Sign::Joins)
            && let Some(sibling) = self.sibling.as_ref().and_then(|it| map.link(it))
        {
            let mut from = sibling.from.to_vec();
            from.push(self.node.clone());
            edits.push(Edit::SetLink {
                id: sibling.id.clone(),
                field: LinkField::From(from),
            });
        }
        match edits.len() {
            1 => edits.remove(0),
            _ => Edit::Several(edits),
        }
    }

    /// The edit that changes what is in the map already.
    pub fn retyped(&self, map: &Map, text: &str, who: Option<&str>) -> Edit {
        let set = |field| Edit::SetNode {
            id: self.node.clone(),
            field,
        };
        let who = who.map_or_else(String::new, |it| known_name(map, it));
        let same = map.node(&self.node).is_some_and(|it| *it.asserted_by == who);
        match same {
            true => set(NodeField::Text(text.into())),
            false => Edit::Several(vec![set(NodeField::Text(text.into())), set(NodeField::AssertedBy(who))]),
        }
    }

    /// The edit that makes what is in the map already do something else.
    pub fn resigned(&self, map: &Map, sign: Sign) -> Option<Edit> {
        let relation = match sign {
            Sign::Supports => Relation::Support,
            Sign::PullsAgainst => Relation::Tension,
            Sign::Joins | Sign::Attacks => return None,
        };
        let mut edits = Vec::new();
        match self.sign? {
            Sign::Joins => {
                let sibling = map.link(self.sibling.as_ref()?)?;
                let from = sibling.from.iter().filter(|it| **it != self.node).cloned().collect();
                edits.push(Edit::SetLink {
                    id: sibling.id.clone(),
                    field: LinkField::From(from),
                });
                let link = Link::new(self.link.clone(), [self.node.clone()], self.of.clone()?, relation);
                edits.push(Edit::AddLink {
                    link,
                    after: self.after.clone(),
                });
            }
            Sign::Supports | Sign::PullsAgainst | Sign::Attacks => {
                for field in [LinkField::To(self.of.clone()?), LinkField::Relation(relation)] {
                    edits.push(Edit::SetLink {
                        id: self.link.clone(),
                        field,
                    });
                }
            }
        }
        Some(Edit::Several(edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_spoken(text: &str, sentence: &str, who: Option<&str>) {
        assert_eq!(spoken(text), (sentence, who));
    }

    #[test]
    fn a_sign_counts_with_a_space_after_it() {
        assert_eq!(signed("- Wages rise"), Some((Sign::PullsAgainst, "Wages rise")));
        assert_eq!(signed("! "), Some((Sign::Attacks, "")));
        for text in ["", "-", "-x", "— no", " - x", "+", "?  x"] {
            assert_eq!(signed(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_name_at_the_end_says_who() {
        check_spoken("It is dear. @Kim Lee", "It is dear.", Some("Kim Lee"));
        check_spoken("It is dear @김 ", "It is dear", Some("김"));
        check_spoken("It is dear.", "It is dear.", None);
        check_spoken("Write to me@home", "Write to me@home", None);
        check_spoken("Meet @ noon", "Meet @ noon", None);
        check_spoken("@Kim", "@Kim", None);
        check_spoken(
            "The handle @kim is one, and this goes on",
            "The handle @kim is one, and this goes on",
            None,
        );
    }
}
