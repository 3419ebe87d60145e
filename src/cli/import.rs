//! `import`: an office's list, first row by row with its findings, then whole, as one entry and one undo.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::call::Call;
use super::interrupt::Interrupt;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::import::{ImportError, Imported, ListFile, NotSaved, Report, ReportRow};
use crate::actions::{Outcome, patiently};
use crate::domain::{Id, Noun};
use crate::exchange::import::Change;
use crate::regulation::finding::Finding;
use crate::sentence;
use crate::text::{Lang, Sentence, Shown, Text, width};

/// Frames a second of the progress line.
const FRAMES: u8 = 4;

macro_rules! lists {
    ($($name:ident $noun:ident),* $(,)?) => {$(
        #[doc = concat!("Imports a list of ", stringify!($name), ".")]
        pub(super) fn $name(call: &Call<'_>) -> Result<Next, Failure> {
            import(call, Noun::$noun)
        }
    )*};
}

lists! {
    users User,
    groups Group,
    invitations Invitation,
    patients Patient,
    memberships Membership,
    devices Device,
    pledges Pledge,
    consents Consent,
    trainings Training,
    applications Application,
    take_outs TakeOut,
    incidents Incident,
    requests Request,
    reviews Review,
    attestations Attestation,
    rules Rule,
    handlers Handler,
    guidelines Guideline,
    contacts Contact,
}

fn import(call: &Call<'_>, noun: Noun) -> Result<Next, Failure> {
    let path = call.file("file").unwrap_or_else(|| call.db());
    let list = ListFile::new(path, noun);
    let is_wanted = !call.has("dry_run") && wanted(call, &list)?;
    let (report, outcome) = if is_wanted { imported(call, &list)? } else { previewed(call, &list)? };
    if let Some(to) = call.file("errors") {
        let saved = list.save_not_taken(&report, to, call.lang())?;
        call.tell(&sentence!(
            "取り込まない {count}行を {file} に保存しました。",
            "{count} rows not taken are saved in {file}.",
            count = saved,
            file = to.display()
        ));
    }
    tell(call, &report, outcome.as_ref())?;
    Ok(status(&report, outcome.as_ref()).into())
}

/// Whether a list that changes what is there, or leaves somebody out, is to be taken in: on a terminal that is asked.
fn wanted(call: &Call<'_>, list: &ListFile) -> Result<bool, Failure> {
    if call.has("yes") || !std::io::stdin().is_terminal() {
        return Ok(true);
    }
    let (report, _) = previewed(call, list)?;
    if report.changed + report.gone == 0 {
        return Ok(true);
    }
    call.tell(&summary(&report, None));
    let question = Text::new("取り込みますか（y/N）: ", "Take it in (y/N): ");
    Ok(super::prompt::yes(question.get(call.lang()))?)
}

fn previewed(call: &Call<'_>, list: &ListFile) -> Result<(Report, Option<Outcome>), Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let (bar, listening) = (progress(), Interrupt::listen()?);
    let mut go = |rows| {
        bar.set_position(rows);
        listening.go()
    };
    let report = list.preview(&session.reader(&ctx), &ctx, &mut go);
    bar.finish_and_clear();
    Ok((report?.ok_or_else(cancelled)?, None))
}

fn imported(call: &Call<'_>, list: &ListFile) -> Result<(Report, Option<Outcome>), Failure> {
    let mut session = call.sign_in()?;
    let ctx = session.context();
    let (bar, listening) = (progress(), Interrupt::listen()?);
    let store = &mut session.store;
    let mut go = |rows| {
        bar.set_position(rows);
        listening.go()
    };
    let imported = patiently(&mut listening.waiting(call), || list.import(store, &ctx, &mut go));
    bar.finish_and_clear();
    Ok(match imported? {
        Imported::Told(outcome, report) => (report, Some(outcome)),
        Imported::Nothing(report) => (report, None),
        Imported::Cancelled => return Err(cancelled()),
    })
}

/// All rows done is 0; a row that is not taken makes it 1.
fn status(report: &Report, outcome: Option<&Outcome>) -> Status {
    match outcome.map(Status::of) {
        Some(Status::Done) | None if report.not_taken > 0 => Status::Refused,
        Some(status) => status,
        None => Status::Done,
    }
}

/// The line that says how far a long job is.
pub(super) fn progress() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(FRAMES));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} [{elapsed}]") {
        bar.set_style(style);
    }
    bar
}

/// An import is one write: stopped anywhere, nothing of it stands.
fn cancelled() -> Failure {
    let sentence = Text::new(
        "中止しました。この一覧からは何も取り込んでいません。",
        "Stopped. Nothing of this list was taken in.",
    );
    Failure::new(Status::Refused, sentence)
}

/// The object of `--json`.
#[derive(Serialize)]
struct Json<'a> {
    outcome: Option<&'static str>,
    ledger: Option<i64>,
    new: u64,
    changed: u64,
    same: u64,
    not_taken: u64,
    gone: u64,
    gone_rows: Vec<Gone<'a>>,
    unread: &'a [String],
    rows: Vec<JsonRow<'a>>,
    sentence: &'a str,
    sentence_en: &'a str,
}

/// A row of the register that the list does not have.
#[derive(Serialize)]
struct Gone<'a> {
    id: Id,
    name: &'a str,
}

/// One row of the file.
#[derive(Serialize)]
struct JsonRow<'a> {
    row: u32,
    label: &'a str,
    change: Change,
    findings: &'a [Finding],
}

fn tell(call: &Call<'_>, report: &Report, outcome: Option<&Outcome>) -> Result<(), Failure> {
    let sentence = summary(report, outcome);
    call.tell(&sentence);
    if !report.unread.is_empty() {
        call.tell(&sentence!(
            "読まない列：{columns}",
            "Columns that are not read: {columns}",
            columns = Shown::new(&report.unread.join(", "))
        ));
    }
    if !call.has("json") {
        let rows = report.rows.iter().map(|row| lines(row, call.lang()));
        return output::print(&rows.chain(gone_lines(report, call.lang())).collect::<String>());
    }
    output::print_json(&Json {
        outcome: outcome.map(|outcome| outcome.word().word()),
        ledger: if let Some(Outcome::Done(receipt)) = outcome { Some(receipt.entry) } else { None },
        new: report.new,
        changed: report.changed,
        same: report.same,
        not_taken: report.not_taken,
        gone: report.gone,
        gone_rows: report.gone_rows.iter().map(|(id, name)| Gone { id: *id, name }).collect(),
        unread: &report.unread,
        rows: report.rows.iter().map(json).collect(),
        sentence: sentence.get(Lang::Ja),
        sentence_en: sentence.get(Lang::En),
    })
}

fn json(row: &ReportRow) -> JsonRow<'_> {
    JsonRow { row: row.number, label: &row.label, change: row.change, findings: &row.findings }
}

fn summary(report: &Report, outcome: Option<&Outcome>) -> Sentence {
    let what = match outcome {
        Some(outcome) => outcome.sentence(),
        None if report.new + report.changed == 0 => {
            Text::new("変更はありません。何も書いていません。", "No changes: nothing was written.").into()
        }
        None => Text::new("何も書いていません。", "Nothing was written.").into(),
    };
    sentence!(
        "新規 {new}、変更 {changed}、変更なし {same}、取り込まない {not_taken}、一覧にない {gone}。{what}",
        "New {new}, changed {changed}, unchanged {same}, not taken {not_taken}, not on the list {gone}. {what}",
        new = report.new,
        changed = report.changed,
        same = report.same,
        not_taken = report.not_taken,
        gone = report.gone,
        what = what
    )
}

/// What the register has and the list leaves out; nothing is done to it.
fn gone_lines(report: &Report, lang: Lang) -> Vec<String> {
    if report.gone == 0 {
        return Vec::new();
    }
    let head = sentence!(
        "この一覧にない登録 {gone}件（そのままにします）：",
        "{gone} rows of the register are not on this list (they stay as they are):",
        gone = report.gone
    );
    let row = |(id, name): &(Id, String)| {
        format!("       {}{}\n", width::pad(&id.to_string(), 8), Shown::new(name))
    };
    std::iter::once(format!("{}\n", head.get(lang))).chain(report.gone_rows.iter().map(row)).collect()
}

/// A row with what it would do, and its findings below it.
fn lines(row: &ReportRow, lang: Lang) -> String {
    let change = width::pad(row.change.label().get(lang), 14);
    let mut out = format!("{:>5}  {change}{}\n", row.number, Shown::new(&row.label));
    for finding in &row.findings {
        let weight = width::pad(finding.severity.label().get(lang), 8);
        out.push_str(&format!("       {weight}{}\n", finding.with_clause().get(lang)));
    }
    out
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Failure {
        match error {
            ImportError::File(error) => Failure::usage(error.sentence()),
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<NotSaved> for Failure {
    fn from(error: NotSaved) -> Failure {
        match error {
            NotSaved::File(error) => Failure::usage(error.sentence()),
            NotSaved::Io(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Failure::usage(Text::new(
                    "--errors のファイルは既にあります。別の名前を指定してください。",
                    "The file of --errors is there already. Choose another name.",
                ))
            }
            NotSaved::Io(error) => error.into(),
        }
    }
}
