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
    /// The inside of a box, of a field and of a menu.
    Box,
    /// The border of a box, and of what can be worked: fields, buttons, ticks.
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
    /// The ground of panels, menus' bars and the status bar.
    Panel,
    /// Thin lines between panels: they only part what space parts already.
    Hairline,
    /// The ground of what the pointer is over.
    Hover,
    /// The ground of a chosen row and of chosen text.
    Chosen,
}

impl Ink {
    /// The lighter ink for the same thing, where there is one: it can still be told from its ground.
    pub fn faint(self) -> Self {
        match self {
            Self::Border => Self::FaintBorder,
            Self::Support => Self::FaintSupport,
            Self::Tension => Self::FaintTension,
            other => other,
        }
    }
}

/// One look of the whole program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Its name on the screen.
    pub name: &'static str,
    /// Its name on a command line.
    pub word: &'static str,
    /// Whether light stands on dark.
    pub dark: bool,
    /// Whether it has the strongest contrast: text at least 7 to 1.
    pub high_contrast: bool,
    page: Colour,
    panel: Colour,
    field: Colour,
    hover: Colour,
    chosen: Colour,
    border: Colour,
    faint_border: Colour,
    hairline: Colour,
    text: Colour,
    muted: Colour,
    support: Colour,
    tension: Colour,
    faint_support: Colour,
    faint_tension: Colour,
    /// Lightness and colourfulness of the inside of a group's frame, in Oklch.
    frame: (f64, f64),
    /// The same of its border.
    frame_border: (f64, f64),
}

/// Dark on light.
pub const LIGHT: Theme = Theme {
    name: "Light",
    word: "light",
    dark: false,
    high_contrast: false,
    page: Colour::rgb(0xFBFBF8),
    panel: Colour::rgb(0xF3F2EE),
    field: Colour::rgb(0xFFFFFF),
    hover: Colour::rgb(0xE4E3DD),
    chosen: Colour::rgb(0xD3D2CB),
    border: Colour::rgb(0x73736F),
    faint_border: Colour::rgb(0x898984),
    hairline: Colour::rgb(0xDDDCD6),
    text: Colour::rgb(0x1B1B1B),
    muted: Colour::rgb(0x585854),
    support: Colour::rgb(0x0072B2),
    tension: Colour::rgb(0xB34700),
    faint_support: Colour::rgb(0x4C8FBA),
    faint_tension: Colour::rgb(0xC07444),
    frame: (0.955, 0.014),
    frame_border: (0.625, 0.04),
};

/// Light on dark.
pub const DARK: Theme = Theme {
    name: "Dark",
    word: "dark",
    dark: true,
    high_contrast: false,
    page: Colour::rgb(0x1E1F22),
    panel: Colour::rgb(0x26272B),
    field: Colour::rgb(0x2C2E32),
    hover: Colour::rgb(0x3A3B40),
    chosen: Colour::rgb(0x46484E),
    border: Colour::rgb(0x929296),
    faint_border: Colour::rgb(0x787A7F),
    hairline: Colour::rgb(0x3A3B40),
    text: Colour::rgb(0xF2F2F2),
    muted: Colour::rgb(0xB8B8BC),
    support: Colour::rgb(0x56B4E9),
    tension: Colour::rgb(0xFF8A3D),
    faint_support: Colour::rgb(0x4786AB),
    faint_tension: Colour::rgb(0xB86C38),
    frame: (0.275, 0.018),
    frame_border: (0.555, 0.04),
};

/// Black on white.
pub const HIGH_CONTRAST_LIGHT: Theme = Theme {
    name: "High contrast light",
    word: "high-contrast-light",
    dark: false,
    high_contrast: true,
    page: Colour::rgb(0xFFFFFF),
    panel: Colour::rgb(0xFFFFFF),
    field: Colour::rgb(0xFFFFFF),
    hover: Colour::rgb(0xE0E0E0),
    chosen: Colour::rgb(0xCCCCCC),
    border: Colour::rgb(0x000000),
    faint_border: Colour::rgb(0x595959),
    hairline: Colour::rgb(0x595959),
    text: Colour::rgb(0x000000),
    muted: Colour::rgb(0x2E2E2E),
    support: Colour::rgb(0x00497A),
    tension: Colour::rgb(0x7F2D00),
    faint_support: Colour::rgb(0x2B6A96),
    faint_tension: Colour::rgb(0x9A4F1F),
    frame: (0.975, 0.008),
    frame_border: (0.45, 0.06),
};

/// White on black.
pub const HIGH_CONTRAST_DARK: Theme = Theme {
    name: "High contrast dark",
    word: "high-contrast-dark",
    dark: true,
    high_contrast: true,
    page: Colour::rgb(0x000000),
    panel: Colour::rgb(0x000000),
    field: Colour::rgb(0x0A0A0A),
    hover: Colour::rgb(0x2A2A2A),
    chosen: Colour::rgb(0x3C3C3C),
    border: Colour::rgb(0xFFFFFF),
    faint_border: Colour::rgb(0xB0B0B0),
    hairline: Colour::rgb(0xB0B0B0),
    text: Colour::rgb(0xFFFFFF),
    muted: Colour::rgb(0xDADADA),
    support: Colour::rgb(0x7CCBFF),
    tension: Colour::rgb(0xFFB27A),
    faint_support: Colour::rgb(0x5FA5D3),
    faint_tension: Colour::rgb(0xD18F5C),
    frame: (0.18, 0.012),
    frame_border: (0.75, 0.06),
};

/// Every theme, in the order in which menus offer them.
pub const THEMES: &[Theme] = &[LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK];

impl Theme {
    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> Colour {
        let of_hue = |(lightness, chroma): (f64, f64), hue| Colour::oklch(lightness, chroma, hue);
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
            Ink::Frame(hue) => of_hue(self.frame, hue),
            Ink::FrameBorder(hue) => of_hue(self.frame_border, hue),
            Ink::Panel => self.panel,
            Ink::Hairline => self.hairline,
            Ink::Hover => self.hover,
            Ink::Chosen => self.chosen,
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

    /// What is painted on what, and the least contrast that it must have (WCAG 2.2 AA: 4.5 for text, 3 for what else has a
    /// meaning), in the usual themes and in those of high contrast (AAA for text).
    struct Pair {
        what: &'static str,
        inks: &'static [Ink],
        grounds: &'static [Ink],
        least: f64,
        high: f64,
    }

    /// The hue stands for all hues.
    const FRAME: Ink = Ink::Frame(0);
    const FRAME_BORDER: Ink = Ink::FrameBorder(0);

    /// Everything that is painted. Exempt: what cannot be worked now, shadows, and hairlines, which part what space parts.
    const PAIRS: &[Pair] = &[
        Pair {
            what: "sentences, labels, menus, fields, rows",
            inks: &[Ink::Text],
            grounds: &[Ink::Page, FRAME, Ink::Box, Ink::Panel, Ink::Hover, Ink::Chosen],
            least: 7.0,
            high: 10.0,
        },
        Pair {
            what: "small words: who asserts it, keys in menus, hints, the status bar",
            inks: &[Ink::Muted],
            grounds: &[Ink::Page, FRAME, Ink::Box, Ink::Panel, Ink::Hover, Ink::Chosen],
            least: 4.5,
            high: 7.0,
        },
        Pair {
            what: "because and but, signs, links in dialogs, warnings in words",
            inks: &[Ink::Support, Ink::Tension, Ink::Warning],
            grounds: &[Ink::Page, FRAME, Ink::Box, Ink::Panel],
            least: 4.5,
            high: 7.0,
        },
        Pair {
            what: "lines and heads of what a reader added",
            inks: &[Ink::FaintSupport, Ink::FaintTension],
            grounds: &[Ink::Page, FRAME, Ink::Box],
            least: 3.0,
            high: 4.5,
        },
        Pair {
            what: "borders of boxes, fields, buttons and ticks",
            inks: &[Ink::Border],
            grounds: &[Ink::Page, FRAME, Ink::Box, Ink::Panel, Ink::Hover],
            least: 3.0,
            high: 7.0,
        },
        Pair {
            what: "borders of boxes that a reader added",
            inks: &[Ink::FaintBorder],
            grounds: &[Ink::Page, FRAME, Ink::Box],
            least: 3.0,
            high: 4.5,
        },
        Pair {
            what: "frames of groups",
            inks: &[FRAME_BORDER],
            grounds: &[Ink::Page, FRAME],
            least: 3.0,
            high: 4.5,
        },
    ];

    fn colours(theme: &Theme, ink: Ink) -> Vec<Colour> {
        let hues = || (0..360).step_by(15);
        match ink {
            Ink::Frame(_) => hues().map(|it| theme.colour(Ink::Frame(it))).collect(),
            Ink::FrameBorder(_) => hues().map(|it| theme.colour(Ink::FrameBorder(it))).collect(),
            ink => vec![theme.colour(ink)],
        }
    }

    #[test]
    fn everything_painted_can_be_told_from_its_ground_in_every_theme() {
        let mut found = Vec::new();
        for theme in THEMES {
            for pair in PAIRS {
                let least = if theme.high_contrast { pair.high } else { pair.least };
                for (ink, ground) in pair
                    .inks
                    .iter()
                    .flat_map(|it| pair.grounds.iter().map(move |on| (it, on)))
                {
                    let (on_it, under) = (colours(theme, *ink), colours(theme, *ground));
                    // A frame's border stands on the frame of its own hue.
                    let contrast = match on_it.len() == under.len() {
                        true => on_it
                            .iter()
                            .zip(&under)
                            .map(|(a, b)| a.contrast(*b))
                            .fold(f64::MAX, f64::min),
                        false => {
                            let all = on_it.iter().flat_map(|a| under.iter().map(|b| a.contrast(*b)));
                            all.fold(f64::MAX, f64::min)
                        }
                    };
                    if contrast < least {
                        found.push(format!(
                            "{}: {}: {ink:?} on {ground:?}: {contrast:.2} < {least}",
                            theme.name, pair.what
                        ));
                    }
                }
            }
        }
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }

    #[test]
    fn what_a_reader_added_is_fainter_and_what_is_chosen_stands_out() {
        for theme in THEMES {
            let against = |ink, ground| theme.colour(ink).contrast(theme.colour(ground));
            for (strong, faint) in [
                (Ink::Support, Ink::FaintSupport),
                (Ink::Tension, Ink::FaintTension),
                (Ink::Border, Ink::FaintBorder),
            ] {
                assert!(
                    against(strong, Ink::Page) >= 1.15 * against(faint, Ink::Page),
                    "{}: {faint:?}",
                    theme.name
                );
            }
            assert!(against(Ink::Chosen, Ink::Box) >= 1.25, "{}", theme.name);
            assert!(against(Ink::Chosen, Ink::Hover) >= 1.1, "{}", theme.name);
        }
    }
}
