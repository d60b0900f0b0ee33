//! Links between what is chosen: linking, joining, splitting, turning round.

use crate::canvas::links_alike;
use crate::edit::{Edit, LinkField};
use crate::map::{Id, Link, Relation, Selection};
use crate::ui::{App, fresh_id};

impl App {
    pub(in crate::ui) fn link_chosen(&mut self) {
        let [from, to] = self.document.selection().ids() else {
            return;
        };
        let (from, to) = (from.clone(), to.clone());
        if links_alike(self.document.map(), std::slice::from_ref(&from), &to) {
            return self.say("These two are linked already");
        }
        let link = Link::new(fresh_id(self.document.map()), [from], to, Relation::Support);
        let id = link.id.clone();
        self.apply(Edit::AddLink { link, after: None });
        self.document.select(Selection::only(id));
    }

    /// The edit that joins the links of the chosen nodes, or the chosen links, into one step, and the link that remains.
    pub(in crate::ui) fn joining(&self) -> Option<(Edit, Id)> {
        let map = self.document.map();
        let chosen = self.document.selection().ids();
        let mut links: Vec<&Link> = Vec::new();
        for id in chosen {
            match map.node(id) {
                Some(_) => links.extend(map.links_from(id)),
                None => links.extend(map.link(id)),
            }
        }
        links.dedup_by(|a, b| a.id == b.id);
        // The target that most of them share, counted by the first of each.
        let first = links.iter().find(|link| {
            let alike = links
                .iter()
                .filter(|it| it.to == link.to && it.relation == link.relation);
            alike.count() == chosen.len()
        })?;
        let (to, relation) = (first.to.clone(), first.relation);
        links.retain(|it| it.to == to && it.relation == relation && !it.mutual);
        let mut seen: Vec<Id> = Vec::new();
        links.retain(|it| {
            let fresh = !seen.contains(&it.id);
            seen.push(it.id.clone());
            fresh
        });
        let [kept, rest @ ..] = &links[..] else { return None };
        if rest.is_empty() {
            return None;
        }
        let mut premises = kept.from.to_vec();
        for id in rest.iter().flat_map(|it| &it.from) {
            if !premises.contains(id) {
                premises.push(id.clone());
            }
        }
        let mut edits = vec![Edit::SetLink {
            id: kept.id.clone(),
            field: LinkField::From(premises),
        }];
        // What bore on a link that goes now bears on the one that remains.
        for link in rest {
            edits.extend(map.links_to(&link.id).map(|it| Edit::SetLink {
                id: it.id.clone(),
                field: LinkField::To(kept.id.clone()),
            }));
        }
        edits.push(Edit::Remove(rest.iter().map(|it| it.id.clone()).collect()));
        Some((Edit::Several(edits), kept.id.clone()))
    }

    pub(in crate::ui) fn split(&mut self) {
        let map = self.document.map();
        let mut edits = Vec::new();
        for link in self.chosen_links().filter(|it| it.from.len() > 1) {
            let (first, rest) = link.from.split_at(1);
            edits.push(Edit::SetLink {
                id: link.id.clone(),
                field: LinkField::From(first.to_vec()),
            });
            let mut after = link.id.clone();
            for premise in rest {
                let single = Link {
                    id: fresh_id(map),
                    from: vec![premise.clone()].into(),
                    ..link.clone()
                };
                let id = single.id.clone();
                edits.push(Edit::AddLink {
                    link: single,
                    after: Some(after),
                });
                after = id;
            }
        }
        self.apply(Edit::Several(edits));
    }

    pub(in crate::ui) fn reverse(&mut self) {
        let map = self.document.map();
        let mut edits = Vec::new();
        for link in self
            .chosen_links()
            .filter(|it| it.from.len() == 1 && map.nodes().contains(&it.to))
        {
            let set = |field| Edit::SetLink {
                id: link.id.clone(),
                field,
            };
            edits.push(set(LinkField::To(link.from[0].clone())));
            edits.push(set(LinkField::From(vec![link.to.clone()])));
        }
        self.apply(Edit::Several(edits));
    }

    /// Takes out the chosen links; of chosen nodes, what they bear on. A joint premise leaves its step, and the step stays.
    pub(in crate::ui) fn unlink(&mut self) {
        let map = self.document.map();
        let (mut gone, mut edits): (Vec<Id>, Vec<Edit>) = (Vec::new(), Vec::new());
        let chosen = self.document.selection();
        for id in chosen.ids() {
            if map.node(id).is_none() && map.link(id).is_some() {
                gone.push(id.clone());
            }
        }
        for id in chosen.ids().iter().filter(|id| map.nodes().contains(id)) {
            for link in map.links_from(id) {
                if link.from.iter().all(|it| chosen.contains(it)) {
                    gone.push(link.id.clone());
                } else {
                    let from = link.from.iter().filter(|it| !chosen.contains(it)).cloned().collect();
                    let field = LinkField::From(from);
                    edits.push(Edit::SetLink {
                        id: link.id.clone(),
                        field,
                    });
                }
            }
        }
        gone.sort();
        gone.dedup();
        let word = if gone.len() + edits.len() == 1 {
            "Unlinked"
        } else {
            "Unlinked from several"
        };
        edits.extend((!gone.is_empty()).then_some(Edit::Remove(gone)));
        self.apply(Edit::Several(edits));
        self.say(word);
    }

    /// Chooses also everything that the chosen nodes rest on.
    pub(in crate::ui) fn select_branch(&mut self) {
        let map = self.document.map();
        let mut chosen = self.document.selection().clone();
        // Nodes alone: what lies among them goes with them.
        let mut more = map.below(chosen.ids());
        more.retain(|it| map.nodes().contains(it));
        // The one that was chosen stays the last: arrows go on from it.
        let last = chosen.last().cloned();
        chosen.retain(|it| Some(it) != last.as_ref());
        let all: Selection = chosen.ids().iter().cloned().chain(more).chain(last).collect();
        self.say(format!("{} selected", all.len()));
        self.document.select(all);
    }
}
