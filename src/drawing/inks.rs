//! Colours by what they are for. A mark names an ink; a theme says which colour that is.

/// A colour: red, green, blue and opacity, 0 to 255 each, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8, pub u8);

impl Colour {
    const fn rgb(hex: u32) -> Self {
        Self((hex >> 16) as u8, (hex >> 8) as u8, hex as u8, 255)
    }

    /// As `#rrggbb`, without the opacity.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// A colour of a given hue in degrees, colourfulness and lightness, in Björn Ottosson's Oklch ("A perceptual color
    /// space for image processing", 2020), so that frames of all hues weigh the same.
    fn oklch(lightness: f64, chroma: f64, hue: u16) -> Self {
        let angle = f64::from(hue).to_radians();
        let (a, b) = (chroma * angle.cos(), chroma * angle.sin());
        let cube = |it: f64| it * it * it;
        let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
        let byte = |linear: f64| {
            let it = linear.clamp(0.0, 1.0);
            let curved = match it <= 0.003_130_8 {
                true => 12.92 * it,
                false => 1.055 * it.powf(1.0 / 2.4) - 0.055,
            };
            (curved * 255.0).round() as u8
        };
        Self(
            byte(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            byte(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            byte(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
            255,
        )
    }

    /// How bright it is to the eye, 0 to 1 (WCAG 2.2, relative luminance).
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let it = f64::from(byte) / 255.0;
            match it <= 0.040_45 {
                true => it / 12.92,
                false => ((it + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// How well the two can be told apart, 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        (a / b).max(b / a)
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The ground that the map lies on.
    Page,
    /// The inside of a box.
    Box,
    /// The border of a box.
    Border,
    /// The border of a box that a reader or the floor added.
    FaintBorder,
    /// Sentences, labels, strong borders, selection and focus.
    Text,
    /// Who asserts it, marks of kind, titles of frames.
    Muted,
    /// Support.
    Support,
    /// Tension.
    Tension,
    /// Support that a reader added.
    FaintSupport,
    /// Tension that a reader added.
    FaintTension,
    /// The inside of a group's frame, by its hue in degrees.
    Frame(u16),
    /// The border of a group's frame, by its hue in degrees.
    FrameBorder(u16),
    /// Something is wrong here.
    Warning,
}

/// One look of the whole program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name on the screen.
    pub name: &'static str,
    /// Whether light stands on dark.
    pub dark: bool,
    page: Colour,
    panel: Colour,
    field: Colour,
    border: Colour,
    faint_border: Colour,
    hairline: Colour,
    text: Colour,
    muted: Colour,
    support: Colour,
    tension: Colour,
    faint_support: Colour,
    faint_tension: Colour,
}

/// Dark on light.
pub const LIGHT: Theme = Theme {
    name: "Light",
    dark: false,
    page: Colour::rgb(0xFBFBF8),
    panel: Colour::rgb(0xF3F2EE),
    field: Colour::rgb(0xFFFFFF),
    border: Colour::rgb(0x8A8A86),
    faint_border: Colour::rgb(0xB9B9B4),
    hairline: Colour::rgb(0xDDDCD6),
    text: Colour::rgb(0x1B1B1B),
    muted: Colour::rgb(0x5F5F5B),
    support: Colour::rgb(0x0072B2),
    tension: Colour::rgb(0xB34700),
    faint_support: Colour::rgb(0x589CC6),
    faint_tension: Colour::rgb(0xCB804F),
};

/// Light on dark.
pub const DARK: Theme = Theme {
    name: "Dark",
    dark: true,
    page: Colour::rgb(0x1E1F22),
    panel: Colour::rgb(0x26272B),
    field: Colour::rgb(0x2C2E32),
    border: Colour::rgb(0x86868A),
    faint_border: Colour::rgb(0x5E5F64),
    hairline: Colour::rgb(0x3A3B40),
    text: Colour::rgb(0xF2F2F2),
    muted: Colour::rgb(0xA9A9AD),
    support: Colour::rgb(0x56B4E9),
    tension: Colour::rgb(0xFF8A3D),
    faint_support: Colour::rgb(0x3F7FA3),
    faint_tension: Colour::rgb(0xB06633),
};

/// Every theme, in the order in which menus offer them.
pub const THEMES: &[Theme] = &[LIGHT, DARK];

impl Theme {
    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> Colour {
        match ink {
            Ink::Page => self.page,
            Ink::Box => self.field,
            Ink::Border => self.border,
            Ink::FaintBorder => self.faint_border,
            Ink::Text => self.text,
            Ink::Muted => self.muted,
            Ink::Support => self.support,
            Ink::Tension | Ink::Warning => self.tension,
            Ink::FaintSupport => self.faint_support,
            Ink::FaintTension => self.faint_tension,
            Ink::Frame(hue) if self.dark => Colour::oklch(0.275, 0.018, hue),
            Ink::Frame(hue) => Colour::oklch(0.955, 0.014, hue),
            Ink::FrameBorder(hue) if self.dark => Colour::oklch(0.38, 0.03, hue),
            Ink::FrameBorder(hue) => Colour::oklch(0.87, 0.028, hue),
        }
    }

    /// The ground of menus, panels and the status bar.
    pub fn panel(&self) -> Colour {
        self.panel
    }

    /// Thin lines between panels.
    pub fn hairline(&self) -> Colour {
        self.hairline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_can_be_read_in_every_theme() {
        for theme in THEMES {
            let grounds = (0..360).step_by(15).map(Ink::Frame).chain([Ink::Page, Ink::Box]);
            for ground in grounds {
                for (ink, least) in [
                    (Ink::Text, 7.0),
                    (Ink::Muted, 4.5),
                    (Ink::Support, 4.5),
                    (Ink::Tension, 4.5),
                    (Ink::Border, 3.0),
                ] {
                    let contrast = theme.colour(ink).contrast(theme.colour(ground));
                    assert!(
                        contrast >= least,
                        "{}: {ink:?} on {ground:?}: {contrast:.2}",
                        theme.name
                    );
                }
            }
        }
    }
}
