//! Switches for tests that kill the program, or break it, from outside. Only a build for tests has them.

use eframe::egui;

/// What is asked of this run by its environment.
#[derive(Debug, Default)]
pub(super) struct Proving {
    /// `TRUSS_TELL_KEPT`: how many entries are kept is printed, once the frame that shows them is out.
    tells: bool,
    /// `TRUSS_BREAK_AT`: the frame breaks off that shows the document in this state.
    breaks_at: Option<u64>,
    kept: u64,
    told: u64,
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

    /// The frame that is made now shows so many kept entries.
    pub(super) fn note(&mut self, kept: u64, ctx: &egui::Context) {
        self.kept = kept;
        if self.tells && self.told != kept {
            ctx.request_repaint();
        }
    }

    /// The frame before is out.
    pub(super) fn tell(&mut self) {
        if self.tells && self.told != self.kept {
            self.told = self.kept;
            println!("kept {}", self.told);
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
