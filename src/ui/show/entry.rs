//! Words typed while a talk runs, in large letters: a point from the floor, or the sentence of a node.

use super::Show;
use super::room::Words;
use crate::arranging::{Among, NEW_BOX, place_premise};
use crate::disk::TalkDraft;
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::drawing::size_of;
use crate::edit::{Edit, NodeField, StepField};
use crate::geom::Size;
use crate::map::{Id, Kind, Link, Map, Node, Origin, Parked, Relation, Standing};
use crate::ui::App;
use crate::ui::capture::{known_name, spoken};
use crate::ui::composition::{ALL_KEYS, Composition};
use crate::ui::fresh_id;
use crate::ui::theme::{ROUND_CARD, SPACE_2, SPACE_4, TEXT_HEADING, TEXT_SMALL, color32, font};
use eframe::egui::{self, Align2, Event, Key, Label, Modifiers, RichText, Stroke, TextEdit, vec2};

/// What a point from the floor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Supports,
    PullsAgainst,
    Question,
    Parked,
}

/// The signs that are typed first, each with a space after it.
const SIGNS: &[(char, Point, &str)] = &[
    ('+', Point::Supports, "supports"),
    ('-', Point::PullsAgainst, "pulls against"),
    ('?', Point::Question, "an open question"),
    ('p', Point::Parked, "for the parking lot"),
];

/// How far the field is from the lower edge, as a part of the height of the window.
const AWAY: f32 = 0.05;

/// What is typed.
enum About {
    /// A point from the floor, on this node.
    Point(Id),
    /// The sentence of this node.
    Sentence(Id),
}

/// Words that are being typed.
pub(super) struct Entry {
    about: About,
    /// What the node says that it is about.
    title: String,
    text: String,
    has_focus: bool,
    composition: Composition,
    /// What was added last, in words, or why nothing was.
    added: String,
    /// The node that was added last.
    new: Option<Id>,
    /// How high the field is on this window, in points, where the room sees it.
    high: f32,
}

/// What a text says: which point, without its sign.
fn read(text: &str) -> (Point, &str) {
    let mut letters = text.chars();
    let sign = letters.next().and_then(|it| SIGNS.iter().find(|row| row.0 == it));
    match (sign, letters.as_str().strip_prefix(' ')) {
        (Some(row), Some(rest)) => (row.1, rest),
        _ => (Point::Supports, text),
    }
}

impl Entry {
    fn new(about: About, title: String, text: String) -> Self {
        Self {
            about,
            title,
            text,
            has_focus: false,
            composition: Composition::default(),
            added: String::new(),
            new: None,
            high: 0.0,
        }
    }

    fn about(&self) -> &Id {
        match &self.about {
            About::Point(id) | About::Sentence(id) => id,
        }
    }

    /// What it must not cover: the node that it is about, and the one that was added last.
    pub(super) fn clear(&self) -> Vec<Id> {
        [self.about().clone()].into_iter().chain(self.new.clone()).collect()
    }

    /// How high it is where the room sees it, in points.
    pub(super) fn high(&self) -> f32 {
        self.high
    }

    /// What is kept of it while it is typed.
    pub(super) fn draft(&self) -> Option<TalkDraft> {
        (!self.text.trim().is_empty()).then(|| TalkDraft {
            about: self.about().to_string(),
            is_sentence: matches!(self.about, About::Sentence(_)),
            text: self.text.clone(),
        })
    }

    /// What stands over the words.
    fn says(&self) -> String {
        match &self.about {
            About::Sentence(_) => "Edit the sentence".into(),
            About::Point(_) => {
                let point = read(&self.text).0;
                let word = SIGNS.iter().find(|it| it.1 == point).map_or("", |it| it.2);
                match point {
                    Point::Parked => format!("From the floor, {word}"),
                    Point::Question => format!("From the floor, {word} on “{}”", self.title),
                    Point::Supports | Point::PullsAgainst => format!("From the floor, {word} “{}”", self.title),
                }
            }
        }
    }

    /// What was added, in a few words.
    fn says_added(&self) -> String {
        let (point, text) = read(&self.text);
        let word = SIGNS.iter().find(|it| it.1 == point).map_or("", |it| it.2);
        let who = spoken(text.trim()).1;
        let who = who.map_or_else(String::new, |it| format!(" (said by {it})"));
        match point {
            Point::Parked => format!("Added: {word}{who}"),
            Point::Question => format!("Added: {word} on “{}”{who}", self.title),
            Point::Supports | Point::PullsAgainst => format!("Added: {word} “{}”{who}", self.title),
        }
    }

    /// What the room sees of it.
    pub(super) fn words(&self) -> Words {
        let text = match self.about {
            About::Sentence(_) => self.text.as_str(),
            About::Point(_) => read(&self.text).1,
        };
        Words {
            about: self.says(),
            text: text.to_owned(),
        }
    }
}

impl App {
    /// Begins a point from the floor on the node that is meant.
    pub(super) fn begin_point(&mut self, show: &mut Show, now: f64) {
        if let Some(why) = self.only_look() {
            return show.say(format!("{}: nothing can be added to it", why.why()), now);
        }
        let map = self.document.map();
        let Some(about) = show
            .about(map)
            .or_else(|| map.nodes().iter().next().map(|it| &it.id))
            .cloned()
        else {
            return show.say("There is no node to which a point could belong", now);
        };
        show.talk.blank = None;
        show.talk.shows_grid = false;
        let title = map.node(&about).map_or_else(String::new, |it| it.title().into_owned());
        show.entry = Some(Entry::new(About::Point(about), title, String::new()));
    }

    /// The words that were being typed when the program went down in the talk of this file.
    pub(super) fn kept_entry(&self) -> Option<Entry> {
        let draft = self.kept_stop()?.draft.filter(|_| !self.is_read_only())?;
        let node = self.document.map().node(&draft.about.into())?;
        let about = match draft.is_sentence {
            true => About::Sentence(node.id.clone()),
            false => About::Point(node.id.clone()),
        };
        let text = draft.text.chars().take(crate::ui::typing::MOST_LETTERS).collect();
        Some(Entry::new(about, node.title().into_owned(), text))
    }

    /// Begins to edit the sentence of the node that is meant.
    pub(super) fn begin_edit(&mut self, show: &mut Show, now: f64) {
        if let Some(why) = self.only_look() {
            return show.say(format!("{}: nothing can be changed in it", why.why()), now);
        }
        let map = self.document.map();
        let Some(node) = show.about(map).and_then(|it| map.node(it)) else {
            return show.say("This step is about no node", now);
        };
        let entry = Entry::new(
            About::Sentence(node.id.clone()),
            node.title().into_owned(),
            node.text.clone(),
        );
        show.entry = Some(entry);
    }

    /// Enter and Escape while words are typed. Escape keeps them: typing is never thrown away.
    pub(super) fn entry_keys(&mut self, ui: &egui::Ui, show: &mut Show, now: f64) {
        let Some(entry) = &mut show.entry else { return };
        if !entry.has_focus {
            return self.hold_all(ui);
        }
        if ui.input_mut(|it| entry.composition.takes(&mut it.events)) {
            return;
        }
        let ends = |key, held: Modifiers| matches!(key, Key::Enter | Key::Escape) && !held.command && !held.alt;
        let Some((key, _)) = self.take_key(ui, ends) else {
            return;
        };
        let Some(mut entry) = show.entry.take() else { return };
        let is_empty = read(&entry.text).1.trim().is_empty();
        match self.commit(show, &entry, now) {
            Ok(new) => {
                let goes_on = matches!(entry.about, About::Point(_)) && key == Key::Enter && !is_empty;
                if goes_on && self.document.map().nodes().contains(entry.about()) {
                    entry.added = entry.says_added();
                    entry.new = new.or(entry.new);
                    entry.text.clear();
                    show.entry = Some(entry);
                }
            }
            Err(why) => {
                entry.added = why;
                show.entry = Some(entry);
            }
        }
    }

    /// Puts what was typed into the map. Gives the node that is new, or says why nothing was done.
    pub(super) fn commit(&mut self, show: &mut Show, entry: &Entry, now: f64) -> Result<Option<Id>, String> {
        let map = self.document.map();
        let mut new = None;
        let edit = match &entry.about {
            About::Sentence(id) => {
                let same = map.node(id).is_none_or(|it| it.text == entry.text.trim());
                if same || entry.text.trim().is_empty() {
                    return Ok(None);
                }
                Edit::SetNode {
                    id: id.clone(),
                    field: NodeField::Text(entry.text.trim().to_owned()),
                }
            }
            About::Point(on) => match self.point(show, on, &entry.text) {
                Some((edit, id)) => {
                    new = Some(id);
                    edit
                }
                None => return Ok(None),
            },
        };
        let name = edit.name();
        match self.document.apply(edit) {
            Ok(()) => {
                show.say(format!("Done: {name}. Ctrl+Z takes it back"), now);
                Ok(new.filter(|it| self.document.map().nodes().contains(it)))
            }
            Err(error) => Err(format!("Not added: {error}")),
        }
    }

    /// The edit that a point from the floor makes, and the name of what is new.
    fn point(&self, show: &Show, on: &Id, text: &str) -> Option<(Edit, Id)> {
        let map = self.document.map();
        let (point, text) = read(text);
        let (text, who) = spoken(text.trim());
        if text.is_empty() {
            return None;
        }
        let origin = Origin::Floor {
            at: super::local_time("%Y-%m-%d %H:%M"),
            by: who.map_or_else(String::new, |it| known_name(map, it)),
        };
        let id = fresh_id(map);
        if point == Point::Parked {
            let parked = Parked {
                id: id.clone(),
                text: text.to_owned(),
                origin,
            };
            return Some((Edit::AddParked { parked, after: None }, id));
        }
        let mut node = Node::new(id.clone(), Kind::Claim, text);
        node.origin = origin.clone().into();
        node.asserted_by = who.map_or_else(|| "the floor".into(), |it| known_name(map, it)).into();
        let title = map.node(on).map_or_else(String::new, |it| it.title().into_owned());
        let relation = match point {
            Point::Supports => Some(Relation::Support),
            Point::PullsAgainst => Some(Relation::Tension),
            Point::Question => {
                node.standing = Standing::Open;
                node.tags.push("question".into());
                node.note = format!("Asked about “{title}”.").into();
                None
            }
            Point::Parked => None,
        };
        let size = size_of(map, &node);
        let size = Size {
            height: size.height.max(NEW_BOX.height),
            ..size
        };
        let at = place_premise(map, &Among::placed(map), on, None, size);
        let mut edits = vec![Edit::AddNode {
            node,
            at: Some((at.x, at.y)),
        }];
        if let Some(relation) = relation {
            let mut link = Link::new(fresh_link(map, &id), [id.clone()], on.clone(), relation);
            link.origin = origin.into();
            edits.push(Edit::AddLink { link, after: None });
        }
        if let Some(step) = show.talk.step().and_then(|it| map.steps().get(it))
            && show.talk.away().is_none()
            && !step.show.is_empty()
        {
            let mut shown = step.show.clone();
            shown.push(id.clone());
            edits.push(Edit::SetStep {
                id: step.id.clone(),
                field: StepField::Show(shown),
            });
        }
        let name = match point {
            Point::Supports => "support from the floor",
            Point::PullsAgainst => "objection from the floor",
            Point::Question | Point::Parked => "question from the floor",
        };
        Some((Edit::Several(edits).named(name), id))
    }

    /// The field in which words are typed, in large letters.
    pub(super) fn entry_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, _now: f64) {
        let here = show.audience.room_is_here();
        // The fields in it look as the window of the speaker does, wherever they are.
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        let all = ui.content_rect();
        let Some(entry) = &mut show.entry else { return };
        let letters = (all.height() * 0.042).clamp(TEXT_HEADING, 64.0);
        let says = entry.says();
        let added = entry.added.clone();
        let shown = egui::Area::new(egui::Id::unique("truss-words"))
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(all.center_bottom() - vec2(0.0, all.height() * AWAY))
            .order(egui::Order::Foreground)
            .fade_in(false)
            .show(ui, |ui| {
                egui::Frame::new()
                    .fill(ink(Ink::Box))
                    .stroke(Stroke::new(2.0, ink(Ink::Text)))
                    .corner_radius(ROUND_CARD)
                    .inner_margin(SPACE_4)
                    .show(ui, |ui| {
                        ui.set_width(all.width() * 0.86);
                        ui.add(Label::new(RichText::new(&says).size(letters * 0.62).color(ink(Ink::Muted))).wrap());
                        let field = TextEdit::multiline(&mut entry.text)
                            .id_salt("truss-words-field")
                            .font(font(Weight::Bold, letters))
                            .text_color(ink(Ink::Text))
                            .desired_rows(1)
                            .desired_width(f32::INFINITY)
                            .char_limit(crate::ui::typing::MOST_LETTERS)
                            .return_key(None::<egui::KeyboardShortcut>)
                            .frame(egui::Frame::NONE)
                            .lock_focus(true);
                        let response = ui.add(field);
                        ui.accesskit_node_builder(response.id, |it| it.set_label(says.clone()));
                        ui.memory_mut(|it| it.set_focus_lock_filter(response.id, ALL_KEYS));
                        if !entry.has_focus {
                            response.request_focus();
                            entry.has_focus = true;
                        }
                        if !added.is_empty() {
                            ui.add_space(SPACE_2);
                            ui.add(Label::new(RichText::new(&added).size(letters * 0.62).color(ink(Ink::Text))).wrap());
                        }
                        if !here {
                            ui.add_space(SPACE_2);
                            let hint = match entry.about {
                                About::Sentence(_) => "Enter or Esc: done",
                                About::Point(_) => {
                                    "+ supports   - pulls against   ? question   p parking lot   @name says who   ·   Enter adds, Esc adds and closes; on nothing both close"
                                }
                            };
                            ui.add(Label::new(RichText::new(hint).size(TEXT_SMALL).color(ink(Ink::Muted))).wrap());
                        }
                    });
            });
        let high = shown.response.rect.height() + all.height() * AWAY;
        if here && (high - entry.high).abs() > 1.0 {
            // What it covered gives way in the next frame.
            entry.high = high;
            ui.request_repaint();
        }
    }
}

fn fresh_link(map: &Map, node: &Id) -> Id {
    loop {
        let id = fresh_id(map);
        if id != *node {
            return id;
        }
    }
}

/// Whether an event is a key or a letter.
pub(super) fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_))
}
