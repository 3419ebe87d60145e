//! Operators in the store: an admin is the user who is one; heads and the city's desk have rows of their own.

use rusqlite::{OptionalExtension, params_from_iter};

use super::column::Column;
use super::row::take;
use super::user::{REGISTERED, SANCTIONED};
use super::{Reader, StoreError, Tx};
use crate::domain::{Actor, Id, Noun, OfficeId, Role, UserId};

const COLUMNS: &str = "id, role, office, NULL, name";

impl Reader<'_> {
    /// The name of an operator, of any office: a decision names who took it.
    pub fn operator_name(&self, operator: &str) -> Result<Option<String>, StoreError> {
        let name = match user_of(operator) {
            Some(id) => self
                .conn()
                .prepare_cached("SELECT name FROM users WHERE id = ?")?
                .query_row([id.0], |r| r.get(0)),
            None => self
                .conn()
                .prepare_cached("SELECT name FROM operators WHERE id = ?")?
                .query_row([operator], |r| r.get(0)),
        };
        Ok(name.optional()?)
    }

    /// Who signs in under this id today; nobody, where an admin is sanctioned, dismissed or gone.
    pub fn operator(&self, operator: &str) -> Result<Option<Actor>, StoreError> {
        if let Some(id) = user_of(operator) {
            return Ok(self.admins(&format!("u.id = {}", id.0))?.into_iter().next());
        }
        let sql = format!("SELECT {COLUMNS} FROM operators WHERE id = ?");
        Ok(self.conn().prepare_cached(&sql)?.query_row([operator], read).optional()?)
    }

    /// Everybody who may sign in today: admins first.
    pub fn operators(&self) -> Result<Vec<Actor>, StoreError> {
        let mut all = self.admins("1")?;
        let mut statement =
            self.conn().prepare_cached(&format!("SELECT {COLUMNS} FROM operators ORDER BY id"))?;
        all.extend(statement.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?);
        Ok(all)
    }

    /// Whether the store is a city's, with a desk of its own.
    pub fn has_city_desk(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM operators WHERE role = 'city')";
        Ok(self.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    fn admins(&self, condition: &str) -> Result<Vec<Actor>, StoreError> {
        let sql = format!(
            "SELECT u.id, u.office, u.name FROM users u WHERE u.admin_since IS NOT NULL AND u.{REGISTERED} \
             AND NOT {SANCTIONED} AND {condition} ORDER BY u.id"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let today = self.today().to_string();
        let rows = statement.query_map(rusqlite::named_params! { ":today": today }, |row| {
            let user = UserId(row.get(0)?);
            let (operator, office) = (user.to_string(), OfficeId(row.get(1)?));
            Ok(Actor { operator, role: Role::Admin, office, user: Some(user), name: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The id that the next head or desk of the city gets.
    pub fn next_operator(&self, role: Role) -> Result<String, StoreError> {
        let letter = match role {
            Role::Admin => "U",
            Role::Head => "H",
            Role::City => "C",
        };
        let sql = "SELECT coalesce(max(CAST(substr(id, 3) AS INTEGER)), 0) + 1 FROM operators WHERE id LIKE ? || '-%'";
        let number: i64 = self.conn().prepare_cached(sql)?.query_row([letter], |row| row.get(0))?;
        Ok(format!("{letter}-{number:04}"))
    }

    /// Adds a head or a desk of the city; an admin is a user and needs no row.
    pub fn insert_operator(&mut self, actor: &Actor) -> Result<(), StoreError> {
        let sql = "INSERT INTO operators (id, role, office, name) VALUES (?, ?, ?, ?)";
        let values = [
            actor.operator.clone().into(),
            actor.role.put(),
            actor.office.0.into(),
            actor.name.clone().into(),
        ];
        self.conn().prepare_cached(sql)?.execute(params_from_iter(&values))?;
        self.tally_bare("operators", &["id", "role", "office", "name"], None, Some(&values));
        Ok(())
    }
}

fn user_of(operator: &str) -> Option<UserId> {
    operator.parse::<Id>().ok().filter(|id| id.noun == Noun::User).map(|id| UserId(id.number))
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Actor> {
    let (operator, role, office) = (row.get(0)?, take(row, 1)?, OfficeId(row.get(2)?));
    Ok(Actor { operator, role, office, user: None, name: row.get(4)? })
}
