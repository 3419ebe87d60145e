//! What the board is made of, read once: rows found by the checks, counts of records, and what people attested.

use std::collections::BTreeMap;

use super::concerns::CONCERNS;
use super::evidence::EVIDENCE;
use crate::domain::{Context, Id, Noun, Record};
use crate::listings::checks::{CHECKS, Check, Due, PER_CHECK};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::register::attestation::{Answer, CLAUSE};
use crate::store::{Counted, Reader, StoreError};
use crate::text::date::Day;

/// Everything that a standing follows from.
pub struct Facts {
    pub(super) today: Day,
    /// What each check found.
    pub(super) found: Vec<(&'static Check, Vec<Due>)>,
    /// What each kind of evidence came to, in its order.
    pub(super) counted: Vec<Counted>,
    /// What each concern came to, in its order.
    pub(super) concerned: Vec<Counted>,
    /// What was last attested of a clause.
    pub(super) attested: BTreeMap<String, Attested>,
    /// The office's administrators as users.
    pub(super) admins: Vec<Id>,
}

/// A dated yes or no by a person (自己点検).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attested {
    /// When.
    pub on: Day,
    /// What.
    pub said: Said,
}

/// What was attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// はい
    Yes,
    /// いいえ
    No,
}

impl Facts {
    /// Reads them for the office that looks.
    pub fn read(reader: &Reader<'_>, ctx: &Context) -> Result<Facts, StoreError> {
        let mut found = Vec::new();
        for check in CHECKS.iter().copied().flatten() {
            found.push((check, check.rows(reader, ctx)?));
        }
        let counted = EVIDENCE.iter().map(|evidence| reader.tally(evidence.tally));
        let concerned = CONCERNS.iter().map(|concern| reader.tally(concern.tally));
        Ok(Facts {
            today: ctx.today(),
            found,
            counted: counted.collect::<Result<_, _>>()?,
            concerned: concerned.collect::<Result<_, _>>()?,
            attested: attested(reader)?,
            admins: reader.appointed()?,
        })
    }

    /// The rows behind a clause, those that stand against it first.
    pub(super) fn rows(&self, clause: ClauseId) -> Vec<Due> {
        let mut rows: Vec<Due> = Vec::new();
        for (check, found) in &self.found {
            if check.clauses().any(|named| named == clause) {
                rows.extend(found.iter().cloned());
            } else if clause == RULES_OF_USERS {
                rows.extend(found.iter().filter(|due| self.is_of_an_admin(due)).cloned());
            }
        }
        rows.sort_by_key(|due| (!due.is_against, due.until.unwrap_or(Day::MAX)));
        rows
    }

    /// Whether a check that names the clause found as much as it lists.
    pub(super) fn is_cut(&self, clause: ClauseId) -> bool {
        let is_full = |found: &[Due]| found.len() >= PER_CHECK as usize;
        self.found.iter().any(|(check, found)| is_full(found) && check.clauses().any(|named| named == clause))
    }

    fn is_of_an_admin(&self, due: &Due) -> bool {
        due.target.noun == Noun::User && self.admins.contains(&due.target)
    }
}

/// What was last said of each clause.
fn attested(reader: &Reader<'_>) -> Result<BTreeMap<String, Attested>, StoreError> {
    let mut records = reader.all_records(Noun::Attestation)?;
    records.sort_by_key(|record| (record.dated_on, record.id));
    let said = |state: &str| if state == Answer::Yes.word() { Said::Yes } else { Said::No };
    let of = |record: &Record| {
        let attested = Attested { on: record.dated_on, said: said(&record.state) };
        (one_status(record.facts.text(CLAUSE.field.id)).to_owned(), attested)
    };
    Ok(records.iter().map(of).collect())
}

/// Taking part in the administrators' room is asked for three times, and attested once.
fn one_status(clause: &str) -> &str {
    match clause {
        "8-7" | "N2-4" => "3-3",
        other => other,
    }
}

/// 留意事項2(3): every check on users holds for administrators, too.
const RULES_OF_USERS: ClauseId = id("N2-3");
