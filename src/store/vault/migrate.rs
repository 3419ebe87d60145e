//! Numbered migrations: from an older schema to the newest in one transaction, after a backup.
//!
//! The list itself belongs to the schema. Migrations only go forwards; the way back is the backup.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::backup_error::BackupError;
use crate::sentence;
use crate::text::Sentence;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number, from 1 without gaps: the schema that it leads to.
    pub number: u32,
    /// What it does, as SQL statements.
    pub sql: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
}

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema before; 0 for a new store.
    pub from: u32,
    /// The schema now.
    pub to: u32,
}

/// Why a store could not be brought up to date; its old schema stands whole.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The list has a gap or is out of order: a mistake of ours.
    #[error("migrations are not numbered 1, 2, 3 …")]
    Numbering,
    /// The store is newer than the list.
    #[error("schema {found} is newer than {known}")]
    Newer {
        /// The store's schema.
        found: u32,
        /// The newest in the list.
        known: u32,
    },
    /// The backup before it failed, so nothing was begun.
    #[error("backup before the migration: {0}")]
    Backup(#[from] BackupError),
    /// A step failed and all were taken back.
    #[error("migration {number} ({about}): {source}")]
    Step {
        /// The number of the step.
        number: u32,
        /// What it is for.
        about: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// After the steps a row would refer to nothing, so all were taken back.
    #[error("rows of {0} refer to nothing after the migration")]
    Dangling(String),
    /// The digest of the rows could not be read or entered.
    #[error("evidence of the migration: {0}")]
    Evidence(crate::store::StoreError),
    /// Reading or setting the schema's number, or the commit, failed.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
}

/// The schema that a list of migrations leads to.
pub const fn newest(migrations: &[Migration]) -> u32 {
    migrations.len() as u32
}

/// Brings a store up to date; does nothing where it is.
///
/// A store that already had a schema is backed up first. Another process may migrate in between: what
/// is pending is read again inside the transaction.
pub fn migrate(
    conn: &mut Connection,
    migrations: &[Migration],
    backup: impl FnOnce(&Connection) -> Result<(), BackupError>,
) -> Result<Migrated, MigrateError> {
    let to = newest(migrations);
    if !migrations.iter().map(|m| m.number).eq(1..=to) {
        return Err(MigrateError::Numbering);
    }
    let from = schema(conn)?;
    if from > to {
        return Err(MigrateError::Newer { found: from, known: to });
    }
    if from == to {
        return Ok(Migrated { from, to });
    }
    if from > 0 {
        backup(conn)?;
    }
    run(conn, migrations)?;
    Ok(Migrated { from, to })
}

/// The schema of an open store; 0 before its first migration.
pub fn schema(conn: &Connection) -> rusqlite::Result<u32> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn run(conn: &mut Connection, migrations: &[Migration]) -> Result<(), MigrateError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = schema(&tx)?;
    // Tables may be rebuilt in any order; the rows are checked at the end.
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for Migration { number, sql, about } in migrations.iter().filter(|m| m.number > from) {
        let step = |source| MigrateError::Step { number: *number, about, source };
        tx.execute_batch(sql).map_err(step)?;
        if tx.is_autocommit() {
            return Err(step(rusqlite::Error::InvalidQuery));
        }
        tx.pragma_update(None, "user_version", number).map_err(step)?;
    }
    refuse_dangling(&tx)?;
    Ok(tx.commit()?)
}

fn refuse_dangling(conn: &Connection) -> Result<(), MigrateError> {
    let mut check = conn.prepare("PRAGMA foreign_key_check")?;
    match check.query([])?.next()? {
        Some(row) => Err(MigrateError::Dangling(row.get(0)?)),
        None => Ok(()),
    }
}

impl MigrateError {
    /// Whether somebody else holds the store, so that trying again may do.
    pub fn is_busy(&self) -> bool {
        match self {
            MigrateError::Backup(error) => error.is_busy(),
            MigrateError::Step { source, .. } | MigrateError::Sql(source) => busy(source),
            MigrateError::Evidence(error) => error.is_busy(),
            MigrateError::Numbering | MigrateError::Newer { .. } | MigrateError::Dangling(_) => false,
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            MigrateError::Newer { found, known } => sentence!(
                "台帳は新しい版の mcs-console で作られています（形式 {found}、この版は {known} まで）。プログラムを更新してください。",
                "The store was made by a newer version of mcs-console (schema {found}; this one knows {known}). Update the program.",
                found = found,
                known = known
            ),
            MigrateError::Backup(error) => sentence!(
                "移行前のバックアップができないため、移行していません。{error}",
                "Nothing was migrated, because the backup before it failed. {error}",
                error = error.sentence()
            ),
            busy if busy.is_busy() => sentence!(
                "台帳は他の処理が使用中で、移行していません。しばらくして、もう一度実行してください。",
                "The store is in use by another process; nothing was migrated. Try again in a moment."
            ),
            other => sentence!(
                "台帳を新しい形式に移行できません：{why}。台帳は元の形式のままです。前の版のプログラムで開けます。",
                "The store cannot be migrated: {why}. It is unchanged and still opens with the previous version of the program.",
                why = other
            ),
        }
    }
}

fn busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const fn step(number: u32, sql: &'static str) -> Migration {
        Migration { number, sql, about: "an invented step" }
    }

    const FIRST: Migration = step(1, "CREATE TABLE a (x INTEGER PRIMARY KEY); INSERT INTO a VALUES (1);");
    const SECOND: Migration = step(2, "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = 'two';");
    const BROKEN: Migration = step(3, "CREATE TABLE b (z); INSERT INTO nowhere VALUES (1);");

    fn no_backup(_: &Connection) -> Result<(), BackupError> {
        panic!("nothing to back up")
    }

    fn at_schema_1() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, &[FIRST], no_backup).unwrap();
        conn
    }

    fn tables(conn: &Connection) -> Vec<String> {
        let mut statement = conn.prepare("SELECT sql FROM sqlite_schema ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn a_new_store_gets_every_step_without_a_backup() {
        let mut conn = Connection::open_in_memory().unwrap();
        let done = migrate(&mut conn, &[FIRST, SECOND], no_backup).unwrap();
        assert_eq!((done, schema(&conn).unwrap()), (Migrated { from: 0, to: 2 }, 2));
        let y: String = conn.query_row("SELECT y FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(y, "two");
    }

    #[test]
    fn an_older_store_is_backed_up_first_and_gets_only_what_is_pending() {
        let mut conn = at_schema_1();
        let backed_up_at = Cell::new(None);
        let backup = |conn: &Connection| {
            backed_up_at.set(Some(schema(conn)?));
            Ok(())
        };
        let done = migrate(&mut conn, &[FIRST, SECOND], backup).unwrap();
        assert_eq!((done, backed_up_at.get()), (Migrated { from: 1, to: 2 }, Some(1)));
    }

    #[test]
    fn a_store_that_is_up_to_date_is_left_alone() {
        let mut conn = at_schema_1();
        assert_eq!(migrate(&mut conn, &[FIRST], no_backup).unwrap(), Migrated { from: 1, to: 1 });
    }

    #[test]
    fn a_failing_step_leaves_the_old_schema_whole() {
        let mut conn = at_schema_1();
        let before = tables(&conn);
        let error = migrate(&mut conn, &[FIRST, SECOND, BROKEN], |_| Ok(())).unwrap_err();
        assert!(matches!(error, MigrateError::Step { number: 3, .. }), "{error}");
        assert_eq!((tables(&conn), schema(&conn).unwrap()), (before, 1));
    }

    #[test]
    fn a_failing_backup_begins_nothing() {
        let mut conn = at_schema_1();
        let before = tables(&conn);
        let error = migrate(&mut conn, &[FIRST, SECOND], |_| Err(BackupError::Cancelled)).unwrap_err();
        assert!(matches!(error, MigrateError::Backup(_)));
        assert_eq!((tables(&conn), schema(&conn).unwrap()), (before, 1));
    }

    #[test]
    fn a_step_that_leaves_dangling_rows_is_taken_back() {
        let mut conn = at_schema_1();
        let dangling = step(2, "CREATE TABLE c (a REFERENCES a (x)); INSERT INTO c VALUES (99);");
        conn.pragma_update(None, "foreign_keys", true).unwrap();
        let error = migrate(&mut conn, &[FIRST, dangling], |_| Ok(())).unwrap_err();
        assert!(matches!(error, MigrateError::Dangling(table) if table == "c"));
        assert_eq!(schema(&conn).unwrap(), 1);
    }

    #[test]
    fn a_newer_store_and_a_list_with_a_gap_are_refused() {
        let mut conn = at_schema_1();
        let newer = migrate(&mut conn, &[], no_backup).unwrap_err();
        assert!(matches!(newer, MigrateError::Newer { found: 1, known: 0 }));
        let gap = migrate(&mut conn, &[FIRST, BROKEN], no_backup).unwrap_err();
        assert!(matches!(gap, MigrateError::Numbering));
    }
}
