//! `egui_graphs` draws every node as a circle, and every link as an arrow.

use crate::{Widget, graph};
use egui::Pos2;
use egui_graphs::{DefaultGraphView, Graph, MetadataFrame, SettingsNavigation};
use truss::map::Map;

/// A map's units for one of the widget's: its circles are then about as wide as the boxes that Truss has there.
const UNITS: f32 = 24.0;

/// A map as `egui_graphs` shows it, with the settings that it comes with but those that let a hand pan.
pub struct Circles {
    graph: Graph,
    /// Where the map has its nodes, if that counts.
    places: Option<Vec<Pos2>>,
    frames: usize,
}

impl Circles {
    /// A widget for a map: with its nodes where the map has them, or where the widget puts them.
    pub fn new(map: &Map, at_its_places: bool) -> Self {
        let (places, links) = graph(map);
        let mut graph = Graph::new();
        let places: Vec<Pos2> = places.iter().map(|it| (it.to_vec2() / UNITS).to_pos2()).collect();
        let nodes: Vec<_> = places.iter().map(|it| graph.add_node_with_location((), *it)).collect();
        for (from, to) in links {
            graph.add_edge(nodes[from], nodes[to], ());
        }
        Self {
            graph,
            places: at_its_places.then_some(places),
            frames: 0,
        }
    }
}

impl Widget for Circles {
    fn show(&mut self, ui: &mut egui::Ui) {
        self.frames += 1;
        // Its first frame puts the nodes somewhere by chance.
        if let (2, Some(places)) = (self.frames, &self.places) {
            for (node, at) in self.graph.g_mut().node_weights_mut().zip(places) {
                node.set_location(*at);
            }
        }
        let navigation = SettingsNavigation::new()
            .with_fit_to_screen_enabled(self.frames < 4)
            .with_zoom_and_pan_enabled(true);
        DefaultGraphView::new()
            .with_navigations(&navigation)
            .show(ui, &mut self.graph);
    }

    fn on_screen(&self, ctx: &egui::Context) -> Vec<Pos2> {
        let id = egui::Id::new(MetadataFrame::new(None).get_id());
        let frame: MetadataFrame = ctx.data_mut(|it| it.get_persisted(id)).expect("a frame was shown");
        self.graph
            .nodes_iter()
            .map(|(_, it)| frame.canvas_to_screen_pos(it.location()))
            .collect()
    }

    fn vertices(&self) -> usize {
        4
    }
}
