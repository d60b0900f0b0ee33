//! What holds for recovery journals, whatever is in them.

use crate::sim::Sim;
use std::path::Path;
use std::sync::Arc;
use truss::disk::{Fs, Journal, leftovers};
use truss::edit::{Document, Entry};
use truss::file::{read, write};

/// What stands between the base of a journal and its lines.
pub const BETWEEN: &[u8] = b"\n----\n";

const FOLDER: &str = "/journals";

/// Takes the bytes for a journal as it lies on a disk; and, if there is a [`BETWEEN`] in them, for the base and the lines of
/// one whose checksums hold: without that hardly a line would be looked at. Says how many entries came back.
pub fn check(bytes: &[u8]) -> usize {
    let as_it_lies = recovered(bytes);
    let Some(at) = bytes.windows(BETWEEN.len()).position(|it| it == BETWEEN) else {
        return as_it_lies;
    };
    let (base, lines) = (&bytes[..at], &bytes[at + BETWEEN.len()..]);
    let mut journal = begun(base);
    let lines = String::from_utf8_lossy(lines);
    // RON lets blanks and comments stand before a line; we write none, and count what begins as ours does.
    let ours = lines
        .lines()
        .filter(|it| it.starts_with("Did(") || it.starts_with("Saved("));
    for (n, line) in ours.enumerate() {
        journal.extend_from_slice(framed(n as u64 + 1, line).as_bytes());
    }
    recovered(&journal)
}

/// A journal with this base and nothing else: as it is written, cut before its first line.
fn begun(base: &[u8]) -> Vec<u8> {
    let sim = Sim::new(&[FOLDER]);
    let mut journal = Journal::begin(&sim.fs(), Path::new(FOLDER), None, base, 1).expect("it is an absolute path");
    journal.append(&Entry::Undo).expect("the disk has room");
    let path = journal
        .file()
        .expect("it is on disk")
        .to_str()
        .expect("plain")
        .to_owned();
    let mut bytes = sim.text(&path).expect("it is there");
    let first = framed(1, "Did(Undo)");
    assert!(bytes.ends_with(first.as_bytes()), "the form of a line");
    bytes.truncate(bytes.len() - first.len());
    bytes
}

/// A line as journals have it: its number, a checksum of both, and the text.
fn framed(number: u64, text: &str) -> String {
    let sum = crc32fast::hash(format!("{number} {text}").as_bytes());
    format!("{number} {sum:08x} {text}\n")
}

/// Recovers what can be, twice, goes on with it in a new journal, and lets both go. Nothing of that may panic, change the old
/// journal, offer the work twice, or give other entries.
fn recovered(bytes: &[u8]) -> usize {
    let sim = Sim::new(&[FOLDER]);
    let path = format!("{FOLDER}/1-1-1.journal");
    sim.put(&path, bytes);
    let fs: Arc<dyn Fs> = sim.fs();
    let folder = Path::new(FOLDER);
    let mut found = leftovers(&fs, folder).expect("the folder is there");
    assert_eq!(found.len(), 1);
    let leftover = found.remove(0);
    let recovered = match leftover.recover() {
        Ok(recovered) => recovered,
        Err(error) => {
            assert!(leftover.is_damaged() && leftover.entries() == 0, "{error}");
            assert_eq!(leftover.trouble().map(ToString::to_string), Some(error.to_string()));
            assert_eq!(sim.text(&path).as_deref(), Some(bytes), "what cannot be read is kept");
            return 0;
        }
    };
    assert!(recovered.entries.len() <= leftover.entries());
    assert!(recovered.damaged || recovered.entries.len() == leftover.entries());
    assert_eq!(
        said(&leftover.recover().expect("as before").entries),
        said(&recovered.entries)
    );
    assert_eq!(sim.text(&path).as_deref(), Some(bytes), "recovering takes nothing away");
    let count = recovered.entries.len();
    let map = read(&recovered.base).map(|it| it.map).unwrap_or_default();
    let mut document = Document::new(map);
    let faults = document.map().faults().len();
    // What does not fit is refused, and ends it: what follows would not fit either.
    let fit = recovered
        .entries
        .iter()
        .take_while(|it| document.replay((*it).clone()).is_ok())
        .count();
    if faults == 0 {
        assert_eq!(document.map().faults(), [], "an edit adds no fault");
    }
    // Texts of a journal may be longer than those of a file.
    if bytes.len() < 1 << 20 {
        read(write(document.map()).as_bytes()).expect("what is written can be read");
    }
    let mut journal = Journal::begin(&fs, folder, None, &recovered.base, 2).expect("it is an absolute path");
    journal.continues(&leftover, fit as u64);
    let taken = recovered.entries[..fit]
        .iter()
        .take_while(|it| journal.append(it).is_ok())
        .count();
    drop((leftover, journal));
    sim.die();
    let mut found = leftovers(&fs, folder).expect("the folder is there");
    if taken > 0 {
        assert_eq!(found.len(), 1, "the work is offered once");
    }
    let again = found.remove(0);
    let entries = again.recover().expect("one of the two can be read").entries;
    let expected = if taken == fit { taken } else { count };
    let expected = if taken > 0 { expected } else { count };
    assert_eq!(said(&entries), said(&recovered.entries[..expected]));
    again.discard().expect("the disk is sound");
    assert!(leftovers(&fs, folder).expect("the folder is there").is_empty());
    count
}

/// As text: a number that is none equals itself there.
fn said(entries: &[Entry]) -> String {
    format!("{entries:?}")
}
