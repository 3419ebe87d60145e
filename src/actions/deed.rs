//! The part of an action that knows its noun: stage, rules and apply, behind one trait.

use super::action::{Stage, Verdict};
use super::answers::{Answers, ReasonOf, UserError};
use crate::domain::case::OneCase;
use crate::domain::{Case, Context, Id};
use crate::regulation::finding::{self, Finding, Rule};
use crate::store::{Reader, StoreError, Tx};
use crate::text::Sentence;

/// Judges and applies an action on any case.
pub trait Deed: Sync {
    /// The guard: stage first, then the rules.
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict;

    /// Carries the action out on a fresh case that the guard has passed.
    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop>;

    /// What carrying it out with these answers would come to, in whole sentences; reads, never writes.
    fn preview(
        &self,
        _: &Reader<'_>,
        _: &Context,
        _: &Case,
        _: &Answers,
    ) -> Result<Vec<Sentence>, StoreError> {
        Ok(Vec::new())
    }

    /// Whether the preview follows the answers, so that it is read again with each of them.
    fn follows_answers(&self) -> bool {
        false
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The row the ledger and the mirror mark name: the subject, or the row just made.
    pub object: Id,
    /// Warnings that only the answers brought up and the reason passed over; the ledger cites their clauses.
    pub passed: Vec<Finding>,
    /// What else must be carried out in MCS beside the act on the object: an action's id, and on which row.
    pub besides: Vec<(&'static str, Id)>,
    /// What one would do next; empty for nothing.
    pub next: Sentence,
}

impl Done {
    /// Done, about this row.
    pub fn about(object: impl Into<Id>) -> Done {
        Done { object: object.into(), passed: Vec::new(), besides: Vec::new(), next: Sentence::default() }
    }

    /// Done, and this too is to be carried out in MCS.
    #[must_use]
    pub fn besides(self, action: &'static str, object: impl Into<Id>) -> Done {
        Done { besides: vec![(action, object.into())], ..self }
    }

    /// Done, with what one would do next.
    #[must_use]
    pub fn with_next(self, next: Sentence) -> Done {
        Done { next, ..self }
    }

    /// Done, over these warnings.
    #[must_use]
    pub fn passing(self, passed: Vec<Finding>) -> Done {
        Done { passed, ..self }
    }
}

/// Why an apply stops; nothing it wrote stands.
#[derive(Debug)]
pub enum Stop {
    /// A rule that needs the answers, or the store, to speak.
    Refused(Finding),
    /// Warnings that a typed reason passes over.
    WantsReason(Vec<Finding>),
    /// An answer that only the store shows to be wrong.
    Answer(UserError),
    /// A row named in an answer does not exist for this office.
    NotFound(Id),
    /// The store failed.
    Failed(StoreError),
}

impl Stop {
    /// An answer is wrong: what, at which field.
    pub fn at(field: &'static str, sentence: impl Into<Sentence>) -> Stop {
        Stop::Answer(UserError { field: Some(field), sentence: sentence.into() })
    }
}

/// Passes warnings over where a reason was given; stops where there was none.
pub(super) fn pass(warnings: Vec<Finding>, answers: &Answers) -> Result<Vec<Finding>, Stop> {
    if warnings.is_empty() || answers.reason_of() == Some(ReasonOf::Row) {
        Ok(warnings)
    } else {
        Err(Stop::WantsReason(warnings))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Failed(error)
    }
}

/// A deed on the cases of one noun.
pub struct On<C: 'static> {
    /// Whether the action's time has come.
    pub stage: fn(&C, &Context) -> Stage,
    /// The guard.
    pub rules: &'static [&'static Rule<C>],
    /// The change.
    pub apply: fn(&mut Tx<'_>, &Context, &C, &Answers) -> Result<Done, Stop>,
}

impl<C: OneCase> Deed for On<C> {
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        let Some(case) = C::of(case) else { return Verdict { stage: Stage::Decided, findings: Vec::new() } };
        let stage = (self.stage)(case, ctx);
        let findings = if stage == Stage::Now { finding::judge(self.rules, case, ctx) } else { Vec::new() };
        Verdict { stage, findings }
    }

    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop> {
        let case = C::of(case).ok_or(Stop::NotFound(case.id()))?;
        (self.apply)(tx, ctx, case, answers)
    }
}

/// Says what an act on a case would come to.
pub type Preview<C> = fn(&Reader<'_>, &Context, &C, &Answers) -> Result<Vec<Sentence>, StoreError>;

/// A deed of which the answers decide so much that it says beforehand what they would come to.
pub struct Previewed<C: 'static> {
    /// The deed.
    pub on: On<C>,
    /// What it says.
    pub preview: Preview<C>,
}

impl<C: OneCase> Deed for Previewed<C> {
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        self.on.judge(case, ctx)
    }

    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop> {
        self.on.apply(tx, ctx, case, answers)
    }

    fn follows_answers(&self) -> bool {
        true
    }

    fn preview(
        &self,
        reader: &Reader<'_>,
        ctx: &Context,
        case: &Case,
        answers: &Answers,
    ) -> Result<Vec<Sentence>, StoreError> {
        C::of(case).map_or_else(|| Ok(Vec::new()), |case| (self.preview)(reader, ctx, case, answers))
    }
}
