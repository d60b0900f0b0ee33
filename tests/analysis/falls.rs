//! A map and what is switched off in; what falls, and why, out.

use crate::any_map::any_parts;
use crate::notation::map;
use crate::sound_map::sound_parts;
use proptest::prelude::*;
use truss::analysis::falls::{Falls, Trial, falls};
use truss::map::{Id, Map, Relation};

fn try_out(lines: &str, off: &str) -> (Map, Falls) {
    let map = map(lines);
    let falls = falls(&map, &Trial::new(off.split_whitespace().map(Id::from)));
    (map, falls)
}

/// A map and what is switched off in; what falls out, in order.
#[track_caller]
fn check(lines: &str, off: &str, fallen: &str) -> Falls {
    let falls = try_out(lines, off).1;
    let found: Vec<&str> = falls.fallen.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(found.join(" "), fallen, "without {off}");
    falls
}

/// As [`check`], for what is no longer opposed, or less: with how many that still pull.
#[track_caller]
fn check_relieved(lines: &str, off: &str, relieved: &str) {
    let falls = try_out(lines, off).1;
    let found: Vec<String> = falls
        .relieved
        .iter()
        .map(|it| format!("{} {}", it.id, it.left))
        .collect();
    assert_eq!(found.join(", "), relieved, "without {off}");
}

#[track_caller]
fn check_path(lines: &str, off: &str, node: &str, path: &str, words: &str) {
    let (map, falls) = try_out(lines, off);
    let fallen = falls.of(&node.into()).expect("it falls");
    let way = falls.path(fallen);
    let found: Vec<&str> = way.iter().map(Id::as_str).collect();
    assert_eq!(found.join(" "), path, "without {off}");
    assert_eq!(falls.in_words(&map, fallen), words);
}

const SCHOOL: &str = r#"
    title "School week" ; thesis good
    evidence bus "Buses rest"
    evidence heat "Heating rests"
    claim money "It saves money"
    claim sleep "Pupils sleep"
    claim good "The week is good"
    recommendation try "Try it"
    recommendation pay "Pay the drivers"
    bus + heat => money
    money => good
    good => try
    sleep => try
    money => pay
"#;

#[test]
fn without_a_trial_nothing_falls() {
    assert_eq!(check(SCHOOL, "", ""), Falls::default());
    assert_eq!(check(SCHOOL, "gone", ""), Falls::default());
}

#[test]
fn what_loses_its_last_support_falls_and_so_on_upwards() {
    check(SCHOOL, "money", "pay good");
    check(SCHOOL, "money sleep", "try pay good");
    check(SCHOOL, "sleep", "");
}

#[test]
fn joint_premises_fall_together() {
    check(SCHOOL, "bus", "pay good money");
    check(SCHOOL, "heat", "pay good money");
}

#[test]
fn a_link_that_is_switched_off_carries_no_more() {
    let falls = check(SCHOOL, "k2", "good");
    assert!(falls.is_idle(&"k2".into()) && falls.is_idle(&"k3".into()) && !falls.is_idle(&"k5".into()));
    assert!(falls.is_down(&"good".into()) && !falls.is_down(&"money".into()));
}

#[test]
fn a_link_whose_target_has_fallen_carries_no_more() {
    let falls = check("claim a A\nclaim b B\na => b\nclaim c C\nc => k1", "b", "");
    assert!(falls.is_idle(&"k1".into()) && falls.is_idle(&"k2".into()));
}

#[test]
fn what_had_no_support_never_falls_of_itself() {
    let lines = "claim a A\nevidence b B\nclaim c C\na -| b\nclaim d D\nb => d\nc => d";
    check(lines, "a", "");
    check(lines, "b", "");
    check(lines, "b c", "d");
}

#[test]
fn evidence_falls_only_with_support_of_its_own() {
    check("evidence a A\nevidence b B\nclaim c C\na => b\nb => c", "a", "c b");
}

#[test]
fn what_is_rejected_in_the_map_is_not_switched_off() {
    let lines = "claim a A ; standing Rejected\nclaim b B\na => b\nclaim x X";
    check(lines, "x", "");
    check(lines, "a", "b");
}

const ATTACKED: &str = r#"
    evidence e "Seen"
    claim a "Attack" ; standing Granted
    claim d "Defence" ; standing Granted
    claim p "Premise"
    claim c "Conclusion"
    e => a
    s: p => c
    t: a -| s
    u: d -| t
"#;

#[test]
fn an_attack_cuts_a_step_only_when_its_attacker_is_granted() {
    // The defence keeps the attack off; without it, the step is cut.
    let falls = check(ATTACKED, "d", "c");
    assert_eq!(falls.cut, [Id::from("s")]);
    check(ATTACKED, "u", "c");
    check(
        &ATTACKED.replace(r#""Attack" ; standing Granted"#, r#""Attack""#),
        "d",
        "",
    );
    check(
        &ATTACKED.replace(r#""Defence" ; standing Granted"#, r#""Defence""#),
        "d",
        "",
    );
}

#[test]
fn an_attacker_that_falls_cuts_nothing() {
    check(ATTACKED, "d e", "a");
    check(ATTACKED, "d t", "");
    // A step that was cut before carries again when its attacker falls, and holds up what loses another support.
    let cut = "claim a A ; standing Granted\nclaim p P\nclaim q Q\nclaim c C\ns: p => c\na -| s\nq => c";
    check(cut, "q", "c");
    check(cut, "q a", "");
}

#[test]
fn a_step_that_was_cut_before_held_up_nothing() {
    let lines = "claim a A ; standing Granted\nclaim p P\nclaim c C\ns: p => c\na -| s";
    check(lines, "p", "");
}

#[test]
fn several_premises_attack_only_if_all_are_granted() {
    let joint = |b: &str| {
        format!(
            "claim a A ; standing Granted\nclaim b B{b}\nclaim d D ; standing Granted\nclaim p P\nclaim c C\n\
             s: p => c\nt: a + b -| s\nd -| t"
        )
    };
    check(&joint(" ; standing Granted"), "d", "c");
    check(&joint(""), "d", "");
}

#[test]
fn a_backing_that_falls_weakens_a_step_but_does_not_cut_it() {
    let falls = check("claim p P\nclaim c C\nclaim w W\ns: p => c\nw => s", "w", "");
    assert!(falls.cut.is_empty() && !falls.is_idle(&"s".into()));
}

#[test]
fn a_circle_that_is_cut_off_from_outside_falls_together() {
    let lines = "evidence e E\nclaim a A\nclaim b B\nrecommendation r R\ne => a\na => b\nb => a\nb => r";
    check(lines, "e", "r a b");
    check(lines, "k1", "r a b");
    check(lines, "b", "r");
    check(lines, "k3", "");
}

#[test]
fn a_circle_that_never_rested_on_anything_stands_until_it_is_broken() {
    let lines = "claim a A\nclaim b B\na => b\nb => a\nclaim x X\nclaim c C\na => c";
    check(lines, "x", "");
    check(lines, "a", "b c");
    check(lines, "k2", "a b c");
    // It holds up nothing that has lost its ground elsewhere.
    check(
        "claim a A\nclaim b B\na => b\nb => a\nclaim x X\nclaim c C\na => c\nx => c",
        "x",
        "c",
    );
    check("claim a A\nclaim x X\na => a\nx => x", "x", "");
}

#[test]
fn what_is_opposed_by_what_falls_is_relieved() {
    let lines = "evidence e E\nclaim o O\nclaim q Q\nclaim c C\nclaim m M\ne => o\no -| c\nq -| c\no <-> m\nclaim p P\np => c\no -| k5";
    check_relieved(lines, "e", "c 1, m 0, k5 0");
    check_relieved(lines, "e q", "c 0, m 0, k5 0");
    check_relieved(lines, "m", "o 0");
    check_relieved(lines, "k2", "c 1");
    check_relieved(lines, "p", "");
}

#[test]
fn recommendations_come_first_then_the_thesis_then_claims_then_evidence() {
    let lines = "title T ; thesis t\nevidence e E\nevidence f F\nclaim a A\nclaim t Thesis\nrecommendation r R\nclaim b B\n\
                 recommendation s S\ne => f\ne => a\ne => t\ne => r\ne => b\ne => s";
    let falls = check(lines, "e", "r s t a b f");
    assert_eq!(
        falls.summary(),
        "2 recommendations, the thesis, 2 claims and 1 piece of evidence fall"
    );
    assert_eq!(check(SCHOOL, "k2", "good").summary(), "the thesis falls");
    assert_eq!(check(SCHOOL, "sleep", "").summary(), "nothing else falls");
}

#[test]
fn the_shortest_way_explains_a_fall() {
    let one = "“The week is good” loses its last support: “It saves money” is switched off";
    check_path(SCHOOL, "money", "good", "money k2 good", one);
    let step = "“The week is good” loses its last support: the step from “It saves money” is switched off";
    check_path(SCHOOL, "k2", "good", "k2 good", step);
    let far = "“Pay the drivers” loses its last support: “It saves money” falls with “Buses rest”";
    check_path(SCHOOL, "bus", "pay", "bus k1 money k5 pay", far);
    check_path(SCHOOL, "bus heat", "pay", "bus k1 money k5 pay", far);
    let two = "“Try it” loses its last 2 supports: “Pupils sleep” is switched off";
    check_path(SCHOOL, "bus sleep", "try", "sleep k4 try", two);
}

#[test]
fn the_way_leads_through_the_attack_that_cuts_a_step() {
    let words = "“Conclusion” loses its last support: “Attack” now cuts the step from “Premise”";
    check_path(ATTACKED, "d", "c", "d u t s c", words);
}

#[test]
fn the_way_leads_into_a_circle() {
    let lines = "evidence e E\nclaim a A\nclaim b B\ne => a\na => b\nb => a";
    let words = "“B” loses its last support: “A” falls with “E”";
    check_path(lines, "e", "b", "e k1 a k2 b", words);
}

#[test]
fn a_fall_that_would_undo_itself_counts() {
    // Without the defence the attack cuts the step on which it rests itself.
    let lines = "claim e E\nclaim d D ; standing Granted\nclaim a A ; standing Granted\ns: e => a\nt: a -| s\nd -| t";
    check(lines, "d", "a");
}

#[test]
fn a_trial_switches_off_and_on_again() {
    let ids = |text: &str| -> Vec<Id> { text.split_whitespace().map(Id::from).collect() };
    let mut trial = Trial::default();
    assert!(trial.switch(&ids("bus")));
    assert!(trial.switch(&ids("bus k2 gone")), "one of them was on");
    assert_eq!(trial.off().cloned().collect::<Vec<_>>(), ids("bus gone k2"));
    trial.keep_to(&map(SCHOOL));
    assert_eq!(trial, Trial::new(ids("bus k2")));
    assert!(!trial.switch(&ids("bus k2")));
    assert!(trial.is_empty());
}

/// A trial of some nodes and links by number.
fn some_off(map: &Map, picks: &[usize]) -> Trial {
    let nodes = map.nodes().iter().map(|it| &it.id);
    let ids: Vec<&Id> = nodes.chain(map.links().iter().map(|it| &it.id)).collect();
    Trial::new(
        picks
            .iter()
            .filter_map(|it| ids.get(it % ids.len().max(1)))
            .map(|it| (*it).clone()),
    )
}

proptest! {
    #[test]
    fn any_map_can_be_tried(parts in any_parts(), picks in prop::collection::vec(0..1000_usize, 1..5)) {
        let map = Map::new(parts);
        let trial = some_off(&map, &picks);
        let falls = falls(&map, &trial);
        for fallen in &falls.fallen {
            prop_assert!(falls.is_down(&fallen.id));
            prop_assert!(falls.in_words(&map, fallen).contains(" loses its last "));
        }
    }

    #[test]
    fn what_stands_has_a_support_and_what_falls_is_explained(
        parts in sound_parts(),
        picks in prop::collection::vec(0..1000_usize, 1..5),
    ) {
        let map = Map::new(parts);
        let trial = some_off(&map, &picks);
        let falls = falls(&map, &trial);
        for node in map.nodes().iter() {
            let supports = || map.links_to(&node.id).filter(|it| it.relation == Relation::Support);
            let carries = |id: &Id| !trial.is_off(id) && !falls.is_idle(id);
            let stands = !falls.is_down(&node.id);
            prop_assert!(!stands || supports().next().is_none() || supports().any(|it| carries(&it.id)
                || falls.relieved.iter().any(|relieved| relieved.id == it.id)
                // It was cut before, and held up nothing.
                || map.links_to(&it.id).next().is_some()));
            prop_assert!(stands || trial.is_off(&node.id) || supports().next().is_some());
        }
        for fallen in &falls.fallen {
            let path = falls.path(fallen);
            let (first, last) = (path.first(), path.last());
            prop_assert!(first.is_some_and(|it| trial.is_off(it)), "{fallen:?}");
            prop_assert_eq!(last, Some(&fallen.id));
            prop_assert!(fallen.lost > 0);
            for pair in path.windows(2) {
                let touches = |link: &Id, other: &Id| {
                    map.link(link).is_some_and(|it| it.to == *other || it.from.contains(other))
                };
                prop_assert!(touches(&pair[0], &pair[1]) || touches(&pair[1], &pair[0]), "{fallen:?}");
            }
        }
    }
}

#[test]
fn a_large_map_and_a_deep_one_are_tried_without_recursion() {
    let mut lines = String::from("evidence n0 \"Ground\"\n");
    for n in 1..20_000 {
        lines.push_str(&format!("claim n{n} \"Claim {n}\"\nn{} => n{n}\n", n - 1));
    }
    let falls = try_out(&lines, "n0").1;
    assert_eq!(falls.fallen.len(), 19_999);
    let last = falls.fallen.last().expect("the last falls");
    assert_eq!(falls.path(last).len(), 2 * 19_999 + 1);
}
