//! The window of the system: what it is called, how large it is, and what it is painted with.

use super::files::Begun;
use super::picker::PlatformPicker;
use super::{App, Opening, Services, Start};
use crate::disk::{Folders, RealFs};
use crate::keeping::Ending;
use eframe::egui::{self, ViewportBuilder};
use std::sync::{Arc, Mutex, PoisonError};

/// The mark of the program: made from `assets/truss.svg`.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/truss.png")).unwrap_or_default()
}

/// Opens the window and stays until it is closed.
///
/// # Errors
///
/// If there is no display, or nothing that can paint on it: the message says so in plain words.
pub fn run(opening: Opening, start: Start) -> Result<(), String> {
    let services = || Services {
        picker: Box::new(PlatformPicker),
        folders: Folders::of_platform().ok(),
        fs: Arc::new(RealFs),
    };
    // For the first window that there is.
    let begun = Arc::new(Mutex::new(match &opening {
        Opening::File(path) => Some(Begun::reading(&services(), path)),
        Opening::Brief | Opening::Empty => None,
    }));
    let attempt = |renderer| {
        let options = eframe::NativeOptions {
            viewport: ViewportBuilder::default()
                .with_title("Truss")
                .with_app_id("truss")
                .with_icon(icon())
                .with_inner_size([1400.0, 900.0])
                .with_min_inner_size([640.0, 420.0]),
            renderer,
            ..Default::default()
        };
        let (opening, start, begun) = (opening.clone(), start.clone(), begun.clone());
        eframe::run_native(
            "truss",
            options,
            Box::new(move |cc| {
                let begun = begun.lock().unwrap_or_else(PoisonError::into_inner).take();
                let mut app = App::with_begun(&cc.egui_ctx, services(), opening, begun);
                app.start_with(start);
                // Painting all of a window twice is slow where no graphics card does it. What is cleared is not converted, as what
                // is painted is where a window keeps its colours otherwise.
                app.has_page = cc
                    .wgpu_render_state
                    .as_ref()
                    .is_none_or(|it| !it.target_format.is_srgb());
                let ctx = cc.egui_ctx.clone();
                app.ending = Ending::watch(Box::new(move || ctx.request_repaint()));
                Ok(Box::new(app))
            }),
        )
    };
    match attempt(eframe::Renderer::Wgpu) {
        Ok(()) => Ok(()),
        // Where the newer way of painting is not to be had, the older one often is.
        Err(eframe::Error::Wgpu(first)) => attempt(eframe::Renderer::Glow).map_err(|second| {
            format!("Truss cannot paint on this display. Update the graphics driver, or use the commands check and export.\n{first}\n{second}")
        }),
        Err(error) => Err(format!(
            "Truss cannot open a window. Is there a display (DISPLAY or WAYLAND_DISPLAY)? The commands check and export need none.\n{error}"
        )),
    }
}
