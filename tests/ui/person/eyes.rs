//! What a person sees.

use super::{Hands, Person};
use eframe::egui::accesskit::{Live, Role, Toggled};
use eframe::egui::{Pos2, Rect, ViewportCommand, pos2};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use truss::map::{Id, KINDS, Map, Parts};
use truss::ui::App;

impl Person {
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

    /// Where something is that can be worked by hand, whatever its role, by its whole name.
    #[track_caller]
    pub fn worked(&self, name: &str) -> Rect {
        self.worked_node(name).rect()
    }

    /// The text in the field of this name.
    #[track_caller]
    pub fn value(&self, name: &str) -> String {
        self.worked_node(name).value().unwrap_or_default()
    }

    /// Where the focus is.
    pub fn focused_rect(&self) -> Option<Rect> {
        let found = self.harness.query_all_by(|it| it.is_focused()).next();
        found
            .filter(|it| it.accesskit_node().role() != Role::Window)
            .map(|it| it.rect())
    }

    #[track_caller]
    pub(super) fn worked_node<'a>(&'a self, name: &'a str) -> Node<'a> {
        let named = move |it: &AccessKitNode<'_>| {
            let told = matches!(
                it.role(),
                Role::TreeItem | Role::GraphicsObject | Role::Label | Role::Group
            );
            !told && it.label().is_some_and(|it| it == name)
        };
        let found: Vec<Node<'_>> = self.harness.query_all_by(named).collect();
        assert_eq!(found.len(), 1, "named {name:?} in\n{}", self.screen());
        found[0]
    }

    /// Where the map is shown.
    pub fn map_area(&self) -> Rect {
        let area = self.app().camera().screen();
        Rect::from_min_max(
            pos2(area.min.x as f32, area.min.y as f32),
            pos2(area.max.x as f32, area.max.y as f32),
        )
    }

    /// Where the context menu is.
    #[track_caller]
    pub fn menu(&self) -> Rect {
        let id = eframe::egui::Id::unique("truss-context");
        let rect = self.harness.ctx.memory(|it| it.area_rect(id));
        rect.expect("the menu is open")
    }

    /// Where the box of a node is, by its sentence.
    #[track_caller]
    pub fn node(&self, sentence: &str) -> Rect {
        let is_box = |name: &str| KINDS.iter().any(|it| name.starts_with(&format!("{}: ", it.word)));
        self.one(&format!("a box that says {sentence:?}"), |node| {
            let name = node.label().unwrap_or_default();
            node.role() == Role::TreeItem && is_box(&name) && name.contains(sentence)
        })
    }

    /// Where a row of the outline is, by how its name begins.
    #[track_caller]
    pub fn row(&self, name: &str) -> Rect {
        self.one(&format!("a row {name:?}"), |node| {
            let is_named = node.label().is_some_and(|it| it.starts_with(name));
            node.role() == Role::TreeItem && node.data().level().is_some() && is_named
        })
    }

    /// The rows of the outline that are seen, as they are told: indented, with `>` before what is closed and `*` before what
    /// is chosen.
    pub fn outline(&self) -> Vec<String> {
        let is_row = |node: &AccessKitNode<'_>| node.role() == Role::TreeItem && node.data().level().is_some();
        let line = |node: Node<'_>| {
            let node = node.accesskit_node();
            let level = node.data().level().unwrap_or(1);
            let closed = if node.data().is_expanded() == Some(false) {
                ">"
            } else {
                ""
            };
            let chosen = if node.is_selected() == Some(true) { "*" } else { "" };
            let indent = "  ".repeat(level - 1);
            format!("{indent}{closed}{chosen}{}", node.label().unwrap_or_default())
        };
        self.harness.query_all_by(is_row).map(line).collect()
    }

    /// Where the sign of a link is, by the words that name the link.
    #[track_caller]
    pub fn sign(&self, words: &str) -> Rect {
        self.named(Role::GraphicsObject, words)
    }

    #[track_caller]
    fn named(&self, role: Role, words: &str) -> Rect {
        self.one(&format!("a {role:?} named {words:?}"), |node| {
            node.role() == role && node.label().is_some_and(|it| it.contains(words))
        })
    }

    /// Where the only thing is that fits.
    #[track_caller]
    fn one(&self, what: &str, fits: impl Fn(&AccessKitNode<'_>) -> bool) -> Rect {
        let mut found = self.harness.query_all_by(fits);
        let first = found.next();
        let rect = first
            .unwrap_or_else(|| panic!("there is not {what} in\n{}", self.screen()))
            .rect();
        assert!(found.next().is_none(), "there is more than {what}");
        rect
    }

    /// The names of everything of this role, in the order in which it is told.
    pub fn all_named(&self, role: Role) -> Vec<String> {
        let found = self.harness.query_all_by(|it| it.role() == role);
        found.filter_map(|it| it.accesskit_node().label()).collect()
    }

    /// What is told beside the name of the node, link or group whose name has these words in it.
    #[track_caller]
    pub fn description(&self, role: Role, words: &str) -> String {
        let named = |it: &AccessKitNode<'_>| it.role() == role && it.label().is_some_and(|it| it.contains(words));
        let found = self.harness.query_all_by(named).next();
        let found = found.unwrap_or_else(|| panic!("no {role:?} is named {words:?} in\n{}", self.screen()));
        found.accesskit_node().description().unwrap_or_default()
    }

    /// Where a node stands among its siblings, counted from 1, and how many there are, as it is told.
    #[track_caller]
    pub fn place_in_set(&self, words: &str) -> Option<(usize, usize)> {
        let named =
            |it: &AccessKitNode<'_>| it.role() == Role::TreeItem && it.label().is_some_and(|it| it.contains(words));
        let found = self.harness.query_all_by(named).next().expect("a node of this name");
        let node = found.accesskit_node();
        Some((node.data().position_in_set()?, node.data().size_of_set()?))
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

    /// Where a press unfolds a folded node or group.
    #[track_caller]
    pub fn badge(&self, id: &str) -> Rect {
        let placed = self.app().sheet().node(&id.into()).expect("it is drawn");
        let camera = self.app().camera();
        let handle = truss::canvas::fold_handle(placed, camera.zoom()).expect("it is folded");
        let on_screen = camera.screen_from_world_rect(handle);
        Rect::from_min_max(
            pos2(on_screen.min.x as f32, on_screen.min.y as f32),
            pos2(on_screen.max.x as f32, on_screen.max.y as f32),
        )
    }

    /// The text in the open editor.
    #[track_caller]
    pub fn in_the_editor(&self) -> String {
        let mut found = self.harness.query_all_by(is_editor);
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
        let mut found = self.harness.query_all_by(is_editor);
        found.next().expect("an editor is open").rect()
    }

    pub fn is_typing(&self) -> bool {
        self.harness.query_all_by(is_editor).next().is_some()
    }

    /// What screen readers were told last without being asked.
    pub fn heard(&self) -> String {
        let live = |it: &AccessKitNode<'_>| it.live() == Live::Polite && it.role() == Role::Label;
        let mut found = self.harness.query_all_by(live);
        let node = found.next().expect("a live region").accesskit_node();
        node.value().or_else(|| node.label()).unwrap_or_default()
    }

    /// Whether a radio button or a tick of this name is on.
    #[track_caller]
    pub fn is_on(&self, name: &str) -> bool {
        let (node, _) = self.choice(name);
        node.accesskit_node().toggled() == Some(Toggled::True)
    }

    /// A radio button or a tick, and where it is.
    #[track_caller]
    pub fn choice(&self, name: &str) -> (Node<'_>, Rect) {
        let is_choice = |it: &Node<'_>| {
            let node = it.accesskit_node();
            matches!(node.role(), Role::RadioButton | Role::CheckBox) && node.label().is_some_and(|it| it == name)
        };
        let mut all = self.harness.query_all_by(|it| it.label().is_some());
        let node = all
            .find(is_choice)
            .unwrap_or_else(|| panic!("no choice is named {name:?} in\n{}", self.screen()));
        (node, node.rect())
    }

    /// Whether the widget of this name has the focus.
    pub fn has_focus(&self, name: &str) -> bool {
        let named = |it: &AccessKitNode<'_>| it.is_focused() && it.label().is_some_and(|it| it == name);
        self.harness.query_all_by(named).next().is_some()
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

    /// The text that was put on the clipboard last.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// Whether the program lets the window close.
    pub fn closes(&self) -> bool {
        self.window_was_told(&ViewportCommand::Close)
    }
}

/// Whether this is the editor over the map; fields in panes have other names.
fn is_editor(node: &AccessKitNode<'_>) -> bool {
    let names = ["Sentence", "Label", "Reason", "Title"];
    node.role() == Role::MultilineTextInput && node.label().is_some_and(|it| names.contains(&it.as_str()))
}

/// Lists and boxes to check.
impl Person {
    /// The option of a list that is the current one, as it is told.
    pub fn chosen_option(&self) -> Option<String> {
        let is_chosen =
            |it: &AccessKitNode<'_>| it.role() == Role::ListBoxOption && it.toggled() == Some(Toggled::True);
        let node = self.harness.query_all_by(is_chosen).next()?;
        node.accesskit_node().label()
    }

    /// Where an option of a list is, by how its name begins.
    #[track_caller]
    pub fn option(&self, name: &str) -> Rect {
        self.one(&format!("an option {name:?}"), |node| {
            node.role() == Role::ListBoxOption && node.label().is_some_and(|it| it.starts_with(name))
        })
    }

    /// Where a box to check is, by its name.
    #[track_caller]
    pub fn check_box(&self, name: &str) -> Rect {
        self.one(&format!("a box to check {name:?}"), |node| {
            node.role() == Role::CheckBox && node.label().is_some_and(|it| it == name)
        })
    }
}
