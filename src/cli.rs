//! The command line: a window, or one verb without a window.
//!
//! Results go to the standard output, words about them to the standard error. No verb needs a display, and all of them are
//! there in a program built without the window.

use crate::arranging;
use crate::disk::{self, Base, SaveError};
use crate::drawing::Sheet;
use crate::drawing::inks::THEMES;
use crate::edit::{Document, Edit, HeadingField};
use crate::export::{EXPORTERS, exporter_for};
use crate::file::{self, ReadError, Reading};
use crate::map::{DIRECTIONS, Id};
use crate::reading;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  truss                              open the brief, or maps/indo-pacific-brief.ron if it is there
  truss plan.ron                     open a map in a window
  truss check plan.ron other.ron     list what is wrong, as FILE:LINE:COLUMN
  truss check plan.ron --source report=report.txt
                                     hold every cite against the text of its source
  truss export plan.ron -o plan.svg  draw a map without a window
  truss arrange plan.ron -o new.ron  place every node anew, into another file";

/// Truss shows a policy brief as an argument map: claims, evidence and recommendations, joined by support and tension.
#[derive(Debug, Parser)]
#[command(name = "truss", version, before_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Line {
    /// The map to open in a window.
    file: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List what is wrong in maps: exit status 0 if all are sound, 1 if there are problems, 2 if one cannot be read.
    Check {
        /// The maps.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Hold every cite of a source against its text: the paragraph is there, and its words are those that were cited.
        #[arg(long = "source", value_name = "ID=FILE", value_parser = source_text)]
        sources: Vec<SourceText>,
    },
    /// Draw a map as a picture.
    Export {
        /// The map.
        file: PathBuf,
        /// Where to write the picture; its ending says the format. An existing file is replaced.
        #[arg(short, long)]
        output: PathBuf,
        /// The colours.
        #[arg(long, value_name = "THEME", default_value = "light", value_parser = theme_names())]
        theme: String,
    },
    /// Place every node of a map anew: conclusions on top, reasons below, groups side by side.
    Arrange {
        /// The map.
        file: PathBuf,
        /// Where to write the arranged map; without, into the map itself.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Which way the argument runs; without, as the map says. The arranged map keeps it.
        #[arg(long, value_name = "DIRECTION", value_parser = direction_names())]
        direction: Option<String>,
    },
}

fn theme_names() -> PossibleValuesParser {
    PossibleValuesParser::new(THEMES.iter().map(|it| it.word))
}

fn direction_names() -> PossibleValuesParser {
    PossibleValuesParser::new(DIRECTIONS.iter().map(|it| it.option))
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// A window, with this map if one is named.
    Window(Option<PathBuf>),
    /// Nothing more: a verb has run, with this exit status.
    Done(u8),
}

/// Runs the verb of a command line, or says that a window is asked for.
pub fn run(line: Line) -> Asked {
    match line.verb {
        None => Asked::Window(line.file),
        Some(Verb::Check { files, sources }) => Asked::Done(check(&files, &sources)),
        Some(Verb::Export { file, output, theme }) => Asked::Done(status(export(&file, &output, &theme))),
        Some(Verb::Arrange {
            file,
            output,
            direction,
        }) => Asked::Done(status(arrange(&file, output.as_deref(), direction.as_deref()))),
    }
}

fn status(outcome: Result<(), String>) -> u8 {
    match outcome {
        Ok(()) => 0,
        Err(why) => {
            eprintln!("truss: {}", shown(&why));
            2
        }
    }
}

/// The text of a source.
#[derive(Clone, Debug)]
struct SourceText {
    id: Id,
    file: PathBuf,
}

fn source_text(option: &str) -> Result<SourceText, String> {
    match option.split_once('=') {
        Some((id, file)) if !id.is_empty() && !file.is_empty() => Ok(SourceText {
            id: id.into(),
            file: file.into(),
        }),
        _ => Err("write the id of a source, `=` and the file with its text: report=report.txt".into()),
    }
}

fn check(files: &[PathBuf], sources: &[SourceText]) -> u8 {
    let mut texts = Vec::new();
    for source in sources {
        let bytes = match disk::read(&source.file) {
            Ok((bytes, _)) => bytes,
            Err(error) => {
                eprintln!("truss: {}", shown(&error.to_string()));
                return 2;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => texts.push((&source.id, text, std::cell::Cell::new(false))),
            Err(_) => {
                let path = source.file.display().to_string();
                eprintln!("truss: the text is not UTF-8; save it as plain text: {}", shown(&path));
                return 2;
            }
        }
    }
    let mut worst = 0;
    for path in files {
        let name = shown(&path.display().to_string());
        let bytes = match disk::read(path) {
            Ok((bytes, _)) => bytes,
            Err(error) => {
                eprintln!("truss: {}", shown(&error.to_string()));
                worst = 2;
                continue;
            }
        };
        match file::read(&bytes) {
            Ok(reading) => {
                for problem in &reading.problems {
                    println!("{name}:{}", shown(&problem.to_string()));
                    worst = worst.max(1);
                }
                for (source, text, used) in &texts {
                    if !reading.map.sources().contains(source) {
                        continue;
                    }
                    used.set(true);
                    for it in reading::check_cites(&reading.map, source, text) {
                        let (node, source, paragraph) = (it.node.as_str(), source.as_str(), it.cite.paragraph);
                        let what = format!("node {node:?} cites {source:?}, paragraph {paragraph}: {}", it.doubt);
                        println!("{name}: {}", shown(&what));
                        worst = worst.max(1);
                    }
                }
                if reading.losses.comments {
                    eprintln!("{name}: has comments, which Truss does not keep when it saves");
                }
                if reading.newer {
                    eprintln!(
                        "{name}: was made by a newer Truss (version {}): some of it may go unchecked",
                        reading.version
                    );
                }
            }
            Err(error) => {
                println!("{name}:{}", shown(&error.to_string()));
                worst = 2;
            }
        }
    }
    for (source, _, used) in &texts {
        if !used.get() {
            let source = source.as_str();
            eprintln!(
                "truss: none of these maps has a source {}",
                shown(&format!("{source:?}"))
            );
            worst = 2;
        }
    }
    worst
}

fn read(path: &Path) -> Result<(Reading, disk::Print), String> {
    let (bytes, print) = disk::read(path).map_err(|it| it.to_string())?;
    let reading = file::read(&bytes).map_err(|error: ReadError| format!("{}:{error}", path.display()))?;
    Ok((reading, print))
}

fn export(path: &Path, output: &Path, theme: &str) -> Result<(), String> {
    let ending = output
        .extension()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let exporter = exporter_for(&ending).ok_or_else(|| {
        let known: Vec<&str> = EXPORTERS.iter().map(|it| it.ending).collect();
        format!("the picture must end in .{}: {}", known.join(" or ."), output.display())
    })?;
    if disk::is_same(path, output) {
        return Err(format!(
            "the picture would replace the map itself; choose another name: {}",
            output.display()
        ));
    }
    let (reading, _) = read(path)?;
    let sheet = Sheet::new(&reading.map, arranging::stand_ins(&reading.map));
    let theme = THEMES.iter().find(|it| it.word == theme).unwrap_or(&THEMES[0]);
    let bytes = (exporter.export)(&reading.map, &sheet, theme);
    disk::save(output, &bytes, Base::Anything).map_err(|it: SaveError| it.to_string())?;
    Ok(())
}

fn arrange(path: &Path, output: Option<&Path>, direction: Option<&str>) -> Result<(), String> {
    let (reading, print) = read(path)?;
    let in_place = output.is_none_or(|it| disk::is_same(it, path));
    if reading.newer {
        return Err(format!(
            "this map was made by a newer Truss; update Truss to change it: {}",
            path.display()
        ));
    }
    if in_place && !reading.losses.is_empty() {
        return Err(format!(
            "the file has comments or fields that Truss would drop; write into another file with -o: {}",
            path.display()
        ));
    }
    let mut document = Document::new(reading.map);
    let direction = DIRECTIONS.iter().find(|it| Some(it.option) == direction);
    if let Some(row) = direction.filter(|it| it.direction != document.map().heading().direction) {
        let edit = Edit::SetHeading(HeadingField::Direction(row.direction));
        document.apply(edit).map_err(|it| it.to_string())?;
    }
    if let Some(edit) = arranging::arrange_all(document.map(), &|| false) {
        document.apply(edit).map_err(|it| it.to_string())?;
    }
    let text = file::write(document.map());
    let base = if in_place { Base::Known(print) } else { Base::Anything };
    disk::save(output.unwrap_or(path), text.as_bytes(), base).map_err(|it| it.to_string())?;
    Ok(())
}

/// Text from files and paths without what could command a terminal: control characters and those that turn text round.
fn shown(text: &str) -> String {
    let unseen = |it: char| {
        it.is_control() && it != '\n'
            || matches!(it, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|it| if unseen(it) { '\u{FFFD}' } else { it })
        .collect()
}
