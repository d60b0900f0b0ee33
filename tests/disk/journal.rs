//! The recovery journal.

use crate::{TASK, check_words, folder, kill, names_in, real_fs};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use truss::disk::{DiskError, Journal, Leftover, Print, Recovered, Saved, leftovers};
use truss::edit::{Burst, Document, Edit, Entry, HeadingField, LinkField, NodeField};
use truss::map::{Id, Kind, Link, Map, Node, Origin, Relation, Selection};

/// The journal that a process left in `folder`.
///
/// Another test may be starting a process just now, which for a moment has a hold on all our files: then this waits.
pub fn only_leftover(folder: &Path) -> Leftover {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let mut found = leftovers(&real_fs(), folder).unwrap();
        assert!(found.len() <= 1, "{found:?}");
        match found.pop() {
            Some(one) => return one,
            None => assert!(Instant::now() < deadline, "a journal is left behind"),
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn id(name: &str) -> Id {
    Id::from(name)
}

fn type_into(document: &mut Document, node: &str, text: &str) {
    let burst = Burst::Typing {
        id: id(node),
        field: "text".into(),
    };
    let field = NodeField::Text(text.into());
    document
        .apply_in_burst(Edit::SetNode { id: id(node), field }, burst)
        .unwrap();
}

/// A document that has been through a bit of everything, and what was done to it.
pub fn busy() -> (Document, Vec<Entry>) {
    let mut document = Document::new(Map::default());
    let mut node = Node::new(
        "a",
        Kind::Claim,
        "A \"quoted\"\nsecond line, \\ and \u{2028} and 한글 \u{202e}\u{0}\r\t'",
    );
    *node.origin = Origin::Floor {
        at: "2026-11-24T10:00:00Z".into(),
        by: "Ada".into(),
    };
    let add = |node: Node, at| Edit::AddNode { node, at };
    document.apply(add(node, Some((10.0, -20.0)))).unwrap();
    let b = add(Node::new("b", Kind::Evidence, "B"), None);
    let c = add(Node::new("c", Kind::Recommendation, "C"), Some((0.0, 1e9)));
    let link = Link::new("k", [id("b")], "a", Relation::Support);
    let link = Edit::AddLink { link, after: None };
    document.apply(Edit::Several(vec![b, c, link])).unwrap();
    type_into(&mut document, "b", "Bu");
    type_into(&mut document, "b", "Bus");
    document.select(Selection::only(id("b")));
    type_into(&mut document, "b", "Buses");
    document
        .apply_in_burst(Edit::Place(vec![(id("a"), 1.0, 2.0)]), Burst::Nudging)
        .unwrap();
    document
        .apply_in_burst(Edit::Place(vec![(id("a"), 2.0, 2.0)]), Burst::Nudging)
        .unwrap();
    document.undo();
    document.undo();
    document.redo();
    let field = LinkField::Reason("because".into());
    document.apply(Edit::SetLink { id: id("k"), field }).unwrap();
    document.apply(Edit::Remove(vec![id("c")])).unwrap();
    document.undo();
    let entries = document.take_entries();
    assert_eq!(entries.len(), 13);
    (document, entries)
}

/// A journal of these entries in `folder`, left there as by a crash; gives its file.
pub fn left(folder: &Path, path: Option<&Path>, base: &[u8], entries: &[Entry]) -> PathBuf {
    let mut journal = Journal::begin(&real_fs(), folder, path, base, 1_795_500_000).unwrap();
    for entry in entries {
        journal.append(entry).unwrap();
    }
    journal.sync().unwrap();
    journal.file().unwrap().to_owned()
}

/// Leaves a journal behind and finds everything in it again, twice.
#[track_caller]
fn check_recovery(path: Option<&Path>, base: &[u8], entries: &[Entry]) {
    let folder = folder();
    let file = left(folder.path(), path, base, entries);
    let before = fs::read(&file).unwrap();
    for _ in 0..2 {
        let leftover = only_leftover(folder.path());
        assert_eq!((leftover.path(), leftover.begun()), (path, Some(1_795_500_000)));
        assert_eq!((leftover.entries(), leftover.file()), (entries.len(), &*file));
        assert!(!leftover.is_damaged() && leftover.trouble().is_none());
        for _ in 0..2 {
            let recovered = leftover.recover().unwrap();
            assert_eq!((&*recovered.base, recovered.path.as_deref()), (base, path));
            assert_eq!(recovered.entries, entries);
            assert_eq!((recovered.saved, recovered.damaged), (None, false));
            assert_eq!(recovered.known(), Print::of(base));
        }
        assert_eq!(fs::read(&file).unwrap(), before, "recovering takes nothing away");
    }
    only_leftover(folder.path()).discard().unwrap();
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn a_journal_gives_back_what_it_was_given() {
    let (_, entries) = busy();
    check_recovery(Some(Path::new("/maps/costs.ron")), b"(truss: 1)\n", &entries);
    check_recovery(None, b"", &entries[..1]);
    // A base may look like anything, a journal included.
    check_recovery(None, b"1 00000000 Did(Undo)\n\xff\n\n", &entries);
}

#[test]
fn a_document_comes_back_with_its_undo() {
    let (mut document, entries) = busy();
    let folder = folder();
    left(folder.path(), None, b"", &entries);
    let mut again = Document::new(Map::default());
    for entry in only_leftover(folder.path()).recover().unwrap().entries {
        again.replay(entry).unwrap();
    }
    // All the way on, then all the way back.
    loop {
        assert_eq!(again.map().parts(), document.map().parts());
        assert_eq!(again.redo_name(), document.redo_name());
        if document.redo().is_none() {
            break;
        }
        again.redo();
    }
    let mut steps = 0;
    loop {
        assert_eq!(again.map().parts(), document.map().parts());
        assert_eq!(again.undo_name(), document.undo_name());
        if document.undo().is_none() {
            break;
        }
        again.undo();
        steps += 1;
    }
    assert_eq!((steps, again.undo_name()), (6, None));
}

#[test]
fn an_untouched_document_leaves_nothing() {
    let folder = folder();
    let journals = folder.path().join("state").join("journals");
    let mut journal = Journal::begin(&real_fs(), &journals, None, b"base", 1).unwrap();
    journal.sync().unwrap();
    journal
        .note_saved(Path::new("/maps/a.ron"), 0, Print::of(b"base"))
        .unwrap();
    journal.restart(None, b"other", 2).unwrap();
    journal.finish().unwrap();
    assert!(names_in(folder.path()).is_empty());
    assert!(leftovers(&real_fs(), &journals).unwrap().is_empty());
}

#[test]
fn a_journal_in_use_is_not_offered() {
    let folder = folder();
    let mut mine = Journal::begin(&real_fs(), folder.path(), None, b"mine", 5).unwrap();
    mine.append(&Entry::Undo).unwrap();
    assert!(leftovers(&real_fs(), folder.path()).unwrap().is_empty());
    // The same second, process and folder: another name.
    left(folder.path(), None, b"old", &[Entry::Undo]);
    let mut other = Journal::begin(&real_fs(), folder.path(), None, b"other", 5).unwrap();
    other.append(&Entry::Undo).unwrap();
    assert_ne!(mine.file(), other.file());
    let leftover = only_leftover(folder.path());
    assert_eq!(leftover.recover().unwrap().base, b"old");
    // While one Truss asks the person, a second does not offer the same.
    assert!(leftovers(&real_fs(), folder.path()).unwrap().is_empty());
    drop(leftover);
    assert_eq!(only_leftover(folder.path()).entries(), 1);
    mine.finish().unwrap();
    other.finish().unwrap();
    assert_eq!(names_in(folder.path()).len(), 1);
}

#[test]
fn a_save_is_noted_and_a_restart_begins_anew() {
    let folder = folder();
    let check_left = |saved: Option<Saved>, path: &str, known: &[u8], entries: usize| {
        let leftover = only_leftover(folder.path());
        assert_eq!((leftover.saved(), leftover.path()), (saved, Some(Path::new(path))));
        let recovered = leftover.recover().unwrap();
        assert_eq!(
            (recovered.saved, recovered.path.as_deref()),
            (saved, Some(Path::new(path)))
        );
        assert_eq!(
            (recovered.known(), recovered.entries.len()),
            (Print::of(known), entries)
        );
        leftover.discard().unwrap();
    };
    let saved = |entries, bytes| {
        let print = Print::of(bytes);
        Some(Saved { entries, print })
    };
    let begin = || Journal::begin(&real_fs(), folder.path(), Some(Path::new("/maps/a.ron")), b"base", 1).unwrap();

    let mut journal = begin();
    (1..=3).for_each(|n| journal.append(&numbered(n)).unwrap());
    let in_the_save = journal.entries();
    journal.append(&numbered(4)).unwrap();
    journal
        .note_saved(Path::new("/maps/b.ron"), in_the_save, Print::of(b"saved"))
        .unwrap();
    journal.append(&Entry::Undo).unwrap();
    drop(journal);
    check_left(saved(3, b"saved"), "/maps/b.ron", b"saved", 5);

    // Saved under another name before anything was done.
    let mut journal = begin();
    journal
        .note_saved(Path::new("/maps/c.ron"), 0, Print::of(b"tidied"))
        .unwrap();
    journal.append(&numbered(1)).unwrap();
    drop(journal);
    check_left(saved(0, b"tidied"), "/maps/c.ron", b"tidied", 1);

    let mut journal = begin();
    journal.append(&numbered(1)).unwrap();
    journal.restart(Some(Path::new("/maps/d.ron")), b"reloaded", 2).unwrap();
    assert!(names_in(folder.path()).is_empty());
    journal.append(&numbered(2)).unwrap();
    drop(journal);
    check_left(None, "/maps/d.ron", b"reloaded", 1);
}

/// Puts these bytes in place of a journal. Whatever they are, nothing panics, the file stays, and what is recovered is a true
/// beginning of what was done. Gives how many entries that is and whether damage was seen; nothing if none of it can be read.
#[track_caller]
fn check_damaged(file: &Path, bytes: &[u8], base: &[u8], entries: &[Entry]) -> Option<(usize, bool)> {
    fs::write(file, bytes).unwrap();
    let leftover = only_leftover(file.parent().unwrap());
    let outcome = match leftover.recover() {
        Ok(Recovered {
            base: found,
            entries: found_entries,
            damaged,
            ..
        }) => {
            assert!(leftover.trouble().is_none());
            assert_eq!(
                (leftover.entries(), leftover.is_damaged()),
                (found_entries.len(), damaged)
            );
            assert_eq!(found, base);
            assert!(entries.starts_with(&found_entries), "a beginning of what was done");
            Some((found_entries.len(), damaged))
        }
        Err(error) => {
            check_words(&error, "the ", file);
            check_words(leftover.trouble().unwrap(), "the ", file);
            assert_eq!(leftover.entries(), 0);
            None
        }
    };
    assert_eq!(fs::read(file).unwrap(), bytes, "nothing is taken away");
    outcome
}

#[test]
fn a_journal_cut_anywhere_keeps_what_is_whole() {
    let (folder, (_, entries)) = (folder(), busy());
    let base = b"(truss: 1)\n";
    let file = left(folder.path(), None, base, &entries);
    let whole = fs::read(&file).unwrap();
    let ends: Vec<usize> = (0..whole.len())
        .filter(|at| whole[*at] == b'\n')
        .map(|it| it + 1)
        .collect();
    // Two ends of the header and base, then one of each entry. (The base has a line end of its own.)
    assert_eq!(ends.len(), 3 + entries.len());
    for cut in 0..=whole.len() {
        let expected = match ends.iter().filter(|end| **end <= cut).count() {
            0 | 1 => None,
            n => Some((n.saturating_sub(3), n < 3 || !ends.contains(&cut))),
        };
        assert_eq!(
            check_damaged(&file, &whole[..cut], base, &entries),
            expected,
            "cut at {cut}"
        );
    }
}

#[test]
fn a_journal_with_any_byte_wrong_gives_no_wrong_entry() {
    let (folder, (_, entries)) = (folder(), busy());
    let base = b"(truss: 1)\n";
    let file = left(folder.path(), None, base, &entries);
    let whole = fs::read(&file).unwrap();
    for at in 0..whole.len() {
        for wrong in [whole[at] ^ 1, whole[at] ^ 0x20, !whole[at], b'\n', 0] {
            let mut bytes = whole.clone();
            bytes[at] = wrong;
            let outcome = check_damaged(&file, &bytes, base, &entries);
            if bytes != whole {
                assert!(outcome.is_none_or(|it| it.1), "the damage at {at} is seen");
            }
        }
    }
}

#[test]
fn what_is_no_journal_is_reported_or_left_alone() {
    let folder = folder();
    let file = folder.path().join("1-2-1.journal");
    let framed = |number: u64, text: &str| {
        let sum = crc32fast::hash(format!("{number} {text}").as_bytes());
        format!("{number} {sum:08x} {text}\n")
    };
    for junk in [
        &b""[..],
        b"\n",
        b"\0\0\0\0",
        b"0 00000000 ()\n",
        framed(0, "what").as_bytes(),
    ] {
        assert_eq!(check_damaged(&file, junk, b"", &[]), None);
    }
    let newer = framed(0, "(version:2,shape:New)");
    fs::write(&file, newer).unwrap();
    let error = only_leftover(folder.path()).recover().unwrap_err();
    assert!(matches!(error, DiskError::JournalNewer { version: 2, .. }), "{error:?}");
    check_words(&error, "this recovery journal was written by a newer Truss", &file);
    let print = Print::of(b"");
    let endless = framed(
        0,
        &format!("(version:1,path:None,base:\"{print}\",length:{},begun:0)", u64::MAX),
    );
    assert_eq!(check_damaged(&file, endless.as_bytes(), b"", &[]), None);

    // A line that is whole but not known, and one that would nest without end.
    let start = framed(0, &format!("(version:1,path:None,base:\"{print}\",length:0,begun:0)")) + "\n";
    let start = start + &framed(1, "Did(Undo)");
    let deep = format!("Did(Apply({}{}))", "Several([".repeat(10_000), "])".repeat(10_000));
    for unknown in ["Sang(\"a song\")", "Did(Dance)", &deep] {
        fs::write(&file, start.clone() + &framed(2, unknown) + &framed(3, "Did(Undo)")).unwrap();
        let recovered = only_leftover(folder.path()).recover().unwrap();
        assert_eq!((recovered.entries, recovered.damaged), (vec![Entry::Undo], true));
    }
    fs::remove_file(&file).unwrap();

    fs::create_dir(folder.path().join("folder.journal")).unwrap();
    fs::write(folder.path().join("notes.txt"), "").unwrap();
    assert!(leftovers(&real_fs(), folder.path()).unwrap().is_empty());
}

#[test]
fn what_a_journal_takes_it_gives_back_however_deep() {
    let folder = folder();
    let mut journal = Journal::begin(&real_fs(), folder.path(), None, b"", 1).unwrap();
    let mut edit = Edit::SetHeading(HeadingField::Title("deep".into()));
    let mut taken = Vec::new();
    let error = loop {
        let entry = Entry::Apply(edit.clone());
        match journal.append(&entry) {
            Ok(()) => taken.push(entry),
            Err(error) => break error,
        }
        edit = Edit::Several(vec![edit]);
    };
    check_words(&error, "this edit is too deeply nested", journal.file().unwrap());
    assert!(taken.len() > 8, "{}", taken.len());
    journal.append(&Entry::Undo).unwrap();
    taken.push(Entry::Undo);
    drop(journal);
    let recovered = only_leftover(folder.path()).recover().unwrap();
    assert_eq!((recovered.entries, recovered.damaged), (taken, false));
}

#[test]
fn a_journal_that_would_fill_the_memory_is_not_read() {
    let folder = folder();
    let file = left(folder.path(), None, b"base", &[Entry::Undo]);
    fs::File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_len(10 << 30)
        .unwrap();
    let leftover = only_leftover(folder.path());
    check_words(
        leftover.trouble().unwrap(),
        "this recovery journal is larger than 512 MB",
        &file,
    );
    check_words(
        &leftover.recover().unwrap_err(),
        "this recovery journal is larger",
        &file,
    );
}

#[test]
fn child_that_edits_for_ever() {
    let Some(folder) = std::env::var_os(TASK) else { return };
    let mut journal = Journal::begin(&real_fs(), Path::new(&folder), None, b"base", 1).unwrap();
    for n in 1.. {
        journal.append(&numbered(n)).unwrap();
        println!("\nsafe {n}");
    }
}

fn numbered(n: u64) -> Entry {
    Entry::Apply(Edit::SetHeading(HeadingField::Title(format!("title {n}"))))
}

#[test]
fn no_edit_is_lost_when_the_process_dies() {
    let mut all = 0;
    for turn in 0..10 {
        let folder = folder();
        let safe = kill(
            "journal::child_that_edits_for_ever",
            folder.path(),
            Duration::from_millis(turn * 7 % 40),
        );
        all += safe;
        let entries = match &leftovers(&real_fs(), folder.path()).unwrap()[..] {
            [] => Vec::new(),
            [one] => one.recover().unwrap().entries,
            several => panic!("{several:?}"),
        };
        assert!(entries.len() as u64 >= safe, "{} after {safe} were safe", entries.len());
        assert!(entries.iter().zip(1..).all(|(entry, n)| *entry == numbered(n)));
    }
    assert!(all > 0, "the axe fell on edits, not only on beginnings");
}
