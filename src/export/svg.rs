//! SVG: text stays text, set in the bundled family by name, every line stretched to the width it was broken for.

use crate::drawing::font::{FAMILY, Weight};
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{Detail, Part, Pen, Shape, Sheet};
use crate::geom::{Point, Rect, point};
use crate::map::{Map, is_unseen};
use std::fmt::Write as _;

/// Around the map, in map units.
const MARGIN: f64 = 32.0;

/// The whole map at 100 %, sentences and all, as the bytes of a file.
pub(super) fn export(map: &Map, sheet: &Sheet, theme: &Theme) -> Result<Vec<u8>, String> {
    Ok(picture(map, sheet, theme).into_bytes())
}

/// The whole map at 100 %, sentences and all.
pub fn picture(map: &Map, sheet: &Sheet, theme: &Theme) -> String {
    let empty = Rect::around(point(0.0, 0.0), point(320.0, 200.0));
    let area = sheet.bounds().unwrap_or(empty).grown(MARGIN);
    let mut out = String::new();
    let (x, y, w, h) = (
        number(area.min.x),
        number(area.min.y),
        number(area.width()),
        number(area.height()),
    );
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}" font-family="'{FAMILY}', 'Noto Sans KR', 'Noto Sans', sans-serif" role="img">"#
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&map.heading().title));
    let page = theme.colour(Ink::Page).hex();
    let _ = writeln!(out, r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{page}"/>"#);
    shapes(map, sheet, theme, Detail::Sentence, 1.0, &mut out);
    out.push_str("</svg>\n");
    out
}

/// Every shape of a map, grouped by part, as seen at a zoom.
pub(super) fn shapes(map: &Map, sheet: &Sheet, theme: &Theme, detail: Detail, zoom: f64, out: &mut String) {
    let mut open: Option<Part> = None;
    for (part, shape) in sheet.shapes(map, detail, zoom) {
        if open.as_ref() != Some(&part) {
            if open.is_some() {
                out.push_str("</g>\n");
            }
            let (class, id) = match &part {
                Part::Node(id) => ("node", id),
                Part::Link(id) => ("link", id),
                Part::Group(id) => ("group", id),
            };
            let _ = writeln!(out, r#"<g class="{class}" data-id="{}">"#, escaped(id.as_str()));
            open = Some(part);
        }
        paint(&shape, theme, out);
    }
    if open.is_some() {
        out.push_str("</g>\n");
    }
}

fn paint(shape: &Shape, theme: &Theme, out: &mut String) {
    let fill = |it: &Option<Ink>| match it {
        Some(ink) => format!(r#" fill="{}""#, theme.colour(*ink).hex()),
        None => r#" fill="none""#.into(),
    };
    let stroke = |it: &Option<Pen>| match it {
        Some(pen) => format!(
            r#" stroke="{}" stroke-width="{}""#,
            theme.colour(pen.ink).hex(),
            number(pen.width)
        ),
        None => String::new(),
    };
    let list = |points: &[Point]| {
        let points: Vec<String> = points
            .iter()
            .map(|it| format!("{},{}", number(it.x), number(it.y)))
            .collect();
        points.join(" ")
    };
    let _ = match shape {
        Shape::Panel {
            rect,
            radius,
            fill: inside,
            border,
        } => writeln!(
            out,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}"{}{}/>"#,
            number(rect.min.x),
            number(rect.min.y),
            number(rect.width()),
            number(rect.height()),
            number(*radius),
            fill(inside),
            stroke(border)
        ),
        Shape::Polygon {
            points,
            fill: inside,
            border,
        } => {
            writeln!(
                out,
                r#"<polygon points="{}"{}{}/>"#,
                list(points),
                fill(inside),
                stroke(border)
            )
        }
        Shape::Line { points, pen, dashes } => {
            let dashes = match dashes {
                Some((on, off)) => format!(r#" stroke-dasharray="{} {}""#, number(*on), number(*off)),
                None => String::new(),
            };
            let pen = stroke(&Some(*pen));
            writeln!(out, r#"<polyline points="{}" fill="none"{pen}{dashes}/>"#, list(points))
        }
        Shape::Text {
            at,
            size,
            weight,
            ink,
            line,
            width,
        } => {
            let weight = match weight {
                Weight::Regular => "",
                Weight::Bold => r#" font-weight="700""#,
            };
            writeln!(
                out,
                r#"<text x="{}" y="{}" font-size="{}"{weight} fill="{}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
                number(at.x),
                number(at.y),
                number(*size),
                theme.colour(*ink).hex(),
                number(*width),
                escaped(line)
            )
        }
    };
}

/// At most two places, without zeros at the end.
pub(super) fn number(it: f64) -> String {
    let text = format!("{it:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" => "0".into(),
        text => text.into(),
    }
}

/// Text as XML holds it. Characters that XML forbids are shown as the replacement character.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            it if it.is_control() || is_unseen(it) || matches!(it, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            it => out.push(it),
        }
    }
    out
}
