//! PNG: the SVG picture as pixels, set in the bundled font and no other.

use super::svg;
use crate::drawing::Sheet;
use crate::drawing::font::{BOLD, FAMILY, REGULAR};
use crate::drawing::inks::Theme;
use crate::map::Map;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};
use std::sync::{Arc, OnceLock};

/// So many pixels for one map unit: sharp on dense screens and in print.
pub const SCALE: f64 = 2.0;
/// A picture has no more pixels than this, 200 MB of memory: that of a huge map is made smaller.
const MOST_PIXELS: f64 = 5e7;
/// Nor is it wider or higher than this, in pixels: more than other programs open.
const LONGEST_SIDE: f64 = 16_384.0;

/// A picture as pixels.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Its width, in pixels.
    pub width: usize,
    /// Its height, in pixels.
    pub height: usize,
    /// Red, green, blue and opacity of each, row by row.
    pub rgba: Vec<u8>,
}

/// The whole map at twice its size, sentences and all.
pub(super) fn export(map: &Map, sheet: &Sheet, theme: &Theme) -> Result<Vec<u8>, String> {
    png_of_svg(&svg::picture(map, sheet, theme), SCALE)
}

/// An SVG picture of ours as a PNG file, with so many pixels for each of its units; fewer if they would be too many.
///
/// # Errors
///
/// If the picture cannot be made: it is no SVG, or there is not enough memory.
pub fn png_of_svg(svg: &str, scale: f64) -> Result<Vec<u8>, String> {
    pixmap(svg, scale)?.encode_png().map_err(|it| it.to_string())
}

/// An SVG picture of ours as pixels, as [`png_of_svg`].
///
/// # Errors
///
/// As [`png_of_svg`].
pub fn pixels_of_svg(svg: &str, scale: f64) -> Result<Pixels, String> {
    let pixmap = pixmap(svg, scale)?;
    Ok(Pixels {
        width: pixmap.width() as usize,
        height: pixmap.height() as usize,
        rgba: pixmap.take_demultiplied(),
    })
}

/// Width and height of a PNG file, in pixels; nothing if it is none.
pub fn png_size(file: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?));
    file.starts_with(b"\x89PNG\r\n\x1a\n").then_some(())?;
    Some((number(16)?, number(20)?))
}

fn pixmap(svg: &str, scale: f64) -> Result<Pixmap, String> {
    let options = Options {
        font_family: FAMILY.into(),
        fontdb: fonts(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|it| format!("the picture cannot be made: {it}"))?;
    let (wide, high) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = scale
        .min((MOST_PIXELS / (wide * high)).sqrt())
        .min(LONGEST_SIDE / wide)
        .min(LONGEST_SIDE / high);
    let side = |it: f64| (it * scale).ceil().max(1.0) as u32;
    let mut pixmap = Pixmap::new(side(wide), side(high)).ok_or("the picture is too large to be made")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale as f32, scale as f32),
        &mut pixmap.as_mut(),
    );
    Ok(pixmap)
}

/// The bundled font, whatever a text asks for.
fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let make = || {
        let mut fonts = Database::new();
        for face in [REGULAR, BOLD] {
            fonts.load_font_source(Source::Binary(Arc::new(face)));
        }
        // A family that is not there ends in the serif one.
        fonts.set_serif_family(FAMILY);
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    FONTS.get_or_init(make).clone()
}
