//! Reading and saving.

use crate::{TASK, check_words, folder, kill, names_in};
use std::fs;
use std::path::Path;
use std::time::Duration;
use truss::disk::{Base, Folders, Fs, LARGEST, Print, RealFs, SaveError, keep_original, read, save};

/// Saves "new" over what is on disk. Refused or not, nothing but the map lies in the folder afterwards.
#[track_caller]
fn check_save(on_disk: Option<&str>, base: Base, refused: Option<&str>) {
    let folder = folder();
    let path = folder.path().join("map.ron");
    if let Some(text) = on_disk {
        fs::write(&path, text).unwrap();
    }
    match (save(&RealFs, &path, b"new", base), refused) {
        (Ok(print), None) => {
            assert_eq!(print, Print::of(b"new"));
            assert_eq!(read(&RealFs, &path).unwrap(), (b"new".to_vec(), print));
            assert_eq!(names_in(folder.path()), ["map.ron"]);
        }
        (Err(error), Some(words)) => {
            check_words(&error, words, &path);
            let after = fs::read_to_string(&path).ok();
            assert_eq!(after.as_deref(), on_disk);
            assert_eq!(names_in(folder.path()).len(), usize::from(on_disk.is_some()));
        }
        (outcome, _) => panic!("{outcome:?}"),
    }
}

#[test]
fn saves_what_the_person_has_seen() {
    let known = Base::Known(Print::of(b"old"));
    check_save(Some("old"), known, None);
    check_save(None, Base::New, None);
    check_save(None, Base::Anything, None);
    check_save(Some("other"), Base::Anything, None);
    // What was deleted is written anew, and what says already what would be written loses nothing.
    check_save(None, known, None);
    check_save(Some("new"), known, None);
}

#[test]
fn refuses_what_the_person_has_not_seen() {
    let known = Base::Known(Print::of(b"old"));
    // The same size; and the time says nothing, for it is never asked.
    check_save(Some("0ld"), known, Some("another program has changed this file"));
    check_save(Some(""), known, Some("another program has changed this file"));
    check_save(Some("old"), Base::New, Some("there is a file of this name already"));
    check_save(Some("new"), Base::New, Some("there is a file of this name already"));
}

#[test]
fn a_change_of_the_same_size_and_time_is_noticed() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "mine").unwrap();
    let (_, print) = read(&RealFs, &path).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "hers").unwrap();
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    let error = save(&RealFs, &path, b"both", Base::Known(print)).unwrap_err();
    assert!(
        matches!(error, SaveError::Changed { found, .. } if found == Print::of(b"hers")),
        "{error:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), b"hers");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), time);
}

#[test]
fn a_print_is_the_sha_256() {
    let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(Print::of(b"abc").to_string(), of_abc);
    assert_eq!(Print::try_from(of_abc.to_owned()), Ok(Print::of(b"abc")));
    for wrong in ["", "ba78", &"g".repeat(64), &"é".repeat(32)] {
        assert!(Print::try_from(wrong.to_owned()).is_err());
    }
}

/// Saves where it cannot work; `inside` is the folder that must be as it was.
#[track_caller]
pub fn check_no_save(path: &Path, words: &str, named: &Path, inside: &Path) {
    let before = names_in(inside);
    for base in [Base::New, Base::Known(Print::of(b"old")), Base::Anything] {
        let error = save(&RealFs, path, b"new", base).unwrap_err();
        check_words(&error, words, named);
    }
    assert_eq!(names_in(inside), before);
}

#[test]
fn says_why_a_place_cannot_be_saved_to() {
    let folder = folder();
    let inside = folder.path();
    let gone = inside.join("gone");
    check_no_save(
        &gone.join("map.ron"),
        "could not make a file in this folder: there is no such folder",
        &gone,
        inside,
    );
    let file = inside.join("file");
    fs::write(&file, "old").unwrap();
    let below = file.join("map.ron");
    check_no_save(
        &below,
        "could not look at the file: one of the folders on the way is no",
        &below,
        inside,
    );
    check_no_save(inside, "this is a folder", inside, inside);
    let long = inside.join("m".repeat(300));
    check_no_save(
        &long,
        "could not look at the file: the disk does not take this name",
        &long,
        inside,
    );
    assert_eq!(fs::read(&file).unwrap(), b"old");
}

#[test]
fn reads_only_ordinary_files_of_a_fair_size() {
    let folder = folder();
    let check_read = |name: &str, words: &str| {
        let path = folder.path().join(name);
        check_words(&read(&RealFs, &path).unwrap_err(), words, &path);
    };
    check_read("gone.ron", "could not read the file: there is no file of this name");
    check_read("", "this is a folder");
    let large = fs::File::create(folder.path().join("large.ron")).unwrap();
    large.set_len(LARGEST + 1).unwrap();
    check_read("large.ron", "this is larger than 256 MB");
    large.set_len(3).unwrap();
    assert_eq!(read(&RealFs, &folder.path().join("large.ron")).unwrap().0, [0; 3]);
}

#[test]
fn what_was_written_is_compared_to_the_last_byte() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let text: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
        fs::write(&path, &text).unwrap();
        let holds = |wanted: &[u8]| RealFs.open(&path).unwrap().holds(wanted).unwrap();
        assert!(holds(&text), "{length}");
        assert!(!holds(&[&text[..], b"x"].concat()), "{length}: it is shorter");
        if let Some(last) = text.len().checked_sub(1) {
            assert!(!holds(&text[..last]), "{length}: it is longer");
            for at in [0, last / 2, last] {
                let mut other = text.clone();
                other[at] ^= 1;
                assert!(!holds(&other), "{length}: byte {at} is another");
            }
        }
    }
}

#[test]
fn an_original_is_kept_under_a_free_name() {
    let folder = folder();
    let check_copy = |name: &str, text: &str, copy: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let kept = keep_original(&RealFs, &path).unwrap();
        assert_eq!(kept, folder.path().join(copy));
        assert_eq!(fs::read_to_string(&kept).unwrap(), text);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    };
    check_copy("map.ron", "// one", "map.original.ron");
    check_copy("map.ron", "// two", "map.original-2.ron");
    check_copy("map.ron", "// three", "map.original-3.ron");
    check_copy("no extension", "", "no extension.original");
    let names = [
        "map.original-2.ron",
        "map.original-3.ron",
        "map.original.ron",
        "map.ron",
    ];
    assert_eq!(names_in(folder.path())[..4], names);
    assert_eq!(
        fs::read_to_string(folder.path().join("map.original.ron")).unwrap(),
        "// one"
    );
    let gone = folder.path().join("gone.ron");
    check_words(
        &keep_original(&RealFs, &gone).unwrap_err(),
        "could not read the file",
        &gone,
    );
    assert_eq!(names_in(folder.path()).len(), 6);
}

#[test]
fn errors_show_no_characters_that_move_the_cursor() {
    let error = read(&RealFs, Path::new("/gone/\u{1b}[2J\u{202e}nor.pam\n.ron")).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with(": /gone/\u{fffd}[2J\u{fffd}nor.pam\u{fffd}.ron"),
        "{error}"
    );
}

#[test]
fn the_state_folder_is_the_platforms_or_ours() {
    assert_eq!(Folders::at("/here").journals(), Path::new("/here/journals"));
    if let Ok(folders) = Folders::of_platform() {
        assert!(folders.state().is_absolute());
        assert!(folders.state().to_string_lossy().to_lowercase().contains("truss"));
    }
}

fn version(n: u64) -> String {
    format!("version {n}\n").repeat(20_000)
}

#[test]
fn child_that_saves_for_ever() {
    let Some(folder) = std::env::var_os(TASK) else { return };
    let path = Path::new(&folder).join("map.ron");
    let mut base = Base::New;
    for n in 1.. {
        base = Base::Known(save(&RealFs, &path, version(n).as_bytes(), base).unwrap());
        println!("\nsafe {n}");
    }
}

#[test]
fn a_file_is_whole_whenever_the_process_dies() {
    let mut all = 0;
    for turn in 0..30 {
        let folder = folder();
        let safe = kill(
            "save::child_that_saves_for_ever",
            folder.path(),
            Duration::from_millis(turn * 7 % 40),
        );
        all += safe;
        match fs::read_to_string(folder.path().join("map.ron")) {
            Ok(text) => {
                let last = text
                    .lines()
                    .last()
                    .and_then(|it| it.strip_prefix("version ")?.parse().ok())
                    .unwrap();
                assert!(text == version(last), "version {last} is whole");
                assert!(last >= safe && last <= safe + 1, "{last} after {safe} was safe");
            }
            Err(_) => assert_eq!(safe, 0),
        }
        // What the dead process left half written beside it goes with the next save.
        save(&RealFs, &folder.path().join("map.ron"), b"after", Base::Anything).unwrap();
        assert_eq!(names_in(folder.path()), ["map.ron"]);
    }
    assert!(all > 0, "the axe fell on saves, not only on beginnings");
}

#[test]
fn of_several_new_files_of_one_name_one_is_written() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let one = |n: u8| {
            scope.spawn({
                let path = &path;
                move || save(&RealFs, path, &[n], Base::New)
            })
        };
        let all: Vec<_> = (0..8).map(one).collect();
        all.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let written: Vec<usize> = (0..8).filter(|n| outcomes[*n].is_ok()).collect();
    let refused = outcomes
        .iter()
        .filter(|it| matches!(it, Err(SaveError::Exists { .. })))
        .count();
    assert_eq!((written.len(), refused), (1, 7), "{outcomes:?}");
    assert_eq!(fs::read(&path).unwrap(), [written[0] as u8]);
    assert_eq!(names_in(folder.path()), ["map.ron"]);
}
