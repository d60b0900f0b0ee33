//! The frame of other graph widgets on the workload of Truss: from input to tessellated meshes, all nodes in view, panning.
//!
//! ```sh
//! cargo run --release --manifest-path tests/bench/peers/Cargo.toml
//! ```
//!
//! A line each: the widget, how many nodes, a tab, and the median in nanoseconds. With words behind `--`, only the lines that
//! hold one of them.

mod circles;
mod snarl;
#[path = "../../../workload/mod.rs"]
#[allow(dead_code, reason = "others use more of the workload")]
mod workload;

use circles::Circles;
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use std::time::{Duration, Instant};
use truss::map::Map;

/// The size of the window, in points.
pub const WINDOW: Vec2 = vec2(1600.0, 900.0);
/// Frames before the first that is measured: what settles has settled.
const WARM: usize = 10;
/// Measured as long as this, and as many frames as stand beside it.
const LONG: Duration = Duration::from_secs(4);
const FEWEST: usize = 12;
const MOST: usize = 300;
/// So much of the window is filled, along one side of it at least.
const FULL: f32 = 0.75;
/// So often a window is made that is not filled.
const TRIES: usize = 5;
/// So far the map is dragged to and fro, in points, by so much a frame.
const FAR: f32 = 12.0;
const STEP: f32 = 2.0;

type Make = fn(&Map) -> Box<dyn Widget>;

/// A widget that shows a map.
pub trait Widget {
    /// Shows it in all of the window.
    fn show(&mut self, ui: &mut egui::Ui);
    /// Where the widget puts the middle of each node on the screen.
    fn on_screen(&self, ctx: &egui::Context) -> Vec<Pos2>;
    /// How many vertices a node takes at least.
    fn vertices(&self) -> usize;
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |name: &str| words.is_empty() || words.iter().any(|it| name.contains(it.as_str()));
    for nodes in [1_000, 10_000] {
        let map = workload::map(nodes, 1, workload::Standing::Arranged);
        let widgets: [(&str, Make); 3] = [
            ("egui_graphs", |map| Box::new(Circles::new(map, true))),
            ("egui_graphs where it puts nodes", |map| {
                Box::new(Circles::new(map, false))
            }),
            ("egui-snarl", |map| Box::new(snarl::Boxes::new(map))),
        ];
        for (name, make) in widgets {
            let name = format!("{name} {nodes}");
            if is_asked(&name) {
                // Some put the nodes somewhere by chance, and fit the window to them: now and then they stay small in it.
                let mut windows = (0..TRIES).map(|_| Window::new(make(&map), nodes));
                let fits = |it: &Window| {
                    let part = it.filled();
                    if part <= FULL {
                        eprintln!("{name}: fills {part:.2} of the window, and is made anew");
                    }
                    part > FULL
                };
                let mut window = windows.find(fits).expect("it fills the window");
                println!("{name}\t{}", window.median().as_nanos());
            }
        }
    }
}

/// Where a node stands and which nodes are linked, by their number.
pub fn graph(map: &Map) -> (Vec<Pos2>, Vec<(usize, usize)>) {
    let at = |it: &truss::map::Node| {
        let spot = map.spot(&it.id).expect("the workload is arranged");
        pos2(spot.x as f32, spot.y as f32)
    };
    let numbers: std::collections::HashMap<_, _> = map.nodes().iter().zip(0..).map(|(it, n)| (&it.id, n)).collect();
    let ends = |it: &truss::map::Link| (numbers[&it.from[0]], numbers[&it.to]);
    (
        map.nodes().iter().map(at).collect(),
        map.links().iter().map(ends).collect(),
    )
}

/// A window without a screen.
struct Window {
    ctx: egui::Context,
    widget: Box<dyn Widget>,
    nodes: usize,
    /// How many frames there were.
    number: usize,
    /// Where the hand is that drags the map.
    hand: Pos2,
}

impl Window {
    fn new(widget: Box<dyn Widget>, nodes: usize) -> Self {
        let mut window = Self {
            ctx: egui::Context::default(),
            widget,
            nodes,
            number: 0,
            hand: pos2(4.0, 4.0),
        };
        for _ in 0..WARM {
            window.frame(Vec::new());
        }
        // The middle button drags the map in both, wherever it is pressed.
        let press = Event::PointerButton {
            pos: window.hand,
            button: PointerButton::Middle,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        window.frame(vec![Event::PointerMoved(window.hand)]);
        window.frame(vec![press]);
        // So far, it is told from a click.
        window.hand += vec2(0.0, FAR);
        window.frame(vec![Event::PointerMoved(window.hand)]);
        for _ in 0..WARM {
            window.pans();
        }
        window
    }

    /// How much of the window the nodes fill, along the side of which they fill more.
    fn filled(&self) -> f32 {
        let mut filled = Rect::NOTHING;
        let nodes = self.widget.on_screen(&self.ctx);
        nodes.iter().for_each(|it| filled.extend_with(*it));
        (filled.size() / WINDOW).max_elem()
    }

    /// The median of frames that each pan a little.
    fn median(&mut self) -> Duration {
        let mut times = Vec::new();
        let start = Instant::now();
        while times.len() < MOST && (times.len() < FEWEST || start.elapsed() < LONG) {
            times.push(self.pans());
        }
        times.sort();
        times[times.len() / 2]
    }

    /// Pans by one step, and looks whether it did and whether all nodes are there. Gives how long the frame took.
    fn pans(&mut self) -> Duration {
        let turn = self.number % (2 * (FAR / STEP) as usize);
        let by = if turn < (FAR / STEP) as usize { STEP } else { -STEP };
        self.hand += vec2(0.0, by);
        let before = self.widget.on_screen(&self.ctx);
        let (took, vertices) = self.frame(vec![Event::PointerMoved(self.hand)]);
        let after = self.widget.on_screen(&self.ctx);
        let screen = Rect::from_min_size(Pos2::ZERO, WINDOW);
        assert_eq!(after.len(), self.nodes, "every node has a place");
        assert!(after.iter().all(|it| screen.contains(*it)), "all nodes are in view");
        let moved = after
            .iter()
            .zip(&before)
            .all(|(a, b)| ((*a - *b) - vec2(0.0, by)).length() < 0.1);
        assert!(moved, "the map follows the hand");
        let fewest = self.nodes * self.widget.vertices();
        assert!(vertices >= fewest, "{vertices} vertices are too few to show every node");
        took
    }

    /// One frame, from input to meshes. Gives how long it took, and how many vertices there are.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, usize) {
        self.number += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)),
            time: Some(self.number as f64 / 60.0),
            focused: true,
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        let output = self.ctx.run_ui(input, |ui| self.widget.show(ui));
        let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = start.elapsed();
        let vertices = meshes.iter().map(|it| match &it.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        (took, vertices.sum())
    }
}
