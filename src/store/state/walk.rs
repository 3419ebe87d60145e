//! The walk over every row, which gives the digest anew: the store as it is against what the ledger says.

use rusqlite::Connection;

use super::{Layout, RowCodes, StateDigest};
use crate::store::StoreError;

/// Tables that are no rows of the register: the ledger, which has a chain of its own, what the store keeps for
/// its evidence, the names of requests, and what people's screens and visits leave behind.
pub(super) const LEFT_OUT: &[&str] =
    &["ledger", "ledger_images", "evidence", "ops", "saved_views", "visits", "workspaces"];

/// Columns that change without an entry: a code that is used up.
pub(super) const LEFT_OUT_COLUMNS: &[(&str, &str)] = &[("second_factors", "last_step")];

/// The digest of the rows as they stand. The caller holds a transaction where others may write meanwhile.
pub fn recomputed(conn: &Connection) -> Result<StateDigest, StoreError> {
    let codes = RowCodes::of(conn)?;
    let mut sum = StateDigest::default();
    for table in tables(conn)? {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let layout = Layout::new(&table, statement.column_names());
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = (0..count).map(|place| row.get_ref(place)).collect::<Result<Vec<_>, _>>()?;
            sum = sum.plus(codes.code(&layout, |place| cells[place]));
        }
    }
    Ok(sum)
}

/// Every table that holds rows of the register: all there are but those left out, so that none is forgotten.
pub(super) fn tables(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let names =
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    // What is due follows from the rows, by triggers within the same write.
    let is_row = |name: &String| !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("due_");
    Ok(names.into_iter().filter(is_row).collect())
}
