//! `export`: any list as a file or to standard output, as an entry of the ledger, and as a take-out where it leaves.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;

use super::call::Call;
use super::import::progress;
use super::interrupt::Interrupt;
use super::list::ask_of;
use super::output;
use super::proof::asked_again;
use super::status::{Failure, Status};
use super::verb::{Arg, JSON, Next, Shape};
use crate::actions::Answers;
use crate::actions::export::{
    ASKED, ASKS, Away, Columns, Exported, Job, NotExported, Of, To, export as hand_out, what,
};
use crate::domain::{Assurance, Context, Id};
use crate::exchange::out::{Format, OutError, Placed};
use crate::listings::{self, Choice};
use crate::sentence;
use crate::session::Reading;
use crate::text::{Shown, Text};

/// What it does.
pub(super) const ABOUT: Text = Text::new(
    "一覧をExcel・CSV・JSON・Markdownで書き出す（操作記録に残る）。端末でなければ標準出力へ",
    "Write a list out as Excel, CSV, JSON or Markdown (an entry of the ledger); to standard output unless that is a terminal",
);

/// What it takes.
pub(super) fn args() -> Vec<Arg> {
    let mut args = vec![
        Arg::new("list", Shape::OneWord(what()), Text::new("どの一覧か", "Which list")),
        Arg::new(
            "format",
            Shape::Word(vec!["xlsx", "csv", "json", "md"]),
            Text::new("形式（初期値 xlsx）", "The format (xlsx unless given)"),
        ),
        Arg::new(
            "encoding",
            Shape::Word(vec!["utf8", "cp932"]),
            Text::new(
                "CSVの文字コード（初期値 utf8、BOM付き）",
                "The encoding of CSV (utf8 with its mark unless given)",
            ),
        ),
        Arg::new(
            "columns",
            Shape::Word(vec!["all", "import"]),
            Text::new("列：すべて、または取込みで読む列だけ", "Columns: all, or those that an import reads"),
        ),
        Arg::new(
            "ids",
            Shape::Value("IDS"),
            Text::new("この番号の行だけ（例 U-0003,U-0007）", "Only these rows: U-0003,U-0007"),
        ),
        Arg::new("filter", Shape::Value("TEXT"), Text::new("絞込", "Filter")),
        Arg::new(
            "only",
            Shape::Value("WORD"),
            Text::new("条件のある行だけ（一覧の --only と同じ）", "Only rows of a condition, as in the list"),
        ),
        Arg::new(
            "of",
            Shape::Value("ID"),
            Text::new("この行に属する行だけ", "Only rows that belong to this one"),
        ),
        Arg::new("sort", Shape::Value("ORDER"), Text::new("並び順", "Order")),
        Arg::new("reverse", Shape::Flag, Text::new("逆順", "The other way round")),
        Arg::new(
            "output",
            Shape::File,
            Text::new(
                "保存先のフォルダー（名前は自動）か新しいファイル",
                "A folder (the name is made), or a new file",
            ),
        ),
        Arg::new(
            "take_out",
            Shape::Word(vec!["yes", "no"]),
            Text::new(
                "事業所外へ持ち出しますか。yes なら媒体・目的・期間を記録（第12条(9)）",
                "Will it leave the office? yes: with medium, purpose and period (Art. 12(9))",
            ),
        ),
        Arg::new("json", Shape::Flag, JSON),
    ];
    args.extend(ASKS.iter().map(|field| {
        let shape = if field.id == "from" || field.id == "due" { "DAY" } else { "TEXT" };
        Arg::new(field.id, Shape::Value(shape), field.label)
    }));
    args
}

/// Exports a list.
pub(super) fn export(call: &Call<'_>) -> Result<Next, Failure> {
    let (of, format) = (of(call)?, format(call)?);
    let place = place(call);
    let mut session = call.sign_in()?;
    let away = away(call, &session.context())?;
    asked_again(call, &mut session, Text::new("一覧の書出し", "Exporting a list"))?;
    if session.is_service() {
        // Its key is made for what it does.
        session.assure(Assurance::JustProved);
    }
    let ctx = session.context();
    let job = Job { of, columns: columns(call), format, lang: call.lang(), away };
    let trace = session.trace();
    let mut leave = |trail: crate::actions::print::Trail| {
        trace.has_read(&Reading { action: trail.action, object: trail.object, details: trail.details })
    };
    let (bar, listening) = (progress(), Interrupt::listen()?);
    let mut go = |rows| {
        bar.set_position(rows);
        listening.go()
    };
    let mut stdout = output::buffered();
    let to = match place {
        Place::Stdout => To::Hand(&mut stdout),
        Place::Folder(folder) => To::Place(Placed::Folder(folder.to_owned(), job.file_name(&ctx))),
        Place::File(path) => To::Place(Placed::Path(path.to_owned())),
    };
    let exported = hand_out(&mut session.store, &ctx, &job, to, &mut leave, &mut go);
    bar.finish_and_clear();
    stdout.flush()?;
    drop(stdout);
    tell(call, &exported?)?;
    Ok(Status::Done.into())
}

/// Where it goes.
enum Place<'c> {
    Stdout,
    Folder(&'c Path),
    File(&'c Path),
}

fn place<'c>(call: &'c Call<'_>) -> Place<'c> {
    match call.file("output") {
        None if std::io::stdout().is_terminal() || call.has("json") => Place::Folder(&call.config.output),
        None => Place::Stdout,
        Some(path) if path == Path::new("-") => Place::Stdout,
        Some(path) if path.is_dir() || path.extension().is_none() => Place::Folder(path),
        Some(path) => Place::File(path),
    }
}

fn format(call: &Call<'_>) -> Result<Format, Failure> {
    match (call.maybe("format"), call.maybe("encoding")) {
        (Some("json"), None) => Ok(Format::Json),
        (Some("md"), None) => Ok(Format::Markdown),
        (Some("csv"), None | Some("utf8")) => Ok(Format::Csv),
        (Some("csv") | None, Some("cp932")) => Ok(Format::Cp932),
        (None, Some(_)) => Ok(Format::Csv),
        (_, None) => Ok(Format::Xlsx),
        (Some(_), Some(_)) => Err(Failure::usage(Text::new(
            "--encoding は CSV だけに付けられます。",
            "--encoding goes with CSV only.",
        ))),
    }
}

fn columns(call: &Call<'_>) -> Columns {
    if call.maybe("columns") == Some("import") { Columns::ForImport } else { Columns::All }
}

fn of(call: &Call<'_>) -> Result<Of, Failure> {
    let whole = Of::read(call.text("list")).unwrap_or(Of::Today);
    let Of::Shown(noun, _) = whole else {
        return match ["ids", "filter", "only", "of", "sort"].into_iter().find(|id| call.maybe(id).is_some()) {
            None => Ok(whole),
            Some(_) => Err(Failure::usage(Text::new(
                "本日の対応・規程・操作記録は、絞り込まずに書き出します。",
                "Today's list, the clauses and the ledger are exported as they are.",
            ))),
        };
    };
    if let Some(typed) = call.maybe("ids") {
        let words = typed.split([',', '、', ' ']).filter(|word| !word.is_empty());
        let ids: Result<Vec<Id>, Failure> = words.map(|word| super::verb::read_id(word, noun)).collect();
        return Ok(Of::Chosen(noun, ids?));
    }
    let Some(listing) = listings::of(noun) else { return Ok(whole) };
    one_of(call, "only", listing.tallies)?;
    one_of(call, "sort", listing.orders)?;
    Ok(Of::Shown(noun, ask_of(call, listing)?))
}

/// A word that this list does not know is said to be none.
fn one_of(call: &Call<'_>, option: &'static str, words: &[Choice]) -> Result<(), Failure> {
    let Some(typed) = call.maybe(option).filter(|typed| words.iter().all(|word| word.id != *typed)) else {
        return Ok(());
    };
    let known: Vec<&str> = words.iter().map(|word| word.id).collect();
    Err(Failure::usage(sentence!(
        "--{option}：「{typed}」はこの一覧にありません。使えるもの：{known}",
        "--{option}: this list has no \"{typed}\". It has: {known}",
        option = option,
        typed = Shown::new(typed),
        known = known.join(" ")
    )))
}

/// The question must be answered: on the terminal it is asked, elsewhere the option says it.
fn away(call: &Call<'_>, ctx: &Context) -> Result<Away, Failure> {
    let leaves = match call.maybe("take_out") {
        Some(word) => word == "yes",
        None if std::io::stdin().is_terminal() => {
            let asked = sentence!("{asked}（y/N）: ", "{asked} (y/N): ", asked = ASKED);
            super::prompt::yes(asked.get(call.lang()))?
        }
        None => {
            return Err(Failure::usage(Text::new(
                "事業所外へ持ち出しますか：--take-out yes か --take-out no を付けてください。",
                "Will it leave the office? Add --take-out yes or --take-out no.",
            )));
        }
    };
    if !leaves {
        return Ok(Away::Stays);
    }
    let typed: BTreeMap<String, String> = ASKS
        .iter()
        .filter_map(|field| Some((field.id.to_owned(), call.maybe(field.id)?.to_owned())))
        .collect();
    let answers = Answers::read(&ASKS, &typed, "", ctx.today());
    Ok(Away::Taken(answers.map_err(|error| Failure::usage(error.sentence))?))
}

fn tell(call: &Call<'_>, exported: &Exported) -> Result<(), Failure> {
    if let Some(takeout) = exported.takeout {
        call.tell(&sentence!(
            "持出し {takeout} として届け出ました。開始の前に承認を受けてください。",
            "Entered as take-out {takeout}: have it approved before it begins.",
            takeout = takeout
        ));
    }
    if let Some(path) = &exported.path {
        call.tell(&sentence!(
            "{rows}行を {file} に保存しました。",
            "{rows} rows are saved as {file}.",
            rows = exported.rows,
            file = Shown::new(&path.to_string_lossy())
        ));
    }
    if !call.has("json") {
        return Ok(());
    }
    output::print_json(&serde_json::json!({
        "rows": exported.rows,
        "file": exported.path,
        "ledger": exported.entry,
        "takeout": exported.takeout.map(|id| id.to_string()),
    }))
}

impl From<NotExported> for Failure {
    fn from(error: NotExported) -> Failure {
        let status = match &error {
            NotExported::Told(outcome) => Status::of(outcome),
            NotExported::Stopped => Status::Refused,
            NotExported::Out(OutError::Unencodable { .. } | OutError::TooManyRows(_)) => Status::Refused,
            NotExported::Out(OutError::Io(error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Status::Usage
            }
            NotExported::Out(_) | NotExported::Trail(_) => Status::Internal,
            NotExported::Store(error) if error.is_busy() => Status::Conflict,
            NotExported::Store(_) => Status::Internal,
        };
        Failure::new(status, error.sentence())
    }
}
