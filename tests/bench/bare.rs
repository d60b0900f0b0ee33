//! A window of eframe with one box that can be dragged, and nothing else: what the program's window is measured against.
//!
//! ```sh
//! cargo bench --bench bare -- --once
//! ```
//!
//! It says on standard output how many seconds after its start the first frame was painted. With `--once` it then ends.

use eframe::egui::{self, CentralPanel, Color32, Id, Pos2, Rect, Sense, Vec2, ViewportBuilder, ViewportCommand};
use std::time::Instant;

/// As large as the program's window, in points.
const SIZE: [f32; 2] = [1400.0, 900.0];
const BOX: Vec2 = Vec2::new(240.0, 80.0);

/// One box on an empty canvas.
struct Bare {
    start: Instant,
    /// How often it was painted.
    frames: u32,
    once: bool,
    at: Pos2,
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        self.frames += 1;
        match self.frames {
            // When the next frame is made, this one is on the screen.
            1 => ui.request_repaint(),
            2 => {
                println!("first frame {:.4}", self.start.elapsed().as_secs_f64());
                if self.once {
                    ui.send_viewport_cmd(ViewportCommand::Close);
                }
            }
            _ => {}
        }
        CentralPanel::no_frame().show(ui, |ui| {
            ui.painter().rect_filled(ui.max_rect(), 0, Color32::from_gray(245));
            let held = ui.interact(Rect::from_center_size(self.at, BOX), Id::unique("box"), Sense::drag());
            self.at += held.drag_delta();
            let shown = Rect::from_center_size(self.at, BOX);
            ui.painter().rect_filled(shown, 6, Color32::from_gray(60));
        });
    }
}

fn main() -> Result<(), eframe::Error> {
    let start = Instant::now();
    let once = std::env::args().any(|it| it == "--once");
    let attempt = |renderer| {
        let options = eframe::NativeOptions {
            viewport: ViewportBuilder::default()
                .with_title("Bare")
                .with_app_id("bare")
                .with_inner_size(SIZE),
            renderer,
            ..Default::default()
        };
        let make = move |_: &eframe::CreationContext| {
            Ok(Box::new(Bare {
                start,
                frames: 0,
                once,
                at: Pos2::new(SIZE[0] / 2.0, SIZE[1] / 2.0),
            }) as Box<dyn eframe::App>)
        };
        eframe::run_native("bare", options, Box::new(make))
    };
    // As the program does.
    match attempt(eframe::Renderer::Wgpu) {
        Err(eframe::Error::Wgpu(_)) => attempt(eframe::Renderer::Glow),
        ended => ended,
    }
}
