//! The board as a report that can be handed over: Markdown to read, CSV to count.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::cli::output;
use crate::cli::status::{Failure, Status};
use crate::exchange::CsvList;
use crate::listings::board::{Standing, Status as Stands};
use crate::regulation::book::BOOK;
use crate::sentence;
use crate::text::date::Day;
use crate::text::{Lang, Sentence, Shown, Text};

/// Whose report it is, of which day, in which language.
pub(super) struct Of {
    /// 事業所名, harmless.
    pub(super) office: String,
    /// The day.
    pub(super) day: Day,
    /// The language.
    pub(super) lang: Lang,
}

/// Writes both files into a folder, or the Markdown to standard output where `to` is `-`.
pub(super) fn write(of: &Of, standings: &[Standing], to: &str) -> Result<Sentence, Failure> {
    if to == "-" {
        output::print(&markdown(of, standings))?;
        return Ok(Sentence::default());
    }
    let name = |ending: &str| Path::new(to).join(format!("clauses-{}.{ending}", of.day));
    let (md, csv) = (name("md"), name("csv"));
    new_file(&md, markdown(of, standings).as_bytes())?;
    new_file(&csv, &as_csv(of, standings)?)?;
    Ok(sentence!(
        "報告を {md} と {csv} に保存しました。",
        "The report is saved as {md} and {csv}.",
        md = shown(&md),
        csv = shown(&csv)
    ))
}

fn shown(path: &Path) -> String {
    Shown::new(&path.to_string_lossy()).to_string()
}

/// A file that is there already stays as it is.
fn new_file(path: &PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    let file = shown(path);
    match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(
            Status::Refused,
            sentence!(
                "{file} はすでにあります。上書きはしません。別のフォルダーを指定してください。",
                "{file} is there already and is not overwritten. Name another folder.",
                file = file
            ),
        ),
        io::ErrorKind::NotFound => Failure::new(
            Status::NotFound,
            sentence!(
                "{file} を作れません。フォルダーがありません。",
                "{file} cannot be made: there is no such folder.",
                file = file
            ),
        ),
        _ => Failure::new(
            Status::Internal,
            sentence!(
                "{file} を作れません。理由：{why}",
                "{file} cannot be made: {why}.",
                file = file,
                why = error
            ),
        ),
    }
}

const TITLE: Text = Text::new("規程の点検", "How the clauses stand");
const COLUMNS: [Text; 8] = [
    Text::new("条項", "Clause"),
    Text::new("表題", "Title"),
    Text::new("責任者", "Holder"),
    Text::new("強さ", "Strength"),
    Text::new("状態", "Status"),
    Text::new("証跡", "Evidence"),
    Text::new("残り", "Open"),
    Text::new("説明", "Why"),
];

fn markdown(of: &Of, standings: &[Standing]) -> String {
    let lang = of.lang;
    let mut out = format!(
        "# {}\n\n{}  \n{}  \n{}\n\n",
        TITLE.get(lang),
        BOOK.name.get(lang),
        in_markdown(&of.office),
        of.day
    );
    for status in Stands::ALL {
        let count = standings.iter().filter(|standing| standing.status == *status).count();
        out.push_str(&format!("- {}: {count}\n", status.label().get(lang)));
    }
    for part in BOOK.parts {
        out.push_str(&format!("\n## {}\n\n", part.title.get(lang)));
        let head: Vec<&str> = COLUMNS.iter().map(|column| column.get(lang)).collect();
        out.push_str(&format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(COLUMNS.len())));
        let of_part =
            |standing: &&Standing| part.clauses.iter().any(|clause| clause.id == standing.clause.id);
        for standing in standings.iter().filter(of_part) {
            let cells = cells(standing, lang).map(|cell| in_markdown(&cell));
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    out
}

/// As exports write it.
fn as_csv(of: &Of, standings: &[Standing]) -> Result<Vec<u8>, Failure> {
    let mut list = CsvList::new(Vec::new())?;
    list.row(std::iter::once("id").chain(COLUMNS.iter().map(|column| column.get(of.lang))))?;
    for standing in standings {
        let cells = cells(standing, of.lang);
        list.row(std::iter::once(standing.clause.id.as_str()).chain(cells.iter().map(String::as_str)))?;
    }
    Ok(list.finish()?)
}

fn cells(standing: &Standing, lang: Lang) -> [String; 8] {
    let clause = standing.clause;
    let holders: Vec<&str> = clause.holders.iter().map(|holder| holder.text().get(lang)).collect();
    [
        clause.shown_as.get(lang).to_owned(),
        clause.title.get(lang).to_owned(),
        holders.join(if lang == Lang::Ja { "・" } else { ", " }),
        clause.strength.text().get(lang).to_owned(),
        standing.status.label().get(lang).to_owned(),
        standing.evidence.to_string(),
        standing.open.to_string(),
        standing.sentence.get(lang).to_owned(),
    ]
}

fn in_markdown(text: &str) -> String {
    text.replace('|', "\\|")
}
