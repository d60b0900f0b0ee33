//! `egui-snarl` draws every node as a window with a title and pins, and every link as a wire.

use crate::{WINDOW, Widget, graph};
use egui::emath::TSTransform;
use egui::{Pos2, Rect, Ui};
use egui_snarl::ui::{PinInfo, SnarlPin, SnarlStyle, SnarlViewer, SnarlWidget};
use egui_snarl::{InPin, InPinId, OutPin, OutPinId, Snarl};
use truss::map::Map;

/// A map as `egui-snarl` shows it, with the settings that it comes with but the one that lets all nodes be in view.
pub struct Boxes {
    snarl: Snarl<String>,
    titles: Titles,
}

/// Nodes with a title and a pin on each side.
struct Titles {
    to_screen: TSTransform,
    /// What the map fills.
    bounds: Rect,
    frames: usize,
}

impl Boxes {
    /// A widget for a map.
    pub fn new(map: &Map) -> Self {
        let (places, links) = graph(map);
        let mut snarl = Snarl::new();
        let nodes: Vec<_> = map
            .nodes()
            .iter()
            .zip(&places)
            .map(|(it, at)| snarl.insert_node(*at, it.title().into_owned()))
            .collect();
        for (from, to) in links {
            let (from, to) = (nodes[from], nodes[to]);
            snarl.connect(OutPinId { node: from, output: 0 }, InPinId { node: to, input: 0 });
        }
        let titles = Titles {
            to_screen: TSTransform::IDENTITY,
            bounds: Rect::from_points(&places),
            frames: 0,
        };
        Self { snarl, titles }
    }
}

impl Widget for Boxes {
    fn show(&mut self, ui: &mut Ui) {
        let style = SnarlStyle {
            min_scale: Some(0.001),
            ..SnarlStyle::new()
        };
        SnarlWidget::new()
            .style(style)
            .show(&mut self.snarl, &mut self.titles, ui);
    }

    fn on_screen(&self, _: &egui::Context) -> Vec<Pos2> {
        self.snarl
            .nodes_pos()
            .map(|(at, _)| self.titles.to_screen * at)
            .collect()
    }

    fn vertices(&self) -> usize {
        // A frame with round corners, and letters.
        100
    }
}

impl SnarlViewer<String> for Titles {
    fn title(&mut self, node: &String) -> String {
        node.clone()
    }

    fn inputs(&mut self, _: &String) -> usize {
        1
    }

    fn outputs(&mut self, _: &String) -> usize {
        1
    }

    #[allow(refining_impl_trait, reason = "the widget wants to know the pin's type")]
    fn show_input(&mut self, _: &InPin, _: &mut Ui, _: &mut Snarl<String>) -> impl SnarlPin + 'static {
        PinInfo::circle()
    }

    #[allow(refining_impl_trait, reason = "the widget wants to know the pin's type")]
    fn show_output(&mut self, _: &OutPin, _: &mut Ui, _: &mut Snarl<String>) -> impl SnarlPin + 'static {
        PinInfo::circle()
    }

    fn current_transform(&mut self, to_screen: &mut TSTransform, _: &mut Snarl<String>) {
        self.frames += 1;
        if self.frames < 4 {
            // With the margins that the other widget has. A place is the left top of a node.
            let bounds = self.bounds.expand(120.0);
            let scale = (WINDOW / bounds.size()).min_elem() / 1.1;
            let middle = (WINDOW / 2.0) - bounds.center().to_vec2() * scale;
            *to_screen = TSTransform::new(middle, scale);
        }
        self.to_screen = *to_screen;
    }
}
