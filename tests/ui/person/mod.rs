//! A person at the program: hands, eyes and a file dialog that answers as the script says.

mod eyes;
mod hands;

pub use hands::Hands;

use eframe::egui::ViewportCommand;
use egui_kittest::Harness;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use truss::disk::{Folders, Fs, RealFs};
use truss::ui::picker::{Ask, Picker};
use truss::ui::{App, Opening, Services, Start};

/// What the file dialog of the platform does when it is asked.
pub enum Answer {
    /// Gives this path.
    Path(PathBuf),
    /// Stays open until the person answers.
    Waits,
}

/// The file dialog of the platform, as the script wants it.
#[derive(Default)]
pub struct Script {
    /// What it does, one after the other; without, there is no dialog.
    pub answers: VecDeque<Answer>,
    /// What it was asked.
    pub asked: Vec<Ask>,
    /// Where the answer of an open dialog goes.
    open: Option<Sender<Option<PathBuf>>>,
}

struct Scripted(Rc<RefCell<Script>>);

impl Picker for Scripted {
    fn pick(&mut self, ask: &Ask, _folder: Option<PathBuf>, _wake: Box<dyn Fn() + Send>) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = channel();
        let mut script = self.0.borrow_mut();
        script.asked.push(ask.clone());
        match script.answers.pop_front() {
            Some(Answer::Path(path)) => drop(sender.send(Some(path))),
            Some(Answer::Waits) => script.open = Some(sender),
            // There is no dialog on this machine.
            None => drop(sender.send(None)),
        }
        receiver
    }
}

/// Someone who works with the program.
pub struct Person {
    harness: Harness<'static, App>,
    script: Rc<RefCell<Script>>,
    hands: Hands,
    told: Vec<ViewportCommand>,
    copied: Option<String>,
    /// Where the map lies that the person looks at, if a test made it.
    folder: Option<tempfile::TempDir>,
}

impl Person {
    pub fn at_an_empty_map() -> Self {
        Self::opening(Opening::Empty, None)
    }

    pub fn at_a_map(path: &Path) -> Self {
        Self::opening(Opening::File(path.to_owned()), None)
    }

    /// At a map typed by keys: "Main" with these reasons, one after the other; the last is chosen.
    pub fn at_reasons(reasons: &[&str]) -> Self {
        let mut me = Self::at_an_empty_map();
        me.presses("N");
        me.types("Main");
        for (n, reason) in reasons.iter().enumerate() {
            me.presses(if n == 0 { "Tab" } else { "Enter" });
            me.types(reason);
            me.presses("Enter");
        }
        me
    }

    /// At a map that stands in the notation of tests, in a window of this size in points.
    pub fn at_lines(lines: &str, size: [f32; 2]) -> Self {
        Self::at_text(&truss::file::write(&crate::notation::map(lines)), size)
    }

    /// At a map that only a newer program may change.
    pub fn at_newer_lines(lines: &str, size: [f32; 2]) -> Self {
        let text = truss::file::write(&crate::notation::map(lines));
        let newer = text.replacen("truss: 1,", "truss: 99,", 1);
        assert_ne!(newer, text);
        Self::at_text(&newer, size)
    }

    fn at_text(text: &str, size: [f32; 2]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("map.ron");
        std::fs::write(&path, text).expect("written");
        let mut me = Self::opening_at(Opening::File(path), None, size);
        me.folder = Some(folder);
        me
    }

    pub fn opening(opening: Opening, folders: Option<Folders>) -> Self {
        Self::opening_at(opening, folders, [1280.0, 720.0])
    }

    /// In a window of a size of its own, in pixels.
    pub fn opening_at(opening: Opening, folders: Option<Folders>, size: [f32; 2]) -> Self {
        let mut me = Self::beginning(Arc::new(RealFs), opening, folders, size);
        me.settles();
        me
    }

    /// Where the disk is not that of this machine.
    pub fn on_a_disk(fs: Arc<dyn Fs>, opening: Opening, folders: Option<Folders>) -> Self {
        Self::beginning(fs, opening, folders, [1280.0, 720.0])
    }

    fn beginning(fs: Arc<dyn Fs>, opening: Opening, folders: Option<Folders>, size: [f32; 2]) -> Self {
        let script = Rc::new(RefCell::new(Script::default()));
        let services = Services {
            picker: Box::new(Scripted(script.clone())),
            folders,
            fs,
        };
        let mut harness = Harness::builder()
            .with_size(size)
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(120)
            .with_context_setup(truss::ui::install_fonts)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, services, opening));
        harness.run();
        Self {
            harness,
            script,
            hands: Hands::default(),
            told: Vec::new(),
            copied: None,
            folder: None,
        }
    }

    /// Looks on until nothing moves any more and the disk has answered, or the window closes.
    pub fn settles(&mut self) {
        self.comes_to_rest();
        for _ in 0..12_000 {
            if !self.app().waits_for_the_disk() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
            self.comes_to_rest();
        }
        panic!("the disk does not answer");
    }

    fn comes_to_rest(&mut self) {
        if self.harness.try_run().is_ok() {
            return;
        }
        // Words that come up when the pointer rests wait for the clock, and so does what comes after a glide.
        for _ in 0..2 {
            let now = self.harness.ctx.input(|it| it.time);
            self.harness.input_mut().time = Some(now + 0.5);
            if self.harness.try_run().is_ok() {
                return;
            }
        }
        if let Err(error) = self.harness.try_run() {
            assert!(self.closes(), "{error}");
        }
    }

    /// The file dialog will give this path when it is asked.
    pub fn will_pick(&mut self, path: &Path) {
        self.script
            .borrow_mut()
            .answers
            .push_back(Answer::Path(path.to_owned()));
    }

    /// The file dialog will stay open when it is asked.
    pub fn will_wait(&mut self) {
        self.script.borrow_mut().answers.push_back(Answer::Waits);
    }

    /// Cancels the open file dialog, as fast as a person can.
    pub fn cancels_the_file_dialog(&mut self) {
        self.goes_to_another_window();
        std::thread::sleep(std::time::Duration::from_millis(450));
        self.answers(None);
    }

    /// After half a second the machine finds that it has no file dialog.
    pub fn has_no_file_dialog_after_all(&mut self) {
        std::thread::sleep(std::time::Duration::from_millis(500));
        self.answers(None);
    }

    /// Picks a path in the open file dialog.
    pub fn picks(&mut self, path: &Path) {
        self.answers(Some(path.to_owned()));
    }

    /// Another window comes to the front, for example the file dialog of the platform.
    pub fn goes_to_another_window(&mut self) {
        let input = self.harness.input_mut();
        input.focused = false;
        input.events.push(eframe::egui::Event::WindowFocused(false));
        self.settles();
    }

    fn answers(&mut self, path: Option<PathBuf>) {
        let open = self.script.borrow_mut().open.take().expect("a file dialog is open");
        open.send(path).expect("someone waits for it");
        self.harness.input_mut().focused = true;
        self.settles();
    }

    /// What the file dialog was asked so far.
    pub fn was_asked(&self) -> Vec<Ask> {
        self.script.borrow().asked.clone()
    }

    /// The program is told how to begin, as by the command line.
    pub fn begins(&mut self, start: Start) {
        self.harness.state_mut().start_with(start);
        self.settles();
    }

    /// Lets a frame go by.
    pub fn runs(&mut self) {
        self.settles();
    }
}
