//! The same boxes and links for Graphviz's `dot`, and where it puts them.

use crate::measure::Places;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use truss::geom::{Rect, point, size};
use truss::layout::{LinkRequest, Request};
use truss::map::Id;

/// Map units in one of dot's inches.
const INCH: f64 = 72.0;

/// The version of the `dot` that is installed, if one is.
pub fn version() -> Option<String> {
    let out = Command::new("dot").arg("-V").output().ok()?;
    let text = String::from_utf8_lossy(&out.stderr).trim().to_owned();
    out.status.success().then_some(text)
}

/// The request in dot's language: conclusions on top, groups as clusters, the same boxes and gaps. A link to a link is drawn to
/// the box that this bears on in the end.
pub fn written(request: &Request) -> String {
    let mut out = String::from("digraph {\n  node [shape=box fixedsize=true label=\"\"]\n  edge [dir=back]\n");
    let gaps = &request.gaps;
    let _ = writeln!(
        out,
        "  graph [nodesep={} ranksep={} rankdir=TB]",
        gaps.siblings / INCH,
        gaps.levels / INCH
    );
    let number: HashMap<&Id, usize> = request.boxes.iter().enumerate().map(|(n, it)| (&it.id, n)).collect();
    let mut groups: Vec<&Id> = Vec::new();
    for (n, it) in request.boxes.iter().enumerate() {
        if let Some(group) = &it.group
            && !groups.contains(&group)
        {
            groups.push(group);
        }
        let _ = writeln!(
            out,
            "  b{n} [width={} height={}]",
            it.size.width / INCH,
            it.size.height / INCH
        );
    }
    for (n, group) in groups.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{n} {{ margin={}", gaps.padding);
        for (n, it) in request.boxes.iter().enumerate() {
            if it.group.as_ref() == Some(group) {
                let _ = writeln!(out, "    b{n}");
            }
        }
        out.push_str("  }\n");
    }
    let links: HashMap<&Id, &LinkRequest> = request.links.iter().map(|it| (&it.id, it)).collect();
    for link in &request.links {
        let mut to = &link.to;
        for _ in 0..request.links.len() {
            match links.get(to) {
                Some(next) if !number.contains_key(to) => to = &next.to,
                _ => break,
            }
        }
        let Some(to) = number.get(to) else { continue };
        for from in link.from.iter().filter_map(|it| number.get(it)) {
            let _ = writeln!(out, "  b{to} -> b{from}");
        }
    }
    out.push_str("}\n");
    out
}

/// Where `dot` puts the boxes; nothing if it is not installed or fails.
pub fn arranged(request: &Request) -> Option<Places> {
    let mut child = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = written(request);
    // It reads all before it writes.
    input.write_all(text.as_bytes()).ok()?;
    drop(input);
    let out = child.wait_with_output().ok()?;
    let plain = String::from_utf8(out.stdout).ok()?;
    let mut places = Places::new();
    for line in plain.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["node", name, x, y, ..] = words[..] {
            let it = &request.boxes[name.strip_prefix('b')?.parse::<usize>().ok()?];
            // Its y grows upwards.
            let middle = point(x.parse::<f64>().ok()? * INCH, -y.parse::<f64>().ok()? * INCH);
            places.insert(
                it.id.clone(),
                Rect::from_center_size(middle, size(it.size.width, it.size.height)),
            );
        }
    }
    (places.len() == request.boxes.len()).then_some(places)
}
