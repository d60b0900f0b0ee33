//! The canvas and the map at 100,000 nodes, each against its peer in the same run.
//!
//! ```sh
//! cargo bench --bench large
//! ```
//!
//! The table of the README comes from here. Medians are criterion's where a thing takes less than a second; what takes longer is
//! measured once. The peers of the first rows are built the first time, which takes some minutes; what needs a display says so
//! where there is none.

mod beside;
#[path = "../layout/dot.rs"]
mod dot;
#[allow(dead_code, reason = "the other benchmarks do more with it")]
mod frame;
#[path = "../layout/measure.rs"]
#[allow(dead_code, reason = "the tests of layout measure more")]
mod measure;
#[allow(dead_code, reason = "what else is to be looked at")]
mod on_screen;
#[allow(dead_code, reason = "the other benchmarks write with it")]
mod peer;
mod ratios;
#[allow(dead_code, reason = "the other benchmarks print it")]
mod table;
#[path = "../workload/mod.rs"]
#[allow(dead_code, reason = "tests use more of the workload")]
mod workload;

use eframe::egui::Vec2;
use frame::Headless;
use on_screen::{Motion, OnScreen};
use ratios::Ratios;
use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};
use table::Table;
use truss::analysis::search::Index;
use truss::disk::{Base, Folders, RealFs, Text, save_map};
use truss::drawing::Sheet;
use truss::edit::{Document, Edit, NodeField};
use truss::map::{Id, Link, Map, Node, Place};
use truss::{arranging, file, layout};
use workload::Standing;

const BRIEF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron");
/// The graph of the peer as it comes.
const BY_ITSELF: &str = "egui_graphs where it puts nodes 10000";
/// How large the window is, in points.
const WINDOW: Vec2 = Vec2::new(1600.0, 900.0);
/// So many frames are five seconds.
const FLIGHT: usize = 300;

/// A map of the workload as the program arranges it, in a file.
struct Given {
    map: Map,
    text: String,
    file: tempfile::NamedTempFile,
}

impl Given {
    fn new(nodes: usize) -> Self {
        let map = workload::map(nodes, 1, Standing::Arranged);
        let text = file::write(&map);
        let file = tempfile::NamedTempFile::with_suffix(".ron").expect("there is room for a file");
        std::fs::write(file.path(), &text).expect("the file can be written");
        Self { map, text, file }
    }

    fn window(&self) -> Headless {
        let mut window = Headless::sized(self.file.path(), WINDOW);
        window.unfolds();
        assert_eq!(window.nodes(), self.map.nodes().len(), "the window shows the workload");
        window
    }
}

fn main() {
    let (mut table, mut ratios) = (Table::new(), Ratios::default());
    let [small, medium, large] = [1_000, 10_000, 100_000].map(Given::new);
    frames(&mut table, &mut ratios, &small, &medium, &large);
    flight(&mut ratios, &large);
    drag(&mut table, &mut ratios, &large);
    edits(&mut table, &mut ratios, &large);
    arrangements(&mut ratios, &small, &medium, &large);
    opening(&mut ratios, &large);
    saving(&mut table, &mut ratios, &large);
    searching(&mut table, &mut ratios, &large);
    windows(&mut ratios, &small, &medium, &large);
    ratios.print();
}

/// Frames in which the map is moved under the window.
fn frames(table: &mut Table, ratios: &mut Ratios, small: &Given, medium: &Given, large: &Given) {
    let mut pans = |name: &str, window: &mut Headless| {
        let mut turn = 0;
        table.measure(name, Duration::MAX, || {
            turn += 1;
            window.pans(turn)
        })
    };
    let mut in_large = large.window();
    let ours = [
        pans("pan, 10000 in view", &mut medium.window()),
        pans("pan, 100000 in view", &mut in_large),
    ];
    let names = [
        "frame, 10,000 nodes, all in view; against egui_graphs",
        "frame, 100,000 nodes, all in view; against egui_graphs at 10,000",
    ];
    match beside::widgets() {
        Ok(widgets) => {
            for (name, took) in &widgets {
                println!("{name}: {took:.2?} a frame");
            }
            // At the same places, which is quicker for it, and where it puts the nodes by itself.
            for (key, said) in [("egui_graphs 10000", ""), (BY_ITSELF, " where it puts the nodes")] {
                let peer = widgets.get(key).copied().unwrap_or_default();
                ratios.time(&format!("{}{said}", names[0]), ours[0], peer, 0.2);
                ratios.time(&format!("{}{said}", names[1]), ours[1], peer, 0.5);
            }
        }
        Err(why) => {
            ratios.left_out(names[0], &why, 0.2);
            ratios.left_out(names[1], &why, 0.5);
        }
    }
    let mut reading = |name: &str, window: &mut Headless| {
        window.reads_the_first();
        // What has come into view is drawn, and its letters.
        for _ in 0..400 {
            window.pans(0);
        }
        for turn in 0..400 {
            window.pans(turn);
        }
        pans(name, window)
    };
    let peer = reading("pan, reading, 1000", &mut small.window());
    let ours = reading("pan, reading, 100000", &mut in_large);
    ratios.time(
        "frame at reading zoom, 100,000 nodes; against the same view of 1,000",
        ours,
        peer,
        1.3,
    );
}

/// Five seconds over the whole map, in and out, in a window that has shown nothing else: its worst frame against its median.
/// Of three flights the one in the middle, as a machine that does something else delays a frame now and then.
fn flight(ratios: &mut Ratios, large: &Given) {
    let mut flights: Vec<(Duration, Duration)> = (0..3)
        .map(|_| {
            let mut window = large.window();
            let mut frames: Vec<Duration> = (0..FLIGHT)
                .map(|n| {
                    let start = Instant::now();
                    match n {
                        0..100 => window.zooms(1.045),
                        100..180 => window.pans(n),
                        180..240 => window.zooms(0.97),
                        240..300 => window.pans(n),
                        _ => unreachable!("the flight is over"),
                    };
                    start.elapsed()
                })
                .collect();
            let worst = frames.iter().max().copied().unwrap_or_default();
            frames.sort();
            (worst, frames[FLIGHT / 2])
        })
        .collect();
    flights.sort_by_key(|it| it.0);
    let (worst, median) = flights[1];
    ratios.time(
        "worst frame of a flight of 5 seconds over 100,000 nodes; against its median",
        worst,
        median,
        4.0,
    );
}

/// A node is dragged, against a pointer that moves over the map.
fn drag(table: &mut Table, ratios: &mut Ratios, large: &Given) {
    let mut window = large.window();
    window.reads_the_first();
    for turn in 0..400 {
        window.pans(turn);
    }
    let peer = table.measure("pointer moves, 100000", Duration::MAX, || window.frame());
    window.takes_hold();
    let ours = table.measure("drag, 100000", Duration::MAX, || window.drags());
    ratios.time(
        "drag of one node, 100,000 nodes; against the frame without a drag",
        ours,
        peer,
        1.5,
    );
}

/// An edit with its record for undo, and the undo, in maps of both sizes.
fn edits(table: &mut Table, ratios: &mut Ratios, large: &Given) {
    let tiny = workload::map(100, 1, Standing::Arranged);
    let mut edits = |name: &str, map: &Map| {
        let id = Id::from(format!("n{}", map.nodes().len() / 2));
        let edit = Edit::SetNode {
            id,
            field: NodeField::Text("A sentence about trade and policy that fills its box by some more lines.".into()),
        };
        let mut document = Document::new(map.clone());
        table.measure(name, Duration::MAX, || {
            document.apply(edit.clone()).expect("the edit fits");
            assert!(document.undo().is_some(), "there is a step to undo");
            (document.take_touched(), document.take_entries())
        })
    };
    let peer = edits("edit and undo, 100", &tiny);
    let ours = edits("edit and undo, 100000", &large.map);
    ratios.time(
        "one edit with its undo record, 100,000 nodes; against 100",
        ours,
        peer,
        3.0,
    );
}

fn arrangements(ratios: &mut Ratios, small: &Given, medium: &Given, large: &Given) {
    let [small, medium, large] = [small, medium, large].map(|it| arranging::request(&it.map, |_| true));
    let arrange = |request: &layout::Request| once(|| layout::arrange(black_box(request), &|| false)).1;
    let (medium, large) = (arrange(&medium), arrange(&large));
    let name = "arrange 10,000 nodes; against dot at 1,000";
    match dot::version() {
        Some(version) => {
            println!("{version}");
            let peer = once(|| dot::arranged(&small)).1;
            ratios.time(name, medium, peer, 2.0);
        }
        None => ratios.left_out(name, "Graphviz is not installed", 2.0),
    }
    ratios.time("arrange 100,000 nodes; against 10,000", large, medium, 15.0);
}

/// From bytes to what is to be painted of the view in which the map opens, against `ron` into the same types.
fn opening(ratios: &mut Ratios, large: &Given) {
    #[derive(serde::Deserialize)]
    #[allow(dead_code, reason = "they are only read")]
    struct Plain {
        truss: u32,
        title: String,
        nodes: Vec<Node>,
        links: Vec<Link>,
        placement: Vec<Place>,
    }
    let times = (0..5).map(|_| {
        let (plain, peer) = once(|| ron::from_str::<Plain>(black_box(&large.text)).expect("it is plain"));
        assert_eq!(plain.nodes.len(), large.map.nodes().len());
        drop(plain);
        let open = || {
            let map = file::read(black_box(large.text.as_bytes()))
                .expect("it can be read")
                .map;
            let sheet = Sheet::for_window(&map, arranging::stand_ins(&map), HashMap::new());
            (map, sheet)
        };
        let (opened, ours) = once(open);
        assert_eq!(opened.1.node_count(), large.map.nodes().len());
        (ours, peer)
    });
    let (mut ours, mut peer): (Vec<_>, Vec<_>) = times.unzip();
    ours.sort();
    peer.sort();
    ratios.time(
        "open 100,000 nodes, bytes to marks in view; against ron::from_str into the same types",
        ours[2],
        peer[2],
        1.5,
    );
}

fn saving(table: &mut Table, ratios: &mut Ratios, large: &Given) {
    let data = peer::read(&large.text);
    let peer = table.measure("ron::to_string, 100000", Duration::MAX, || {
        ron::to_string(black_box(&data)).expect("it is plain data")
    });
    let ours = table.measure("write, 100000", Duration::MAX, || file::write(black_box(&large.map)));
    ratios.time(
        "save 100,000 nodes: serialising; against ron::to_string",
        ours,
        peer,
        0.5,
    );
    let folder = tempfile::tempdir().expect("there is room");
    let (map, plain) = (folder.path().join("map.ron"), folder.path().join("plain"));
    let folders = Folders::at(folder.path().join("state"));
    let mut texts = [large.text.clone(), large.text.replacen("truss: ", "truss:  ", 1)];
    // On the disk, so that nothing of this is left to be done later.
    written(&map, texts[0].as_bytes());
    let mut times = Vec::new();
    // The first times the machine finds room for so much: of nine the one in the middle.
    for _ in 0..9 {
        let peer = once(|| written(&plain, texts[1].as_bytes())).1;
        // As the window saves: it has the text that it read last, or wrote, which it unpacks while the new one is made.
        let (old, new) = (Text::of(texts[0].clone().into_bytes()), texts[1].as_bytes());
        let base = Base::Known(old.print());
        let save = || save_map(&RealFs, &folders, &map, new, base, Some(&old), 0).expect("it is saved");
        let (mut outcome, ours) = once(save);
        outcome.confirm(&RealFs);
        texts.swap(0, 1);
        times.push((ours, peer));
    }
    let (mut ours, mut peer): (Vec<_>, Vec<_>) = times.into_iter().unzip();
    ours.sort();
    peer.sort();
    ratios.time(
        "save 100,000 nodes: writing, fsync, read-back; against the same bytes written plainly",
        ours[4],
        peer[4],
        1.5,
    );
}

/// Writes bytes to the disk, and reads them again.
fn written(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("it can be made");
    file.write_all(bytes).expect("there is room");
    file.sync_all().expect("the disk confirms");
    let mut again = Vec::new();
    let mut file = File::open(path).expect("it is there");
    file.read_to_end(&mut again).expect("it can be read");
    assert!(again == bytes, "the disk keeps what it is given");
}

/// A word is looked for in all texts, against `contains` on each of them.
fn searching(table: &mut Table, ratios: &mut Ratios, large: &Given) {
    let texts: Vec<String> = large.map.nodes().iter().map(|it| it.text.to_lowercase()).collect();
    let index = Index::new(&large.map);
    for (said, word) in [("common", "deterrence"), ("absent", "zeppelin")] {
        let found = texts.iter().filter(|it| it.contains(word)).count();
        assert_eq!(index.find(&large.map, word).len(), found, "both find the same");
        let peer = table.measure(&format!("contains, {said}"), Duration::MAX, || {
            texts.iter().filter(|it| it.contains(black_box(word))).count()
        });
        let ours = table.measure(&format!("find, {said}"), Duration::MAX, || {
            index.find(&large.map, black_box(word))
        });
        ratios.time(
            &format!("one search keystroke, 100,000 nodes, a word that is {said}; against a substring scan"),
            ours,
            peer,
            3.0,
        );
    }
}

/// In real windows on a display of their own, beside a bare one.
fn windows(ratios: &mut Ratios, small: &Given, medium: &Given, large: &Given) {
    let names = [
        "start to first frame on the brief; against a bare window",
        "hand to pixel at 10,000 nodes, 99th percentile of 500 events; against a bare window with one box",
        "memory with 100,000 nodes open, over the program with the brief; against the file",
    ];
    let limits = [1.3, 2.0, 4.0];
    if let Err(why) = in_windows(ratios, medium, large, names, limits) {
        for (name, limit) in names.into_iter().zip(limits) {
            ratios.left_out(name, &why, limit);
        }
        return;
    }
    if let Err(why) = hitches(small, large) {
        println!("pictures while a hand goes on: {why}");
    }
}

/// How long each picture stays while a hand goes on, in maps of both sizes and where all of them is in view.
fn hitches(small: &Given, large: &Given) -> Result<(), String> {
    const MOTIONS: &[Motion] = &[Motion::Pan, Motion::Zoom, Motion::Drag, Motion::Search];
    let mut screen = OnScreen::new()?;
    for (many, given) in [("1,000", small), ("100,000", large)] {
        let path = given.file.path();
        for (view, program) in [
            ("reading", on_screen::truss(path)),
            ("all in view", on_screen::truss_fitted(path)),
        ] {
            for (motion, stayed) in MOTIONS.iter().zip(screen.flows(&program, MOTIONS)?) {
                let part = |of: usize| stayed.get(stayed.len() * of / 100).copied().unwrap_or_default();
                println!(
                    "{many} nodes, {view}, {motion:?}: {} pictures, half of them within {:.0?}, 95 % within {:.0?}, longest {:.0?}",
                    stayed.len(),
                    part(50),
                    part(95),
                    stayed.last().copied().unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}

fn in_windows(
    ratios: &mut Ratios,
    medium: &Given,
    large: &Given,
    names: [&str; 3],
    limits: [f64; 3],
) -> Result<(), String> {
    let mut screen = OnScreen::new()?;
    let bare = on_screen::bare()?;
    let brief = on_screen::truss(Path::new(BRIEF));
    // The node that is dragged is the thesis: the one with the most reasons.
    let mut parts = medium.map.parts();
    let reasons = |it: &Id| medium.map.links_to(it).count();
    let most = parts.nodes.iter().map(|it| &it.id).max_by_key(|it| (reasons(it), *it));
    parts.heading.thesis = most.cloned().unwrap_or_default();
    std::fs::write(medium.file.path(), file::write(&Map::new(parts))).map_err(|it| it.to_string())?;
    let (ten, hundred) = (
        on_screen::truss(medium.file.path()),
        on_screen::truss(large.file.path()),
    );
    let starts = screen.starts(&[&bare, &brief], 7)?;
    let median = |mut it: Vec<Duration>| {
        it.sort();
        it[it.len() / 2]
    };
    let [peer, ours] = [0, 1].map(|n| median(starts[n].iter().map(|it| it.first).collect()));
    ratios.time(names[0], ours, peer, limits[0]);
    let hands = screen.hands(&[&bare, &ten], 500)?;
    println!(
        "hand to pixel, median: {:?}, bare {:?}; not seen: {} and {}",
        hands[1].percentile(50),
        hands[0].percentile(50),
        hands[1].unseen,
        hands[0].unseen
    );
    ratios.time(names[1], hands[1].percentile(99), hands[0].percentile(99), limits[1]);
    let rest = screen.rests(&hundred, Duration::from_secs(60))?;
    println!(
        "60 seconds at rest, 100,000 nodes: {:?} of CPU, {} pixels changed",
        rest.cpu, rest.changed
    );
    let empty = screen.rests(&brief, Duration::from_secs(1))?.memory;
    ratios.bytes(
        names[2],
        rest.memory.saturating_sub(empty),
        large.text.len() as u64,
        limits[2],
    );
    Ok(())
}

fn once<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}
