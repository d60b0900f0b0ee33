//! A map in a few lines, and back, for tests of what happens to maps.
//!
//! ```text
//! title "School week" ; thesis costs ; opening v1 ; direction LeftToRight ; minutes 15 ; extra room "12b"
//! claim costs "A four-day week saves money" ; note "Ask the clerk" ; cites report 12
//! evidence bus "Buses run a day less"
//! bus + heat => costs                      support, from joint premises; the first link is k1, the second k2 …
//! wages -| k1 ; reason "Paid by the year"  tension, here on a link: it attacks the step
//! m: costs <-> wages                       a mutual tension, with an id of its own
//! group money "Money" ; members costs bus ; hue 210
//! source report "Report on the week"
//! view v1 "The money" ; folds costs money ; only costs bus ; lit Group money ; lit Basis Reader ; camera 1 2 0.5 ; gathered
//! step s1 "The money" ; shows costs bus ; lights costs ; seconds 90
//! parked p1 "Contracts end in 2027" ; origin Floor "14:05" "Jo"
//! round r1 costs "14:03" ; hands 2 0 7 4 1  in the order of the standings
//! open Node costs Text "Ours" "Theirs"    left open by a merge; for the map as a whole: open Map "" Title A B
//! open Node bus Removed Kept
//! place costs 120 340 ; pinned
//! ```

use std::fmt::Write as _;
use truss::map::{About, Conflict, Framing, Parked, Round, STANDINGS, Source, Step, Value, View};
use truss::map::{
    Basis, Cite, DIRECTIONS, Extra, Group, Heading, Id, KINDS, Lens, Link, Map, Node, Origin, OriginKind, Parts, Place,
    Relation,
};

/// The map that these lines say.
pub fn map(text: &str) -> Map {
    Map::new(parts(text))
}

/// The parts of the map that these lines say, in their order.
pub fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let mut line = Line::of(line);
        let sign = ["=>", "-|", "<->"]
            .into_iter()
            .find(|it| line.head.iter().any(|token| token == it));
        if let Some(sign) = sign {
            let rank = parts.links.len() + 1;
            parts.links.push(line.link(sign, rank));
            continue;
        }
        let word = line.head.remove(0);
        match word.as_str() {
            "title" => parts.heading = line.heading(),
            "group" => parts.groups.push(line.group()),
            "source" => parts.sources.push(line.source()),
            "view" => parts.views.push(line.view()),
            "step" => parts.steps.push(line.step()),
            "parked" => parts.parking.push(line.parked()),
            "round" => parts.rounds.push(line.round()),
            "open" => parts.conflicts.push(line.conflict()),
            "place" => parts.placement.push(line.place()),
            kind => parts.nodes.push(line.node(kind)),
        }
    }
    parts
}

/// The tokens of a line: those before the first `;`, then field by field. Quotes hold a text together.
struct Line {
    head: Vec<String>,
    fields: Vec<Vec<String>>,
}

impl Line {
    fn of(line: &str) -> Self {
        let mut fields = vec![Vec::new()];
        let mut rest = line;
        while let Some(start) = rest.chars().next() {
            let length = match start {
                '"' => 2 + rest[1..].find('"').unwrap_or_else(|| panic!("an open quote: {line}")),
                _ => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length);
            rest = after.trim_start();
            match token {
                ";" => fields.push(Vec::new()),
                _ => fields
                    .last_mut()
                    .unwrap()
                    .push(token.trim_matches('"').replace("\\n", "\n")),
            }
        }
        Self {
            head: fields.remove(0),
            fields,
        }
    }

    fn text(&mut self) -> String {
        self.head.remove(0)
    }

    fn id(&mut self) -> Id {
        self.text().into()
    }

    fn number(&mut self) -> f64 {
        self.text().parse().expect("a number")
    }

    /// Takes each field to whoever knows it.
    fn each_field(self, mut take: impl FnMut(&str, &[String]) -> bool) {
        for field in self.fields {
            let (name, values) = field.split_first().expect("a field");
            assert!(take(name, values), "no field {name:?} here");
        }
    }

    fn heading(mut self) -> Heading {
        let mut heading = Heading {
            title: self.text(),
            ..Heading::default()
        };
        self.each_field(|name, values| {
            match name {
                "thesis" => heading.thesis = values[0].clone().into(),
                "opening" => heading.opening = values[0].clone().into(),
                "direction" => {
                    let row = DIRECTIONS.iter().find(|it| it.word == values[0]);
                    heading.direction = row.expect("a direction").direction;
                }
                "minutes" => heading.minutes = values[0].parse().expect("minutes"),
                "extra" => add_extra(&mut heading.extra, values),
                _ => return false,
            }
            true
        });
        heading
    }

    fn conflict(mut self) -> Conflict {
        use About::{Group, Link, Map, Node, Parked, Round, Source, Step, View};
        let sorts = [Map, Node, Link, Group, Source, View, Step, Parked, Round];
        let sort = self.text();
        let about = sorts
            .into_iter()
            .find(|it| format!("{it:?}") == sort)
            .expect("a record");
        let id = self.id();
        let field = self.text();
        let value = |text: String| match field.as_str() {
            "Title" => Value::Title(text),
            "Text" => Value::Text(text),
            "Note" => Value::Note(text),
            "Reason" => Value::Reason(text),
            "Thesis" => Value::Thesis(text.into()),
            "To" => Value::To(text.into()),
            "From" => Value::From(text.split(' ').map(Id::from).collect()),
            "Hue" => Value::Hue(text.parse().expect("a hue")),
            "Seconds" => Value::Seconds(text.parse().expect("seconds")),
            "Mutual" => Value::Mutual(text == "true"),
            other => panic!("no field {other:?} here"),
        };
        let (ours, theirs) = match field.as_str() {
            "Removed" => (Value::Removed, Value::Kept),
            "Kept" => (Value::Kept, Value::Removed),
            _ => (value(self.text()), value(self.text())),
        };
        Conflict {
            about,
            id,
            ours,
            theirs,
        }
    }

    fn place(mut self) -> Place {
        let mut place = Place::from((self.id(), self.number(), self.number()));
        self.each_field(|name, _| {
            place.pinned |= name == "pinned";
            name == "pinned"
        });
        place
    }

    fn node(mut self, kind: &str) -> Node {
        let row = KINDS
            .iter()
            .find(|it| it.name == kind)
            .unwrap_or_else(|| panic!("no kind {kind:?}"));
        let mut node = Node::new(self.id(), row.kind, self.text());
        self.each_field(|name, values| {
            match name {
                "label" => node.label = values[0].clone(),
                "note" => node.note = values[0].as_str().into(),
                "by" => node.asserted_by = values[0].as_str().into(),
                "standing" => {
                    let known = STANDINGS.iter().find(|it| format!("{it:?}") == values[0]);
                    node.standing = *known.expect("a standing");
                }
                "origin" => node.origin = origin(values).into(),
                "tags" => node.tags = values.to_vec().into(),
                "cites" => node.cites.push(Cite {
                    source: values[0].clone().into(),
                    paragraph: values.get(1).map_or(0, |it| it.parse().expect("a paragraph")),
                    ..Cite::default()
                }),
                "extra" => add_extra(&mut node.extra, values),
                _ => return false,
            }
            true
        });
        node
    }

    fn link(mut self, sign: &str, rank: usize) -> Link {
        let id = match self.head.first().and_then(|it| it.strip_suffix(':')) {
            Some(id) => id.to_owned(),
            None => format!("k{rank}"),
        };
        self.head.retain(|it| it != "+" && it.strip_suffix(':') != Some(&id));
        let at = self.head.iter().position(|it| it == sign).expect("it was found before");
        let from = self.head[..at].iter().map(|it| it.as_str().into());
        let relation = if sign == "=>" {
            Relation::Support
        } else {
            Relation::Tension
        };
        let mut link = Link::new(id, from, self.head[at + 1].as_str(), relation);
        link.mutual = sign == "<->";
        self.each_field(|name, values| {
            match name {
                "basis" => {
                    let known = [Basis::States, Basis::Implies, Basis::Reader];
                    link.basis = known
                        .into_iter()
                        .find(|it| format!("{it:?}") == values[0])
                        .expect("a basis");
                }
                "reason" => link.reason = values[0].as_str().into(),
                "origin" => link.origin = origin(values).into(),
                "extra" => add_extra(&mut link.extra, values),
                _ => return false,
            }
            true
        });
        link
    }

    fn group(mut self) -> Group {
        let mut group = Group {
            id: self.id(),
            title: self.text(),
            hue: 0,
            members: Vec::new(),
        };
        self.each_field(|name, values| {
            match name {
                "members" => group.members = ids(values),
                "hue" => group.hue = values[0].parse().expect("a hue"),
                _ => return false,
            }
            true
        });
        group
    }

    fn source(mut self) -> Source {
        let mut source = Source {
            id: self.id(),
            title: self.text(),
            authors: Vec::new(),
            publisher: String::new(),
            published: String::new(),
            url: String::new(),
            licence: String::new(),
            note: String::new(),
        };
        self.each_field(|name, values| {
            match name {
                "authors" => source.authors = values.to_vec(),
                "publisher" => source.publisher = values[0].clone(),
                "published" => source.published = values[0].clone(),
                "url" => source.url = values[0].clone(),
                "licence" => source.licence = values[0].clone(),
                "note" => source.note = values[0].clone(),
                _ => return false,
            }
            true
        });
        source
    }

    fn view(mut self) -> View {
        let mut view = View {
            id: self.id(),
            title: self.text(),
            ..View::default()
        };
        self.each_field(|name, values| {
            match name {
                "folds" => view.folded = ids(values),
                "only" => view.only = ids(values),
                "lit" => view.lenses.push(lens(values)),
                "gathered" => view.gathered = true,
                "camera" => view.camera = Some(framing(values)),
                _ => return false,
            }
            true
        });
        view
    }

    fn step(mut self) -> Step {
        let mut step = Step {
            id: self.id(),
            title: self.text(),
            ..Step::default()
        };
        self.each_field(|name, values| {
            match name {
                "note" => step.note = values[0].clone(),
                "seconds" => step.seconds = values[0].parse().expect("seconds"),
                "shows" => step.show = ids(values),
                "folds" => step.folded = ids(values),
                "gathered" => step.gathered = true,
                "lights" => step.focus = ids(values),
                "camera" => step.camera = Some(framing(values)),
                _ => return false,
            }
            true
        });
        step
    }

    fn parked(mut self) -> Parked {
        let mut parked = Parked {
            id: self.id(),
            text: self.text(),
            ..Parked::default()
        };
        self.each_field(|name, values| {
            if name == "origin" {
                parked.origin = origin(values);
            }
            name == "origin"
        });
        parked
    }

    fn round(mut self) -> Round {
        let mut round = Round {
            id: self.id(),
            node: self.id(),
            at: self.text(),
            ..Round::default()
        };
        self.each_field(|name, values| {
            for (standing, hands) in STANDINGS.iter().zip(values) {
                *round.hands_mut(*standing) = hands.parse().expect("hands");
            }
            name == "hands"
        });
        round
    }
}

fn ids(values: &[String]) -> Vec<Id> {
    values.iter().map(|it| it.as_str().into()).collect()
}

fn add_extra(extra: &mut Extra, values: &[String]) {
    extra.0.push((values[0].clone(), values[1].clone()));
}

fn framing(values: &[String]) -> Framing {
    let number = |n: usize| values[n].parse().expect("a number");
    Framing {
        x: number(0),
        y: number(1),
        zoom: number(2),
    }
}

fn lens(values: &[String]) -> Lens {
    let [word, value] = values else {
        panic!("a lens has a word and a value")
    };
    fn known<T: std::fmt::Debug + Copy>(words: &[T], value: &str) -> T {
        *words
            .iter()
            .find(|it| format!("{it:?}") == value)
            .expect("a word that a lens has")
    }
    match word.as_str() {
        "AssertedBy" => Lens::AssertedBy(value.clone()),
        "Basis" => Lens::Basis(known(&[Basis::States, Basis::Implies, Basis::Reader], value)),
        "Origin" => Lens::Origin(known(
            &[OriginKind::Source, OriginKind::Reader, OriginKind::Floor],
            value,
        )),
        "Kind" => Lens::Kind(known(&KINDS.iter().map(|it| it.kind).collect::<Vec<_>>(), value)),
        "Group" => Lens::Group(value.as_str().into()),
        "Tag" => Lens::Tag(value.clone()),
        other => panic!("no lens {other:?}"),
    }
}

fn origin(values: &[String]) -> Origin {
    match values[0].as_str() {
        "Source" => Origin::Source,
        "Reader" => Origin::Reader,
        "Floor" => Origin::Floor {
            at: values[1].clone(),
            by: values[2].clone(),
        },
        other => panic!("no origin {other:?}"),
    }
}

/// What a map says, one record a line, so that two maps can be compared by eye.
pub fn shown(parts: &Parts) -> String {
    let mut out = format!("{:?}\n", parts.heading);
    let mut line = |record: &dyn std::fmt::Debug| writeln!(out, "{record:?}").expect("a string grows");
    parts.nodes.iter().for_each(|it| line(it));
    parts.links.iter().for_each(|it| line(it));
    parts.groups.iter().for_each(|it| line(it));
    parts.sources.iter().for_each(|it| line(it));
    parts.views.iter().for_each(|it| line(it));
    parts.steps.iter().for_each(|it| line(it));
    parts.parking.iter().for_each(|it| line(it));
    parts.rounds.iter().for_each(|it| line(it));
    parts.conflicts.iter().for_each(|it| line(it));
    parts.placement.iter().for_each(|it| line(it));
    out
}
