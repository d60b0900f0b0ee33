//! Pictures and handouts, made off this thread: what takes long is told of, and can be stopped.
//!
//! What is made in no time is there at once: the thread is waited for, as long as nobody would notice.

use super::App;
use super::arranging::progress_bar;
use super::files::Written;
use super::theme::{SPACE_2, color32};
use crate::arranging::{seen, stand_ins};
use crate::disk::{Base, Fs, NewFolder};
use crate::drawing::inks::{Ink, LIGHT};
use crate::drawing::{Sheet, Shown};
use crate::export::{ExporterRow, Pixels, SCALE, picture, pixels_of_svg, png_of_svg, png_size};
use crate::handout::{file_name, leaves};
use crate::map::{Id, Map, Showing};
use eframe::egui::{self, ColorImage, Key, Modifiers, Role};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

/// So long the window waits at once for what is made.
const AT_ONCE: Duration = Duration::from_millis(60);
/// How long work goes on before the window speaks of it, in seconds.
const PATIENCE: f64 = 0.5;

/// What was made.
enum Product {
    /// A picture for the clipboard, and of how many nodes.
    Image(ColorImage, usize),
    /// The bytes of a picture for a file.
    Picture(PathBuf, Base, Vec<u8>),
    /// A handout of so many pages, in its folder.
    Handout(PathBuf, usize),
    /// It was stopped.
    Nothing,
}

/// Something that is being made.
pub(super) struct Making {
    result: Receiver<Result<Product, String>>,
    cancel: Arc<AtomicBool>,
    /// How many parts of it are done, and of how many.
    done: Arc<AtomicUsize>,
    of: usize,
    /// What it is, as words of the status bar begin: "The handout".
    what: &'static str,
    /// When it began, in seconds.
    since: f64,
}

impl Drop for Making {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

/// How work on another thread goes on.
struct Progress {
    cancel: Arc<AtomicBool>,
    done: Arc<AtomicUsize>,
    ctx: egui::Context,
}

impl Progress {
    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.ctx.request_repaint();
    }
}

impl App {
    /// Puts a picture of what is chosen on the clipboard; of all that is seen where nothing is.
    pub(super) fn copy_image(&mut self) {
        self.end_typing();
        let map = self.document.map_as_it_is();
        let chosen = self.chosen_for_picture();
        let showing = match chosen.is_empty() {
            true => self.showing.clone(),
            false => Showing {
                only: Some(chosen),
                ..Showing::default()
            },
        };
        let theme = self.theme;
        self.begin_making("The picture", 1, move |_| {
            let stand_ins = stand_ins(&map);
            let spot = |id: &Id| map.spot(id).or_else(|| stand_ins.get(id).copied());
            let shown = seen(&map, &showing, spot).unwrap_or_else(|| Shown::whole(&map).put(stand_ins.clone()));
            let sheet = Sheet::of_shown(&shown, Default::default());
            let Pixels { width, height, rgba } = pixels_of_svg(&picture(&shown.map, &sheet, &theme), SCALE)?;
            let image = ColorImage::from_rgba_unmultiplied([width, height], &rgba);
            Ok(Product::Image(image, shown.map.nodes().len()))
        });
    }

    /// The chosen nodes, those of chosen groups, and those at the ends of chosen links.
    fn chosen_for_picture(&self) -> BTreeSet<Id> {
        let map = self.document.map();
        let mut found: BTreeSet<Id> = BTreeSet::new();
        for id in self.document.selection().ids() {
            match (map.node(id), map.link(id), map.groups().get(id)) {
                (Some(_), ..) => drop(found.insert(id.clone())),
                (None, Some(link), _) => {
                    found.extend(link.from.iter().cloned());
                    found.extend(map.ground(link).cloned());
                }
                (None, None, Some(group)) => found.extend(group.members.iter().cloned()),
                (None, None, None) => {}
            }
        }
        found.retain(|it| map.nodes().contains(it));
        found
    }

    /// Writes a picture of the whole map to a file.
    pub(super) fn make_picture(&mut self, path: &Path, base: Base, exporter: &'static ExporterRow) {
        let (map, path) = (self.document.map_as_it_is(), path.to_owned());
        self.begin_making("The picture", 1, move |_| {
            let sheet = Sheet::new(&map, stand_ins(&map));
            Ok(Product::Picture(path, base, (exporter.export)(&map, &sheet, &LIGHT)?))
        });
    }

    /// Writes the opening view and every step, as SVG and PNG, into a new folder within this one.
    pub(super) fn make_handout(&mut self, within: &Path) {
        let map = self.document.map_as_it_is();
        let fs = self.fs.clone();
        let folder = within.join(format!("{} handout", file_name(&self.title())));
        let leaves = leaves(&map);
        self.begin_making("The handout", leaves.len(), move |progress| {
            write_handout(&*fs, &map, &folder, progress)
        });
    }

    fn begin_making(
        &mut self,
        what: &'static str,
        of: usize,
        work: impl FnOnce(&Progress) -> Result<Product, String> + Send + 'static,
    ) {
        let (cancel, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let progress = Progress {
            cancel: cancel.clone(),
            done: done.clone(),
            ctx: self.ctx.clone(),
        };
        let (send, result) = channel();
        std::thread::spawn(move || {
            let product = work(&progress);
            // Nobody listens any more to what was cancelled.
            let _ = send.send(product);
            progress.ctx.request_repaint();
        });
        match result.recv_timeout(AT_ONCE) {
            Ok(product) => self.made(what, product),
            Err(RecvTimeoutError::Disconnected) => self.made(what, Err("something went wrong".into())),
            Err(RecvTimeoutError::Timeout) => {
                self.making = Some(Making {
                    result,
                    cancel,
                    done,
                    of,
                    what,
                    since: self.ctx.input(|it| it.time),
                });
            }
        }
    }

    /// Takes in what was made, and Escape, which stops it.
    pub(super) fn take_in_made(&mut self, ui: &egui::Ui) {
        let Some(making) = &self.making else { return };
        let what = making.what;
        match making.result.try_recv() {
            Ok(product) => {
                self.making = None;
                self.made(what, product);
            }
            Err(TryRecvError::Disconnected) => {
                self.making = None;
                self.made(what, Err("something went wrong".into()));
            }
            Err(TryRecvError::Empty) => {
                ui.request_repaint_after(Duration::from_millis(50));
                let is_seen = ui.input(|it| it.time) - making.since >= PATIENCE;
                if is_seen && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape)) {
                    self.stop_making();
                }
            }
        }
    }

    fn stop_making(&mut self) {
        if let Some(making) = self.making.take() {
            self.say(format!("{} was stopped", making.what));
        }
    }

    fn made(&mut self, what: &str, product: Result<Product, String>) {
        match product {
            Ok(Product::Image(image, nodes)) => {
                let [wide, high] = image.size;
                self.ctx.copy_image(image);
                let nodes = if nodes == 1 {
                    "1 node".into()
                } else {
                    format!("{nodes} nodes")
                };
                self.say(format!("Copied a picture of {nodes}, {wide} × {high} pixels"));
            }
            Ok(Product::Picture(path, base, bytes)) => {
                let size =
                    png_size(&bytes).map_or_else(String::new, |(wide, high)| format!(", {wide} × {high} pixels"));
                self.write(Written::Picture, &path, &bytes, base, &size);
            }
            Ok(Product::Handout(folder, pages)) => {
                self.say(format!("{pages} pages written to {}", folder.display()));
            }
            Ok(Product::Nothing) => {}
            Err(why) => self.trouble(&format!("{what} was not made"), why),
        }
    }

    /// The card that tells of what is being made.
    pub(super) fn making_ui(&mut self, ui: &egui::Ui) {
        let now = ui.input(|it| it.time);
        let Some(making) = self.making.as_ref().filter(|it| now - it.since >= PATIENCE) else {
            return;
        };
        let done = making.done.load(Ordering::Relaxed);
        let part = (making.of > 1).then(|| done as f32 / making.of as f32);
        let text = match making.of {
            1 => format!("{} is being made …", making.what),
            of => format!("{}: {done} of {of} pages", making.what),
        };
        let ink = |it: Ink| color32(self.theme.colour(it));
        let mut stops = false;
        self.card(ui, Role::Group, "What is being made", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_2;
                match part {
                    Some(part) => progress_bar(ui, part, ink(Ink::Text), ink(Ink::Hover), "Pages made"),
                    None => drop(ui.spinner()),
                }
                ui.add(egui::Label::new(text).extend());
                let says = "Nothing of it is kept  (Esc)";
                stops = ui.button("Cancel").on_hover_text(says).clicked();
            });
        });
        if stops {
            self.stop_making();
        }
    }
}

/// Writes the pages. What was written goes again where it is stopped or cannot go on: half a handout is none.
fn write_handout(fs: &dyn Fs, map: &Map, folder: &Path, progress: &Progress) -> Result<Product, String> {
    let mut written = NewFolder::make(fs, folder).map_err(|it| it.to_string())?;
    let made = write_pages(map, &mut written, progress);
    match made {
        Ok(Some(pages)) => Ok(Product::Handout(written.path().to_owned(), pages)),
        Ok(None) => {
            written.take_back();
            Ok(Product::Nothing)
        }
        Err(why) => {
            written.take_back();
            Err(why)
        }
    }
}

/// Gives how many pages were written; nothing if it was stopped.
fn write_pages(map: &Map, into: &mut NewFolder<'_>, progress: &Progress) -> Result<Option<usize>, String> {
    let leaves = leaves(map);
    for leaf in &leaves {
        let svg = leaf.page(map).svg(&LIGHT);
        if progress.is_cancelled() {
            return Ok(None);
        }
        let png = png_of_svg(&svg, 1.0)?;
        for (ending, bytes) in [("svg", svg.as_bytes()), ("png", &png)] {
            let name = format!("{}.{ending}", leaf.name);
            into.save(&name, bytes).map_err(|it| it.to_string())?;
        }
        progress.one_more();
    }
    Ok((!progress.is_cancelled()).then_some(leaves.len()))
}
