//! What an action is: one literal in one place, from which keys, help, dialogs, command line and ledger follow.

use super::answers::Answers;
use super::deed::Deed;
use crate::domain::{Case, Context, Field, MirrorSetting, Noun};
use crate::regulation::clause::ClauseId;
use crate::regulation::finding::{Finding, Judgement, Severity};
use crate::store::{Reader, StoreError};
use crate::text::{Sentence, Text};

/// Something an administrator may do to the register.
pub struct Action {
    /// `noun.verb`, stable: command line, batch and ledger use it.
    pub id: &'static str,
    /// The pane and the command-line noun it belongs to.
    pub noun: Noun,
    /// The row it acts on: the same noun, or the office for what makes a new row.
    pub on: Noun,
    /// Its key in the noun's pane; `None` where only menu, palette and command line reach it.
    pub key: Option<char>,
    /// A verb in two or three words.
    pub label: Text,
    /// One sentence: what it does and what follows.
    pub about: Text,
    /// The clauses it carries out.
    pub basis: &'static [ClauseId],
    /// What is asked before it is done.
    pub confirm: Confirm,
    /// What it asks for besides the reason.
    pub fields: &'static [Field],
    /// Whether it must also be carried out in MCS.
    pub mirror: MirrorMark,
    /// What the act would reach beyond its own row, for the dialog and `--dry-run`.
    pub reach: Reach,
    /// Stage, rules and apply.
    pub deed: &'static dyn Deed,
}

/// Says in whole sentences what an act on a case would reach; reads, never writes.
pub type Reach = fn(&Reader<'_>, &Context, &Case) -> Result<Vec<Sentence>, StoreError>;

/// Reaches nothing beyond its own row.
pub fn nothing_beyond(_: &Reader<'_>, _: &Context, _: &Case) -> Result<Vec<Sentence>, StoreError> {
    Ok(Vec::new())
}

/// What is asked before an action is done. Every one ends with `y` or the focused button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirm {
    /// One confirmation. A reason only where something must be passed over.
    Once,
    /// A reason of at least this many characters.
    Reason(usize),
    /// One confirmation; from two rows on, their count is typed.
    Count,
}

/// Whether an action must also be carried out in MCS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirrorMark {
    /// A mark is set: MCS未反映.
    Set,
    /// A record of our own; nothing to carry out.
    None,
}

/// Whether an action's time has come for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// It has.
    Now,
    /// Not in this state: the finding says why and names the clause.
    NotNow(Finding),
    /// It, or something that excludes it, has been decided already: the second decision is told who and when.
    Decided,
}

impl Stage {
    /// Not now: why, and the clause it stands on.
    pub fn not_now(rule: &'static str, clause: ClauseId, why: impl Into<Sentence>) -> Stage {
        Stage::NotNow(Finding { rule, clause, severity: Severity::Block, sentence: why.into() })
    }
}

/// What the guard says about an action on a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether the action's time has come.
    pub stage: Stage,
    /// What its rules find; empty where its time has not come.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// The findings that stop the action, the stage's among them.
    pub fn blocks(&self) -> Vec<&Finding> {
        let stage = match &self.stage {
            Stage::NotNow(finding) => Some(finding),
            Stage::Now | Stage::Decided => None,
        };
        stage.into_iter().chain(self.findings.iter().filter(|f| f.severity == Severity::Block)).collect()
    }

    /// The findings that a typed reason passes over.
    pub fn warnings(&self) -> Vec<&Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Warn).collect()
    }

    /// May be done, with a reason where there are warnings.
    pub fn is_allowed(&self) -> bool {
        self.stage == Stage::Now && self.blocks().is_empty()
    }

    /// 可, 要確認 or 不可.
    pub fn judgement(&self) -> Judgement {
        if self.is_allowed() { Judgement::of(&self.findings) } else { Judgement::Blocked }
    }

    /// Why the action cannot be done now, in one sentence; `None` where it can.
    pub fn why_not(&self) -> Option<Sentence> {
        if self.stage == Stage::Decided {
            return Some(Text::new("すでに決定されています。", "This has been decided already.").into());
        }
        self.blocks().first().map(|finding| finding.with_clause())
    }
}

impl Action {
    /// Acts on the office of whoever acts, which need not be named: makes a new row, or corrects the office itself. What
    /// the city's desk does to an office is done to the row.
    pub fn is_on_home(&self) -> bool {
        self.on == Noun::Office && !(self.noun == Noun::Office && super::authorise::is_of_the_desk(self))
    }

    /// The verb of the command line: what follows the noun.
    pub fn verb(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(_, verb)| verb)
    }

    /// Judges the action on a case that is at hand: the screen's hint, its "why not", and `--dry-run`.
    pub fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        self.deed.judge(case, ctx)
    }

    /// Whether doing it sets the mark MCS未反映, under the host's setting.
    pub fn is_marked(&self, ctx: &Context) -> bool {
        self.mirror == MirrorMark::Set && ctx.settings.mirror != MirrorSetting::Off
    }

    /// Asks for a reason whatever the findings are.
    pub fn reason_min(&self) -> Option<usize> {
        match self.confirm {
            Confirm::Reason(min) => Some(min),
            Confirm::Once | Confirm::Count => None,
        }
    }

    /// Answers nothing: what a form starts from.
    pub fn no_answers(&self) -> Answers {
        Answers::default()
    }
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Actions are literals of one table: the id is the identity.
impl PartialEq for Action {
    fn eq(&self, other: &Action) -> bool {
        self.id == other.id
    }
}
