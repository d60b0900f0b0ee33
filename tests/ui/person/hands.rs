//! What a person does.

use super::Person;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, Rect};
use egui_kittest::Node;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What hands have done, apart from the letters of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    pub clicks: u32,
    pub drags: u32,
    pub keys: u32,
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|it| it.to_string())
    }
}

impl Person {
    /// Half a second goes by: a click after it is no double click.
    pub fn waits(&mut self) {
        let now = self.harness.ctx.input(|it| it.time);
        self.harness.input_mut().time = Some(now + 0.5);
        self.settles();
    }

    /// Waits for what is worked out beside the window.
    #[track_caller]
    pub fn waits_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..400 {
            if is_so(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(25));
            self.frame([]);
        }
        panic!("it did not come to pass:\n{}", self.screen());
    }

    /// Half a second goes by in one frame, whatever is under way.
    pub fn looks_again_half_a_second_later(&mut self) {
        let now = self.harness.ctx.input(|it| it.time);
        self.harness.input_mut().time = Some(now + 0.5);
        self.frame([]);
    }

    /// Turns to another program for a moment, and comes back.
    #[allow(dead_code, reason = "only the tests of losing have a disk that tells of nothing")]
    pub fn looks_away_and_back(&mut self) {
        self.frame([Event::WindowFocused(false)]);
        self.frame([Event::WindowFocused(true)]);
        self.settles();
    }

    fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
        let output = &self.harness.output().viewport_output;
        self.told
            .extend(output.values().flat_map(|it| it.commands.iter().cloned()));
        for command in &self.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                self.copied = Some(text.clone());
            }
        }
    }

    fn button(&mut self, at: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
        self.frame([Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers,
        }]);
    }

    pub fn moves_to(&mut self, at: impl Into<Pos2>) {
        self.frame([Event::PointerMoved(at.into())]);
    }

    /// Keeps these keys held, or lets them go.
    pub fn keeps_held(&mut self, modifiers: Modifiers) {
        self.frame([Event::ModifiersChanged(modifiers)]);
        self.settles();
    }

    pub fn clicks(&mut self, at: impl Into<Pos2>) {
        self.click_with(at.into(), PointerButton::Primary, Modifiers::NONE);
        self.waits();
    }

    pub fn shift_clicks(&mut self, at: impl Into<Pos2>) {
        self.click_with(at.into(), PointerButton::Primary, Modifiers::SHIFT);
        self.waits();
    }

    pub fn right_clicks(&mut self, at: impl Into<Pos2>) {
        self.click_with(at.into(), PointerButton::Secondary, Modifiers::NONE);
        self.waits();
    }

    /// Puts a finger down and lets it rest for a second, then lifts it.
    pub fn rests_a_finger(&mut self, at: impl Into<Pos2>) {
        let at = at.into();
        let touch = |phase| Event::Touch {
            device_id: egui::TouchDeviceId(0),
            id: egui::TouchId(1),
            phase,
            pos: at,
            force: None,
        };
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame([touch(egui::TouchPhase::Start), Event::PointerMoved(at), button(true)]);
        self.waits();
        self.waits();
        self.frame([touch(egui::TouchPhase::End), button(false), Event::PointerGone]);
        self.waits();
    }

    /// Clicks, and goes on at once.
    pub fn clicks_without_waiting(&mut self, at: impl Into<Pos2>) {
        self.click_with(at.into(), PointerButton::Primary, Modifiers::NONE);
    }

    pub fn double_clicks(&mut self, at: impl Into<Pos2>) {
        let at = at.into();
        self.click_with(at, PointerButton::Primary, Modifiers::NONE);
        self.click_with(at, PointerButton::Primary, Modifiers::NONE);
        self.waits();
    }

    fn click_with(&mut self, at: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.hands.clicks += 1;
        self.frame([Event::ModifiersChanged(modifiers), Event::PointerMoved(at)]);
        self.button(at, button, true, modifiers);
        self.button(at, button, false, modifiers);
        self.frame([Event::ModifiersChanged(Modifiers::NONE)]);
    }

    /// Takes hold of something and carries it away, without letting go.
    pub fn picks_up(&mut self, from: impl Into<Pos2>, to: impl Into<Pos2>) {
        self.picks_up_with(PointerButton::Primary, from, to);
    }

    pub fn picks_up_with(&mut self, button: PointerButton, from: impl Into<Pos2>, to: impl Into<Pos2>) {
        let (from, to) = (from.into(), to.into());
        self.hands.drags += 1;
        self.moves_to(from);
        self.button(from, button, true, self.held());
        for n in 1..=4 {
            self.moves_to(from.lerp(to, n as f32 / 4.0));
        }
    }

    pub fn lets_go(&mut self, at: impl Into<Pos2>) {
        self.lets_go_with(PointerButton::Primary, at);
    }

    pub fn lets_go_with(&mut self, button: PointerButton, at: impl Into<Pos2>) {
        self.button(at.into(), button, false, self.held());
        self.waits();
    }

    /// Lets go of a drag and of the keys that were held, so soon after each other that both come in one frame.
    pub fn lets_go_of_all_at_once(&mut self, at: impl Into<Pos2>) {
        let button = Event::PointerButton {
            pos: at.into(),
            button: PointerButton::Primary,
            pressed: false,
            modifiers: self.held(),
        };
        self.frame([button, Event::ModifiersChanged(Modifiers::NONE)]);
        self.waits();
    }

    fn held(&self) -> Modifiers {
        self.harness.ctx.input(|it| it.modifiers)
    }

    pub fn drags(&mut self, from: impl Into<Pos2>, to: impl Into<Pos2>) {
        let to = to.into();
        self.picks_up(from, to);
        self.lets_go(to);
    }

    /// Clicks a button or a menu entry, by its name.
    #[track_caller]
    pub fn click_on(&mut self, name: &str) {
        let at = self.brings_into_view(name).center();
        self.clicks(at);
    }

    /// Turns the wheel over a long menu or list until a button of it can be seen; gives where it then is.
    #[track_caller]
    pub fn brings_into_view(&mut self, name: &str) -> Rect {
        let mut screen = self.harness.ctx.content_rect();
        let mut over = screen.center().y;
        if egui::Popup::is_any_open(&self.harness.ctx) {
            // A menu ends before the window does.
            screen.max.y -= 32.0;
            // Below the entries that open menus of their own: those would take the wheel.
            over = screen.top() + 0.75 * screen.height();
        }
        for _ in 0..60 {
            let at = self.entry(name).0;
            if screen.contains_rect(at) || at.width() > screen.width() {
                break;
            }
            let notches = if at.bottom() > screen.bottom() { -2.0 } else { 2.0 };
            self.turns_the_wheel((at.center().x, over), notches);
        }
        self.entry(name).0
    }

    /// Clicks what can be picked or typed into, whatever its role, by its name.
    #[track_caller]
    pub fn picks_named(&mut self, name: &str) {
        // As far down as it may be in a pane that scrolls.
        self.worked_node(name).scroll_to_me();
        self.settles();
        let at = self.worked(name).center();
        self.clicks(at);
    }

    /// Checks a box, or takes the check away.
    #[track_caller]
    pub fn checks(&mut self, name: &str) {
        let at = self.check_box(name).center();
        self.clicks(at);
    }

    /// Clicks the button or menu entry whose name begins so.
    #[track_caller]
    pub fn click_on_beginning(&mut self, name: &str) {
        let begins =
            |it: &AccessKitNode<'_>| it.role() == Role::Button && it.label().is_some_and(|it| it.starts_with(name));
        let at = self
            .harness
            .query_all_by(begins)
            .next()
            .expect("a button with this name")
            .rect()
            .center();
        self.clicks(at);
    }

    /// Clicks the last of the buttons whose names begin so.
    #[track_caller]
    pub fn click_on_last_beginning(&mut self, name: &str) {
        let begins =
            |it: &AccessKitNode<'_>| it.role() == Role::Button && it.label().is_some_and(|it| it.starts_with(name));
        let last = self.harness.query_all_by(begins).last();
        let at = last.expect("a button with this name").rect().center();
        self.clicks(at);
    }

    /// Where a button or a menu entry is, and whether it can be clicked.
    #[track_caller]
    pub fn entry(&self, name: &str) -> (Rect, bool) {
        let found = self.harness.query_all_by(|node| {
            let label = node.label().unwrap_or_default();
            let rest = label.strip_prefix(name);
            // A menu entry is named with its key.
            let named = rest.is_some_and(|it| it.is_empty() || it.starts_with(' ') && !it[1..].contains(' '));
            node.role() == Role::Button && named
        });
        let found: Vec<Node<'_>> = found.collect();
        // Of two that begin alike, the one that is named in full.
        let whole = |it: &&Node<'_>| it.accesskit_node().label().is_some_and(|it| it == name);
        let node = match &found[..] {
            [only] => *only,
            many => *many
                .iter()
                .find(whole)
                .unwrap_or_else(|| panic!("{} buttons are named {name:?}: in\n{}", many.len(), self.screen())),
        };
        (node.rect(), !node.accesskit_node().is_disabled())
    }

    /// Clicks a radio button or a tick, by its name.
    #[track_caller]
    pub fn chooses(&mut self, name: &str) {
        let at = self.choice(name).1.center();
        self.clicks(at);
    }

    /// Turns the wheel at a place by so many notches; up is positive.
    pub fn turns_the_wheel(&mut self, at: impl Into<Pos2>, notches: f32) {
        self.moves_to(at);
        self.frame([Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, notches),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        }]);
        // The turn is spread over a moment.
        for _ in 0..20 {
            let now = self.harness.ctx.input(|it| it.time);
            self.harness.input_mut().time = Some(now + 1.0 / 60.0);
            self.frame([]);
        }
        self.settles();
    }

    /// Goes to a button with Tab.
    #[track_caller]
    pub fn focuses(&mut self, name: &str) {
        for _ in 0..20 {
            self.presses("Tab");
            let named = |it: &AccessKitNode<'_>| it.is_focused() && it.label().is_some_and(|it| it == name);
            if self.harness.query_all_by(named).next().is_some() {
                return;
            }
        }
        panic!("Tab does not reach {name:?} in\n{}", self.screen());
    }

    /// Presses a key, `Ctrl+Shift+Z`, and lets it go.
    pub fn presses(&mut self, chord: &str) {
        self.holds(chord, 1);
    }

    /// Presses a key, and lets only that frame go by.
    pub fn presses_without_waiting(&mut self, chord: &str) {
        self.hands.keys += 1;
        let (modifiers, key) = parse(chord);
        self.frame([
            Event::ModifiersChanged(modifiers),
            Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            },
        ]);
    }

    /// So many frames go by.
    pub fn frames(&mut self, times: u32) {
        for _ in 0..times {
            self.frame([]);
        }
    }

    /// Holds a key down until it has come `times` times.
    pub fn holds(&mut self, chord: &str, times: u32) {
        self.hands.keys += 1;
        let (modifiers, key) = parse(chord);
        for n in 0..times {
            let down = Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: n > 0,
                modifiers,
            };
            let text = text_of(key, modifiers).map(Event::Text);
            let held = Event::ModifiersChanged(modifiers);
            self.frame([Some(held), Some(down), text].into_iter().flatten());
        }
        let up = Event::Key {
            key,
            physical_key: None,
            pressed: false,
            repeat: false,
            modifiers,
        };
        self.frame([up, Event::ModifiersChanged(Modifiers::NONE)]);
        self.settles();
    }

    /// Types a text at an even pace: `seconds` for a letter.
    pub fn types_at_pace(&mut self, text: &str, seconds: f64) {
        for letter in text.chars() {
            let now = self.harness.ctx.input(|it| it.time);
            self.harness.input_mut().time = Some(now + seconds);
            self.frame([Event::Text(letter.into())]);
        }
    }

    /// Keys and texts that all come in one frame, as they do on a slow machine.
    pub fn does_at_once(&mut self, keys_and_texts: &[&str]) {
        const KEYS: &[&str] = &["Enter", "Tab", "Esc", "A", "C", "N", "V", "1", "Ctrl+S"];
        let mut events = Vec::new();
        for it in keys_and_texts {
            if KEYS.contains(it) {
                let (modifiers, key) = parse(it);
                events.push(Event::Key {
                    key,
                    physical_key: None,
                    pressed: true,
                    repeat: false,
                    modifiers,
                });
                events.extend(text_of(key, modifiers).map(Event::Text));
            } else {
                events.extend(it.chars().map(|letter| Event::Text(letter.into())));
            }
        }
        self.frame(events);
        self.settles();
    }

    /// Types a text, letter by letter.
    pub fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.frame([Event::Text(letter.into())]);
        }
        self.settles();
    }

    /// The input method shows a syllable that is not done yet.
    pub fn composes(&mut self, syllable: &str) {
        self.frame([Event::Ime(ImeEvent::Preedit {
            text: syllable.into(),
            active_range_chars: None,
        })]);
        self.settles();
    }

    /// The input method is done with a syllable.
    pub fn commits(&mut self, syllable: &str) {
        self.frame([Event::Ime(ImeEvent::Commit(syllable.into()))]);
        self.settles();
    }

    /// Presses a key that goes into a syllable: the program is told of both.
    pub fn presses_composing(&mut self, chord: &str, syllable: &str) {
        let (modifiers, key) = parse(chord);
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        let preedit = Event::Ime(ImeEvent::Preedit {
            text: syllable.into(),
            active_range_chars: None,
        });
        self.frame([preedit, event(true)]);
        self.frame([event(false)]);
        self.settles();
    }

    /// Presses a key that makes the input method done with a syllable.
    pub fn commits_with(&mut self, chord: &str, syllable: &str) {
        let (modifiers, key) = parse(chord);
        let down = Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        };
        self.frame([Event::Ime(ImeEvent::Commit(syllable.into())), down]);
        self.settles();
    }

    /// Presses Ctrl+C: the program is told of what that means, and not of the key. Gives what is on the clipboard then.
    pub fn copies(&mut self) -> String {
        self.frame([Event::Copy]);
        self.settles();
        self.copied().expect("something was copied").to_owned()
    }

    /// Presses Ctrl+X, as [`Person::copies`].
    pub fn cuts(&mut self) -> String {
        self.frame([Event::Cut]);
        self.settles();
        self.copied().expect("something was cut").to_owned()
    }

    /// Presses Ctrl+C and Ctrl+V right after each other, while the clipboard holds this text.
    pub fn copies_and_pastes(&mut self, held: &str) {
        self.frame([Event::Copy]);
        self.frame([Event::Paste(held.into())]);
        self.settles();
    }

    pub fn pastes(&mut self, text: &str) {
        self.frame([Event::Paste(text.into())]);
        self.settles();
    }

    /// Drops a file on the window.
    pub fn drops(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path.to_owned()))];
        self.settles();
    }

    /// Clicks the cross of the window.
    pub fn closes_the_window(&mut self) {
        let input = self.harness.input_mut();
        let root = input.viewports.get_mut(&egui::ViewportId::ROOT).expect("the window");
        root.events.push(egui::ViewportEvent::Close);
        self.harness.step();
    }
}

fn parse(chord: &str) -> (Modifiers, Key) {
    let mut modifiers = Modifiers::NONE;
    let mut rest = chord;
    loop {
        if let Some(it) = rest.strip_prefix("Ctrl+") {
            (rest, modifiers) = (it, modifiers | Modifiers::CTRL | Modifiers::COMMAND);
        } else if let Some(it) = rest.strip_prefix("Shift+") {
            (rest, modifiers) = (it, modifiers | Modifiers::SHIFT);
        } else if let Some(it) = rest.strip_prefix("Alt+") {
            (rest, modifiers) = (it, modifiers | Modifiers::ALT);
        } else {
            break;
        }
    }
    let key = Key::from_name(rest).unwrap_or_else(|| panic!("no key is named {rest:?}"));
    (modifiers, key)
}

/// The letter that comes with a key.
fn text_of(key: Key, modifiers: Modifiers) -> Option<String> {
    let name = key.symbol_or_name();
    if modifiers.ctrl || modifiers.alt || name.chars().count() != 1 || !name.is_ascii() {
        return (key == Key::Space).then(|| " ".into());
    }
    Some(if modifiers.shift {
        name.to_uppercase()
    } else {
        name.to_lowercase()
    })
}
