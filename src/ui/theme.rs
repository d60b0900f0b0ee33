//! egui's look, from the same inks as the map: one type scale, one spacing scale, no borders where space will do.

use crate::drawing::font::{BOLD, REGULAR, Weight};
use crate::drawing::inks::{Colour, Ink, Theme};
use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, Shadow, Stroke,
    TextStyle, Vec2, Visuals,
};
use std::sync::Arc;

/// Small words, in points: the status bar, keys, hints.
pub const TEXT_SMALL: f32 = 12.0;
/// Everything that is read, in points.
pub const TEXT_BODY: f32 = 14.0;
/// Titles of maps, cards and parts of panes, in points.
pub const TEXT_TITLE: f32 = 16.0;
/// Headings of dialogs and of an empty map, in points.
pub const TEXT_HEADING: f32 = 20.0;

/// Space between parts of one thing, in points.
pub const SPACE_HALF: f32 = 2.0;
/// Space between what belongs together, in points. Every gap is one of these; the number says how many times 4 points.
pub const SPACE_1: f32 = 4.0;
/// Space between the rows of a list or the controls of a row.
pub const SPACE_2: f32 = 8.0;
/// Space within cards and panes, at their edges.
pub const SPACE_3: f32 = 12.0;
/// Space between the parts of a pane.
pub const SPACE_4: f32 = 16.0;
/// Space within dialogs, at their edges, and between their parts.
pub const SPACE_6: f32 = 24.0;

/// How round buttons and fields are, in points.
pub const ROUND: u8 = 6;
/// How round menus, cards and dialogs are, in points.
pub const ROUND_CARD: u8 = 10;
/// How round chips and pills are, in points: half of their height.
pub const ROUND_PILL: u8 = 12;
/// How round the small marks of tension are, in points.
pub const ROUND_MARK: u8 = 3;

/// The family name of the bold weight.
const BOLD_FAMILY: &str = "bold";

/// The colour as egui knows it.
pub fn color32(colour: Colour) -> Color32 {
    Color32::from_rgba_unmultiplied(colour.0, colour.1, colour.2, colour.3)
}

/// The font of a weight at a size in points.
pub fn font(weight: Weight, size: f32) -> FontId {
    match weight {
        Weight::Regular => FontId::new(size, FontFamily::Proportional),
        Weight::Bold => FontId::new(size, FontFamily::Name(BOLD_FAMILY.into())),
    }
}

/// The room within the edges of something: at the sides, and above and below, in points.
pub fn inset(across: f32, down: f32) -> Margin {
    Margin::symmetric(across as i8, down as i8)
}

/// A word in bold, at the size of the text around it.
pub fn bold(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).font(font(Weight::Bold, TEXT_BODY))
}

/// Installs the bundled fonts. Must run before the first pass.
pub fn install_fonts(ctx: &egui::Context) {
    let tweak = FontTweak {
        // Glyphs scale evenly with the camera, and letters stand where they belong at every zoom.
        hinting: Some(false),
        subpixel_binning: Some(true),
        ..FontTweak::default()
    };
    let data = |bytes: &'static [u8]| Arc::new(FontData::from_static(bytes).tweak(tweak.clone()));
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert("regular".into(), data(REGULAR));
    fonts.font_data.insert("bold".into(), data(BOLD));
    for (family, face) in [
        (FontFamily::Proportional, "regular"),
        (FontFamily::Monospace, "regular"),
        (FontFamily::Name(BOLD_FAMILY.into()), "bold"),
    ] {
        fonts.families.insert(family, vec![face.into()]);
    }
    ctx.set_fonts(fonts);
}

/// Sets egui's options once: keys that Truss takes for itself.
pub fn set_options(ctx: &egui::Context) {
    ctx.options_mut(|it| {
        it.zoom_with_keyboard = false;
        it.quit_shortcuts.clear();
    });
}

/// How things come and go: what reduced motion switches off.
#[derive(Clone, Debug)]
pub struct Motion {
    /// How long menus and panes take to appear, in seconds.
    fade: f32,
    scroll: egui::style::ScrollAnimation,
}

impl Motion {
    /// As `ctx` has it.
    pub fn of(ctx: &egui::Context) -> Self {
        let style = ctx.global_style();
        Self {
            fade: style.animation_time,
            scroll: style.scroll_animation,
        }
    }

    /// Everything is at its place at once.
    pub fn none() -> Self {
        Self {
            fade: 0.0,
            scroll: egui::style::ScrollAnimation::none(),
        }
    }
}

/// Makes panels, menus and fields look like the theme, and move like that.
pub fn apply(ctx: &egui::Context, theme: &Theme, motion: &Motion) {
    ctx.set_theme(if theme.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
    let ink = |it: Ink| color32(theme.colour(it));
    // Both of egui's styles look the same: whichever it thinks is on.
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, font(Weight::Regular, TEXT_SMALL)),
            (TextStyle::Body, font(Weight::Regular, TEXT_BODY)),
            (TextStyle::Button, font(Weight::Regular, TEXT_BODY)),
            (TextStyle::Monospace, font(Weight::Regular, TEXT_BODY)),
            (TextStyle::Heading, font(Weight::Bold, TEXT_HEADING)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(SPACE_2, SPACE_2);
        style.spacing.button_padding = Vec2::new(SPACE_2, SPACE_1);
        style.spacing.menu_margin = Margin::same(SPACE_2 as i8);
        style.spacing.window_margin = Margin::same(SPACE_6 as i8);
        style.spacing.interact_size.y = 26.0;
        style.interaction.selectable_labels = false;
        let blink = style.visuals.text_cursor.blink;
        style.visuals = visuals(theme, &ink);
        style.visuals.text_cursor.blink = blink;
        style.animation_time = motion.fade;
        style.scroll_animation = motion.scroll;
    });
}

/// Every colour is an ink of the theme: the table there is held against WCAG, and nothing is mixed here.
fn visuals(theme: &Theme, ink: &dyn Fn(Ink) -> Color32) -> Visuals {
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let text = ink(Ink::Text);
    visuals.panel_fill = ink(Ink::Panel);
    visuals.window_fill = ink(Ink::Box);
    visuals.extreme_bg_color = ink(Ink::Box);
    visuals.faint_bg_color = ink(Ink::Panel);
    visuals.code_bg_color = ink(Ink::Panel);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(ink(Ink::Muted));
    visuals.hyperlink_color = ink(Ink::Support);
    visuals.warn_fg_color = ink(Ink::Warning);
    visuals.error_fg_color = ink(Ink::Warning);
    visuals.window_stroke = Stroke::new(1.0, ink(Ink::Hairline));
    visuals.window_corner_radius = CornerRadius::same(ROUND_CARD);
    visuals.menu_corner_radius = CornerRadius::same(ROUND_CARD);
    let shade = Color32::from_black_alpha(if theme.dark { 110 } else { 36 });
    visuals.popup_shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: shade,
    };
    visuals.window_shadow = Shadow {
        offset: [0, 10],
        blur: 36,
        spread: 0,
        color: shade,
    };
    visuals.selection.bg_fill = ink(Ink::Chosen);
    visuals.selection.stroke = Stroke::new(1.0, text);
    visuals.text_cursor.stroke = Stroke::new(2.0, text);
    let widgets = &mut visuals.widgets;
    // What has the keyboard's focus is `active`: a thick ring in the colour of text, as on the map.
    for (state, fill, width, border) in [
        (&mut widgets.noninteractive, Ink::Panel, 1.0, Ink::Hairline),
        (&mut widgets.inactive, Ink::Panel, 1.0, Ink::Border),
        (&mut widgets.hovered, Ink::Hover, 1.0, Ink::Border),
        (&mut widgets.active, Ink::Hover, 2.0, Ink::Text),
        (&mut widgets.open, Ink::Hover, 1.0, Ink::Border),
    ] {
        state.bg_fill = ink(fill);
        state.weak_bg_fill = ink(fill);
        state.bg_stroke = Stroke::new(width, ink(border));
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = CornerRadius::same(ROUND);
        state.expansion = 0.0;
    }
    visuals
}
