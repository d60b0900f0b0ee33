//! What the speaker sees: the picture of the room, what comes next, notes, time, and ways off the route.

use super::acts::{ACTS, Act};
use super::audience::{note_pointer, paint_room};
use super::room::{Ground, Picture};
use super::splitters::Splitter;
use super::{Key, Show};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::map::Id;
use crate::talk::{Blank, Follow, clock, is_too_small, ways};
use crate::ui::App;
use crate::ui::theme::{
    ROUND, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, TEXT_BODY, TEXT_HEADING, TEXT_SMALL, TEXT_TITLE, bold, color32,
    font,
};
use eframe::egui::{
    self, Align, Align2, Button, Label, Layout, Panel, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind,
    WidgetInfo, accesskit::Role, pos2, vec2,
};
use std::time::Duration;

/// How long a word to the speaker stays, in seconds.
const WORD_STAYS: f64 = 6.0;
/// How large the time is, in points.
const TIME: f32 = 48.0;

impl App {
    /// One window: the picture of the room fills it.
    pub(super) fn one_screen_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, now: f64) {
        egui::CentralPanel::no_frame().show(ui, |ui| {
            let screen = ui.max_rect();
            let response = ui.allocate_rect(screen, Sense::click());
            note_pointer(ui, screen, &mut show.trail);
            zoom_by_hand(ui, screen, show);
            let picture = show.audience.picture();
            paint_room(ui, screen, picture.as_ref(), &response);
            if show.talk.shows_grid {
                self.grid_ui(ui, show, screen, now);
            } else if response.clicked() && show.entry.is_none() && show.count.is_none() {
                self.act(show, Act::Next, now);
                ui.request_repaint();
            }
        });
        self.entry_ui(ui, show, now);
        self.count_ui(ui, show, now);
    }

    /// The window of the speaker.
    pub(super) fn presenter_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, now: f64) {
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        self.bar_ui(ui, show, now);
        let frame = egui::Frame::new().fill(ink(Ink::Page)).inner_margin(SPACE_6);
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            let all = ui.max_rect();
            if show.talk.shows_grid {
                self.grid_ui(ui, show, all, now);
                return;
            }
            let speaker = self.settings.speaker;
            let split = all.left() + all.width() * speaker.left;
            let left = Rect::from_min_max(all.min, pos2(split - SPACE_3, all.bottom()));
            let right = Rect::from_min_max(pos2(split + SPACE_3, all.top()), all.max);
            let now_high = (left.width() / show.audience.aspect()).min(all.height() * speaker.now);
            let screen = Rect::from_min_size(left.min, vec2(now_high * show.audience.aspect(), now_high));
            self.now_ui(ui, show, screen, now);
            let notes = Rect::from_min_max(pos2(left.left(), screen.bottom() + SPACE_4), left.max);
            ui.scope_builder(egui::UiBuilder::new().max_rect(notes), |ui| self.notes_ui(ui, show));
            ui.scope_builder(egui::UiBuilder::new().max_rect(right), |ui| {
                self.next_ui(ui, show, right);
                ui.add_space(SPACE_3);
                self.time_ui(ui, show, now);
                ui.add_space(SPACE_3);
                self.ways_ui(ui, show, now);
            });
            let between = Rect::from_min_max(pos2(left.right(), all.top()), pos2(right.left(), all.bottom()));
            self.splitter_ui(ui, Splitter::Left, between, all);
            let below = Rect::from_min_max(pos2(left.left(), screen.bottom()), pos2(left.right(), notes.top()));
            self.splitter_ui(ui, Splitter::Now, below, all);
        });
        self.entry_ui(ui, show, now);
        self.count_ui(ui, show, now);
        // The clock goes on.
        ui.request_repaint_after(Duration::from_millis(250));
    }

    /// The picture of the room, to point at.
    fn now_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, screen: Rect, now: f64) {
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        let response = ui.interact(screen, egui::Id::unique("truss-now"), Sense::click());
        note_pointer(ui, screen, &mut show.trail);
        zoom_by_hand(ui, screen, show);
        let live = self.picture_now(show, now);
        paint_room(ui, screen, live.as_ref(), &response);
        let (edge, width) = match show.talk.is_frozen {
            true => (Ink::Tension, 3.0),
            false => (Ink::Support, 2.0),
        };
        ui.painter()
            .rect_stroke(screen, ROUND, Stroke::new(width, ink(edge)), StrokeKind::Outside);
        if response.clicked()
            && show.entry.is_none()
            && let Some(stage) = show.seen.clone()
            && let Some(at) = response.interact_pointer_pos()
        {
            show.chosen = stage.node_at(at, screen, show.zoom).cloned();
        }
        if let (Some(chosen), Some(stage)) = (&show.chosen, &show.seen)
            && show.entry.is_none()
            && let Some(rect) = stage.rect_of(chosen, screen, show.zoom)
        {
            let ring = Stroke::new(2.0, ink(Ink::Support));
            ui.painter()
                .rect_stroke(rect.expand(SPACE_1), ROUND, ring, StrokeKind::Outside);
        }
        let small = show
            .seen
            .as_ref()
            .filter(|_| show.talk.step().is_some())
            .map(|it| it.text_height(screen))
            .filter(|it| is_too_small(*it))
            .map(|it| format!("Text is 1/{:.0} of the height: small for the last row", 1.0 / it));
        let flag = match show.talk.blank {
            _ if show.talk.is_frozen => Some("Frozen: the room sees what it saw (F)"),
            _ if show.audience.is_closed() => Some("The window of the room is closed: X brings it back"),
            _ if show.audience.is_gone() => Some("The screen of the room has gone: X shows its picture here"),
            Some(Blank::Black) => Some("Black: B shows the step again"),
            Some(Blank::White) => Some("White: W shows the step again"),
            None => small.as_deref(),
        };
        if let Some(flag) = flag {
            let at = screen.left_bottom() + vec2(SPACE_2, -SPACE_2);
            let bold = font(Weight::Bold, TEXT_BODY);
            let galley = ui.painter().layout_no_wrap(flag.into(), bold.clone(), ink(Ink::Page));
            let card = Align2::LEFT_BOTTOM.anchor_size(at, galley.size()).expand(SPACE_1);
            ui.painter().rect_filled(card, ROUND, ink(Ink::Tension));
            ui.put(
                card,
                Label::new(RichText::new(flag).font(bold).color(ink(Ink::Page))).extend(),
            );
        }
    }

    /// What the room would see, were it not frozen.
    fn picture_now(&mut self, show: &mut Show, now: f64) -> Option<Picture> {
        let is_frozen = std::mem::take(&mut show.talk.is_frozen);
        let picture = self.picture(show, now);
        show.talk.is_frozen = is_frozen;
        picture
    }

    fn notes_ui(&self, ui: &mut egui::Ui, show: &Show) {
        let map = self.document.map();
        let step = show.talk.step().and_then(|it| map.steps().get(it));
        let note = match step {
            Some(step) if step.note.trim().is_empty() => "No notes for this step.",
            Some(step) => step.note.trim(),
            None => {
                "The end. Next stays here; Previous goes back to the last step. Esc twice leaves. Then Present has minutes of the talk and a handout to save."
            }
        };
        heading(ui, "Notes");
        let all = ui.available_rect_before_wrap();
        ScrollArea::vertical()
            .id_salt("truss-notes")
            .max_height(all.height())
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.add(Label::new(RichText::new(note).size(self.settings.speaker.notes)).wrap());
            });
    }

    fn next_ui(&mut self, ui: &mut egui::Ui, show: &Show, all: Rect) {
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        heading(ui, "Next");
        let wide = ui.available_width();
        let high = (wide / show.audience.aspect()).min(all.height() * self.settings.speaker.next);
        let (screen, response) = ui.allocate_exact_size(vec2(high * show.audience.aspect(), high), Sense::hover());
        let map = self.document.map();
        let next = show.talk.next_step(map).map(|it| (it.id.clone(), it.title.clone()));
        let says = match &next {
            Some((_, title)) => format!("Next: {title}"),
            None => "Next: the end".into(),
        };
        ui.painter().rect_filled(screen, ROUND, ink(Ink::Hover));
        if let Some((id, _)) = &next {
            let key = Key::Step(id.clone());
            let stage = show.stages.get(&key).map(|it| it.stage.clone());
            if let Some(stage) = stage {
                let picture = Picture::still(Ground::Stage(stage), self.theme);
                picture.paint(ui.painter(), screen, 0.0);
            }
        } else {
            let letters = font(Weight::Regular, TEXT_TITLE);
            ui.painter().text(
                screen.center(),
                Align2::CENTER_CENTER,
                "The end",
                letters,
                ink(Ink::Muted),
            );
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &says));
        let top = screen.bottom();
        let below = Rect::from_min_max(pos2(all.left(), top), pos2(all.right(), top + SPACE_3));
        self.splitter_ui(ui, Splitter::Next, below, all);
    }

    fn time_ui(&mut self, ui: &mut egui::Ui, show: &Show, now: f64) {
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        let map = self.document.map();
        let pace = show.talk.pace(map, now);
        let (at, all) = show.talk.count(map);
        ui.horizontal(|ui| {
            ui.add(Label::new(
                RichText::new(clock(pace.elapsed)).font(font(Weight::Bold, TIME)),
            ));
            if pace.planned > 0.0 {
                let of = format!("of {}", clock(pace.planned));
                ui.add(Label::new(RichText::new(of).size(TEXT_HEADING).color(ink(Ink::Muted))));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.vertical(|ui| {
                    ui.with_layout(Layout::top_down(Align::Max), |ui| {
                        let time = super::local_time("%H:%M");
                        ui.add(Label::new(RichText::new(time).size(TEXT_HEADING)));
                        let step = match show.talk.step() {
                            Some(_) => format!("step {at} of {all}"),
                            None => "the end".into(),
                        };
                        ui.add(Label::new(RichText::new(step).color(ink(Ink::Muted))));
                        if !show.talk.digits().is_empty() {
                            ui.label(bold(format!("go to {}: Enter", show.talk.digits())));
                        }
                    });
                });
            });
        });
        if pace.planned > 0.0 {
            let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), SPACE_2), Sense::hover());
            let part = |it: f64| (it / pace.planned).clamp(0.0, 1.0) as f32 * bar.width();
            ui.painter().rect_filled(bar, SPACE_1, ink(Ink::Hover));
            let done = Rect::from_min_size(bar.min, vec2(part(pace.elapsed), bar.height()));
            ui.painter().rect_filled(done, SPACE_1, ink(Ink::Text));
            let due = bar.left() + part(pace.due_to);
            let line = [pos2(due, bar.top() - SPACE_1), pos2(due, bar.bottom() + SPACE_1)];
            ui.painter().line_segment(line, Stroke::new(3.0, ink(Ink::Tension)));
            ui.add_space(SPACE_1);
        }
        let said = show.said.as_ref().filter(|it| now - it.1 < WORD_STAYS);
        let word = match (show.talk.leaves_next(now), said) {
            (true, _) => "Press Esc again to leave the talk".into(),
            (_, Some((said, _))) => said.clone(),
            (_, None) => pace.words().unwrap_or_default(),
        };
        ui.add(Label::new(RichText::new(word).color(ink(Ink::Muted))).wrap());
    }

    /// The ways off the route, each with how many it leads to; the nodes themselves can be clicked.
    fn ways_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, now: f64) {
        let map = self.document.map();
        let Some(about) = show.about(map).cloned() else { return };
        let label = map.node(&about).map_or_else(String::new, |it| it.title().into_owned());
        self.falls_ui(ui, show);
        heading(ui, "Off the route");
        ui.add(Label::new(bold(label)).truncate());
        let mut asked: Option<Act> = None;
        let mut to: Option<Id> = None;
        ScrollArea::vertical()
            .id_salt("truss-ways")
            .auto_shrink(false)
            .show(ui, |ui| {
                for (act, way) in [
                    (Act::Onward, Follow::Onward),
                    (Act::Reasons, Follow::Reasons),
                    (Act::Against, Follow::Against),
                ] {
                    let there = ways(map, &about, way);
                    if there.is_empty() {
                        continue;
                    }
                    if row_ui(ui, act, Some(there.len())) {
                        asked = Some(act);
                    }
                    for id in there.iter().take(4) {
                        let title = map.node(id).map_or_else(String::new, |it| it.title().into_owned());
                        ui.horizontal(|ui| {
                            ui.add_space(SPACE_6);
                            if ui.add(Button::new(title).frame(false).truncate()).clicked() {
                                to = Some(id.clone());
                            }
                        });
                    }
                }
                for act in [Act::Floor, Act::Falls, Act::Stand] {
                    if row_ui(ui, act, None) {
                        asked = Some(act);
                    }
                }
                if show.talk.away().is_some() && row_ui(ui, Act::Route, None) {
                    asked = Some(Act::Route);
                }
            });
        if let Some(node) = to {
            show.talk.follow_to(&node);
            ui.request_repaint();
        }
        if let Some(act) = asked {
            self.act(show, act, now);
            ui.request_repaint();
        }
    }

    /// What falls in the trial, recommendations first.
    fn falls_ui(&self, ui: &mut egui::Ui, show: &Show) {
        /// So many lines fit beside the rest.
        const LINES: usize = 4;
        if self.trying().is_none() {
            return;
        }
        let map = self.document.map();
        let falls = self.falls();
        heading(ui, "What falls?");
        ui.add(Label::new(bold(show.tried.clone())).wrap());
        for fallen in falls.fallen.iter().take(LINES) {
            ui.add(Label::new(falls.in_words(map, fallen)).wrap());
        }
        if falls.fallen.len() > LINES {
            ui.label(format!("and {} more", falls.fallen.len() - LINES));
        }
        ui.add_space(SPACE_2);
    }

    /// All that can be asked for, along the lower edge.
    fn bar_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, now: f64) {
        let theme = self.speakers_theme();
        let frame = egui::Frame::new()
            .fill(color32(theme.colour(Ink::Panel)))
            .inner_margin(crate::ui::theme::inset(SPACE_6, SPACE_2));
        let mac = ui.os().is_mac();
        let mut asked = None;
        Panel::bottom("truss-acts").frame(frame).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for row in ACTS.iter().filter(|it| it.on_bar) {
                    let key = row.keys.first().map_or_else(String::new, |it| it.text(mac));
                    let text = format!("{key}  {}", row.name);
                    let button = ui.add(Button::new(RichText::new(text).size(TEXT_SMALL)).frame(false));
                    let says = format!("{}  ({})", row.says, row.keys_text(mac));
                    if button.on_hover_text(says).clicked() {
                        asked = Some(row.act);
                    }
                }
            });
        });
        if let Some(act) = asked {
            // A click leaves at once: nobody clicks there by accident twice.
            match act {
                Act::Leave => show.wants_out = true,
                act => drop(self.act(show, act, now)),
            }
            ui.request_repaint();
        }
    }
}

impl Picture {
    /// A picture without anything laid over it.
    pub(super) fn still(ground: Ground, theme: crate::drawing::inks::Theme) -> Self {
        Self {
            ground,
            next: None,
            before: None,
            theme,
            progress: 0.0,
            zoom: None,
            pointing: crate::talk::Pointing::Hidden,
            trail: Vec::new(),
            trying: None,
            words: None,
            clear: Vec::new(),
            entry_high: 0.0,
            falls: None,
            spread: None,
        }
    }
}

/// The wheel with Ctrl, or a pinch, comes closer to what is under the pointer; the wheel alone does nothing.
fn zoom_by_hand(ui: &egui::Ui, screen: Rect, show: &mut Show) {
    let (factor, at) = ui.input(|it| (f64::from(it.zoom_delta()), it.pointer.latest_pos()));
    if factor == 1.0 {
        return;
    }
    if let (Some(at), Some(stage)) = (at.filter(|it| screen.contains(*it)), show.seen.clone()) {
        show.zoom = Some(stage.zoomed(at, factor, screen, show.zoom));
        ui.request_repaint();
    }
}

fn heading(ui: &mut egui::Ui, text: &str) {
    let muted = ui.visuals().weak_text_color();
    ui.add(Label::new(RichText::new(text).size(TEXT_SMALL).color(muted)));
}

/// A key and what it does; whether it was pressed.
fn row_ui(ui: &mut egui::Ui, act: Act, count: Option<usize>) -> bool {
    let row = act.row();
    let key = row
        .keys
        .first()
        .map_or_else(String::new, |it| it.text(ui.os().is_mac()));
    let name = match count {
        Some(n) => format!("{} ({n})", row.name),
        None => row.name.to_owned(),
    };
    ui.horizontal(|ui| {
        let pressed = ui
            .add_sized([76.0, 26.0], Button::new(RichText::new(key).size(TEXT_SMALL)))
            .on_hover_text(row.says)
            .clicked();
        pressed | ui.add(Button::new(name).frame(false)).on_hover_text(row.says).clicked()
    })
    .inner
}
