//! Reading, scoped to one office: what the scope does not show does not exist.

use rusqlite::Connection;

use crate::domain::{OfficeId, Role};
use crate::text::date::Day;

/// A connection as one operator sees it on one day.
#[derive(Clone, Copy)]
pub struct Reader<'c> {
    conn: &'c Connection,
    scope: Scope,
    today: Day,
}

/// Whose rows a reader shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The office that looks.
    pub office: OfficeId,
    /// The role that looks: the city's desk sees no people at all.
    pub role: Role,
}

impl<'c> Reader<'c> {
    /// Reads `conn` as `scope` on `today`.
    pub fn new(conn: &'c Connection, scope: Scope, today: Day) -> Reader<'c> {
        Reader { conn, scope, today }
    }

    pub(super) fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// The office that looks; no office at all for the city's desk, so that people's rows are never found.
    pub fn office(&self) -> OfficeId {
        match self.scope.role {
            Role::Admin | Role::Head => self.scope.office,
            Role::City => OfficeId(0),
        }
    }

    /// The office that the operator belongs to: its name stands above everything, also the desk's.
    pub fn home(&self) -> OfficeId {
        self.scope.office
    }

    /// Whether the city's desk looks: it sees every office, and nobody in it.
    pub fn is_the_desk(&self) -> bool {
        // Nobody at all reads as a desk of no office.
        self.scope.role == Role::City && self.scope.office != OfficeId(0)
    }

    /// Reads as an office does, for the desk to count in it; `None` for whoever is no desk.
    ///
    /// What is read so is counted and never shown: no row of it leaves `listings::desk`.
    pub fn counting_in(&self, office: OfficeId) -> Option<Reader<'c>> {
        let scope = Scope { office, role: Role::Head };
        self.is_the_desk().then_some(Reader { scope, ..*self })
    }

    /// SQL that holds for the entries of the ledger one may see: the office's; for the desk, those of desks.
    pub(super) fn sees_entries(&self) -> String {
        match self.scope.role {
            Role::Admin | Role::Head => format!("office = {}", self.scope.office.0),
            Role::City => format!("office = {} AND role = 'city'", self.scope.office.0),
        }
    }

    /// The day it is.
    pub fn today(&self) -> Day {
        self.today
    }
}
