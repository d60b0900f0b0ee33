//! A row of the outline in the hand: what becomes of the argument where it is let go.

use crate::analysis::outline::{Outline, Row, RowKey};
use crate::edit::{Edit, LinkField};
use crate::map::{Id, Link, Map, Relation};

/// Where a row is let go, seen from the row under the hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Among its siblings, before it.
    Before,
    /// On it: to bear on it.
    Onto,
    /// Among its siblings, after it.
    After,
}

/// The edit that letting a row go would be, and what it does in words.
///
/// # Errors
///
/// Why it cannot be let go there, in words.
pub fn drop_row(
    map: &Map,
    outline: &Outline,
    held: &RowKey,
    over: &Row,
    place: Beside,
    mint: impl FnOnce() -> Id,
) -> Result<(Edit, String), &'static str> {
    let link = held.link.as_ref().and_then(|it| map.link(it));
    let beside = over.key.link.as_ref().and_then(|it| map.link(it));
    let hand = Hand {
        map,
        outline,
        held,
        link,
    };
    match (place, beside) {
        (Beside::Onto, _) => hand.onto(&over.key.node, Relation::Support, mint),
        (_, None) => Err("Drop it on what it should bear on"),
        (_, Some(_)) if *held == over.key => Err("It stands here already"),
        (_, Some(beside)) => match link {
            Some(link) if link.id == beside.id => hand.among_premises(link, &over.key.node, place),
            _ => hand.beside(beside, &over.key.node, place, mint),
        },
    }
}

/// The row in the hand.
struct Hand<'a> {
    map: &'a Map,
    outline: &'a Outline,
    held: &'a RowKey,
    link: Option<&'a Link>,
}

impl Hand<'_> {
    fn title(&self, node: &Id) -> String {
        self.map
            .node(node)
            .map_or(String::new(), |it| format!("“{}”", it.title()))
    }

    /// `supports “It saves money”`, `attacks the step from “Buses run less”`.
    fn in_words(&self, relation: Relation, to: &Id) -> String {
        let together = if self.link.is_some_and(|it| it.from.len() > 1) {
            "together: "
        } else {
            ""
        };
        if self.map.nodes().contains(to) {
            return format!("{together}{} {}", relation.row().verb, self.title(to));
        }
        let verb = match relation {
            Relation::Support => "backs",
            Relation::Tension => "attacks",
        };
        let premise = self.map.link(to).and_then(|it| it.from.first());
        format!(
            "{together}{verb} the step from {}",
            premise.map_or(String::new(), |it| self.title(it))
        )
    }

    /// Why the row in the hand cannot bear on this.
    fn refused(&self, to: &Id) -> Result<(), &'static str> {
        let premises = self.link.map_or(std::slice::from_ref(&self.held.node), |it| &it.from);
        if premises.contains(to) {
            return Err("It cannot bear on itself");
        }
        let target = self.outline.row_of(self.map, to);
        let above = target.iter().flat_map(|it| self.outline.all_above(self.map, it));
        let mut lines = above.chain(target.clone());
        if lines.any(|it| premises.contains(&it.node)) {
            return Err("It would go round in a circle");
        }
        Ok(())
    }

    fn attached(&self, to: &Id, relation: Relation, after: Option<Id>, mint: impl FnOnce() -> Id) -> Edit {
        match self.link {
            Some(link) => Edit::SetLink {
                id: link.id.clone(),
                field: LinkField::To(to.clone()),
            },
            None => Edit::AddLink {
                link: Link::new(mint(), [self.held.node.clone()], to.clone(), relation),
                after,
            },
        }
    }

    fn onto(&self, to: &Id, relation: Relation, mint: impl FnOnce() -> Id) -> Result<(Edit, String), &'static str> {
        if self.link.is_some_and(|it| it.to == *to) {
            return Err("It bears on that already");
        }
        self.refused(to)?;
        let relation = self.link.map_or(relation, |it| it.relation);
        Ok((self.attached(to, relation, None, mint), self.in_words(relation, to)))
    }

    fn beside(
        &self,
        beside: &Link,
        node: &Id,
        place: Beside,
        mint: impl FnOnce() -> Id,
    ) -> Result<(Edit, String), &'static str> {
        let stays = self.link.is_some_and(|it| it.to == beside.to);
        let relation = self.link.map_or(beside.relation, |it| it.relation);
        if !stays {
            self.refused(&beside.to)?;
        } else if relation != beside.relation {
            return Err("Reasons stand before objections");
        }
        let before = self.map.links().before(&beside.id).map(|it| it.id.clone());
        let after = match place {
            Beside::Before => before,
            Beside::Onto | Beside::After => Some(beside.id.clone()),
        };
        let word = if place == Beside::Before { "before" } else { "after" };
        let mut words = format!("{word} {}", self.title(node));
        if !stays {
            words = format!("{}, {words}", self.in_words(relation, &beside.to));
        }
        let Some(link) = self.link else {
            return Ok((self.attached(&beside.to, relation, after, mint), words));
        };
        let reorder = Edit::Reorder {
            link: link.id.clone(),
            after: after.clone(),
        };
        if stays && self.stands_there(link, beside, place) {
            return Err("It stands here already");
        }
        let edit = match stays {
            true => reorder,
            false => Edit::Several(vec![self.attached(&beside.to, relation, None, mint), reorder]),
        };
        Ok((edit, words))
    }

    /// Whether a link is next to a sibling on that side.
    fn stands_there(&self, link: &Link, beside: &Link, place: Beside) -> bool {
        let siblings = self.map.links_to(&link.to).filter(|it| it.relation == link.relation);
        let siblings: Vec<&Id> = siblings.map(|it| &it.id).collect();
        let next_to = match place {
            Beside::Before => [&link.id, &beside.id],
            Beside::Onto | Beside::After => [&beside.id, &link.id],
        };
        siblings.windows(2).any(|it| it == next_to)
    }

    /// Joint premises change places within their link.
    fn among_premises(&self, link: &Link, node: &Id, place: Beside) -> Result<(Edit, String), &'static str> {
        let mut from = link.from.to_vec();
        from.retain(|it| *it != self.held.node);
        let at = from.iter().position(|it| it == node).unwrap_or(0);
        let at = if place == Beside::Before { at } else { at + 1 };
        from.insert(at.min(from.len()), self.held.node.clone());
        if from == *link.from {
            return Err("It stands here already");
        }
        let word = if place == Beside::Before { "before" } else { "after" };
        let edit = Edit::SetLink {
            id: link.id.clone(),
            field: LinkField::From(from),
        };
        Ok((edit, format!("{word} {}", self.title(node))))
    }
}
