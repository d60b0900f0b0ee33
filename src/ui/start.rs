//! How the program begins: with a talk at once, on a screen of one's choice; or only to say which screens there are.

use super::App;
use super::show::{Left, Wanted};
use eframe::egui::{self, ViewportBuilder, ViewportCommand};
use std::sync::{Arc, Mutex, PoisonError};

/// How the program begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The step, counted from 1, at which the talk begins at once; no talk without.
    pub present: Option<usize>,
    /// The screen of the room, by its name or its number, counted from 1, as [`list_screens`] lists them.
    pub screen: Option<String>,
}

impl App {
    /// Begins like this as soon as the window is there and nothing has to be asked first.
    pub fn start_with(&mut self, start: Start) {
        self.start = Some(start);
    }

    /// Begins as was asked for.
    pub(super) fn begin_as_asked(&mut self, frame: &eframe::Frame) {
        // A question about work that was left behind comes first: the talk is then that of the recovered map.
        if self.dialog.is_some() || self.opening.is_some() || self.looks_for_leftovers() {
            return;
        }
        let Some(start) = self.start.take() else { return };
        let mut missing = None;
        if let Some(asked) = &start.screen {
            match screen(asked, &names(frame)) {
                Some(n) => self.screens_wanted = Wanted::Screen(n),
                None => missing = Some(format!("There is no screen {asked}: truss --list-screens lists them")),
            }
        }
        let Some(step) = start.present else { return };
        // As if it had been left there.
        let step = self.document.map().steps().iter().nth(step.saturating_sub(1));
        self.left_talk = step.map(|it| Left { step: it.id.clone() });
        let now = self.ctx.input(|it| it.time);
        self.present(false, now);
        if let (Some(why), Some(show)) = (missing, &mut self.show) {
            show.say(why, now);
        }
    }
}

/// Which of these screens is asked for: by its number, counted from 1, or by its name.
fn screen(asked: &str, names: &[String]) -> Option<usize> {
    let by_name = names.iter().position(|it| it.eq_ignore_ascii_case(asked.trim()));
    let by_number = || asked.trim().parse::<usize>().ok()?.checked_sub(1);
    by_name.or_else(|| by_number().filter(|it| *it < names.len()))
}

fn names(frame: &eframe::Frame) -> Vec<String> {
    let Some(window) = frame.winit_window() else {
        return Vec::new();
    };
    let screens = window.available_monitors();
    screens.map(|it| it.name().unwrap_or_default().to_owned()).collect()
}

/// A window that is never seen: it asks which screens there are, and closes.
struct Asker(Arc<Mutex<Vec<String>>>);

impl eframe::App for Asker {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if let Some(window) = frame.winit_window() {
            let screens = window.available_monitors().enumerate().map(|(n, it)| {
                let (size, at) = (it.size(), it.position());
                let name = it.name().unwrap_or_default().to_owned();
                format!(
                    "{} {name} {} × {} at {}, {}",
                    n + 1,
                    size.width,
                    size.height,
                    at.x,
                    at.y
                )
            });
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = screens.collect();
        }
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn ui(&mut self, _: &mut egui::Ui, _: &mut eframe::Frame) {}
}

/// The screens there are, a line each: number, name, size and place in pixels.
///
/// # Errors
///
/// If there is no display.
pub fn list_screens() -> Result<Vec<String>, String> {
    let found: Arc<Mutex<Vec<String>>> = Arc::default();
    let asker = Asker(found.clone());
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_visible(false)
            .with_inner_size([64.0, 64.0])
            .with_app_id("truss"),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    let ran = eframe::run_native("truss", options, Box::new(|_| Ok(Box::new(asker))));
    let found = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
    match (ran, found.is_empty()) {
        (_, false) => Ok(found),
        (Err(error), true) => Err(format!("no display: {error}")),
        (Ok(()), true) => Err("no display: the system names no screen".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::screen;

    #[track_caller]
    fn check_screen(asked: &str, expected: Option<usize>) {
        let names = ["eDP-1", "HDMI-1", "3"].map(String::from);
        assert_eq!(screen(asked, &names), expected);
    }

    #[test]
    fn a_screen_is_asked_for_by_name_or_number() {
        check_screen("HDMI-1", Some(1));
        check_screen("hdmi-1", Some(1));
        check_screen("1", Some(0));
        check_screen("3", Some(2));
        check_screen("4", None);
        check_screen("0", None);
        check_screen("beamer", None);
    }
}
