//! How a request ended: done, refused by a rule, or too late. None of these is a failure.

use super::action::{Action, Stage, Verdict};
use super::answers::{Answers, UserError};
use super::{table, told};
use crate::domain::{Case, Id, Noun};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::store::ledger::{self, Entry};
use crate::store::{Committed, Known, Reader, StoreError};
use crate::text::date::{Instant, clock, today};
use crate::text::{Sentence, Shown, Text};

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Done, entered; durable where it is told.
    Done(Receipt),
    /// A rule says no, or wants a reason.
    Refused(Refusal),
    /// Somebody decided already, or changed the row meanwhile.
    Conflict(Conflict),
    /// There is no such row for this office.
    NotFound(Id),
    /// An answer cannot be read.
    Unreadable(UserError),
}

/// What was done, as the ledger has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The ledger entry.
    pub entry: i64,
    /// Its hash.
    pub hash: String,
    /// The row it is about.
    pub object: Id,
    /// The action's label.
    pub label: Text,
    /// How one knows that it is durable.
    pub known: Known,
    /// What one would do next; empty for nothing.
    pub next: Sentence,
}

impl Receipt {
    /// What an entry of the ledger tells of an act whose own commit could not say whether it stands.
    pub fn found_again(entry: Entry) -> Receipt {
        Receipt {
            entry: entry.number,
            hash: entry.hash,
            object: entry.object.parse().unwrap_or(Id { noun: Noun::Entry, number: entry.number }),
            label: table::words_of(&entry.action),
            known: Known::Reread,
            next: Sentence::default(),
        }
    }
}

/// The answer "not allowed", with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Why, gravest first.
    pub findings: Vec<Finding>,
    /// What would let it pass.
    pub remedy: Remedy,
    /// Its entry of the ledger: a refusal on a duty of the regulation has one.
    pub entry: Option<i64>,
}

/// What would let a refused request pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing in this state.
    None,
    /// A typed reason.
    Reason,
    /// A typed reason for this row alone: it was asked for together with others.
    OwnReason,
    /// Another role.
    Permission,
    /// A session that may write: this one is 閲覧専用.
    Writing,
    /// The passphrase, given once more for this act.
    Passphrase,
}

/// Somebody was first.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Who did what when.
    pub sentence: Sentence,
    /// The entry of the earlier decision, where the ledger has one.
    pub entry: Option<i64>,
}

impl Refusal {
    pub(super) fn denied(finding: Finding) -> Refusal {
        Refusal { findings: vec![finding], remedy: Remedy::Permission, entry: None }
    }

    pub(super) fn blocked(verdict: &Verdict) -> Refusal {
        let findings = verdict.blocks().into_iter().cloned().collect();
        Refusal { findings, remedy: Remedy::None, entry: None }
    }

    pub(super) fn wants_reason(verdict: &Verdict, answers: &Answers) -> Refusal {
        Refusal::wanting(verdict.warnings().into_iter().cloned().collect(), answers)
    }

    /// Refused for want of a reason over these warnings, or of one for this row alone.
    pub(super) fn wanting(findings: Vec<Finding>, answers: &Answers) -> Refusal {
        let remedy = if answers.reason_of().is_none() { Remedy::Reason } else { Remedy::OwnReason };
        Refusal { findings, remedy, entry: None }
    }

    /// Nothing is written in a session that only reads, whatever it is.
    pub fn read_only() -> Refusal {
        let finding = Finding {
            rule: "read_only",
            clause: id("8"),
            severity: Severity::Block,
            sentence: READ_ONLY.into(),
        };
        Refusal { findings: vec![finding], remedy: Remedy::Writing, entry: None }
    }

    /// Refused by one finding.
    pub fn of(finding: Finding) -> Refusal {
        Refusal { findings: vec![finding], remedy: Remedy::None, entry: None }
    }

    /// The refusal as one sentence with its clause.
    pub fn sentence(&self) -> Sentence {
        let Some(first) = self.findings.first() else { return Sentence::default() };
        match self.remedy {
            Remedy::Writing | Remedy::Passphrase => first.sentence.clone(),
            Remedy::None => {
                sentence!("できません。理由：{why}", "Not possible: {why}", why = first.with_clause())
            }
            Remedy::Reason => sentence!(
                "確認が必要です：{why} 行うには理由を添えてください。",
                "Needs a look: {why} To go ahead, give a reason.",
                why = first.with_clause()
            ),
            Remedy::OwnReason => sentence!(
                "確認が必要です：{why} ほかの行とまとめては行えません。この行だけを、理由を添えて行ってください。",
                "Needs a look: {why} Not together with other rows: do it alone, with a reason of its own.",
                why = first.with_clause()
            ),
            Remedy::Permission => {
                sentence!("権限がありません。{why}", "Not permitted: {why}", why = first.with_clause())
            }
        }
    }
}

/// Why nothing can be written in a session that only reads.
pub const READ_ONLY: Text =
    Text::new("閲覧専用のため変更できません。", "This session is read-only: nothing can be changed.");

impl Conflict {
    /// Says who decided what, from the ledger, or who touched the row last where it only changed; or why not,
    /// where nobody of ours did.
    pub(super) fn about(
        reader: &Reader<'_>,
        action: &Action,
        case: &Case,
        stage: &Stage,
    ) -> Result<Conflict, StoreError> {
        let id = case.id();
        let decided = match stage {
            Stage::Decided => ledger::deciding(reader, id, action.id)?,
            Stage::Now | Stage::NotNow(_) => None,
        };
        let entry = match decided {
            Some(entry) => Some(entry),
            None => reader.last_entry_touching(id)?,
        };
        let sentence = match (&entry, stage) {
            (Some(entry), _) => by_somebody(reader, id, entry)?,
            (None, Stage::NotNow(finding)) => finding.with_clause(),
            (None, Stage::Now | Stage::Decided) => {
                sentence!("{id} はすでに決定されています。", "{id} has been decided already.", id = id)
            }
        };
        Ok(Conflict { sentence, entry: entry.map(|e| e.number) })
    }
}

/// 「この招待（I-2041）は林さんが 12:03 に承認しました。」
pub fn by_somebody(reader: &Reader<'_>, id: Id, entry: &Entry) -> Result<Sentence, StoreError> {
    let name = reader.operator_name(&entry.actor)?.unwrap_or_else(|| entry.actor.clone());
    let told = told::decided(&entry.action, id, &Shown::new(&name), &when(&entry.at, reader), entry.number);
    if let Some(told) = told {
        return Ok(told);
    }
    let what = table::words_of(&entry.action);
    Ok(sentence!(
        "{id} は{who}さんが {when} に「{what}」を行いました（記録 {number}）。",
        "{who} did \"{what}\" on {id} at {when} (entry {number}).",
        id = id,
        who = Shown::new(&name),
        when = when(&entry.at, reader),
        what = what,
        number = entry.number
    ))
}

/// HH:MM for today, with the day before it otherwise.
fn when(at: &str, reader: &Reader<'_>) -> String {
    let Ok(at) = at.parse::<Instant>() else { return at.to_owned() };
    if today(at) == reader.today() { clock(at) } else { format!("{} {}", today(at), clock(at)) }
}

impl From<Committed<Outcome>> for Outcome {
    fn from(committed: Committed<Outcome>) -> Outcome {
        match committed.value {
            Outcome::Done(receipt) => Outcome::Done(Receipt { known: committed.known, ..receipt }),
            other => other,
        }
    }
}

fn done_sentence(receipt: &Receipt) -> Sentence {
    let done = acted_sentence(receipt);
    if receipt.next.is_empty() {
        return done;
    }
    sentence!("{done}{next}", "{done} {next}", done = done, next = receipt.next)
}

fn acted_sentence(receipt: &Receipt) -> Sentence {
    let (id, what, number) = (receipt.object, receipt.label, receipt.entry);
    match receipt.known {
        Known::Told => sentence!(
            "{id}：「{what}」を実行しました（記録 {number}）。",
            "{id}: {what}: done (entry {number}).",
            id = id,
            what = what,
            number = number
        ),
        Known::Reread => sentence!(
            "{id}：「{what}」は実行済みです（記録 {number}）。保存の途中でエラーが起きたため、操作記録を読み直して確かめました。",
            "{id}: {what}: done (entry {number}). Saving reported an error, so the ledger was read again to be sure.",
            id = id,
            what = what,
            number = number
        ),
    }
}

/// The outcome's word in the ledger and in JSON.
impl Outcome {
    /// `done refused conflict error`.
    pub fn word(&self) -> ledger::Outcome {
        match self {
            Outcome::Done(_) => ledger::Outcome::Done,
            Outcome::Refused(_) => ledger::Outcome::Refused,
            Outcome::Conflict(_) => ledger::Outcome::Conflict,
            Outcome::NotFound(_) | Outcome::Unreadable(_) => ledger::Outcome::Error,
        }
    }

    /// One sentence for the person.
    pub fn sentence(&self) -> Sentence {
        match self {
            Outcome::Done(receipt) => done_sentence(receipt),
            Outcome::Refused(refusal) => refusal.sentence(),
            Outcome::Conflict(conflict) => conflict.sentence.clone(),
            Outcome::NotFound(id) => sentence!("{id} は見つかりません。", "{id}: not found.", id = id),
            Outcome::Unreadable(error) => error.sentence.clone(),
        }
    }

    /// The sentence with the row it is about: of several rows, each must be told apart.
    pub fn sentence_about(&self, target: Id) -> Sentence {
        match self {
            Outcome::Refused(refusal) => {
                sentence!("{id}：{what}", "{id}: {what}", id = target, what = refusal.sentence())
            }
            Outcome::Done(_) | Outcome::Conflict(_) | Outcome::NotFound(_) | Outcome::Unreadable(_) => {
                self.sentence()
            }
        }
    }

    /// The ledger's entry: of the act, of its refusal, or of the decision that was first.
    pub fn entry(&self) -> Option<i64> {
        match self {
            Outcome::Done(receipt) => Some(receipt.entry),
            Outcome::Refused(refusal) => refusal.entry,
            Outcome::Conflict(conflict) => conflict.entry,
            Outcome::NotFound(_) | Outcome::Unreadable(_) => None,
        }
    }
}
