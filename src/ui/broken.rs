//! A frame breaks off: a mistake of ours. The work is safe in its journal, and the person goes on from there.
//!
//! What the frame had half done is not trusted: the map is taken up again as the journal has it. Only if that breaks too, at
//! once, does the program end; the next start offers the work.

use super::App;
use super::dialogs::Dialog;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// So soon after another, a broken frame ends the program.
const TOO_SOON: Duration = Duration::from_secs(2);

impl App {
    /// Does something within a frame, whatever becomes of it.
    pub(super) fn guarded(&mut self, what: impl FnOnce(&mut Self)) {
        let outcome = catch_unwind(AssertUnwindSafe(|| what(self)));
        if let Err(cause) = outcome {
            self.take_up_after(cause.as_ref());
        }
    }

    fn take_up_after(&mut self, cause: &(dyn Any + Send)) {
        let why = words(cause);
        let again = self.broke_off.is_some_and(|it| it.elapsed() < TOO_SOON);
        self.broke_off = Some(Instant::now());
        self.ctx.request_repaint();
        if again {
            self.end_broken(&why);
        }
        // What was being done is let go of; what was done is not.
        self.gesture = Default::default();
        self.preview = Default::default();
        self.typing = None;
        self.held.clear();
        self.menu_at = None;
        self.palette = None;
        self.settling = None;
        self.gliding = None;
        self.show = None;
        super::theme::apply(&self.ctx, &self.theme, &self.motion);
        let taken_up = catch_unwind(AssertUnwindSafe(|| self.take_up_from_journal()));
        match taken_up {
            Ok(kept) => {
                self.dialog = Some(Dialog::Trouble {
                    title: "Something went wrong inside Truss".into(),
                    what: format!(
                        "It is a mistake in the program, not yours. {kept} You can go on; if it happens again, save, and start \
                         Truss anew.\n\nWhat Truss says of it: {why}"
                    ),
                    quote: Default::default(),
                    path: None,
                });
            }
            Err(cause) => self.end_broken(&format!("{why}; and then: {}", words(cause.as_ref()))),
        }
    }

    /// Ends the program. The work stays in its journal.
    fn end_broken(&mut self, why: &str) -> ! {
        self.leave_journal();
        eprintln!(
            "truss: something went wrong inside Truss, twice: {why}\ntruss: unsaved work is safe; start Truss again, and it is offered"
        );
        std::process::exit(70);
    }
}

/// What a panic says.
fn words(cause: &(dyn Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "nothing".into())
}
