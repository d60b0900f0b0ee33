//! Moving what is chosen along the graph.

use crate::canvas::{Arrow, neighbour, next_link};
use crate::ui::App;

impl App {
    /// Follows the graph; `also` keeps what is chosen.
    pub(in crate::ui) fn go(&mut self, arrow: Arrow, also: bool) {
        let Some(from) = self.document.selection().last().cloned() else {
            return self.go_root();
        };
        match neighbour(self.seen(), &self.sheet, &from, arrow, self.came_from.as_ref()) {
            Some(to) => {
                self.came_from = (arrow == Arrow::Up).then_some(from);
                let mut chosen = self.document.selection().clone();
                self.go_to(to.clone());
                if also {
                    // Chosen last, so that the next arrow goes on from it.
                    chosen.retain(|it| *it != to);
                    chosen.add(to);
                    self.document.select(chosen);
                }
            }
            None => self.say(match arrow {
                Arrow::Up => "It bears on nothing",
                Arrow::Down => "It has no reasons",
                Arrow::Left => "It is the first of its siblings",
                Arrow::Right => "It is the last of its siblings",
            }),
        }
    }

    pub(in crate::ui) fn go_to_link(&mut self, forward: bool) {
        let Some(from) = self.document.selection().last() else {
            return;
        };
        match next_link(self.seen(), from, self.walked_around.as_ref(), forward) {
            Some((link, around)) => {
                self.walked_around = Some(around);
                self.go_to(link);
            }
            None => self.say("It has no links"),
        }
    }

    pub(in crate::ui) fn go_root(&mut self) {
        let map = self.seen();
        let thesis = Some(map.heading().thesis.clone()).filter(|id| map.nodes().contains(id));
        let first_root = || map.nodes().iter().find(|it| map.links_from(&it.id).next().is_none());
        let any = || map.nodes().iter().next();
        if let Some(id) = thesis.or_else(|| first_root().or_else(any).map(|it| it.id.clone())) {
            self.go_to(id);
        }
    }
}
