//! What has to be asked or said before anything else.

use super::App;
use super::about::About;
use super::commands::CommandRow;
use super::drafting::Drafting;
use super::files::{Previous, Then, Wish, Written, time_of, with_ending};
use super::picker::Ask;
use super::problems::Problems;
use super::quoting::quote_ui;
use super::theme::{SPACE_2, SPACE_4, SPACE_6, bold};
use crate::disk::{Base, Fs, Leftover, Print};
use crate::file::{Losses, Quote};
use crate::map::{Id, plain};
use crate::talk::Draft;
use eframe::egui::{self, Key, Modifiers, RichText};
use std::path::PathBuf;

/// A question or a word that stands before everything else.
pub(super) enum Dialog {
    /// There is unsaved work.
    Unsaved { then: Then },
    /// The file holds something that the person has not seen.
    Changed { path: PathBuf, found: Print, then: Then },
    /// There is a file of that name.
    Exists { path: PathBuf, what: Written, then: Then },
    /// A save would drop something from the file.
    Losses { path: PathBuf, losses: Losses, then: Then },
    /// The map could not be saved where it should be.
    NotSaved { what: String, then: Then },
    /// Something did not work.
    Trouble {
        title: String,
        what: String,
        /// The line of a file that it is about, and that file.
        quote: Quote,
        path: Option<PathBuf>,
    },
    /// A path is typed.
    Path {
        ask: Ask,
        then: Then,
        text: String,
        fresh: bool,
    },
    /// An earlier run left work behind.
    Recover { leftovers: Vec<Leftover> },
    /// The changes would be let go.
    Revert,
    /// What stood in the file before the last saves.
    Previous(Box<Previous>),
    /// What is wrong in the file.
    Problems(Problems),
    /// What the map is.
    About(About),
    /// What a talk should be drafted from.
    Draft(Box<Drafting>),
    /// The keys.
    Help,
    /// The settings.
    Settings,
}

/// What a person answered.
enum Answer {
    Close,
    Save(Then),
    GoOn(Then),
    SaveTo(PathBuf, Base, Then),
    SaveAs(Then),
    /// Writes to this file, whatever is there.
    Replace(Written, PathBuf),
    Elsewhere(Written),
    KeepOriginal(PathBuf, Then),
    Reload(PathBuf),
    Picked(Ask, PathBuf, Then),
    Recover(usize),
    Discard(usize),
    Later,
    Revert,
    /// Does something with a previous version.
    Previous(Wish),
    /// Shows what stood in a file that cannot be read any more.
    PreviousOf(PathBuf),
    /// Drafts a talk.
    Draft(Draft),
    /// Goes to the record that something is wrong with.
    GoTo(Id),
}

impl Dialog {
    /// A dialog for typing a path, beginning in the folder of the open file or in the working folder.
    pub(super) fn path(ask: Ask, then: Then, open: &Option<PathBuf>) -> Self {
        let folder = open
            .as_ref()
            .and_then(|it| it.parent().map(PathBuf::from))
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_default();
        let path = match &ask {
            Ask::Open | Ask::Handout => folder.join(""),
            Ask::SaveMap { name } | Ask::SavePicture { name } | Ask::SaveMinutes { name } => folder.join(name),
        };
        Self::Path {
            ask,
            then,
            text: path.display().to_string(),
            fresh: true,
        }
    }
}

/// What went wrong, as a sentence of its own.
pub(super) fn sentence(what: &str) -> String {
    let mut chars = what.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + chars.as_str()
}

/// As wide as that, in points, or as the window allows.
fn width(ui: &mut egui::Ui, points: f32) {
    ui.set_width(points.min(ui.content_rect().width() - 2.0 * SPACE_6 - 40.0));
}

/// How high a list in a dialog may be, in points, so that the heading and the buttons stay on the screen.
pub(super) fn list_height(ui: &egui::Ui, most: f32) -> f32 {
    (ui.content_rect().height() - 190.0).clamp(60.0, most)
}

/// A row of buttons; Enter is the first, Escape is the last. Gives the number of the one that was chosen.
fn buttons(ui: &mut egui::Ui, names: &[&str], enter: bool) -> Option<usize> {
    ui.add_space(SPACE_4);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (n, name) in names.iter().enumerate() {
            let text = match n {
                0 => bold(*name),
                _ => RichText::new(*name),
            };
            if ui.button(text).clicked() {
                chosen = Some(n);
            }
        }
    });
    // A button that has the focus takes Enter itself.
    let focused = ui.memory(|it| it.focused());
    let enter = enter && (focused.is_none_or(|it| it == App::canvas_id()) || ui.text_edit_focused());
    ui.input_mut(|it| {
        if enter && it.consume_key(Modifiers::NONE, Key::Enter) {
            chosen = Some(0);
        }
        if it.consume_key(Modifiers::NONE, Key::Escape) {
            chosen = Some(names.len() - 1);
        }
    });
    chosen
}

impl App {
    /// Shows the dialog, if there is one, and does what is answered.
    pub(super) fn dialog_ui(&mut self, ui: &egui::Ui) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let title = self.title();
        let is_drawn =
            |id: &Id| !id.is_empty() && self.document.map().is_taken(id) && self.sheet.bounds_of(id).is_some();
        let may_change = !self.is_read_only();
        let mut settings = self.settings.clone();
        let keys_of = |row: &CommandRow| self.keys_in_words(row);
        let modal = egui::Modal::new(egui::Id::unique("truss-dialog")).frame(egui::Frame::popup(&ui.global_style()).inner_margin(SPACE_6 as i8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = SPACE_2;
            match &mut dialog {
                Dialog::Unsaved { then } => {
                    width(ui, 420.0);
                    ui.heading(format!("Save changes to “{title}”?"));
                    ui.label("Otherwise what was done since the last save is lost.");
                    match buttons(ui, &["Save", "Don't save", "Cancel"], true)? {
                        0 => Some(Answer::Save(then.clone())),
                        1 => Some(Answer::GoOn(then.clone())),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Changed { path, found, then } => {
                    width(ui, 460.0);
                    ui.heading("The file has changed on disk");
                    ui.label("Another program has written it since it was opened here. If you replace it, what that program wrote is kept among the previous versions. If you open it instead, your unsaved changes are lost.");
                    ui.small(path.display().to_string());
                    match buttons(ui, &["Save as…", "Replace it", "Open it instead", "Cancel"], true)? {
                        0 => Some(Answer::SaveAs(then.clone())),
                        1 => Some(Answer::SaveTo(path.clone(), Base::Known(*found), then.clone())),
                        2 => Some(Answer::Reload(path.clone())),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Exists { path, what, then } => {
                    width(ui, 440.0);
                    ui.heading("There is a file of this name");
                    ui.label(match what {
                        Written::Map => "If you replace it, what is in it now is kept among its previous versions.",
                        Written::Picture | Written::Minutes => "If you replace it, what is in it now is lost.",
                    });
                    ui.small(path.display().to_string());
                    match buttons(ui, &["Choose another name", "Replace it", "Cancel"], true)? {
                        0 if *what == Written::Map => Some(Answer::SaveAs(then.clone())),
                        1 if *what == Written::Map => Some(Answer::SaveTo(path.clone(), Base::Anything, then.clone())),
                        0 => Some(Answer::Elsewhere(*what)),
                        1 => Some(Answer::Replace(*what, path.clone())),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Losses { path, losses, then } => {
                    width(ui, 460.0);
                    ui.heading("Saving would drop something");
                    if losses.comments {
                        ui.label("The file has comments, which Truss does not keep when it saves.");
                    }
                    if !losses.unknown.is_empty() {
                        ui.label(format!("The file has unknown fields, which Truss does not keep when it saves: {}.", losses.unknown.join(", ")));
                    }
                    ui.label("A copy of the file as it is now is put beside it first, with “original” in its name.");
                    match buttons(ui, &["Keep the original and save", "Save as…", "Cancel"], true)? {
                        0 => Some(Answer::KeepOriginal(path.clone(), then.clone())),
                        1 => Some(Answer::SaveAs(then.clone())),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::NotSaved { what, then } => {
                    width(ui, 520.0);
                    ui.heading("The map is not saved");
                    ui.add(egui::Label::new(sentence(what)).selectable(true).wrap());
                    match buttons(ui, &["Save as…", "Try again", "Cancel"], true)? {
                        0 => Some(Answer::SaveAs(then.clone())),
                        1 => Some(Answer::Save(then.clone())),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Trouble { title, what, quote, path } => {
                    width(ui, 520.0);
                    ui.heading(title.as_str());
                    ui.add(egui::Label::new(sentence(what)).selectable(true).wrap());
                    quote_ui(ui, &self.theme, quote);
                    if let Some(path) = path {
                        ui.small(plain(&path.display().to_string()));
                    }
                    // The last one is what Escape chooses.
                    match path.as_ref().filter(|_| self.folders.is_some()) {
                        None => buttons(ui, &["Close"], true).map(|_| Answer::Close),
                        Some(path) => match buttons(ui, &["Previous versions…", "Close"], true)? {
                            0 => Some(Answer::PreviousOf(path.clone())),
                            _ => Some(Answer::Close),
                        },
                    }
                }
                Dialog::Path { ask, then, text, fresh } => {
                    width(ui, 560.0);
                    ui.heading(ask.title());
                    ui.label("The system offers no file dialog here: type the path.");
                    let edit = ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY).return_key(None));
                    edit.clone().accessible_name("Path");
                    if std::mem::take(fresh) {
                        edit.request_focus();
                        let mut state = egui::TextEdit::load_state(ui, edit.id).unwrap_or_default();
                        let end = egui::text::CCursor::new(text.chars().count());
                        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
                        egui::TextEdit::store_state(ui, edit.id, state);
                    }
                    if let Some(path) = path_list(ui, &*self.fs, ask, text) {
                        *text = path;
                    }
                    let verb = match ask {
                        Ask::Open => "Open",
                        Ask::Handout => "Write it there",
                        Ask::SaveMap { .. } | Ask::SavePicture { .. } | Ask::SaveMinutes { .. } => "Save",
                    };
                    match buttons(ui, &[verb, "Cancel"], true)? {
                        0 if text.trim().is_empty() => None,
                        0 => {
                            let path = with_ending(PathBuf::from(text.trim()), ask.ending());
                            Some(Answer::Picked(ask.clone(), path, then.clone()))
                        }
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Recover { leftovers } => {
                    width(ui, 520.0);
                    ui.heading("Work was left behind");
                    ui.label("Truss ended before this was saved. Recovering changes no file until you save.");
                    let mut answer = None;
                    for (n, leftover) in leftovers.iter().enumerate() {
                        ui.separator();
                        let name = leftover.path().map_or_else(|| "A map without a file".into(), |it| it.display().to_string());
                        ui.label(bold(name));
                        let saved = leftover.saved().map_or(0, |it| it.entries);
                        let what = match leftover.entries().saturating_sub(saved) {
                            0 => "It was saved, but its file is gone, or holds no map any more".into(),
                            1 => "1 unsaved step".into(),
                            steps => format!("{steps} unsaved steps"),
                        };
                        let begun = leftover.begun().and_then(time_of);
                        ui.label(what + &begun.map_or(String::new(), |it| format!(" · opened {it}")));
                        ui.horizontal(|ui| {
                            if ui.button("Recover").clicked() {
                                answer = Some(Answer::Recover(n));
                            }
                            if ui.button("Discard").clicked() {
                                answer = Some(Answer::Discard(n));
                            }
                        });
                    }
                    answer.or_else(|| buttons(ui, &["Later"], false).map(|_| Answer::Later))
                }
                Dialog::Revert => {
                    width(ui, 440.0);
                    ui.heading("Revert to the saved map?");
                    ui.label(format!("What was done in “{title}” since the last save is let go: the map becomes what its file holds now."));
                    ui.label("It is one step: until you close this map, undo brings your changes back.");
                    match buttons(ui, &["Revert", "Cancel"], true)? {
                        0 => Some(Answer::Revert),
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Previous(previous) => {
                    width(ui, 620.0);
                    let wish = previous.show(ui, may_change).map(Answer::Previous);
                    wish.or_else(|| buttons(ui, &["Close"], true).map(|_| Answer::Close))
                }
                Dialog::Problems(list) => {
                    width(ui, 620.0);
                    let map = self.document.map();
                    list.update(ui, self.document.state(), &self.open_file.problems, map);
                    list.heading(ui, &self.theme, map);
                    let asked = list.show(ui, &self.theme, is_drawn);
                    let close = buttons(ui, &["Close"], true).map(|_| Answer::Close);
                    asked.map(Answer::GoTo).or(close)
                }
                Dialog::Settings => {
                    width(ui, 460.0);
                    super::settings::form(ui, &mut settings).map(|super::settings::Done::Close| Answer::Close)
                }
                Dialog::About(about) => {
                    about.show(ui, &self.theme, self.document.map(), &keys_of);
                    buttons(ui, &["Close"], true).map(|_| Answer::Close)
                }
                Dialog::Draft(drafting) => {
                    width(ui, 460.0);
                    drafting.show(ui, &self.theme, self.document.map());
                    match buttons(ui, &["Draft", "Cancel"], true)? {
                        0 if drafting.can_be() => Some(Answer::Draft(drafting.wish())),
                        0 => None,
                        _ => Some(Answer::Close),
                    }
                }
                Dialog::Help => {
                    super::help::help(ui, &self.theme, &keys_of);
                    buttons(ui, &["Close"], true).map(|_| Answer::Close)
                }
            }
        });
        // A click beside it leaves everything as it is, where that is a safe answer.
        let dismissed = modal.backdrop_response.clicked()
            && matches!(
                dialog,
                Dialog::About(_)
                    | Dialog::Draft(_)
                    | Dialog::Help
                    | Dialog::Settings
                    | Dialog::Problems(_)
                    | Dialog::Previous(_)
                    | Dialog::NotSaved { .. }
                    | Dialog::Trouble { .. }
            );
        // A dialog with a list finds its size in several frames.
        let (slot, rect) = (egui::Id::unique("truss-dialog-rect"), modal.response.rect);
        if ui.data(|it| it.get_temp(slot)) != Some(rect) {
            ui.data_mut(|it| it.insert_temp(slot, rect));
            ui.request_repaint();
        }
        self.set(settings);
        let answer = modal.inner.or(dismissed.then_some(Answer::Close));
        match answer {
            None => self.dialog = Some(dialog),
            Some(answer) => self.answered(answer, dialog),
        }
    }

    fn answered(&mut self, answer: Answer, dialog: Dialog) {
        match answer {
            Answer::Close | Answer::Later => {
                // The focus goes back to where it was asked for.
                if let Dialog::Draft(drafting) = dialog
                    && drafting.from.is_some()
                {
                    self.choose_step(drafting.from);
                }
            }
            Answer::Revert => self.revert(),
            Answer::Previous(wish) => self.previous_wished(wish),
            Answer::PreviousOf(path) => self.show_previous_of(path, None),
            Answer::Draft(wish) => self.draft_talk(&wish),
            Answer::GoTo(id) => self.go_to(id),
            Answer::Save(then) => self.save(then),
            // The work is let go once something else stands in its place: nothing may come of it.
            Answer::GoOn(then) => self.go_on(then),
            Answer::SaveTo(path, base, then) => self.save_to(path, base, then),
            Answer::Replace(Written::Minutes, path) => self.minutes_to(&path, Base::Anything),
            Answer::Replace(_, path) => self.export_to(&path, Base::Anything),
            Answer::Elsewhere(Written::Minutes) => self.save_minutes(),
            Answer::Elsewhere(_) => self.export_as(),
            Answer::SaveAs(then) => self.save_as(then),
            Answer::KeepOriginal(path, then) => self.keep_original_and_save(path, then),
            Answer::Reload(path) => self.open_path(&path),
            Answer::Picked(ask, path, then) => self.picked(&ask, path, then),
            Answer::Recover(n) | Answer::Discard(n) => {
                let recover = matches!(answer, Answer::Recover(_));
                let Dialog::Recover { mut leftovers } = dialog else {
                    return;
                };
                let leftover = leftovers.remove(n);
                if recover {
                    // The others are offered again at the next start.
                    self.recover(leftover);
                } else {
                    if let Err(error) = leftover.discard() {
                        self.say(error.to_string());
                    }
                    if !leftovers.is_empty() {
                        self.dialog = Some(Dialog::Recover { leftovers });
                    }
                }
            }
        }
    }
}

/// The folders and fitting files where the typed path leads; gives the path of one that was chosen.
fn path_list(ui: &mut egui::Ui, fs: &dyn Fs, ask: &Ask, text: &str) -> Option<String> {
    let typed = PathBuf::from(text);
    let folder = match text.ends_with(std::path::MAIN_SEPARATOR) {
        true => typed.clone(),
        false => typed.parent().map(PathBuf::from).unwrap_or_default(),
    };
    let mut names = crate::disk::list(fs, &folder, ask.ending());
    let mut chosen = None;
    if let Some(parent) = folder.parent() {
        names.insert(0, (parent.to_owned(), "..".into(), true));
    }
    egui::ScrollArea::vertical()
        .max_height(list_height(ui, 220.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (path, name, is_folder) in names {
                let shown = if is_folder {
                    format!("{name}{}", std::path::MAIN_SEPARATOR)
                } else {
                    name
                };
                if ui.selectable_label(path == typed, shown).clicked() {
                    chosen = Some(match is_folder {
                        true => path.join("").display().to_string(),
                        false => path.display().to_string(),
                    });
                }
            }
        });
    chosen
}

/// Within a list that only shows: arrows and page keys move it.
pub(super) fn scroll_by_keys(ui: &egui::Ui) {
    const LINE: f32 = 40.0;
    let page = (ui.clip_rect().height() - LINE).max(LINE);
    for (key, by) in [
        (Key::ArrowDown, -LINE),
        (Key::ArrowUp, LINE),
        (Key::PageDown, -page),
        (Key::PageUp, page),
        (Key::Home, f32::MAX),
        (Key::End, f32::MIN),
    ] {
        if ui.input_mut(|it| it.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(egui::vec2(0.0, by));
        }
    }
}
