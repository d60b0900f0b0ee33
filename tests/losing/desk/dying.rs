//! The program or the machine dies, and starts again.

use super::*;

impl Desk {
    pub(super) fn dies(&mut self, death: Death) {
        let dead = self.sim.copy();
        let mut may = match death.luck {
            Some(luck) => {
                dead.cut_power(luck);
                std::mem::take(&mut self.synced)
            }
            None => {
                dead.die();
                dead.calm();
                std::mem::take(&mut self.kept)
            }
        };
        self.me = None;
        self.sim = dead;
        self.meets(match death.luck {
            Some(_) => "power cut",
            None => "killed",
        });
        let found = self.sim.text(FILE);
        if found != self.file {
            let text = found.clone().expect("a save that is cut off takes nothing away");
            assert!(self.may_stand.contains(&text), "the file is whole, and someone's");
            self.texts.insert(Print::of(&text), text);
            self.file = found;
        }
        for known in &mut may {
            known.saved |= Some(known.text()) == self.file;
        }
        self.may_stand.clear();
        let copy = self.sim.copy();
        let offers = offers(&copy);
        check_offers(&offers, &may, &self.file);
        self.begins(death.by_name);
        if death.after == After::Later && self.sees("Work was left behind") {
            self.me().click_on("Later");
            self.dies_again(death.by_name);
        }
        let is_offered = self.sees("Work was left behind");
        let is_safe = may.iter().any(|it| it.saved) && map_of(&self.file).is_some();
        let is_nothing = offers.iter().all(|it| it.entries == 0);
        assert!(is_offered || is_nothing || is_safe, "work is offered");
        let is_wanted =
            |it: &&Offer| is_offered && death.after != After::Discard && may.iter().any(|known| it.is(known));
        match offers.first().filter(is_wanted) {
            Some(offer) => {
                self.me().click_on("Recover");
                if death.after == After::RecoverTwice {
                    self.dies_again(death.by_name);
                    self.me().click_on("Recover");
                }
                let known = may.iter().rfind(|it| offer.is(it)).expect("it may come back").clone();
                (self.base, self.common) = (offer.known, offer.known);
                self.journalled = offer.entries > 0;
                self.kept = vec![known.clone()];
                self.synced = vec![known];
                self.meets("recovered");
                assert!(!self.is_saved());
                // It says so by itself.
                if self.is_behind() && self.file == Some(self.now().text()) {
                    self.finds_its_own();
                } else if self.is_behind() {
                    self.waits_for(Self::has_card);
                }
            }
            None => {
                if is_offered {
                    self.me().click_on("Discard");
                    self.meets("discarded");
                }
                self.takes_up_what_is_there(death.by_name);
            }
        }
        self.check();
    }

    fn dies_again(&mut self, by_name: bool) {
        let dead = self.sim.copy();
        dead.die();
        self.me = None;
        self.sim = dead;
        self.meets("died again");
        self.begins(by_name);
    }

    /// The program starts.
    pub(super) fn begins(&mut self, by_name: bool) {
        let opening = match by_name {
            true => Opening::File(FILE.into()),
            false => Opening::Empty,
        };
        self.me = Some(Person::on_a_disk(self.sim.fs(), opening, Some(folders())));
        self.me().settles();
        if by_name && map_of(&self.file).is_none() {
            self.me().must_see("This file cannot be");
            self.me().presses("Esc");
        }
    }

    /// Nothing is recovered: the map is what the file holds.
    pub(super) fn takes_up_what_is_there(&mut self, by_name: bool) {
        let map = map_of(&self.file);
        if !by_name && map.is_some() {
            self.me().drops(Path::new(FILE));
        }
        let is_map = map.is_some();
        self.has_read(&map.unwrap_or_default());
        if !is_map {
            self.base = None;
        }
    }
}
