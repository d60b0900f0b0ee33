//! Large files, and how long they take.

use std::time::{Duration, Instant};
use truss::file::{LARGEST, LONGEST_TEXT, read, write};
use truss::map::{Kind, Link, Map, Node, Parts, Place, Relation};

const MANY: usize = 100_000;

/// Far more than needed on a slow machine, and far less than a walk for each record would take.
const SECONDS: Duration = Duration::from_secs(60);

fn many() -> Parts {
    let id = |n: usize| format!("n{n}");
    Parts {
        nodes: (0..MANY)
            .map(|n| Node::new(id(n), Kind::Claim, format!("The claim of the number {n} holds.")))
            .collect(),
        links: (0..MANY)
            .map(|n| Link::new(format!("k{n}"), [id(n).into()], id((n + 1) % MANY), Relation::Support))
            .collect(),
        placement: (0..MANY)
            .map(|n| Place::from((id(n).into(), (n % 300) as f64 * 200.0, (n / 300) as f64 * 100.0)))
            .collect(),
        ..Parts::default()
    }
}

#[test]
fn a_hundred_thousand_nodes_and_links_are_read_back() {
    let start = Instant::now();
    let parts = many();
    let text = write(&Map::new(parts.clone()));
    let reading = read(text.as_bytes()).unwrap();
    assert!(reading.problems.is_empty());
    assert!(reading.map.parts() == parts);
    assert!(start.elapsed() < SECONDS, "{:?}", start.elapsed());
}

fn check_many_problems(text: &str, count: usize, last: &str) {
    let start = Instant::now();
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.problems.len(), count);
    assert_eq!(reading.problems.last().unwrap().to_string(), last);
    assert!(start.elapsed() < SECONDS, "{:?}", start.elapsed());
}

#[test]
fn a_problem_in_every_record_costs_one_walk() {
    let mut parts = many();
    for link in &mut parts.links {
        link.to = "nowhere".into();
    }
    parts.placement.clear();
    let text = write(&Map::new(parts));
    let last = "1100005:13: link \"k99999\": the target \"nowhere\" is no node or link of this map; correct the id in `to`, or remove the link";
    check_many_problems(&text, MANY, last);
    // Columns are counted once, too: all on one line.
    let line = text.replace('\n', " ");
    let column = line.rfind("to: ").unwrap() - "#![enable(implicit_some)] ".len() + 1;
    assert!(column > 1_000_000);
    let on_one_line = line.replacen("#![enable(implicit_some)] ", "#![enable(implicit_some)]\n", 1);
    check_many_problems(
        &on_one_line,
        MANY,
        &last.replacen("1100005:13", &format!("2:{column}"), 1),
    );
}

#[test]
fn many_problems_in_one_record_cost_one_walk() {
    let unknown = "w: 1, ".repeat(MANY);
    let extra = "\"a\": \"\", ".repeat(MANY);
    let text = format!("(truss: 1, title: \"\",\nnodes: [],\nlinks: [],\n{unknown}\nextra: {{{extra}}})");
    let column = "extra: {".len() + (MANY - 1) * "\"a\": \"\", ".len() + 1;
    let last = format!("5:{column}: \"a\" stands twice in `extra`; rename one of the two");
    check_many_problems(&text, MANY + MANY - 1, &last);
}

fn check_refused(bytes: &[u8], expected: &str) {
    assert_eq!(read(bytes).unwrap_err().to_string(), expected);
}

#[test]
fn a_file_above_256_mb_is_refused() {
    let expected = "1:1: the file is too large (257 MB); a map may have 256 MB: divide it, or choose another file";
    check_refused(&vec![0; LARGEST + 1], expected);
}

#[test]
fn a_text_above_1_mb_is_refused_and_one_of_1_mb_is_read() {
    let map = |text: &str| format!("(truss: 1, nodes: [], links: [],\n title: \"{text}\")");
    let longest = "a".repeat(LONGEST_TEXT);
    let reading = read(map(&longest).as_bytes()).unwrap();
    assert_eq!(reading.map.heading().title.len(), LONGEST_TEXT);
    let expected = "2:9: the text that starts here is too long (1048577 bytes); a text may have 1 MB: shorten it";
    check_refused(map(&format!("{longest}b")).as_bytes(), expected);
    // Escapes count as what they stand for: what was written can be read back.
    let mut parts = Parts::default();
    parts.heading.title = "\u{7f}".repeat(LONGEST_TEXT);
    assert!(read(write(&Map::new(parts)).as_bytes()).is_ok());
}

#[test]
fn brackets_that_stand_too_deep_are_refused_and_do_not_overflow_the_stack() {
    let small_stack = std::thread::Builder::new().stack_size(512 << 10).spawn(|| {
        for (opener, closer) in [("[", "]"), ("(", ")"), ("{0:", "}"), ("Some(", ")"), ("(a:", ")")] {
            let start = "(truss: 1, title: \"\", nodes: [], links: [],\nx: ";
            let deep = |depth| format!("{start}{}1{})", opener.repeat(depth), closer.repeat(depth));
            let column = 3 + 31 * opener.len() + opener.find(['[', '(', '{']).unwrap() + 1;
            let expected = format!(
                "2:{column}: brackets stand more than 32 deep; nothing in a map is that deep: take the brackets out"
            );
            check_refused(deep(100_000).as_bytes(), &expected);
            check_refused(deep(32).as_bytes(), &expected);
            assert!(read(deep(31).as_bytes()).is_ok(), "{opener}");
        }
    });
    small_stack.unwrap().join().unwrap();
}
