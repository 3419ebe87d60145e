//! What is entered though nothing was written: failed sign-ins, and readings that leave a trace.
//!
//! Goes to the spool, and from there to the ledger by the next session that may write, each with its own instant.
//! Whoever cannot leave the trace does not read: an export that nobody could know of is none.

use super::{Origin, Place, Session, clock};
use crate::actions::draft;
use crate::domain::{Id, Noun};
use crate::store::evidence::spool::{Cut, Found, Note, Of, Spool};
use crate::store::file_error::FileError;
use crate::store::ledger::{self, Draft, Outcome};
use crate::store::slots::Purpose;
use crate::store::{NotOpened, StoreError, Tx};
use crate::text::date::{Day, instant_iso};

/// What was read, and of which row.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its id in the ledger: `read.history`, `audit.export` …
    pub action: &'static str,
    /// The row; empty for none.
    pub object: String,
    /// Facts, as JSON; empty for none.
    pub details: String,
}

/// Who reads, for a thread of its own.
#[derive(Clone, Debug)]
pub struct Trace {
    place: Place,
    note: Note,
}

impl Session {
    /// Who reads.
    pub fn trace(&self) -> Trace {
        let ctx = self.context();
        let note = Note {
            session: ctx.session,
            client: ctx.client,
            key_print: ctx.key_print,
            ssh_key: ctx.ssh_key,
            // Known to be somebody: a service is named, too.
            actor: ctx.actor.operator,
            office: ctx.actor.office.0,
            ..Note::new("", "", ctx.now)
        };
        Trace { place: self.place.clone(), note }
    }

    /// Leaves the trace of signing in for one command; a demo, which lets everybody in, keeps none.
    ///
    /// Where the folder takes no writes, whoever sits at the host and only reads is let in all the same: a copy on a
    /// medium that cannot be written can be looked through. Whoever comes from elsewhere is not.
    pub fn has_come_by_command(&self) -> Result<(), FileError> {
        if self.purpose == Purpose::Demo {
            return Ok(());
        }
        let object = self.actor.operator.clone();
        let left = self.has_read(&Reading { action: "sign_in.command", object, ..Reading::default() });
        let is_let_in = self.origin.client.is_none() && self.store.is_read_only();
        left.or_else(|error| if is_let_in { Ok(()) } else { Err(error) })
    }

    /// Leaves the trace of a reading, before what was read is shown.
    pub fn has_read(&self, reading: &Reading) -> Result<(), FileError> {
        self.trace().has_read(reading)
    }
}

impl Trace {
    /// Leaves the trace of a row's history being read, where the row is a person.
    pub fn has_read_history(&self, row: Id) -> Result<(), FileError> {
        if row.noun != Noun::User {
            return Ok(());
        }
        self.has_read(&Reading { action: "read.history", object: row.to_string(), ..Reading::default() })
    }

    /// Leaves the trace of what a person or a patient's record was open to on a day being read.
    pub fn has_read_as_of(&self, row: Id, on: Day) -> Result<(), FileError> {
        let details = serde_json::json!({ "on": on.to_string() }).to_string();
        self.has_read(&Reading { action: "read.as_of", object: row.to_string(), details })
    }

    /// Leaves the trace of the ledger being verified.
    pub fn has_verified(&self) -> Result<(), FileError> {
        self.has_read(&Reading { action: "read.verify", ..Reading::default() })
    }

    /// Leaves the trace of a reading that happens now.
    pub fn has_read(&self, reading: &Reading) -> Result<(), FileError> {
        let note = Note {
            at: instant_iso(clock::now()),
            action: reading.action.to_owned(),
            object: reading.object.clone(),
            details: reading.details.clone(),
            ..self.note.clone()
        };
        Spool::of(&self.place.db)?.add(&note, Of::Reading)
    }
}

/// Notes a failed sign-in. Where even that fails, the refusal itself stands.
pub(super) fn failed(place: &Place, operator: &str, origin: Origin) {
    let note = note_from(origin, "sign_in.failed", operator);
    let _ = Spool::of(&place.db).and_then(|spool| spool.add(&note, Of::Knock));
}

/// Notes a command over SSH that was refused before anybody signed in: which of ours it was, where it was one of ours,
/// and nothing else of what was asked.
pub fn refused_over_ssh(place: &Place, operator: &str, origin: Origin, named: &str) {
    let details = serde_json::json!({ "command": named }).to_string();
    let note = Note { details, ..note_from(origin, "ssh.refused", operator) };
    // Where even that fails, the refusal itself stands.
    let _ = Spool::of(&place.db).and_then(|spool| spool.add(&note, Of::Knock));
}

/// A note about somebody who has not signed in, from there.
fn note_from(origin: Origin, action: &str, operator: &str) -> Note {
    Note {
        client: origin.client.map(|address| address.to_string()).unwrap_or_default(),
        ssh_key: origin.ssh_key.map(|print| print.as_str().to_owned()).unwrap_or_default(),
        ..Note::new(action, operator, clock::now())
    }
}

/// Enters what the spool holds, each note as an entry of its own; where the session may write.
pub(super) fn enter_spool(session: &mut Session) -> Result<(), NotOpened> {
    if !session.store.takes_writes()? {
        return Ok(());
    }
    let Ok(spool) = Spool::of(&session.place.db) else { return Ok(()) };
    let from = session.store.spooled()?;
    let found = spool.after(from).map_err(crate::store::open_error::OpenError::from)?;
    if found.until == from && found.cut == Cut::Whole {
        return Ok(());
    }
    let ctx = session.context();
    session.store.write::<_, StoreError>(session.scope(), ctx.today(), |tx| {
        // Another session may have entered them meanwhile.
        if tx.spooled()? != from {
            return Ok(());
        }
        let own = |action: &str| draft(&ctx, action, "", Outcome::Done);
        if found.cut == Cut::Shorter {
            ledger::append(tx, Draft { details: format!("{{\"entered\":{from}}}"), ..own("spool.cut") })?;
        }
        if found.unreadable > 0 {
            let details = format!("{{\"lines\":{}}}", found.unreadable);
            ledger::append(tx, Draft { details, ..own("spool.unreadable") })?;
        }
        enter(tx, &found, &own("spool"))?;
        tx.set_spooled(found.until)
    })?;
    // A spool that stays as it is loses nothing; the next session tries again.
    let _ = spool.begin_anew(session.store.spooled()?);
    Ok(())
}

/// Each under its own operator and instant; a service's under its office, and what is nobody's under the office of
/// whoever enters it.
fn enter(tx: &mut Tx<'_>, found: &Found, own: &Draft) -> Result<(), StoreError> {
    for note in &found.notes {
        let Some(at) = note.instant() else { continue };
        let operator = tx.operator(&note.actor)?;
        let unknown = if note.office == 0 { own.office } else { note.office };
        let (role, office) = operator.map_or(("", unknown), |actor| (actor.role.word(), actor.office.0));
        let draft = Draft {
            at,
            actor: note.actor.clone(),
            role,
            office,
            session: note.session.clone(),
            client: note.client.clone(),
            key_print: note.key_print.clone(),
            ssh_key: note.ssh_key.clone(),
            action: note.action.clone(),
            object: note.object.clone(),
            outcome: match note.action.as_str() {
                "sign_in.failed" | "ssh.refused" => Outcome::Refused,
                _ => Outcome::Done,
            },
            reason: String::new(),
            clauses: String::new(),
            undoes: None,
            details: note.details.clone(),
        };
        ledger::append(tx, draft)?;
    }
    Ok(())
}
