//! Saving and the recovery journal, each against the plain steps that nothing can do without, on the same disk.

use crate::table::Table;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use truss::disk::{Base, Folders, Fs, Journal, Print, RealFs, save_map};
use truss::edit::{Burst, Edit, Entry, NodeField};
use truss::map::Id;

/// So long is the map that is saved, in bytes.
const LENGTH: usize = 500_000;

/// Both against limits that are multiples of the plain steps.
pub fn keeping(table: &mut Table) {
    let folder = tempfile::tempdir().expect("there is room");
    saving(table, folder.path());
    journal(table, folder.path());
}

/// Saves a map in turn with two texts, and keeps the one before, as the window does.
fn saving(table: &mut Table, folder: &Path) {
    let texts = [b'a', b'b'].map(|it| vec![it; LENGTH]);
    let prints = texts.each_ref().map(|it| Print::of(it));
    let (new, plain) = (folder.join("new"), folder.join("plain.ron"));
    let mut turn = 0;
    let peer = table.measure("write, fsync, rename 500 KB", Duration::MAX, || {
        turn = 1 - turn;
        let mut file = File::create(&new).expect("it can be made");
        file.write_all(&texts[turn]).expect("there is room");
        file.sync_all().expect("the disk confirms");
        std::fs::rename(&new, &plain).expect("it can be renamed");
    });
    let (map, folders) = (folder.join("map.ron"), Folders::at(folder.join("state")));
    std::fs::write(&map, &texts[0]).expect("there is room");
    let mut turn = 0;
    let mut saved = None;
    // The first is what a person waits for; the second goes on beside the window.
    table.measure_pair(["save 500 KB", "then confirm the version before"], peer * 3, |phase| {
        if phase == 0 {
            let base = Base::Known(prints[turn]);
            turn = 1 - turn;
            saved = Some(save_map(&RealFs, &folders, &map, &texts[turn], base, None, 0).expect("it is saved"));
        } else if let Some(mut outcome) = saved.take() {
            outcome.confirm(&RealFs);
            assert!(outcome.not_kept.is_none(), "the text before is kept");
        }
    });
}

/// A letter is typed into a sentence: what is written for it before its frame is out.
fn journal(table: &mut Table, folder: &Path) {
    let entry = Entry::Burst {
        burst: Burst::Typing {
            id: "k3x9p2ma".into(),
            field: "text".into(),
        },
        edit: Edit::SetNode {
            id: Id::from("k3x9p2ma"),
            field: NodeField::Text(
                "A four-day week saves a rural district money, as most costs are by the day.".into(),
            ),
        },
        goes_on: true,
    };
    let fs: Arc<dyn Fs> = Arc::new(RealFs);
    let mut journal = Journal::begin(&fs, &folder.join("journals"), None, b"", 0).expect("it can be begun");
    let mut length = || {
        journal.append(&entry).expect("there is room");
        let file = journal.file().expect("it is there");
        std::fs::metadata(file).expect("it is there").len()
    };
    let line = vec![b'x'; (length().abs_diff(length())) as usize];
    let begin = || {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        options.open(folder.join("plain")).expect("it can be made")
    };
    let mut file = begin();
    let peer = table.measure("append the bytes of a line", Duration::MAX, || {
        file.write_all(&line).expect("there is room");
    });
    let ron = table.measure("ron writes an entry", Duration::MAX, || {
        ron::to_string(&entry).expect("it is plain data")
    });
    table.measure("journal line", peer * 3 / 2, || {
        journal.append(&entry).expect("there is room");
    });
    table.measure("journal line, of an entry", peer * 3 / 2 + ron, || {
        journal.append(&entry).expect("there is room");
    });
}
