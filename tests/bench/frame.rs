//! The whole window without a screen: from input to the meshes that a graphics card would get.

use eframe::egui::{self, Event, Pos2, RawInput, Rect, Vec2, ViewportId, ViewportInfo};
use eframe::{App as _, Frame};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};
use truss::ui::picker::{Ask, Picker};
use truss::ui::{App, Opening, Services};

/// A map in a window of 1400 by 900 points.
pub struct Headless {
    ctx: egui::Context,
    app: App,
    frame: Frame,
    number: u32,
    size: Vec2,
    /// Where a box was taken hold of.
    held: Option<Pos2>,
}

/// How long frames took in a talk, by their number after the step: a list of times each.
pub struct Route {
    /// While the step comes.
    pub coming: Vec<Vec<Duration>>,
    /// Then, while the next one is made ready.
    pub waiting: Vec<Vec<Duration>>,
}

/// A step comes within a fifth of a second: so many frames, with those in which its boxes stand and are painted for the first time.
const COMING: usize = 24;
/// So many later the next is ready; the last of them go in a row.
const WAITING: usize = 60;
const IN_A_ROW: usize = 20;

/// Nobody picks a path here.
struct Nobody;

impl Picker for Nobody {
    fn pick(&mut self, _: &Ask, _: Option<PathBuf>, _: Box<dyn Fn() + Send>) -> Receiver<Option<PathBuf>> {
        unreachable!("no benchmark asks for a path")
    }
}

impl Headless {
    /// A window on a file, after so many frames that nothing settles any more.
    pub fn new(path: &Path) -> Self {
        Self::sized(path, Vec2::new(1400.0, 900.0))
    }

    /// As [`Headless::new`], so large in points.
    pub fn sized(path: &Path, size: Vec2) -> Self {
        let ctx = egui::Context::default();
        let services = Services {
            picker: Box::new(Nobody),
            folders: None,
            fs: std::sync::Arc::new(truss::disk::RealFs),
        };
        let app = App::new(&ctx, services, Opening::File(path.to_owned()));
        let mut window = Self {
            ctx,
            app,
            frame: Frame::_new_kittest(),
            number: 0,
            size,
            held: None,
        };
        while window.app.waits_for_the_disk() {
            window.frame();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        for _ in 0..20 {
            window.frame();
        }
        window
    }

    /// How many nodes are drawn.
    pub fn nodes(&self) -> usize {
        self.app.sheet().node_count()
    }

    /// One frame in which the pointer moves, up to the shapes.
    pub fn shapes(&mut self) -> egui::FullOutput {
        let turn = self.number as f32;
        let at = Pos2::new(200.0 + (turn * 37.0) % 1000.0, 150.0 + (turn * 23.0) % 600.0);
        self.shapes_after(vec![Event::PointerMoved(at)])
    }

    /// Begins to type in the sentence of the thesis.
    pub fn begins_typing(&mut self) {
        for key in [egui::Key::Home, egui::Key::F2] {
            for pressed in [true, false] {
                self.meshes_after(vec![press(key, pressed)]);
            }
        }
        assert!(self.app.is_typing(), "the sentence is open");
    }

    /// Shows all of the map, at its places.
    pub fn unfolds(&mut self) {
        for pressed in [true, false] {
            let Event::Key {
                key,
                physical_key,
                repeat,
                ..
            } = press(egui::Key::End, pressed)
            else {
                unreachable!("a press is a key");
            };
            let modifiers = egui::Modifiers::ALT;
            self.meshes_after(vec![Event::Key {
                key,
                physical_key,
                pressed,
                repeat,
                modifiers,
            }]);
        }
        for _ in 0..20 {
            self.frame();
        }
    }

    /// Begins the talk, and waits until the picture of the next step is made.
    pub fn begins_talk(&mut self) {
        self.meshes_after(vec![press(egui::Key::F5, true)]);
        assert!(self.app.is_presenting(), "the map has a talk");
        for key in [egui::Key::PageDown, egui::Key::PageUp] {
            self.meshes_after(vec![press(key, true)]);
            for _ in 0..30 {
                self.rests();
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        }
    }

    /// One frame in which the talk goes to its second step, or back to its first.
    pub fn steps(&mut self) -> usize {
        let key = match self.app.talk().and_then(truss::talk::Talk::step).map(|it| it.as_str()) {
            Some("s1") => egui::Key::PageDown,
            _ => egui::Key::Home,
        };
        self.meshes_after(vec![press(key, false), press(key, true)])
    }

    /// Goes along the route to its end, each step for the first time, as fast as the next one is ready.
    /// `in_a_row`: while a step comes, one frame follows the other as still ones do that are measured; else each, the still ones at the
    /// end too, meets the caches 2 ms after the one before.
    pub fn walks_the_route(&mut self, in_a_row: bool) -> Route {
        let mut route = Route {
            coming: vec![Vec::new(); COMING],
            waiting: vec![Vec::new(); WAITING],
        };
        self.meshes_after(vec![press(egui::Key::Home, false), press(egui::Key::Home, true)]);
        for n in 0.. {
            let first = n == 0;
            for turn in 0..COMING + WAITING {
                let events = match (turn, first) {
                    (0, false) => vec![press(egui::Key::PageDown, false), press(egui::Key::PageDown, true)],
                    _ => Vec::new(),
                };
                let start = Instant::now();
                self.meshes_after(events);
                let took = start.elapsed();
                if self.app.talk().is_none_or(|it| it.step().is_none()) {
                    return route;
                }
                match turn.checked_sub(COMING) {
                    _ if first => {}
                    None => route.coming[turn].push(took),
                    Some(turn) => route.waiting[turn].push(took),
                }
                // The picture of the next is made beside it. Before it comes, frames go in a row again, as still ones are measured.
                if !in_a_row || (COMING..COMING + WAITING - IN_A_ROW).contains(&turn) {
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
        }
        route
    }

    /// Begins the talk and goes to each of its steps by number, from the last back: none was made before it is asked for.
    /// Gives how long the frames took in which they came.
    pub fn jumps(&mut self, steps: usize) -> Vec<Duration> {
        self.meshes_after(vec![press(egui::Key::F5, true)]);
        let mut times = Vec::new();
        for number in (3..=steps).rev() {
            for digit in number.to_string().bytes() {
                self.meshes_after(vec![Event::Text(char::from(digit).to_string())]);
            }
            let start = Instant::now();
            self.meshes_after(vec![press(egui::Key::Enter, true)]);
            times.push(start.elapsed());
            let at = self.app.talk().and_then(truss::talk::Talk::step);
            assert_eq!(
                at.map(|it| it.as_str()),
                Some(format!("s{number}").as_str()),
                "it went there"
            );
            self.meshes_after(vec![press(egui::Key::Enter, false)]);
        }
        times
    }

    /// One frame in which a key is pressed and let go.
    pub fn key(&mut self, key: egui::Key) -> usize {
        self.meshes_after(vec![press(key, true), press(key, false)])
    }

    /// One frame without input, up to the meshes.
    pub fn rests(&mut self) -> usize {
        self.meshes_after(Vec::new())
    }

    /// One frame in which the map is moved by some points under the window, to and fro.
    pub fn pans(&mut self, turn: usize) -> usize {
        let way = if (turn / 30).is_multiple_of(2) { 1.0 } else { -1.0 };
        let middle = Pos2::ZERO + self.size / 2.0;
        self.meshes_after(vec![Event::PointerMoved(middle), wheel(Vec2::new(7.0, 3.0) * way)])
    }

    /// One frame in which the map is seen larger by a factor.
    pub fn zooms(&mut self, factor: f32) -> usize {
        let middle = Pos2::ZERO + self.size / 2.0;
        self.meshes_after(vec![Event::PointerMoved(middle), Event::Zoom(factor)])
    }

    /// Takes hold of the box that is nearest to the middle of the window.
    pub fn takes_hold(&mut self) {
        let (camera, sheet) = (self.app.camera(), self.app.sheet());
        let seen = camera.seen_in_world();
        let middle = seen.center();
        let nearest = sheet
            .nodes_in(seen)
            .map(|it| it.1.center())
            .min_by(|a, b| a.distance(middle).total_cmp(&b.distance(middle)))
            .expect("a box is in view");
        let at = camera.screen_from_world(nearest);
        let at = Pos2::new(at.x as f32, at.y as f32);
        self.held = Some(at);
        self.meshes_after(vec![Event::PointerMoved(at)]);
        self.meshes_after(vec![Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers: egui::Modifiers::NONE,
        }]);
        for _ in 0..20 {
            self.drags();
        }
        assert!(self.app.is_dragging(), "a box is in the hand");
    }

    /// One frame in which what is held is moved.
    pub fn drags(&mut self) -> usize {
        let turn = self.number as f32;
        let by = Vec2::new((turn * 7.0) % 60.0, (turn * 5.0) % 40.0);
        let at = self.held.expect("a box is in the hand") + by;
        self.meshes_after(vec![Event::PointerMoved(at)])
    }

    /// Sees the first node of the map, as it is read.
    pub fn reads_the_first(&mut self) {
        self.key(egui::Key::Home);
        for pressed in [true, false] {
            self.meshes_after(vec![Event::Key {
                key: egui::Key::Num2,
                physical_key: Some(egui::Key::Num2),
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::SHIFT,
            }]);
        }
        for _ in 0..120 {
            self.rests();
        }
        self.looks_at(1.0);
        self.key(egui::Key::Escape);
    }

    /// Sees the map so large: a map unit takes `zoom` points.
    pub fn looks_at(&mut self, zoom: f64) {
        for _ in 0..100 {
            let factor = zoom / self.app.camera().zoom();
            if (factor - 1.0).abs() < 1e-3 {
                return;
            }
            self.zooms(factor.clamp(0.5, 2.0) as f32);
        }
        panic!("the map is seen at {} instead of {zoom}", self.app.camera().zoom());
    }

    /// One frame with a letter typed, or the same letter taken back, up to the meshes.
    pub fn types(&mut self) -> usize {
        let event = match self.number % 2 {
            0 => Event::Text("x".into()),
            _ => press(egui::Key::Backspace, true),
        };
        self.meshes_after(vec![event])
    }

    fn shapes_after(&mut self, events: Vec<Event>) -> egui::FullOutput {
        self.number += 1;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(f64::from(self.number) / 60.0),
            focused: true,
            events,
            ..RawInput::default()
        };
        input.viewports.insert(ViewportId::ROOT, ViewportInfo::default());
        let Self { ctx, app, frame, .. } = self;
        ctx.run_ui(input, |ui| {
            app.logic(ui, frame);
            app.ui(ui, frame);
        })
    }

    /// One frame in which the pointer moves, up to the meshes. Gives how many there are.
    pub fn frame(&mut self) -> usize {
        let output = self.shapes();
        self.meshes(output)
    }

    fn meshes_after(&mut self, events: Vec<Event>) -> usize {
        let output = self.shapes_after(events);
        self.meshes(output)
    }

    fn meshes(&mut self, mut output: egui::FullOutput) -> usize {
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        assert!(!meshes.is_empty(), "a frame shows something");
        output.drop_without_applying_deltas();
        meshes.len()
    }
}

fn wheel(by: Vec2) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: by,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Trackpad,
        modifiers: egui::Modifiers::NONE,
    }
}

fn press(key: egui::Key, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    }
}
