//! Offices in the store.

use rusqlite::OptionalExtension;

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table};
use super::{Ask, Key, Page, Reader, StoreError, Tx, Window, user};
use crate::domain::case::OfficeCase;
use crate::domain::{Case, Id, Office, OfficeId};

table! { Office, OfficeId in "offices" {
    name, kind, postal_code, address, phone, head_name, head_mail, state, agreed_on,
} }

/// The office that looks, as a list of one.
static SOURCE: Source = Source {
    from: "offices o",
    related_from: "offices o",
    alias: "o",
    scope: "o.voided = 0 AND o.id = :office",
    search: &["o.name"],
    orders: &[Order { id: "name", segments: &[Segment { condition: "1 = 1", keys: &["o.name", "o.id"] }] }],
    relations: &[],
    conditions: &[],
};

fn read() -> Read<'static, Office> {
    let columns = Office::COLUMNS.len() + 2;
    Read { source: &SOURCE, select: Office::select("o"), columns, read: Office::read }
}

impl Reader<'_> {
    /// The office that looks, as a page.
    pub fn own_office(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        let complete =
            |office: Office| Ok(OfficeCase { admins: user::active_admins(self, office.id)?, office });
        read()
            .page(self, ask, window, limit)?
            .completed(|offices| offices.into_iter().map(complete).collect())
    }

    /// The place of the office in its list.
    pub fn locate_office(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// One.
    pub fn count_offices(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

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

    /// Every registered office of the store: the published list (第3条(2)).
    pub fn registered_offices(&self) -> Result<Vec<Office>, StoreError> {
        let sql = format!(
            "SELECT {} FROM offices o WHERE o.state = 'registered' AND o.voided = 0 AND o.agreed_on IS NOT NULL",
            Office::select("o")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([], Office::read)?.collect::<rusqlite::Result<_>>()?)
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
}

impl Tx<'_> {
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
