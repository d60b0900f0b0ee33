//! Measuring, and the table at the end.

use criterion::Criterion;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many samples criterion takes of each.
const SAMPLES: usize = 20;

/// What was measured, in order.
pub struct Table {
    criterion: Criterion,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    median: Duration,
    limit: Duration,
    note: String,
}

impl Table {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            criterion: Criterion::default()
                .without_plots()
                .configure_from_args()
                .sample_size(SAMPLES)
                .warm_up_time(Duration::from_millis(200))
                .measurement_time(Duration::from_millis(900)),
            rows: Vec::new(),
        }
    }

    /// Measures one thing, and gives the median of its samples.
    pub fn measure<T>(&mut self, name: &str, limit: Duration, mut work: impl FnMut() -> T) -> Duration {
        self.measure_by(name, limit, |turns| {
            let start = Instant::now();
            for _ in 0..turns {
                black_box(work());
            }
            start.elapsed()
        })
    }

    /// Measures two things that only go in turn, 0 and 1: each while the other goes unmeasured.
    pub fn measure_pair(&mut self, names: [&str; 2], limit: Duration, mut work: impl FnMut(usize)) {
        for measured in [0, 1] {
            self.measure_by(names[measured], limit, |turns| {
                let mut taken = Duration::ZERO;
                for _ in 0..turns {
                    for turn in [0, 1] {
                        let start = Instant::now();
                        work(turn);
                        if turn == measured {
                            taken += start.elapsed();
                        }
                    }
                }
                taken
            });
        }
    }

    /// `work` does something so many times and says how long it took.
    fn measure_by(&mut self, name: &str, limit: Duration, mut work: impl FnMut(u64) -> Duration) -> Duration {
        let once = work(1);
        if once > Duration::from_secs(1) {
            println!("{name}: {once:.2?}, once");
            return self.keep(name, once, limit, "once");
        }
        let mut samples: Vec<Duration> = Vec::new();
        self.criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|turns| {
                let taken = work(turns);
                samples.push(taken / turns as u32);
                taken
            });
        });
        // What comes before the last samples is the warming up.
        let mut last = samples.split_off(samples.len().saturating_sub(SAMPLES));
        last.sort();
        match last.get(last.len() / 2) {
            Some(&median) => self.keep(name, median, limit, ""),
            // Left out by a filter on the command line.
            None => once,
        }
    }

    /// Keeps what was measured elsewhere: the frame of a sequence that takes longest, each by the median of its times. Gives that.
    pub fn keep_worst(&mut self, name: &str, limit: Duration, frames: &[Vec<Duration>]) -> Duration {
        let medians = frames.iter().map(|it| {
            let mut times = it.clone();
            times.sort();
            times.get(times.len() / 2).copied().unwrap_or_default()
        });
        let medians: Vec<Duration> = medians.collect();
        println!("{name}: {medians:.0?}");
        let worst = medians.iter().max().copied().unwrap_or_default();
        let longest = frames.iter().flatten().max().copied().unwrap_or_default();
        self.keep(name, worst, limit, &format!("longest {longest:.2?}"))
    }

    fn keep(&mut self, name: &str, median: Duration, limit: Duration, note: &str) -> Duration {
        self.rows.push(Row {
            name: name.into(),
            median,
            limit,
            note: note.into(),
        });
        median
    }

    /// Notes what was not measured, and why.
    pub fn left_out(&mut self, name: &str, why: &str) {
        self.rows.push(Row {
            name: name.into(),
            median: Duration::MAX,
            limit: Duration::ZERO,
            note: format!("left out: {why}"),
        });
    }

    /// Prints all that was measured.
    pub fn print(&self) {
        println!("\n{:<34} {:>12} {:>12}  ok?", "bench", "median", "limit");
        for row in &self.rows {
            let shown = |it: Duration| match it {
                Duration::MAX | Duration::ZERO => "-".into(),
                it => format!("{it:.2?}"),
            };
            let ok = match (row.limit, row.median <= row.limit) {
                (Duration::MAX, _) => "peer",
                (_, true) => "yes",
                (_, false) => "NO",
            };
            println!(
                "{:<34} {:>12} {:>12}  {ok} {}",
                row.name,
                shown(row.median),
                shown(row.limit),
                row.note
            );
        }
    }
}
