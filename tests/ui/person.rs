//! A person at the program: hands, eyes and a file dialog that answers as the script says.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, Rect, ViewportCommand, pos2};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use truss::disk::Folders;
use truss::map::{Id, Map, Parts};
use truss::ui::picker::{Ask, Picker};
use truss::ui::{App, Opening, Services};

/// What the file dialog of the platform does when it is asked.
pub enum Answer {
    /// Gives this path.
    Path(PathBuf),
    /// Gives nothing, at once: there is no dialog on this machine.
    Nobody,
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
            Some(Answer::Nobody) | None => drop(sender.send(None)),
        }
        receiver
    }
}

/// What hands have done, apart from the letters of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    pub clicks: u32,
    pub drags: u32,
    pub keys: u32,
}

/// Someone who works with the program.
pub struct Person {
    harness: Harness<'static, App>,
    script: Rc<RefCell<Script>>,
    hands: Hands,
    told: Vec<ViewportCommand>,
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
    pub fn at_an_empty_map() -> Self {
        Self::opening(Opening::Empty, None)
    }

    pub fn at_a_map(path: &Path) -> Self {
        Self::opening(Opening::File(path.to_owned()), None)
    }

    pub fn opening(opening: Opening, folders: Option<Folders>) -> Self {
        let script = Rc::new(RefCell::new(Script::default()));
        let services = Services {
            picker: Box::new(Scripted(script.clone())),
            folders,
        };
        let mut harness = Harness::builder()
            .with_size([1280.0, 720.0])
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
        }
    }

    // What is there to see.

    pub fn harness(&self) -> &Harness<'static, App> {
        &self.harness
    }

    /// Everything on the screen that has words, one line each.
    pub fn screen(&self) -> String {
        let named = self
            .harness
            .query_all_by(|it| it.label().is_some() || it.value().is_some());
        let line = |node: Node<'_>| {
            let node = node.accesskit_node();
            let words = node.label().or_else(|| node.value()).unwrap_or_default();
            let off = if node.is_disabled() { " (off)" } else { "" };
            format!("{:?}: {words}{off}\n", node.role())
        };
        named.map(line).collect()
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    pub fn map(&self) -> &Map {
        self.app().document().map()
    }

    pub fn parts(&self) -> Parts {
        self.map().parts()
    }

    pub fn hands(&self) -> Hands {
        self.hands
    }

    /// The sentences of the map, in the order of the document.
    pub fn sentences(&self) -> Vec<String> {
        self.map().nodes().iter().map(|it| it.text.clone()).collect()
    }

    /// The id of the node with this sentence.
    pub fn id(&self, sentence: &str) -> Id {
        let node = self.map().nodes().iter().find(|it| it.text == sentence);
        node.unwrap_or_else(|| panic!("no node says {sentence:?}")).id.clone()
    }

    /// Where the map places the node with this sentence.
    pub fn spot(&self, sentence: &str) -> (f64, f64) {
        let at = self.map().spot(&self.id(sentence)).expect("it is placed");
        (at.x, at.y)
    }

    /// What is chosen, in words: sentences of nodes; links by their relation.
    pub fn chosen(&self) -> Vec<String> {
        let map = self.map();
        let in_words = |id: &Id| match (map.node(id), map.link(id)) {
            (Some(node), _) => node.text.clone(),
            (None, Some(link)) => format!("{:?}", link.relation),
            (None, None) => format!("group {id}"),
        };
        self.app().document().selection().ids().iter().map(in_words).collect()
    }

    pub fn sees(&self, words: &str) -> bool {
        let shown = |node: &AccessKitNode<'_>| {
            node.label().is_some_and(|it| it.contains(words)) || node.value().is_some_and(|it| it.contains(words))
        };
        self.harness.query_all_by(shown).next().is_some()
    }

    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "nothing says {words:?} in\n{}", self.screen());
    }

    /// Where the box of a node is, by its sentence.
    #[track_caller]
    pub fn node(&self, sentence: &str) -> Rect {
        self.named(Role::TreeItem, sentence)
    }

    /// Where the sign of a link is, by the words that name the link.
    #[track_caller]
    pub fn sign(&self, words: &str) -> Rect {
        self.named(Role::GraphicsObject, words)
    }

    #[track_caller]
    fn named(&self, role: Role, words: &str) -> Rect {
        let mut found = self
            .harness
            .query_all_by(|node| node.role() == role && node.label().is_some_and(|it| it.contains(words)));
        let rect = found
            .next()
            .unwrap_or_else(|| panic!("no {role:?} is named {words:?}"))
            .rect();
        assert!(found.next().is_none(), "several are named {words:?}");
        rect
    }

    /// The names of everything of this role, in the order in which it is told.
    pub fn all_named(&self, role: Role) -> Vec<String> {
        let found = self.harness.query_all_by(|it| it.role() == role);
        found.filter_map(|it| it.accesskit_node().label()).collect()
    }

    /// The nodes that are told to be chosen.
    pub fn chosen_as_told(&self) -> Vec<String> {
        let chosen = |it: &AccessKitNode<'_>| it.role() == Role::TreeItem && it.toggled() == Some(Toggled::True);
        let found = self.harness.query_all_by(chosen);
        found.filter_map(|it| it.accesskit_node().label()).collect()
    }

    /// Where the premises of a link meet, by a premise.
    pub fn junction(&self, premise: &str) -> Pos2 {
        let id = self.id(premise);
        let link = self.map().links_from(&id).next().expect("a link");
        let marks = self.app().sheet().link(&link.id).expect("it is drawn");
        let at = marks.course.junction().expect("premises meet");
        let at = self.app().camera().screen_from_world(at);
        pos2(at.x as f32, at.y as f32)
    }

    /// The text in the open editor.
    #[track_caller]
    pub fn in_the_editor(&self) -> String {
        let role = Role::MultilineTextInput;
        let mut found = self.harness.query_all_by(|it| it.role() == role);
        found.next().expect("an editor is open").value().unwrap_or_default()
    }

    /// The text in the field for a path.
    #[track_caller]
    pub fn in_the_path(&self) -> String {
        self.harness
            .get_by_role_and_label(Role::TextInput, "Path")
            .value()
            .unwrap_or_default()
    }

    /// Where the open editor is.
    #[track_caller]
    pub fn editor(&self) -> Rect {
        let role = Role::MultilineTextInput;
        let mut found = self.harness.query_all_by(|it| it.role() == role);
        found.next().expect("an editor is open").rect()
    }

    pub fn is_typing(&self) -> bool {
        let role = Role::MultilineTextInput;
        self.harness.query_all_by(|it| it.role() == role).next().is_some()
    }

    /// Whether the last frame asked the window to do this.
    pub fn window_was_told(&self, what: &ViewportCommand) -> bool {
        let output = &self.harness.output().viewport_output;
        output.values().any(|it| it.commands.contains(what))
    }

    /// Whether a frame since the start asked the window to do this.
    pub fn was_told_on_the_way(&self, what: &ViewportCommand) -> bool {
        self.told.contains(what)
    }

    /// Whether the program lets the window close.
    pub fn closes(&self) -> bool {
        self.window_was_told(&ViewportCommand::Close)
    }

    // What hands do.

    /// Half a second goes by: a click after it is no double click.
    pub fn waits(&mut self) {
        let now = self.harness.ctx.input(|it| it.time);
        self.harness.input_mut().time = Some(now + 0.5);
        self.settles();
    }

    /// Looks on until nothing moves any more, or the window closes.
    fn settles(&mut self) {
        if let Err(error) = self.harness.try_run() {
            assert!(self.closes(), "{error}");
        }
    }

    fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
        let output = &self.harness.output().viewport_output;
        self.told
            .extend(output.values().flat_map(|it| it.commands.iter().cloned()));
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
        self.button(from, button, true, Modifiers::NONE);
        for n in 1..=4 {
            self.moves_to(from.lerp(to, n as f32 / 4.0));
        }
    }

    pub fn lets_go(&mut self, at: impl Into<Pos2>) {
        self.lets_go_with(PointerButton::Primary, at);
    }

    pub fn lets_go_with(&mut self, button: PointerButton, at: impl Into<Pos2>) {
        self.button(at.into(), button, false, Modifiers::NONE);
        self.waits();
    }

    pub fn drags(&mut self, from: impl Into<Pos2>, to: impl Into<Pos2>) {
        let to = to.into();
        self.picks_up(from, to);
        self.lets_go(to);
    }

    /// Clicks a button or a menu entry, by its name.
    #[track_caller]
    pub fn click_on(&mut self, name: &str) {
        let at = self.entry(name).0.center();
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

    /// Clicks the last of several buttons of this name.
    #[track_caller]
    pub fn click_on_the_last(&mut self, name: &str) {
        let named = |it: &AccessKitNode<'_>| it.role() == Role::Button && it.label().is_some_and(|it| it == name);
        let at = self
            .harness
            .query_all_by(named)
            .last()
            .expect("a button with this name")
            .rect()
            .center();
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

    // The file dialog.

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
        std::thread::sleep(std::time::Duration::from_millis(450));
        let open = self.script.borrow_mut().open.take().expect("a file dialog is open");
        open.send(None).expect("someone waits for it");
        self.settles();
    }

    /// Picks a path in the open file dialog.
    pub fn picks(&mut self, path: &Path) {
        let open = self.script.borrow_mut().open.take().expect("a file dialog is open");
        open.send(Some(path.to_owned())).expect("someone waits for it");
        self.settles();
    }

    /// What the file dialog was asked so far.
    pub fn was_asked(&self) -> Vec<Ask> {
        self.script.borrow().asked.clone()
    }

    /// Lets a frame go by.
    pub fn runs(&mut self) {
        self.settles();
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
