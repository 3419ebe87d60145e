//! Offices in the store.

use rusqlite::OptionalExtension;

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table};
use super::{Ask, Key, Page, Reader, StoreError, Tx, Window, user};
use crate::domain::case::OfficeCase;
use crate::domain::{Case, Id, Office, OfficeId};

table! { Office, OfficeId in "offices" {
    name, kind, postal_code, address, phone, head_name, head_mail, state, agreed_on, published_on,
} }

/// Offices on their way into MCS.
const ON_THE_WAY: &str = "o.state IN ('draft', 'submitted', 'forwarded')";
/// Registered offices with which an agreement stands.
const REGISTERED: &str = "(o.state = 'registered' AND o.agreed_on IS NOT NULL)";
/// Those that have withdrawn, and those of which only the name is known.
const THE_OTHERS: &str = "(o.state = 'withdrawn' OR (o.state = 'registered' AND o.agreed_on IS NULL))";

/// The office that looks, as a list of one; for the city's desk, every office: those on their way first.
static SOURCE: Source = Source {
    from: "offices o",
    related_from: "offices o",
    alias: "o",
    scope: "o.voided = 0 AND (o.id = :office OR :desk = 1)",
    search: &["folded(o.name)", "folded(o.kind)", "folded(o.address)", "printf('oー%04d', o.id)"],
    orders: &[
        Order {
            id: "state",
            segments: &[
                Segment { condition: ON_THE_WAY, keys: &["o.name", "o.id"] },
                Segment { condition: REGISTERED, keys: &["o.name", "o.id"] },
                Segment { condition: THE_OTHERS, keys: &["o.name", "o.id"] },
            ],
        },
        Order { id: "name", segments: &[Segment { condition: "1 = 1", keys: &["o.name", "o.id"] }] },
    ],
    relations: &[],
    conditions: &[
        ("on_the_way", ON_THE_WAY),
        ("published", "o.state = 'registered' AND o.published_on IS NOT NULL"),
        ("unpublished", "o.state = 'registered' AND o.agreed_on IS NOT NULL AND o.published_on IS NULL"),
    ],
};

fn read() -> Read<'static, Office> {
    let columns = Office::COLUMNS.len() + 2;
    Read { source: &SOURCE, select: Office::select("o"), columns, read: Office::read }
}

impl Reader<'_> {
    /// The offices one may see, as a page: the own one; for the city's desk, every one.
    pub fn offices(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        let complete = |office: Office| self.completed_office(office);
        read()
            .page(self, ask, window, limit)?
            .completed(|offices| offices.into_iter().map(complete).collect())
    }

    fn completed_office(&self, office: Office) -> Result<OfficeCase, StoreError> {
        Ok(OfficeCase { admins: user::active_admins(self, office.id)?, office, survey: None })
    }

    /// The place of an office in that list.
    pub fn locate_office(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many there are.
    pub fn count_offices(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

impl Reader<'_> {
    /// The office that looks.
    pub fn office_case(&self) -> Result<Option<OfficeCase>, StoreError> {
        self.office_by_id(self.office())?.map(|office| self.completed_office(office)).transpose()
    }

    /// The office that the operator belongs to: what stands above every screen, and what new rows are made from.
    pub fn home_case(&self) -> Result<Option<OfficeCase>, StoreError> {
        self.office_by_id(self.home())?.map(|office| self.completed_office(office)).transpose()
    }

    /// An office one may see: the own one; for the city's desk, any.
    pub fn seen_office_case(&self, id: OfficeId) -> Result<Option<OfficeCase>, StoreError> {
        if !self.is_the_desk() && id != self.office() {
            return Ok(None);
        }
        self.office_by_id(id)?.map(|office| self.completed_office(office)).transpose()
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

    /// The published list (第3条(2)), by kind and name: every office may read it.
    pub fn published_offices(&self) -> Result<Vec<Office>, StoreError> {
        let sql = format!(
            "SELECT {} FROM offices o WHERE o.state = 'registered' AND o.published_on IS NOT NULL AND o.voided = 0 \
             ORDER BY o.kind, o.name, o.id",
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
