//! What tests ask of a store in SQL. Not part of the program.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use rusqlite::types::ValueRef;
use rusqlite::{StatementStatus, named_params};
use sha2::{Digest, Sha256};

use super::Store;
use super::image::hex;
use crate::domain::OfficeId;
use crate::text::date::Day;

impl Store {
    /// The one number that `sql` gives.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.conn.query_row(sql, [], |row| row.get(0)).expect(sql)
    }

    /// Runs `sql`.
    pub(crate) fn run(&self, sql: &str) {
        self.conn.execute_batch(sql).expect(sql);
    }

    /// The texts that `sql` gives, one column.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        let mut statement = self.conn.prepare(sql).expect(sql);
        let rows = statement.query_map([], |row| row.get(0)).expect(sql);
        rows.map(|row| row.expect(sql)).collect()
    }

    /// How the database means to answer `sql`, step by step.
    pub(crate) fn plan(&self, sql: &str) -> Vec<String> {
        let mut statement = self.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect(sql);
        let lines = statement.raw_query().mapped(|row| row.get(3));
        lines.map(|line| line.expect(sql)).collect()
    }

    /// From now on counts how often the database could be interrupted: grows with every row it looks at.
    pub(crate) fn count_turns(&mut self) -> Arc<AtomicU64> {
        let taken = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&taken);
        let count = move || {
            counter.fetch_add(1, Relaxed);
            false
        };
        self.conn.progress_handler(1, Some(count)).expect("a handler");
        taken
    }

    /// Steps of the database for one question of an office on a day.
    pub(crate) fn steps(&self, office: OfficeId, today: Day, sql: &str) -> i32 {
        let mut statement = self.conn.prepare(sql).expect(sql);
        let today = today.to_string();
        let values = named_params! {
            ":office": office.0, ":today": today, ":before": "2026-01-01", ":limit": 200
        };
        for (name, value) in values {
            if let Some(place) = statement.parameter_index(name).expect(sql) {
                statement.raw_bind_parameter(place, value).expect(sql);
            }
        }
        let mut rows = statement.raw_query();
        while rows.next().expect(sql).is_some() {}
        drop(rows);
        statement.get_status(StatementStatus::VmStep)
    }

    /// A digest over every value of every row of every table.
    pub(crate) fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for table in self.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
            let mut statement =
                self.conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).expect("a table");
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                (0..columns).for_each(|n| hash.update(written(row.get_ref(n).expect("a value"))));
            }
        }
        hex(&hash.finalize())
    }
}

fn written(value: ValueRef<'_>) -> String {
    format!("{value:?}\n")
}
