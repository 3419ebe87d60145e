//! Offices and operators in the store.

use rusqlite::{OptionalExtension, params};

use super::row::{Row, table};
use super::{Reader, StoreError, Tx, user};
use crate::domain::case::OfficeCase;
use crate::domain::{Actor, Office, OfficeId, Role, UserId};
use crate::store::column::Column;

table! { Office, OfficeId in "offices" {
    name, kind, postal_code, address, phone, head_name, head_mail, state, agreed_on,
} }

impl Reader<'_> {
    /// The office that looks.
    pub fn office_case(&self) -> Result<Option<OfficeCase>, StoreError> {
        self.office_by_id(self.office())?
            .map(|office| Ok(OfficeCase { admins: user::active_admins(self, office.id)?, office }))
            .transpose()
    }

    /// Any office of the store, by number: its name is public (第3条(2)).
    pub fn office_by_id(&self, id: OfficeId) -> Result<Option<Office>, StoreError> {
        let sql = format!("SELECT {} FROM offices o WHERE o.id = ? AND o.voided = 0", Office::select("o"));
        Ok(self.conn().prepare_cached(&sql)?.query_row([id.0], Office::read).optional()?)
    }

    /// An office by its name, exactly as stored.
    pub fn office_by_name(&self, name: &str) -> Result<Option<Office>, StoreError> {
        let sql = format!("SELECT {} FROM offices o WHERE o.name = ? AND o.voided = 0", Office::select("o"));
        Ok(self.conn().prepare_cached(&sql)?.query_row([name], Office::read).optional()?)
    }

    pub(super) fn office_name(&self, id: OfficeId) -> Result<String, StoreError> {
        let sql = "SELECT name FROM offices WHERE id = ?";
        Ok(self
            .conn()
            .prepare_cached(sql)?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .unwrap_or_default())
    }

    /// The name of an operator, of any office: a decision names who took it.
    pub fn operator_name(&self, operator: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT name FROM operators WHERE id = ?";
        Ok(self.conn().prepare_cached(sql)?.query_row([operator], |row| row.get(0)).optional()?)
    }

    /// An operator who may sign in, by id.
    pub fn operator(&self, operator: &str) -> Result<Option<Actor>, StoreError> {
        let sql = "SELECT id, role, office, user, name FROM operators WHERE id = ?";
        Ok(self.conn().prepare_cached(sql)?.query_row([operator], read_operator).optional()?)
    }

    /// Everybody who may sign in.
    pub fn operators(&self) -> Result<Vec<Actor>, StoreError> {
        let mut statement =
            self.conn().prepare_cached("SELECT id, role, office, user, name FROM operators ORDER BY id")?;
        Ok(statement.query_map([], read_operator)?.collect::<rusqlite::Result<_>>()?)
    }
}

fn read_operator(row: &rusqlite::Row<'_>) -> rusqlite::Result<Actor> {
    Ok(Actor {
        operator: row.get(0)?,
        role: super::row::take(row, 1)?,
        office: OfficeId(row.get(2)?),
        user: row.get::<_, Option<i64>>(3)?.map(UserId),
        name: row.get(4)?,
    })
}

impl Tx<'_> {
    /// Adds somebody who may sign in.
    pub fn insert_operator(&mut self, actor: &Actor) -> Result<(), StoreError> {
        let sql = "INSERT INTO operators (id, role, office, user, name) VALUES (?, ?, ?, ?, ?)";
        let user = actor.user.map(|u| u.0);
        self.conn().prepare_cached(sql)?.execute(params![
            actor.operator,
            Role::put(&actor.role),
            actor.office.0,
            user,
            actor.name
        ])?;
        Ok(())
    }

    /// An office of this name, made as a mere name where there is none: the other side of an invitation.
    pub fn office_named(&mut self, name: &str) -> Result<OfficeId, StoreError> {
        if let Some(office) = self.office_by_name(name)? {
            return Ok(office.id);
        }
        let id = OfficeId(self.next_number::<Office>()?);
        self.insert(&Office::named(id, name))?;
        Ok(id)
    }
}
