//! What is refused, where, and in which words.

use truss::file::read;

/// A sound file, of which each test spoils a piece.
pub const SOUND: &str = r#"#![enable(implicit_some)]
(
    truss: 1,
    title: "School",
    nodes: [
        (
            id: "costs",
            kind: Claim,
            text: "It saves money.",
        ),
        (
            id: "bus",
            kind: Evidence,
            text: "Buses rest.",
        ),
    ],
    links: [
        (id: "k1", from: ["bus"], to: "costs", relation: Support),
    ],
    placement: [
        ("costs", 120, 340),
    ],
)
"#;

pub fn check_refused(bytes: impl AsRef<[u8]>, expected: &str) {
    let error = read(bytes.as_ref()).expect_err(expected);
    assert_eq!(error.to_string(), expected);
}

/// Refuses the sound file with `old` replaced by `new`.
fn check_spoiled(old: &str, new: &str, expected: &str) {
    assert_eq!(SOUND.matches(old).count(), 1, "{old}");
    check_refused(SOUND.replace(old, new), expected);
}

#[test]
fn the_sound_file_is_sound() {
    let reading = read(SOUND.as_bytes()).unwrap();
    assert!(reading.problems.is_empty() && reading.losses.is_empty());
    assert_eq!(reading.map.nodes().len(), 2);
}

#[test]
fn what_holds_no_map() {
    check_refused("", "1:1: the file is empty; put back an earlier copy");
    check_refused(" \n\n", "3:1: there is no map in this file; put back an earlier copy");
    check_refused(
        "// Mine.",
        "1:9: there is no map in this file; put back an earlier copy",
    );
    check_refused(
        "Dear all,\nsee below",
        "1:1: this is no map; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
    check_refused(
        "<svg/>",
        "1:1: this is no map; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
}

#[test]
fn other_encodings() {
    let utf16 = "1:1: the file is written in UTF-16; save it as UTF-8 in the editor that it comes from";
    let little: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check_refused(&little, utf16);
    check_refused(&big, utf16);
    check_refused([&[0xFF, 0xFE], &little[..]].concat(), utf16);
    check_refused([&[0xFE, 0xFF], &big[..]].concat(), utf16);
    let nul = "the file holds NUL bytes, as after a power failure or a broken copy; put back an earlier copy";
    check_spoiled("School", "S\0hool", &format!("4:14: {nul}"));
    check_refused([0; 64], &format!("1:1: {nul}"));
    let mut latin = SOUND.replace("School", "Éc?le").into_bytes();
    let at = latin.iter().position(|it| *it == b'?').unwrap();
    latin[at] = 0xF4;
    check_refused(
        latin,
        "4:15: the byte 0xF4 is no UTF-8; save the file as UTF-8 in the editor that it comes from, or put back an earlier copy",
    );
}

#[test]
fn json() {
    let mend = "a map starts with `(`, and its field names stand without quotes";
    check_refused(
        "\n{\"truss\": 1}",
        &format!("2:1: the file starts with `{{`, as JSON does; {mend}"),
    );
    check_refused("[1]", &format!("1:1: the file starts with `[`, as JSON does; {mend}"));
    check_spoiled(
        "title:",
        "\"title\":",
        "4:5: expected the name of a field here; write it without quotes: `text: \"…\"`, not `\"text\": \"…\"` as in JSON",
    );
}

#[test]
fn a_merge_left_undone() {
    let expected = "9:1: a merge left two versions here; keep one of them, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
    check_spoiled(
        "            text: \"It saves money.\",\n",
        "<<<<<<< HEAD\n            text: \"It saves.\",\n=======\n            text: \"It costs.\",\n>>>>>>> don't\n",
        expected,
    );
    check_spoiled("            text: \"It saves money.\",\n", "=======\n", expected);
    // In a text it is no marker.
    let text = SOUND.replace("It saves", "\n<<<<<<< saves");
    assert!(read(text.as_bytes()).is_ok());
}

#[test]
fn quotes() {
    let straight = "texts stand in straight double quotes: \"text\"";
    check_spoiled(
        "\"It saves money.\"",
        "“It saves money.”",
        &format!("9:19: the quote `“` starts no text; {straight}"),
    );
    check_spoiled(
        "\"School\"",
        "„School“",
        &format!("4:12: the quote `„` starts no text; {straight}"),
    );
    check_spoiled(
        "\"School\"",
        "'School'",
        "4:12: a single quote starts no text; texts stand in double quotes: \"text\"",
    );
    let mend = "write the closing quote `\"` where it ends; a quote inside a text is written `\\\"`";
    check_spoiled(
        "\"costs\",\n            kind",
        "\"costs,\n            kind",
        &format!("7:17: the text that starts here runs over the end of its line; {mend}"),
    );
    check_spoiled(
        "money.\"",
        "money.",
        &format!("9:19: the text that starts here runs over the end of its line; {mend}"),
    );
    check_spoiled(
        "It saves money.",
        "It \"saves\" money.",
        &format!("9:19: the text that starts here ends at a quote with more behind it; {mend}"),
    );
    check_spoiled(
        "(\"costs\", 120",
        "(\"costs, 120",
        "21:10: the text that starts here has no end; write the closing quote `\"`; a quote inside a text is written `\\\"`",
    );
    // Smart quotes inside a text are text.
    assert!(read(SOUND.replace("School", "“School”").as_bytes()).is_ok());
}

#[test]
fn escapes() {
    let mend = "write `\\\\` for a backslash; there are \\n, \\r, \\t, \\\", \\\\ and \\u{…}";
    check_spoiled("School", "C:\\School", &format!("4:15: this is no escape; {mend}"));
    check_spoiled("School", "\\u{D800}", &format!("4:13: this is no escape; {mend}"));
}

#[test]
fn brackets() {
    check_spoiled(
        "\"It saves money.\",\n        ),",
        "\"It saves money.\",",
        "6:9: the `(` here is closed by the `]` of 15:5; write the missing `)` before it",
    );
    check_spoiled(
        "    ],\n    links",
        "    links",
        "5:12: the `[` here is closed by the `)` of 22:1; write the missing `]` before it",
    );
    check_spoiled(
        "    nodes: [",
        "    nodes: ",
        "2:1: the `(` here is closed by the `]` of 16:5; write the missing `)` before it",
    );
    check_spoiled(
        "340),\n    ],\n)",
        "340),\n    ],\n))",
        "23:2: the `)` here closes nothing; take it out, or write the bracket that it closes",
    );
    check_refused(
        &SOUND[..SOUND.len() / 2],
        "13:3: the file ends before the `(` of 11:9 is closed; close it, or put back an earlier copy if the file was cut short",
    );
    check_spoiled(
        "kind: Claim",
        "/* kind: Claim",
        "8:13: the comment that starts here has no end; write `*/` where it ends",
    );
    check_spoiled(
        "    ],\n)\n",
        "    ],\n)\n(truss: 1)\n",
        "24:1: something stands behind the end of the map; take it out, or the `)` before it",
    );
}

#[test]
fn commas_and_colons() {
    check_spoiled(
        "title: \"School\",",
        "title: \"School\"",
        "4:20: a comma is missing here; write `,` after the text",
    );
    check_spoiled(
        "kind: Claim,",
        "kind: Claim // said",
        "8:24: a comma is missing here; write `,` after the value",
    );
    check_spoiled(
        "        ),\n        (\n",
        "        )\n        (\n",
        "10:10: a comma is missing here; write `,` after the value",
    );
    check_spoiled(
        "kind: Claim",
        "kind Claim",
        "8:17: a colon is missing here; write `:` between a name and its value",
    );
    check_spoiled(
        "kind: Claim",
        "kind:",
        "8:18: a value is missing here; write it after the colon, or take the name out",
    );
    check_spoiled(
        "kind: Claim",
        "7: Claim",
        "8:13: expected the name of a field here; a name has letters, digits and `_`, and a colon behind it",
    );
}

#[test]
fn unknown_words() {
    check_spoiled(
        "Claim",
        "Question",
        "8:19: the kind `Question` is unknown; use one of Claim, Evidence, Recommendation",
    );
    check_spoiled(
        "Claim",
        "\"Claim\"",
        "8:19: expected a word for `kind`; use one of Claim, Evidence, Recommendation, without quotes",
    );
    check_spoiled(
        "Support",
        "Supports",
        "18:58: the relation `Supports` is unknown; use one of Support, Tension",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, standing: Maybe",
        "8:36: the standing `Maybe` is unknown; use one of Rejected, Doubtful, Open, Likely, Granted",
    );
    check_spoiled(
        "Support",
        "Support, basis: Says",
        "18:74: the basis `Says` is unknown; use one of States, Implies, Reader",
    );
    check_spoiled(
        "Support",
        "Support, origin: Room",
        "18:75: the origin `Room` is unknown; use one of Source, Reader, Floor",
    );
    check_spoiled(
        "Support",
        "Support, origin: Floor",
        "18:80: expected what the floor said for `origin`; write `Floor(at: \"…\", by: \"…\")`; both may be left out",
    );
    check_spoiled(
        "Support",
        "Support, mutual: yes",
        "18:75: expected `true` or `false` for `mutual`; write it without quotes",
    );
}

#[test]
fn missing_fields() {
    check_spoiled(
        "            text: \"It saves money.\",\n",
        "",
        "6:9: node \"costs\" has no `text`; write `text: \"…\",`",
    );
    check_spoiled(
        "text: \"It saves money.\"",
        "txet: \"It saves money.\"",
        "9:13: node \"costs\" has no `text`; it has `txet`: is `text` meant?",
    );
    check_spoiled("id: \"costs\",", "", "6:9: the node has no `id`; write `id: \"…\",`");
    check_spoiled(
        ", relation: Support",
        "",
        "18:9: link \"k1\" has no `relation`; write `relation: Support,`",
    );
    check_spoiled("    truss: 1,\n", "", "2:1: the map has no `truss`; write `truss: 1,`");
    check_spoiled(
        "    links: [",
        "    link: [",
        "17:5: the map has no `links`; it has `link`: is `links` meant?",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, cites: [(source: \"s\"), (paragraph: 2)]",
        "8:49: the cite has no `source`; write `source: \"…\",`",
    );
    check_spoiled(
        "    placement",
        "    talk: (steps: [(id: \"s1\", camera: (x: 1, zoom: 2))]),\n    placement",
        "20:31: the camera has no `y`; write `y: 1,`",
    );
    check_spoiled(
        "title: \"School\"",
        "title: \"School\", title: \"Home\"",
        "4:22: the map: `title` stands twice; take one of the two out",
    );
    check_spoiled(
        "kind: Claim",
        "id: \"costs\", kind: Claim",
        "8:13: node \"costs\": `id` stands twice; take one of the two out",
    );
}

#[test]
fn values_of_another_kind() {
    check_spoiled(
        "\"School\"",
        "12",
        "4:12: expected a text for `title`; texts stand in double quotes: \"text\"",
    );
    check_spoiled(
        "[\"bus\"]",
        "\"bus\"",
        "18:26: expected a list for `from`; lists stand in square brackets: [\"a\", \"b\"]",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, extra: [1]",
        "8:33: expected names and texts for `extra`; they stand in curly brackets: {\"name\": \"text\"}",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, extra: {\"a\": 1}",
        "8:39: expected a text for `\"a\"`; texts stand in double quotes: \"text\"",
    );
    check_spoiled(
        "truss: 1",
        "truss: \"1\"",
        "3:12: expected a whole number for `truss`; write it without quotes, point or sign",
    );
    check_spoiled(
        "truss: 1",
        "truss: 1.5",
        "3:12: the value of `truss` is not understood; write a whole number or a word, and a comma after it",
    );
    check_spoiled(
        "truss: 1",
        "truss: -1",
        "3:12: the number of `truss` does not fit; write a whole number from 0 to 4294967295",
    );
    check_spoiled(
        "    placement",
        "    groups: [(id: \"g\", title: \"\", hue: 70000)],\n    placement",
        "20:40: the number of `hue` does not fit; write a whole number from 0 to 65535",
    );
    let place = "a place is not understood; write the id of a node and two numbers: (\"id\", 120, 340)";
    check_spoiled(", 120, 340", ", 120", &format!("21:9: {place}"));
    check_spoiled(", 120, 340", ", 120, 340, 1", &format!("21:9: {place}"));
    check_spoiled("(\"costs\", 120, 340)", "\"costs\"", &format!("21:9: {place}"));
    check_spoiled(
        ", 120, 340",
        ", 120, \"340\"",
        "21:24: expected a number for `placement`; write it without quotes, as in 120",
    );
    check_spoiled(
        "nodes: [\n        (",
        "nodes: [\n        \"one\", (",
        "6:9: expected a record for `nodes`; records stand in round brackets, without a name before them: (id: \"…\", …)",
    );
    check_spoiled(
        "#![enable(implicit_some)]",
        "#![enable(implicit_all)]",
        "1:11: the header is not understood; write `#![enable(implicit_some)]` as the first line",
    );
}

#[test]
fn versions() {
    check_spoiled(
        "truss: 1",
        "truss: 0",
        "3:12: there is no version 0 of the file; write `truss: 1`",
    );
    let newer = "this file is written by a newer Truss (version 7 of the file, where this one knows up to 6): ";
    check_refused(
        SOUND.replace("truss: 1", "truss: 7").replace("Claim", "Question"),
        &format!("8:19: {newer}the kind `Question` is unknown; open it with a newer Truss"),
    );
    check_refused(
        SOUND.replace("truss: 1", "truss: 7").replace("nodes: [", "nodes: <"),
        &format!("2:1: {newer}the `(` here is closed by the `]` of 16:5; open it with a newer Truss"),
    );
}
