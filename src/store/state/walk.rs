//! The walk over every row, which gives the digest anew: the store as it is against what the ledger says.

use rusqlite::Connection;

use super::derived::DERIVED;
use super::{Layout, RowCodes, StateDigest};
use crate::store::StoreError;

/// Tables that are no rows of the register, and what holds each of them instead. A table that is named neither here
/// nor among the derived ones is covered by every entry's digest.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("ledger", "a chain of its own, whose head is anchored"),
    ("ledger_images", "each entry's hash covers the digest of its images"),
    (
        "evidence",
        "the key of the codes, without which nothing fits, and the place in the spool, which the spool shows",
    ),
    (
        "ops",
        "names of requests and what became of them: an answer told twice, and nothing that is decided by",
    ),
    ("forgotten_names", "what consoles may not write back into what they remember"),
    ("saved_views", "a person's own filters"),
    ("visits", "when a person last came to the screen; sign-ins are entries"),
    ("workspaces", "how a person left the screen"),
];

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
    let is_row = |name: &String| {
        !LEFT_OUT.iter().any(|(table, _)| table == name)
            && !DERIVED.iter().any(|derived| derived.table == name)
    };
    Ok(names.into_iter().filter(is_row).collect())
}
