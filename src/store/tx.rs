//! One write transaction: typed rows in, a note of every row touched for the ledger and for undo, and the change
//! of the state digest.
//!
//! Does not decide anything and does not write the ledger by itself: see [`super::ledger`].

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::commit::Mark;
use super::evidence::anchor::Line;
use super::image::{Image, Touch};
use super::reader::Reader;
use super::row::Row;
use super::ssh_keys::SshKey;
use super::state::{Cells, StateDigest, Tally};
use super::{StoreError, image, ledger};
use crate::domain::*;

/// A write transaction in progress. Reads see its own writes.
pub struct Tx<'c> {
    reader: Reader<'c>,
    touched: Vec<Touch>,
    tally: Tally,
    last: Option<Line>,
    last_entry: Option<Mark>,
    pub(super) withdrawn: Vec<SshKey>,
}

impl<'c> std::ops::Deref for Tx<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> Tx<'c> {
    pub(super) fn new(reader: Reader<'c>, tally: Tally) -> Tx<'c> {
        Tx { reader, touched: Vec::new(), last_entry: None, tally, last: None, withdrawn: Vec::new() }
    }

    /// What happened to the digest and stands in no entry yet, and the last entry made.
    pub(super) fn ended(self) -> (StateDigest, Option<Line>, Vec<SshKey>) {
        (self.tally.change, self.last, self.withdrawn)
    }

    /// The digest that follows `before`, for the entry that is being made over all that has changed.
    pub(super) fn take_state(&mut self, before: StateDigest) -> StateDigest {
        before.plus(std::mem::take(&mut self.tally.change))
    }

    /// A row of a table without numbers and versions: what stood there before, and what stands there now.
    pub(super) fn tally_bare(
        &mut self,
        table: &'static str,
        columns: &[&str],
        went: Option<&[Value]>,
        came: Option<&[Value]>,
    ) {
        if let Some(values) = went {
            self.tally.went_bare(table, columns, values);
        }
        if let Some(values) = came {
            self.tally.came_bare(table, columns, values);
        }
    }

    /// An entry has been made.
    pub(super) fn entered(&mut self, line: Line) {
        self.last = Some(line);
    }

    fn tally<R: Row>(&mut self, number: i64, went: Option<(&[Value], u32)>, came: (&[Value], u32)) {
        let cells = |(values, version)| Cells { number, version, voided: 0, values };
        if let Some(went) = went {
            self.tally.went(R::TABLE, R::COLUMNS, cells(went));
        }
        self.tally.came(R::TABLE, R::COLUMNS, cells(came));
    }

    pub(super) fn conn(&self) -> &'c Connection {
        self.reader.conn()
    }

    /// Rows touched since the last call, in order.
    pub(super) fn take_touched(&mut self) -> Vec<Touch> {
        std::mem::take(&mut self.touched)
    }

    /// The last entry of the transaction so far.
    pub(super) fn last_entry(&self) -> Option<&Mark> {
        self.last_entry.as_ref()
    }

    /// Notes an entry that was appended.
    pub(super) fn note_entry(&mut self, mark: Mark) {
        self.last_entry = Some(mark);
    }

    /// Rows touched so far, in order.
    pub(super) fn touched(&self) -> &[Touch] {
        &self.touched
    }

    /// Empties the before-images of rows touched so far; their digests stay.
    pub(super) fn forget_images(&mut self, rows: &[Id]) {
        let is_one = |touch: &Touch| rows.contains(&Id { noun: touch.noun, number: touch.number });
        self.touched.iter_mut().filter(|touch| is_one(touch)).for_each(|touch| touch.before = None);
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
        self.tally::<R>(row.number(), None, (&values, 1));
        let after = Image::of(R::COLUMNS, values);
        self.touched.push(Touch::created(row.noun(), row.number(), &after));
        Ok(())
    }

    /// Adds many rows and returns how many. They leave no image: one entry of the ledger says what they are.
    pub fn insert_bulk<R: Row>(&mut self, rows: impl Iterator<Item = R>) -> Result<u64, StoreError> {
        let mut statement = self.conn().prepare_cached(&insert_sql::<R>())?;
        let mut count = 0;
        for row in rows {
            let (numbers, values) = ([Value::Integer(row.number()), Value::Integer(1)], row.values());
            statement.execute(params_from_iter(numbers.iter().chain(&values)))?;
            let cells = Cells { number: row.number(), version: 1, voided: 0, values: &values };
            self.tally.came(R::TABLE, R::COLUMNS, cells);
            count += 1;
        }
        Ok(count)
    }

    /// Writes a changed row back over the version it was read at, and raises the version.
    pub fn save<R: Row>(&mut self, row: &R) -> Result<(), StoreError> {
        let before = image::read(self.conn(), R::TABLE, R::COLUMNS, row.number())?;
        let values = row.values();
        let bound = values.iter().cloned().chain([row.number().into(), row.version().into()]);
        let changed = self.conn().prepare_cached(&update_sql::<R>())?.execute(params_from_iter(bound))?;
        let (Some((before, from)), 1) = (before, changed) else {
            return Err(StoreError::Stale { noun: row.noun().word(), number: row.number() });
        };
        let went: Vec<Value> = before.values().cloned().collect();
        self.tally::<R>(row.number(), Some((&went, from)), (&values, from + 1));
        let after = Image::of(R::COLUMNS, values);
        self.touched.push(Touch::changed(row.noun(), row.number(), from, before, &after));
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
        let (touched_before, last_entry) = (self.touched.len(), self.last_entry.clone());
        let (change_before, last) = (self.tally.change, self.last.clone());
        let withdrawn_before = self.withdrawn.len();
        let result = part(self);
        if result.is_err() {
            self.touched.truncate(touched_before);
            (self.tally.change, self.last) = (change_before, last);
            self.last_entry = last_entry;
            self.withdrawn.truncate(withdrawn_before);
            self.conn().execute_batch("ROLLBACK TO part").map_err(StoreError::from)?;
        }
        self.conn().execute_batch("RELEASE part").map_err(StoreError::from)?;
        result
    }

    /// Writes a touched row's image back; a created row becomes void. Says whether nobody has built on it.
    ///
    /// A row counts as untouched at the version the act left, and also where later acts on it were
    /// themselves taken back, so that one undo after another goes back step by step.
    pub fn take_back(&mut self, touch: &Touch) -> Result<bool, StoreError> {
        let (table, columns) = shape(touch.noun);
        let Some((now, version)) = image::read(self.conn(), table, columns, touch.number)? else {
            return Ok(false);
        };
        if version != touch.to && !(now.digest() == touch.after_digest && self.last_was_undo(touch)?) {
            return Ok(false);
        }
        let before = match &touch.before {
            Some(json) => Image::from_json(json)?,
            // Emptied by an approved erasure: there is nothing to write back.
            None if touch.from.is_some() => return Ok(false),
            None => return self.void(touch.noun, touch.number, version, now).map(|()| true),
        };
        if !image::write(self.conn(), table, &before, touch.number, version)? {
            return Ok(false);
        }
        // As it stands now: an image of an older schema has fewer columns than the row.
        let Some((after, _)) = image::read(self.conn(), table, columns, touch.number)? else {
            return Ok(false);
        };
        self.retally((touch.noun, touch.number), (&now, version, 0), (&after, version + 1, 0));
        self.touched.push(Touch::changed(touch.noun, touch.number, version, now, &before));
        Ok(true)
    }

    fn last_was_undo(&self, touch: &Touch) -> Result<bool, StoreError> {
        let row = Id { noun: touch.noun, number: touch.number };
        Ok(ledger::last_touching(self, row)?.is_some_and(|entry| entry.undoes.is_some()))
    }

    fn void(&mut self, noun: Noun, number: i64, version: u32, now: Image) -> Result<(), StoreError> {
        let (table, _) = shape(noun);
        let sql =
            format!("UPDATE {table} SET voided = 1, version = version + 1 WHERE id = ? AND version = ?");
        self.conn().prepare_cached(&sql)?.execute(rusqlite::params![number, version])?;
        self.retally((noun, number), (&now, version, 0), (&now, version + 1, 1));
        self.touched.push(Touch::voided(noun, number, version, now));
        Ok(())
    }

    /// The change of a row that is written as an image; both have every column of the row's noun.
    fn retally(&mut self, (noun, number): (Noun, i64), went: (&Image, u32, i64), came: (&Image, u32, i64)) {
        let (table, columns) = shape(noun);
        let values = |image: &Image| image.values().cloned().collect::<Vec<_>>();
        let (gone, here) = (values(went.0), values(came.0));
        let cells = |values, version, voided| Cells { number, version, voided, values };
        self.tally.went(table, columns, cells(&gone, went.1, went.2));
        self.tally.came(table, columns, cells(&here, came.1, came.2));
    }
}

/// The table and columns of a noun.
fn shape(noun: Noun) -> (&'static str, &'static [&'static str]) {
    fn of<R: Row>() -> (&'static str, &'static [&'static str]) {
        (R::TABLE, R::COLUMNS)
    }
    match noun {
        Noun::Office => of::<Office>(),
        Noun::User => of::<User>(),
        Noun::Patient => of::<Patient>(),
        Noun::Group => of::<Group>(),
        Noun::Membership => of::<Membership>(),
        Noun::Invitation => of::<Invitation>(),
        Noun::Sanction => of::<Sanction>(),
        Noun::Hold => of::<Hold>(),
        Noun::Decision => of::<Decision>(),
        Noun::Consent => of::<Consent>(),
        Noun::Pledge => of::<Pledge>(),
        Noun::Training => of::<Training>(),
        Noun::Device
        | Noun::TakeOut
        | Noun::Incident
        | Noun::Request
        | Noun::Review
        | Noun::Attestation
        | Noun::Rule
        | Noun::Handler
        | Noun::Guideline
        | Noun::Application
        | Noun::Contact => of::<Record>(),
        Noun::Mirror => of::<Mirror>(),
        // A seat has no row of its own: taken, it is a membership.
        Noun::Seat => of::<Membership>(),
        // Entries are no rows of the register; their table has no columns that anything writes back.
        Noun::Entry => ("ledger", &[]),
    }
}

fn insert_sql<R: Row>() -> String {
    let names: Vec<String> = R::COLUMNS.iter().map(|c| format!("\"{c}\"")).collect();
    let holes = vec!["?"; R::width()].join(", ");
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

#[cfg(test)]
impl Reader<'_> {
    /// Every living row but mirror marks as one text, versions left out: what undo must lead back to.
    pub(crate) fn rows_as_text(&self) -> Result<String, StoreError> {
        let mut text = String::new();
        for noun in Noun::ALL.into_iter().filter(|n| !matches!(n, Noun::Entry | Noun::Mirror)) {
            let (table, columns) = shape(noun);
            let mut statement =
                self.conn().prepare(&format!("SELECT id FROM {table} WHERE voided = 0 ORDER BY id"))?;
            let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            for id in ids {
                let image = image::read(self.conn(), table, columns, id)?;
                text.push_str(&format!(
                    "{table} {id} {}\n",
                    image.map(|(i, _)| i.to_json()).unwrap_or_default()
                ));
            }
        }
        Ok(text)
    }
}
