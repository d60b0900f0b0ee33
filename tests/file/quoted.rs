//! Every sort of bad input with the whole message that a person gets: where, what, how to mend it, and the line with a mark
//! under the place.

use crate::refused::SOUND;
use truss::file::{read, write};

/// The sound file with `old` replaced by `new`.
pub fn spoiled(old: &str, new: &str) -> String {
    assert_eq!(SOUND.matches(old).count(), 1, "{old}");
    SOUND.replace(old, new)
}

/// What is told of a file: why it is refused, or what is wrong with it though it loads.
fn told(bytes: &[u8]) -> Vec<String> {
    let messages = match read(bytes) {
        Err(error) => vec![(error.to_string(), *error.quote)],
        Ok(reading) => {
            let problems = reading.problems.into_iter();
            problems.map(|it| (it.to_string(), it.quote)).collect()
        }
    };
    let lines = messages.into_iter().map(|(message, quote)| match quote.is_empty() {
        true => message,
        false => format!("{message}\n{quote}"),
    });
    lines
        .flat_map(|it| it.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[track_caller]
pub fn check_told(bytes: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(told(bytes.as_ref()), expected);
}

#[test]
fn a_byte_that_is_no_text() {
    check_told(
        spoiled("School", "Sch\u{0}ool"),
        &[
            "4:16: empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy; put back an earlier copy",
            "    title: \"Sch□ool\",",
            "               ^",
        ],
    );
}

#[test]
fn a_quote_that_is_missing_or_bent() {
    check_told(
        spoiled("\"costs\",\n            kind", "\"costs,\n            kind"),
        &[
            "7:17: the text that starts here runs over the end of its line; write the closing quote `\"` where it ends; a quote inside a text is written `\\\"`",
            "    id: \"costs,",
            "        ^",
        ],
    );
    check_told(
        spoiled("\"School\"", "\u{201c}School\u{201d}"),
        &[
            "4:12: the quote `\u{201c}` starts no text; write texts in straight double quotes: \"text\"",
            "    title: \u{201c}School\u{201d},",
            "           ^",
        ],
    );
    check_told(
        spoiled("It saves money.", "It \"saves\" money."),
        &[
            "9:19: the text that starts here ends at a quote with more behind it; write the closing quote `\"` where it ends; a quote inside a text is written `\\\"`",
            "    text: \"It \"saves\" money.\",",
            "          ^",
        ],
    );
}

#[test]
fn a_comma_or_colon_that_is_missing() {
    check_told(
        spoiled("\"School\",", "\"School\""),
        &[
            "4:20: a comma is missing here; write `,` after the text",
            "    title: \"School\"",
            "                   ^",
        ],
    );
    check_told(
        spoiled("kind: Claim,", "kind: Claim"),
        &[
            "8:24: a comma is missing here; write `,` after the value",
            "    kind: Claim",
            "               ^",
        ],
    );
    check_told(
        spoiled("kind: Claim", "kind Claim"),
        &[
            "8:17: a colon is missing here; write `:` between a name and its value",
            "    kind Claim,",
            "        ^",
        ],
    );
}

#[test]
fn what_a_merge_left_behind() {
    check_told(
        spoiled(
            "            text: \"It saves money.\",\n",
            "<<<<<<< HEAD\n            text: \"It saves.\",\n=======\n            text: \"It costs.\",\n>>>>>>> theirs\n",
        ),
        &[
            "9:1: a merge left two versions here; keep one of them, and take out the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`",
            "    <<<<<<< HEAD",
            "    ^",
        ],
    );
}

#[test]
fn json_instead_of_ron() {
    check_told(
        spoiled("#![enable(implicit_some)]\n(\n    truss: 1,", "{\n    \"truss\": 1,"),
        &[
            "1:1: the file starts with `{`, as JSON does; choose another file; a map starts with `(`, and its field names stand without quotes",
            "    {",
            "    ^",
        ],
    );
    check_told(
        spoiled("title:", "\"title\":"),
        &[
            "4:5: the name of a field should stand here; write it without quotes: `text: \"\u{2026}\"`, not `\"text\": \"\u{2026}\"` as in JSON",
            "    \"title\": \"School\",",
            "    ^",
        ],
    );
}

#[test]
fn a_field_that_is_misspelt() {
    check_told(
        spoiled("text: \"It saves", "txet: \"It saves"),
        &[
            "9:13: node \"costs\" has no `text`; it has `txet`: is `text` meant?",
            "    txet: \"It saves money.\",",
            "    ^",
        ],
    );
    check_told(
        spoiled("kind: Claim,", "kind: Claim, lable: \"Money\","),
        &[
            "8:26: node \"costs\": the field `lable` is unknown; is `label` meant? As it stands, a save leaves it out",
            "    kind: Claim, lable: \"Money\",",
            "                 ^",
        ],
    );
}

#[test]
fn a_word_that_is_unknown() {
    check_told(
        spoiled("Claim", "Opinion"),
        &[
            "8:19: the kind `Opinion` is unknown; write Claim, Evidence or Recommendation",
            "    kind: Opinion,",
            "          ^",
        ],
    );
    check_told(
        spoiled("Support", "Supports"),
        &[
            "18:58: the relation `Supports` is unknown; write Support or Tension",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Supports),",
            "                                                     ^",
        ],
    );
}

#[test]
fn a_newer_version() {
    check_told(
        spoiled(
            "truss: 1,\n    title: \"School\"",
            "truss: 7,\n    title: \"School\", colour: Blue",
        ),
        &[
            "3:5: the file was made by a newer Truss (version 7 of the file; this one knows up to 6): it can be looked at, not changed; update Truss to change it",
            "    truss: 7,",
            "    ^",
            "4:22: the map: the field `colour` is unknown; a newer Truss may know it",
            "    title: \"School\", colour: Blue,",
            "                     ^",
        ],
    );
    check_told(
        spoiled("truss: 1,\n    title: \"School\"", "truss: 7,\n    title: School"),
        &[
            "4:12: the file was made by a newer Truss (version 7 of the file; this one knows up to 6): a text should stand here, for `title`; update Truss to open it",
            "    title: School,",
            "           ^",
        ],
    );
}

#[test]
fn numbers_that_are_none() {
    check_told(
        spoiled(", 120, 340", ", NaN, 340"),
        &[
            "21:9: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
            "    (\"costs\", NaN, 340),",
            "    ^",
        ],
    );
    check_told(
        spoiled(", 120, 340", ", 120, inf"),
        &[
            "21:9: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
            "    (\"costs\", 120, inf),",
            "    ^",
        ],
    );
    check_told(
        spoiled(", 120, 340", ", 120, -inf"),
        &[
            "21:9: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
            "    (\"costs\", 120, -inf),",
            "    ^",
        ],
    );
    check_told(
        spoiled(", 120, 340", ", 1e400, 340"),
        &[
            "21:9: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
            "    (\"costs\", 1e400, 340),",
            "    ^",
        ],
    );
}

#[test]
fn ids_that_do_not_fit() {
    check_told(
        spoiled("id: \"bus\"", "id: \"costs\""),
        &[
            "12:13: node \"costs\": the id is already taken; give one of the two another id, and check which one is meant elsewhere",
            "    id: \"costs\",",
            "    ^",
            "18:20: link \"k1\": the premise \"bus\" is no node of this map; correct the id in `from`, or take it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support),",
            "               ^",
        ],
    );
    check_told(
        spoiled("[\"bus\"]", "[\"bus\", \"ghost\"]"),
        &[
            "18:20: link \"k1\": the premise \"ghost\" is no node of this map; correct the id in `from`, or take it out",
            "    (id: \"k1\", from: [\"bus\", \"ghost\"], to: \"costs\", relation: Support),",
            "               ^",
        ],
    );
    check_told(
        spoiled("to: \"costs\"", "to: \"gone\""),
        &[
            "18:35: link \"k1\": the target \"gone\" is no node or link of this map; correct the id in `to`, or remove the link",
            "    (id: \"k1\", from: [\"bus\"], to: \"gone\", relation: Support),",
            "                              ^",
        ],
    );
    check_told(
        spoiled("to: \"costs\"", "to: \"bus\""),
        &[
            "18:35: link \"k1\": the link bears on itself or on its own premise; let it bear on another node or link",
            "    (id: \"k1\", from: [\"bus\"], to: \"bus\", relation: Support),",
            "                              ^",
        ],
    );
    check_told(
        spoiled("to: \"costs\"", "to: \"k1\""),
        &[
            "18:35: link \"k1\": the link bears on itself or on its own premise; let it bear on another node or link",
            "    (id: \"k1\", from: [\"bus\"], to: \"k1\", relation: Support),",
            "                              ^",
        ],
    );
    check_told(
        spoiled(
            "to: \"costs\", relation: Support),",
            "to: \"k2\", relation: Support),\n        (id: \"k2\", from: [\"costs\"], to: \"k1\", relation: Tension),",
        ),
        &[
            "18:35: link \"k1\": the link bears, through other links, on itself; let one of these links bear on a node",
            "    (id: \"k1\", from: [\"bus\"], to: \"k2\", relation: Support),",
            "                              ^",
            "19:37: link \"k2\": the link bears, through other links, on itself; let one of these links bear on a node",
            "    (id: \"k2\", from: [\"costs\"], to: \"k1\", relation: Tension),",
            "                                ^",
        ],
    );
}

#[test]
fn signs_that_are_not_seen() {
    check_told(
        spoiled("id: \"bus\"", "id: \"b\u{1b}[31mus\""),
        &[
            "12:13: node \"b\\u{1b}[31mus\": the id is empty or holds invisible control characters; give it an id of visible characters",
            "    id: \"b□[31mus\",",
            "    ^",
            "18:20: link \"k1\": the premise \"bus\" is no node of this map; correct the id in `from`, or take it out",
            "    (id: \"k1\", from: [\"bus\"], to: \"costs\", relation: Support),",
            "               ^",
        ],
    );
    check_told(
        spoiled("[\"bus\"]", "[\"\u{202e}bus\"]"),
        &[
            "18:20: link \"k1\": the premise \"\\u{202e}bus\" is no node of this map; correct the id in `from`, or take it out",
            "    (id: \"k1\", from: [\"□bus\"], to: \"costs\", relation: Support),",
            "               ^",
        ],
    );
    check_told(
        spoiled("\"Buses rest.\"", "\"Buses \u{202e}.tser\" \"\u{1b}[2J\""),
        &[
            "14:33: a comma is missing here; write `,` after the text",
            "    text: \"Buses □.tser\" \"□[2J\",",
            "                        ^",
        ],
    );
    check_told(
        spoiled("\"Buses rest.\"", "\"\u{2067}\" rest"),
        &[
            "14:22: a comma is missing here; write `,` after the text",
            "    text: \"□\" rest,",
            "             ^",
        ],
    );
}

#[test]
fn a_file_that_was_cut() {
    check_told(
        &SOUND[..SOUND.find("Claim").unwrap()],
        &[
            "8:19: the file ends before the `(` in line 6, column 9 is closed; write the missing `)`, or put back an earlier copy if the file was cut short",
            "    kind: ",
            "          ^",
        ],
    );
}

#[test]
fn a_long_line_is_cut_on_both_sides() {
    check_told(
        spoiled(
            "\"School\"",
            &format!("\"{}\" {}", "School ".repeat(30), "title".repeat(30)),
        ),
        &[
            "4:224: a comma is missing here; write `,` after the text",
            "    \u{2026}School School School School School \" titletitletitletitletitletitletitlet\u{2026}",
            "                                         ^",
        ],
    );
}

#[test]
fn a_wide_line_keeps_the_mark_under_the_place() {
    check_told(
        spoiled("\"It saves money.\"", "\"나흘 수업은 돈을 아낀다\" \"더\""),
        &[
            "9:34: a comma is missing here; write `,` after the text",
            "    text: \"나흘 수업은 돈을 아낀다\" \"더\",",
            "                                   ^",
        ],
    );
}

#[test]
fn a_file_that_is_wrong_as_a_whole_is_not_quoted() {
    check_told("", &["1:1: the file is empty; put back an earlier copy"]);
    check_told(
        [0xFF, 0xFE, b'(', 0],
        &["1:1: the file is written in UTF-16; save it as UTF-8 in the editor that it comes from"],
    );
    check_told(
        [0; 64],
        &[
            "1:1: empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy; put back an earlier copy",
        ],
    );
    check_told(
        format!("\u{FEFF}{SOUND}"),
        &[
            "1:1: the file starts with a byte order mark, which is not seen and does no harm; save it in Truss, which leaves it out; or as UTF-8 without the mark",
        ],
    );
}

#[test]
fn a_byte_order_mark_moves_no_place_in_what_is_refused() {
    let text = "(truss: 1, title: \"급식\0\")";
    let expected = [
        "1:22: empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy; put back an earlier copy",
        "    (truss: 1, title: \"급식□\")",
        "                           ^",
    ];
    check_told(text, &expected);
    check_told(format!("\u{FEFF}{text}"), &expected);
}

#[test]
fn a_byte_that_is_no_utf_8() {
    let mut bytes = spoiled("School", "Éc?le").into_bytes();
    let at = bytes.iter().position(|it| *it == b'?').unwrap();
    bytes[at] = 0xF4;
    check_told(
        bytes,
        &[
            "4:15: the character here is not written in UTF-8 (byte 0xF4); save the file as UTF-8 in the editor that it comes from, or put back an earlier copy",
            "    title: \"Éc�le\",",
            "              ^",
        ],
    );
}

#[test]
fn a_text_above_1_mb_is_quoted_by_its_beginning() {
    let long = "long ".repeat(300_000);
    let told = told(spoiled("School", &long).as_bytes());
    assert_eq!(
        told[0],
        "4:12: the text that starts here is too long (1500000 bytes); a text may have 1 MB: shorten it"
    );
    assert_eq!(told[1].chars().count(), 78, "{}", told[1]);
    assert!(told[1].starts_with("    title: \"long long ") && told[1].ends_with('…'));
    assert_eq!(told[2], "           ^");
}

#[test]
fn brackets_100_000_deep() {
    let told = told(format!("(truss: 1,\nx: {}", "[".repeat(100_000)).as_bytes());
    assert_eq!(
        told[0],
        "2:35: brackets stand more than 32 deep; nothing in a map is that deep: take the brackets out"
    );
    assert_eq!(told[1].chars().count(), 78, "{}", told[1]);
}

/// What loads with problems is written as it was read, problems and all.
#[test]
fn what_loads_with_problems_is_changed_by_nobody() {
    let text = spoiled("[\"bus\"], to: \"costs\"", "[\"\u{202E}bus\", \"\"], to: \"k1\"")
        .replace("id: \"bus\"", "id: \"costs\"");
    let first = read(text.as_bytes()).unwrap();
    let again = read(write(&first.map).as_bytes()).unwrap();
    assert_eq!(again.map.parts(), first.map.parts());
    let faults = |it: &truss::file::Reading| it.problems.iter().filter(|it| it.fault.is_some()).count();
    assert_eq!((faults(&again), faults(&first)), (4, 4));
}
