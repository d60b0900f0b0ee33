//! The frames of other graph widgets, measured beside by a small crate of its own: `tests/bench/peers`.
//!
//! They need another egui than the program, so they are built and run apart. The first time cargo fetches what they need.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/peers/Cargo.toml");

/// The median frame by the name of the widget and how many nodes it shows, as in `egui_graphs 10000`: input to meshes, all in
/// view, panning, 1600 by 900 points, one thread.
///
/// # Errors
///
/// If they cannot be built, as without a network the first time, or do not run. The reason is a sentence to print.
pub fn widgets() -> Result<BTreeMap<String, Duration>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let out = Command::new(cargo)
        .args(["run", "--release", "--quiet", "--manifest-path", MANIFEST])
        // Into a folder of their own, wherever this program is built.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET_DIR")
        .stdin(Stdio::null())
        .output()
        .map_err(|it| format!("cargo does not run: {it}"))?;
    if !out.status.success() {
        let said = String::from_utf8_lossy(&out.stderr);
        let reason = said
            .lines()
            .find(|it| it.starts_with("error") || it.contains("panicked"));
        let reason = reason.unwrap_or("cargo does not say why");
        return Err(format!("tests/bench/peers was not built or did not run: {reason}"));
    }
    let medians: BTreeMap<_, _> = String::from_utf8_lossy(&out.stdout)
        .lines()
        .filter_map(median)
        .collect();
    match medians.is_empty() {
        true => Err("tests/bench/peers printed no medians".into()),
        false => Ok(medians),
    }
}

/// A line is a name, a tab and nanoseconds.
fn median(line: &str) -> Option<(String, Duration)> {
    let (name, nanoseconds) = line.split_once('\t')?;
    Some((name.into(), Duration::from_nanos(nanoseconds.trim().parse().ok()?)))
}
