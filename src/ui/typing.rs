//! Typing in place: into a node's box, a label, a reason, a title.
//!
//! Every keystroke is an edit of one burst, so what was typed is in the map and in the journal at once, and one undo takes
//! all of it back. Ending never throws text away; a new node that is left empty vanishes without a step.

use super::capture::{Sign, known_name, signed, spoken};
use super::composition::{ALL_KEYS, Composition};
use super::held::typed_after;
use super::paint::pos;
use super::theme::{ROUND, ROUND_MARK, ROUND_PILL, SPACE_1, TEXT_BODY, color32, font};
use crate::canvas::Camera;
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{BOX_WIDTH, Sheet};
use crate::edit::{Burst, Document, Edit, GroupField, HeadingField, LinkField, NodeField};
use crate::geom::Point;
use crate::map::{Id, Kind, Map, Selection};
use eframe::egui::{self, Event, Frame, Key, KeyboardShortcut, Margin, Modifiers, Stroke, TextEdit};
use unicode_normalization::UnicodeNormalization as _;

/// Below this zoom the editor is larger than the box it stands for, so that its text can be read.
const LEAST_ZOOM: f64 = 0.9;

/// No text gets longer than this: a file with a text above 1 MB would not open again.
pub(super) const MOST_LETTERS: usize = 100_000;

/// What is being typed.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// The sentence of a node.
    Sentence(Id),
    /// The label of a node.
    Label(Id),
    /// The reason of a link.
    Reason(Id),
    /// The title of a group.
    Title(Id),
    /// The title of the map.
    MapTitle,
    /// A node that is not in the map before its first letter.
    Draft(Draft),
}

/// A node that is not in the map before its first letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The id it will have.
    pub node: Id,
    /// Its kind.
    pub kind: Kind,
    /// The upper left corner of its box, in map units.
    pub at: Point,
    /// What it bears on; nothing for a free node.
    pub of: Option<Id>,
    /// The id that its link will have.
    pub link: Id,
    /// What it does; nothing for a free node.
    pub sign: Option<Sign>,
    /// The link after which its own stands among its siblings; at the end without.
    pub after: Option<Id>,
    /// The step that it would attack.
    pub step: Option<Id>,
    /// The link whose premises it would join.
    pub sibling: Option<Id>,
}

/// How typing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The text stays.
    Done,
    /// The text stays, and a premise of it comes next.
    ThenPremise,
}

/// Text that is being typed.
#[derive(Clone, Debug)]
pub struct Typing {
    about: About,
    text: String,
    before: String,
    has_focus: bool,
    composition: Composition,
    /// The sign that was typed last, until something else is typed: Backspace at once gives it back as text.
    just_signed: Option<(char, Option<Sign>)>,
    /// Whether a sign typed first is one: not once there is a text, nor after it was given back.
    takes_signs: bool,
    /// Whether a name at the end of the text says who: not where it was pasted.
    takes_names: bool,
    /// What was typed in the same frame after the key that ended it.
    rest: Vec<Event>,
    /// A word for the status bar.
    word: Option<&'static str>,
    /// What the text could be while it is empty; never taken without a key.
    offered: Option<String>,
}

impl Typing {
    /// Begins to type, with the text that is there.
    pub fn begin(about: About, map: &Map) -> Self {
        let text = match &about {
            About::Sentence(id) => map.node(id).map(|it| it.text.clone()),
            About::Label(id) => map.node(id).map(|it| it.label.clone()),
            About::Reason(id) => map.link(id).map(|it| it.reason.to_string()),
            About::Title(id) => map.groups().get(id).map(|it| it.title.clone()),
            About::MapTitle => Some(map.heading().title.clone()),
            About::Draft(_) => None,
        }
        .unwrap_or_default();
        Self {
            about,
            before: text.clone(),
            text,
            has_focus: false,
            composition: Composition::default(),
            just_signed: None,
            takes_signs: true,
            takes_names: true,
            rest: Vec::new(),
            word: None,
            offered: None,
        }
    }

    /// The same, with words that the Right key takes over while nothing is typed.
    pub fn offering(self, words: Option<String>) -> Self {
        Self { offered: words, ..self }
    }

    fn takes_offer(&mut self, input: &mut egui::InputState) -> bool {
        let taken =
            self.text.is_empty() && self.offered.is_some() && input.consume_key(Modifiers::NONE, Key::ArrowRight);
        if taken {
            self.text = self.offered.take().unwrap_or_default();
        }
        taken
    }

    /// What is being typed.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The node, link or group that it is about; the empty id for the map as a whole.
    pub fn id(&self) -> Id {
        match &self.about {
            About::Sentence(id) | About::Label(id) | About::Reason(id) | About::Title(id) => id.clone(),
            About::Draft(draft) => draft.node.clone(),
            About::MapTitle => Id::default(),
        }
    }

    /// What every edit of this typing belongs to.
    pub fn burst(&self) -> Burst {
        let field = match &self.about {
            About::Sentence(_) | About::Draft(_) => "text",
            About::Label(_) => "label",
            About::Reason(_) => "reason",
            About::Title(_) | About::MapTitle => "title",
        };
        Burst::Typing {
            id: self.id(),
            field: field.into(),
        }
    }

    /// Puts a text into the map, as part of the burst.
    fn put(&self, text: &str, document: &mut Document) {
        let text: String = text.nfc().collect();
        let id = self.id();
        let edit = match &self.about {
            About::Sentence(_) if text.trim().is_empty() => return,
            About::Sentence(_) => Edit::SetNode {
                id,
                field: NodeField::Text(text),
            },
            About::Label(_) => Edit::SetNode {
                id,
                field: NodeField::Label(text),
            },
            About::Reason(_) => Edit::SetLink {
                id,
                field: LinkField::Reason(text),
            },
            About::Title(_) => Edit::SetGroup {
                id,
                field: GroupField::Title(text),
            },
            About::MapTitle => Edit::SetHeading(HeadingField::Title(text)),
            About::Draft(draft) => {
                let map = document.map();
                let (text, who) = match self.takes_names {
                    true => spoken(&text),
                    false => (&*text, None),
                };
                match (map.nodes().contains(&id), text.trim().is_empty()) {
                    (false, true) => return,
                    (false, false) => draft.edit(map, text, who),
                    (true, true) => Edit::Remove(vec![id]),
                    (true, false) => draft.retyped(map, text, who),
                }
            }
        };
        // A refusal leaves the map as it was; the text stays in the editor.
        let _ = document.apply_in_burst(edit, self.burst());
    }

    /// Makes a new node do something else.
    pub fn switch_pill(&mut self, document: &mut Document) {
        let About::Draft(draft) = &mut self.about else { return };
        let Some(sign) = draft.switched() else { return };
        if document.map().nodes().contains(&draft.node)
            && let Some(edit) = draft.resigned(document.map(), sign)
        {
            let burst = Burst::Typing {
                id: draft.node.clone(),
                field: "text".into(),
            };
            // Where the map refuses, what it does stays as it is.
            if document.apply_in_burst(edit, burst).is_err() {
                return;
            }
        }
        draft.sign = Some(sign);
    }

    /// What the pill says, if a new node is typed that bears on something.
    pub fn pill(&self, map: &Map) -> Option<String> {
        match &self.about {
            About::Draft(draft) => draft.pill(map),
            _ => None,
        }
    }

    /// Whether its field has been shown, so that it takes what is typed.
    pub fn is_shown(&self) -> bool {
        self.has_focus
    }

    /// What was typed in the same frame after the key that ended it.
    pub fn take_rest(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.rest)
    }

    /// A word that came up while typing.
    pub fn take_word(&mut self) -> Option<&'static str> {
        self.word.take()
    }

    /// A sign at the beginning, typed a moment ago, is no text: it says what the new node does.
    fn take_sign(&mut self, pasted: bool, document: &mut Document) {
        let About::Draft(draft) = &mut self.about else { return };
        if pasted {
            self.takes_names = false;
            self.takes_signs = false;
            return;
        }
        let may = std::mem::replace(&mut self.takes_signs, self.text.chars().count() <= 2);
        let Some((sign, rest)) = signed(&self.text).filter(|_| may) else {
            return;
        };
        let rest = rest.to_owned();
        if let Some(refused) = draft.refusal(sign) {
            self.word = Some(refused);
            return;
        }
        let letter = self.text.chars().next().unwrap_or_default();
        self.just_signed = Some((letter, draft.sign));
        draft.sign = Some(sign);
        self.text = rest;
        // The sign alone, put into the map as a text, did something else: what comes after it is put in anew.
        self.put("", document);
    }

    /// Backspace right after a sign gives it back as text.
    fn give_sign_back(&mut self, input: &mut egui::InputState) -> bool {
        let Some((letter, before)) = self.just_signed else {
            return false;
        };
        let About::Draft(draft) = &mut self.about else {
            return false;
        };
        if !self.text.is_empty() || !input.consume_key(Modifiers::NONE, Key::Backspace) {
            return false;
        }
        draft.sign = before;
        self.text = format!("{letter} ");
        self.takes_signs = false;
        true
    }

    /// Ends typing: the text stays, without white space at its ends.
    pub fn finish(self, document: &mut Document) -> Option<&'static str> {
        let text = self.text.trim();
        let kept = matches!(self.about, About::Sentence(_)) && text.is_empty();
        self.put(
            match &self.about {
                About::Sentence(_) if kept => &self.before,
                // A frame is known by its title.
                About::Title(_) if text.is_empty() => "Group",
                _ => text,
            },
            document,
        );
        document.end_burst();
        let map = document.map();
        match &self.about {
            About::Draft(Draft { node: id, .. }) if map.nodes().contains(id) => {
                document.select(Selection::only(id.clone()));
            }
            About::Title(id) if map.groups().contains(id) => document.select(Selection::only(id.clone())),
            _ => {}
        }
        kept.then_some("A node needs a sentence: the old one is kept")
    }

    /// Shows the editor over the map and takes in what is typed; says when it ends.
    pub fn show(
        &mut self,
        ui: &egui::Ui,
        document: &mut Document,
        sheet: &Sheet,
        camera: &Camera,
        theme: &Theme,
    ) -> Option<Ended> {
        // The press that began typing may come in the same frame.
        let begun_before = self.has_focus;
        let ended = self.keys(ui);
        let given_back = ended.is_none()
            && !self.composition.is_ongoing()
            && ui.input_mut(|it| self.give_sign_back(it) || self.takes_offer(it));
        let pasted = ui.input(|it| it.events.iter().any(|event| matches!(event, Event::Paste(_))));
        let place = self.place(document.map(), sheet, camera)?;
        let zoom = match self.about {
            About::MapTitle => 1.0,
            _ => camera.zoom().max(LEAST_ZOOM),
        };
        let ink = |it| color32(theme.colour(it));
        let frame = Frame::new()
            .fill(ink(Ink::Box))
            .stroke(Stroke::new(2.0, ink(Ink::Text)))
            .corner_radius(ROUND)
            .inner_margin(Margin::symmetric((14.0 * zoom) as i8, (9.0 * zoom).min(100.0) as i8));
        let canvas = super::paint::rect(camera.screen());
        let hint = match &self.offered {
            Some(words) => format!("{words}  (→ takes this)"),
            None => place.hint.into(),
        };
        let mut switch = false;
        let area = egui::Area::new(egui::Id::unique("truss-typing"))
            .order(egui::Order::Middle)
            .fixed_pos(pos(place.corner))
            .constrain_to(canvas)
            .fade_in(false)
            .show(ui, |ui| {
                frame
                    .show(ui, |ui| {
                        switch = self.pill_ui(ui, document.map(), theme);
                        let edit = TextEdit::multiline(&mut self.text)
                            .id(field_id())
                            .font(font(place.weight, (place.size * zoom) as f32))
                            .text_color(ink(Ink::Text))
                            .hint_text(hint)
                            .frame(Frame::NONE)
                            .margin(Margin::ZERO)
                            .desired_width((place.width * zoom) as f32)
                            .desired_rows(place.rows)
                            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter))
                            .char_limit(MOST_LETTERS)
                            .event_filter(ALL_KEYS);
                        let response = edit.show(ui).response;
                        response.response.clone().accessible_name(place.name);
                        if switch {
                            response.response.request_focus();
                        }
                        if !self.has_focus || given_back {
                            self.has_focus = true;
                            response.response.request_focus();
                            let mut state = egui::TextEdit::load_state(ui, response.response.id).unwrap_or_default();
                            let end = egui::text::CCursor::new(self.text.chars().count());
                            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
                            egui::TextEdit::store_state(ui, response.response.id, state);
                        }
                        response.response
                    })
                    .inner
            });
        if switch {
            self.switch_pill(document);
        }
        if area.inner.changed() || given_back {
            if !given_back && !self.composition.is_ongoing() {
                self.take_sign(pasted, document);
            }
            // What was said is said: only at once is it taken back.
            self.just_signed = self.just_signed.filter(|_| self.text.is_empty());
            self.put(&self.text.clone(), document);
        }
        let pressed_elsewhere = ui.input(|it| {
            it.pointer.any_pressed()
                && it
                    .pointer
                    .interact_pos()
                    .is_some_and(|at| !area.response.rect.contains(at))
        });
        match ended {
            None if pressed_elsewhere && begun_before => Some(Ended::Done),
            ended => ended,
        }
    }

    /// The words before the text: what the new node does, and who says it. Gives whether they were clicked.
    fn pill_ui(&self, ui: &mut egui::Ui, map: &Map, theme: &Theme) -> bool {
        let About::Draft(draft) = &self.about else { return false };
        let Some(pill) = draft.pill(map) else { return false };
        let against = matches!(draft.sign, Some(Sign::PullsAgainst | Sign::Attacks));
        let ink = color32(theme.colour(if against { Ink::Tension } else { Ink::Support }));
        let mark = if against { "−" } else { "+" };
        let who = spoken(&self.text).1.filter(|_| self.takes_names);
        let inner = ui.horizontal(|ui| {
            let text = egui::RichText::new(format!("{mark} {pill}")).font(font(Weight::Bold, TEXT_BODY)).color(ink);
            let button = egui::Button::new(text)
                .stroke(Stroke::new(1.0, ink))
                .fill(egui::Color32::TRANSPARENT)
                .corner_radius(if against { ROUND_MARK } else { ROUND_PILL });
            let response = ui.add(button);
            response.clone().accessible_name(format!("What it does: {pill}"));
            if let Some(who) = who {
                let who = format!("said by {}", known_name(map, who));
                let text = egui::RichText::new(who).size(TEXT_BODY).color(color32(theme.colour(Ink::Muted)));
                ui.add(egui::Label::new(text).truncate());
            }
            let tip = "Switch what it does (F4). Typed first: “+ ” supports, “- ” pulls against, “& ” joins the reason before it, “! ” attacks the step; “@name” at the end says who";
            response.on_hover_text(tip).clicked()
        });
        ui.add_space(SPACE_1);
        inner.inner
    }

    /// Enter, Tab and Escape end typing, except while a syllable is composed: then they belong to the input method.
    fn keys(&mut self, ui: &egui::Ui) -> Option<Ended> {
        ui.input_mut(|input| {
            if self.composition.takes(&mut input.events) {
                return None;
            }
            // egui's own look-up takes Shift+Enter for Enter.
            let ends = |event: &Event| {
                let Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } = event
                else {
                    return None;
                };
                match key {
                    _ if !modifiers.is_none() => None,
                    Key::Tab => Some(Ended::ThenPremise),
                    Key::Enter | Key::Escape => Some(Ended::Done),
                    _ => None,
                }
            };
            let (at, ended) = input
                .events
                .iter()
                .enumerate()
                .find_map(|(n, it)| Some((n, ends(it)?)))?;
            // What comes after belongs to what comes next.
            self.rest = typed_after(&mut input.events, at);
            input.events.remove(at);
            Some(ended)
        })
    }

    fn place(&self, map: &Map, sheet: &Sheet, camera: &Camera) -> Option<Place> {
        let sentence = Place {
            corner: Point::default(),
            width: BOX_WIDTH - 28.0,
            size: 15.0,
            weight: Weight::Regular,
            rows: 2,
            name: "Sentence",
            hint: "One full sentence",
        };
        Some(match &self.about {
            About::Draft(draft) if !map.nodes().contains(&draft.node) => Place {
                corner: camera.screen_from_world(draft.at),
                ..sentence
            },
            About::Sentence(id) | About::Draft(Draft { node: id, .. }) => {
                // From afar it may not be drawn.
                let marks = sheet.node(id).map(|it| &it.marks);
                Place {
                    corner: camera.screen_from_world(sheet.rect(id)?.min),
                    width: marks.map_or(sentence.width, |it| it.text_area.width()),
                    size: marks.map_or(sentence.size, |it| it.text_size),
                    weight: marks.map_or(sentence.weight, |it| it.weight),
                    ..sentence
                }
            }
            About::Label(id) => Place {
                corner: camera.screen_from_world(sheet.rect(id)?.min),
                size: 19.0,
                weight: Weight::Bold,
                name: "Label",
                hint: "At most six words",
                ..sentence
            },
            About::Reason(id) => Place {
                corner: camera.screen_from_world(sheet.link(id)?.sign + crate::geom::offset(14.0, -20.0)),
                name: "Reason",
                hint: "Why this step holds",
                ..sentence
            },
            About::MapTitle => Place {
                corner: camera.screen().top() + crate::geom::offset(-184.0, 6.0),
                width: 340.0,
                size: 16.0,
                weight: Weight::Bold,
                rows: 1,
                name: "Title",
                hint: "Title of the map",
            },
            About::Title(id) => Place {
                corner: camera.screen_from_world(sheet.bounds_of(id)?.min),
                size: 16.0,
                weight: Weight::Bold,
                rows: 1,
                name: "Title",
                hint: "Title of the group",
                ..sentence
            },
        })
    }
}

/// The id of the field in which text is typed on the map.
pub fn field_id() -> egui::Id {
    egui::Id::unique("truss-typing-text")
}

struct Place {
    /// On the screen.
    corner: Point,
    /// In map units.
    width: f64,
    /// In map units.
    size: f64,
    weight: Weight,
    rows: usize,
    name: &'static str,
    hint: &'static str,
}
