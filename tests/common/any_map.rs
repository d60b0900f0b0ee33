//! Any map whatever, for tests of what holds for all.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use truss::map::{About, Conflict, Framing, Parked, Round, STANDINGS, Source, Step, View};
use truss::map::{
    Basis, Cite, DIRECTIONS, Direction, Extra, Group, Heading, Id, KINDS, Lens, Link, Node, Origin, OriginKind, Parts,
    Place, RELATIONS,
};

pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ]{0,6}",
        2 => "[가-힣ᄀ-ᇿ]{1,3}",
        2 => any::<char>().prop_map(String::from),
        1 => (0u8..0x20).prop_map(|it| char::from(it).to_string()),
        1 => (0x7Fu8..0xA0).prop_map(|it| char::from(it).to_string()),
        1 => prop::sample::select(vec![
            '\u{61C}', '\u{200E}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{2028}', '\u{2029}', '\u{FEFF}',
        ])
        .prop_map(String::from),
        2 => prop::sample::select(vec![
            "\"", "\\", "'", "/*", "*/", "//", "r#\"", "\"#", "(", "]", "\r\n", "\n<<<<<<< ", "“", "\\u{", "{",
        ])
        .prop_map(String::from),
    ];
    vec(piece, 0..5).prop_map(|it| it.concat())
}

fn any_id() -> impl Strategy<Value = Id> {
    prop_oneof![3 => "[a-d]".prop_map(Id::from), 1 => any_text().prop_map(Id::from)]
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-2000i32..2000).prop_map(f64::from),
        any::<u64>().prop_map(f64::from_bits),
        any::<i64>().prop_map(|it| it as f64),
        prop::sample::select(vec![
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -0.0,
            0.1,
            1e9,
            1e15,
            1e16,
            1e300
        ]),
    ]
}

fn any_extra() -> impl Strategy<Value = Extra> {
    vec((any_text(), any_text()), 0..3).prop_map(Extra)
}

fn any_origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        Just(Origin::Source),
        Just(Origin::Reader),
        (any_text(), any_text()).prop_map(|(at, by)| Origin::Floor { at, by }),
    ]
}

fn any_cite() -> impl Strategy<Value = Cite> {
    (any_id(), any::<u32>(), any_text(), any_text()).prop_map(|(source, paragraph, label, print)| Cite {
        source,
        paragraph,
        label,
        print,
    })
}

fn any_node() -> impl Strategy<Value = Node> {
    let texts = (any_text(), any_text(), any_text(), any_text());
    let lists = (vec(any_text(), 0..3), vec(any_cite(), 0..3), any_extra());
    let words = (0..KINDS.len(), 0..STANDINGS.len(), any_origin());
    (any_id(), texts, lists, words).prop_map(
        |(id, (label, text, note, asserted_by), (tags, cites, extra), (kind, standing, origin))| Node {
            label,
            note: note.into(),
            asserted_by: asserted_by.into(),
            standing: STANDINGS[standing],
            origin: origin.into(),
            tags: tags.into(),
            cites: cites.into(),
            extra: extra.into(),
            ..Node::new(id, KINDS[kind].kind, text)
        },
    )
}

fn any_link() -> impl Strategy<Value = Link> {
    let basis = prop::sample::select(vec![Basis::States, Basis::Implies, Basis::Reader]);
    let ends = (any_id(), vec(any_id(), 0..3), any_id(), 0..RELATIONS.len());
    (ends, any::<bool>(), basis, any_text(), any_origin(), any_extra()).prop_map(
        |((id, from, to, relation), mutual, basis, reason, origin, extra)| Link {
            mutual,
            basis,
            reason: reason.into(),
            origin: origin.into(),
            extra: extra.into(),
            ..Link::new(id, from, to, RELATIONS[relation].relation)
        },
    )
}

fn any_group() -> impl Strategy<Value = Group> {
    (any_id(), any_text(), any::<u16>(), vec(any_id(), 0..3)).prop_map(|(id, title, hue, members)| Group {
        id,
        title,
        hue,
        members,
    })
}

fn any_source() -> impl Strategy<Value = Source> {
    let more = (any_text(), any_text(), any_text(), any_text(), any_text());
    (any_id(), any_text(), vec(any_text(), 0..3), more).prop_map(
        |(id, title, authors, (publisher, published, url, licence, note))| Source {
            id,
            title,
            authors,
            publisher,
            published,
            url,
            licence,
            note,
        },
    )
}

fn any_framing() -> impl Strategy<Value = Framing> {
    (any_number(), any_number(), any_number()).prop_map(|(x, y, zoom)| Framing { x, y, zoom })
}

fn any_lens() -> impl Strategy<Value = Lens> {
    prop_oneof![
        any_text().prop_map(Lens::AssertedBy),
        prop::sample::select(vec![Basis::States, Basis::Implies, Basis::Reader]).prop_map(Lens::Basis),
        prop::sample::select(vec![OriginKind::Source, OriginKind::Reader, OriginKind::Floor]).prop_map(Lens::Origin),
        (0..KINDS.len()).prop_map(|it| Lens::Kind(KINDS[it].kind)),
        any_id().prop_map(Lens::Group),
        any_text().prop_map(Lens::Tag),
    ]
}

fn any_view() -> impl Strategy<Value = View> {
    let shown = (
        vec(any_id(), 0..3),
        vec(any_id(), 0..3),
        vec(any_lens(), 0..3),
        any::<bool>(),
    );
    (any_id(), any_text(), shown, proptest::option::of(any_framing())).prop_map(
        |(id, title, (folded, only, lenses, gathered), camera)| View {
            id,
            title,
            folded,
            only,
            lenses,
            gathered,
            camera,
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    let shown = (
        vec(any_id(), 0..3),
        vec(any_id(), 0..3),
        vec(any_id(), 0..3),
        any::<bool>(),
        proptest::option::of(any_framing()),
    );
    (any_id(), any_text(), any_text(), any::<u32>(), shown).prop_map(
        |(id, title, note, seconds, (show, folded, focus, gathered, camera))| Step {
            id,
            title,
            note,
            seconds,
            show,
            folded,
            focus,
            gathered,
            camera,
        },
    )
}

fn any_parked() -> impl Strategy<Value = Parked> {
    (any_id(), any_text(), any_origin()).prop_map(|(id, text, origin)| Parked { id, text, origin })
}

fn any_hands() -> impl Strategy<Value = u32> {
    prop_oneof![2 => Just(0), 2 => 1..30u32, 1 => any::<u32>()]
}

fn any_round() -> impl Strategy<Value = Round> {
    let hands = [any_hands(), any_hands(), any_hands(), any_hands(), any_hands()];
    (any_id(), any_id(), any_text(), hands).prop_map(|(id, node, at, [rejected, doubtful, open, likely, granted])| {
        Round {
            id,
            node,
            at,
            rejected,
            doubtful,
            open,
            likely,
            granted,
        }
    })
}

/// What one side of a merge may have made of any field of any record.
fn any_value() -> impl Strategy<Value = truss::map::Value> {
    use truss::map::Value as V;
    type Make = fn(String) -> V;
    let texts: Vec<Make> = vec![
        V::Title,
        V::Label,
        V::Text,
        V::Note,
        V::AssertedBy,
        V::Reason,
        V::Publisher,
        V::Published,
        V::Url,
        V::Licence,
    ];
    let ids: Vec<fn(Id) -> V> = vec![V::Thesis, V::Opening, V::To];
    let words = prop_oneof![
        select(vec![V::Removed, V::Kept]),
        (0..KINDS.len()).prop_map(|it| V::Kind(KINDS[it].kind)),
        (0..STANDINGS.len()).prop_map(|it| V::Standing(STANDINGS[it])),
        (0..RELATIONS.len()).prop_map(|it| V::Relation(RELATIONS[it].relation)),
        select(vec![
            V::Basis(Basis::States),
            V::Basis(Basis::Implies),
            V::Basis(Basis::Reader)
        ]),
        any::<bool>().prop_map(V::Mutual),
        any::<bool>().prop_map(V::Gathered),
        any::<u32>().prop_map(V::Minutes),
        any::<u32>().prop_map(V::Seconds),
        any::<u16>().prop_map(V::Hue),
    ];
    let ends = (vec(any_id(), 0..3), any_id(), 0..RELATIONS.len(), any::<bool>());
    prop_oneof![
        3 => words,
        3 => (select(texts), any_text()).prop_map(|(value, text)| value(text)),
        2 => (select(ids), any_id()).prop_map(|(value, id)| value(id)),
        1 => any_extra().prop_map(V::Extra),
        1 => any_origin().prop_map(V::Origin),
        1 => vec(any_cite(), 0..3).prop_map(V::Cites),
        1 => vec(any_id(), 0..3).prop_map(V::From),
        1 => ends.prop_map(|(from, to, relation, mutual)| V::Ends {
            from,
            to,
            relation: RELATIONS[relation].relation,
            mutual,
        }),
        1 => proptest::option::of(any_framing()).prop_map(V::Camera),
        1 => any_round().prop_map(V::Count),
    ]
}

fn any_conflict() -> impl Strategy<Value = Conflict> {
    use About::{Group, Link, Map, Node, Parked, Round, Source, Step, View};
    let about = select(vec![
        Map, Node, Node, Node, Link, Group, Source, View, Step, Parked, Round,
    ]);
    (about, any_id(), any_value(), any_value()).prop_map(|(about, id, ours, theirs)| Conflict {
        about,
        id: if about == Map { Id::default() } else { id },
        ours,
        theirs,
    })
}

/// What is open: in most maps nothing.
fn any_conflicts() -> impl Strategy<Value = Vec<Conflict>> {
    prop_oneof![2 => Just(Vec::new()), 1 => vec(any_conflict(), 0..3)]
}

/// What a workshop added: to half of all maps nothing.
fn any_workshop() -> impl Strategy<Value = (Vec<Parked>, Vec<Round>)> {
    prop_oneof![
        Just((Vec::new(), Vec::new())),
        (vec(any_parked(), 0..3), vec(any_round(), 0..3)),
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    (any_id(), any_number(), any_number(), any::<bool>()).prop_map(|(id, x, y, pinned)| Place { id, x, y, pinned })
}

/// The views, and which of them opens the map: in half of all maps there are none.
fn any_views() -> impl Strategy<Value = (Id, Vec<View>)> {
    prop_oneof![Just((Id::default(), Vec::new())), (any_id(), vec(any_view(), 0..3)),]
}

pub fn any_parts() -> impl Strategy<Value = Parts> {
    let direction = prop_oneof![
        Just(Direction::default()),
        select(DIRECTIONS).prop_map(|it| it.direction)
    ];
    let heading = (any_text(), any_id(), direction, any::<u32>(), any_extra());
    let argument = (vec(any_node(), 0..4), vec(any_link(), 0..4), vec(any_group(), 0..3));
    let rest = (vec(any_source(), 0..3), vec(any_step(), 0..3), vec(any_place(), 0..4));
    (heading, argument, any_views(), rest, any_workshop(), any_conflicts()).prop_map(
        |(
            (title, thesis, direction, minutes, extra),
            (nodes, links, groups),
            (opening, views),
            (sources, steps, placement),
            (parking, rounds),
            conflicts,
        )| {
            Parts {
                heading: Heading {
                    title,
                    thesis,
                    opening,
                    direction,
                    minutes,
                    extra,
                },
                nodes,
                links,
                groups,
                sources,
                views,
                steps,
                parking,
                rounds,
                conflicts,
                placement,
            }
        },
    )
}
