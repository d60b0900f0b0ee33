//! One step of a talk as a page to hand out: an SVG picture with a title, the part of the map, and whose the argument is.

use super::svg::{escaped, number, shapes};
use crate::drawing::font::{FAMILY, Weight, width};
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::text::{largest, one_line};
use crate::drawing::{Detail, Sheet, Shown};
use crate::geom::{Point, Rect, Size, point};
use crate::map::{Framing, Id, Map, Source};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

/// The size of a page, in units of the picture.
pub const PAGE: Size = Size {
    width: 1920.0,
    height: 1080.0,
};
/// Around what stands on the page.
const MARGIN: f64 = 72.0;
const TITLE: f64 = 48.0;
/// Where the picture begins and ends.
const TOP: f64 = 140.0;
const BOTTOM: f64 = 1000.0;
const SMALL: f64 = 20.0;
/// Sentences are no larger than this: a single box does not fill the page.
const LARGEST_ZOOM: f64 = 3.2;
/// Sentences are read from this zoom on: printed on A4 they are 6 points high. Below it labels stand for them.
const READ_FROM: f64 = 0.75;
/// The line around what is lit.
const RING: f64 = 4.5;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What stands above it.
    pub title: String,
    /// Which of how many: "3 of 12"; empty for a page that is no step.
    pub number: String,
    /// What is drawn.
    pub shown: Shown,
    /// What is lit.
    pub focus: BTreeSet<Id>,
    /// How it is framed by hand; fitted without. Its zoom is that of a screen 720 points high.
    pub camera: Option<Framing>,
}

impl Page {
    /// The page as an SVG picture.
    pub fn svg(&self, theme: &Theme) -> String {
        let sheet = Sheet::of_shown(&self.shown, HashMap::new());
        let room = Rect::around(point(MARGIN, TOP), point(PAGE.width - MARGIN, BOTTOM));
        let (zoom, middle) = self.framing(&sheet, room);
        let ink = |it: Ink| theme.colour(it).hex();
        let mut out = String::new();
        let (wide, high) = (number(PAGE.width), number(PAGE.height));
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" font-family="'{FAMILY}', 'Noto Sans KR', 'Noto Sans', sans-serif" role="img">"#
        );
        let _ = writeln!(out, "<title>{}</title>", escaped(&self.title));
        let _ = writeln!(
            out,
            r#"<rect width="{wide}" height="{high}" fill="{}"/>"#,
            ink(Ink::Page)
        );
        let _ = writeln!(
            out,
            r#"<clipPath id="room"><rect x="0" y="{}" width="{wide}" height="{}"/></clipPath>"#,
            number(TOP - 16.0),
            number(BOTTOM - TOP + 32.0)
        );
        let by = room.center() - point(middle.x * zoom, middle.y * zoom);
        let _ = writeln!(
            out,
            r#"<g clip-path="url(#room)"><g transform="translate({} {}) scale({zoom:.4})">"#,
            number(by.x),
            number(by.y)
        );
        let detail = match zoom >= READ_FROM {
            true => Detail::Sentence,
            false => Detail::Label,
        };
        shapes(&self.shown.map, &sheet, theme, detail, zoom, &mut out);
        self.rings(&sheet, zoom, &ink(Ink::Text), &mut out);
        out.push_str("</g></g>\n");
        let title = one_line(&self.title, TITLE, Weight::Bold, PAGE.width - 2.0 * MARGIN);
        text(
            &mut out,
            point(MARGIN, 92.0),
            TITLE,
            Weight::Bold,
            &ink(Ink::Text),
            &title,
        );
        let line = PAGE.height - 32.0;
        let right = width(&self.number, Weight::Regular) * SMALL;
        let source = attribution(&self.shown.map);
        // Whose argument it is stands there whole: smaller, and on two lines, where it is long.
        let wide = PAGE.width - 3.0 * MARGIN - right;
        let sizes = [SMALL, SMALL * 0.85, SMALL * 0.7, SMALL * 0.6, SMALL * 0.5];
        let (small, lines) = largest(&source, &sizes, 1.2, Weight::Regular, wide, SMALL * 2.0);
        let muted = ink(Ink::Muted);
        for (n, source) in lines.iter().rev().enumerate() {
            let at = point(MARGIN, line - n as f64 * small * 1.2);
            text(&mut out, at, small, Weight::Regular, &muted, source);
        }
        let at = point(PAGE.width - MARGIN - right, line);
        text(&mut out, at, SMALL, Weight::Regular, &muted, &self.number);
        out.push_str("</svg>\n");
        out
    }

    /// Units of the page for one map unit, and what of the map is in the middle.
    fn framing(&self, sheet: &Sheet, room: Rect) -> (f64, Point) {
        if let Some(camera) = self.camera.filter(Framing::is_sound) {
            let zoom = (camera.zoom * PAGE.height / Framing::MEANT_FOR).clamp(0.01, 20.0);
            return (zoom, point(camera.x, camera.y));
        }
        let Some(bounds) = sheet.bounds() else {
            return (1.0, point(0.0, 0.0));
        };
        let fits = (room.width() / bounds.width().max(1.0)).min(room.height() / bounds.height().max(1.0));
        (fits.min(LARGEST_ZOOM), bounds.center())
    }

    /// What is lit has a ring, unless all is.
    fn rings(&self, sheet: &Sheet, zoom: f64, ink: &str, out: &mut String) {
        let lit: Vec<Rect> = self.focus.iter().filter_map(|it| sheet.rect(it)).collect();
        if lit.len() >= self.shown.map.nodes().len() {
            return;
        }
        for rect in lit.into_iter().map(|it| it.grown(2.0 * RING / zoom)) {
            let _ = writeln!(
                out,
                r#"<rect x="{}" y="{}" width="{}" height="{}" rx="12" fill="none" stroke="{ink}" stroke-width="{}"/>"#,
                number(rect.min.x),
                number(rect.min.y),
                number(rect.width()),
                number(rect.height()),
                number(RING / zoom)
            );
        }
    }
}

fn text(out: &mut String, at: Point, size: f64, weight: Weight, ink: &str, line: &str) {
    if line.is_empty() {
        return;
    }
    let bold = match weight {
        Weight::Regular => "",
        Weight::Bold => r#" font-weight="700""#,
    };
    let _ = writeln!(
        out,
        r#"<text x="{}" y="{}" font-size="{}"{bold} fill="{ink}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
        number(at.x),
        number(at.y),
        number(size),
        number(width(line, weight) * size),
        escaped(line)
    );
}

/// Whose the argument is, on one line: authors, title, publisher, date and licence of every source.
pub fn attribution(map: &Map) -> String {
    let credit = |it: &Source| it.credits().collect::<Vec<_>>().join(". ");
    let sources = map.sources().iter().map(credit);
    let sources: Vec<String> = sources.filter(|it| !it.is_empty()).collect();
    match sources.is_empty() {
        true => String::new(),
        false => format!("After: {}", sources.join("; ")),
    }
}
