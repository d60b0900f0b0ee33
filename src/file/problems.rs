//! What is wrong with a file that loaded, in the order of the file.

use super::places::{At, Places, Walk};
use super::refusal::is_near;
use super::shape::{Ignored, Turn};
use super::versions::{Early, NEWEST, New};
use super::{Finding, Problem};
use crate::map::{Extra, Fault, FaultKind, List, Map, Order, Record, Table};
use std::collections::{HashMap, HashSet, VecDeque};

/// Fields that can be left out: a slip in the name of one of the others is refused.
const FIELDS: &[&str] = &[
    "thesis",
    "groups",
    "sources",
    "views",
    "talk",
    "parking",
    "rounds",
    "placement",
    "extra",
    "label",
    "note",
    "asserted_by",
    "standing",
    "origin",
    "tags",
    "cites",
    "mutual",
    "basis",
    "reason",
    "paragraph",
    "print",
    "members",
    "authors",
    "publisher",
    "published",
    "licence",
    "minutes",
    "steps",
    "seconds",
    "focus",
    "camera",
    "folded",
    "lenses",
    "opening",
    "direction",
];

pub(super) fn list(
    text: &str,
    marked: bool,
    version: u32,
    map: &Map,
    ignored: &[Ignored],
    early: &[Early],
) -> Vec<Problem> {
    let mut found: Vec<(Finding, Option<Fault>)> = Vec::new();
    if marked {
        let what = "the file starts with a byte order mark, which is not seen and does no harm";
        let mend = "save it in Truss, which leaves it out; or as UTF-8 without the mark";
        found.push((Finding::of_all(what, mend), None));
    }
    let faults = map.faults();
    if version > NEWEST || !ignored.is_empty() || !early.is_empty() || !faults.is_empty() {
        let mut finder = Finder::new(text, map);
        if version > NEWEST {
            found.push((finder.newer(version), None));
        }
        for unknown in ignored {
            found.push((finder.unknown(version, unknown), None));
        }
        for field in early {
            found.push((finder.early(version, field), None));
        }
        for fault in faults {
            found.push((finder.fault(&fault), Some(fault)));
        }
    }
    found.sort_by_key(|(finding, _)| finding.at);
    let mut walk = Walk::new(text.as_bytes());
    found
        .into_iter()
        .map(|(finding, fault)| {
            let (line, column) = walk.to(finding.at);
            Problem {
                line,
                column,
                quote: finding.quote(text.as_bytes()),
                what: finding.what,
                mend: finding.mend,
                fault,
            }
        })
        .collect()
}

/// Finds the places of problems. Many problems cost one walk, whether they are in one record or in many.
struct Finder<'a> {
    places: Places<'a>,
    map: &'a Map,
    /// The number of each record in its list, for the lists that were asked for.
    ranks: HashMap<List, HashMap<&'a Order, usize>>,
    /// Those names in the `extra` of a record that are there already, not yet reported.
    doubled: Option<(At, VecDeque<At>)>,
    /// The unknown field that was reported last: one of the same name stands after it.
    last_unknown: Option<At>,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str, map: &'a Map) -> Self {
        Self {
            places: Places::new(text),
            map,
            ranks: HashMap::new(),
            doubled: None,
            last_unknown: None,
        }
    }

    fn newer(&self, version: u32) -> Finding {
        let root = self.places.root();
        let at = self.places.field(root, "truss").unwrap_or(root);
        Finding::new(
            self.places.start(at),
            format!(
                "the file was made by a newer Truss (version {version} of the file; this one knows up to {NEWEST}): it can be looked at, not changed"
            ),
            "update Truss to change it",
        )
    }

    fn unknown(&mut self, version: u32, ignored: &Ignored) -> Finding {
        let (at, record) = self.find_unknown(&ignored.0);
        let place = self.places.start(at);
        let name = ignored.name().unwrap_or_default();
        Finding::new(
            place,
            format!("{}: the field `{name}` is unknown", self.places.describe(record)),
            match FIELDS.iter().find(|it| is_near(it, name)) {
                _ if version > NEWEST => "a newer Truss may know it".to_owned(),
                Some(near) => format!("is `{near}` meant? As it stands, a save leaves it out"),
                None => "correct its name, or take it out: a save leaves it out".to_owned(),
            },
        )
    }

    fn early(&mut self, version: u32, field: &Early) -> Finding {
        let root = self.places.root();
        let name = field.what.name();
        let record = match field.what {
            New::Field(_) => None,
            New::Pin(n) => self.nth_of(&["placement"], n),
            New::OfView(n, _) => self.nth_of(&["views"], n),
            New::OfStep(n, _) => self.nth_of(&["talk", "steps"], n),
        };
        let record = record.unwrap_or(root);
        let (at, sort) = match field.what {
            New::Pin(_) => (record, format!("word `{name}`")),
            _ => (
                self.places.field(record, name).unwrap_or(record),
                format!("field `{name}`"),
            ),
        };
        let whose = match field.what {
            New::Field(_) => "the map".to_owned(),
            _ => self.places.describe(record),
        };
        Finding::new(
            self.places.start(at),
            format!("{whose}: the {sort} came later than version {version}, in which the file is written"),
            format!(
                "write `truss: {}` to keep it: as it stands, a save leaves it out",
                field.version
            ),
        )
    }

    /// The record with this number in the list to which these fields lead.
    fn nth_of(&mut self, way: &[&str], n: usize) -> Option<At> {
        let mut at = self.places.root();
        for name in way {
            at = self.places.field(at, name)?;
        }
        self.places.nth(at, n)
    }

    /// An unknown field, or the innermost value on the way to it that can be found; and the record in which it stands.
    fn find_unknown(&mut self, turns: &[Turn]) -> (At, At) {
        let root = self.places.root();
        let Some((Turn::Field(name), way)) = turns.split_last() else {
            return (root, root);
        };
        let mut record = root;
        for turn in way {
            let next = match turn {
                Turn::Field(name) => self.places.field(record, name),
                Turn::Index(n) => self.places.nth(record, *n),
            };
            match next {
                Some(next) => record = next,
                None => return (record, record),
            }
        }
        let inside = self.places.unwrapped(record);
        // A record may have many: go on from the last one.
        let last = self.last_unknown.filter(|it| self.places.parent(*it) == inside);
        let mut at = match last {
            Some(last) => self.places.next(last),
            None => self.places.children(inside).next(),
        };
        while let Some(here) = at {
            if self.places.key(here) == Some(name) {
                self.last_unknown = Some(here);
                return (here, record);
            }
            at = self.places.next(here);
        }
        (record, record)
    }

    fn fault(&mut self, fault: &Fault) -> Finding {
        let at = self.find_fault(fault);
        Finding::new(self.places.start(at), fault.to_string(), fault.kind.mend())
    }

    /// The field that is wrong; the record, or what is nearest, where the field is not written.
    fn find_fault(&mut self, fault: &Fault) -> At {
        let root = self.places.root();
        let record = match &fault.order {
            None => root,
            Some(order) => match self.find_record(fault.list, order) {
                Some(record) => record,
                None => return root,
            },
        };
        let Some(field) = self.places.field(record, fault.field) else {
            return record;
        };
        match fault.kind {
            FaultKind::DoubledExtra(_) => self.next_doubled(field, fault).unwrap_or(field),
            _ => field,
        }
    }

    fn find_record(&mut self, list: List, order: &Order) -> Option<At> {
        let map = self.map;
        let ranks = self.ranks.entry(list).or_insert_with(|| match list {
            List::Heading => HashMap::new(),
            List::Nodes => ranks(map.nodes()),
            List::Links => ranks(map.links()),
            List::Groups => ranks(map.groups()),
            List::Sources => ranks(map.sources()),
            List::Views => ranks(map.views()),
            List::Steps => ranks(map.steps()),
            List::Parking => ranks(map.parking()),
            List::Rounds => ranks(map.rounds()),
            List::Conflicts => ranks(map.conflicts()),
            List::Placement => ranks(map.placement()),
        });
        let rank = *ranks.get(order)?;
        let root = self.places.root();
        let records = match list {
            List::Heading => return Some(root),
            List::Nodes => self.places.field(root, "nodes")?,
            List::Links => self.places.field(root, "links")?,
            List::Groups => self.places.field(root, "groups")?,
            List::Sources => self.places.field(root, "sources")?,
            List::Views => self.places.field(root, "views")?,
            List::Steps => {
                let talk = self.places.field(root, "talk")?;
                self.places.field(talk, "steps")?
            }
            List::Parking => self.places.field(root, "parking")?,
            List::Rounds => self.places.field(root, "rounds")?,
            List::Conflicts => self.places.field(root, "conflicts")?,
            List::Placement => self.places.field(root, "placement")?,
        };
        self.places.nth(records, rank)
    }

    /// The next name in an `extra` that is there already; the faults of a record come in the same order.
    fn next_doubled(&mut self, field: At, fault: &Fault) -> Option<At> {
        if self.doubled.as_ref().is_none_or(|(of, _)| *of != field) {
            let extra = self.extra(fault)?;
            let mut seen = HashSet::new();
            let doubled = self
                .places
                .children(field)
                .zip(&extra.0)
                .filter(|(_, (name, _))| !seen.insert(name))
                .map(|(at, _)| at)
                .collect();
            self.doubled = Some((field, doubled));
        }
        self.doubled.as_mut()?.1.pop_front()
    }

    fn extra(&self, fault: &Fault) -> Option<&'a Extra> {
        let map = self.map;
        match (fault.list, &fault.order) {
            (List::Nodes, Some(order)) => map.nodes().at(order).map(|it| &*it.extra),
            (List::Links, Some(order)) => map.links().at(order).map(|it| &*it.extra),
            _ => Some(&map.heading().extra),
        }
    }
}

fn ranks<T: Record>(table: &Table<T>) -> HashMap<&Order, usize> {
    table.entries().enumerate().map(|(n, (order, _))| (order, n)).collect()
}
