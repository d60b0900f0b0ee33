//! Settings: kept between runs, with a default for all that is not said, and put aside when nobody can make sense of them.

use super::{folder, names_in};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use truss::disk::{Enter, Folders, Pane, RealFs, Settings, Speaker, Tab, ThemeChoice, Wheel};

/// What a settings file with this text is read as.
#[track_caller]
fn check_read(text: &str, wanted: &Settings) {
    let folder = folder();
    let folders = Folders::at(folder.path());
    fs::write(folders.settings(), text).unwrap();
    assert_eq!(Settings::read(&RealFs, &folders), (wanted.clone(), None), "{text}");
    assert_eq!(names_in(folder.path()), ["settings.ron"]);
}

/// A file with these bytes is put aside, and the next start finds none.
#[track_caller]
fn check_aside(bytes: &[u8]) {
    let folder = folder();
    let folders = Folders::at(folder.path());
    fs::write(folders.settings(), bytes).unwrap();
    let (settings, word) = Settings::read(&RealFs, &folders);
    assert_eq!(settings, Settings::default());
    let [name] = &names_in(folder.path())[..] else {
        panic!("{:?}", names_in(folder.path()))
    };
    assert!(name.starts_with("settings.broken-") && name.ends_with(".ron"), "{name}");
    let aside = folder.path().join(name);
    assert_eq!(fs::read(&aside).unwrap(), bytes, "not a byte of it is lost");
    assert!(word.is_some_and(|it| it.ends_with(&aside.display().to_string())));
    assert_eq!(Settings::read(&RealFs, &folders), (Settings::default(), None));
}

fn chosen() -> Settings {
    Settings {
        theme: ThemeChoice::HighContrastDark,
        scale: 150,
        wheel: Wheel::Zooms,
        enter: Enter::Edits,
        tab: Tab::MovesFocus,
        reduced_motion: true,
        single_keys: false,
        saves_by_itself: true,
        hint_dismissed: true,
        panes: [(
            "outline".to_owned(),
            Pane {
                open: true,
                width: 280.5,
            },
        )]
        .into(),
        speaker: Speaker {
            left: 0.5,
            now: 0.4,
            next: 0.3,
            notes: 30.0,
        },
    }
}

#[test]
fn without_a_file_or_a_folder_everything_is_as_usual() {
    let folder = folder();
    let nowhere = Folders::at(folder.path().join("not").join("there"));
    assert_eq!(Settings::read(&RealFs, &nowhere), (Settings::default(), None));
    assert!(names_in(folder.path()).is_empty(), "reading makes nothing");
}

#[test]
fn what_was_chosen_is_there_at_the_next_start() {
    let folder = folder();
    let folders = Folders::at(folder.path().join("new"));
    chosen().write(&RealFs, &folders).unwrap();
    assert_eq!(Settings::read(&RealFs, &folders), (chosen(), None));
    Settings::default().write(&RealFs, &folders).unwrap();
    assert_eq!(
        Settings::read(&RealFs, &folders),
        (Settings::default(), None),
        "the last writer wins"
    );
    assert_eq!(names_in(folders.config()), ["settings.ron"], "nothing lies beside it");
}

#[test]
fn a_person_can_read_the_file() {
    let folder = folder();
    let folders = Folders::at(folder.path());
    chosen().write(&RealFs, &folders).unwrap();
    let text = fs::read_to_string(folders.settings()).unwrap();
    for line in [
        "    theme: HighContrastDark,",
        "    scale: 150,",
        "    wheel: Zooms,",
        "    single_keys: false,",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
    }
}

#[test]
fn what_is_not_said_has_its_default_and_what_is_not_known_is_passed_over() {
    let default = Settings::default();
    check_read("()", &default);
    check_read(
        "(theme: Dark)",
        &Settings {
            theme: ThemeChoice::Dark,
            ..default.clone()
        },
    );
    check_read(
        "(telescope: (lens: [1, \"two\"]), scale: 125, panes: {\"attic\": (open: true, roof: 3)})",
        &Settings {
            scale: 125,
            panes: [("attic".to_owned(), Pane { open: true, width: 0.0 })].into(),
            ..default.clone()
        },
    );
    check_read("\u{FEFF}(scale: 90)", &Settings { scale: 90, ..default });
}

#[test]
fn numbers_beyond_all_measure_are_brought_back() {
    let default = Settings::default();
    check_read(
        "(scale: 0)",
        &Settings {
            scale: 75,
            ..default.clone()
        },
    );
    check_read(
        "(scale: 65535)",
        &Settings {
            scale: 200,
            ..default.clone()
        },
    );
    for (said, kept) in [("inf", 0.0), ("NaN", 0.0), ("-5", 0.0), ("1e30", 4096.0)] {
        let panes = [(
            "outline".to_owned(),
            Pane {
                open: false,
                width: kept,
            },
        )]
        .into();
        check_read(
            &format!("(panes: {{\"outline\": (width: {said})}})"),
            &Settings {
                panes,
                ..default.clone()
            },
        );
    }
}

#[test]
fn what_nobody_can_read_is_put_aside() {
    check_aside(b"");
    check_aside(b"not settings");
    check_aside(b"(theme: Purple)");
    check_aside(b"(scale: -1)");
    check_aside(b"(scale: 100, scale: 100");
    check_aside(&[0xFF, 0xFE, 0x00]);
    check_aside("(".repeat(100_000).as_bytes());
    check_aside(format!("(x: {}1{})", "[".repeat(5_000), "]".repeat(5_000)).as_bytes());
}

#[test]
fn the_same_broken_file_is_put_aside_once() {
    let folder = folder();
    let folders = Folders::at(folder.path());
    for _ in 0..3 {
        fs::write(folders.settings(), "broken").unwrap();
        assert!(Settings::read(&RealFs, &folders).1.is_some());
    }
    assert_eq!(names_in(folder.path()).len(), 1);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_said_and_left_alone() {
    let folder = folder();
    let folders = Folders::at(folder.path());
    fs::create_dir(folders.settings()).unwrap();
    let (settings, word) = Settings::read(&RealFs, &folders);
    assert_eq!(settings, Settings::default());
    assert!(word.is_some_and(|it| it.contains("folder")));
    assert!(settings.write(&RealFs, &folders).is_err());
    assert!(Path::new(&folders.settings()).is_dir());
}

#[cfg(unix)]
#[test]
fn a_file_on_the_way_to_the_settings_is_said() {
    let folder = folder();
    let place = folder.path().join("state");
    fs::write(&place, "no folder").unwrap();
    let (settings, word) = Settings::read(&RealFs, &Folders::at(&place));
    assert_eq!(settings, Settings::default());
    assert!(word.is_some_and(|it| it.starts_with("could not read the file: one of the folders")));
}

#[test]
fn a_link_to_a_file_kept_elsewhere_stays_a_link() {
    let folder = folder();
    let folders = Folders::at(folder.path());
    let elsewhere = folder.path().join("elsewhere.ron");
    fs::write(&elsewhere, "()").unwrap();
    std::os::unix::fs::symlink(&elsewhere, folders.settings()).unwrap();
    chosen().write(&RealFs, &folders).unwrap();
    assert!(fs::symlink_metadata(folders.settings()).unwrap().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("HighContrastDark"));
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let theme = prop_oneof![
        Just(ThemeChoice::System),
        Just(ThemeChoice::Light),
        Just(ThemeChoice::Dark),
        Just(ThemeChoice::HighContrastLight),
        Just(ThemeChoice::HighContrastDark),
    ];
    let pane = (any::<bool>(), 0.0_f32..4000.0).prop_map(|(open, width)| Pane { open, width });
    let panes = proptest::collection::btree_map(".{0,12}", pane, 0..4);
    (theme, 75..=200_u16, any::<[bool; 7]>(), panes).prop_map(|(theme, scale, on, panes)| Settings {
        theme,
        scale,
        wheel: if on[0] { Wheel::Zooms } else { Wheel::Pans },
        enter: if on[1] { Enter::Edits } else { Enter::AddsSibling },
        tab: if on[2] { Tab::MovesFocus } else { Tab::AddsPremise },
        reduced_motion: on[3],
        single_keys: on[4],
        hint_dismissed: on[5],
        saves_by_itself: on[6],
        panes,
        ..Settings::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_settings_come_back_as_they_were(settings in any_settings()) {
        let folder = folder();
        let folders = Folders::at(folder.path());
        settings.write(&RealFs, &folders).unwrap();
        prop_assert_eq!(Settings::read(&RealFs, &folders), (settings, None));
    }

    #[test]
    fn no_bytes_keep_truss_from_starting(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let folder = folder();
        let folders = Folders::at(folder.path());
        fs::write(folders.settings(), &bytes).unwrap();
        let (settings, _) = Settings::read(&RealFs, &folders);
        prop_assert!((75..=200).contains(&settings.scale));
    }

    #[test]
    fn a_torn_or_changed_file_keeps_nobody_from_starting(
        settings in any_settings(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let folder = folder();
        let folders = Folders::at(folder.path());
        settings.write(&RealFs, &folders).unwrap();
        let mut bytes = fs::read(folders.settings()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        fs::write(folders.settings(), &bytes).unwrap();
        let (read, word) = Settings::read(&RealFs, &folders);
        // What could not be read lies beside, whole.
        prop_assert_eq!(word.is_some(), names_in(folder.path()) != ["settings.ron"]);
        prop_assert!((75..=200).contains(&read.scale));
    }
}
