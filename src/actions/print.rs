//! Printing: a paper about the register is entered in the ledger before it is handed over.
//!
//! Filled and checked first, so that nothing is entered of what cannot be printed. A session that only reads leaves
//! its trace in the spool, as with every reading; its papers have no ledger number.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::authorise::{Decision, Standing, Whose, Wish, decide, permit};
use super::outcome::{Outcome, READ_ONLY, Refusal};
use super::perform::{draft, scope};
use super::table;
use crate::domain::{Context, Id};
use crate::exchange::template::NotFilled;
use crate::paper::{self, Filled, Format, Order, PaperError, Sheet, Typeface, Unfit};
use crate::sentence;
use crate::store::file_error::FileError;
use crate::store::{Store, StoreError, ledger};
use crate::text::date::wareki;
use crate::text::{Sentence, to_json};

/// What is to be printed.
#[derive(Clone, Debug)]
pub struct Job {
    /// The kind of paper.
    pub sheet: &'static Sheet,
    /// Of what, and how.
    pub order: Order,
    /// In which typeface.
    pub typeface: Typeface,
    /// As what.
    pub format: Format,
    /// Somebody else's workbook to be filled in, in place of the own layout.
    pub template: Option<PathBuf>,
}

/// A paper, made and entered.
#[derive(Debug)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The name of its file.
    pub name: String,
    /// Its entry of the ledger; none in a session that only reads.
    pub entry: Option<i64>,
}

/// The trace of a print in a session that only reads.
#[derive(Clone, Debug)]
pub struct Trail {
    /// Its id in the ledger.
    pub action: &'static str,
    /// The row; empty for none.
    pub object: String,
    /// Facts, as JSON.
    pub details: String,
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// Not for this role.
    #[error("refused")]
    Refused(Box<Refusal>),
    /// The register does not give it.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It cannot be set.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The workbook that was to be filled in does not take it.
    #[error("the workbook is not filled in")]
    Template(NotFilled),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The trace cannot be left.
    #[error(transparent)]
    Trail(#[from] FileError),
}

/// Fills a paper, enters it and sets it; `leave` takes the trace where the store takes no write.
pub fn print(
    store: &mut Store,
    ctx: &Context,
    job: &Job,
    leave: &mut dyn FnMut(Trail) -> Result<(), FileError>,
) -> Result<Printed, NotPrinted> {
    may_read(ctx, job.sheet)?;
    if job.format == Format::Xlsx && job.sheet.workbook.is_none() {
        return Err(PaperError::NoWorkbook(job.sheet.label).into());
    }
    let reader = store.reader(scope(ctx), ctx.today());
    let mut filled = (job.sheet.fill)(&reader, ctx, &job.order)?;
    name_actions(&mut filled.data);
    filled.data["printed_on"] = wareki(ctx.today()).into();
    let workbook = workbook(job, &filled)?;
    if workbook.is_none() {
        paper::missing(&filled, job.typeface)?;
    }
    let entry = entered(store, ctx, job, &filled, leave)?;
    filled.data["entry"] = entry.into();
    let format = if workbook.is_some() { Format::Xlsx } else { Format::Pdf };
    let bytes = match workbook {
        Some(bytes) => bytes,
        None => paper::typeset(job.sheet, &filled, job.typeface, ctx.now)?,
    };
    let name = paper::file_name(job.sheet, filled.about, ctx.today(), format.word());
    Ok(Printed { bytes, name, entry })
}

/// Puts the words of actions in the place of their ids, in the columns of tables that hold them.
fn name_actions(data: &mut Value) {
    for block in data["blocks"].as_array_mut().into_iter().flatten() {
        let Some(column) = block["actions"].as_u64() else { continue };
        for row in block["rows"].as_array_mut().into_iter().flatten() {
            let Some(cell) = row.get_mut(column as usize) else { continue };
            *cell = table::words_of(cell.as_str().unwrap_or_default()).ja.into();
        }
    }
}

/// The paper as a workbook, where it is one: somebody else's, or in the own layout.
fn workbook(job: &Job, filled: &Filled) -> Result<Option<Vec<u8>>, NotPrinted> {
    let none = || NotPrinted::Paper(PaperError::NoWorkbook(job.sheet.label));
    if let Some(template) = &job.template {
        let fill = job.sheet.template_of_others.ok_or_else(none)?;
        return fill(template, &filled.data).map(Some).map_err(NotPrinted::Template);
    }
    if job.format == Format::Pdf {
        return Ok(None);
    }
    let make = job.sheet.workbook.ok_or_else(none)?;
    let made = make(&filled.data).map_err(|error| PaperError::Template(error.to_string()))?;
    Ok(Some(made))
}

/// A denial is decided before anything is loaded; inside the write it is entered.
fn may_read(ctx: &Context, sheet: &Sheet) -> Result<(), NotPrinted> {
    match decide(ctx.actor.role, Wish::Print(sheet.action), Whose::Own, Standing::Acting) {
        Decision::Allowed => Ok(()),
        Decision::Denied(finding) => Err(NotPrinted::Refused(Box::new(Refusal::denied(finding)))),
        Decision::NotFound | Decision::ReadOnly => Err(NotPrinted::Refused(Box::new(Refusal::read_only()))),
    }
}

fn entered(
    store: &mut Store,
    ctx: &Context,
    job: &Job,
    filled: &Filled,
    leave: &mut dyn FnMut(Trail) -> Result<(), FileError>,
) -> Result<Option<i64>, NotPrinted> {
    let object = filled.about.map_or(String::new(), |id| id.to_string());
    let details = details(ctx, job);
    if store.is_read_only() {
        leave(Trail { action: job.sheet.action, object, details })?;
        return Ok(None);
    }
    let told = store.write::<_, StoreError>(scope(ctx), ctx.today(), |tx| {
        if let Some(denied) = permit(tx, ctx, Wish::Print(job.sheet.action), &object)? {
            return Ok(Err(denied));
        }
        let mut draft = draft(ctx, job.sheet.action, &object, ledger::Outcome::Done);
        draft.details = details;
        Ok(Ok(ledger::append(tx, draft)?.number))
    })?;
    match told {
        Ok(number) => Ok(Some(number)),
        Err(Outcome::Refused(refusal)) => Err(NotPrinted::Refused(Box::new(refusal))),
        Err(_) => Err(NotPrinted::Refused(Box::new(Refusal::read_only()))),
    }
}

/// How it was printed, without anybody's name.
fn details(ctx: &Context, job: &Job) -> String {
    use crate::domain::Wording;
    use crate::paper::{Kimei, Span};
    to_json(&json!({
        "all": job.order.span == Span::All,
        "kimei": job.order.kimei == Kimei::Printed,
        "template": job.template.is_some(),
        "corrected": job.order.wording(ctx) == Wording::Corrected,
    }))
}

impl NotPrinted {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotPrinted::Refused(refusal) if refusal.findings.is_empty() => READ_ONLY.into(),
            NotPrinted::Refused(refusal) => refusal.sentence(),
            NotPrinted::Unfit(Unfit::NotFound(id)) => Outcome::NotFound(*id).sentence(),
            NotPrinted::Unfit(Unfit::Wanting(rows)) => sentence!(
                "印刷できません。理由：{why}",
                "It cannot be printed: {why}",
                why = Sentence::in_a_row(rows)
            ),
            NotPrinted::Unfit(Unfit::Store(error)) | NotPrinted::Store(error) => error.sentence(),
            NotPrinted::Paper(error) => error.sentence(),
            NotPrinted::Template(error) => error.sentence(),
            NotPrinted::Trail(error) => error.sentence(),
        }
    }

    /// The row that was not found, where that is why.
    pub fn missing_row(&self) -> Option<Id> {
        match self {
            NotPrinted::Unfit(Unfit::NotFound(id)) => Some(*id),
            _ => None,
        }
    }
}
