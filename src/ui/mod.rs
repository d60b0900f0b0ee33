//! The window: egui, eframe and rfd live here and nowhere else.
//!
//! A frame, in order: (1) what came in since the last one: answers of dialogs, dropped files, a wish to close; (2) keys, which
//! become [`commands::Command`]s; (3) menus and status; (4) the canvas: gestures, edits, the picture; (5) typing in place;
//! (6) dialogs; (7) what was done goes into the journal. Panels ask; [`App`] alone changes the document, through its one door.

mod about;
mod afar;
mod arranging;
mod beside;
mod broken;
mod canvas;
mod capture;
mod card;
mod chrome;
mod clipboard;
pub mod commands;
mod composition;
mod conflicts;
mod context_menu;
mod counts;
mod dialogs;
mod doing;
mod drafting;
mod empty;
mod files;
mod finding;
mod held;
mod help;
mod hint;
mod hues;
mod hush;
pub mod icons;
mod inspector;
mod keys;
mod known;
mod lenses;
mod lettering;
mod making;
mod minutes;
mod moment;
mod naming;
mod outline;
mod paint;
mod palette;
mod panes;
pub mod picker;
mod picking;
mod picture;
mod places;
mod press;
mod problems;
mod proposing;
mod proving;
mod quoting;
mod rows;
mod settings;
mod shipped;
mod show;
mod showing;
mod start;
mod steps;
mod stubs;
mod telling;
mod theme;
mod trial;
mod typing;
mod views;
mod window;
mod words;

pub use files::Then;
pub use shipped::{SHIPPED, Shipped, ShippedRow};
pub use show::{ACTS, Act, ActRow, Wanted};
pub use start::{Start, list_screens};
pub use theme::install_fonts;
pub use window::run;

use crate::canvas::{Camera, Gesture};
use crate::disk::{Folders, Fs, Settings};
use crate::drawing::inks::{LIGHT, Theme};
use crate::drawing::{Sheet, Shown};
use crate::edit::Document;
use crate::geom::Point;
use crate::keeping::Ending;
use crate::map::{Framing, Id, Lens, Map, Preview, Showing};
use arranging::{Arranging, Settling};
use clipboard::Clipboard;
use dialogs::Dialog;
use eframe::egui::{self, Event, Pos2, ViewportCommand};
use files::{LeftBehind, OpenFile, Picking, RecentFiles, Safe, Saving};
use finding::Finding;
use inspector::Inspector;
use known::Known;
use lenses::Offered;
use outline::Tree;
use palette::{Entry as Listed, Palette};
use panes::Panes;
use picker::Picker;
use places::{Gliding, Places};
use proving::Proving;
use settings::Keeping;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use steps::Steps;
use telling::Telling;
use theme::Motion;
use trial::Trying;
use typing::Typing;
use views::Views;

/// How long a word stays in the status bar, in seconds.
const WORD_STAYS: f32 = 6.0;

/// What to open at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A file.
    File(PathBuf),
    /// The brief that is built in.
    Brief,
    /// An empty map.
    Empty,
}

/// What the program needs from outside.
pub struct Services {
    /// Whoever asks for paths.
    pub picker: Box<dyn Picker>,
    /// Where recovery journals and settings are kept; nowhere without.
    pub folders: Option<Folders>,
    /// The disk on which all of that lies, and the maps.
    pub fs: Arc<dyn Fs>,
}

/// The program as a person sees it.
pub struct App {
    ctx: egui::Context,
    document: Document,
    sheet: Sheet,
    showing: Showing,
    /// What is drawn, if that is not the whole map: always what `showing` says of the map as the sheet last saw it.
    shown: Option<Shown>,
    camera: Camera,
    /// The lines of text on the canvas, as they were laid out.
    lettering: lettering::Lettering,
    press: press::Press,
    /// Whether a frame begins in the colour of the page, so that nobody has to paint it.
    has_page: bool,
    /// What was seen when the canvas was last painted.
    drawn_for: Option<Framing>,
    /// How long it took to paint the canvas, without lines of text that were new.
    painting_took: Duration,
    gathering: crate::arranging::Gathering,
    gesture: Gesture,
    preview: Preview,
    typing: Option<Typing>,
    held: Vec<Event>,
    picking_target: Option<picking::Picking>,
    theme: Theme,
    settings: Settings,
    keeping: Keeping,
    /// How things come and go where the person wants motion.
    motion: Motion,
    telling: Telling,
    panes: Panes,
    inspector: Inspector,
    clipboard: Clipboard,
    /// While the stubs are numbered: the one that Enter follows.
    stub_at: Option<usize>,
    arranging: Arranging,
    /// Boxes on their way to where an arrangement puts them.
    settling: Option<Settling>,
    known: Known,
    lit_afar: known::LitAfar,
    chosen_afar: known::ChosenAfar,
    tree: Tree,
    finding: Finding,
    palette: Option<Palette>,
    /// What was asked of the palette, the last first.
    recent: Vec<Listed>,
    /// What is switched off, as a trial.
    trying: Trying,
    /// What the map is lit by.
    lenses: Vec<Lens>,
    offered: Offered,
    hover: Option<Point>,
    menu_at: Option<Pos2>,
    /// Whether the menu was asked for by a key: its first entry then takes the focus.
    menu_by_key: bool,
    came_from: Option<Id>,
    walked_around: Option<Id>,
    fit_pending: bool,
    fitted: Option<Framing>,
    /// Whether the map stays where it is on the screen when the canvas next gets another size.
    stays: bool,
    /// Whether a key was pressed since the pointer moved: words beside the pointer are then in the way.
    hushed: bool,
    places: Places,
    views: Views,
    steps: Steps,
    gliding: Option<Gliding>,
    said: Option<(String, Instant)>,
    /// When and where the last click was, in seconds and points: a second one right there is a double-click.
    last_click: Option<(f64, Point)>,
    dialog: Option<Dialog>,
    picker: Box<dyn Picker>,
    picking: Option<Picking>,
    open_file: OpenFile,
    recent_files: RecentFiles,
    folders: Option<Folders>,
    fs: Arc<dyn Fs>,
    safe: Safe,
    /// Which of the open conflicts is shown.
    conflict_at: usize,
    /// When a frame broke off last.
    broke_off: Option<Instant>,
    ending: Ending,
    proving: Proving,
    saving: Option<Saving>,
    replaced: files::Replaced,
    opening: Option<files::Opening>,
    left_behind: LeftBehind,
    leaving: bool,
    show: Option<Box<show::Show>>,
    left_talk: Option<show::Left>,
    /// What the minutes of the talk that was given last are made from.
    last_talk: Option<minutes::LastTalk>,
    /// What was kept of the last talk of this file, until its maps are read.
    kept_talk: Option<crate::disk::Stopped>,
    talk_keeper: Option<show::Keeper>,
    making: Option<making::Making>,
    /// How it is to begin, until the window is there.
    start: Option<Start>,
    /// Until when keys are not listened to, in seconds.
    deaf_until: Option<f64>,
    screens_wanted: show::Wanted,
    shown_title: String,
}

impl App {
    /// The program with something open. Installs fonts and looks into `ctx`.
    pub fn new(ctx: &egui::Context, services: Services, opening: Opening) -> Self {
        Self::with_begun(ctx, services, opening, None)
    }

    /// As [`App::new`], where the reading of the file that is to be open may have begun.
    fn with_begun(ctx: &egui::Context, services: Services, opening: Opening, begun: Option<files::Begun>) -> Self {
        keep_room_for_triangles();
        theme::install_fonts(ctx);
        theme::set_options(ctx);
        let theme = LIGHT;
        let motion = Motion::of(ctx);
        theme::apply(ctx, &theme, &motion);
        let mut app = Self {
            ctx: ctx.clone(),
            document: Document::default(),
            sheet: Sheet::default(),
            showing: Showing::default(),
            shown: None,
            camera: Camera::default(),
            lettering: Default::default(),
            press: Default::default(),
            has_page: false,
            drawn_for: None,
            painting_took: Duration::ZERO,
            gathering: crate::arranging::Gathering::default(),
            gesture: Gesture::default(),
            preview: Preview::default(),
            typing: None,
            held: Vec::new(),
            picking_target: None,
            theme,
            settings: Settings::default(),
            keeping: Keeping::default(),
            motion,
            telling: Telling::default(),
            panes: Panes::default(),
            inspector: Inspector::default(),
            clipboard: Clipboard::default(),
            stub_at: None,
            arranging: Arranging::Idle,
            settling: None,
            known: Known::default(),
            lit_afar: Default::default(),
            chosen_afar: Default::default(),
            tree: Tree::default(),
            finding: Finding::default(),
            palette: None,
            recent: Vec::new(),
            trying: Trying::default(),
            lenses: Vec::new(),
            offered: Offered::default(),
            hover: None,
            menu_at: None,
            menu_by_key: false,
            came_from: None,
            walked_around: None,
            fit_pending: true,
            fitted: None,
            stays: false,
            hushed: false,
            places: Places::default(),
            views: Views::default(),
            steps: Steps::default(),
            gliding: None,
            said: None,
            last_click: None,
            dialog: None,
            picker: services.picker,
            picking: None,
            open_file: OpenFile::default(),
            recent_files: RecentFiles::default(),
            folders: services.folders,
            fs: services.fs,
            safe: Safe::default(),
            conflict_at: 0,
            broke_off: None,
            ending: Ending::default(),
            proving: Proving::of_environment(),
            saving: None,
            replaced: files::Replaced::default(),
            opening: None,
            left_behind: LeftBehind::default(),
            leaving: false,
            show: None,
            left_talk: None,
            last_talk: None,
            kept_talk: None,
            talk_keeper: None,
            making: None,
            start: None,
            deaf_until: None,
            screens_wanted: show::Wanted::Best,
            shown_title: String::new(),
        };
        app.take_up_settings();
        match opening {
            Opening::File(path) => {
                app.take_up_new();
                match begun {
                    Some(begun) => app.open_begun(begun),
                    None => app.open_path(&path),
                }
            }
            Opening::Brief => app.take_up_shipped(Shipped::Brief),
            Opening::Empty => app.take_up_new(),
        }
        app.look_for_leftovers();
        app
    }

    /// The document on the desk, to look at.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The drawing of the map, to look at.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Whether a text is being typed in its place on the map.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// Whether nodes are being dragged.
    pub fn is_dragging(&self) -> bool {
        matches!(self.gesture, Gesture::Moving { .. })
    }

    /// The camera, to look at.
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Says a word in the status bar, for a while.
    fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.tell(text.clone());
        self.said = Some((text, Instant::now()));
    }

    /// Takes in dropped files and a wish to close.
    fn take_in(&mut self, ui: &egui::Ui) {
        self.poll_picker(ui);
        self.follow_system(&ui.ctx().clone(), false);
        let dropped = ui.input(|it| it.raw.dropped_files.clone());
        if let Some(path) = dropped.first().map(|it| it.path().to_owned()) {
            self.leave_for(Then::OpenPath(path));
        }
        if ui.input(|it| it.viewport().close_requested()) && !self.leaving {
            if !self.document.is_saved() || self.typing.is_some() {
                ui.send_viewport_cmd(ViewportCommand::CancelClose);
            }
            self.leave_for(Then::Quit);
        }
        if self.leaving {
            ui.send_viewport_cmd(ViewportCommand::Close);
        }
        if let Some((_, since)) = &self.said {
            match WORD_STAYS - since.elapsed().as_secs_f32() {
                left if left > 0.0 => ui.request_repaint_after(Duration::from_secs_f32(left)),
                _ => self.said = None,
            }
        }
    }

    fn show_title(&mut self, ctx: &egui::Context) {
        let mark = if self.document.is_saved() { "" } else { "• " };
        let title = format!("{mark}{} - Truss", self.title());
        if title != self.shown_title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shown_title = title;
        }
    }
}

/// The triangles of a frame are made anew in every frame, and as much memory with them. The allocator of most Linux systems hands
/// pieces as large as that back to the system, which then has to find and clear them again: up to 5 ms in a frame. Once it has
/// seen one of this size go it keeps them (mallopt(3), `M_MMAP_THRESHOLD`). Elsewhere this does nothing.
fn keep_room_for_triangles() {
    const LARGE: usize = 8 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(LARGE)));
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.proving.tell();
        if self.ending.is_asked() && !self.leaving {
            self.guarded(Self::end_as_asked);
            ctx.send_viewport_cmd(ViewportCommand::Close);
            return;
        }
        self.guarded(|app| {
            app.take_in_saved(Duration::ZERO);
            app.take_in_replaced();
            app.take_in_original(Duration::ZERO);
            app.take_in_opened(Duration::ZERO);
            app.offer_leftovers(Duration::ZERO);
            app.take_in_reverted(Duration::ZERO);
            app.take_in_outside(ctx);
            app.take_in_merged(Duration::ZERO);
            app.take_in_copied(ctx);
            app.save_by_itself(ctx);
            app.keep_recent();
            app.keep_settings(ctx);
        });
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.guarded(|app| app.frame_ui(ui, frame));
        self.note_to_prove();
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        theme::color32(self.theme.colour(crate::drawing::inks::Ink::Page)).to_normalized_gamma_f32()
    }
}

impl App {
    fn frame_ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.begin_as_asked(frame);
        self.proving.may_break(self.document.state());
        if self.show.is_some() {
            self.show_ui(ui, frame);
            // When the talk was left, the editor is there in the same frame.
            if self.show.is_some() {
                self.keep_journal();
                self.show_title(ui);
                return;
            }
        }
        self.keep_focus(ui);
        self.hush(ui);
        self.let_held_come(ui);
        self.take_in(ui);
        self.take_in_arrangement(ui);
        self.take_in_made(ui);
        self.find_keys(ui);
        self.keys(ui);
        self.keep_up();
        self.menu_bar(ui);
        self.status_bar(ui);
        self.side_panes(ui);
        self.finish_unseen_naming();
        self.hint_ui(ui);
        egui::CentralPanel::no_frame().show(ui, |ui| self.canvas_ui(ui));
        if self.opening.is_none() {
            self.empty_ui(ui);
        }
        self.keep_panes(ui);
        self.stubs_ui(ui);
        self.outside_ui(ui);
        self.conflicts_ui(ui);
        self.elsewhere_ui(ui);
        self.opening_ui(ui);
        self.arranging_ui(ui);
        self.making_ui(ui);
        self.way_back(ui);
        self.trial_ui(ui);
        self.beside_ui(ui);
        self.typing_ui(ui);
        self.picking_ui(ui);
        self.find_ui(ui);
        self.context_menu(ui);
        self.offer_ui(ui);
        self.palette_ui(ui);
        self.dialog_ui(ui);
        if self.hushed {
            hush::without_tooltips(ui);
        }
        self.press.mend(ui.ctx());
        self.tell_done();
        self.keep_journal();
        self.show_title(ui);
    }
}

/// An id that nothing in the map has: short, and random, so that the maps of two people can be merged.
fn fresh_id(map: &Map) -> Id {
    const SIGNS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    loop {
        let id: String = (0..8)
            .map(|_| char::from(SIGNS[fastrand::usize(..SIGNS.len())]))
            .collect();
        let id = Id::from(id);
        if !map.is_taken(&id) {
            return id;
        }
    }
}
