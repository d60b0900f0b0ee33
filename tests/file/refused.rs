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
        "1:1: this is no map; choose another file; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
    check_refused(
        "Costs:\n  - id: bus\n",
        "1:1: this is no map; choose another file; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
    check_refused(
        "Map",
        "1:1: this is no map; choose another file; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
    check_refused(
        "<svg/>",
        "1:1: this is no map; choose another file; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    );
}

#[test]
fn files_of_other_sorts() {
    check_refused(
        b"%PDF-1.7\n%\xE2\xE3",
        "1:1: this is a PDF, and no map; choose another file",
    );
    check_refused(
        b"PK\x03\x04\x14\0",
        "1:1: this is a document or a folder packed in one file (Word, Excel, zip), and no map; choose another file",
    );
    check_refused(
        b"\x89PNG\r\n\x1a\n",
        "1:1: this is a picture, and no map; choose another file",
    );
}

#[test]
fn a_name_may_stand_before_the_map() {
    for name in ["Map", "r#Map"] {
        assert!(
            read(SOUND.replacen("\n(", &format!("\n{name}("), 1).as_bytes()).is_ok(),
            "{name}"
        );
        let bare = SOUND.replacen("#![enable(implicit_some)]\n(", &format!("{name}("), 1);
        assert!(read(bare.as_bytes()).is_ok(), "{name}");
    }
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
    check_refused([0xFF, 0xFE, 0, 0, b'(', 0, 0, 0], &utf16.replace("16", "32"));
    let nul = "empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy; put back an earlier copy";
    check_spoiled("School", "S\0hool", &format!("4:14: {nul}"));
    check_refused([0; 64], &format!("1:1: {nul}"));
    let mut latin = SOUND.replace("School", "Éc?le").into_bytes();
    let at = latin.iter().position(|it| *it == b'?').unwrap();
    latin[at] = 0xF4;
    check_refused(
        latin,
        "4:15: the character here is not written in UTF-8 (byte 0xF4); save the file as UTF-8 in the editor that it comes from, or put back an earlier copy",
    );
}

#[test]
fn json() {
    let mend = "choose another file; a map starts with `(`, and its field names stand without quotes";
    check_refused(
        "\n{\"truss\": 1}",
        &format!("2:1: the file starts with `{{`, as JSON does; {mend}"),
    );
    check_refused("[1]", &format!("1:1: the file starts with `[`, as JSON does; {mend}"));
    check_spoiled(
        "title:",
        "\"title\":",
        "4:5: the name of a field should stand here; write it without quotes: `text: \"…\"`, not `\"text\": \"…\"` as in JSON",
    );
}

#[test]
fn a_merge_left_undone() {
    let expected = "9:1: a merge left two versions here; keep one of them, and take out the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`";
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
    let straight = "write texts in straight double quotes: \"text\"";
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
        "4:12: a single quote starts no text; write texts in double quotes: \"text\"",
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
        "21:10: the text that starts here has no end; write the closing quote `\"`, or put back an earlier copy if the file was cut short",
    );
    check_spoiled(
        "id: \"bus\"",
        "id: bus\"",
        "12:20: the quote here ends a text that no quote starts; write `\"` where the text starts",
    );
    // Closed by a smart quote, and the last text of the file or not.
    check_spoiled(
        "money.\"",
        "money.”",
        &format!("9:35: the quote `”` ends no text; {straight}"),
    );
    check_refused(
        SOUND
            .split("    links")
            .next()
            .unwrap()
            .replace("\"Buses rest.\"", "\"Buses rest.”"),
        &format!("14:31: the quote `”` ends no text; {straight}"),
    );
    // Smart quotes inside a text are text.
    assert!(read(SOUND.replace("School", "“School”").as_bytes()).is_ok());
}

#[test]
fn escapes() {
    let mend = "write `\\\\` for a backslash itself; `\\n` is a new line, `\\t` a tab, `\\\"` a quote";
    check_spoiled(
        "School",
        "C:\\School",
        &format!("4:15: the backslash here stands for nothing; {mend}"),
    );
    check_spoiled(
        "School",
        "\\u{D800}",
        &format!("4:13: the backslash here stands for nothing; {mend}"),
    );
}

#[test]
fn what_is_not_seen() {
    let mend = "take it out, or write a plain space for it";
    for (code, it) in [("00A0", '\u{A0}'), ("200B", '\u{200B}'), ("001B", '\u{1B}')] {
        check_spoiled(
            "kind: Claim",
            &format!("kind:{it}Claim"),
            &format!("8:18: a character that is not seen stands here (U+{code}); {mend}"),
        );
    }
}

#[test]
fn brackets() {
    check_spoiled(
        "\"It saves money.\",\n        ),",
        "\"It saves money.\",",
        "6:9: the `(` here is closed by the `]` in line 15, column 5; write the missing `)` before that, or the bracket that it should close",
    );
    check_spoiled(
        "    ],\n    links",
        "    links",
        "5:12: the `[` here is closed by the `)` in line 22, column 1; write the missing `]` before that, or the bracket that it should close",
    );
    check_spoiled(
        "    nodes: [",
        "    nodes: ",
        "2:1: the `(` here is closed by the `]` in line 16, column 5; write the missing `)` before that, or the bracket that it should close",
    );
    check_spoiled(
        "340),\n    ],\n)",
        "340),\n    ],\n))",
        "23:2: the `)` here closes nothing; take it out, or write the bracket that it closes",
    );
    check_refused(
        &SOUND[..SOUND.len() / 2],
        "13:3: the file ends before the `(` in line 11, column 9 is closed; write the missing `)`, or put back an earlier copy if the file was cut short",
    );
    check_refused(
        "#![enable(implicit_some)]\n",
        "2:1: the file ends before the map begins; put back an earlier copy",
    );
    check_spoiled(
        "kind: Claim",
        "/* kind: Claim",
        "8:13: the comment that starts here has no end; write `*/` where it ends",
    );
    check_spoiled(
        "    ],\n)\n",
        "    ],\n)\n(truss: 1)\n",
        "24:1: something stands behind the end of the map; take it out; or, if it belongs to the map, take out the `)` that ends the map too early",
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
        "kind: Claim,",
        "kind: Claim,,",
        "8:25: there is a comma too many here; take it out",
    );
    check_spoiled(
        "kind: Claim,",
        "kind: Claim;",
        "8:24: `;` stands here where a comma should; write `,` after the value, and no `;`",
    );
    check_spoiled(
        "kind: Claim",
        "kind = Claim",
        "8:18: `=` stands here where a colon should; write `:` between a name and its value, and no `=`",
    );
    check_spoiled(
        "kind: Claim",
        "7: Claim",
        "8:13: the name of a field should stand here; a name has letters, digits and `_`, and a colon behind it",
    );
}

#[test]
fn unknown_words() {
    check_spoiled(
        "Claim",
        "Question",
        "8:19: the kind `Question` is unknown; write Claim, Evidence or Recommendation",
    );
    check_spoiled(
        "Claim",
        "\"Claim\"",
        "8:19: a word should stand here, for `kind`; write Claim, Evidence or Recommendation, without quotes",
    );
    check_spoiled(
        "Support",
        "Supports",
        "18:58: the relation `Supports` is unknown; write Support or Tension",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, standing: Maybe",
        "8:36: the standing `Maybe` is unknown; write Rejected, Doubtful, Open, Likely or Granted",
    );
    check_spoiled(
        "Support",
        "Support, basis: Says",
        "18:74: the basis `Says` is unknown; write States, Implies or Reader",
    );
    check_spoiled(
        "Support",
        "Support, origin: Room",
        "18:75: the origin `Room` is unknown; write Source, Reader or Floor(…)",
    );
    check_spoiled(
        "Support",
        "Support, origin: Floor",
        "18:80: `Floor` says here neither when it was said nor by whom; write `Floor(at: \"…\", by: \"…\")`, or `Floor()` if neither is known",
    );
    check_spoiled(
        "Support",
        "Support, origin: Floor(\"Kim\")",
        "18:80: `Floor` says here neither when it was said nor by whom; write `Floor(at: \"…\", by: \"…\")`, or `Floor()` if neither is known",
    );
    check_spoiled(
        "Support",
        "Support, mutual: yes",
        "18:75: `true` or `false` should stand here, for `mutual`; write it without quotes",
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
        "4:12: a text should stand here, for `title`; write it in double quotes: \"text\"",
    );
    check_spoiled(
        "[\"bus\"]",
        "\"bus\"",
        "18:26: a list should stand here, for `from`; write it in square brackets: [\"a\", \"b\"]",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, extra: [1]",
        "8:33: a list of names and texts should stand here, for `extra`; write it in curly brackets: {\"name\": \"text\"}",
    );
    check_spoiled(
        "kind: Claim",
        "kind: Claim, extra: {\"a\": 1}",
        "8:39: a text should stand here, for `a`; write it in double quotes: \"text\"",
    );
    check_spoiled(
        "truss: 1",
        "truss: \"1\"",
        "3:12: a whole number should stand here, for `truss`; write it without quotes, point or sign",
    );
    check_spoiled(
        "truss: 1",
        "truss: 1.5",
        "3:12: the value of `truss` is not understood; write a whole number or a word, and a comma after it",
    );
    check_spoiled(
        "truss: 1",
        "truss: -1",
        "3:12: the number of `truss` is below 0 or too large; write a whole number from 1 to 6",
    );
    check_spoiled(
        "    placement",
        "    groups: [(id: \"g\", title: \"\", hue: 70000)],\n    placement",
        "20:40: the number of `hue` is below 0 or too large; write a whole number from 0 to 65535",
    );
    let place = "a place is not understood; write the id of a node and two numbers: (\"id\", 120, 340)";
    check_spoiled(", 120, 340", ", 120", &format!("21:9: {place}"));
    check_spoiled(", 120, 340", ", 120, 340, 1", &format!("21:9: {place}"));
    check_spoiled("(\"costs\", 120, 340)", "\"costs\"", &format!("21:9: {place}"));
    check_spoiled(
        ", 120, 340",
        ", 120, \"340\"",
        "21:24: a number should stand here, for `placement`; write it without quotes, as in 120",
    );
    check_spoiled(
        "nodes: [\n        (",
        "nodes: [\n        \"one\", (",
        "6:9: a record should stand here, for `nodes`; write it in round brackets, without a name before them: (id: \"…\", …)",
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
    let newer = "the file was made by a newer Truss (version 7 of the file; this one knows up to 6): ";
    check_refused(
        SOUND.replace("truss: 1", "truss: 7").replace("Claim", "Question"),
        &format!("8:19: {newer}the kind `Question` is unknown; update Truss to open it"),
    );
    check_refused(
        SOUND.replace("truss: 1", "truss: 7").replace("nodes: [", "nodes: <"),
        &format!("2:1: {newer}the `(` here is closed by the `]` in line 16, column 5; update Truss to open it"),
    );
}
