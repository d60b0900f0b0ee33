//! The settings as the window has them: read at the start, at work at once, written a moment after the last change.

use super::App;
use super::commands::{Chord, Command, CommandRow};
use super::icons::{Icon, IconButton};
use super::panes::{Left, Pane as Place};
use super::theme::{Motion, SPACE_1, SPACE_3, SPACE_4, bold};
use crate::disk::{Enter, Folders, Fs, Pane, SCALES, Settings, Speaker, THEME_CHOICES, Tab, ThemeChoice, Wheel};
use eframe::egui::{self, Key, Modifiers, RichText, Theme, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long after the last change the settings are written, in seconds: not at every step of a row of them.
const WAIT: f32 = 0.5;

/// Settings on their way to the disk: written beside the frame, and at the latest when this goes.
#[derive(Default)]
pub(super) struct Keeping {
    folders: Option<(Arc<dyn Fs>, Folders)>,
    changed: Option<(Settings, Instant)>,
    writer: Option<JoinHandle<Result<(), String>>>,
    /// The panes as they were when last looked at.
    panes: Option<BTreeMap<String, Pane>>,
}

impl Keeping {
    fn writes((fs, folders): (Arc<dyn Fs>, Folders), settings: Settings) -> impl FnOnce() -> Result<(), String> {
        move || settings.write(&*fs, &folders).map_err(|it| it.to_string())
    }

    /// Goes on with writing; gives what went wrong.
    fn go_on(&mut self, ctx: &egui::Context) -> Option<String> {
        let mut trouble = None;
        if self.writer.as_ref().is_some_and(JoinHandle::is_finished) {
            trouble = self.writer.take().and_then(|it| it.join().ok()).and_then(Result::err);
        }
        let Some((_, since)) = &self.changed else {
            return trouble;
        };
        let left = WAIT - since.elapsed().as_secs_f32();
        if left > 0.0 || self.writer.is_some() {
            ctx.request_repaint_after(Duration::from_secs_f32(left.max(0.05)));
        } else if let (Some((settings, _)), Some(folders)) = (self.changed.take(), self.folders.clone()) {
            self.writer = Some(std::thread::spawn(Self::writes(folders, settings)));
            ctx.request_repaint_after(Duration::from_secs_f32(WAIT));
        }
        trouble
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        // One after the other, so that the last one stays.
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
        if let (Some((settings, _)), Some(folders)) = (self.changed.take(), self.folders.take()) {
            // Nobody is there any more to be told.
            let _ = Self::writes(folders, settings)();
        }
    }
}

impl App {
    /// Reads the settings, at the start.
    pub(super) fn take_up_settings(&mut self) {
        self.keeping.folders = self.folders.clone().map(|it| (self.fs.clone(), it));
        if let Some(folders) = &self.folders {
            let (fs, folders) = (self.fs.clone(), folders.clone());
            let does_not_answer = || {
                (
                    Settings::default(),
                    Some("The disk does not answer: these are the first settings".into()),
                )
            };
            let (settings, word) = self
                .at_once(move || Settings::read(&*fs, &folders))
                .unwrap_or_else(does_not_answer);
            self.settings = settings;
            if let Some(word) = word {
                self.say(word);
            }
        }
        self.take_up_panes();
        self.show_settings();
    }

    /// Changes settings: they work at once, and are kept.
    pub(super) fn set(&mut self, settings: Settings) {
        if settings == self.settings {
            return;
        }
        self.settings = settings;
        self.keeping.changed = Some((self.settings.clone(), Instant::now()));
        self.show_settings();
    }

    /// Goes on with writing what has changed.
    pub(super) fn keep_settings(&mut self, ctx: &egui::Context) {
        if let Some(trouble) = self.keeping.go_on(ctx) {
            self.say(format!("The settings are not kept: {trouble}"));
        }
    }

    /// Sets the window of the speaker up anew; it is kept.
    pub(super) fn set_speaker(&mut self, speaker: Speaker) {
        let speaker = speaker.kept_usable();
        if speaker != self.settings.speaker {
            self.settings.speaker = speaker;
            self.keeping.changed = Some((self.settings.clone(), Instant::now()));
        }
    }

    /// Lets the window look as the settings say.
    fn show_settings(&mut self) {
        let ctx = self.ctx.clone();
        self.follow_system(&ctx, true);
        ctx.set_zoom_factor(f32::from(self.settings.scale) / 100.0);
        ctx.request_repaint();
    }

    /// Takes the theme that is chosen, where the system has a say as dark or light as that is now.
    pub(super) fn follow_system(&mut self, ctx: &egui::Context, anyway: bool) {
        let dark = ctx.system_theme() == Some(Theme::Dark);
        let theme = self.settings.theme.theme(dark);
        if anyway || theme != self.theme {
            self.theme = theme;
            let motion = match self.settings.reduced_motion {
                true => Motion::none(),
                false => self.motion.clone(),
            };
            super::theme::apply(ctx, &theme, &motion);
        }
    }

    /// The next theme in the order of the list, without that of the system.
    pub(super) fn next_theme(&mut self) {
        let themes: Vec<ThemeChoice> = THEME_CHOICES
            .iter()
            .map(|it| it.0)
            .filter(|it| *it != ThemeChoice::System)
            .collect();
        let shown = |it: &ThemeChoice| it.theme(false) == self.theme;
        let at = themes.iter().position(shown).unwrap_or(0);
        let theme = themes[(at + 1) % themes.len()];
        self.set(Settings {
            theme,
            ..self.settings.clone()
        });
        self.say(format!("Theme: {}", self.theme.name));
    }

    /// The keys of a command with the settings as they are, first the one that menus show.
    pub(super) fn chords(&self, row: &CommandRow) -> Vec<Chord> {
        let mac = self.ctx.os().is_mac();
        let mut chords: Vec<Chord> = row.chords(mac, false).collect();
        if self.settings.enter == Enter::Edits {
            match row.command {
                Command::EditText => chords
                    .splice(0..0, Command::NewSibling.row().chords(mac, false))
                    .for_each(drop),
                Command::NewSibling => chords.retain(|it| it.key != Key::Enter),
                _ => {}
            }
        }
        if self.settings.tab == Tab::MovesFocus {
            chords.retain(|it| it.key != Key::Tab);
        }
        if !self.settings.single_keys {
            chords.retain(|it| !it.is_single());
        }
        chords
    }

    /// The keys of a command in words, with the settings as they are.
    pub(super) fn keys_in_words(&self, row: &CommandRow) -> String {
        let mac = self.ctx.os().is_mac();
        let chords: Vec<String> = self.chords(row).iter().map(|it| it.text(mac)).collect();
        chords.join(", ")
    }

    /// The command that is meant by a key, with the settings as they are; nothing if the key is not the map's.
    pub(super) fn meant(&self, command: Command, event: &egui::Event) -> Option<Command> {
        let egui::Event::Key { key, modifiers, .. } = event else {
            return Some(command);
        };
        match (command, key) {
            (Command::NewSibling, Key::Enter) if modifiers.is_none() && self.settings.enter == Enter::Edits => {
                Some(Command::EditText)
            }
            (_, Key::Tab) if modifiers.is_none() && self.settings.tab == Tab::MovesFocus => None,
            _ => Some(command),
        }
    }
}

/// The panes by the names under which they are kept.
const LEFT_PANES: &[(Left, &str)] = &[
    (Left::Outline, "outline"),
    (Left::Lenses, "lenses"),
    (Left::Views, "views"),
    (Left::Talk, "talk"),
];
const INSPECTOR: &str = "inspector";

impl App {
    /// Opens the panes that were open last, as wide as they were.
    fn take_up_panes(&mut self) {
        let kept = &self.settings.panes;
        if kept.is_empty() {
            return;
        }
        let is_open = |name: &str| kept.get(name).is_some_and(|it| it.open);
        self.panes.decided = true;
        self.panes.left = LEFT_PANES.iter().find(|it| is_open(it.1)).map(|it| it.0);
        self.panes.inspector = is_open(INSPECTOR);
    }

    /// How wide a pane was when it was last open, in points.
    pub(super) fn kept_width(&self, pane: Place) -> Option<f32> {
        let names: &[&str] = match pane {
            Place::Left => &["outline", "lenses", "views", "talk"],
            Place::Inspector => &[INSPECTOR],
            Place::Menus | Place::Canvas | Place::Trial | Place::Status => &[],
        };
        let widths = names
            .iter()
            .filter_map(|it| self.settings.panes.get(*it))
            .map(|it| it.width);
        widths.filter(|it| *it > 0.0).reduce(f32::max)
    }

    /// Keeps which panes are open and how wide they are, once a hand has changed that.
    pub(super) fn keep_panes(&mut self, ui: &egui::Ui) {
        if !self.panes.decided || ui.input(|it| it.pointer.any_down()) {
            return;
        }
        let width = |place| {
            self.panes
                .width(place)
                .or_else(|| self.kept_width(place))
                .unwrap_or(0.0)
                .round()
        };
        let mut panes = BTreeMap::new();
        for (left, name) in LEFT_PANES {
            let open = self.panes.left == Some(*left);
            panes.insert(
                (*name).to_owned(),
                Pane {
                    open,
                    width: width(Place::Left),
                },
            );
        }
        let open = self.panes.inspector;
        panes.insert(
            INSPECTOR.to_owned(),
            Pane {
                open,
                width: width(Place::Inspector),
            },
        );
        let before = self.keeping.panes.replace(panes.clone());
        if before.is_some_and(|it| it != panes) {
            // What this program does not know of was put there by another.
            let mut all = self.settings.panes.clone();
            all.extend(panes);
            self.set(Settings {
                panes: all,
                ..self.settings.clone()
            });
        }
    }
}

/// What was done in the dialog.
pub(super) enum Done {
    /// It is to be closed.
    Close,
}

/// The settings, one under the other. Changes them in place.
pub(super) fn form(ui: &mut Ui, settings: &mut Settings) -> Option<Done> {
    ui.heading("Settings");
    ui.add_space(SPACE_1);
    let room = (ui.content_rect().height() - 170.0).max(60.0);
    egui::ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = SPACE_1;
            part(ui, "Theme", |ui| {
                for (choice, name) in THEME_CHOICES {
                    ui.radio_value(&mut settings.theme, *choice, *name);
                }
            });
            part(ui, "Size of everything", |ui| scale(ui, &mut settings.scale));
            part(ui, "The wheel", |ui| {
                ui.radio_value(&mut settings.wheel, Wheel::Pans, "Moves the map");
                ui.radio_value(&mut settings.wheel, Wheel::Zooms, "Zooms");
            });
            part(ui, "Enter", |ui| {
                ui.radio_value(&mut settings.enter, Enter::AddsSibling, "Adds a sibling");
                ui.radio_value(&mut settings.enter, Enter::Edits, "Edits the sentence");
            });
            part(ui, "Tab", |ui| {
                ui.radio_value(&mut settings.tab, Tab::AddsPremise, "Adds a premise");
                ui.radio_value(&mut settings.tab, Tab::MovesFocus, "Moves on through the window");
            });
            part(ui, "Motion", |ui| {
                ui.checkbox(&mut settings.reduced_motion, "Nothing glides");
            });
            part(ui, "Keys", |ui| {
                ui.checkbox(
                    &mut settings.single_keys,
                    "Single letters, digits and signs are commands",
                );
            });
            part(ui, "Saving", |ui| {
                ui.checkbox(
                    &mut settings.saves_by_itself,
                    "A map with a file is saved soon after a change",
                )
                .on_hover_text(
                    "A few seconds after the last change, and when you turn to another window. Never while you type or give \
                     a talk, and never over what another program has written",
                );
            });
            super::chrome::follow_focus(ui);
        });
    ui.add_space(SPACE_3);
    let mut done = None;
    ui.horizontal_wrapped(|ui| {
        if ui.button(bold("Close")).clicked() {
            done = Some(Done::Close);
        }
        if ui
            .button("Defaults")
            .on_hover_text("Everything here as it was at the first start")
            .clicked()
        {
            let usual = Settings::default();
            *settings = Settings {
                hint_dismissed: settings.hint_dismissed,
                panes: std::mem::take(&mut settings.panes),
                ..usual
            };
        }
    });
    if ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape)) {
        done = Some(Done::Close);
    }
    done
}

/// A setting under its name.
fn part(ui: &mut Ui, name: &str, controls: impl FnOnce(&mut Ui)) {
    let builder = egui::UiBuilder::new()
        .accessibility_role(egui::Role::Group)
        .accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.label(bold(name));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_4;
            controls(ui);
        });
    });
    ui.add_space(SPACE_3);
}

fn scale(ui: &mut Ui, scale: &mut u16) {
    ui.spacing_mut().item_spacing.x = SPACE_1;
    let (below, above) = (
        SCALES.iter().rev().find(|it| **it < *scale),
        SCALES.iter().find(|it| **it > *scale),
    );
    let mut chosen = None;
    for (icon, name, next) in [(Icon::Minus, "Smaller", below), (Icon::Plus, "Larger", above)] {
        if name == "Larger" {
            ui.label(RichText::new(format!("{scale} %")));
        }
        if ui.add_enabled(next.is_some(), IconButton::new(icon, name)).clicked() {
            chosen = next.copied();
        }
    }
    if let Some(chosen) = chosen {
        *scale = chosen;
    }
}
