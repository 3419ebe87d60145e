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

    /// The day it is.
    pub fn today(&self) -> Day {
        self.today
    }
}
