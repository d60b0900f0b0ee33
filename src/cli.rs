//! The command line: a window, or one verb without a window.
//!
//! Results go to the standard output, words about them to the standard error. No verb needs a display, and all of them are
//! there in a program built without the window.

use crate::arranging;
use crate::disk::{self, Base, DiskError, RealFs, SaveError};
use crate::drawing::Sheet;
use crate::drawing::inks::{THEMES, Theme};
use crate::edit::{Document, Edit, HeadingField};
use crate::export::{EXPORTERS, exporter_for, png_of_svg, png_size};
use crate::file::{self, Quote, ReadError, Reading};
use crate::handout::leaves;
use crate::map::{Conflict, DIRECTIONS, Id, Map, plain};
use crate::merge::{merge, sentences, told};
use crate::reading;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  truss                              open the brief, or maps/indo-pacific-brief.ron if it is there
  truss plan.ron                     open a map in a window
  truss plan.ron other.ron           open each in a window of its own
  truss check plan.ron other.ron     list what is wrong, as FILE:LINE:COLUMN
  truss check plan.ron --source report=report.txt
                                     hold every cite against the text of its source
  truss diff old.ron new.ron         say in words in what two maps differ
  truss merge base.ron ours.ron theirs.ron -o new.ron
                                     make two maps one that both came from base.ron
  truss export plan.ron -o plan.png  draw a map without a window
  truss export plan.ron --steps -o handout
                                     the opening view and every step of the talk as pages, into a folder
  truss present plan.ron --step 3    give the talk, from the third step on
  truss arrange plan.ron -o new.ron  place every node anew, into another file";

/// Truss shows a policy brief as an argument map: claims, evidence and recommendations, joined by support and tension.
#[derive(Debug, Parser)]
#[command(name = "truss", version, before_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Line {
    /// The maps to open, each in a window of its own.
    files: Vec<PathBuf>,
    /// List the screens that `truss present --screen` takes.
    #[arg(long, conflicts_with = "files")]
    list_screens: bool,
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
    /// Say in words in what two maps differ: exit status 0 if in nothing, 1 if in something, 2 if one cannot be read. Where
    /// boxes stand does not count.
    Diff {
        /// The older map.
        old: PathBuf,
        /// The newer map.
        new: PathBuf,
    },
    /// Make two maps one that both came from a third: exit status 0 if they agree, 1 if anything is left open, which is said and
    /// listed in the merged map, 2 if one cannot be read; nothing is then written.
    Merge {
        /// The map that both came from; one that is empty or not there counts as a map with nothing in it.
        base: PathBuf,
        /// Our map: what stands where both changed the same.
        ours: PathBuf,
        /// Their map.
        theirs: PathBuf,
        /// Where to write the merged map: OURS, too. An existing file is replaced.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Draw a map as a picture.
    Export {
        /// The map.
        file: PathBuf,
        /// Where to write the picture; its ending says the format. With --steps a folder, which is made if it is not there. An
        /// existing file is replaced.
        #[arg(short, long)]
        output: PathBuf,
        /// The opening view and every step of the talk as pages to hand out, each as SVG and PNG.
        #[arg(long)]
        steps: bool,
        /// The colours.
        #[arg(long, value_name = "THEME", default_value = "light", value_parser = theme_names())]
        theme: String,
    },
    /// Give the talk of a map, in a window.
    Present {
        /// The map.
        file: PathBuf,
        /// The step to begin at, counted from 1.
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=9999))]
        step: u32,
        /// The screen of the room, by its name or its number, as `truss --list-screens` lists them.
        #[arg(long, value_name = "NAME|N")]
        screen: Option<String>,
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
    /// A window.
    Window(Window),
    /// A list of the screens.
    Screens,
    /// Nothing more: a verb has run, with this exit status.
    Done(u8),
}

/// What a window is to begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The map, if one is named.
    pub file: Option<PathBuf>,
    /// Further maps, each for a window of its own.
    pub others: Vec<PathBuf>,
    /// The step, counted from 1, at which its talk begins at once; no talk without.
    pub present: Option<usize>,
    /// The screen of the room, by its name or its number, counted from 1.
    pub screen: Option<String>,
}

/// Runs the verb of a command line, or says that a window is asked for.
pub fn run(line: Line) -> Asked {
    match line.verb {
        None if line.list_screens => Asked::Screens,
        None => {
            let mut files = line.files.into_iter();
            Asked::Window(Window {
                file: files.next(),
                others: files.collect(),
                ..Window::default()
            })
        }
        Some(Verb::Present { file, step, screen }) => match read(&file) {
            Ok((reading, _)) => match present(&reading.map, &file, step) {
                Ok(()) => Asked::Window(Window {
                    file: Some(file),
                    present: Some(step as usize),
                    screen,
                    ..Window::default()
                }),
                Err(why) => Asked::Done(status(Err(why))),
            },
            Err(why) => Asked::Done(status(Err(why))),
        },
        Some(Verb::Diff { old, new }) => Asked::Done(diff(&old, &new)),
        Some(Verb::Merge {
            base,
            ours,
            theirs,
            output,
        }) => Asked::Done(match merge_files(&base, &ours, &theirs, &output) {
            Ok(true) => 0,
            Ok(false) => 1,
            Err(why) => status(Err(why)),
        }),
        Some(Verb::Check { files, sources }) => Asked::Done(check(&files, &sources)),
        Some(Verb::Export {
            file,
            output,
            steps,
            theme,
        }) => {
            let theme = THEMES.iter().find(|it| it.word == theme).unwrap_or(&THEMES[0]);
            Asked::Done(status(match steps {
                true => export_steps(&file, &output, theme),
                false => export(&file, &output, theme),
            }))
        }
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
        let bytes = match disk::read(&RealFs, &source.file) {
            Ok((bytes, _)) => bytes,
            Err(error) => {
                eprintln!("truss: {}", plain(&error.to_string()));
                return 2;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => texts.push((&source.id, text, std::cell::Cell::new(false))),
            Err(_) => {
                let path = named(&source.file);
                eprintln!(
                    "truss: the text of this source is not written in UTF-8; save it as plain text in UTF-8: {path}"
                );
                return 2;
            }
        }
    }
    let mut worst = 0;
    for path in files {
        let name = named(path);
        let bytes = match disk::read(&RealFs, path) {
            Ok((bytes, _)) => bytes,
            Err(error) => {
                eprintln!("truss: {}", plain(&error.to_string()));
                worst = 2;
                continue;
            }
        };
        match file::read(&bytes) {
            Ok(reading) => {
                for problem in &reading.problems {
                    println!("{}", with_quote(&format!("{name}:{problem}"), &problem.quote));
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
                        println!("{name}: {}", plain(&what));
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
                println!("{}", with_quote(&format!("{name}:{error}"), &error.quote));
                worst = 2;
            }
        }
    }
    for (source, _, used) in &texts {
        if !used.get() {
            let source = source.as_str();
            eprintln!(
                "truss: none of these maps has a source {}",
                plain(&format!("{source:?}"))
            );
            worst = 2;
        }
    }
    worst
}

fn read(path: &Path) -> Result<(Reading, disk::Print), String> {
    let (bytes, print) = disk::read(&RealFs, path).map_err(|it| it.to_string())?;
    let reading =
        file::read(&bytes).map_err(|error: ReadError| with_quote(&format!("{}:{error}", named(path)), &error.quote))?;
    Ok((reading, print))
}

/// Whether there is a talk to begin at a step.
fn present(map: &Map, path: &Path, step: u32) -> Result<(), String> {
    let path = named(path);
    match map.steps().len() {
        0 => Err(format!("there is no talk in this map yet; make steps in Truss: {path}")),
        1 if step > 1 => Err(format!("the talk has one step, and no step {step}: {path}")),
        n if step as usize > n => Err(format!("the talk has {n} steps, and no step {step}: {path}")),
        _ => Ok(()),
    }
}

fn diff(old: &Path, new: &Path) -> u8 {
    let maps = read(old).and_then(|old| Ok((old.0.map, read(new)?.0.map)));
    let (old, new) = match maps {
        Ok(maps) => maps,
        Err(why) => return status(Err(why)),
    };
    let sentences = sentences(&old, &new, |_| true);
    for sentence in &sentences {
        println!("{}", plain(sentence));
    }
    u8::from(!sentences.is_empty())
}

/// Whether nothing is left open.
fn merge_files(base: &Path, ours: &Path, theirs: &Path, output: &Path) -> Result<bool, String> {
    let is_ours = disk::is_same(&RealFs, output, ours);
    let old = match disk::read(&RealFs, base) {
        // What both sides added came from nothing: git gives an empty file then.
        Ok((bytes, _)) if bytes.is_empty() => Map::default(),
        Err(DiskError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => Map::default(),
        _ => read_to_merge(base)?.0,
    };
    let (ours, print) = read_to_merge(ours)?;
    let (theirs, _) = read_to_merge(theirs)?;
    let merged = merge(&old, &ours, &theirs);
    let base = if is_ours { Base::Known(print) } else { Base::Anything };
    disk::save(&RealFs, output, file::write(&merged.map).as_bytes(), base).map_err(|it| it.to_string())?;
    let map = &merged.map;
    for conflict in &merged.conflicts {
        println!("{}", plain(&format!("Changed on both sides: {}", told(map, conflict))));
    }
    let is_new = |it: &Conflict| merged.conflicts.iter().any(|other| other.is(it));
    for conflict in map.conflicts().iter().filter(|it| !is_new(it)) {
        println!("{}", plain(&format!("Still open: {}", told(map, conflict))));
    }
    for fault in &merged.faults {
        println!(
            "{}",
            plain(&format!("Does not fit together: {fault}; {}", fault.kind.mend()))
        );
    }
    let open = map.conflicts().len();
    if open > 0 {
        let (conflicts, them) = if open == 1 {
            ("conflict is", "it")
        } else {
            ("conflicts are", "them")
        };
        let path = named(output);
        println!(
            "{}",
            plain(&format!("{open} {conflicts} open; settle {them} in Truss: {path}"))
        );
    }
    Ok(open == 0 && merged.faults.is_empty())
}

/// A map to be merged; what merging drops is said.
fn read_to_merge(path: &Path) -> Result<(Map, disk::Print), String> {
    let (reading, print) = read(path)?;
    if reading.newer {
        return Err(format!(
            "this map was made by a newer Truss; update Truss to merge it: {}",
            named(path)
        ));
    }
    if !reading.losses.is_empty() {
        let path = named(path);
        eprintln!("{path}: has comments or unknown fields, which the merged map does not keep");
    }
    Ok((reading.map, print))
}

fn export_steps(path: &Path, folder: &Path, theme: &Theme) -> Result<(), String> {
    let (reading, _) = read(path)?;
    disk::make_folder(&RealFs, folder).map_err(|it| it.to_string())?;
    for leaf in leaves(&reading.map) {
        let svg = leaf.page(&reading.map).svg(theme);
        let png = png_of_svg(&svg, 1.0)?;
        for (ending, bytes) in [("svg", svg.as_bytes()), ("png", &png)] {
            let output = folder.join(format!("{}.{ending}", leaf.name));
            disk::save(&RealFs, &output, bytes, Base::Anything).map_err(|it: SaveError| it.to_string())?;
            println!("{}", named(&output));
        }
    }
    Ok(())
}

fn export(path: &Path, output: &Path, theme: &Theme) -> Result<(), String> {
    let ending = output
        .extension()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let exporter = exporter_for(&ending).ok_or_else(|| {
        let known: Vec<&str> = EXPORTERS.iter().map(|it| it.ending).collect();
        format!(
            "the name of a picture ends in .{}; choose one that does: {}",
            known.join(" or ."),
            named(output)
        )
    })?;
    if disk::is_same(&RealFs, path, output) {
        return Err(format!(
            "the picture would replace the map itself; choose another name: {}",
            named(output)
        ));
    }
    let (reading, _) = read(path)?;
    let sheet = Sheet::new(&reading.map, arranging::stand_ins(&reading.map));
    let bytes = (exporter.export)(&reading.map, &sheet, theme)?;
    disk::save(&RealFs, output, &bytes, Base::Anything).map_err(|it: SaveError| it.to_string())?;
    if let Some((wide, high)) = png_size(&bytes) {
        eprintln!("{}: {wide} × {high} pixels", named(output));
    }
    Ok(())
}

fn arrange(path: &Path, output: Option<&Path>, direction: Option<&str>) -> Result<(), String> {
    let (reading, print) = read(path)?;
    let in_place = output.is_none_or(|it| disk::is_same(&RealFs, it, path));
    if reading.newer {
        return Err(format!(
            "this map was made by a newer Truss; update Truss to change it: {}",
            named(path)
        ));
    }
    if in_place && !reading.losses.is_empty() {
        return Err(format!(
            "this map has comments or unknown fields, which Truss does not keep when it saves; write into another file with -o: {}",
            named(path)
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
    disk::save(&RealFs, output.unwrap_or(path), text.as_bytes(), base).map_err(|it| it.to_string())?;
    Ok(())
}

/// A path as one line.
fn named(path: &Path) -> String {
    plain(&path.display().to_string())
}

/// What is said on a terminal, line by line, without what could command it: control characters and those that turn text
/// round. Only what we put together ourselves has more than one line.
fn shown(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// A message about a line of a file, and below it that line.
fn with_quote(message: &str, quote: &Quote) -> String {
    match quote.is_empty() {
        true => plain(message),
        false => format!("{}\n{}", plain(message), shown(&quote.to_string())),
    }
}
