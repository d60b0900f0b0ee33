//! Typing in place: into a node's box, a label, a reason, a title.
//!
//! Every keystroke is an edit of one burst, so what was typed is in the map and in the journal at once, and one undo takes
//! all of it back. Ending never throws text away; a new node that is left empty vanishes without a step.

use super::paint::pos;
use super::theme::{color32, font};
use crate::canvas::Camera;
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{BOX_WIDTH, Sheet};
use crate::edit::{Burst, Document, Edit, GroupField, HeadingField, LinkField, NodeField};
use crate::geom::Point;
use crate::map::{Id, Kind, Link, Map, Node, Selection};
use eframe::egui::{self, Event, Frame, ImeEvent, Key, KeyboardShortcut, Margin, Modifiers, Stroke, TextEdit};
use unicode_normalization::UnicodeNormalization as _;

/// Below this zoom the editor is larger than the box it stands for, so that its text can be read.
const LEAST_ZOOM: f64 = 0.9;

/// No text gets longer than this: a file with a text above 1 MB would not open again.
const MOST_LETTERS: usize = 100_000;

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
    /// The link that comes with it.
    pub link: Option<Link>,
    /// The link after which that stands among its siblings; at the end without.
    pub after: Option<Id>,
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
    composing: bool,
}

impl Typing {
    /// Begins to type, with the text that is there.
    pub fn begin(about: About, map: &Map) -> Self {
        let text = match &about {
            About::Sentence(id) => map.node(id).map(|it| it.text.clone()),
            About::Label(id) => map.node(id).map(|it| it.label.clone()),
            About::Reason(id) => map.link(id).map(|it| it.reason.clone()),
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
            composing: false,
        }
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

    fn burst(&self) -> Burst {
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
                let exists = document.map().nodes().contains(&id);
                match (exists, text.trim().is_empty()) {
                    (false, true) => return,
                    (false, false) => draft.edit(text),
                    (true, true) => Edit::Remove(vec![id]),
                    (true, false) => Edit::SetNode {
                        id,
                        field: NodeField::Text(text),
                    },
                }
            }
        };
        // A refusal leaves the map as it was; the text stays in the editor.
        let _ = document.apply_in_burst(edit, self.burst());
    }

    /// Ends typing: the text stays, without white space at its ends.
    pub fn finish(self, document: &mut Document) -> Option<&'static str> {
        let text = self.text.trim();
        let kept = matches!(self.about, About::Sentence(_)) && text.is_empty();
        self.put(if kept { &self.before } else { text }, document);
        document.end_burst();
        if let About::Draft(draft) = &self.about
            && document.map().nodes().contains(&draft.node)
        {
            document.select(Selection::only(draft.node.clone()));
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
        let place = self.place(document.map(), sheet, camera)?;
        let zoom = match self.about {
            About::MapTitle => 1.0,
            _ => camera.zoom().max(LEAST_ZOOM),
        };
        let ink = |it| color32(theme.colour(it));
        let frame = Frame::new()
            .fill(ink(Ink::Box))
            .stroke(Stroke::new(2.0, ink(Ink::Text)))
            .corner_radius(6)
            .inner_margin(Margin::symmetric((14.0 * zoom) as i8, (9.0 * zoom).min(100.0) as i8));
        let canvas = super::paint::rect(camera.screen());
        let area = egui::Area::new(egui::Id::unique("truss-typing"))
            .order(egui::Order::Middle)
            .fixed_pos(pos(place.corner))
            .constrain_to(canvas)
            .fade_in(false)
            .show(ui, |ui| {
                frame
                    .show(ui, |ui| {
                        let edit = TextEdit::multiline(&mut self.text)
                            .id(egui::Id::unique("truss-typing-text"))
                            .font(font(place.weight, (place.size * zoom) as f32))
                            .text_color(ink(Ink::Text))
                            .hint_text(place.hint)
                            .frame(Frame::NONE)
                            .margin(Margin::ZERO)
                            .desired_width((place.width * zoom) as f32)
                            .desired_rows(place.rows)
                            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter))
                            .char_limit(MOST_LETTERS)
                            .event_filter(egui::EventFilter {
                                tab: true,
                                horizontal_arrows: true,
                                vertical_arrows: true,
                                // While a syllable is composed it is the input method's: the editor keeps the focus.
                                escape: true,
                            });
                        let response = edit.show(ui).response;
                        response.response.clone().accessible_name(place.name);
                        if !self.has_focus {
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
        if area.inner.changed() {
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

    /// Enter, Tab and Escape end typing, except while a syllable is composed: then they belong to the input method.
    fn keys(&mut self, ui: &egui::Ui) -> Option<Ended> {
        ui.input_mut(|input| {
            let mut belongs_to_input_method = self.composing;
            for event in &input.events {
                if let Event::Ime(ime) = event {
                    belongs_to_input_method = true;
                    self.composing = matches!(ime, ImeEvent::Preedit { text, .. } if !text.is_empty());
                }
            }
            if belongs_to_input_method {
                // The text field would put a tab into the syllable.
                input
                    .events
                    .retain(|event| !matches!(event, Event::Key { key: Key::Tab, .. }));
                return None;
            }
            // egui's own look-up takes Shift+Enter for Enter.
            let mut consume = |wanted: Key| {
                let count = input.events.len();
                input.events.retain(|event| {
                    !matches!(event, Event::Key { key, pressed: true, modifiers, .. }
                        if *key == wanted && modifiers.is_none())
                });
                input.events.len() < count
            };
            if consume(Key::Tab) {
                return Some(Ended::ThenPremise);
            }
            (consume(Key::Enter) || consume(Key::Escape)).then_some(Ended::Done)
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
                let placed = sheet.node(id)?;
                Place {
                    corner: camera.screen_from_world(placed.at),
                    width: placed.marks.text_area.width(),
                    size: placed.marks.text_size,
                    weight: placed.marks.weight,
                    ..sentence
                }
            }
            About::Label(id) => Place {
                corner: camera.screen_from_world(sheet.node(id)?.at),
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
                corner: camera.screen_from_world(sheet.group(id)?.rect.min),
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

impl Draft {
    /// The edit that puts it into the map.
    fn edit(&self, text: String) -> Edit {
        let node = Node::new(self.node.clone(), self.kind, text);
        let add = Edit::AddNode {
            node,
            at: Some((self.at.x, self.at.y)),
        };
        match &self.link {
            Some(link) => Edit::Several(vec![
                add,
                Edit::AddLink {
                    link: link.clone(),
                    after: self.after.clone(),
                },
            ]),
            None => add,
        }
    }
}
