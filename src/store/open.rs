//! From a key to an open store of the newest schema, and from nothing to a new store.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::backup::{self, BackupOrder, Head};
use super::backup_error::BackupError;
use super::connection::{self, Access};
use super::files::StoreFiles;
use super::migrate::{self, MigrateError, Migrated, Migration};
use super::open_error::{OpenError, OpenKind};
use super::reader::Scope;
use super::seal::DataKey;
use super::state::{self, StateDigest};
use super::vault::hold::Hold;
use super::vault::{NewStore, Vault};
use super::{SCHEMA, Store, StoreError, Upgraded, ledger};
use crate::domain::{OfficeId, Role};
use crate::sentence;
use crate::text::Sentence;
use crate::text::date::{Instant, today};

/// The schema as numbered steps.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, sql: SCHEMA[0], about: "the register" },
    Migration { number: 2, sql: SCHEMA[1], about: "indexes by which an undo finds what stands on a row" },
    Migration { number: 3, sql: SCHEMA[2], about: "what is due, and when somebody last came" },
    Migration { number: 4, sql: SCHEMA[3], about: "workspaces and saved views" },
    Migration { number: 5, sql: SCHEMA[4], about: "named requests of batch" },
    Migration { number: 6, sql: SCHEMA[5], about: "who signs in how" },
    Migration { number: 7, sql: SCHEMA[6], about: "evidence" },
    Migration {
        number: 8,
        sql: SCHEMA[7],
        about: "who is in charge, and what is asked of those who come and go",
    },
    Migration { number: 9, sql: SCHEMA[8], about: "registers" },
    Migration { number: 10, sql: SCHEMA[9], about: "which offices see an invitation" },
    Migration { number: 11, sql: SCHEMA[10], about: "what is recorded of papers" },
    Migration { number: 12, sql: SCHEMA[11], about: "the SSH key in the ledger" },
    Migration { number: 13, sql: SCHEMA[12], about: "more of what is due, kept beside the rows" },
    Migration { number: 14, sql: SCHEMA[13], about: "the last sign-in of each operator" },
    Migration { number: 15, sql: SCHEMA[14], about: "the city's desk, and the order of registers" },
    Migration { number: 16, sql: SCHEMA[15], about: "admins counted from an index alone" },
    Migration { number: 17, sql: SCHEMA[16], about: "approvals and open invitations by day" },
    Migration { number: 18, sql: SCHEMA[17], about: "names that no console writes back" },
    Migration { number: 19, sql: SCHEMA[18], about: "decisions of reviews as rows" },
];

/// The first schema whose stores have an anchor.
pub const EVIDENCE_SCHEMA: u32 = 7;

/// From so many rows on, a migration is told of beforehand: it takes minutes on a slow disk.
const MANY_ROWS: i64 = 100_000;

/// The schema that this program reads and writes.
pub const NEWEST_SCHEMA: u32 = migrate::newest(MIGRATIONS);

/// Why there is no open store of the newest schema.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The files, the key or the database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The way from an older schema.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// It opened, and could not be held against its anchor.
    #[error(transparent)]
    Evidence(#[from] StoreError),
}

impl NotOpened {
    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            NotOpened::Open(error) => error.kind(),
            NotOpened::Migrate(error) if error.is_busy() => OpenKind::Busy,
            NotOpened::Evidence(error) if error.is_busy() => OpenKind::Busy,
            NotOpened::Migrate(_) | NotOpened::Evidence(_) => OpenKind::Unusable,
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotOpened::Open(error) => error.sentence(),
            NotOpened::Migrate(error) => error.sentence(),
            NotOpened::Evidence(error) => error.about_evidence().unwrap_or_else(|| {
                sentence!("ストアを読めません：{why}", "The store cannot be read: {why}", why = error)
            }),
        }
    }
}

impl Store {
    /// Opens the store at `path`; one of an older schema is backed up beside itself as of `now` and
    /// brought up to date, where `access` lets it write.
    pub fn open(path: &Path, key: &DataKey, access: Access, now: Instant) -> Result<Store, NotOpened> {
        Store::open_telling(path, key, access, now, &|| {})
    }

    /// The same; `before` is called before a migration that takes long.
    pub fn open_telling(
        path: &Path,
        key: &DataKey,
        access: Access,
        now: Instant,
        before: &dyn Fn(),
    ) -> Result<Store, NotOpened> {
        let _hold = Hold::share(&StoreFiles::at(path).map_err(OpenError::from)?)?;
        if access == Access::ReadOnly {
            return Ok(Store { _hold, ..Store::new(connection::open(path, key, access, NEWEST_SCHEMA)?) });
        }
        let (mut conn, found) = connection::open_older(path, key, access, NEWEST_SCHEMA)?;
        if found == NEWEST_SCHEMA {
            return Ok(Store { _hold, ..Store::new(conn) });
        }
        if has_many_rows(&conn).map_err(MigrateError::Sql)? {
            before();
        }
        let digest = digest_before(&conn, found).map_err(MigrateError::Evidence)?;
        let mut backup = None;
        let migrated = migrate::migrate(&mut conn, MIGRATIONS, |_| {
            backup = Some(back_up_beside(path, key, now)?);
            Ok(())
        })?;
        let upgraded = Upgraded { from: migrated.from, to: migrated.to, backup };
        let mut store = Store { upgraded: Some(upgraded), _hold, ..Store::new(conn) };
        if let Some(digest) = digest {
            store.enter_migration(digest, &migrated, now).map_err(MigrateError::Evidence)?;
        }
        Ok(store)
    }

    /// Enters what a migration has changed of the rows' digest; a mismatch that was there before stays one.
    fn enter_migration(
        &mut self,
        before: StateDigest,
        migrated: &Migrated,
        now: Instant,
    ) -> Result<(), StoreError> {
        let change = state::recomputed(&self.conn)?.minus(before);
        if change == StateDigest::default() {
            return Ok(());
        }
        self.carried = change;
        let nobody = Scope { office: OfficeId(0), role: Role::City };
        self.write(nobody, today(now), |tx| ledger::append(tx, migration_draft(migrated, now)).map(drop))
    }

    /// Makes a new, empty store at `path`, with its schema and the slot of its first operator.
    pub fn create(path: &Path, new: &NewStore<'_>) -> Result<(Store, DataKey), NotOpened> {
        let mut created = Vault::create(path, new)?;
        migrate::migrate(&mut created.conn, MIGRATIONS, |_| Ok(()))?;
        Ok((Store::new(created.conn), created.key))
    }
}

/// Whether there is much to walk: by the last numbers, since nothing is ever deleted and a count would be a walk.
fn has_many_rows(conn: &Connection) -> rusqlite::Result<bool> {
    let mut rows = 0;
    for table in ["ledger", "users", "groups", "memberships", "invitations"] {
        let last: Option<i64> =
            conn.query_row(&format!("SELECT max(rowid) FROM \"{table}\""), [], |row| row.get(0))?;
        rows += last.unwrap_or(0);
    }
    Ok(rows >= MANY_ROWS)
}

/// The digest of the rows before a migration, where the schema has one.
fn digest_before(conn: &Connection, found: u32) -> Result<Option<StateDigest>, StoreError> {
    if found < EVIDENCE_SCHEMA { Ok(None) } else { state::recomputed(conn).map(Some) }
}

/// The entry that nobody made: the program brought the store up to date.
fn migration_draft(migrated: &Migrated, now: Instant) -> ledger::Draft {
    ledger::Draft {
        at: now,
        actor: String::new(),
        role: "",
        office: 0,
        session: String::new(),
        client: String::new(),
        key_print: String::new(),
        ssh_key: String::new(),
        action: "store.migrate".to_owned(),
        object: String::new(),
        outcome: ledger::Outcome::Done,
        reason: String::new(),
        clauses: String::new(),
        undoes: None,
        details: format!("{{\"from\":{},\"to\":{}}}", migrated.from, migrated.to),
    }
}

/// The ledger's head as backups and restores compare it.
pub fn read_head(conn: &Connection) -> rusqlite::Result<Option<Head>> {
    let sql = "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1";
    conn.query_row(sql, [], |row| Ok(Head { number: row.get(0)?, hash: row.get(1)? })).optional()
}

/// The folder of the backup that was made.
fn back_up_beside(path: &Path, key: &DataKey, made_at: Instant) -> Result<PathBuf, BackupError> {
    let to = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let order = BackupOrder { store: path, key, to, made_at, schema: NEWEST_SCHEMA };
    backup::backup(&order, &read_head, &mut |_, _| ControlFlow::Continue(())).map(|made| made.folder)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    use super::*;

    /// The steps of the database that each migration takes over a store of schema 1 with so many rows of each kind.
    fn steps(rows: u32) -> Vec<u64> {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(MIGRATIONS[0].sql).unwrap();
        conn.execute_batch(&format!(
            "INSERT INTO offices VALUES (1, 1, 0, '', '', '', '', '', '', '', 'registered', NULL);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
            INSERT INTO users SELECT i, 1, 0, 1, 'm' || i, 'n', '', 'nurse', '', iif(i = 1, '2026-01-01', NULL), NULL,
                NULL, NULL, NULL, NULL, NULL, '', 'mail' || i, 's' || i, 'f' || i, '' FROM n;
            INSERT INTO patients SELECT id, 1, 0, 1, 'n', '', NULL, folded FROM users;
            INSERT INTO groups SELECT id, 1, 0, 1, 'patient', id, '', 'active', NULL, NULL, '', NULL, 0, '', '', '',
                sort, '' FROM users;
            INSERT INTO memberships SELECT id, 1, 0, id, id, '2026-04-01T00:00:00.000Z', 'import', NULL, NULL, NULL, ''
                FROM users;
            INSERT INTO invitations SELECT id, 1, 0, id, 1, id, 1, 1, '', 1, '', '2026-04-01', '2026-04-15', 'pending',
                NULL, NULL, NULL, NULL, NULL, NULL, '', '', 1 FROM users;
            INSERT INTO consents SELECT id, 1, 0, id, 'waiver', '2026-04-01', '', '', NULL FROM users;
            INSERT INTO pledges SELECT id, 1, 0, id, 'signed', '2026-04-01', '' FROM users;
            INSERT INTO trainings SELECT id, 1, 0, 1, id, '2026-04-01', '', 1 FROM users;"
        ))
        .unwrap();
        let taken = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&taken);
        let count = move || {
            counter.fetch_add(1, Relaxed);
            false
        };
        conn.progress_handler(1, Some(count)).unwrap();
        let step = |migration: &Migration| {
            conn.execute_batch(migration.sql).unwrap();
            taken.swap(0, Relaxed)
        };
        MIGRATIONS[1..].iter().map(step).collect()
    }

    #[test]
    fn a_migration_costs_what_there_is_and_not_its_square() {
        for (migration, (few, many)) in MIGRATIONS[1..].iter().zip(steps(200).into_iter().zip(steps(800))) {
            assert!(
                many < 5 * few,
                "migration {}: {few} steps, at four times the rows {many}",
                migration.number
            );
        }
    }

    #[test]
    fn a_store_has_many_rows_by_the_sum_of_its_last_numbers_whichever_tables_they_are_in() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(MIGRATIONS[0].sql).unwrap();
        assert!(!has_many_rows(&conn).unwrap());
        let group = |id: i64| {
            let sql = format!(
                "INSERT INTO groups VALUES ({id}, 1, 0, 1, 'patient', {id}, '', 'active', NULL, NULL, '', NULL, 0, '', '',
                    '', '', '')"
            );
            conn.execute_batch(&sql).unwrap();
        };
        conn.execute_batch(
            "PRAGMA foreign_keys = OFF; INSERT INTO memberships VALUES (60000, 1, 0, 1, 1,
                '2026-04-01T00:00:00.000Z', 'import', NULL, NULL, NULL, '')",
        )
        .unwrap();
        group(39_999);
        assert!(!has_many_rows(&conn).unwrap());
        group(40_000);
        assert!(has_many_rows(&conn).unwrap());
    }

    #[test]
    fn the_steps_of_the_schema_are_all_there() {
        assert!(MIGRATIONS.iter().map(|m| m.sql).eq(SCHEMA.iter().copied()));
    }
}
