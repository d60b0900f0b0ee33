//! What is kept of the last talk, and of the maps that were opened last.

use crate::folder;
use std::fs;
use std::path::{Path, PathBuf};
use truss::disk::{Course, Folders, RealFs, Recent, Stopped, TalkMap, missing};

fn a_talk(folders: &Folders) -> Stopped {
    Stopped {
        file: PathBuf::from("/maps/week.ron"),
        step: "s2".into(),
        course: Course {
            started_at: "2026-11-28 14:03".into(),
            visits: vec![("The money".into(), 0.0), ("The buses".into(), 41.5)],
            lasted: 60.0,
            trials: vec!["If “A” falls, nothing does.".into()],
        },
        draft: None,
        before: Some(TalkMap::Before.keep(&RealFs, folders, "the map before").unwrap()),
        after: Some(TalkMap::After.keep(&RealFs, folders, "the map after").unwrap()),
    }
}

#[test]
fn a_talk_and_its_maps_come_back_for_its_file_alone() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("state"));
    let talk = a_talk(&folders);
    talk.keep(&RealFs, &folders).unwrap();
    assert_eq!(Stopped::of(&RealFs, &folders, &talk.file), Some(talk.clone()));
    assert_eq!(Stopped::of(&RealFs, &folders, Path::new("/maps/other.ron")), None);
    let map = |which| talk.map(&RealFs, &folders, which);
    assert_eq!(map(TalkMap::Before).unwrap(), b"the map before");
    assert_eq!(map(TalkMap::After).unwrap(), b"the map after");
    // The maps of another talk have taken their place.
    TalkMap::After.keep(&RealFs, &folders, "another map").unwrap();
    assert_eq!(map(TalkMap::After), None);
    assert_eq!(map(TalkMap::Before).unwrap(), b"the map before");
}

#[test]
fn times_that_are_none_are_left_out() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("state"));
    let mut talk = a_talk(&folders);
    let sound = talk.course.visits.clone();
    for wrong in [-1.0, f64::NAN, f64::INFINITY] {
        talk.course.visits.push(("Never".into(), wrong));
        talk.course.lasted = wrong;
        talk.keep(&RealFs, &folders).unwrap();
        let found = Stopped::of(&RealFs, &folders, &talk.file).unwrap();
        assert_eq!((found.course.visits, found.course.lasted), (sound.clone(), 0.0));
    }
}

#[test]
fn what_is_longer_than_anyone_needs_is_not_read() {
    let folder = folder();
    let folders = Folders::at(folder.path());
    let mut talk = a_talk(&folders);
    talk.step = "s".repeat(1 << 20);
    talk.keep(&RealFs, &folders).unwrap();
    assert_eq!(Stopped::of(&RealFs, &folders, &talk.file), None);

    let mut recent = Recent::default();
    recent.note(Path::new("/maps/week.ron"));
    recent.write(&RealFs, &folders).unwrap();
    assert_eq!(Recent::read(&RealFs, &folders), recent);
    let list = fs::read_to_string(folder.path().join("recent.ron")).unwrap();
    fs::write(
        folder.path().join("recent.ron"),
        format!("{list}{}", " ".repeat(1 << 20)),
    )
    .unwrap();
    assert_eq!(Recent::read(&RealFs, &folders), Recent::default());
    fs::remove_file(folder.path().join("recent.ron")).unwrap();
    fs::create_dir(folder.path().join("recent.ron")).unwrap();
    assert_eq!(Recent::read(&RealFs, &folders), Recent::default());
}

#[test]
fn maps_that_are_gone_are_missing_and_so_is_a_folder_of_the_name() {
    let folder = folder();
    let [there, gone, other] = ["there.ron", "gone.ron", "folder.ron"].map(|it| folder.path().join(it));
    fs::write(&there, "").unwrap();
    fs::create_dir(&other).unwrap();
    assert_eq!(missing(&RealFs, &[there, gone.clone(), other.clone()]), [gone, other]);
}
