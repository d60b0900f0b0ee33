//! The table of ratios: what a thing costs against what its peer costs in the same run.

use std::time::Duration;

/// The rows, in order.
#[derive(Default)]
pub struct Ratios {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    measured: Result<Measured, String>,
    /// What is to be reached, as a part of the peer.
    limit: f64,
}

struct Measured {
    ours: f64,
    peer: f64,
    unit: Unit,
}

/// What is counted.
#[derive(Clone, Copy)]
enum Unit {
    Seconds,
    Bytes,
}

impl Unit {
    fn written(self, it: f64) -> String {
        match self {
            Self::Seconds => format!("{:.3?}", Duration::from_secs_f64(it.max(0.0))),
            Self::Bytes => format!("{:.0} MB", it / 1e6),
        }
    }
}

impl Ratios {
    /// A thing took so long, and its peer so long: at most `limit` times as long is to be reached.
    pub fn time(&mut self, what: &str, ours: Duration, peer: Duration, limit: f64) {
        let unit = Unit::Seconds;
        let (ours, peer) = (ours.as_secs_f64(), peer.as_secs_f64());
        self.row(what, Ok(Measured { ours, peer, unit }), limit);
    }

    /// A thing took so many bytes.
    pub fn bytes(&mut self, what: &str, ours: u64, peer: u64, limit: f64) {
        let unit = Unit::Bytes;
        let (ours, peer) = (ours as f64, peer as f64);
        self.row(what, Ok(Measured { ours, peer, unit }), limit);
    }

    /// A thing was not measured, for a reason.
    pub fn left_out(&mut self, what: &str, why: &str, limit: f64) {
        self.row(what, Err(why.into()), limit);
    }

    fn row(&mut self, what: &str, measured: Result<Measured, String>, limit: f64) {
        self.rows.push(Row {
            what: what.into(),
            measured,
            limit,
        });
        if let Some(row) = self.rows.last() {
            println!("{}", row.in_table());
        }
    }

    /// Prints all of it, as it stands in the README.
    pub fn print(&self) {
        println!("\n| what | measured | against | ratio | to reach | reached |\n|---|---|---|---|---|---|");
        for row in &self.rows {
            println!("{}", row.in_table());
        }
    }
}

impl Row {
    fn in_table(&self) -> String {
        let (what, limit) = (&self.what, self.limit);
        match &self.measured {
            Ok(Measured { ours, peer, unit }) => {
                let ratio = ours / peer;
                let is_reached = if ratio <= limit { "yes" } else { "**no**" };
                let (ours, peer) = (unit.written(*ours), unit.written(*peer));
                format!("| {what} | {ours} | {peer} | {ratio:.2} | {limit:.2} | {is_reached} |")
            }
            Err(why) => format!("| {what} | left out: {why} | | | {limit:.2} | |"),
        }
    }
}
