//! How open conflicts are written: one a line.

use super::writing::{
    Fields, basis_word, kind_word, relation_word, standing_word, write_cites, write_extra, write_framing, write_origin,
    write_round, write_text, write_texts, write_whole,
};
use crate::map::{About, Conflict, Id, Value};

pub(super) fn write_conflict(out: &mut String, conflict: &Conflict) {
    let mut fields = Fields::open(out, None);
    fields.word("about", about_word(conflict.about));
    if !conflict.id.is_empty() {
        fields.text("id", conflict.id.as_str());
    }
    fields.put("ours", |out| write_value(out, &conflict.ours));
    fields.put("theirs", |out| write_value(out, &conflict.theirs));
    fields.close("");
}

fn about_word(about: About) -> &'static str {
    match about {
        About::Map => "Map",
        About::Node => "Node",
        About::Link => "Link",
        About::Group => "Group",
        About::Source => "Source",
        About::View => "View",
        About::Step => "Step",
        About::Parked => "Parked",
        About::Round => "Round",
    }
}

fn write_value(out: &mut String, value: &Value) {
    let word = |it: bool| if it { "true" } else { "false" };
    let mut put = |name: &str, write: &dyn Fn(&mut String)| {
        out.push_str(name);
        out.push('(');
        write(out);
        out.push(')');
    };
    match value {
        Value::Removed => out.push_str("Removed"),
        Value::Kept => out.push_str("Kept"),
        Value::Title(text) => put("Title", &|out| write_text(out, text)),
        Value::Thesis(id) => put("Thesis", &|out| write_text(out, id.as_str())),
        Value::Opening(id) => put("Opening", &|out| write_text(out, id.as_str())),
        Value::Minutes(n) => put("Minutes", &|out| write_whole(out, *n)),
        Value::Extra(extra) => put("Extra", &|out| write_extra(out, extra)),
        Value::Kind(kind) => put("Kind", &|out| out.push_str(kind_word(*kind))),
        Value::Label(text) => put("Label", &|out| write_text(out, text)),
        Value::Text(text) => put("Text", &|out| write_text(out, text)),
        Value::Note(text) => put("Note", &|out| write_text(out, text)),
        Value::AssertedBy(text) => put("AssertedBy", &|out| write_text(out, text)),
        Value::Standing(standing) => put("Standing", &|out| out.push_str(standing_word(*standing))),
        Value::Origin(origin) => put("Origin", &|out| write_origin(out, origin)),
        Value::Cites(cites) => put("Cites", &|out| write_cites(out, cites)),
        Value::From(from) => put("From", &|out| write_texts(out, from.iter().map(Id::as_str))),
        Value::To(to) => put("To", &|out| write_text(out, to.as_str())),
        Value::Relation(relation) => put("Relation", &|out| out.push_str(relation_word(*relation))),
        Value::Mutual(mutual) => put("Mutual", &|out| out.push_str(word(*mutual))),
        Value::Ends {
            from,
            to,
            relation,
            mutual,
        } => {
            out.push_str("Ends");
            let mut fields = Fields::open(out, None);
            fields.ids("from", from);
            fields.text("to", to.as_str());
            fields.word("relation", relation_word(*relation));
            fields.word("mutual", word(*mutual));
            fields.close("");
        }
        Value::Basis(basis) => put("Basis", &|out| out.push_str(basis_word(*basis))),
        Value::Reason(text) => put("Reason", &|out| write_text(out, text)),
        Value::Hue(hue) => put("Hue", &|out| write_whole(out, (*hue).into())),
        Value::Publisher(text) => put("Publisher", &|out| write_text(out, text)),
        Value::Published(text) => put("Published", &|out| write_text(out, text)),
        Value::Url(text) => put("Url", &|out| write_text(out, text)),
        Value::Licence(text) => put("Licence", &|out| write_text(out, text)),
        Value::Gathered(gathered) => put("Gathered", &|out| out.push_str(word(*gathered))),
        Value::Camera(None) => put("Camera", &|out| out.push_str("None")),
        Value::Camera(Some(framing)) => put("Camera", &|out| write_framing(out, *framing)),
        Value::Seconds(n) => put("Seconds", &|out| write_whole(out, *n)),
        Value::Count(round) => put("Count", &|out| write_round(out, round)),
    }
}
