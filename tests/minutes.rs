//! Minutes of a talk: what a facilitator sends round afterwards.

#[allow(dead_code)]
#[path = "common/notation.rs"]
mod notation;

use notation::map;
use truss::export::{Minutes, Visited, minutes};
use truss::map::Map;

fn visited(visits: &[(&str, f64)]) -> Vec<Visited> {
    visits
        .iter()
        .map(|(title, since)| Visited {
            title: (*title).into(),
            since: *since,
        })
        .collect()
}

#[track_caller]
fn check_minutes(before: &str, after: &str, trials: &[&str], expected: &str) {
    let (before, after) = (map(before), map(after));
    let made = minutes(&Minutes {
        before: &before,
        after: &after,
        visits: &visited(&[("The money", 0.0), ("The fifth day", 95.0)]),
        lasted: 1500.0,
        started_at: "2026-11-28 14:00",
        trials: &trials.iter().map(|it| (*it).into()).collect::<Vec<_>>(),
    });
    assert_eq!(made, expected, "\n{made}");
}

const WEEK: &str = r#"
    title "Four-day school week" ; thesis trial
    recommendation trial "Try it for two years."
    claim costs "It saves money."
    evidence bus "Buses run a day less."
    costs => trial
    bus => costs
    source report "Report on the week" ; authors "A. Clerk" ; publisher "The district" ; published "2024" ; licence "CC BY 4.0" ; url "https://example.org/week"
    parked old "Ask the union"
    step s1 "The money" ; shows trial costs
"#;

#[test]
fn a_talk_in_which_nothing_was_said() {
    check_minutes(
        WEEK,
        WEEK,
        &[],
        "\
# Minutes: Four-day school week

The talk began at 2026-11-28 14:00. It took 25 minutes.

## What was shown

| at | step | for |
|---|---|---|
| 0:00 | The money | 1:35 |
| 1:35 | The fifth day | 23:25 |

## Parking lot

- From before: Ask the union.

## What changed in the argument

- Nothing: it is as it was before the talk.

## Sources

- A. Clerk. Report on the week. The district. 2024. CC BY 4.0. <https://example.org/week>
",
    );
}

#[test]
fn a_talk_with_points_a_spread_and_a_trial() {
    let after = format!(
        "{}\n{}",
        WEEK.replace("\"It saves money.\"", "\"It saves some money.\""),
        r#"
        claim p1 "Wages stay" ; origin Floor "2026-11-28 14:05" "Jo"
        claim p2 "So do rents." ; origin Floor "2026-11-28 14:07" ""
        claim p3 "Heating is *off* on Fridays" ; origin Floor "2026-11-28 14:09" "Ann"
        claim p4 "Who pays for clubs" ; origin Floor "2026-11-28 14:11" "Jo" ; tags question ; note "Asked about “It saves money”."
        claim p5 "We tried that" ; origin Floor "2026-11-28 14:12" ""
        n1: p1 -| trial ; origin Floor "2026-11-28 14:05" "Jo"
        n2: p2 -| k1 ; origin Floor "2026-11-28 14:07" ""
        n3: p3 => costs ; origin Floor "2026-11-28 14:09" "Ann"
        parked new "Contracts end in 2027" ; origin Floor "2026-11-28 14:15" "Jo"
        round r1 costs "2026-11-28 14:20" ; hands 2 0 7 4 1
        "#
    );
    check_minutes(
        WEEK,
        &after,
        &["Without “Buses run a day less”, “It saves money” falls."],
        "\
# Minutes: Four-day school week

The talk began at 2026-11-28 14:00. It took 25 minutes.

## What was shown

| at | step | for |
|---|---|---|
| 0:00 | The money | 1:35 |
| 1:35 | The fifth day | 23:25 |

## Points from the floor

On “Try it for two years”:

- Against: Wages stay. (Jo, 14:05)
- Against the step from “It saves some money”: So do rents. (14:07)

On “It saves some money”:

- For: Heating is \\*off\\* on Fridays. (Ann, 14:09)

On nothing in particular:

- We tried that. (14:12)

## Open questions

- Who pays for clubs? (Jo, 14:11) Asked about “It saves money”.

## Parking lot

- Contracts end in 2027. (Jo, 14:15)
- From before: Ask the union.

## Where the room stood

It saves some money. (14 hands, 14:20)

| Rejected | Doubtful | Open | Likely | Granted |
|---|---|---|---|---|
| 2 | 0 | 7 | 4 | 1 |

## What was tried

- Without “Buses run a day less”, “It saves money” falls.

## What changed in the argument

- “Try it for two years” gains two objections: “Wages stay”; “So do rents”, against the step from “It saves some money” to “Try it for two years”.
- “It saves money” now reads “It saves some money”.

## Sources

- A. Clerk. Report on the week. The district. 2024. CC BY 4.0. <https://example.org/week>
",
    );
}

#[test]
fn what_markdown_would_take_for_its_own_is_shown_as_it_is() {
    let hostile = "title \"1. # <b>|x|\"\n claim a \"- [a](b) `c` _d_\" ; origin Floor \"\" \"\"";
    let made = minutes(&Minutes {
        before: &Map::default(),
        after: &map(hostile),
        visits: &visited(&[("a | b\nc", 0.0)]),
        lasted: f64::NAN,
        started_at: "",
        trials: &[],
    });
    for line in [
        "# Minutes: 1\\. \\# \\<b\\>\\|x\\|",
        "| 0:00 | a \\| b c | 0:00 |",
        "- \\- \\[a\\](b) \\`c\\` \\_d\\_.",
    ] {
        assert!(made.lines().any(|it| it == line), "{line}\n{made}");
    }
}

#[test]
fn minutes_of_the_brief_name_its_source_and_no_id() {
    let text = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron")).expect("it is there");
    let brief = truss::file::read(&text).expect("it can be read").map;
    let steps: Vec<(&str, f64)> = brief
        .steps()
        .iter()
        .map(|it| &*it.title)
        .zip((0..).map(|n| f64::from(n) * 60.0))
        .collect();
    let made = minutes(&Minutes {
        before: &brief,
        after: &brief,
        visits: &visited(&steps),
        lasted: 1260.0,
        started_at: "2026-11-28 14:00",
        trials: &[],
    });
    assert!(made.starts_with("# Minutes: Seoul and Washington in the Indo-Pacific\n"));
    assert!(
        made.contains("| 2:00 | First the peninsula, or the world? | 1:00 |"),
        "{made}"
    );
    assert!(
        made.contains("Kuyoun Chung") && made.contains("CC BY-NC-ND 4.0"),
        "{made}"
    );
    for id in brief
        .nodes()
        .iter()
        .map(|it| it.id.as_str())
        .filter(|it| it.contains('-'))
    {
        assert!(!made.contains(id), "{id}");
    }
}
