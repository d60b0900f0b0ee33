//! What the README says is so. With TRUSS_UPDATE_README=1 its table of keys is written anew.
#![cfg(feature = "gui")]

use truss::ui::commands::keys_in_markdown;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn readme() -> String {
    std::fs::read_to_string(README).expect("there is a README")
}

/// What stands between two marks, once.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(begin)
        .unwrap_or_else(|| panic!("no {begin:?} in the README"));
    rest.split_once(end)
        .unwrap_or_else(|| panic!("no {end:?} after {begin:?}"))
        .0
}

#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let (begin, end) = ("<!-- keys -->\n", "<!-- /keys -->");
    let text = readme();
    let (told, is) = (between(&text, begin, end), keys_in_markdown());
    if told != is && std::env::var_os("TRUSS_UPDATE_README").is_some() {
        let whole = text.replace(&format!("{begin}{told}{end}"), &format!("{begin}{is}{end}"));
        std::fs::write(README, whole).expect("the README can be written");
        return;
    }
    assert!(
        told == is,
        "run this test with TRUSS_UPDATE_README=1: the README says\n{told}\nand the program\n{is}"
    );
}

#[test]
fn the_example_of_a_file_reads_without_problems_and_is_canonical() {
    let text = readme();
    let example = between(&text, "```ron\n", "```");
    let reading = truss::file::read(example.as_bytes()).expect("it can be read");
    assert_eq!(reading.problems, []);
    assert!(reading.losses.is_empty());
    assert_eq!(truss::file::write(&reading.map), example);
}
