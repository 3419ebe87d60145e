//! Exports: a list as a file, and the entry that says so, or neither.
//!
//! The file is written first, where nobody finds it; then the entry is made, with the take-out (持出し) where the list
//! leaves the office, in one transaction; then the file gets its name. A stopped or failed export leaves nothing. A
//! session that only reads leaves its trace in the spool, as with every reading, and takes nothing out.

mod table;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::PathBuf;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::answers::{Answer, Answers};
use super::assurance;
use super::authorise::{Decision, Standing, Whose, Wish, decide, permit};
use super::outcome::{Outcome, Refusal};
use super::perform::{Go, Request, draft, one, scope};
use super::print::Trail;
use super::register::takeout;
use crate::domain::{Assurance, Context, Field, Id};
use crate::exchange::out::{Beside, Format, OutError, Placed, begin};
use crate::regulation::register::takeout::{DESTINATION, FROM, MEDIUM, PROTECTION, PURPOSE, UNTIL};
use crate::sentence;
use crate::store::file_error::FileError;
use crate::store::{Reader, Store, StoreError, Tx, hex, ledger};
use crate::text::date::iso;
use crate::text::{Lang, Sentence, Shown, Text, to_json};

pub use table::{Columns, Of, Rows, what};

/// The id of an export in the ledger.
pub const EXPORT: &str = "export.list";

/// Why the passphrase is asked for.
pub const WHY: Text = Text::new(
    "一覧をファイルに書き出します。本人であることを確かめるため、パスフレーズをもう一度入力してください。",
    "A list leaves the register as a file. Give your passphrase once more, to show that it is you.",
);

/// What is asked of a take-out; what it is, and who takes it, is known.
pub static ASKS: [Field; 6] =
    [MEDIUM.must(), PURPOSE.must(), FROM.must(), UNTIL.must(), DESTINATION.may(), PROTECTION.may()];

/// 事業所外へ持ち出しますか
pub const ASKED: Text = Text::new("事業所外へ持ち出しますか", "Will it leave the office?");

/// What is to be exported, and how.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which list, and which of its rows.
    pub of: Of,
    /// Which of its columns.
    pub columns: Columns,
    /// As what.
    pub format: Format,
    /// In which language its words stand.
    pub lang: Lang,
    /// Whether it leaves the office.
    pub away: Away,
}

/// Whether a list leaves the office.
#[derive(Clone, Debug, PartialEq)]
pub enum Away {
    /// It stays.
    Stays,
    /// It is taken out: medium, purpose and period, as answered.
    Taken(Answers),
}

/// Where a list goes.
pub enum To<'w> {
    /// To its place on disk.
    Place(Placed),
    /// To whoever reads.
    Hand(&'w mut dyn Write),
}

/// A list that is out.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// How many rows it has.
    pub rows: u64,
    /// Where it stands; none where it was handed over.
    pub path: Option<PathBuf>,
    /// Its entry of the ledger; none in a session that only reads.
    pub entry: Option<i64>,
    /// The take-out that it is.
    pub takeout: Option<Id>,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum NotExported {
    /// Not for this role, not in this session, or not as a take-out of this kind.
    #[error("refused")]
    Told(Box<Outcome>),
    /// It was stopped.
    #[error("stopped")]
    Stopped,
    /// The file cannot be written.
    #[error(transparent)]
    Out(#[from] OutError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The trace cannot be left.
    #[error(transparent)]
    Trail(#[from] FileError),
}

impl NotExported {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotExported::Told(outcome) => outcome.sentence(),
            NotExported::Stopped => {
                Text::new("中止しました。何も書き出していません。", "Stopped. Nothing was written out.")
                    .into()
            }
            NotExported::Out(OutError::Io(error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                Text::new(
                    "同じ名前のファイルがあります。上書きはしません。別の名前にしてください。",
                    "A file of that name is there already and is not overwritten. Choose another name.",
                )
                .into()
            }
            NotExported::Out(error) => error.sentence(),
            NotExported::Store(error) => error.sentence(),
            NotExported::Trail(error) => error.sentence(),
        }
    }
}

impl From<io::Error> for NotExported {
    fn from(error: io::Error) -> NotExported {
        NotExported::Out(OutError::Io(error))
    }
}

impl Job {
    /// The name of its file, without anybody on it: `users_2026-11-26.xlsx`.
    pub fn file_name(&self, ctx: &Context) -> String {
        format!("{}_{}.{}", self.of.word(), iso(ctx.today()), self.format.ending())
    }
}

/// Exports a list; `leave` takes the trace where the store takes no write, `go` hears of the rows and may stop it.
pub fn export(
    store: &mut Store,
    ctx: &Context,
    job: &Job,
    to: To<'_>,
    leave: &mut dyn FnMut(Trail) -> Result<(), FileError>,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Exported, NotExported> {
    may(store, ctx, job)?;
    match to {
        To::Place(place) => {
            let mut beside = Beside::begin(&place)?;
            let written = written(store, ctx, job, beside.file(), go)?;
            let entered = entered(store, ctx, job, &written, leave)?;
            Ok(Exported { path: Some(beside.stand(&place)?), ..entered })
        }
        To::Hand(out) => {
            // A file without a name: what is stopped or refused has handed nothing over.
            let mut file = tempfile::tempfile()?;
            let written = written(store, ctx, job, &mut file, go)?;
            let entered = entered(store, ctx, job, &written, leave)?;
            file.rewind()?;
            io::copy(&mut file, out)?;
            out.flush()?;
            Ok(entered)
        }
    }
}

/// A denial is decided before anything is read; inside the write it is decided again, and entered.
fn may(store: &Store, ctx: &Context, job: &Job) -> Result<(), NotExported> {
    let told = |refusal| Err(NotExported::Told(Box::new(Outcome::Refused(refusal))));
    match decide(ctx.actor.role, Wish::Export(job.of.word()), Whose::Own, Standing::Acting) {
        Decision::Allowed => {}
        Decision::Denied(finding) => return told(Refusal::denied(finding)),
        Decision::NotFound | Decision::ReadOnly => return told(Refusal::read_only()),
    }
    if job.away != Away::Stays && store.is_read_only() {
        return told(Refusal::read_only());
    }
    match ctx.assurance {
        Assurance::JustProved => Ok(()),
        Assurance::SignedIn => told(assurance::refusal_because(WHY)),
    }
}

/// What was written: how many rows, and the digest of the bytes.
struct Written {
    rows: u64,
    sha256: String,
}

fn written(
    store: &Store,
    ctx: &Context,
    job: &Job,
    file: &mut File,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Written, NotExported> {
    // The whole list is of one moment, whoever writes meanwhile.
    let _moment = store.moment()?;
    let reader = store.reader(scope(ctx), ctx.today());
    let rows = Rows::of(job);
    let heads = rows.heads(job.lang);
    let title = title(&reader, ctx, job)?;
    let mut out = begin(job.format, BufWriter::new(&mut *file), title.get(job.lang), heads, job.lang)?;
    let mut count = 0;
    rows.each(&reader, ctx, &mut |values| {
        out.row(values)?;
        count += 1;
        if count % TELL_EVERY == 0 && go(count) == Go::Stop { Err(NotExported::Stopped) } else { Ok(()) }
    })?;
    if go(count) == Go::Stop {
        return Err(NotExported::Stopped);
    }
    out.finish()?;
    Ok(Written { rows: count, sha256: digest(file)? })
}

/// What the list is called; a report says also whose it is, and of which day.
fn title(reader: &Reader<'_>, ctx: &Context, job: &Job) -> Result<Sentence, StoreError> {
    if job.format != Format::Markdown {
        return Ok(job.of.label().into());
    }
    let office = reader.office_by_id(ctx.actor.office)?.map(|office| office.name).unwrap_or_default();
    Ok(sentence!(
        "{list}　{office}　{day}",
        "{list}, {office}, {day}",
        list = job.of.label(),
        office = Shown::new(&office),
        day = ctx.today()
    ))
}

/// How often a long export tells how far it is.
const TELL_EVERY: u64 = 256;

fn digest(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; 64 << 10]);
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            return Ok(hex(&<[u8; 32]>::from(hash.finalize())));
        }
        hash.update(&chunk[..count]);
    }
}

fn entered(
    store: &mut Store,
    ctx: &Context,
    job: &Job,
    written: &Written,
    leave: &mut dyn FnMut(Trail) -> Result<(), FileError>,
) -> Result<Exported, NotExported> {
    let object = ctx.actor.office.to_string();
    if store.is_read_only() {
        leave(Trail { action: EXPORT, object, details: details(job, written, None) })?;
        return Ok(Exported { rows: written.rows, path: None, entry: None, takeout: None });
    }
    let written_down = store.write(scope(ctx), ctx.today(), |tx| -> Result<_, NotExported> {
        if let Some(denied) = permit(tx, ctx, Wish::Export(job.of.word()), &object)? {
            return Ok(Err(NotExported::Told(Box::new(denied))));
        }
        let takeout = taken_out(tx, ctx, job, written)?;
        let mut draft = draft(ctx, EXPORT, &object, ledger::Outcome::Done);
        draft.details = details(job, written, takeout);
        let entry = Some(ledger::append(tx, draft)?.number);
        Ok(Ok(Exported { rows: written.rows, path: None, entry, takeout }))
    });
    // Inner: a denial, whose entry stands; outer: nothing does.
    written_down?
}

/// The request for the take-out, by the same act and rules as on the register; what it refuses, refuses the export.
fn taken_out(
    tx: &mut Tx<'_>,
    ctx: &Context,
    job: &Job,
    written: &Written,
) -> Result<Option<Id>, NotExported> {
    let Away::Taken(answers) = &job.away else { return Ok(None) };
    let what = sentence!(
        "{list}一覧 {rows}行（{format}）",
        "{list}, {rows} rows ({format})",
        list = job.of.label(),
        rows = written.rows,
        format = job.format.label()
    );
    let mut answers = answers.clone();
    answers.set("what", Answer::Line(what.get(job.lang).to_owned()));
    if let Some(user) = ctx.actor.user {
        answers.set("user", Answer::Row(user.id()));
    }
    let request =
        Request { action: &takeout::REQUEST, target: ctx.actor.office.id(), version: None, answers };
    match one(tx, ctx, &request, "")? {
        Outcome::Done(receipt) => Ok(Some(receipt.object)),
        other => Err(NotExported::Told(Box::new(other))),
    }
}

/// What was exported, without anybody's name.
fn details(job: &Job, written: &Written, takeout: Option<Id>) -> String {
    to_json(&json!({
        "list": job.of.word(),
        "format": job.format.word(),
        "part": job.of.part(),
        "rows": written.rows,
        "sha256": written.sha256,
        "takeout": takeout.map(|id| id.to_string()),
    }))
}
