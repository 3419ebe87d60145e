//! Checklists: an ordered list of steps about one subject, derived from the register, each with the row and the act.
//!
//! Nothing of it is stored: what has been done is seen in the rows, so that a run that was left is found where it
//! stood. Asks and decides nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Id, PatientId, UserId};
use crate::regulation::clause::ClauseId;
use crate::text::date::Day;
use crate::text::search::{Needle, SearchKey};
use crate::text::{Lang, Sentence, Text};
use crate::words;

words! {
    /// How far a step has come.
    Progress {
        Open "open" "未" "To do",
        Waiting "waiting" "待ち" "Waiting",
        Done "done" "済" "Done",
        Fact "fact" "-" "-",
    }
}

/// What a checklist is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// 退職・異動
    Leaver(UserId),
    /// 入職
    Joiner(UserId),
    /// Who could see this patient on a day.
    PatientOn(PatientId, Day),
    /// What this user could see on a day.
    UserOn(UserId, Day),
}

/// The steps about one subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checklist {
    /// Whom and what it is about.
    pub title: Sentence,
    /// What is to be known of it as a whole.
    pub notes: Vec<Sentence>,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// The names in title and notes, as stored: what masking hides.
    pub names: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// A stable word.
    pub id: &'static str,
    /// The row of a list that it is about, which tells apart steps about one row of the register; 0 where there is none.
    pub row: u32,
    /// What it is, in two or three words.
    pub label: Text,
    /// What is known of it.
    pub says: Sentence,
    /// How far it has come.
    pub progress: Progress,
    /// Why.
    pub clause: Option<ClauseId>,
    /// The row to act on.
    pub target: Id,
    /// The id of the action that does it.
    pub action: Option<&'static str>,
    /// What is known of its answers already, by field, as one would type it.
    pub answers: Vec<(&'static str, String)>,
    /// The names in what it says, as stored.
    pub names: Vec<String>,
}

impl Checklist {
    /// How many steps are done, of those that are steps.
    pub fn done(&self) -> (usize, usize) {
        let steps = self.steps.iter().filter(|step| step.progress != Progress::Fact);
        let done = steps.clone().filter(|step| step.progress == Progress::Done);
        (done.count(), steps.count())
    }
}

impl Step {
    /// A step about a row, still to be done.
    pub fn new(id: &'static str, label: Text, target: impl Into<Id>) -> Step {
        Step {
            id,
            row: 0,
            label,
            says: Sentence::default(),
            progress: Progress::Open,
            clause: None,
            target: target.into(),
            action: None,
            answers: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The step with what is known of it.
    pub fn says(self, progress: Progress, says: impl Into<Sentence>) -> Step {
        Step { progress, says: says.into(), ..self }
    }

    /// The step with the clause that asks for it, and the action that does it.
    pub(super) fn by(self, clause: &'static str, action: &'static str) -> Step {
        Step { action: Some(action), ..self.on(clause) }
    }

    /// The step with the clause that asks for it.
    pub(super) fn on(self, clause: &'static str) -> Step {
        Step { clause: Some(crate::regulation::clause::id(clause)), ..self }
    }

    /// The step with the names it holds.
    pub fn naming(self, names: impl IntoIterator<Item = String>) -> Step {
        Step { names: names.into_iter().collect(), ..self }
    }

    /// True if the filter lets it through; no filter lets everything through.
    pub fn fits(&self, needle: Option<&Needle>) -> bool {
        let id = self.target.to_string();
        let own = [self.label.ja, self.label.en, &id];
        let words: Vec<&str> = own.into_iter().chain(self.names.iter().map(String::as_str)).collect();
        needle.is_none_or(|needle| needle.matches(&SearchKey::of(&words, &[])))
    }
}

/// JSON of a step.
impl Serialize for Step {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Step", 11)?;
        out.serialize_field("step", self.id)?;
        out.serialize_field("row", &Some(self.row).filter(|row| *row > 0))?;
        out.serialize_field("label", self.label.get(Lang::Ja))?;
        out.serialize_field("label_en", self.label.get(Lang::En))?;
        out.serialize_field("text", self.says.get(Lang::Ja))?;
        out.serialize_field("text_en", self.says.get(Lang::En))?;
        out.serialize_field("progress", &self.progress)?;
        out.serialize_field("clause", &self.clause)?;
        out.serialize_field("id", &self.target)?;
        out.serialize_field("action", &self.action)?;
        let answers: BTreeMap<&str, &str> =
            self.answers.iter().map(|(f, text)| (*f, text.as_str())).collect();
        out.serialize_field("answers", &answers)?;
        out.end()
    }
}
