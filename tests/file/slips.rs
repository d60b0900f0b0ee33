//! Slips of the hand, and what is said of each: what is meant, where, and in which record.

use crate::quoted::{check_told, spoiled};
use crate::refused::{SOUND, check_refused};
use truss::file::{NEWEST, read};

#[test]
fn a_name_with_one_letter_wrong_missing_too_many_or_swapped_is_known_again() {
    check_told(
        spoiled("relation: Support", "relation: Support, reasom: \"x\""),
        &[
            "18:67: link \"k1\": the field `reasom` is unknown; is `reason` meant? As it stands, a save leaves it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, reasom: \"x\"),",
            "                                                              ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, reson: \"x\""),
        &[
            "18:67: link \"k1\": the field `reson` is unknown; is `reason` meant? As it stands, a save leaves it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, reson: \"x\"),",
            "                                                              ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, reasoon: \"x\""),
        &[
            "18:67: link \"k1\": the field `reasoon` is unknown; is `reason` meant? As it stands, a save leaves it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, reasoon: \"x\"),",
            "                                                              ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, raeson: \"x\""),
        &[
            "18:67: link \"k1\": the field `raeson` is unknown; is `reason` meant? As it stands, a save leaves it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, raeson: \"x\"),",
            "                                                              ^",
        ],
    );
    check_told(
        spoiled("to: \"costs\"", "too: \"costs\""),
        &[
            "18:35: link \"k1\" has no `to`; it has `too`: is `to` meant?",
            "    (id: \"k1\", from: [\"bus\"], too: \"costs\", relation: Support),",
            "                              ^",
        ],
    );
    check_told(
        spoiled("to: \"costs\"", "t: \"costs\""),
        &[
            "18:9: link \"k1\" has no `to`; write `to: \"…\",`",
            "    (id: \"k1\", from: [\"bus\"], t: \"costs\", relation: Support),",
            "    ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, on: \"x\""),
        &[
            "18:67: link \"k1\": the field `on` is unknown; correct its name, or take it out: a save leaves it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, on: \"x\"),",
            "                                                              ^",
        ],
    );
}

#[test]
fn a_word_in_quotes_is_told_with_the_words_that_there_are() {
    check_told(
        spoiled("relation: Support", "relation: \"Support\""),
        &[
            "18:58: a word should stand here, for `relation`; write Support or Tension, without quotes",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: \"Support\"),",
            "                                                     ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, basis: \"x\""),
        &[
            "18:74: a word should stand here, for `basis`; write States, Implies or Reader, without quotes",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, basis: \"x\"),",
            "                                                                     ^",
        ],
    );
    check_told(
        spoiled("relation: Support", "relation: Support, origin: \"x\""),
        &[
            "18:75: a word should stand here, for `origin`; write Source, Reader or Floor(…), without quotes",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support, origin: \"x\"),",
            "                                                                      ^",
        ],
    );
    check_told(
        spoiled("kind: Claim", "kind: Claim, standing: 3"),
        &[
            "8:36: a word should stand here, for `standing`; write Rejected, Doubtful, Open, Likely or Granted, without quotes",
            "    kind: Claim, standing: 3,",
            "                           ^",
        ],
    );
}

#[test]
fn what_is_missing_is_told_with_a_sample() {
    check_told(
        spoiled("            kind: Claim,\n", ""),
        &[
            "6:9: node \"costs\" has no `kind`; write `kind: Claim,`",
            "    (",
            "    ^",
        ],
    );
    check_told(
        spoiled("from: [\"bus\"], ", ""),
        &[
            "18:9: link \"k1\" has no `from`; write `from: [],`",
            "    (id: \"k1\", to: \"costs\", relation: Support),",
            "    ^",
        ],
    );
}

#[test]
fn the_record_is_named_by_what_it_is() {
    check_told(
        spoiled("    placement", "    talk: (id: \"x\", minutes: 3),\n    placement"),
        &[
            "20:12: the talk: the field `id` is unknown; correct its name, or take it out: a save leaves it out",
            "    talk: (id: \"x\", minutes: 3),",
            "           ^",
        ],
    );
    check_told(
        spoiled("    placement", "    groups: [(title: \"Money\")],\n    placement"),
        &[
            "20:14: the group has no `id`; write `id: \"…\",`",
            "    groups: [(title: \"Money\")],",
            "             ^",
        ],
    );
    check_told(
        spoiled("    placement", "    sources: [(title: \"Money\")],\n    placement"),
        &[
            "20:15: the source has no `id`; write `id: \"…\",`",
            "    sources: [(title: \"Money\")],",
            "              ^",
        ],
    );
    check_told(
        spoiled("    placement", "    talk: (minuts: 3),\n    placement"),
        &[
            "20:12: the talk: the field `minuts` is unknown; is `minutes` meant? As it stands, a save leaves it out",
            "    talk: (minuts: 3),",
            "           ^",
        ],
    );
    check_told(
        spoiled(
            "    placement",
            "    conflicts: [(about: Link, id: \"k1\", ours: Ends(from: [], too: \"x\"), theirs: Kept)],\n    placement",
        ),
        &[
            "20:62: the record has no `to`; it has `too`: is `to` meant?",
            "    … [(about: Link, id: \"k1\", ours: Ends(from: [], too: \"x\"), theirs: Kept)],",
            "                                                    ^",
        ],
    );
    check_told(
        spoiled(
            "relation: Support",
            "relation: Support, extra: {\"a\": \"1\", \"b\": \"2\", \"a\": \"3\"}",
        ),
        &[
            "18:95: link \"k1\": \"a\" stands twice in `extra`; rename one of the two",
            "    …, to: \"costs\", relation: Support, extra: {\"a\": \"1\", \"b\": \"2\", \"a\": \"3\"}),",
            "                                                                   ^",
        ],
    );
}

#[test]
fn a_single_quote_behind_a_text_is_told_apart() {
    check_told(
        spoiled("\"It saves money.\"", "\"It saves\"' money.\""),
        &[
            "9:19: the text that starts here ends at a quote with more behind it; write the closing quote `\"` where it ends; a quote inside a text is written `\\\"`",
            "    text: \"It saves\"' money.\",",
            "          ^",
        ],
    );
    check_told(
        spoiled("\"School\",", "\"School\" 'x,"),
        &[
            "4:21: a single quote starts no text; write texts in double quotes: \"text\"",
            "    title: \"School\" 'x,",
            "                    ^",
        ],
    );
}

#[test]
fn letters_that_take_no_room_and_tabs_leave_the_mark_where_it_belongs() {
    check_told(
        spoiled(
            "\"School\",",
            "\"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\" x,",
        ),
        &[
            "4:154: a comma is missing here; write `,` after the text",
            "    …\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\" x,",
            "                                                     ^",
        ],
    );
    check_told(
        spoiled(
            "\"School\",",
            "\"A\" \"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\",",
        ),
        &[
            "4:15: a comma is missing here; write `,` after the text",
            "    title: \"A\" \"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e…",
            "              ^",
        ],
    );
    check_told(
        spoiled(
            "\"School\"",
            "\"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\" \"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\"",
        ),
        &[
            "4:154: a comma is missing here; write `,` after the text",
            "    …\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}\" \"e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}…",
            "                                         ^",
        ],
    );
    check_told(
        spoiled("title: \"School\"", "title:\t\"A\"\t\"x\""),
        &[
            "4:15: a comma is missing here; write `,` after the text",
            "    title: \"A\" \"x\",",
            "              ^",
        ],
    );
}

#[test]
fn marks_that_are_not_seen_between_the_words_are_no_trouble() {
    let text = spoiled("\"School\",", "\u{200e}\"School\"\u{200f}\u{2028},\u{85}\u{2029}");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(
        (&*reading.map.heading().title, reading.problems),
        ("School", Vec::new())
    );
}

#[test]
fn a_file_of_which_a_byte_is_left_is_no_utf_16() {
    let nul = "1:2: empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy; put back an earlier copy";
    check_refused(b"(\0\0\0\0\0", nul);
    check_refused(b"(\0\0\0", nul);
}

#[test]
fn a_newer_file_in_which_nothing_is_unknown_is_told_all_the_same() {
    let newer = SOUND.replace("truss: 1", &format!("truss: {}", NEWEST + 1));
    let reading = read(newer.as_bytes()).unwrap();
    assert!(reading.newer);
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with(&format!(
            "3:5: the file was made by a newer Truss (version {} ",
            NEWEST + 1
        )),
        "{told:?}"
    );
}
