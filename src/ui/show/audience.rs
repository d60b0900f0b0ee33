//! The screen of the room: a window of its own, or this one.

#[cfg(all(unix, not(target_os = "macos")))]
use super::plugged::Plugged;
use super::room::{Ground, Picture, RESTS};
use super::seats::{Change, Screens, Seats};
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

/// So often it is seen which screens there are, at least.
const LOOKS_FOR_SCREENS: Duration = Duration::from_millis(500);

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
    /// Its window was opened a moment ago, and gives the focus that it may get back to that of the speaker.
    is_new: bool,
}

/// The screen of the room.
pub(super) struct Audience {
    wanted: Wanted,
    room: Arc<Mutex<Room>>,
    screens: Screens,
    #[cfg(all(unix, not(target_os = "macos")))]
    plugged: Plugged,
    /// Which screens there are is not known yet.
    waits: bool,
    /// With one window: whether it shows the picture of the room.
    shows_room: bool,
    /// Whether this window was made to fill its screen for the talk.
    filled: bool,
    /// Where this window was when the talk began, and where it was put since: numbers of screens.
    here: Option<usize>,
    put: Option<usize>,
    /// The window of the room that is open.
    open: Option<ViewportId>,
}

/// Where the picture of the room is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In this window.
    Here,
    /// In a window that can be moved about.
    Window,
    /// On all of a screen, by its number.
    Screen(usize),
}

impl Place {
    fn number(self) -> Option<usize> {
        match self {
            Self::Here | Self::Window => None,
            Self::Screen(screen) => Some(screen),
        }
    }
}

impl Audience {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            room: Arc::default(),
            screens: Screens::new(match wanted {
                Wanted::Screen(n) => Some(n),
                Wanted::Best | Wanted::Window => None,
            }),
            #[cfg(all(unix, not(target_os = "macos")))]
            plugged: Plugged::default(),
            waits: false,
            shows_room: true,
            filled: false,
            here: None,
            put: None,
            open: None,
        }
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        // Whatever panicked while it held this left nothing half done that matters for a picture.
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks which screens there are. Gives a word for the speaker if one came or went.
    pub(super) fn look_for_screens(&mut self, frame: &eframe::Frame) -> Option<&'static str> {
        let window = frame.winit_window()?;
        let names: Vec<String> = window
            .available_monitors()
            .map(|it| it.name().unwrap_or_default())
            .collect();
        #[cfg(all(unix, not(target_os = "macos")))]
        if !self.plugged.agrees(&names, window) {
            self.waits = true;
            return None;
        }
        self.waits = false;
        let here = window.current_monitor().map(|it| it.name().unwrap_or_default());
        let here = here.and_then(|here| names.iter().position(|it| *it == here));
        self.here = self.here.or(here);
        let change = self.screens.look(names, here)?;
        // The system has put this window where it likes.
        (self.here, self.put) = (here, None);
        match change {
            // What the room sees goes on being seen.
            Change::SpeakerGone => {
                self.shows_room = true;
                None
            }
            Change::RoomGone => {
                self.shows_room = false;
                None
            }
            Change::Both => Some("The room has a screen of its own"),
        }
    }

    fn place(&self) -> Place {
        match (self.wanted, self.screens.seats()) {
            (Wanted::Window, _) => Place::Window,
            (_, Seats::Two { room, .. }) => Place::Screen(room),
            (_, Seats::One) => Place::Here,
        }
    }

    /// Whether this window shows the picture of the room now.
    pub(super) fn room_is_here(&self) -> bool {
        self.place() == Place::Here && self.shows_room
    }

    /// Whether the window of the room was closed by hand.
    pub(super) fn is_closed(&self) -> bool {
        self.place() != Place::Here && self.room().closed
    }

    /// Whether the screen of the room has gone, and nobody but the speaker sees anything.
    pub(super) fn is_gone(&self) -> bool {
        self.place() == Place::Here && self.screens.is_one_gone() && !self.shows_room
    }

    /// The two screens change places; with one, the two pictures. A window that was closed comes back.
    pub(super) fn swap(&mut self) {
        if self.is_closed() {
            self.room().closed = false;
            return;
        }
        match self.place() {
            Place::Here => self.shows_room = !self.shows_room,
            Place::Window => {}
            Place::Screen(_) => self.screens.swap(),
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
        // One may be plugged in or out.
        ui.request_repaint_after(LOOKS_FOR_SCREENS);
        if self.waits && !self.screens.are_known() {
            return;
        }
        let place = self.place();
        self.sit(ui);
        let builder = ViewportBuilder::default().with_title(TITLE).with_app_id("truss");
        let builder = match place {
            Place::Here => {
                self.open = None;
                return;
            }
            Place::Screen(screen) => builder.with_monitor(screen),
            Place::Window => builder
                .with_inner_size([1280.0, 720.0])
                .with_min_inner_size([480.0, 270.0]),
        };
        if self.room().closed {
            self.open = None;
            return;
        }
        // On another screen it is another window: hardly any system lets one that fills a screen move.
        let id = ViewportId::from_hash_of(("truss-room", self.screens.name(place.number())));
        if self.open.replace(id) != Some(id) {
            self.room().is_new = place != Place::Window;
        }
        let room = self.room.clone();
        ui.ctx().show_viewport_deferred(id, builder, move |ui, class| {
            let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
            room_window(ui, class, &mut room);
        });
        ui.request_repaint_of(id);
    }

    /// Puts this window on the screen of the speaker, and lets it fill that where it shows the room's picture or is not at home.
    fn sit(&mut self, ui: &egui::Ui) {
        let is_full = ui.input(|it| it.viewport().fullscreen.unwrap_or(false));
        let away = match (self.place(), self.screens.seats()) {
            (Place::Screen(_), Seats::Two { speaker, .. }) => Some(speaker).filter(|it| Some(*it) != self.here),
            _ => None,
        };
        if let Some(screen) = away {
            if self.put != away {
                self.put = away;
                self.filled |= !is_full;
                ui.send_viewport_cmd(ViewportCommand::SetMonitor(screen));
            }
            return;
        }
        let fills = self.place() == Place::Here && (self.shows_room || !self.screens.is_one_gone());
        if self.put.take().is_some() && is_full && !self.filled {
            // It filled its screen before the talk, and does so again.
            if let Some(home) = self.here {
                ui.send_viewport_cmd(ViewportCommand::SetMonitor(home));
            }
        } else if fills && !is_full && !self.filled {
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
    if room.is_new && ui.input(|it| it.viewport().focused == Some(true)) {
        room.is_new = false;
        ui.ctx().send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
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
