//! An operator's workspace: how the console was left, and the views that were saved.
//!
//! These rows lie in the register's file, so that its key, its backup and its restore are theirs, too. They
//! belong to no act: no entry of the ledger tells of them, and since others look at the ledger's head
//! ([`Store::head`]) and not at the file, a write of them wakes nobody.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, Way};
use crate::domain::Noun;

/// A named filter (保存した絞込): what is shown of a noun, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Of which noun.
    pub noun: Noun,
    /// Its name, as typed.
    pub name: String,
    /// The filter's text.
    pub filter: String,
    /// The order's id; the usual order where empty.
    pub sort: String,
    /// Which way the order runs.
    pub way: Way,
}

/// What is to be done with the workspace that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Former {
    /// It is written over.
    Replaced,
    /// It could not be read: it is kept aside.
    SetAside,
}

impl Store {
    /// How `operator` left the console, as it was encoded.
    pub fn workspace(&self, operator: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT body FROM workspaces WHERE operator = ?";
        Ok(self.conn.prepare_cached(sql)?.query_row([operator], |row| row.get(0)).optional()?)
    }

    /// Keeps how `operator` leaves the console.
    pub fn keep_workspace(&mut self, operator: &str, body: &[u8], former: Former) -> Result<(), StoreError> {
        let aside = match former {
            Former::Replaced => "aside",
            Former::SetAside => "body",
        };
        let sql = format!(
            "INSERT INTO workspaces (operator, body) VALUES (?, ?) \
             ON CONFLICT (operator) DO UPDATE SET aside = {aside}, body = excluded.body"
        );
        Ok(self.conn.prepare_cached(&sql)?.execute(params![operator, body]).map(drop)?)
    }

    /// The views that `operator` saved, by noun and name.
    pub fn saved_views(&self, operator: &str) -> Result<Vec<SavedView>, StoreError> {
        let sql = "SELECT noun, name, filter, sort, reverse FROM saved_views WHERE operator = ? ORDER BY noun, name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([operator], |row| {
            let noun: String = row.get(0)?;
            let noun = Noun::ALL.into_iter().find(|n| n.word() == noun);
            let way = if row.get(4)? { Way::Backward } else { Way::Forward };
            let view =
                |noun| Ok(SavedView { noun, name: row.get(1)?, filter: row.get(2)?, sort: row.get(3)?, way });
            noun.map(view).transpose()
        })?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?)
    }

    /// Saves a view, in the place of one of the same name.
    pub fn save_view(&mut self, operator: &str, view: &SavedView) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO saved_views (operator, noun, name, filter, sort, reverse) \
                   VALUES (?, ?, ?, ?, ?, ?)";
        let reverse = view.way == Way::Backward;
        let row = params![operator, view.noun.word(), view.name, view.filter, view.sort, reverse];
        Ok(self.conn.prepare_cached(sql)?.execute(row).map(drop)?)
    }

    /// Gives a view another name. Says whether there is one; a name that is taken is a duplicate.
    pub fn rename_view(
        &mut self,
        operator: &str,
        noun: Noun,
        name: &str,
        to: &str,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE saved_views SET name = ? WHERE operator = ? AND noun = ? AND name = ?";
        Ok(self.conn.prepare_cached(sql)?.execute(params![to, operator, noun.word(), name])? > 0)
    }

    /// Deletes a view. Says whether there was one.
    pub fn delete_view(&mut self, operator: &str, noun: Noun, name: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM saved_views WHERE operator = ? AND noun = ? AND name = ?";
        Ok(self.conn.prepare_cached(sql)?.execute(params![operator, noun.word(), name])? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(name: &str) -> SavedView {
        let (filter, sort) = ("たかはし".to_owned(), "name".to_owned());
        SavedView { noun: Noun::User, name: name.to_owned(), filter, sort, way: Way::Backward }
    }

    #[test]
    fn each_operator_finds_the_own_workspace_as_it_was_kept_last() {
        let mut store = Store::in_memory();
        assert_eq!(store.workspace("U-0001").unwrap(), None);
        for body in [b"one", b"two"] {
            store.keep_workspace("U-0001", body, Former::Replaced).unwrap();
        }
        assert_eq!(store.workspace("U-0001").unwrap().as_deref(), Some(b"two".as_slice()));
        assert_eq!(store.workspace("U-0002").unwrap(), None);
    }

    #[test]
    fn a_workspace_set_aside_is_still_there_after_many_more() {
        let mut store = Store::in_memory();
        store.keep_workspace("U-0001", b"from tomorrow", Former::Replaced).unwrap();
        store.keep_workspace("U-0001", b"one", Former::SetAside).unwrap();
        store.keep_workspace("U-0001", b"two", Former::Replaced).unwrap();
        let aside: Vec<u8> = store.conn.query_row("SELECT aside FROM workspaces", [], |r| r.get(0)).unwrap();
        assert_eq!(aside, b"from tomorrow");
    }

    #[test]
    fn a_view_is_saved_renamed_and_deleted_under_its_operator_only() {
        let mut store = Store::in_memory();
        store.save_view("U-0001", &view("高橋")).unwrap();
        store.save_view("U-0001", &view("休職")).unwrap();
        store.save_view("U-0002", &view("高橋")).unwrap();
        assert!(store.rename_view("U-0001", Noun::User, "高橋", "休職").unwrap_err().is_duplicate());
        assert!(store.rename_view("U-0001", Noun::User, "高橋", "たかはし").unwrap());
        assert!(store.delete_view("U-0001", Noun::User, "休職").unwrap());
        assert!(!store.delete_view("U-0001", Noun::Group, "たかはし").unwrap());
        assert_eq!(store.saved_views("U-0001").unwrap(), [view("たかはし")]);
        assert_eq!(store.saved_views("U-0002").unwrap(), [view("高橋")]);
    }
}
