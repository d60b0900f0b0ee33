//! The screen of the room: a window of its own, or this one.

use super::room::{Ground, Picture, RESTS};
use eframe::egui::{
    self, CursorIcon, Event, PointerButton, Rect, Sense, Vec2, ViewportBuilder, ViewportClass, ViewportCommand,
    ViewportId, WidgetInfo, accesskit::Role, vec2,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The name of the window of the room, for windows and tests.
pub(super) const TITLE: &str = "Truss - for the room";
/// So many places of the pointer are remembered.
const LONGEST_TRAIL: usize = 48;

/// Where the room should see its picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// On the second screen, if there is one; else here.
    #[default]
    Best,
    /// In a window of its own, wherever that is.
    Window,
    /// On the screen with this number, counted from 0.
    Screen(usize),
}

/// What both windows know.
#[derive(Default)]
struct Room {
    picture: Option<Picture>,
    /// Keys that came to the window of the room.
    events: Vec<Event>,
    /// Where the pointer was: seconds, and parts of width and height.
    trail: Vec<(f64, f32, f32)>,
    clicks: usize,
    /// Its window was closed by hand.
    closed: bool,
    size: Option<Vec2>,
}

/// The screen of the room.
pub(super) struct Audience {
    wanted: Wanted,
    room: Arc<Mutex<Room>>,
    /// How many screens there are; nothing where that cannot be known.
    screens: Option<usize>,
    /// The screen on which this window is.
    here: Option<usize>,
    /// Whether both screens have changed places.
    is_swapped: bool,
    /// With one window: whether it shows the picture of the room.
    shows_room: bool,
    /// Whether this window was made to fill its screen for the talk.
    filled: bool,
    /// A screen went away while the talk ran.
    pub(super) lost: bool,
}

fn id() -> ViewportId {
    ViewportId::from_hash_of("truss-room")
}

impl Audience {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            room: Arc::default(),
            screens: None,
            here: None,
            is_swapped: false,
            shows_room: true,
            filled: false,
            lost: false,
        }
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        // Whatever panicked while it held this left nothing half done that matters for a picture.
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks which screens there are.
    pub(super) fn look_for_screens(&mut self, frame: &eframe::Frame) {
        let Some(window) = frame.winit_window() else { return };
        let all: Vec<_> = window.available_monitors().collect();
        let here = window.current_monitor();
        let before = self.screens.replace(all.len());
        self.here = here.and_then(|here| all.iter().position(|it| *it == here));
        if before.is_some_and(|before| before > all.len()) {
            self.lost = true;
            self.is_swapped = false;
        }
    }

    /// The screen for a window of the room: `Some(None)` for an ordinary window, nothing without such a window.
    fn window(&self) -> Option<Option<usize>> {
        let many = self.screens.unwrap_or(1);
        match self.wanted {
            Wanted::Window => Some(None),
            Wanted::Screen(n) if n < many => Some(Some(n)),
            Wanted::Screen(_) => Some(None),
            // A screen that went away leaves its picture in a window: the talk goes on where the speaker sees it.
            Wanted::Best if self.lost && many < 2 => Some(None),
            Wanted::Best if many < 2 => None,
            Wanted::Best => {
                let here = self.here.unwrap_or(0);
                let other = (0..many).find(|it| *it != here).unwrap_or(0);
                Some(Some(if self.is_swapped { here } else { other }))
            }
        }
    }

    /// Whether this window shows the picture of the room now.
    pub(super) fn room_is_here(&self) -> bool {
        self.window().is_none() && self.shows_room
    }

    /// Whether the window of the room was closed by hand.
    pub(super) fn is_closed(&self) -> bool {
        self.window().is_some() && self.room().closed
    }

    /// The two screens change places; with one, the two pictures. A window that was closed comes back.
    pub(super) fn swap(&mut self, ui: &egui::Ui) {
        if self.is_closed() {
            self.room().closed = false;
            return;
        }
        match self.window() {
            None => self.shows_room = !self.shows_room,
            Some(None) => {}
            Some(Some(screen)) => {
                self.is_swapped = !self.is_swapped;
                ui.send_viewport_cmd(ViewportCommand::SetMonitor(screen));
            }
        }
    }

    /// Keys, clicks and ways of the pointer that came to the window of the room.
    pub(super) fn take_events(&mut self) -> Vec<Event> {
        let mut room = self.room();
        let mut events = std::mem::take(&mut room.events);
        // A click is the next step.
        for _ in 0..std::mem::take(&mut room.clicks) {
            events.push(Event::Key {
                key: egui::Key::PageDown,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            });
        }
        events
    }

    /// Where the pointer was over the window of the room.
    pub(super) fn take_trail(&mut self) -> Vec<(f64, f32, f32)> {
        std::mem::take(&mut self.room().trail)
    }

    /// What the room sees.
    pub(super) fn picture(&self) -> Option<Picture> {
        self.room().picture.clone()
    }

    /// Width to height of the screen of the room.
    pub(super) fn aspect(&self) -> f32 {
        let size = self.room().size.filter(|it| it.y > 1.0);
        size.map_or(16.0 / 9.0, |it| (it.x / it.y).clamp(0.5, 4.0))
    }

    /// Lets the room see a picture, or go on seeing what it saw.
    pub(super) fn show(&mut self, ui: &egui::Ui, picture: Option<Picture>) {
        if let Some(picture) = picture {
            self.room().picture = Some(picture);
        }
        let Some(screen) = self.window() else {
            self.fill(ui, true);
            return;
        };
        self.fill(ui, false);
        if self.room().closed {
            return;
        }
        let builder = ViewportBuilder::default().with_title(TITLE).with_app_id("truss");
        let builder = match screen {
            Some(screen) => builder.with_monitor(screen),
            None => builder
                .with_inner_size([1280.0, 720.0])
                .with_min_inner_size([480.0, 270.0]),
        };
        let room = self.room.clone();
        ui.ctx().show_viewport_deferred(id(), builder, move |ui, class| {
            let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
            room_window(ui, class, &mut room);
        });
        ui.request_repaint_of(id());
    }

    /// Lets this window fill its screen, or be as large again as it was.
    fn fill(&mut self, ui: &egui::Ui, fills: bool) {
        let is_full = ui.input(|it| it.viewport().fullscreen.unwrap_or(false));
        if fills && !is_full && !self.filled {
            self.filled = true;
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        } else if !fills && self.filled {
            self.filled = false;
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }

    /// The talk is over: both windows are as they were.
    pub(super) fn end(&self, ui: &egui::Ui) {
        if self.filled {
            ui.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }
}

/// The window of the room: the picture, and nothing to press.
fn room_window(ui: &mut egui::Ui, class: ViewportClass, room: &mut Room) {
    if ui.input(|it| it.viewport().close_requested()) {
        room.closed = true;
        ui.request_repaint_of(ViewportId::ROOT);
        return;
    }
    // Embedded, this is a window within a window, and its keys come to the other one anyway.
    let is_alone = class != ViewportClass::EmbeddedWindow;
    let size = match is_alone {
        true => ui.available_size(),
        false => vec2(480.0, 270.0),
    };
    let (screen, response) = ui.allocate_exact_size(size, Sense::click());
    room.size = Some(screen.size());
    if is_alone {
        take_in(ui, screen, room, response.clicked_by(PointerButton::Primary));
    }
    paint_room(ui, screen, room.picture.as_ref(), &response);
}

fn take_in(ui: &egui::Ui, screen: Rect, room: &mut Room, clicked: bool) {
    let before = room.events.len();
    ui.input(|it| {
        let keys = it.events.iter();
        room.events.extend(
            keys.filter(|event| matches!(event, Event::Key { .. } | Event::Text(_)))
                .cloned(),
        );
    });
    room.clicks += usize::from(clicked);
    let moved = note_pointer(ui, screen, &mut room.trail);
    if moved || clicked || room.events.len() > before {
        ui.request_repaint_of(ViewportId::ROOT);
    }
}

/// Remembers where the pointer is over a picture of the screen of the room, if it has moved.
pub(super) fn note_pointer(ui: &egui::Ui, screen: Rect, trail: &mut Vec<(f64, f32, f32)>) -> bool {
    let (now, at, moved) = ui.input(|it| (it.time, it.pointer.latest_pos(), it.pointer.delta() != Vec2::ZERO));
    let Some(at) = at.filter(|it| moved && screen.contains(*it)) else {
        return false;
    };
    let part = (at - screen.min) / screen.size();
    trail.push((now, part.x, part.y));
    if trail.len() > LONGEST_TRAIL {
        trail.drain(..trail.len() - LONGEST_TRAIL);
    }
    true
}

/// Paints what the room sees, and says it to those who listen.
pub(super) fn paint_room(ui: &egui::Ui, screen: Rect, picture: Option<&Picture>, response: &egui::Response) {
    let Some(picture) = picture else {
        ui.painter().rect_filled(screen, 0, egui::Color32::BLACK);
        return;
    };
    let now = ui.input(|it| it.time);
    if picture.paint(ui.painter(), screen, now) {
        ui.request_repaint();
    }
    // A pointer at rest is in the way of what is read.
    let rest = f64::from(ui.input(|it| it.pointer.time_since_last_movement()));
    if ui.rect_contains_pointer(screen) {
        match rest < RESTS {
            true => ui.request_repaint_after(Duration::from_secs_f64(RESTS - rest)),
            false => ui.set_cursor_icon(CursorIcon::None),
        }
    }
    let says = match &picture.ground {
        Ground::Blank(_) => "Nothing is shown".to_owned(),
        Ground::End { title, .. } => format!("The end: {title}"),
        Ground::Stage(stage) => {
            let nodes = stage.map().nodes().iter().map(|it| it.text.as_str());
            let shown = format!("{}: {}", stage.sight().title, nodes.collect::<Vec<_>>().join(" · "));
            match &picture.falls {
                Some(falls) => format!("{shown}. {falls}"),
                None => shown,
            }
        }
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &says));
}
