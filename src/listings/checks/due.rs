//! A row that a check found: what is to be done about it, why, since when and until when.

use serde::Serialize;

use super::{Check, Counts, Weight};
use crate::domain::{Context, Id};
use crate::regulation::book::BOOK;
use crate::regulation::clause::{ClauseId, Gap, Strength};
use crate::sentence;
use crate::store::Found;
use crate::text::date::Day;
use crate::text::search::{Needle, SearchKey};
use crate::text::{Lang, Sentence, Shown, Text};

/// Something due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// What kind of thing, as a stable word.
    pub id: &'static str,
    /// What kind of thing, in two or three words.
    pub kind: Text,
    /// What is to be done, with the name.
    pub sentence: Sentence,
    /// Why.
    pub clause: ClauseId,
    /// Whether it has to be put right, or only thought about.
    pub gap: Gap,
    /// Whether it stands against its clause already, or is only to be done.
    pub is_against: bool,
    /// The day it counts from.
    pub since: Option<Day>,
    /// The last day, inclusive; `None` where it is overdue from the first day on.
    pub until: Option<Day>,
    /// The row to act on.
    pub target: Id,
    /// The id of the action that settles it.
    pub action: &'static str,
    /// The names in the sentence, as stored: what masking hides.
    pub names: Vec<String>,
    found_by: String,
}

impl Check {
    /// What a row that its duty found amounts to; `None` where a period still runs.
    pub(super) fn row(&self, found: Found, ctx: &Context) -> Option<Due> {
        let until = (self.until)(&found, ctx);
        // The store counts days, the rule calendar months.
        let is_running = self.counts == Counts::OncePast && until.is_some_and(|day| day >= ctx.today());
        (!is_running).then(|| Due {
            id: self.id,
            kind: self.label,
            sentence: self.sentence(&found),
            clause: self.clause,
            gap: self.gap(self.clause.clause().strength),
            is_against: self.is_against(found.since, until, ctx.today()),
            since: found.since,
            until,
            target: found.id,
            action: self.action,
            found_by: found.search,
            names: found.names,
        })
    }

    /// What it is called where a row of it stands against a clause: advice never makes more than 要検討.
    pub fn gap(&self, strength: Strength) -> Gap {
        match (self.weight, strength.gap()) {
            (Weight::OfClause, Gap::Open) => Gap::Open,
            (Weight::OfClause | Weight::Review, _) => Gap::Review,
        }
    }

    fn is_against(&self, since: Option<Day>, until: Option<Day>, today: Day) -> bool {
        match self.counts {
            Counts::AtOnce | Counts::OncePast => true,
            Counts::SinceInForce => !is_before_the_regulation(since),
            Counts::PastItsDay => until.is_none_or(|until| until < today),
            Counts::Never => false,
        }
    }

    fn sentence(&self, found: &Found) -> Sentence {
        match self.says {
            Some(says) => says.into(),
            None if self.counts == Counts::SinceInForce && is_before_the_regulation(found.since) => {
                sentence!(
                    "{kind}（施行前）：{names}",
                    "{kind} (before the regulation): {names}",
                    kind = self.label,
                    names = shown(&found.names)
                )
            }
            None => sentence!(
                "{kind}：{names}",
                "{kind}: {names}",
                kind = self.label,
                names = shown(&found.names)
            ),
        }
    }
}

/// SUP 付則: what happened before the regulation held is told and not faulted.
fn is_before_the_regulation(since: Option<Day>) -> bool {
    since.is_some_and(|since| since < BOOK.effective)
}

fn shown(names: &[String]) -> String {
    let names: Vec<Shown> = names.iter().map(|name| Shown::new(name)).collect();
    names.iter().map(Shown::as_str).collect::<Vec<_>>().join("  ")
}

impl Due {
    /// Past its last day, or with no days at all.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.until.is_none_or(|until| until < today)
    }

    /// True if the filter lets it through; no filter lets everything through.
    pub fn fits(&self, needle: Option<&Needle>) -> bool {
        needle.is_none_or(|needle| needle.matches(&self.search()))
    }

    /// What a filter looks in: the rows' own keys, the kind in both languages, the id and the names.
    fn search(&self) -> String {
        let id = self.target.to_string();
        let own = [self.kind.ja, self.kind.en, &id];
        let words: Vec<&str> = own.into_iter().chain(self.names.iter().map(String::as_str)).collect();
        format!("{}\n{}", SearchKey::of(&words, &[]), self.found_by)
    }

    /// Since when, and until when.
    pub fn days(&self) -> Sentence {
        match (self.since, self.until) {
            (Some(since), Some(until)) => sentence!(
                "{since}から。期限 {until}",
                "since {since}, until {until}",
                since = since,
                until = until
            ),
            (Some(since), None) => sentence!("{since}から", "since {since}", since = since),
            (None, Some(until)) => sentence!("期限 {until}", "until {until}", until = until),
            (None, None) => Text::new("期限なし（すみやかに）", "no day set: now").into(),
        }
    }
}

/// JSON of `today --json`.
impl Serialize for Due {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Due", 9)?;
        out.serialize_field("id", &self.target)?;
        out.serialize_field("kind", self.id)?;
        out.serialize_field("text", self.sentence.get(Lang::Ja))?;
        out.serialize_field("text_en", self.sentence.get(Lang::En))?;
        out.serialize_field("clause", &self.clause)?;
        out.serialize_field("status", &self.gap)?;
        out.serialize_field("since", &self.since)?;
        out.serialize_field("until", &self.until)?;
        out.serialize_field("action", self.action)?;
        out.end()
    }
}
