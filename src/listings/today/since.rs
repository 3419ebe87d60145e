//! What others of the office did since the operator last came to the console: who, what, on which row.

use serde::Serialize;

use crate::domain::{Context, Id};
use crate::store::ledger::Entry;
use crate::store::{Reader, StoreError};
use crate::text::Shown;
use crate::text::date::{Instant, instant_iso};

/// Changes that are told; the others stand in the ledger.
const CHANGES_MAX: u32 = 50;

/// What was done since the last visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// When that was.
    pub at: Instant,
    /// What was done, newest first.
    pub changes: Vec<Change>,
}

/// What one entry of the ledger says, with names.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The entry.
    pub entry: Entry,
    /// Who did it, harmless.
    pub who: String,
    /// The name or title of the row, as stored; empty where it has none.
    pub name: String,
}

impl Change {
    /// The row it is about, where it is about one.
    pub fn target(&self) -> Option<Id> {
        self.entry.object.parse().ok()
    }
}

/// What others did since the operator's last visit; `None` on the first one.
pub fn since_last_visit(reader: &Reader<'_>, ctx: &Context) -> Result<Option<Since>, StoreError> {
    let operator = &ctx.actor.operator;
    let Some(visit) = reader.last_visit(operator, &ctx.session)? else { return Ok(None) };
    let entries = reader.entries_by_others(operator, visit.head, CHANGES_MAX)?;
    let changes =
        entries.into_iter().map(|entry| change(reader, entry)).collect::<Result<_, StoreError>>()?;
    Ok(Some(Since { at: visit.at, changes }))
}

fn change(reader: &Reader<'_>, entry: Entry) -> Result<Change, StoreError> {
    let who = reader.operator_name(&entry.actor)?.unwrap_or_else(|| entry.actor.clone());
    let target = entry.object.parse::<Id>().ok();
    let name = target.map(|id| reader.name_of(id)).transpose()?.unwrap_or_default();
    Ok(Change { who: Shown::new(&who).to_string(), name, entry })
}

/// JSON of `today --json`.
impl Serialize for Change {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Change", 7)?;
        out.serialize_field("number", &self.entry.number)?;
        out.serialize_field("at", &self.entry.at)?;
        out.serialize_field("actor", &self.entry.actor)?;
        out.serialize_field("actor_name", &self.who)?;
        out.serialize_field("action", &self.entry.action)?;
        out.serialize_field("object", &self.entry.object)?;
        out.serialize_field("name", Shown::new(&self.name).as_str())?;
        out.end()
    }
}

impl Since {
    /// When the last visit was, as JSON has it.
    pub fn at_iso(&self) -> String {
        instant_iso(self.at)
    }
}
