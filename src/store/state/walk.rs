//! The walk over every row, which gives the digest anew: the store as it is against what the ledger says.

use rusqlite::Connection;

use super::{Layout, RowCodes, StateDigest};
use crate::store::StoreError;

/// Tables that are no rows of the register: the ledger, which has a chain of its own, what the store keeps for
/// its evidence, the names of requests, what people's screens and visits leave behind, and which offices see an
/// invitation: that follows from its row, and [`super::follows`] holds it to that.
pub(super) const LEFT_OUT: &[&str] = &[
    "ledger",
    "ledger_images",
    "evidence",
    "invitation_offices",
    "ops",
    "saved_views",
    "visits",
    "workspaces",
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
    // What is due follows from the rows, by triggers within the same write.
    let is_row = |name: &String| !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("due_");
    Ok(names.into_iter().filter(is_row).collect())
}

/// True if the offices that see an invitation are those that its row names, and no row of theirs is missing: an old
/// page of that table would hide an invitation from a list whose row is there.
pub fn follows(conn: &Connection) -> Result<bool, StoreError> {
    let of_rows = "SELECT id, invitee_office, open, expires_on FROM invitations WHERE voided = 0 \
        UNION SELECT id, inviter_office, open, expires_on FROM invitations WHERE voided = 0 \
        UNION SELECT id, group_office, open, expires_on FROM invitations WHERE voided = 0";
    let kept = "SELECT invitation, office, open, expires_on FROM invitation_offices";
    let differs = format!(
        "SELECT EXISTS (SELECT * FROM ({of_rows}) EXCEPT {kept}) OR EXISTS ({kept} EXCEPT SELECT * FROM ({of_rows}))"
    );
    let differs: bool = conn.query_row(&differs, [], |row| row.get(0))?;
    Ok(!differs)
}
