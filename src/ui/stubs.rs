//! Stubs at the edge of the window: where a link of what is chosen leaves it, a click or a key follows it.

use super::App;
use super::paint::rect;
use super::theme::{ROUND_MARK, ROUND_PILL, TEXT_SMALL, color32, font};
use crate::canvas::{Gesture, STUB_ARROW, STUB_NUMBER, STUB_SIGN, STUB_TEXT, Stub, Stubs, more_label, stubs};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::map::{Id, Relation};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, Event, Key, Modifiers, Order, Pos2, Sense, Stroke, StrokeKind, Vec2, WidgetInfo};

/// Every digit, in the order of the stubs.
const DIGITS: [Key; 10] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
    Key::Num0,
];

impl App {
    /// The stubs as they are now: none while something is typed or in the hand.
    pub(super) fn stubs_now(&self) -> Stubs {
        let busy = self.typing.is_some() || self.dialog.is_some() || self.gesture != Gesture::Idle;
        if busy {
            return Stubs::default();
        }
        let (map, chosen) = (self.seen(), self.document.selection());
        let covered = self.find_bar();
        stubs(map, &self.sheet, chosen, &self.camera, self.stub_at.is_some(), covered)
    }

    /// Numbers the stubs, or takes the numbers away.
    pub(super) fn number_stubs(&mut self) {
        self.stub_at = match self.stub_at {
            Some(_) => None,
            None => Some(0),
        };
    }

    /// Keys while the stubs are numbered; says whether it took them.
    pub(super) fn stub_keys(&mut self, ui: &egui::Ui) -> bool {
        let Some(at) = self.stub_at else { return false };
        let stubs = self.stubs_now().stubs;
        if stubs.is_empty() {
            self.stub_at = None;
            return false;
        }
        let at = at.min(stubs.len() - 1);
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let digit = DIGITS.iter().take(stubs.len()).position(|it| pressed(*it));
        if let Some(n) = digit {
            self.follow(&stubs[n].far);
        } else if pressed(Key::Enter) || pressed(Key::Space) {
            self.follow(&stubs[at].far);
        } else if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
            self.stub_at = Some((at + 1) % stubs.len());
        } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
            self.stub_at = Some((at + stubs.len() - 1) % stubs.len());
        } else if pressed(Key::Escape) || pressed(Key::Period) {
            self.stub_at = None;
        } else if ui.input(|it| it.events.iter().any(|it| is_other_press(it, &stubs))) {
            // Whoever does something else has no use for the numbers.
            self.stub_at = None;
            return false;
        }
        true
    }

    fn follow(&mut self, far: &Id) {
        self.stub_at = None;
        self.go_to(far.clone());
    }

    /// Shows the stubs over the canvas.
    pub(super) fn stubs_ui(&mut self, ui: &egui::Ui) {
        if self.gliding.is_some() {
            // On the way they would run along the edge.
            return;
        }
        let found = self.stubs_now();
        let at = self.stub_at.map(|it| it.min(found.stubs.len().saturating_sub(1)));
        let mut followed = None;
        for (n, stub) in found.stubs.iter().enumerate() {
            let number = at.map(|_| n);
            if self.stub_ui(ui, n, stub, number, at == Some(n)).clicked() {
                followed = Some(stub.far.clone());
            }
        }
        if let Some(far) = followed {
            return self.follow(&far);
        }
        if let (Some(place), Some(all)) = (found.more_rect, found.all)
            && self.more_ui(ui, rect(place), found.more).clicked()
        {
            self.jump(|camera| camera.fit(all, super::canvas::FIT_MARGIN * 2.0, camera.zoom()));
        }
    }

    fn stub_ui(&self, ui: &egui::Ui, n: usize, stub: &Stub, number: Option<usize>, lit: bool) -> egui::Response {
        let ink = |it| color32(self.theme.colour(it));
        let own = match stub.relation {
            Relation::Support => ink(Ink::Support),
            Relation::Tension => ink(Ink::Tension),
        };
        let on_screen = rect(stub.rect);
        let response = over_canvas(ui, ("truss-stub", n), on_screen, |ui, response| {
            let painter = ui.painter();
            let border = if response.hovered() || lit { 2.5 } else { 1.5 };
            painter.rect(
                on_screen,
                ROUND_PILL,
                ink(Ink::Box),
                Stroke::new(border, own),
                StrokeKind::Inside,
            );
            let middle = on_screen.center().y;
            let mut x = on_screen.left();
            if let Some(n) = number {
                let center = Pos2::new(x + 14.0, middle);
                painter.circle_filled(center, 9.0, ink(Ink::Text));
                let digit = ((n + 1) % 10).to_string();
                painter.text(
                    center,
                    Align2::CENTER_CENTER,
                    digit,
                    font(Weight::Bold, TEXT_SMALL),
                    ink(Ink::Box),
                );
                x += STUB_NUMBER as f32;
            }
            let sign = Pos2::new(x + 14.0, middle);
            let stroke = Stroke::new(1.5, own);
            match stub.relation {
                Relation::Support => {
                    painter.circle_stroke(sign, 6.5, stroke);
                }
                Relation::Tension => {
                    let square = egui::Rect::from_center_size(sign, Vec2::splat(12.0));
                    painter.rect_stroke(square, ROUND_MARK, stroke, StrokeKind::Middle);
                }
            }
            painter.hline(sign.x - 3.5..=sign.x + 3.5, sign.y, stroke);
            if stub.relation == Relation::Support {
                painter.vline(sign.x, sign.y - 3.5..=sign.y + 3.5, stroke);
            }
            x += STUB_SIGN as f32;
            painter.text(
                Pos2::new(x, middle),
                Align2::LEFT_CENTER,
                &stub.label,
                font(Weight::Regular, STUB_TEXT as f32),
                ink(Ink::Text),
            );
            let tip = Pos2::new(on_screen.right() - STUB_ARROW as f32 / 2.0 - 1.0, middle);
            let way = Vec2::new(stub.way.x as f32, stub.way.y as f32);
            // Slim: a triangle of equal sides points three ways at once.
            let (back, side) = (tip - way * 6.0, way.rot90() * 3.8);
            let points = vec![tip + way * 7.0, back + side, back - side];
            painter.add(egui::Shape::convex_polygon(points, own, Stroke::NONE));
        });
        let words = match number {
            Some(n) => format!("{}: {}", n + 1, stub.words),
            None => stub.words.clone(),
        };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit, &words));
        let sentence = self.seen().node(&stub.far).map(|it| it.text.clone());
        match sentence {
            Some(sentence) => response.on_hover_text(sentence),
            None => response.on_hover_text(&stub.words),
        }
    }

    fn more_ui(&self, ui: &egui::Ui, place: egui::Rect, more: usize) -> egui::Response {
        let ink = |it| color32(self.theme.colour(it));
        let response = over_canvas(ui, ("truss-stub", usize::MAX), place, |ui, response| {
            let border = if response.hovered() { 2.0 } else { 1.0 };
            let stroke = Stroke::new(border, ink(Ink::Muted));
            ui.painter()
                .rect(place, ROUND_PILL, ink(Ink::Box), stroke, StrokeKind::Inside);
            let text = font(Weight::Regular, STUB_TEXT as f32);
            ui.painter().text(
                place.center(),
                Align2::CENTER_CENTER,
                more_label(more),
                text,
                ink(Ink::Text),
            );
        });
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::Button,
                true,
                format!("{} ends outside the view", more_label(more)),
            )
        });
        response.on_hover_text("See all of them from farther away")
    }
}

/// Something to click in a layer of its own, so that the canvas below does not take the press.
fn over_canvas(
    ui: &egui::Ui,
    id: (&str, usize),
    place: egui::Rect,
    paint: impl FnOnce(&egui::Ui, &egui::Response),
) -> egui::Response {
    egui::Area::new(egui::Id::unique(id))
        .order(Order::Middle)
        .fixed_pos(place.min)
        .constrain(false)
        .show(ui, |ui| {
            let response = ui.allocate_rect(place, Sense::click());
            paint(ui, &response);
            response.on_hover_cursor(egui::CursorIcon::PointingHand)
        })
        .inner
}

/// Whether this is a press of a key or button that is not about one of the stubs.
fn is_other_press(event: &Event, stubs: &[Stub]) -> bool {
    match event {
        Event::PointerButton { pos, pressed, .. } => *pressed && !stubs.iter().any(|it| rect(it.rect).contains(*pos)),
        Event::Key { pressed, .. } => *pressed,
        Event::Copy | Event::Cut | Event::Paste(_) => true,
        _ => false,
    }
}
