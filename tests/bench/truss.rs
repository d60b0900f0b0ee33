//! What things cost, each against a limit or against a peer that is measured in the same run.
//!
//! ```sh
//! cargo bench --bench truss
//! ```
//!
//! A table stands at the end: the medians of what criterion measured, their limits, and whether they keep to them. What takes
//! longer than a second is measured once and not by criterion; a size is left out where the size before it took too long.

#[path = "../layout/dot.rs"]
mod dot;
#[allow(dead_code, reason = "the measuring of large maps does more with it")]
mod frame;
mod keeping;
#[path = "../layout/measure.rs"]
#[allow(dead_code, reason = "the tests of layout measure more")]
mod measure;
mod peer;
mod table;
#[path = "../workload/mod.rs"]
#[allow(dead_code, reason = "tests use more of the workload")]
mod workload;

use frame::Headless;
use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};
use table::Table;
use truss::analysis::falls::{Trial, falls};
use truss::arranging;
use truss::drawing::Sheet;
use truss::edit::{Document, Edit, NodeField};
use truss::file;
use truss::geom::{Point, Rect, Size};
use truss::layout;
use truss::map::{Id, Map, Step};
use truss::merge::merge;
use workload::Standing;

const BRIEF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron");
const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// How many steps the talk of a large map has.
const STEPS: usize = 40;
/// A frame at sixty a second.
const FRAME: Duration = Duration::from_micros(16_667);

fn main() {
    let mut table = Table::new();
    brief(&mut table);
    keeping::keeping(&mut table);
    arrangements(&mut table);
    talks(&mut table);
    // The first size at which a new sheet took so long that the next is not asked for.
    let mut too_slow = None;
    for nodes in SIZES {
        let map = workload::map(nodes, 1, Standing::Arranged);
        files(&mut table, nodes, &map);
        trials(&mut table, nodes, &map);
        merges(&mut table, nodes, &map);
        if let Some((at, took)) = too_slow {
            table.left_out(
                &format!("sheet, edits and frame, {nodes}"),
                &format!("at {at} a sheet took {took:.1?}"),
            );
            continue;
        }
        let took = sheets(&mut table, nodes, &map);
        edits(&mut table, nodes, &map);
        let file = tempfile::NamedTempFile::with_suffix(".ron").expect("there is room for a file");
        std::fs::write(file.path(), file::write(&map)).expect("the file can be written");
        let mut window = Headless::new(file.path());
        assert_eq!(window.nodes(), nodes, "the window shows the workload");
        table.measure(&format!("frame, {nodes} in view"), FRAME, || window.frame());
        window.begins_typing();
        let rest = table.measure(&format!("frame at rest while typing, {nodes}"), FRAME, || {
            window.rests()
        });
        table.measure(&format!("frame with a letter typed, {nodes}"), rest * 12 / 10, || {
            window.types()
        });
        if took > Duration::from_secs(2) {
            too_slow = Some((nodes, took));
        }
    }
    table.print();
}

fn brief(table: &mut Table) {
    let bytes = std::fs::read(BRIEF).expect("the brief comes with the program");
    let marks = || {
        let map = file::read(black_box(&bytes)).expect("the brief can be read").map;
        let sheet = Sheet::new(&map, arranging::stand_ins(&map));
        (map, sheet)
    };
    table.measure("brief, bytes to marks", Duration::from_millis(10), marks);
    let map = marks().0;
    table.measure("brief, bytes to map", Duration::from_millis(10), || {
        file::read(black_box(&bytes)).map(|it| it.map)
    });
    table.measure("brief, stand-ins", Duration::from_millis(10), || {
        arranging::stand_ins(black_box(&map))
    });
    table.measure("brief, map to marks", Duration::from_millis(10), || {
        Sheet::new(black_box(&map), HashMap::new())
    });
    let mut window = Headless::new(BRIEF.as_ref());
    window.unfolds();
    assert_eq!(window.nodes(), map.nodes().len(), "the window shows the brief");
    table.measure("brief, frame, all in view", Duration::from_millis(2), || window.frame());
    table.measure("brief, input and shapes only", Duration::from_millis(2), || {
        window.shapes().drop_without_applying_deltas()
    });
}

/// A step of a talk comes as fast as it stands: against the frame in which nothing happens, made in the same way, in a row or with
/// pauses in which all caches grow cold.
fn talks(table: &mut Table) {
    let file = tempfile::NamedTempFile::with_suffix(".ron").expect("there is room for a file");
    let mut parts = workload::map(10_000, 1, Standing::Arranged).parts();
    for (n, first) in (0..STEPS).map(|n| n * 400 % 9_990).enumerate() {
        parts.steps.push(Step {
            id: format!("s{}", n + 1).into(),
            title: "A step".into(),
            show: parts.nodes[first..first + 8].iter().map(|it| it.id.clone()).collect(),
            gathered: true,
            ..Step::default()
        });
    }
    std::fs::write(file.path(), file::write(&Map::new(parts))).expect("the file can be written");
    for (name, path) in [("brief", BRIEF.as_ref()), ("10000", file.path())] {
        let mut window = Headless::new(path);
        window.begins_talk();
        let still = table.measure(&format!("talk, still frame, {name}"), FRAME, || window.rests());
        table.measure(&format!("talk, frame of a new step, {name}"), still * 2, || {
            window.steps()
        });
        let route = window.walks_the_route(false);
        let mut again = Headless::new(path);
        again.begins_talk();
        let in_a_row = again.walks_the_route(true);
        table.keep_worst(
            &format!("talk, any frame as a step comes, in a row, {name}"),
            still * 2,
            &in_a_row.coming,
        );
        let last = route.waiting.last().expect("frames in which nothing happens");
        let still_with_pauses = table.keep_worst(
            &format!("talk, still frame, with pauses, {name}"),
            FRAME,
            std::slice::from_ref(last),
        );
        table.keep_worst(
            &format!("talk, any frame as a step comes, with pauses, {name}"),
            still_with_pauses * 2,
            &route.coming,
        );
        table.keep_worst(
            &format!("talk, any frame before the next, {name}"),
            FRAME,
            &route.waiting,
        );
        if name == "10000" {
            let jumps = Headless::new(path).jumps(STEPS);
            table.keep_worst("talk, frame of a jump, 10000", FRAME, &[jumps]);
        }
    }
}

/// Arranging, against Graphviz's `dot` with the same boxes, links and gaps. Both give positions; `dot` also reads its input, and
/// routes lines.
fn arrangements(table: &mut Table) {
    let bytes = std::fs::read(BRIEF).expect("the brief comes with the program");
    let brief = file::read(&bytes).expect("the brief can be read").map;
    let request = arranging::request(&brief, |_| true);
    table.measure("arrange, brief", Duration::from_millis(250), || {
        layout::arrange(black_box(&request), &|| false)
    });
    let requests = [1_000, 10_000].map(|nodes| {
        let map = workload::map(nodes, 1, Standing::Arranged);
        arranging::request(&map, |_| true)
    });
    let Some(version) = dot::version() else {
        return table.left_out("arrange beside dot", "Graphviz is not installed");
    };
    let start = Instant::now();
    for (name, request) in [("brief", &request), ("1000", &requests[0])] {
        let theirs = dot::arranged(request).expect("dot places every box");
        let theirs = measure::figures(request, &theirs).crossings;
        let ours = measure::figures(request, &ours(request)).crossings;
        println!("crossings, {name}: {ours}, of dot {theirs}");
        assert!(
            ours <= theirs,
            "{name}: {ours} lines cross, and {theirs} where dot puts the boxes"
        );
    }
    if start.elapsed() > Duration::from_secs(30) {
        return table.left_out("arrange beside dot", "it took longer than half a minute");
    }
    let peer = table.measure(&format!("{version}, 1000"), Duration::MAX, || {
        dot::arranged(&requests[0])
    });
    table.measure("arrange, 1000", peer / 20, || {
        layout::arrange(black_box(&requests[0]), &|| false)
    });
    table.measure("arrange, 10000", peer * 2, || {
        layout::arrange(black_box(&requests[1]), &|| false)
    });
}

fn ours(request: &layout::Request) -> measure::Places {
    let places = layout::arrange(request, &|| false).expect("nobody cancels");
    let sizes: HashMap<&Id, Size> = request.boxes.iter().map(|it| (&it.id, it.size)).collect();
    let rect = |(id, at): (Id, Point)| {
        let size = sizes[&id];
        (id, Rect::from_min_size(at, size))
    };
    places.into_iter().map(rect).collect()
}

/// Reading and writing, against `ron` with the same data.
fn files(table: &mut Table, nodes: usize, map: &Map) {
    let text = file::write(map);
    let peer = peer::read(&text);
    let same = file::read(peer::write(&peer).as_bytes())
        .expect("the peer writes a map")
        .map;
    assert!(same.parts() == map.parts(), "the peer holds the same data");
    let read = table.measure(&format!("ron reads, {nodes}"), Duration::MAX, || {
        peer::read(black_box(&text))
    });
    // We also look for faults and keep look-ups.
    table.measure(&format!("read, {nodes}"), read * 2, || {
        file::read(black_box(text.as_bytes()))
    });
    let write = table.measure(&format!("ron writes, {nodes}"), Duration::MAX, || {
        peer::write(black_box(&peer))
    });
    table.measure(&format!("write, {nodes}"), write, || file::write(black_box(map)));
}

/// What falls, against a plain walk over all links that looks at both ends.
fn trials(table: &mut Table, nodes: usize, map: &Map) {
    let walk = table.measure(&format!("walk over all links, {nodes}"), Duration::MAX, || {
        let ends = map.links().iter().flat_map(|it| it.from.iter().chain([&it.to]));
        ends.filter(|it| map.node(it).is_some()).count()
    });
    let every_twentieth = map.nodes().iter().step_by(20).map(|it| it.id.clone());
    let trial = Trial::new(every_twentieth);
    table.measure(&format!("what falls, {nodes}"), walk * 4, || {
        falls(black_box(map), &trial)
    });
}

/// Two maps in which every tenth node differs from the map that both came from, made one: against reading the two.
fn merges(table: &mut Table, nodes: usize, map: &Map) {
    let (ours, theirs) = (changed(map, 0), changed(map, 5));
    let texts = [file::write(&ours), file::write(&theirs)];
    let read = table.measure(&format!("read two maps to merge, {nodes}"), Duration::MAX, || {
        texts.each_ref().map(|it| file::read(black_box(it.as_bytes())))
    });
    table.measure(&format!("merge, {nodes}"), read * 3, || {
        merge(black_box(map), black_box(&ours), black_box(&theirs))
    });
}

/// The map with another sentence in every tenth node, another place for every seventh, and every hundredth taken out.
fn changed(map: &Map, first: usize) -> Map {
    let mut document = Document::new(map.clone());
    let ids: Vec<Id> = map.nodes().iter().map(|it| it.id.clone()).collect();
    let every = |nth: usize| ids.iter().skip(first).step_by(nth).cloned();
    let text = |id: Id| Edit::SetNode {
        id,
        field: NodeField::Text(format!("What the side that began at {first} says.")),
    };
    let place = |id: Id| map.spot(&id).map(|it| (id, it.x + 30.0, it.y + first as f64));
    let mut edits: Vec<Edit> = every(10).map(text).collect();
    edits.push(Edit::Place(every(7).filter_map(place).collect()));
    edits.push(Edit::Remove(every(100).collect()));
    document.apply(Edit::Several(edits)).expect("the edits fit");
    document.map().clone()
}

fn sheets(table: &mut Table, nodes: usize, map: &Map) -> Duration {
    let limit = Duration::from_micros(100) * nodes as u32;
    table.measure(&format!("new sheet, {nodes}"), limit, || {
        Sheet::new(black_box(map), HashMap::new())
    })
}

/// An edit costs what it touches, whatever the size of the map. The picture is kept up each time.
fn edits(table: &mut Table, nodes: usize, map: &Map) {
    let limit = Duration::from_millis(4);
    let id = Id::from(format!("n{}", nodes / 2));
    let text = Edit::SetNode {
        id: id.clone(),
        field: NodeField::Text("A sentence about trade and policy that fills its box by some more lines.".into()),
    };
    let at = map.spot(&id).expect("the workload is arranged");
    let place = Edit::Place(vec![(id, at.x + 300.0, at.y + 40.0)]);
    for (name, edit) in [("text", text), ("place", place)] {
        let mut document = Document::new(map.clone());
        let mut sheet = Sheet::new(map, HashMap::new());
        let keep_up = |document: &mut Document, sheet: &mut Sheet| {
            let touched = document.take_touched();
            sheet.update(document.map(), &touched);
        };
        table.measure_pair(
            [&format!("apply {name}, {nodes}"), &format!("undo {name}, {nodes}")],
            limit,
            |turn| {
                match turn {
                    0 => document.apply(edit.clone()).expect("the edit fits"),
                    _ => assert!(document.undo().is_some(), "there is a step to undo"),
                }
                keep_up(&mut document, &mut sheet);
            },
        );
    }
}
