//! The boundary with `canvas`: a script of a hand, and a small world that grants what the gesture wishes.
//!
//! A script is steps between `;`: `press`, `right press`, `middle press`, `move`, `release`, `double-click`, each at a place, and
//! `click A` and `drag A -> B` for short. `shift`, `ctrl`, `alt` and `space` before a step are held during it. Places are `bus` (the middle of a
//! box), `dot of bus`, `sign of k1`, `line of k1`, `junction of k3`, `end of k1`, `start of k1 at bus`, `title of money`,
//! `empty 40,40`, and any of them with `by 30,-20` behind it. Without a place a step is where the last was.

use crate::notation::{map, parts, shown};
use std::collections::HashMap;
use truss::canvas::{Button, Camera, DOT_SIDES, End, Gesture, Input, Modifiers, Scene, Spot, Wish, edge_dot};
use truss::drawing::Sheet;
use truss::edit::Document;
use truss::geom::{Point, Rect, offset, point};
use truss::map::{Framing, Id, Preview, Selection};

/// The map that hands meet here. `k3` has a junction; `left` and `right` are a group.
pub const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    claim heat "Heating is off"
    evidence wages "Wages stay"
    claim time "Time is lost"
    claim left "To the left"
    claim right "To the right"
    k1: bus => costs
    k2: heat -| costs
    k3: heat + wages => time
    group money "Money" ; members left right
    place costs 300 100
    place bus 100 400
    place heat 500 400
    place wages 1000 400
    place time 900 100
    place left 100 750
    place right 500 750
"#;

/// What a script leaves behind.
pub struct Outcome {
    /// What the map says.
    pub map: String,
    /// What is chosen.
    pub chosen: &'static str,
    /// What was wished for beside edits and selections: `edit bus`, `say …`.
    pub wished: Vec<String>,
}

/// The map stays as it is.
pub fn nothing_but(chosen: &'static str, wished: &[&str]) -> Outcome {
    Outcome {
        map: MAP.into(),
        chosen,
        wished: wished.iter().map(|it| (*it).into()).collect(),
    }
}

/// `old`, which stands once in [`MAP`], is `new` then.
pub fn changed(old: &str, new: &str, chosen: &'static str) -> Outcome {
    assert_eq!(MAP.matches(old).count(), 1, "{old}");
    Outcome {
        map: MAP.replace(old, new),
        chosen,
        wished: Vec::new(),
    }
}

/// With `chosen` chosen, `script` has this outcome: in one step that is undone and redone. Cancelled at any point
/// before it is done, it leaves no trace.
#[track_caller]
pub fn check(chosen: &str, script: &str, outcome: Outcome) {
    let mut world = World::new(chosen);
    let steps = world.steps(script);
    for step in &steps {
        world.step(step);
    }
    assert_eq!(world.gesture, Gesture::Idle, "the script comes to an end");
    check_same(&world, &outcome.map);
    assert_eq!(world.chosen(), outcome.chosen);
    assert_eq!(world.wished, outcome.wished);
    assert_eq!(world.preview, Preview::default());
    if parts(&outcome.map) != parts(MAP) {
        assert!(world.document.undo().is_some());
        check_same(&world, MAP);
        assert!(world.document.undo().is_none(), "it is one step");
        assert!(world.document.redo().is_some());
        check_same(&world, &outcome.map);
    }
    for n in 1..steps.len() {
        check_cancelled(chosen, script, n);
    }
}

#[track_caller]
fn check_same(world: &World, expected: &str) {
    let (told, expected) = (world.document.map().parts(), parts(expected));
    assert!(
        told == expected,
        "it says\n{}\nand should say\n{}",
        shown(&told),
        shown(&expected)
    );
}

/// After `n` steps, Escape.
#[track_caller]
fn check_cancelled(chosen: &str, script: &str, n: usize) {
    let mut world = World::new(chosen);
    let rects = world.rects();
    for step in world.steps(script).iter().take(n) {
        world.step(step);
    }
    if world.gesture == Gesture::Idle {
        return;
    }
    let chose_already = matches!(world.gesture, Gesture::PointingMenu { .. } | Gesture::Panning { .. });
    let wishes = world.gesture.cancel();
    world.grant(wishes);
    let at = format!("cancelled after {n} steps of {script:?}");
    assert_eq!(world.gesture, Gesture::Idle, "{at}");
    check_same(&world, MAP);
    assert_eq!(world.document.take_entries(), [], "{at}");
    assert_eq!(
        (world.document.undo_name(), world.preview == Preview::default()),
        (None, true),
        "{at}"
    );
    assert_eq!(world.rects(), rects, "{at}");
    if !chose_already {
        assert_eq!(world.chosen(), chosen, "{at}");
    }
}

/// One thing that the hand does, and the keys that are held.
pub struct Step {
    input: Input,
    modifiers: Modifiers,
}

/// A document with its drawing, and a gesture whose wishes are granted.
pub struct World {
    pub document: Document,
    pub sheet: Sheet,
    pub camera: Camera,
    pub gesture: Gesture,
    pub preview: Preview,
    pub wished: Vec<String>,
    minted: u32,
    /// Where the last step was, in points on the screen.
    last: Point,
}

impl World {
    pub fn new(chosen: &str) -> Self {
        let map = map(MAP);
        let mut camera = Camera::default();
        camera.set_screen(Rect::around(point(0.0, 0.0), point(1600.0, 1000.0)));
        // A place of the map is where it says on the screen.
        camera.set_framing(Framing {
            x: 800.0,
            y: 500.0,
            zoom: 1.0,
        });
        let mut world = Self {
            sheet: Sheet::new(&map, HashMap::new()),
            document: Document::new(map),
            camera,
            gesture: Gesture::Idle,
            preview: Preview::default(),
            wished: Vec::new(),
            minted: 0,
            last: point(0.0, 0.0),
        };
        world
            .document
            .select(chosen.split_whitespace().map(Id::from).collect::<Selection>());
        world
    }

    fn chosen(&self) -> String {
        let ids: Vec<&str> = self.document.selection().ids().iter().map(Id::as_str).collect();
        ids.join(" ")
    }

    fn rects(&self) -> Vec<Option<Rect>> {
        self.document
            .map()
            .nodes()
            .iter()
            .map(|it| self.sheet.rect(&it.id))
            .collect()
    }

    /// Does what a script says.
    pub fn run(&mut self, script: &str) {
        for step in self.steps(script) {
            self.step(&step);
        }
    }

    /// The steps of a script. Its places are where they are before it begins.
    fn steps(&mut self, script: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut last = self.last;
        for line in script.split(';') {
            let mut modifiers = Modifiers::default();
            let mut rest = line.trim();
            while let Some((word, after)) = rest
                .split_once(' ')
                .filter(|it| ["shift", "ctrl", "alt", "space"].contains(&it.0))
            {
                match word {
                    "shift" => modifiers.shift = true,
                    "ctrl" => modifiers.duplicate = true,
                    "alt" => modifiers.free = true,
                    _ => modifiers.space = true,
                }
                rest = after;
            }
            let verbs = [
                "right press",
                "middle press",
                "press",
                "move",
                "release",
                "double-click",
                "click",
                "drag",
            ];
            let verb = verbs
                .into_iter()
                .find(|it| rest.starts_with(it))
                .unwrap_or_else(|| panic!("no step: {line}"));
            let place = rest[verb.len()..].trim();
            let mut ends = place.split(" -> ");
            let mut at = || {
                if let Some(place) = ends.next().filter(|it| !it.is_empty()) {
                    last = self.place(place);
                }
                last
            };
            let inputs = match verb {
                "press" => vec![Input::Press(at(), Button::Primary)],
                "right press" => vec![Input::Press(at(), Button::Secondary)],
                "middle press" => vec![Input::Press(at(), Button::Middle)],
                "move" => vec![Input::Move(at())],
                "release" => vec![Input::Release(at())],
                "double-click" => vec![Input::DoubleClick(at())],
                "click" => vec![Input::Press(at(), Button::Primary), Input::Release(at())],
                _ => {
                    let (from, to) = (at(), at());
                    let half = from.towards(to, 0.5);
                    vec![
                        Input::Press(from, Button::Primary),
                        Input::Move(half),
                        Input::Move(to),
                        Input::Release(to),
                    ]
                }
            };
            steps.extend(inputs.into_iter().map(|input| Step { input, modifiers }));
        }
        self.last = last;
        steps
    }

    /// Does one thing without a key, wherever that is.
    pub fn does(&mut self, input: Input) {
        let modifiers = Modifiers::default();
        self.step(&Step { input, modifiers });
    }

    fn step(&mut self, step: &Step) {
        let mut minted = self.minted;
        let mut mint = || {
            minted += 1;
            Id::from(format!("new{minted}"))
        };
        let mut scene = Scene {
            map: self.document.map(),
            shown: None,
            sheet: &self.sheet,
            selection: self.document.selection(),
            camera: &self.camera,
            modifiers: step.modifiers,
            mint: &mut mint,
        };
        let wishes = self.gesture.handle(step.input, &mut scene);
        self.minted = minted;
        self.grant(wishes);
    }

    fn grant(&mut self, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Select(selection) => self.document.select(selection),
                Wish::Preview(preview) => {
                    self.sheet.preview(self.document.map(), &preview);
                    self.preview = preview;
                }
                Wish::Apply(edit) => self
                    .document
                    .apply(edit)
                    .expect("a gesture wishes nothing that is refused"),
                Wish::ApplyAndSelect(edit, selection) => {
                    self.document
                        .apply(edit)
                        .expect("a gesture wishes nothing that is refused");
                    self.document.select(selection);
                }
                Wish::Pan(by) => self.camera.pan(by),
                Wish::EditText(id) => self.wished.push(format!("edit {id}")),
                Wish::NewNode(at) => self.wished.push(format!("new node at {},{}", at.x, at.y)),
                Wish::NewPremise { of, at } => self.wished.push(format!("new premise of {of} at {},{}", at.x, at.y)),
                Wish::Menu(at) => self.wished.push(format!("menu at {},{}", at.x, at.y)),
                Wish::Say(why) => self.wished.push(format!("say {why}")),
                Wish::Fold(id) => self.wished.push(format!("fold {id}")),
            }
            let touched = self.document.take_touched();
            self.sheet.update(self.document.map(), &touched);
        }
    }

    /// What is under a point of the screen.
    pub fn spot(&self, at: Point) -> Spot {
        let scene = Scene {
            map: self.document.map(),
            shown: None,
            sheet: &self.sheet,
            selection: self.document.selection(),
            camera: &self.camera,
            modifiers: Modifiers::default(),
            mint: &mut || unreachable!("looking adds nothing"),
        };
        scene.spot(at)
    }

    /// Where a place is on the screen. What the hand would find there is what the place is called for.
    fn place(&self, text: &str) -> Point {
        let (name, by) = text.split_once(" by ").unwrap_or((text, "0,0"));
        let numbers = |text: &str| {
            let (x, y) = text.split_once(',').expect("two numbers");
            (x.parse::<f64>().expect("a number"), y.parse::<f64>().expect("a number"))
        };
        let (what, id) = name.split_once(" of ").unwrap_or(("node", name));
        let link = |id: &str| {
            self.sheet
                .link(&id.into())
                .unwrap_or_else(|| panic!("{id} is not drawn"))
        };
        let (at, spot) = match (what, id.split_once(" at ")) {
            _ if name.starts_with("empty ") => {
                let (x, y) = numbers(&name["empty ".len()..]);
                (point(x, y), Spot::Empty)
            }
            ("dot", _) => (
                edge_dot(&self.sheet.rect(&id.into()).expect("a node"), DOT_SIDES[1]),
                Spot::Dot(id.into()),
            ),
            ("sign", _) => (link(id).sign, Spot::Sign(id.into())),
            ("junction", _) => (
                link(id).course.junction().expect("joint premises"),
                Spot::Junction(id.into()),
            ),
            ("line", _) => (self.on_line(id), Spot::Link(id.into())),
            ("end", _) => (link(id).course.end(), Spot::LinkEnd(id.into(), End::Target)),
            ("start", Some((id, premise))) => {
                let record = self.document.map().link(&id.into()).expect("a link");
                let n = record
                    .from
                    .iter()
                    .position(|it| it.as_str() == premise)
                    .expect("a premise");
                (
                    link(id).course.legs[n].start(),
                    Spot::LinkEnd(id.into(), End::Premise(premise.into())),
                )
            }
            ("title", _) => {
                let band = self.sheet.group(&id.into()).expect("a group").title_band();
                (band.center(), Spot::GroupTitle(id.into()))
            }
            _ => (
                self.sheet.rect(&id.into()).expect("a node").center(),
                Spot::Node(id.into()),
            ),
        };
        let at = self.camera.screen_from_world(at);
        assert_eq!(self.spot(at), spot, "what is found at {name:?}");
        let (x, y) = numbers(by);
        at + offset(x, y)
    }

    /// A point on a link's line where nothing else is.
    fn on_line(&self, id: &str) -> Point {
        let lines = self.sheet.link(&id.into()).expect("it is drawn").course.lines();
        let pieces = lines.flat_map(|it| it.pieces().collect::<Vec<_>>());
        let mut points = pieces.flat_map(|(a, b)| (1..20).map(move |n| a.towards(b, f64::from(n) / 20.0)));
        points
            .find(|it| self.spot(*it) == Spot::Link(id.into()))
            .expect("a place for a hand")
    }
}
