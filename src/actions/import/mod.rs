//! Imports: a whole list as one write. First a preview, then one transaction, one ledger entry, one undo.
//!
//! Rows that cannot be taken are named with the reason and left out; the rest is written or, where the job is
//! cancelled or fails, nothing is. A list that changes nothing leaves no entry.

use std::collections::HashSet;

use serde::Serialize;

use super::authorise::{Decision, Standing, Whose, Wish, decide, permit};
use super::outcome::{Outcome, Receipt, Refusal};
use super::perform::{Go, draft, scope};
use super::table;
use crate::domain::{Context, Id, Noun, Role};
use crate::exchange::ExchangeError;
use crate::exchange::import::{Change, Importer, LISTS, Planned, ReadRow, Write, importer};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::store::ledger;
use crate::store::{Committed, Known, Reader, Store, StoreError, Tx};
use crate::text::{Lang, Sentence};

pub mod compare;
mod file;
pub mod mcs;
mod write;

pub use file::{ListFile, NotSaved, typed_path};

/// How many rows a report keeps one by one; every row with a finding that stops it is kept up to the same number.
pub const ROWS_KEPT: usize = 2_000;

/// After so many rows a long import tells how far it is, and hears whether to go on: a few milliseconds.
const TELL_EVERY: u64 = 32;

/// Which file was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileFacts {
    /// Its name, without folders.
    pub file: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Rows that would be new.
    pub new: u64,
    /// Rows that would change.
    pub changed: u64,
    /// Rows that are in the register as they are.
    pub same: u64,
    /// Rows that are not taken.
    pub not_taken: u64,
    /// The rows, one by one, as far as they are kept.
    pub rows: Vec<ReportRow>,
    /// Rows in force that the list does not have, where it has any that the register knows: nothing is done to them.
    pub gone: u64,
    /// The first of them, with their names.
    pub gone_rows: Vec<(Id, String)>,
    /// Headers of columns that are not read.
    pub unread: Vec<String>,
    /// Lines of text that are no data, with their row: titles, instructions, footnotes.
    pub notes: Vec<(u32, String)>,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// Its own words: a name or title, as it stands.
    pub label: String,
    /// What it would do.
    pub change: Change,
    /// What was found, gravest first.
    pub findings: Vec<Finding>,
}

impl ReportRow {
    /// Why it is not taken: everything that stops it.
    pub fn reason(&self) -> Sentence {
        let stops = self.findings.iter().filter(|f| f.severity == Severity::Block);
        let stops: Vec<&Sentence> = stops.map(|f| &f.sentence).collect();
        let all = |lang| stops.iter().map(|s| s.get(lang)).collect::<Vec<_>>().join(" ");
        Sentence::new(all(Lang::Ja), all(Lang::En))
    }
}

/// The rows of a file, as they are read; after an error there are no more.
pub type Rows<'r> = &'r mut dyn Iterator<Item = Result<ReadRow, ExchangeError>>;

/// Why an import could not be made; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    File(#[from] ExchangeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ImportError {
    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            ImportError::File(error) => error.sentence(),
            ImportError::Store(error) => error.sentence(),
        }
    }
}

/// How an import ended.
#[derive(Clone, Debug)]
pub enum Imported {
    /// Done, or refused for the role.
    Told(Outcome, Report),
    /// The register has all of it already: nothing was written.
    Nothing(Report),
    /// Cancelled: nothing was written.
    Cancelled,
}

impl Report {
    /// Rows read.
    pub fn total(&self) -> u64 {
        self.new + self.changed + self.same + self.not_taken
    }

    /// The kept rows by their places, gravest first: what is not taken, then by the weight of what was found.
    pub fn gravest_first(&self) -> Vec<usize> {
        let weight = |finding: &Finding| Severity::ALL.iter().position(|s| *s == finding.severity);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&at| {
            let row = &self.rows[at];
            let found = row.findings.first().map_or(Severity::ALL.len(), |f| weight(f).unwrap_or(0));
            (row.change != Change::NotTaken, found)
        });
        order
    }

    /// Whom and what the register has in force, up to a number, and the list leaves out; a list of newcomers alone
    /// leaves nobody out.
    fn find_gone(
        &mut self,
        reader: &Reader<'_>,
        noun: Noun,
        seen: &HashSet<i64>,
        last: i64,
    ) -> Result<(), StoreError> {
        if self.same + self.changed == 0 {
            return Ok(());
        }
        reader.each_in_force(noun, |id, name| {
            if seen.contains(&id.number) || id.number > last {
                return;
            }
            self.gone += 1;
            if self.gone_rows.len() < ROWS_KEPT {
                self.gone_rows.push((id, name));
            }
        })
    }

    fn take(&mut self, number: u32, planned: Planned) -> Option<Write> {
        match planned.change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Same => self.same += 1,
            Change::NotTaken => self.not_taken += 1,
        }
        if self.rows.len() < ROWS_KEPT
            || (planned.change == Change::NotTaken && self.not_taken < ROWS_KEPT as u64)
        {
            let (label, change, findings) = (planned.label, planned.change, planned.findings);
            self.rows.push(ReportRow { number, label, change, findings });
        }
        planned.write
    }
}

/// Says what importing `rows` as `noun` would do; writes nothing. `None` for a noun that has no lists.
pub fn preview(
    reader: &Reader<'_>,
    ctx: &Context,
    noun: Noun,
    rows: Rows<'_>,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Option<Report>, ImportError> {
    let Some(mut importer) = importer(noun) else { return Ok(None) };
    let mut report = Report::default();
    let mut seen = HashSet::new();
    for row in rows {
        let row = row?;
        let planned = plan(importer.as_mut(), reader, ctx, &row)?;
        seen.extend(planned.about.map(|id| id.number));
        report.take(row.number, planned);
        if report.total() % TELL_EVERY == 0 && go(report.total()) == Go::Stop {
            return Ok(None);
        }
    }
    report.find_gone(reader, noun, &seen, i64::MAX)?;
    Ok(Some(report))
}

/// Imports `rows` as `noun`, whole or not at all.
pub fn perform(
    store: &mut Store,
    ctx: &Context,
    noun: Noun,
    rows: Rows<'_>,
    facts: &FileFacts,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Imported, ImportError> {
    let action = action_id(noun);
    if store.is_read_only() {
        return Ok(Imported::Told(Outcome::Refused(Refusal::read_only()), Report::default()));
    }
    let written = store.commit(scope(ctx), ctx.today(), |tx| {
        if let Some(denied) = permit(tx, ctx, Wish::Import(action), &ctx.actor.office.to_string())? {
            return Ok((denied, Report::default()));
        }
        let report = write_all(tx, ctx, noun, rows, go)?;
        if tx.rows_touched() == 0 {
            return Err(Stop::Nothing(Box::new(report)));
        }
        let receipt = enter(tx, ctx, action, facts, &report)?;
        Ok((Outcome::Done(receipt), report))
    });
    match written {
        Ok(Committed { value: (outcome, report), known }) => {
            Ok(Imported::Told(Outcome::from(Committed { value: outcome, known }), report))
        }
        Err(Stop::Nothing(report)) => Ok(Imported::Nothing(*report)),
        Err(Stop::Cancelled) => Ok(Imported::Cancelled),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Why nothing was written.
enum Stop {
    Nothing(Box<Report>),
    Cancelled,
    Failed(ImportError),
}

impl<E: Into<ImportError>> From<E> for Stop {
    fn from(error: E) -> Stop {
        Stop::Failed(error.into())
    }
}

/// The lists that a role may take in: an office its own, the city's desk applications alone.
pub fn open_to(role: Role) -> Vec<Noun> {
    let is_open = |noun: &Noun| {
        decide(role, Wish::Import(action_id(*noun)), Whose::Own, Standing::Acting) == Decision::Allowed
    };
    LISTS.into_iter().filter(is_open).collect()
}

/// The import that an entry of the ledger tells of.
pub(super) fn of_entry(action: &str) -> Option<&'static str> {
    LISTS.into_iter().map(action_id).find(|id| *id == action)
}

/// The id of an import in the ledger.
pub fn action_id(noun: Noun) -> &'static str {
    match noun {
        Noun::Group => "import.groups",
        Noun::Invitation => "import.invitations",
        Noun::Patient => "import.patients",
        Noun::Membership => "import.memberships",
        Noun::Device => "import.devices",
        Noun::Pledge => "import.pledges",
        Noun::Consent => "import.consents",
        Noun::Training => "import.trainings",
        Noun::Application => "import.applications",
        Noun::TakeOut => "import.takeouts",
        Noun::Incident => "import.incidents",
        Noun::Request => "import.requests",
        Noun::Review => "import.reviews",
        Noun::Attestation => "import.attestations",
        Noun::Rule => "import.rules",
        Noun::Handler => "import.handlers",
        Noun::Guideline => "import.guidelines",
        Noun::Contact => "import.contacts",
        _ => "import.users",
    }
}

fn write_all(
    tx: &mut Tx<'_>,
    ctx: &Context,
    noun: Noun,
    rows: Rows<'_>,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Report, Stop> {
    let mut report = Report::default();
    let Some(mut importer) = importer(noun) else { return Ok(report) };
    let (mut seen, last) = (HashSet::new(), last_in_force(tx, noun)?);
    for row in rows {
        let row = row?;
        let planned = plan(importer.as_mut(), tx, ctx, &row)?;
        seen.extend(planned.about.map(|id| id.number));
        if let Some(write) = report.take(row.number, planned) {
            write::put(tx, write)?;
        }
        if report.total() % TELL_EVERY == 0 && go(report.total()) == Go::Stop {
            return Err(Stop::Cancelled);
        }
    }
    report.find_gone(tx, noun, &seen, last)?;
    Ok(report)
}

/// The highest number in force: a row that is written now is not one that the list leaves out.
fn last_in_force(reader: &Reader<'_>, noun: Noun) -> Result<i64, StoreError> {
    let mut last = 0;
    reader.each_in_force(noun, |id, _| last = last.max(id.number))?;
    Ok(last)
}

fn plan(
    importer: &mut dyn Importer,
    reader: &Reader<'_>,
    ctx: &Context,
    row: &ReadRow,
) -> Result<Planned, StoreError> {
    match &row.fields {
        Ok(fields) => importer.plan(reader, ctx, fields),
        Err(why) => {
            let finding = Finding {
                rule: "unreadable",
                clause: id("F2-1"),
                severity: Severity::Block,
                sentence: why.clone(),
            };
            Ok(Planned {
                label: String::new(),
                about: None,
                change: Change::NotTaken,
                write: None,
                findings: vec![finding],
            })
        }
    }
}

/// File, digest and counts, as the entry keeps them: no names.
#[derive(Serialize)]
struct Counts<'a> {
    #[serde(flatten)]
    facts: &'a FileFacts,
    new: u64,
    changed: u64,
    same: u64,
    not_taken: u64,
}

fn enter(
    tx: &mut Tx<'_>,
    ctx: &Context,
    action: &str,
    facts: &FileFacts,
    report: &Report,
) -> Result<Receipt, StoreError> {
    let office = ctx.actor.office.id();
    let mut draft = draft(ctx, action, &office.to_string(), ledger::Outcome::Done);
    let (new, changed, same, not_taken) = (report.new, report.changed, report.same, report.not_taken);
    draft.details = crate::text::to_json(&Counts { facts, new, changed, same, not_taken });
    let entry = ledger::append(tx, draft)?;
    let label = table::words_of(action);
    Ok(Receipt {
        entry: entry.number,
        hash: entry.hash,
        object: office,
        label,
        next: Sentence::default(),
        known: Known::Told,
    })
}

#[cfg(test)]
mod register_tests;
#[cfg(test)]
mod round_trip_tests;
#[cfg(test)]
mod tests;
