//! Drawing links, switching them, and taking hold of their ends.

use crate::script::{MAP, Outcome, World, changed, check, nothing_but};

#[track_caller]
fn check_linked(script: &str, line: &str) {
    let outcome = Outcome {
        map: format!("{MAP}\n{line}"),
        chosen: "new1",
        wished: Vec::new(),
    };
    check("", script, outcome);
}

#[test]
fn from_a_dot_to_a_node_it_supports() {
    check_linked("drag dot of bus -> time", "new1: bus => time");
    check_linked("drag dot of left -> right", "new1: left => right");
}

#[test]
fn from_a_dot_to_a_link_it_attacks_the_step() {
    check_linked("drag dot of left -> line of k1", "new1: left -| k1");
    check_linked("drag dot of left -> sign of k1", "new1: left -| k1");
}

#[test]
fn from_a_dot_to_a_junction_it_joins_the_premises() {
    check(
        "",
        "drag dot of left -> junction of k3",
        changed("heat + wages =>", "heat + wages + left =>", "k3"),
    );
}

#[test]
fn from_a_dot_to_nothing_it_asks_for_a_new_premise() {
    check(
        "",
        "drag dot of bus -> empty 60,620",
        nothing_but("", &["new premise of bus at 60,620"]),
    );
}

#[test]
fn a_click_on_a_dot_chooses_its_node() {
    check("", "click dot of bus", nothing_but("bus", &[]));
}

#[test]
fn where_a_link_cannot_go_it_says_why() {
    let said = |why: &str| nothing_but("", &[&format!("say {why}")]);
    check("", "drag dot of bus -> bus", said("A node cannot bear on itself"));
    check("", "drag dot of bus -> costs", said("These two are linked already"));
    check(
        "",
        "drag dot of bus -> line of k1",
        said("A premise cannot bear on its own step"),
    );
    check(
        "",
        "drag dot of heat -> junction of k3",
        said("It is part of this step already"),
    );
    check(
        "",
        "drag dot of time -> junction of k3",
        said("It is part of this step already"),
    );
}

#[test]
fn while_it_is_drawn_it_shows_what_it_would_do() {
    let mut world = World::new("");
    let mut shown = |place: &str| {
        world.run(place);
        let loose = world.preview.loose.clone().expect("a link in the hand");
        (
            loose.target.map(|it| it.to_string()).unwrap_or_default(),
            loose.joins,
            loose.refused.is_some(),
        )
    };
    assert_eq!(shown("press dot of bus; move time"), ("time".into(), false, false));
    assert_eq!(shown("move junction of k3"), ("k3".into(), true, false));
    assert_eq!(shown("move costs"), ("costs".into(), false, true));
    assert_eq!(shown("move empty 60,620"), (String::new(), false, false));
}

#[test]
fn a_click_on_the_sign_switches() {
    check("", "click sign of k1", changed("bus => costs", "bus -| costs", "k1"));
    check(
        "bus",
        "click sign of k2",
        changed("heat -| costs", "heat => costs", "k2"),
    );
    check("", "shift click sign of k1", nothing_but("k1", &[]));
}

#[test]
fn the_end_of_a_chosen_link_goes_to_another_node_or_link() {
    check(
        "k1",
        "drag end of k1 -> time",
        changed("bus => costs", "bus => time", "k1"),
    );
    check(
        "k1",
        "drag end of k1 -> line of k3",
        changed("bus => costs", "bus => k3", "k1"),
    );
    check("k1", "drag end of k1 -> costs", nothing_but("k1", &[]));
}

#[test]
fn the_start_of_a_chosen_link_goes_to_another_node() {
    check(
        "k1",
        "drag start of k1 at bus -> left",
        changed("bus => costs", "left => costs", "k1"),
    );
    check(
        "k3",
        "drag start of k3 at wages -> bus",
        changed("heat + wages =>", "heat + bus =>", "k3"),
    );
    check(
        "k3",
        "drag start of k3 at heat -> bus",
        changed("heat + wages =>", "bus + wages =>", "k3"),
    );
}

#[test]
fn where_an_end_cannot_go_it_says_why() {
    let said = |chosen: &'static str, why: &str| nothing_but(chosen, &[&format!("say {why}")]);
    check("k1", "drag end of k1 -> bus", said("k1", "It would bear on itself"));
    check(
        "k1",
        "drag end of k1 -> line of k1",
        said("k1", "It would bear on itself"),
    );
    check(
        "k3",
        "drag start of k3 at heat -> wages",
        said("k3", "It is part of this step already"),
    );
    check(
        "k1",
        "drag start of k1 at bus -> costs",
        said("k1", "It is part of this step already"),
    );
    check(
        "k1",
        "drag start of k1 at bus -> line of k3",
        said("k1", "A premise is a node"),
    );
}

#[test]
fn an_end_let_go_on_nothing_unlinks() {
    check(
        "k1",
        "drag end of k1 -> empty 60,620",
        changed("k1: bus => costs\n", "", ""),
    );
    check(
        "k1",
        "drag start of k1 at bus -> empty 60,620",
        changed("k1: bus => costs\n", "", ""),
    );
    check(
        "k3",
        "drag end of k3 -> empty 60,620",
        changed("k3: heat + wages => time\n", "", ""),
    );
}

#[test]
fn one_of_several_premises_let_go_on_nothing_leaves_the_others() {
    check(
        "k3",
        "drag start of k3 at wages -> empty 60,620",
        changed("heat + wages =>", "heat =>", "k3"),
    );
}
