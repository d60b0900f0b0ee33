//! Switches for tests that kill the program, or break it, from outside. Only a build for tests has them.

use super::App;
use super::dialogs::Dialog;

/// What is asked of this run by its environment.
#[derive(Debug, Default)]
pub(super) struct Proving {
    /// `TRUSS_TELL_KEPT`: how many entries are kept is printed, once the frame that shows them is out, and what that frame says.
    tells: bool,
    /// `TRUSS_BREAK_AT`: the frame breaks off that shows the document in this state.
    breaks_at: Option<u64>,
    kept: u64,
    told: u64,
    shown: String,
    told_shown: String,
}

impl Proving {
    pub(super) fn of_environment() -> Self {
        if !cfg!(debug_assertions) {
            return Self::default();
        }
        let breaks_at = std::env::var("TRUSS_BREAK_AT");
        Self {
            tells: std::env::var_os("TRUSS_TELL_KEPT").is_some(),
            breaks_at: breaks_at.ok().and_then(|it| it.parse().ok()),
            ..Self::default()
        }
    }

    /// The frame before is out.
    pub(super) fn tell(&mut self) {
        if self.told != self.kept {
            self.told = self.kept;
            println!("kept {}", self.told);
        }
        if self.told_shown != self.shown {
            self.told_shown.clone_from(&self.shown);
            println!("shows {}", self.shown);
        }
    }

    /// Breaks off, once, if that was asked for.
    pub(super) fn may_break(&mut self, state: u64) {
        if self.breaks_at.is_some_and(|at| state >= at) {
            self.breaks_at = None;
            panic!("the test wants this frame to break off");
        }
    }
}

impl App {
    /// Notes what the frame says that is made now.
    pub(super) fn note_to_prove(&mut self) {
        if !self.proving.tells {
            return;
        }
        self.proving.kept = self.safe.kept();
        self.proving.shown = self.all_words().replace('\n', " ");
        if self.proving.kept != self.proving.told || self.proving.shown != self.proving.told_shown {
            self.ctx.request_repaint();
        }
    }

    /// Whether the map is shown as saved, the status bar, the card over the map, what stands before everything else, and whether
    /// a text is being typed.
    fn all_words(&self) -> String {
        let mark = if self.document.is_saved() { "saved" } else { "changed" };
        let outside = self
            .open_file
            .outside
            .as_ref()
            .map(|it| it.words(self.document.is_saved()));
        let card = outside.or_else(|| self.elsewhere_words()).unwrap_or_default();
        let dialog = match &self.dialog {
            None => String::new(),
            Some(Dialog::NotSaved { what, .. }) => format!("Not saved: {what}"),
            Some(Dialog::Trouble { title, what, .. }) => format!("{title}: {what}"),
            Some(Dialog::Recover { .. }) => "Work was left behind".into(),
            Some(Dialog::Changed { .. }) => "The file has changed on disk".into(),
            Some(Dialog::Exists { .. }) => "There is a file of this name".into(),
            Some(Dialog::Path { ask, .. }) => ask.title().into(),
            Some(_) => "Something else".into(),
        };
        let typing = if self.is_typing() { "typing" } else { "" };
        format!("{mark} | {} | {card} | {dialog} | {typing}", self.status())
    }
}
