//! A person at the program on a simulated disk, and beside them what must hold after each thing that happens.

mod dying;

use crate::action::{Action, After, Death, End, Theirs, Wish};
use crate::known::{JOURNALS, Known, Offer, STATE, check_offers, folders, map_of, offers, steps_of, told};
use crate::person::Person;
use crate::sim::{LUCKS, Sim};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use truss::disk::{Print, versions};
use truss::edit::{Document, Edit, NodeField};
use truss::map::{Id, Kind, Map, Node, Parts, Place};
use truss::ui::Opening;
use truss::{file, merge};

const FILE: &str = "/truss maps/week.ron";

/// The card over work that is at odds with its file begins like this.
const CHANGED: &str = "Another program has changed this file. ";

/// The desk, and what is known of it.
pub struct Desk {
    me: Option<Person>,
    sim: Sim,
    /// What must stand in the file.
    file: Option<Vec<u8>>,
    /// What may stand there instead after a save that was cut off.
    may_stand: Vec<Vec<u8>>,
    /// All texts that ever stood there.
    texts: HashMap<Print, Vec<u8>>,
    /// What the window last read from the file or wrote to it; nothing for a map without a file.
    base: Option<Print>,
    /// What both the window and other programs had before they went apart.
    common: Option<Print>,
    /// Whether anything is in the journal.
    journalled: bool,
    /// What may come back when the process dies: what is committed first, then what came after it.
    kept: Vec<Known>,
    /// What may come back when the power goes: what was forced to the disk last, then what came after it.
    synced: Vec<Known>,
    /// How all ends when the disk stops.
    death: Death,
    /// How many nodes other programs have made.
    made: usize,
    met: BTreeMap<&'static str, u32>,
}

impl Desk {
    pub fn new(has_file: bool) -> Self {
        let sim = Sim::new(&["/truss maps", "/home", STATE]);
        sim.put(&format!("{STATE}/settings.ron"), b"(hint_dismissed: true)");
        let node = |n: usize| Node::new(format!("n{n}"), Kind::Claim, format!("Reason {n}"));
        let place = |n: usize| Place::from((format!("n{n}").into(), 400.0 * n as f64, 0.0));
        let file = has_file.then(|| {
            let map = Map::new(Parts {
                nodes: (0..2).map(node).collect(),
                placement: (0..2).map(place).collect(),
                ..Parts::default()
            });
            file::write(&map).into_bytes()
        });
        if let Some(text) = &file {
            sim.put(FILE, text);
        }
        let mut desk = Self {
            me: None,
            sim,
            texts: file.iter().map(|it| (Print::of(it), it.clone())).collect(),
            file,
            may_stand: Vec::new(),
            base: None,
            common: None,
            journalled: false,
            kept: Vec::new(),
            synced: Vec::new(),
            death: Death::PLAIN,
            made: 0,
            met: BTreeMap::new(),
        };
        desk.begins(has_file);
        desk.takes_up_what_is_there(has_file);
        desk.check();
        desk
    }

    /// How often what happened.
    pub fn met(&self) -> &BTreeMap<&'static str, u32> {
        &self.met
    }

    fn meets(&mut self, what: &'static str) {
        *self.met.entry(what).or_insert(0) += 1;
    }

    fn me(&mut self) -> &mut Person {
        self.me.as_mut().expect("someone is there")
    }

    fn sees(&self, words: &str) -> bool {
        self.me.as_ref().is_some_and(|it| it.sees(words))
    }

    fn now(&self) -> &Known {
        self.kept.last().expect("there is a map")
    }

    fn is_saved(&self) -> bool {
        self.me.as_ref().is_some_and(|it| it.app().document().is_saved())
    }

    /// Whether the window shows that the file holds something else than it knew.
    fn has_card(&self) -> bool {
        self.sees("Another program has") || self.sees("This file is not there any more")
    }

    pub fn does(&mut self, action: &Action) {
        match action {
            Action::DieAt(step, death) => {
                self.death = *death;
                self.sim.stop_at(*step);
            }
            Action::Die(death) => return self.dies(*death),
            Action::Rewrite(end) => self.edits(Some(*end), &["F2"], "x"),
            Action::Add => self.edits(None, &["N"], "y"),
            Action::Support(end) => self.edits(Some(*end), &["Tab"], "z"),
            Action::Turn(end, kind) => self.edits(Some(*end), &[&kind.to_string()], ""),
            Action::Delete(end) => self.edits(Some(*end), &["Delete"], ""),
            Action::Undo => self.steps("Ctrl+Z"),
            Action::Redo => self.steps("Ctrl+Y"),
            Action::Save(wish) => self.saves(*wish),
            Action::Theirs(theirs, seen) => self.another_program(*theirs, *seen),
            Action::Answer(n) => self.answers(*n),
            Action::Settle(ours) => self.settles(*ours),
            Action::LookAway => self.looks(),
        }
        if !self.sim.is_off() && self.is_saved() && self.is_behind() && !self.has_card() {
            self.looks();
        }
        match self.sim.is_off() {
            true => {
                self.meets("cut off at work");
                self.dies(self.death);
            }
            false => self.check(),
        }
    }

    /// Whether the file holds something else than the window knows.
    fn is_behind(&self) -> bool {
        self.base.is_some() && self.file.as_deref().map(Print::of) != self.base
    }

    /// Chooses a node, presses keys, and types a text.
    fn edits(&mut self, end: Option<End>, keys: &[&str], text: &str) {
        if let Some(end) = end {
            if self.now().parts.nodes.is_empty() {
                return;
            }
            self.me().presses("Home");
            if matches!(end, End::Last) {
                self.me().presses("ArrowRight");
            }
        }
        let begun = self.now().clone();
        for key in keys {
            self.me().presses(key);
            self.notes(&begun);
        }
        if !text.is_empty() {
            self.me().types(text);
            self.notes(&begun);
            self.me().presses("Enter");
            self.notes(&begun);
        }
    }

    /// Notes what became of a map by one step.
    fn notes(&mut self, begun: &Known) {
        let parts = self.me().parts();
        if told(&parts) != told(&self.now().parts) {
            let past = begun.past.iter().chain([&begun.parts]).cloned().collect();
            self.is_now(Known {
                parts,
                past,
                future: Vec::new(),
                saved: false,
            });
        }
    }

    fn is_now(&mut self, known: Known) {
        self.journalled = true;
        self.kept.push(known.clone());
        self.synced.push(known);
    }

    fn steps(&mut self, keys: &str) {
        let mut known = self.now().clone();
        let parts = match keys {
            "Ctrl+Z" => known.past.pop(),
            _ => known.future.pop(),
        };
        self.me().presses(keys);
        let Some(parts) = parts else { return };
        match keys {
            "Ctrl+Z" => known.future.push(known.parts),
            _ => known.past.push(known.parts),
        }
        known.parts = parts;
        known.saved = false;
        self.meets("undone or redone");
        self.is_now(known);
    }

    fn saves(&mut self, wish: Wish) {
        let (was_saved, text) = (self.is_saved() && !self.has_card(), self.now().text());
        let in_the_way = match self.base {
            _ if self.file.is_none() => false,
            None => true,
            Some(_) => self.is_behind() && self.file.as_ref() != Some(&text),
        };
        self.may_stand.push(text);
        if self.base.is_none() {
            self.me().will_pick(Path::new(FILE));
        }
        self.me().presses("Ctrl+S");
        if self.sim.is_off() {
            return;
        }
        if was_saved && self.base.is_some() {
            self.me().must_see("Saved already");
            return;
        }
        if !in_the_way {
            return self.has_saved();
        }
        let question = match self.base {
            Some(_) => "The file has changed on disk",
            None => "There is a file of this name",
        };
        self.me().must_see(question);
        self.meets("save met something unseen");
        // What the watch finds meanwhile waits for the answer.
        self.me().looks_away_and_back();
        std::thread::sleep(std::time::Duration::from_millis(20));
        self.me().frames(2);
        match (wish, self.base) {
            (Wish::Replace, _) => {
                self.me().click_on("Replace it");
                if !self.sim.is_off() {
                    self.has_saved();
                }
            }
            (Wish::TakeTheirs, Some(_)) => {
                self.me().click_on("Open it instead");
                match map_of(&self.file) {
                    Some(map) => self.has_read(&map),
                    None => self.me().presses("Esc"),
                }
            }
            _ => self.me().presses("Esc"),
        }
    }

    /// The window says that it has saved: the file holds the map whatever comes, and what stood there before is kept.
    fn has_saved(&mut self) {
        self.me().must_see("Saved ");
        let text = self.now().text();
        let print = Print::of(&text);
        for luck in LUCKS {
            let cut = self.sim.copy();
            cut.cut_power(*luck);
            assert!(
                cut.text(FILE).as_ref() == Some(&text),
                "it said that it was saved: {luck:?}"
            );
        }
        if let Some(before) = self.file.replace(text.clone()).filter(|it| *it != text) {
            let disk = self.sim.copy();
            disk.die();
            let kept = versions(&*disk.fs(), &folders(), Path::new(FILE)).expect("they can be listed");
            let print = Print::of(&before);
            let is_kept = kept.iter().any(|it| it.print == print);
            assert!(
                is_kept || self.sees("the version before is not kept"),
                "what was replaced is kept"
            );
        }
        self.texts.insert(print, text);
        (self.base, self.common) = (Some(print), Some(print));
        assert!(self.is_saved() && !self.has_card());
        self.kept.last_mut().expect("there is a map").saved = true;
        self.synced.last_mut().expect("there is a map").saved = true;
        self.meets("saved");
    }

    /// The window has taken up what is in the file.
    fn has_read(&mut self, map: &Map) {
        let known = Known::read(map);
        if self.sim.is_off() {
            self.kept.push(known.clone());
            return self.synced.push(known);
        }
        self.kept = vec![known.clone()];
        self.synced = vec![known];
        self.base = self.file.as_deref().map(Print::of);
        self.common = self.base;
        self.journalled = false;
        self.meets("read");
    }

    /// The map has become what is in the file, as a step of undo.
    fn has_followed(&mut self, map: &Map) {
        let begun = self.now().clone();
        let is_off = self.sim.is_off();
        // Until the journal is forced to the disk, the power may take this step.
        let before = std::mem::take(&mut self.synced);
        self.has_read(map);
        self.synced.splice(0..0, before);
        // What is the same already takes no step.
        let (past, future) = match told(&begun.parts) == told(&map.parts()) {
            true => (begun.past, begun.future),
            false => ([begun.past, vec![begun.parts]].concat(), Vec::new()),
        };
        for list in [&mut self.kept, &mut self.synced] {
            let now = list.last_mut().expect("there is a map");
            (now.past, now.future) = (past.clone(), future.clone());
        }
        self.journalled = !is_off;
    }

    fn another_program(&mut self, theirs: Theirs, seen: bool) {
        // A disk that has stopped takes nothing from anyone.
        if self.base.is_none() || self.sim.is_off() {
            return;
        }
        if self.is_behind() && !self.has_card() {
            self.looks();
        }
        let was_known = !self.has_card();
        let mut document = Document::new(map_of(&self.file).unwrap_or_else(|| Map::new(self.now().parts.clone())));
        let nodes: Vec<Id> = document.map().nodes().iter().map(|it| it.id.clone()).collect();
        let of = |end: End| match end {
            End::First => nodes.first().cloned(),
            End::Last => nodes.last().cloned(),
        };
        self.made += 1;
        let edit = match theirs {
            Theirs::Rewrites(end) => of(end).map(|id| Edit::SetNode {
                id,
                field: NodeField::Text(format!("Theirs {}", self.made)),
            }),
            Theirs::TakesOut(end) => of(end).map(|id| Edit::Remove(vec![id])),
            _ => None,
        };
        let edit = edit.unwrap_or_else(|| Edit::AddNode {
            node: Node::new(format!("t{}", self.made), Kind::Claim, "Theirs"),
            at: None,
        });
        document.apply(edit).expect("it fits");
        let whole = file::write(document.map()).into_bytes();
        let text = match theirs {
            Theirs::Removes => None,
            Theirs::CutsInHalf => Some(whole[..whole.len() / 2].to_owned()),
            Theirs::LeavesMarks => Some([b"<<<<<<< ours\n", &whole[..], b"=======\n>>>>>>> theirs\n"].concat()),
            Theirs::PutsBack => self.base.map(|it| self.texts[&it].clone()),
            Theirs::DoesTheSame => Some(self.now().text()),
            _ => Some(whole),
        };
        if self.sees(CHANGED) && map_of(&text).is_some() {
            // The card looks the same for every map: this way it is seen that it is about the new one.
            self.file = None;
            self.sim.put_by_another(FILE, None);
            self.looks();
        }
        self.sim.put_by_another(FILE, text.as_deref());
        if let Some(text) = &text {
            self.texts.insert(Print::of(text), text.clone());
        }
        self.file = text;
        self.meets("another program");
        // The window may see this at any time: it must not be left open whether that was before the next thing that is done.
        let does_the_same = matches!(theirs, Theirs::DoesTheSame);
        if seen || !was_known || does_the_same {
            self.looks();
        }
    }

    /// Turns away and comes back: what has become of the file is then said, or taken up.
    fn looks(&mut self) {
        // What was saved by then is nobody's unsaved work, also when the file was gone or no map in between.
        let is_nobodys = self.base == Some(Print::of(&self.now().text()));
        let may_follow = (self.is_saved() || is_nobodys) && self.is_behind();
        self.me().looks_away_and_back();
        if self.sim.is_off() {
            // It may have been taken up before.
            if let Some(map) = map_of(&self.file).filter(|_| may_follow) {
                self.has_followed(&map);
            }
            return;
        }
        if self.base.is_none() {
            return;
        }
        match map_of(&self.file) {
            _ if !self.is_behind() => self.waits_for(|it| !it.has_card()),
            // A card that asks is answered by the person, though undo may have left nothing unsaved.
            Some(_) if self.is_saved() && self.sees(CHANGED) => {}
            Some(map) if self.is_saved() => {
                let parts = told(&map.parts());
                self.waits_for(|it| told(&it.me.as_ref().expect("someone").parts()) == parts && it.is_saved());
                self.has_followed(&map);
            }
            // A card that asks about this very text already is answered by the person.
            Some(_) if !self.sees(CHANGED) && self.file == Some(self.now().text()) => self.finds_its_own(),
            Some(map) if is_nobodys => {
                let parts = told(&map.parts());
                let follows = |it: &Self| told(&it.me.as_ref().expect("someone").parts()) == parts && it.is_saved();
                self.waits_for(|it| it.sees(CHANGED) || follows(it));
                if follows(self) || self.sim.is_off() {
                    self.has_followed(&map);
                }
            }
            Some(_) => self.waits_for(|it| it.sees(CHANGED)),
            None if self.file.is_some() => self.waits_for(|it| it.sees("something that is no map") && !it.is_saved()),
            None => self.waits_for(|it| it.sees("This file is not there any more") && !it.is_saved()),
        }
    }

    /// The file holds the map already: nothing is at odds, and it is not saved either.
    pub(super) fn finds_its_own(&mut self) {
        self.waits_for(|it| it.sees("The file holds this map already") && !it.has_card());
        if self.sim.is_off() {
            return;
        }
        self.base = self.file.as_deref().map(Print::of);
        self.common = self.base;
        self.meets("found its own");
    }

    /// Looks on until it is so, or the disk stops.
    #[track_caller]
    fn waits_for(&mut self, is_so: impl Fn(&Self) -> bool) {
        self.looks_on_until(|it| is_so(it) || it.sim.is_off());
    }

    #[track_caller]
    fn looks_on_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..400 {
            if is_so(self) {
                // What has just come up finds its place.
                return self.me().frames(2);
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
            self.me().frames(1);
        }
        let screen = self.me().screen();
        panic!("it did not come to pass:\n{screen}");
    }

    fn answers(&mut self, n: usize) {
        if self.sees("This file is not there any more") {
            self.may_stand.push(self.now().text());
            self.me().click_on("Save it again");
            if !self.sim.is_off() {
                self.has_saved();
            }
        }
        if !self.sees(CHANGED) {
            return;
        }
        let theirs = map_of(&self.file).expect("the card says that it is a map");
        let print = self.file.as_deref().map(Print::of);
        match n {
            0 => {
                let base = self.common.map(|it| self.texts[&it].clone());
                let base = map_of(&base).expect("the window has read or written it");
                let begun = self.now().clone();
                let merged = merge::merge(&base, &Map::new(begun.parts.clone()), &theirs).map.parts();
                self.me().click_on("Merge both");
                self.looks_on_until(|it| !it.sees(CHANGED) && !it.sees("Merging your map"));
                self.notes(&begun);
                assert_eq!(told(&self.now().parts), told(&merged), "both sides are kept");
                (self.base, self.common) = (print, print);
                self.meets("merged");
            }
            1 => {
                self.me().click_on("Keep mine");
                self.base = print;
                self.meets("kept mine");
            }
            _ => {
                self.me().click_on("Open theirs");
                self.has_followed(&theirs);
            }
        }
        assert!(self.sim.is_off() || !self.has_card(), "it is answered");
    }

    fn settles(&mut self, ours: bool) {
        if self.has_card() || !self.sees("Changed on both sides") {
            return;
        }
        let begun = self.now().clone();
        self.me().click_on(if ours { "Keep ours" } else { "Take theirs" });
        self.notes(&begun);
        self.meets("settled");
    }

    /// What must hold whenever nothing is under way.
    fn check(&mut self) {
        assert!(self.sim.text(FILE) == self.file, "the file is as it was left");
        let now = self.now().clone();
        let me = self.me();
        assert_eq!(told(&me.parts()), told(&now.parts));
        assert_eq!(steps_of(me.app().document()), now.steps());
        if self.is_saved()
            && let Some(base) = self.base
        {
            assert_eq!(
                Print::of(&now.text()),
                base,
                "what is not marked as unsaved is what the window read or wrote"
            );
            self.kept.last_mut().expect("there is a map").saved = true;
            self.synced.last_mut().expect("there is a map").saved = true;
        }
        self.waits_for(|it| it.me.as_ref().is_some_and(|it| it.app().is_kept()));
        if self.sim.is_off() {
            return;
        }
        self.kept.drain(..self.kept.len() - 1);
        let dead = self.sim.copy();
        dead.die();
        let found: Vec<String> = offers(&dead).iter().map(|it| told(&it.parts)).collect();
        match self.journalled {
            true => assert_eq!(found, [told(&now.parts)], "what is committed is there"),
            false => assert!(found.is_empty(), "nothing was done"),
        }
        if self.sim.is_calm(JOURNALS) {
            self.synced.drain(..self.synced.len() - 1);
        }
        for luck in LUCKS {
            let dead = self.sim.copy();
            dead.cut_power(*luck);
            assert!(dead.text(FILE) == self.file, "the file is as it was left: {luck:?}");
            check_offers(&offers(&dead), &self.synced, &self.file);
        }
        self.may_stand.clear();
    }
}
