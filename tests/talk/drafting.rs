//! A map in; the steps of a talk out.

use crate::library::shipped;
use crate::notation::map;
use std::collections::HashSet;
use truss::edit::Document;
use truss::map::{Id, Kind, Map, Step};
use truss::talk::{Draft, Undrafted, conclusion, draft, steps};

fn the_brief() -> Map {
    let mut all = shipped().into_iter();
    all.find(|it| it.0 == "indo-pacific-brief").expect("the brief").1
}

/// Drafts, and holds what every draft must keep to.
#[track_caller]
fn drafted(map: &Map, about: &[&str], minutes: u32) -> Vec<Step> {
    let about: Vec<Id> = about.iter().map(|it| Id::from(*it)).collect();
    let steps = steps(map, &about, minutes).expect("there is something to talk about");
    assert!(!steps.is_empty());
    let seconds: u32 = steps.iter().map(|it| it.seconds).sum();
    assert_eq!(seconds, minutes * 60, "all the time is planned");
    for step in &steps {
        let shown: HashSet<&Id> = step.show.iter().collect();
        assert_eq!(shown.len(), step.show.len(), "{:?} shows none twice", step.title);
        assert!((1..=9).contains(&shown.len()), "{:?} shows {}", step.title, shown.len());
        assert!(step.show.iter().all(|it| map.nodes().contains(it)));
        assert!(
            !step.focus.is_empty() && step.focus.iter().all(|it| shown.contains(it)),
            "{:?} lights what it shows",
            step.title
        );
        let words = step.title.split_whitespace().count();
        assert!((1..=6).contains(&words), "{:?}", step.title);
        assert!(step.gathered && !step.note.trim().is_empty());
        assert!(step.seconds > 0);
    }
    steps
}

/// Title, and what it shows.
fn in_words(steps: &[Step]) -> Vec<String> {
    let line = |it: &Step| {
        let shown: Vec<&str> = it.show.iter().map(Id::as_str).collect();
        format!("{}: {}", it.title, shown.join(" "))
    };
    steps.iter().map(line).collect()
}

const WEEK: &str = r#"
    title "School week" ; thesis costs
    claim costs "A four-day week saves money" ; label "It saves money" ; by "the board"
    claim bus "Buses run a day less" ; label "Fewer buses"
    evidence bill "The bill fell by a fifth" ; label "A lower bill" ; by "the clerk"
    evidence heat "Rooms stay cold" ; label "Less heating"
    claim wages "Wages stay the same" ; label "The same wages"
    evidence contract "They are paid by the year" ; label "Paid by the year"
    claim few "Wages are a small part" ; label "A small part"
    recommendation try "Try it for a year" ; label "Try it"
    heat => costs
    bus => costs ; reason "Each run costs the same"
    bill => bus
    wages -| costs ; reason "Nothing is saved there"
    contract => wages
    few -| wages
    costs => try
"#;

#[test]
fn the_route_leads_from_the_conclusion_through_reasons_and_doubt_and_back() {
    let map = map(WEEK);
    let steps = drafted(&map, &["costs"], 6);
    assert_eq!(
        in_words(&steps),
        [
            "It saves money: costs bus heat wages",
            "Fewer buses: bus costs bill",
            "Less heating: heat costs",
            "The same wages: wages costs few contract",
            "Try it: try costs",
            "In short: costs try wages",
        ]
    );
    assert_eq!(
        steps[3].focus.iter().map(Id::as_str).collect::<Vec<_>>(),
        ["wages", "few"]
    );
}

#[test]
fn notes_are_the_words_of_the_map() {
    let map = map(WEEK);
    let steps = drafted(&map, &["costs"], 6);
    assert_eq!(
        steps[0].note,
        "Read: “A four-day week saves money” Asserted by: the board.\n2 reasons for it, 1 against it.\n1 recommendation at the end."
    );
    assert_eq!(
        steps[1].note,
        "Read: “Buses run a day less”\nIt supports “It saves money”: Each run costs the same\nBecause “A lower bill”."
    );
    assert_eq!(
        steps[3].note,
        "Read: “Wages stay the same”\nIt pulls against “It saves money”: Nothing is saved there\nBecause “Paid by the year”.\nReply: “A small part”."
    );
}

#[test]
fn the_brief_makes_talks_of_any_length() {
    let map = the_brief();
    let thesis = map.heading().thesis.to_string();
    for (minutes, least, most) in [(5, 5, 7), (15, 15, 15), (30, 30, 30), (60, 40, 60)] {
        let steps = drafted(&map, &[&thesis], minutes);
        assert!(
            (least..=most).contains(&steps.len()),
            "{minutes} minutes: {} steps",
            steps.len()
        );
        for step in &steps {
            assert!((35..=90).contains(&step.seconds), "{minutes} minutes: {}", step.seconds);
        }
        assert_eq!(steps, drafted(&map, &[&thesis], minutes), "the same again");
    }
    let steps = drafted(&map, &[&thesis], 15);
    let recommended = map.nodes().iter().filter(|it| it.kind == Kind::Recommendation);
    for it in recommended {
        assert!(
            steps.iter().any(|step| step.focus.contains(&it.id)),
            "{} has a step",
            it.id
        );
    }
    assert!(
        steps[0].show.contains(&Id::from("hard-at-home")),
        "doubt is there from the start"
    );
    assert!(
        steps[0]
            .note
            .contains("5 reasons for it, 1 against it.\n4 recommendations")
    );
    // The hardest objection is answered where one of its own reasons is.
    let hardest = steps.iter().find(|it| it.title == "A hard part is at home");
    let hardest = hardest.expect("it has a step");
    assert!(
        hardest.note.contains("Reply: “Common in democracies”"),
        "{}",
        hardest.note
    );
    assert!(hardest.focus.contains(&Id::from("most-democracies")));
}

#[test]
fn doubt_comes_after_what_it_doubts() {
    let more = r#"
        claim cold "Cold rooms were never measured" ; label "Never measured"
        cold -| heat
    "#;
    let map = map(&format!("{WEEK}{more}"));
    let titles: Vec<String> = drafted(&map, &["costs"], 8).into_iter().map(|it| it.title).collect();
    let at = |title: &str| titles.iter().position(|it| it == title).expect("it has a step");
    assert_eq!(at("Never measured"), at("Less heating") + 1, "{titles:?}");
}

#[test]
fn a_recommendation_and_a_selection_have_talks_too() {
    let map = the_brief();
    let steps = drafted(&map, &["raise-cost"], 10);
    assert_eq!(steps[0].focus, [Id::from("raise-cost")]);
    let steps = drafted(&map, &["share-view", "limit-damage"], 10);
    for id in ["share-view", "limit-damage"] {
        assert!(steps.iter().any(|it| it.focus.first() == Some(&id.into())), "{id}");
    }
    // Two that pull against each other are both what the talk is about, and it strays to nothing else.
    let steps = drafted(&map, &["pivotal-state", "peninsula-first"], 10);
    assert_eq!(steps[0].focus, [Id::from("pivotal-state"), Id::from("peninsula-first")]);
    let titles: Vec<&str> = steps.iter().map(|it| it.title.as_str()).collect();
    assert!(!titles.contains(&"Unpopularity feeds polarisation"), "{titles:?}");
    // What is chosen below what is chosen has a step, however short the talk.
    let steps = drafted(&map, &["raise-cost", "missile-reach"], 5);
    assert!(steps.iter().any(|it| it.show.contains(&"missile-reach".into())));
}

#[test]
fn a_tiny_map_is_a_talk() {
    let steps = drafted(&map("claim a \"One two three four five six seven eight\""), &["a"], 5);
    assert_eq!(in_words(&steps), ["One two three four five six: a"]);
    drafted(&map("claim a \"A\"\nclaim b \"B\"\nb => a"), &["a"], 60);
}

#[test]
fn circles_end() {
    let map =
        map("claim a \"A\"\nclaim b \"B\"\nclaim c \"C\"\na => b\nb => a\nc <-> a\na -| k1\nk1 -| c\nb + a => k2");
    for about in [&["a"][..], &["b"], &["c"], &["a", "b", "c"]] {
        for minutes in [5, 60] {
            drafted(&map, about, minutes);
        }
    }
    assert_eq!(conclusion(&map).map(Id::as_str), Some("c"), "it bears on nothing");
}

#[test]
fn premises_that_carry_together_are_shown_together_or_not_at_all() {
    let many: Vec<String> = (0..7).map(|n| format!("claim n{n} \"N{n}\"")).collect();
    let joint: Vec<String> = (0..7).map(|n| format!("n{n}")).collect();
    let text = format!(
        "claim a \"A\"\nclaim b \"B\"\nclaim c \"C\"\n{}\nb => a\nc => b\n{} => b",
        many.join("\n"),
        joint.join(" + ")
    );
    let map = map(&text);
    let steps = drafted(&map, &["a"], 5);
    for step in &steps {
        let shown = joint
            .iter()
            .filter(|it| step.show.contains(&Id::from(it.as_str())))
            .count();
        assert!(shown == 0 || shown == 7, "{:?} shows {shown} of 7", step.title);
    }
}

#[test]
fn where_there_is_nothing_to_say_that_is_said() {
    assert_eq!(steps(&Map::default(), &["a".into()], 5), Err(Undrafted::EmptyMap));
    assert_eq!(
        steps(&map("claim a \"A\""), &["gone".into()], 5),
        Err(Undrafted::AboutNothing)
    );
    assert_eq!(
        Undrafted::EmptyMap.to_string(),
        "the map is empty: write what the talk should be about first"
    );
    assert_eq!(conclusion(&Map::default()), None);
}

#[test]
fn a_draft_is_one_step_that_replaces_or_adds() {
    let old = format!("{WEEK}\nstep s1 \"Old\" ; shows costs ; seconds 90");
    for (replaces, minutes) in [(true, 5), (false, 7)] {
        let mut document = Document::new(map(&old));
        let mut n = 0;
        let mint = || {
            n += 1;
            Id::from(format!("new{n}"))
        };
        let wish = Draft {
            about: vec!["costs".into()],
            minutes: 1,
            replaces,
        };
        let edit = draft(document.map(), &wish, mint).expect("drafted");
        document.apply(edit).expect("done");
        let titles: Vec<String> = document.map().steps().iter().map(|it| it.title.clone()).collect();
        assert_eq!(titles[0] == "Old", !replaces);
        assert_eq!(titles.len(), if replaces { 5 } else { 6 });
        assert_eq!(document.map().heading().minutes, minutes);
        assert_eq!(document.undo_name(), Some("draft a talk of 5 steps"));
        document.undo();
        assert_eq!(document.map().parts(), map(&old).parts());
    }
}
