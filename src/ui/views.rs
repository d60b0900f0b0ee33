//! Saved ways of seeing the map: the pane that lists them, and going to one.
//!
//! A view keeps what is folded, what alone is shown, what lights the map and where the camera is; saving one is an edit of
//! the map, going to one is not. Where the whole map is fitted to the window, a view keeps that and not the numbers: it fits
//! another window as well.
//!
//! A row that has the focus takes keys of its own: F2 and Delete are about the view then, and Alt with an arrow moves it.

use super::commands::Command;
use super::files::OnlyLook;
use super::panes::{Left, Pane};
use super::rows::{RowState, paint_row_ground};
use super::theme::{SPACE_2, TEXT_BODY, color32, font};
use super::{App, fresh_id};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::drawing::text::one_line;
use crate::edit::{Edit, HeadingField, ViewField};
use crate::map::{Framing, Id, Lens, Showing, View};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Button, Key, Modifiers, RichText, Sense, TextEdit, WidgetInfo, vec2};
use unicode_normalization::UnicodeNormalization as _;

/// No name gets longer than this, in letters.
const LONGEST_NAME: usize = 200;

/// A name that is being typed.
#[derive(Debug)]
struct Naming {
    /// The view that gets another name; nothing for a new one.
    of: Option<Id>,
    text: String,
    has_focus: bool,
    /// Whether the focus then goes to the row of the view: there it was before.
    comes_back: bool,
}

/// What the pane with the views remembers.
#[derive(Debug, Default)]
pub(super) struct Views {
    naming: Option<Naming>,
}

/// What a person can do with a view in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    GoTo,
    Rename,
    MoveUp,
    MoveDown,
    Update,
    Open,
    Delete,
}

/// Every act that stands in the menu of a view: name, and what it does.
const ACTS: &[(Act, &str, &str)] = &[
    (Act::Rename, "Rename", "Give this view another name  (F2)"),
    (
        Act::MoveUp,
        "Move up",
        "Put this view before the one above it  (Alt+Up)",
    ),
    (
        Act::MoveDown,
        "Move down",
        "Put this view after the one below it  (Alt+Down)",
    ),
    (
        Act::Update,
        "Update to the present",
        "Let this view be what you see now",
    ),
    (Act::Open, "Opening view", "Whether the map opens in this view"),
    (
        Act::Delete,
        "Delete view",
        "Take this view out; the map stays as it is  (Delete)",
    ),
];

impl App {
    /// Asks for the name under which the present way of seeing is saved.
    pub(super) fn save_view(&mut self) {
        self.end_typing();
        self.panes.left = Some(Left::Views);
        self.name_view(None);
    }

    fn name_view(&mut self, of: Option<Id>) {
        self.finish_naming();
        let title = of.as_ref().and_then(|id| self.document.map().views().get(id));
        self.views.naming = Some(Naming {
            text: title.map(|it| it.title.clone()).unwrap_or_default(),
            of,
            has_focus: false,
            comes_back: false,
        });
    }

    /// Ends the typing of a name, if there is any: a name stays, an empty one does nothing.
    pub(super) fn finish_naming(&mut self) {
        let Some(Naming { of, text, .. }) = self.views.naming.take() else {
            return;
        };
        let title: String = text.trim().nfc().collect();
        if title.is_empty() {
            return;
        }
        match of {
            Some(id) => self.apply(Edit::SetView {
                id,
                field: ViewField::Title(title),
            }),
            None => {
                let word = format!("Saved: {title}");
                let state = self.document.state();
                let view = View {
                    id: fresh_id(self.document.map()),
                    title,
                    ..self.present_view()
                };
                self.apply(Edit::AddView { view, after: None });
                if self.document.state() != state {
                    self.say(word);
                }
            }
        }
    }

    /// A name that is no longer on the screen is not typed any more.
    pub(super) fn finish_unseen_naming(&mut self) {
        if self.panes.left != Some(Left::Views) {
            self.finish_naming();
        }
    }

    /// The present way of seeing, without a name. What is no longer in the map is passed over.
    fn present_view(&self) -> View {
        let map = self.document.map();
        let showing = self.showing();
        let exists = |it: &&Id| map.nodes().contains(it) || map.groups().contains(it);
        let is_node = |it: &&Id| map.nodes().contains(it);
        let only = showing.only.iter().flatten();
        let fits = |it: &&Lens| !matches!(it, Lens::Group(id) if !map.groups().contains(id));
        View {
            folded: showing.folded.iter().filter(exists).cloned().collect(),
            only: only.filter(is_node).cloned().collect(),
            lenses: self.lenses.iter().filter(fits).cloned().collect(),
            gathered: showing.gathered,
            camera: self.framing_to_keep(),
            ..View::default()
        }
    }

    /// The saved view that is seen now, if it is one.
    pub(super) fn seen_view(&self) -> Option<&View> {
        let present = self.present_view();
        self.document.map().views().iter().find(|it| is_alike(it, &present))
    }

    /// Where the camera is; nothing if it shows the whole as it fits.
    fn framing_to_keep(&self) -> Option<Framing> {
        let here = self.bound_for();
        (self.fitted != Some(here)).then_some(here)
    }

    /// Sees the map as a view says.
    pub(super) fn go_to_view(&mut self, id: &Id) {
        let Some(view) = self.document.map().views().get(id).cloned() else {
            return;
        };
        self.show(Showing::from(&view));
        self.set_lenses(view.lenses.clone());
        match view.camera {
            Some(framing) => self.jump(|camera| camera.set_framing(framing)),
            None => self.fit_all(),
        }
        self.say(format!("View: {}", name_of(&view)));
    }

    /// Sees a map that was just opened as its opening view says; whether there is one.
    pub(super) fn see_opening(&mut self) -> bool {
        let map = self.document.map();
        let Some(view) = map.views().get(&map.heading().opening).cloned() else {
            return false;
        };
        self.show(Showing::from(&view));
        // It opens as it is: nothing was seen before that could glide.
        self.settling = None;
        self.set_lenses(view.lenses.clone());
        match view.camera {
            Some(framing) => self.camera.set_framing(framing),
            None => self.fit(),
        }
        true
    }

    fn do_with_view(&mut self, act: Act, id: &Id) {
        match act {
            Act::GoTo => self.go_to_view(id),
            Act::Rename => self.name_view(Some(id.clone())),
            Act::Update => {
                let view = self.present_view();
                let set = |field| Edit::SetView { id: id.clone(), field };
                self.apply(Edit::Named {
                    name: "update view".into(),
                    edits: vec![
                        set(ViewField::Folded(view.folded)),
                        set(ViewField::Only(view.only)),
                        set(ViewField::Lenses(view.lenses)),
                        set(ViewField::Gathered(view.gathered)),
                        set(ViewField::Camera(view.camera)),
                    ],
                });
            }
            Act::Open => {
                let opens = self.document.map().heading().opening == *id;
                let opening = if opens { Id::default() } else { id.clone() };
                self.apply(Edit::SetHeading(HeadingField::Opening(opening)));
            }
            Act::MoveUp => self.move_view(id, true),
            Act::MoveDown => self.move_view(id, false),
            Act::Delete => self.apply(Edit::Remove(vec![id.clone()])),
        }
    }

    /// Lets a view change places with the one above or below.
    fn move_view(&mut self, id: &Id, up: bool) {
        let views: Vec<&Id> = self.document.map().views().iter().map(|it| &it.id).collect();
        let Some(at) = views.iter().position(|it| *it == id) else {
            return;
        };
        let after = match up {
            true if at == 0 => return,
            true => at.checked_sub(2).map(|it| views[it].clone()),
            false => match views.get(at + 1) {
                Some(next) => Some((*next).clone()),
                None => return,
            },
        };
        self.apply(Edit::ReorderView {
            view: id.clone(),
            after,
        });
    }

    fn view_id(id: &Id) -> egui::Id {
        egui::Id::unique("truss-view").with(id.as_str())
    }

    /// Does what keys ask of the view whose row has the focus; whether there is one, and it took a key.
    pub(super) fn view_keys(&mut self, ui: &egui::Ui) -> bool {
        if self.panes.left != Some(Left::Views) {
            return false;
        }
        let Some(focused) = ui.memory(|it| it.focused()) else {
            return false;
        };
        let ids: Vec<Id> = self.document.map().views().iter().map(|it| it.id.clone()).collect();
        let Some(at) = ids.iter().position(|it| Self::view_id(it) == focused) else {
            return false;
        };
        let focus = |at: usize| {
            if let Some(id) = ids.get(at) {
                ui.memory_mut(|it| it.request_focus(Self::view_id(id)));
            }
        };
        let pressed = |modifiers, key| ui.input_mut(|it| it.consume_key(modifiers, key));
        let act = match () {
            // With Alt first: without modifiers any would do.
            () if pressed(Modifiers::ALT, Key::ArrowUp) => Act::MoveUp,
            () if pressed(Modifiers::ALT, Key::ArrowDown) => Act::MoveDown,
            () if pressed(Modifiers::NONE, Key::ArrowUp) => {
                focus(at.saturating_sub(1));
                return true;
            }
            () if pressed(Modifiers::NONE, Key::ArrowDown) => {
                focus((at + 1).min(ids.len() - 1));
                return true;
            }
            () if pressed(Modifiers::NONE, Key::Escape) => {
                self.panes.want(Pane::Canvas);
                return true;
            }
            () if pressed(Modifiers::NONE, Key::F2) => Act::Rename,
            () if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) => Act::Delete,
            () => return false,
        };
        if let Some(why) = self.hindrance(Command::SaveView) {
            self.say(why);
            return true;
        }
        if act == Act::Delete {
            // The focus goes to the next one, or to the one before.
            match at + 1 < ids.len() {
                true => focus(at + 1),
                false if at > 0 => focus(at - 1),
                false => self.panes.want(Pane::Left),
            }
        }
        self.do_with_view(act, &ids[at]);
        if let Some(naming) = &mut self.views.naming {
            naming.comes_back = true;
        }
        true
    }

    /// Shows saved ways of seeing the map.
    pub(super) fn views_ui(&mut self, ui: &mut egui::Ui) {
        let takes_focus = self.panes.takes_focus(Pane::Left) && self.views.naming.is_none();
        let row = Command::SaveView.row();
        let why = self.hindrance(Command::SaveView);
        let save = ui.add_enabled(why.is_none(), Button::new(row.name));
        if takes_focus {
            save.request_focus();
        }
        if self.explain(save, row, why).clicked() {
            self.save_view();
        }
        ui.add_space(SPACE_2);
        let views: Vec<View> = self.document.map().views().iter().cloned().collect();
        let present = self.present_view();
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for view in &views {
                match &self.views.naming {
                    Some(Naming { of: Some(of), .. }) if *of == view.id => self.naming_ui(ui),
                    _ => self.view_row(ui, view, &present),
                }
            }
            if matches!(self.views.naming, Some(Naming { of: None, .. })) {
                self.naming_ui(ui);
            } else if views.is_empty() {
                let says = "No views yet. A view keeps what is folded, shown and lit, and where you are. Save what you see now \
                            under a name, and come back to it with one click; one of them can be what the map opens with.";
                let muted = color32(self.theme.colour(Ink::Muted));
                ui.add(egui::Label::new(RichText::new(says).color(muted)).wrap());
            }
        });
    }

    fn view_row(&mut self, ui: &mut egui::Ui, view: &View, present: &View) {
        let opens = self.document.map().heading().opening == view.id;
        let mut asked = None;
        ui.horizontal(|ui| {
            // The menu stands at the right, and the name has what is left.
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let menu = ui.menu_button("…", |ui| {
                    for (act, name, says) in ACTS {
                        let why = self.only_look().map(OnlyLook::why);
                        let button = Button::new(*name).selected(*act == Act::Open && opens);
                        let response = ui.add_enabled(why.is_none(), button);
                        let response = response
                            .on_hover_text(*says)
                            .on_disabled_hover_text(why.unwrap_or_default());
                        if response.clicked() {
                            asked = Some(*act);
                        }
                    }
                });
                let more = format!("More about {}", name_of(view));
                menu.response.on_hover_text(more.clone()).accessible_name(more);
                if opens {
                    let muted = color32(self.theme.colour(Ink::Muted));
                    let word = ui.label(RichText::new("opening").small().color(muted));
                    word.on_hover_text("The map opens in this view");
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let name = name_of(view);
                    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
                    let (_, rect) = ui.allocate_space(size);
                    let response = ui.interact(rect, Self::view_id(&view.id), Sense::click());
                    let chosen = is_alike(view, present);
                    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, format!("View: {name}")));
                    if response.has_focus() {
                        // Up and Down with Alt move the view, and not the focus.
                        let filter = egui::EventFilter {
                            vertical_arrows: true,
                            ..egui::EventFilter::default()
                        };
                        ui.memory_mut(|it| it.set_focus_lock_filter(response.id, filter));
                    }
                    if response.gained_focus() {
                        response.scroll_to_me(None);
                    }
                    let state = RowState {
                        chosen,
                        hovered: response.hovered(),
                        focused: response.has_focus(),
                    };
                    paint_row_ground(ui.painter(), rect, &self.theme, state);
                    let room = f64::from(rect.width() - 2.0 * SPACE_2);
                    let title = one_line(&name, TEXT_BODY.into(), Weight::Regular, room);
                    let at = rect.left_center() + vec2(SPACE_2, 0.0);
                    let ink = color32(self.theme.colour(Ink::Text));
                    let font = font(Weight::Regular, TEXT_BODY);
                    ui.painter().text(at, egui::Align2::LEFT_CENTER, title, font, ink);
                    if response.on_hover_text(format!("See the map as “{name}”")).clicked() {
                        ui.memory_mut(|it| it.request_focus(Self::view_id(&view.id)));
                        asked = Some(Act::GoTo);
                    }
                });
            });
        });
        if let Some(act) = asked {
            self.do_with_view(act, &view.id);
        }
    }

    fn naming_ui(&mut self, ui: &mut egui::Ui) {
        let Some(naming) = &mut self.views.naming else { return };
        let edit = TextEdit::singleline(&mut naming.text)
            .hint_text("Name, then Enter")
            .char_limit(LONGEST_NAME)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit).accessible_name("Name of the view");
        if !naming.has_focus {
            naming.has_focus = true;
            response.request_focus();
        } else if !response.has_focus() {
            // A press elsewhere has taken the focus already.
            let is_free = ui.memory(|it| it.focused()).is_none();
            let comes_back = naming.of.clone().filter(|_| naming.comes_back && is_free);
            self.finish_naming();
            match comes_back {
                Some(id) => ui.memory_mut(|it| it.request_focus(Self::view_id(&id))),
                None => self.panes.want(Pane::Canvas),
            }
        }
    }
}

/// Whether two views show the same in the same way, whatever they are called.
fn is_alike(a: &View, b: &View) -> bool {
    let seen = |it: &View| {
        (
            it.folded.clone(),
            it.only.clone(),
            it.lenses.clone(),
            it.gathered,
            it.camera,
        )
    };
    seen(a) == seen(b)
}

/// What a view is called on the screen.
pub(super) fn name_of(view: &View) -> String {
    match view.title.trim() {
        "" => "Untitled view".into(),
        title => title.to_owned(),
    }
}
