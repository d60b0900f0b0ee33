//! Whether a window keeps up with a hand that goes on: how long it shows one picture while the hand moves.

use super::wire::{Area, MIDDLE, WHEEL_DOWN, WHEEL_UP};
use super::{OnScreen, Program};
use std::time::{Duration, Instant};

/// A hand does something so often a second, for so long.
const EVERY: Duration = Duration::from_millis(16);
const LONG: Duration = Duration::from_secs(4);
/// After so many steps it goes back.
const TURNS: u32 = 30;
/// What is looked at: enough to change whatever moves, and little enough to be looked at often.
const LOOKED_AT: Area = Area(500, 350, 240, 160);
/// A word that nothing on the way to it is a part of.
const WORD: &str = "deterrence";
/// Somebody who types fast.
const LETTER: Duration = Duration::from_millis(120);

/// What a hand does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Moves the map with the middle button.
    Pan,
    /// Turns the wheel up and down again, with Ctrl.
    Zoom,
    /// Drags the box in the middle.
    Drag,
    /// Types a word to look for.
    Search,
}

impl OnScreen {
    /// How long each picture stayed while a hand did this, the longest last.
    ///
    /// # Errors
    ///
    /// If the program does not show itself.
    pub fn flows(&mut self, program: &Program, motions: &[Motion]) -> Result<Vec<Vec<Duration>>, String> {
        let (_running, _) = self.opens(program)?;
        self.faces(program);
        for key in program.keys {
            self.presses(key);
        }
        Ok(motions.iter().map(|it| self.flow(*it)).collect())
    }

    fn flow(&self, motion: Motion) -> Vec<Duration> {
        let (x, y) = super::MIDDLE_OF_ALL;
        self.wire.moves(x, y);
        std::thread::sleep(Duration::from_millis(300));
        let begin = |motion| match motion {
            Motion::Pan => self.wire.holds_button(MIDDLE, true),
            Motion::Zoom => drop(self.desk.xdotool("keydown ctrl")),
            Motion::Drag => self.wire.holds(true),
            Motion::Search => drop(self.desk.xdotool("key ctrl+f")),
        };
        let end = |motion| match motion {
            Motion::Pan => self.wire.holds_button(MIDDLE, false),
            Motion::Zoom => drop(self.desk.xdotool("keyup ctrl")),
            Motion::Drag => self.wire.holds(false),
            Motion::Search => drop(self.desk.xdotool("key Escape key Escape")),
        };
        begin(motion);
        if motion == Motion::Search {
            self.wire
                .settles(super::ALL, Duration::from_millis(700), super::PATIENCE);
        }
        let every = if motion == Motion::Search { LETTER } else { EVERY };
        let mut letters = WORD.chars();
        let (start, mut sent, mut stayed) = (Instant::now(), 0, Vec::new());
        let mut picture = self.wire.sees(LOOKED_AT);
        let mut since = Instant::now();
        while start.elapsed() < LONG {
            if start.elapsed() >= every * sent {
                sent += 1;
                // To and fro, so that it stays where it is looked at.
                let turn = (sent % (2 * TURNS)) as i16;
                let far = if turn < TURNS as i16 {
                    turn
                } else {
                    2 * TURNS as i16 - turn
                };
                match motion {
                    Motion::Pan | Motion::Drag => drop(self.wire.moves(x - 2 * far, y - far)),
                    // The wheel turns a fifth as often.
                    Motion::Zoom if sent % 5 > 0 => {}
                    Motion::Zoom => {
                        let wheel = if turn < TURNS as i16 { WHEEL_UP } else { WHEEL_DOWN };
                        self.wire.holds_button(wheel, true);
                        self.wire.holds_button(wheel, false);
                    }
                    Motion::Search => match letters.next() {
                        Some(letter) => drop(self.desk.xdotool(&format!("key {letter}"))),
                        None => break,
                    },
                }
            }
            let now = self.wire.sees(LOOKED_AT);
            if now != picture {
                stayed.push(since.elapsed());
                (picture, since) = (now, Instant::now());
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        end(motion);
        self.wire
            .settles(super::ALL, Duration::from_millis(700), super::PATIENCE);
        // Until the first picture after the hand began it was not the program that was waited for.
        let mut stayed = stayed.split_off(stayed.len().min(1));
        stayed.sort();
        stayed
    }
}
