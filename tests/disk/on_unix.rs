//! Links, permissions, pipes and limits.

use crate::journal::only_leftover;
use crate::save::check_no_save;
use crate::{TASK, check_words, folder, names_in, real_fs};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use truss::disk::{Base, Folders, Fs, InPlace, Journal, Print, RealFs, Recent, Text, read, save, save_map, versions};
use truss::edit::{Edit, Entry, HeadingField};

#[test]
fn a_pipe_or_device_is_refused_at_once() {
    let folder = folder();
    let pipe = folder.path().join("pipe.ron");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [&*pipe, Path::new("/dev/zero")] {
        check_words(&read(&RealFs, path).unwrap_err(), "this is no ordinary file", path);
        let error = save(&RealFs, path, b"new", Base::Anything).unwrap_err();
        check_words(&error, "this is no ordinary file", path);
    }
    assert_eq!(names_in(folder.path()), ["pipe.ron"]);
}

#[test]
fn a_pipe_in_the_place_of_the_recent_maps_is_not_waited_for() {
    let folder = folder();
    let pipe = folder.path().join("recent.ron");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(Recent::read(&RealFs, &Folders::at(folder.path())), Recent::default());
}

/// Saves through the link `map.ron` to `to`, and gives what the folder then holds.
#[track_caller]
fn check_link(folder: &Path, to: &Path, base: Base) {
    let path = folder.join("map.ron");
    symlink(to, &path).unwrap();
    save(&RealFs, &path, b"new", base).unwrap();
    assert_eq!(fs::read_link(&path).unwrap(), to, "the link is as it was");
    assert_eq!(fs::read(&path).unwrap(), b"new");
    fs::remove_file(&path).unwrap();
}

#[test]
fn saves_through_links() {
    let folder = folder();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    let real = other.join("real.ron");
    fs::write(&real, "old").unwrap();
    check_link(folder.path(), &real, Base::Known(Print::of(b"old")));
    check_link(folder.path(), Path::new("other/real.ron"), Base::Anything);
    // A link to a link, and one that leads to no file yet.
    symlink("real.ron", other.join("link.ron")).unwrap();
    check_link(folder.path(), Path::new("other/../other/link.ron"), Base::Anything);
    fs::remove_file(&real).unwrap();
    check_link(folder.path(), Path::new("other/real.ron"), Base::New);
    assert_eq!(names_in(&other), ["link.ron", "real.ron"]);
}

#[test]
fn links_in_a_circle_are_refused() {
    let folder = folder();
    let (a, b) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
    symlink(&a, &b).unwrap();
    symlink(&b, &a).unwrap();
    check_no_save(&a, "this link leads back to itself", &a, folder.path());
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn permissions_are_kept() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "old").unwrap();
    for kept in [0o600, 0o644, 0o664, 0o666, 0o755] {
        fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
        assert_eq!(RealFs.about(&path).unwrap().rights, kept, "{kept:o}");
        save(&RealFs, &path, b"new", Base::Anything).unwrap();
        assert_eq!(mode(&path), kept, "{kept:o}");
    }
}

#[test]
fn the_owner_is_kept() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "old").unwrap();
    if chown(&path, Some(1234), Some(2345)).is_err() {
        eprintln!("skipped: only root gives files away");
        return;
    }
    save(&RealFs, &path, b"new", Base::Anything).unwrap();
    let found = fs::metadata(&path).unwrap();
    assert_eq!((found.uid(), found.gid()), (1234, 2345));
}

#[test]
fn a_map_with_another_name_is_one_map_by_both() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("state"));
    let (path, other) = (folder.path().join("map.ron"), folder.path().join("other.ron"));
    fs::write(&path, "the old text").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fs::hard_link(&path, &other).unwrap();
    let mut base = Base::Known(Print::of(b"the old text"));
    let mut before = "the old text".to_owned();
    for text in ["shorter", "much longer than it was"] {
        let outcome = save_map(
            &RealFs,
            &folders,
            &path,
            text.as_bytes(),
            base,
            Some(&Text::of(before.clone().into_bytes())),
            1,
        )
        .unwrap();
        assert_eq!(outcome.in_place, Some(InPlace::OtherNames));
        assert!(outcome.not_kept.is_none());
        assert_eq!(fs::read_to_string(&other).unwrap(), text);
        let kept = versions(&RealFs, &folders, &path).unwrap();
        assert_eq!(kept[0].text(&RealFs).unwrap(), before.as_bytes());
        base = Base::Known(outcome.print);
        before = text.to_owned();
    }
    assert_eq!(mode(&path), 0o640);
    assert_eq!(names_in(folder.path()), ["map.ron", "other.ron", "state"]);
    // Without its old text kept safe, nothing is written over.
    fs::remove_dir_all(folders.state()).unwrap();
    fs::write(folders.state(), "").unwrap();
    let refused = save_map(&RealFs, &folders, &path, b"new", base, None, 1).unwrap_err();
    let words = refused.to_string();
    assert!(
        words.starts_with("could not look for previous versions in this folder: one of the folders"),
        "{words}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn versions_are_private() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("state"));
    let path = folder.path().join("map.ron");
    for text in ["old", "new"] {
        save_map(&RealFs, &folders, &path, text.as_bytes(), Base::Anything, None, 1).unwrap();
    }
    let kept = versions(&RealFs, &folders, &path).unwrap();
    let file = kept[0].file();
    assert_eq!((mode(file), mode(file.parent().unwrap())), (0o600, 0o700));
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_are_kept() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "old").unwrap();
    if setxattr(&path, "user.truss.colour", b"blue", XattrFlags::empty()).is_err() {
        eprintln!("skipped: this disk takes no extended attributes");
        return;
    }
    save(&RealFs, &path, b"new", Base::Anything).unwrap();
    let mut value = [0; 16];
    let length = getxattr(&path, "user.truss.colour", &mut value[..]).unwrap();
    assert_eq!(&value[..length], b"blue");
}

#[cfg(target_os = "linux")]
#[test]
fn the_access_list_is_kept_and_what_the_system_knows_of_a_file_is_not() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    // The owner, user 1234, the group, the mask, the others: who, what they may, which of them.
    let entries: [(u16, u16, u32); 5] = [
        (0x01, 6, u32::MAX),
        (0x02, 4, 1234),
        (0x04, 0, u32::MAX),
        (0x10, 4, u32::MAX),
        (0x20, 0, u32::MAX),
    ];
    let mut list = 2u32.to_le_bytes().to_vec();
    for (who, may, which) in entries {
        list.extend(who.to_le_bytes());
        list.extend(may.to_le_bytes());
        list.extend(which.to_le_bytes());
    }
    let set = |name: &str, value: &[u8]| setxattr(&path, name, value, XattrFlags::empty()).is_ok();
    let (has_list, has_label) = (
        set("system.posix_acl_access", &list),
        set("trusted.truss.label", b"of the old file"),
    );
    save(&RealFs, &path, b"new", Base::Anything).unwrap();
    let mut value = [0; 64];
    if has_list {
        let length = getxattr(&path, "system.posix_acl_access", &mut value[..]).unwrap();
        assert_eq!(&value[..length], list);
    } else {
        eprintln!("skipped: this disk takes no access lists");
    }
    if has_label {
        assert!(getxattr(&path, "trusted.truss.label", &mut value[..]).is_err());
    }
}

#[test]
fn a_new_file_has_the_permissions_of_any_new_file() {
    let folder = folder();
    let (ours, any) = (folder.path().join("map.ron"), folder.path().join("any"));
    save(&RealFs, &ours, b"new", Base::New).unwrap();
    fs::write(&any, "").unwrap();
    assert_eq!(mode(&ours), mode(&any));
}

#[test]
fn a_read_only_file_is_refused_even_to_root() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    for base in [Base::Known(Print::of(b"old")), Base::Anything] {
        check_words(
            &save(&RealFs, &path, b"new", base).unwrap_err(),
            "this file may only be read",
            &path,
        );
    }
    assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"old".to_vec(), 0o444));
    assert_eq!(names_in(folder.path()), ["map.ron"]);
}

#[test]
fn journals_are_private_and_know_any_path() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("state"));
    let odd = PathBuf::from(OsStr::from_bytes(b"/maps/\xff\n.ron"));
    let mut journal = Journal::begin(&real_fs(), &folders.journals(), Some(&odd), b"base", 7).unwrap();
    journal.append(&Entry::Undo).unwrap();
    assert_eq!((mode(folders.state()), mode(&folders.journals())), (0o700, 0o700));
    assert_eq!(mode(journal.file().unwrap()), 0o600);
    drop(journal);
    assert_eq!(only_leftover(&folders.journals()).path(), Some(&*odd));
}

#[test]
fn child_with_little_room() {
    let Some(folder) = std::env::var_os(TASK) else { return };
    let folder = Path::new(&folder);
    let path = folder.join("map.ron");
    for base in [Base::Known(Print::of(b"old")), Base::Anything] {
        let error = save(&RealFs, &path, &[b'n'; 1 << 20], base).unwrap_err();
        check_words(
            &error,
            "could not write the file: the disk takes no file as large",
            &path,
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names_in(folder), ["map.ron"]);
    }

    // A base that finds no room, and then lines until one finds only half of what it needs.
    let journals = folder.join("journals");
    let mut journal = Journal::begin(&real_fs(), &journals, Some(&path), &[b'n'; 1 << 20], 1).unwrap();
    let error = journal.append(&Entry::Undo).unwrap_err();
    check_words(
        &error,
        "could not begin a recovery journal in this folder: the disk takes no",
        &journals,
    );
    assert!(names_in(&journals).is_empty());
    let mut journal = Journal::begin(&real_fs(), &journals, Some(&path), b"old", 1).unwrap();
    let long = Entry::Apply(Edit::SetHeading(HeadingField::Title("n".repeat(1000))));
    let error = loop {
        if let Err(error) = journal.append(&long) {
            break error;
        }
    };
    let file = journal.file().unwrap().to_owned();
    check_words(
        &error,
        "could not write to the recovery journal: the disk takes no file",
        &file,
    );
    assert!(journal.append(&long).is_err());
    journal.append(&Entry::Undo).expect("a short one still has room");
    journal.sync().unwrap();
}

#[test]
fn a_full_disk_leaves_the_old_file_and_a_whole_journal() {
    let folder = folder();
    fs::write(folder.path().join("map.ron"), "old").unwrap();
    // A limit on the size of files stops a write in its middle, as a full disk does.
    let child = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 16; exec \"$0\" --exact on_unix::child_with_little_room --nocapture",
        ])
        .arg(std::env::current_exe().unwrap())
        .env(TASK, folder.path())
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    let recovered = only_leftover(&folder.path().join("journals")).recover().unwrap();
    assert!(!recovered.damaged && recovered.entries.len() > 4);
    assert_eq!(recovered.entries.last(), Some(&Entry::Undo));
}
