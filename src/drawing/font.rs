//! The one font family, and how wide its characters are.
//!
//! The same bytes serve the window and every export, so that a line that fits here fits everywhere.

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use std::sync::OnceLock;

/// The family as it names itself.
pub const FAMILY: &str = "Noto Sans CJK KR";

/// The bytes of the regular weight.
pub const REGULAR: &[u8] = include_bytes!("../../assets/NotoSansCJKkr-Regular.otf");

/// The bytes of the bold weight.
pub const BOLD: &[u8] = include_bytes!("../../assets/NotoSansCJKkr-Bold.otf");

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Sentences.
    Regular,
    /// Titles, labels and recommendations.
    Bold,
}

/// The advances of 256 characters, in ems.
type Page = [f32; 256];

struct Face {
    bytes: &'static [u8],
    /// Made when a character of the page is first asked for: most maps touch three of them.
    pages: [OnceLock<Box<Page>>; 256],
}

static FACES: [Face; 2] = [Face::new(REGULAR), Face::new(BOLD)];

impl Face {
    const fn new(bytes: &'static [u8]) -> Self {
        Self {
            bytes,
            pages: [const { OnceLock::new() }; 256],
        }
    }

    fn of(weight: Weight) -> &'static Self {
        match weight {
            Weight::Regular => &FACES[0],
            Weight::Bold => &FACES[1],
        }
    }

    fn page(&self, number: usize) -> &Page {
        self.pages[number].get_or_init(|| {
            let mut page = Box::new([0.0; 256]);
            // The bytes are compiled in; without them nothing could be drawn at all, so every character counts as missing.
            let font = skrifa::FontRef::new(self.bytes).ok();
            for (low, advance) in page.iter_mut().enumerate() {
                let code = (number * 256 + low) as u32;
                *advance = char::from_u32(code).map_or(0.0, |it| {
                    font.as_ref()
                        .and_then(|font| advance_in(font, it))
                        .unwrap_or_else(|| missing(it))
                });
            }
            page
        })
    }
}

fn advance_in(font: &skrifa::FontRef<'_>, character: char) -> Option<f32> {
    let glyph = font.charmap().map(character)?;
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    metrics.advance_width(glyph)
}

/// What a character takes that the font lacks: another font will stand in. One em if wide, else 0.6.
fn missing(character: char) -> f32 {
    match unicode_width::UnicodeWidthChar::width(character) {
        None | Some(0) => 0.0,
        Some(1) => 0.6,
        Some(_) => 1.0,
    }
}

/// How far a character moves the pen, in ems, without kerning.
pub fn advance(character: char, weight: Weight) -> f64 {
    let code = character as usize;
    f64::from(match code >> 8 {
        number @ 0..256 => Face::of(weight).page(number)[code & 255],
        _ => missing(character),
    })
}

/// How far each of the first 256 characters moves the pen, as [`advance`].
pub(super) fn first_advances(weight: Weight) -> &'static [f32; 256] {
    Face::of(weight).page(0)
}

/// How wide a line is, in ems, without kerning: within 3 % of what shaping gives.
pub fn width(line: &str, weight: Weight) -> f64 {
    line.chars().map(|it| advance(it, weight)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_latin_hangul_and_the_signs_we_draw() {
        for face in [REGULAR, BOLD] {
            let font = skrifa::FontRef::new(face).unwrap();
            for it in "aZ09é–—’“”…·¶±−+→←↑↓▶•○●□한국뷁힣".chars() {
                assert!(font.charmap().map(it).is_some(), "{it} is missing");
            }
        }
    }

    #[test]
    fn widths_are_what_a_reader_would_expect() {
        assert!((advance('한', Weight::Regular) - 0.92).abs() < 0.01);
        assert!(width("mm", Weight::Regular) > width("ll", Weight::Regular) * 2.0);
        assert!(width("Title", Weight::Bold) > width("Title", Weight::Regular));
        assert_eq!(
            advance('\u{1F600}', Weight::Regular),
            1.0,
            "a wide character that the font lacks"
        );
    }
}
