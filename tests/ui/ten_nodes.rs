//! A map of ten nodes with everything in it: joint premises, objections, and an attack on a step.

use crate::person::{Hands, Person};
use eframe::egui::{Pos2, Vec2};
use std::path::Path;
use truss::map::{Id, Kind, Map, Relation};

const TRY: &str = "The district should try a four-day week.";
const MONEY: &str = "A four-day week saves money.";
const BUSES: &str = "Buses stay in the depot on Fridays.";
const HEATING: &str = "Heating stays off for three days.";
const MEALS: &str = "Kitchens cook one day less.";
const TEACHERS: &str = "Teachers come and stay.";
const VACANT: &str = "Vacant posts drew twice as many letters.";
const FAMILIES: &str = "Families have nobody home on Fridays.";
const CLUB: &str = "The youth club opens on Fridays.";
const SHIFTED: &str = "Costs that move to families are not saved.";

/// What hands do for it with a mouse, apart from the letters.
const BY_MOUSE: Hands = Hands {
    clicks: 22,
    drags: 9,
    keys: 0,
};

/// What hands do for it with the keyboard alone, apart from the letters.
const BY_KEYBOARD: Hands = Hands {
    clicks: 0,
    drags: 0,
    keys: 35,
};

/// The argument of a map in words, without ids and places: nodes, then links.
fn argument(map: &Map) -> Vec<String> {
    let title = |id: &Id| match (map.node(id), map.link(id)) {
        (Some(node), _) => node.text.clone(),
        (None, Some(link)) => format!("[{}]", map.node(&link.from[0]).expect("a premise").text),
        (None, None) => panic!("{id} is not there"),
    };
    let mut lines: Vec<String> = map
        .nodes()
        .iter()
        .map(|it| format!("{:?}: {}", it.kind, it.text))
        .collect();
    lines.sort();
    let mut links: Vec<String> = map
        .links()
        .iter()
        .map(|it| {
            let mut from: Vec<String> = it.from.iter().map(title).collect();
            from.sort();
            let verb = if it.relation == Relation::Support {
                "because"
            } else {
                "but"
            };
            format!("{} {verb} {}", title(&it.to), from.join(" & "))
        })
        .collect();
    links.sort();
    lines.extend(links);
    lines
}

/// The argument that both journeys make.
fn wanted() -> Vec<String> {
    let kind = |text: &str| match text {
        TRY => Kind::Recommendation,
        VACANT => Kind::Evidence,
        _ => Kind::Claim,
    };
    let nodes = [
        TRY, MONEY, BUSES, HEATING, MEALS, TEACHERS, VACANT, FAMILIES, CLUB, SHIFTED,
    ];
    let mut lines: Vec<String> = nodes.iter().map(|it| format!("{:?}: {it}", kind(it))).collect();
    lines.sort();
    let mut joint = [BUSES, HEATING, MEALS];
    joint.sort();
    let mut links = vec![
        format!("{TRY} because {MONEY}"),
        format!("{MONEY} because {}", joint.join(" & ")),
        format!("{TRY} because {TEACHERS}"),
        format!("{TEACHERS} because {VACANT}"),
        format!("{TRY} but {FAMILIES}"),
        format!("{FAMILIES} but {CLUB}"),
        format!("[{MONEY}] but {SHIFTED}"),
    ];
    links.sort();
    lines.extend(links);
    lines
}

/// The dot in the middle of the lower, left or right side of a box.
fn dot(me: &Person, sentence: &str, side: Vec2) -> Pos2 {
    let rect = me.node(sentence);
    rect.center() + side * rect.size() / 2.0
}

const BELOW: Vec2 = Vec2::new(0.0, 1.0);
const LEFT: Vec2 = Vec2::new(-1.0, 0.0);
const RIGHT: Vec2 = Vec2::new(1.0, 0.0);

/// Drags the lower dot of a node down to empty canvas and types a premise there.
fn premise(me: &mut Person, of: &str, at: (f32, f32), text: &str) {
    let from = dot(me, of, BELOW);
    me.drags(from, at);
    me.types(text);
}

fn saved_and_opened_again(me: &Person, file: &Path) {
    let again = Person::at_a_map(file);
    assert_eq!(again.parts(), me.parts(), "what was opened is what was saved");
}

#[test]
fn a_map_of_ten_nodes_is_made_by_mouse_saved_and_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let mut me = Person::at_an_empty_map();

    me.double_clicks((640.0, 60.0));
    me.types(TRY);
    me.clicks((640.0, 300.0));
    me.right_clicks(me.node(TRY).center());
    me.click_on("Make recommendation");

    premise(&mut me, TRY, (330.0, 240.0), MONEY);
    premise(&mut me, TRY, (660.0, 240.0), TEACHERS);
    premise(&mut me, TRY, (960.0, 240.0), FAMILIES);
    let objection = me.sign(&format!("“{FAMILIES}” supports")).center();
    me.clicks(objection);

    premise(&mut me, MONEY, (140.0, 420.0), BUSES);
    premise(&mut me, MONEY, (400.0, 420.0), HEATING);
    me.clicks(me.node(BUSES).center());
    me.shift_clicks(me.node(HEATING).center());
    me.right_clicks(me.node(HEATING).center());
    me.click_on("Join premises");
    me.double_clicks((270.0, 560.0));
    me.types(MEALS);
    me.clicks((1200.0, 100.0));
    let junction = me.junction(BUSES);
    me.drags(dot(&me, MEALS, LEFT), junction);

    premise(&mut me, TEACHERS, (660.0, 420.0), VACANT);
    me.clicks((1200.0, 100.0));
    me.right_clicks(me.node(VACANT).center());
    me.click_on("Make evidence");

    premise(&mut me, FAMILIES, (960.0, 420.0), CLUB);
    let answer = me.sign(&format!("“{CLUB}” supports")).center();
    me.clicks(answer);

    me.double_clicks((160.0, 60.0));
    me.types(SHIFTED);
    me.clicks((1200.0, 100.0));
    let step = me.sign(&format!("“{MONEY}” supports")).center();
    me.drags(dot(&me, SHIFTED, RIGHT), step);

    assert_eq!(argument(me.map()), wanted());
    me.will_pick(&file);
    me.click_on("File");
    me.click_on("Save");
    println!("by mouse: {:?}", me.hands());
    saved_and_opened_again(&me, &file);
    assert_eq!(me.hands(), BY_MOUSE);
}

#[test]
fn the_same_map_is_made_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let mut me = Person::at_an_empty_map();
    let keys = |me: &mut Person, keys: &str| keys.split(' ').for_each(|it| me.presses(it));

    me.presses("N");
    me.types(TRY);
    keys(&mut me, "Enter 3 Tab");
    me.types(MONEY);
    me.presses("Tab");
    for (n, reason) in [BUSES, HEATING, MEALS].into_iter().enumerate() {
        if n > 0 {
            me.presses("Enter");
        }
        me.types(reason);
        me.presses("Enter");
    }
    keys(&mut me, "Shift+Left Shift+Left J Up");
    assert_eq!(me.chosen(), [MONEY]);

    me.presses("Enter");
    me.types(TEACHERS);
    me.presses("Tab");
    me.types(VACANT);
    keys(&mut me, "Enter 2 Up Enter");
    me.types(FAMILIES);
    keys(&mut me, "Enter ] Shift+X Down Tab");
    me.types(CLUB);
    keys(&mut me, "Enter ] Shift+X Up");
    assert_eq!(me.chosen(), [FAMILIES]);

    keys(&mut me, "Left Left ] Tab");
    me.types(SHIFTED);
    me.presses("Enter");

    assert_eq!(argument(me.map()), wanted());
    me.will_pick(&file);
    me.presses("Ctrl+S");
    println!("by keyboard: {:?}", me.hands());
    saved_and_opened_again(&me, &file);
    assert_eq!(me.hands(), BY_KEYBOARD);
}
