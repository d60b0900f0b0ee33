//! Letters and texts in; the texts that fit out, best first.

use truss::analysis::fuzzy::Query;

/// What was typed and texts in any order in; those that fit out, best first, with what fits in brackets.
#[track_caller]
fn check_ranked(typed: &str, texts: &[&str], expected: &[&str]) {
    let query = Query::new(typed);
    let mut fits: Vec<_> = texts
        .iter()
        .filter_map(|text| Some((query.fit(text)?, *text)))
        .collect();
    fits.sort_by_key(|(fit, _)| -fit.score);
    let shown = |(fit, text): (truss::analysis::fuzzy::Fit, &str)| {
        let mut shown = text.to_owned();
        for mark in fit.marks.into_iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        shown
    };
    let ranked: Vec<String> = fits.into_iter().map(shown).collect();
    assert_eq!(ranked, expected);
}

#[test]
fn beginnings_of_words_come_before_letters_within() {
    check_ranked(
        "fi",
        &["Shift in time", "Save file", "Fit all", "Find", "Off in"],
        &["[Fi]nd", "[Fi]t all", "Save [fi]le", "Of[f] [i]n", "Shi[f]t [i]n time"],
    );
}

#[test]
fn first_letters_of_words_find_a_command() {
    check_ranked(
        "exsv",
        &["Export as SVG", "Exit", "Extra server"],
        &["[Ex]port as [SV]G", "[Ex]tra [s]er[v]er"],
    );
    check_ranked("ns", &["Nudge up", "New sibling"], &["[N]ew [s]ibling"]);
}

#[test]
fn every_word_must_fit_in_any_order() {
    check_ranked("all fit", &["Fit all", "Fit selection"], &["[Fit] [all]"]);
    check_ranked("xyz", &["Fit all"], &[]);
    check_ranked("tif", &["Fit"], &[]);
}

#[test]
fn shorter_texts_come_first_among_equals_and_nothing_typed_fits_all() {
    check_ranked("save", &["Save as", "Save"], &["[Save]", "[Save] as"]);
    check_ranked("", &["One"], &["One"]);
}

#[test]
fn accents_and_syllables_in_the_making_fit() {
    check_ranked("cafe", &["Le Café"], &["Le [Café]"]);
    check_ranked("급시", &["학교 급식비"], &["학교 [급식]비"]);
    check_ranked("ㅎㅁㄷㅁ", &["학교 급식비", "한미동맹"], &["[한미동맹]"]);
}
