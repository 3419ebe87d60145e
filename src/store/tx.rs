//! One write transaction: typed rows in, and a note of every row touched for the ledger and for undo.
//!
//! Does not decide anything and does not write the ledger by itself: see [`super::ledger`].

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::image::{Image, Touch};
use super::reader::Reader;
use super::row::Row;
use super::{StoreError, image};

/// A write transaction in progress. Reads see its own writes.
pub struct Tx<'c> {
    reader: Reader<'c>,
    touched: Vec<Touch>,
}

impl<'c> std::ops::Deref for Tx<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> Tx<'c> {
    pub(super) fn new(reader: Reader<'c>) -> Tx<'c> {
        Tx { reader, touched: Vec::new() }
    }

    pub(super) fn conn(&self) -> &'c Connection {
        self.reader.conn()
    }

    /// Rows touched since the last call, in order.
    pub(super) fn take_touched(&mut self) -> Vec<Touch> {
        std::mem::take(&mut self.touched)
    }

    /// How many rows this entry has touched so far.
    pub fn rows_touched(&self) -> usize {
        self.touched.len()
    }

    /// The number the next row of this noun gets. Numbers are never reused, since rows are never deleted.
    pub fn next_number<R: Row>(&self) -> Result<i64, StoreError> {
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {}", R::TABLE);
        Ok(self.conn().prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    }

    /// Adds a row as it stands; its number comes from [`Tx::next_number`], its version is 1.
    pub fn insert<R: Row>(&mut self, row: &R) -> Result<(), StoreError> {
        let values = row.values();
        self.conn().prepare_cached(&insert_sql::<R>())?.execute(params_from_iter(
            [Value::Integer(row.number()), Value::Integer(1)].into_iter().chain(values.iter().cloned()),
        ))?;
        let after = Image::of(R::COLUMNS, values);
        self.touched.push(Touch::created(R::NOUN, row.number(), &after));
        Ok(())
    }

    /// Writes a changed row back over the version it was read at, and raises the version.
    pub fn save<R: Row>(&mut self, row: &R) -> Result<(), StoreError> {
        let before = image::read(self.conn(), R::TABLE, R::COLUMNS, row.number())?;
        let values = row.values();
        let bound = values.iter().cloned().chain([row.number().into(), row.version().into()]);
        let changed = self.conn().prepare_cached(&update_sql::<R>())?.execute(params_from_iter(bound))?;
        let (Some((before, from)), 1) = (before, changed) else {
            return Err(StoreError::Stale { noun: R::NOUN.word(), number: row.number() });
        };
        let after = Image::of(R::COLUMNS, values);
        self.touched.push(Touch::changed(R::NOUN, row.number(), from, before, &after));
        Ok(())
    }

    /// Adds a row that belongs to no entry's images: a mirror mark, which undo treats in its own way.
    pub fn insert_aside<R: Row>(&mut self, row: &R) -> Result<(), StoreError> {
        self.insert(row)?;
        self.touched.pop();
        Ok(())
    }

    /// Runs `part` whole or not at all: what it wrote is rolled back where it fails.
    pub fn whole<T, E: From<StoreError>>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let sql = |sql| self.reader.conn().execute_batch(sql).map_err(StoreError::from);
        sql("SAVEPOINT part")?;
        let touched_before = self.touched.len();
        let result = part(self);
        if result.is_err() {
            self.touched.truncate(touched_before);
            self.conn().execute_batch("ROLLBACK TO part").map_err(StoreError::from)?;
        }
        self.conn().execute_batch("RELEASE part").map_err(StoreError::from)?;
        result
    }

    pub(super) fn note(&mut self, touch: Touch) {
        self.touched.push(touch);
    }
}

fn insert_sql<R: Row>() -> String {
    let names: Vec<String> = R::COLUMNS.iter().map(|c| format!("\"{c}\"")).collect();
    let holes = vec!["?"; R::COLUMNS.len() + 2].join(", ");
    format!("INSERT INTO {} (id, version, {}) VALUES ({holes})", R::TABLE, names.join(", "))
}

fn update_sql<R: Row>() -> String {
    let sets: Vec<String> = R::COLUMNS.iter().map(|c| format!("\"{c}\" = ?")).collect();
    format!(
        "UPDATE {} SET {}, version = version + 1 WHERE id = ? AND version = ? AND voided = 0",
        R::TABLE,
        sets.join(", ")
    )
}
