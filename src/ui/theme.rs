//! egui's look, from the same inks as the map: one type scale, one spacing scale, no borders where space will do.

use crate::drawing::font::{BOLD, REGULAR, Weight};
use crate::drawing::inks::{Colour, Ink, Theme};
use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, Shadow, Stroke,
    TextStyle, Vec2, Visuals,
};
use std::sync::Arc;

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

/// A word in bold, at the size of the text around it.
pub fn bold(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).font(font(Weight::Bold, 14.0))
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

/// Makes panels, menus and fields look like the theme.
pub fn apply(ctx: &egui::Context, theme: &Theme) {
    ctx.set_theme(if theme.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
    let ink = |it: Ink| color32(theme.colour(it));
    let (panel, hairline) = (color32(theme.panel()), color32(theme.hairline()));
    let text = ink(Ink::Text);
    ctx.global_style_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, font(Weight::Regular, 12.0)),
            (TextStyle::Body, font(Weight::Regular, 14.0)),
            (TextStyle::Button, font(Weight::Regular, 14.0)),
            (TextStyle::Monospace, font(Weight::Regular, 14.0)),
            (TextStyle::Heading, font(Weight::Bold, 18.0)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(10.0, 5.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.window_margin = Margin::same(20);
        style.spacing.interact_size.y = 26.0;
        style.interaction.selectable_labels = false;
        let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
        visuals.panel_fill = panel;
        visuals.window_fill = ink(Ink::Box);
        visuals.extreme_bg_color = ink(Ink::Box);
        visuals.override_text_color = None;
        visuals.hyperlink_color = ink(Ink::Support);
        visuals.window_stroke = Stroke::new(1.0, hairline);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
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
        visuals.selection.bg_fill = ink(Ink::Support).gamma_multiply(0.28);
        visuals.selection.stroke = Stroke::new(1.0, text);
        visuals.text_cursor.stroke = Stroke::new(2.0, text);
        let widgets = &mut visuals.widgets;
        for (state, fill, border, fg) in [
            (&mut widgets.noninteractive, panel, hairline, text),
            (&mut widgets.inactive, panel, hairline, text),
            (&mut widgets.hovered, hairline, ink(Ink::Border), text),
            (&mut widgets.active, hairline, text, text),
            (&mut widgets.open, hairline, hairline, text),
        ] {
            state.bg_fill = fill;
            state.weak_bg_fill = fill;
            state.bg_stroke = Stroke::new(1.0, border);
            state.fg_stroke = Stroke::new(1.0, fg);
            state.corner_radius = CornerRadius::same(6);
            state.expansion = 0.0;
        }
        style.visuals = visuals;
    });
}
