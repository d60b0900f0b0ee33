//! Asking for a path: by the platform's dialog, and where there is none by our own.

use super::{Then, with_ending};
use crate::disk::Base;
use crate::ui::App;
use crate::ui::dialogs::Dialog;
use crate::ui::picker::Ask;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Instant;

/// After so many seconds in front without an answer, no dialog of the platform has come: a path can be typed instead.
const PATIENCE: f32 = 3.0;
/// No person cancels a dialog faster than this, in seconds: no answer so soon means that there is no dialog.
const TOO_SOON: f32 = 0.4;

/// A dialog of the platform that has not answered yet.
pub(in crate::ui) struct Picking {
    ask: Ask,
    then: Then,
    asked: Instant,
    /// Since when the window has been in front, as far as is known.
    in_front: Instant,
    /// Whether another window was in front meanwhile: a dialog of the platform would be.
    was_away: bool,
    /// The state of the document when it was asked.
    state: u64,
    answer: Receiver<Option<PathBuf>>,
}

impl App {
    /// Asks for a path: by the platform's dialog, and where there is none by our own.
    pub(in crate::ui) fn ask(&mut self, ask: Ask, then: Then) {
        let folder = self
            .open_file
            .path
            .as_ref()
            .and_then(|it| it.parent())
            .map(Path::to_owned);
        let wake = self.wake();
        let answer = self.picker.pick(&ask, folder, wake);
        self.picking = Some(Picking {
            ask,
            then,
            asked: Instant::now(),
            in_front: Instant::now(),
            was_away: false,
            state: self.document.state(),
            answer,
        });
    }

    /// Takes in the answer of the platform's dialog, or stops waiting for it.
    pub(in crate::ui) fn poll_picker(&mut self, ctx: &egui::Context) {
        let Some(picking) = &mut self.picking else { return };
        if !ctx.input(|it| it.focused) {
            picking.was_away = true;
            picking.in_front = Instant::now();
        }
        let answer = match picking.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        };
        match answer {
            None if picking.in_front.elapsed().as_secs_f32() < PATIENCE => {
                ctx.request_repaint_after(std::time::Duration::from_millis(100));
                return;
            }
            // On a slow machine the news that there is no dialog comes late: only what was seen can be cancelled.
            Some(None) if picking.was_away && picking.asked.elapsed().as_secs_f32() >= TOO_SOON => {
                self.picking = None;
                return;
            }
            _ => {}
        }
        let Some(Picking { ask, then, state, .. }) = self.picking.take() else {
            return;
        };
        match answer.flatten() {
            // Work that was done while the dialog was open has not been asked about.
            Some(path) if ask == Ask::Open && self.document.state() != state => self.leave_for(Then::OpenPath(path)),
            Some(path) => self.picked(&ask, with_ending(path, ask.ending()), then),
            None => self.dialog = Some(Dialog::path(ask, then, &self.open_file.path)),
        }
    }

    /// A path was chosen, in the platform's dialog or in our own.
    pub(in crate::ui) fn picked(&mut self, ask: &Ask, path: PathBuf, then: Then) {
        match ask {
            Ask::Open => self.open_path(&path),
            Ask::SaveMap { .. } => {
                let own = self.open_file.path.as_deref() == Some(&path);
                match self.open_file.base.filter(|_| own) {
                    Some(base) => self.save_to(path, Base::Known(base), then),
                    None => self.save_to(path, Base::New, then),
                }
            }
            Ask::SavePicture { .. } => self.export_to(&path, Base::New),
            Ask::SaveMinutes { .. } => self.minutes_to(&path, Base::New),
            Ask::Handout => self.make_handout(&path),
        }
    }
}
