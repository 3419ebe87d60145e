//! 本日の対応: everything due that the register knows of, one list, by deadline; and what others did meanwhile.
//!
//! Each row says why (its clause), since when and until when, and which action settles it. A gap in a duty is
//! 要対応 and stands before any other, which is 要検討.

mod kinds;
mod since;
#[cfg(test)]
mod tests;

use serde::Serialize;

use self::kinds::{KINDS, Kind};
use crate::domain::{Context, Id};
use crate::regulation::clause::{ClauseId, Gap, id};
use crate::sentence;
use crate::store::{Duty, Found, Reader, StoreError};
use crate::text::date::Day;
use crate::text::search::{Needle, SearchKey};
use crate::text::{Lang, Sentence, Shown, Text};

pub use since::{Change, Since, since_last_visit};

/// How many rows of one kind the list holds; the rest follow when these are done.
pub const PER_KIND: u32 = 200;

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

/// Everything due for the office that looks: 要対応 first, each part by deadline.
///
/// At most [`PER_KIND`] rows of each kind, so that a corporation of thousands gets its list as fast as a clinic.
pub fn due_today(reader: &Reader<'_>, ctx: &Context) -> Result<Vec<Due>, StoreError> {
    let mut rows: Vec<Due> = one_admin(reader)?.into_iter().collect();
    for kind in KINDS {
        let found = reader.due(kind.duty, (kind.before)(ctx), PER_KIND)?;
        for mut found in found {
            if kind.duty == Duty::Mirror {
                name_the_object(reader, &mut found)?;
            }
            rows.extend(row(kind, found, ctx));
        }
    }
    // A gap without a day comes after what runs out.
    rows.sort_by_key(|due| (due.gap != Gap::Open, due.until.unwrap_or(Day::MAX)));
    Ok(rows)
}

/// True if there may be more of some kind than the list holds.
pub fn is_cut(rows: &[Due]) -> bool {
    let count = |id| rows.iter().filter(|due| due.id == id).count();
    KINDS.iter().any(|kind| count(kind.id) >= PER_KIND as usize)
}

fn row(kind: &Kind, found: Found, ctx: &Context) -> Option<Due> {
    let until = (kind.until)(&found, ctx);
    // A period that still runs is not due: the store counts days, the rule calendar months.
    let is_running =
        matches!(kind.duty, Duty::Training | Duty::Password) && until.is_some_and(|day| day >= ctx.today());
    let gap = match kind.clause.clause().strength.gap() {
        Gap::Open => Gap::Open,
        Gap::Review | Gap::None => Gap::Review,
    };
    (!is_running).then(|| Due {
        id: kind.id,
        kind: kind.label,
        sentence: sentence!(
            "{kind}：{names}",
            "{kind}: {names}",
            kind = kind.label,
            names = shown(&found.names)
        ),
        clause: kind.clause,
        gap,
        since: found.since,
        until,
        target: found.id,
        action: kind.action,
        found_by: found.search,
        names: found.names,
    })
}

/// Exactly one MCS管理者 is allowed, and a reason to think of a second (第7条).
fn one_admin(reader: &Reader<'_>) -> Result<Option<Due>, StoreError> {
    let Some(office) = reader.office_case()?.filter(|office| office.admins == 1) else { return Ok(None) };
    let kind = Text::new("MCS管理者が1人だけ", "Only one MCS administrator");
    Ok(Some(Due {
        id: "one_admin",
        kind,
        sentence: Text::new(
            "MCS管理者が1人だけです。もう1人の選任を検討してください。",
            "There is only one MCS administrator. Think of appointing a second.",
        )
        .into(),
        clause: id("7"),
        gap: Gap::Review,
        since: None,
        until: None,
        target: office.office.id.id(),
        action: "user.appoint",
        names: Vec::new(),
        found_by: String::new(),
    }))
}

/// A mark names its object by id: the name of whom or what it is about stands beside it.
fn name_the_object(reader: &Reader<'_>, found: &mut Found) -> Result<(), StoreError> {
    if let Some(object) = found.names.first().and_then(|id| id.parse().ok()) {
        found.names.push(reader.name_of(object)?);
    }
    Ok(())
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
