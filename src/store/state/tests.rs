//! The digest: its arithmetic, what it covers, and that row by row leads to the same as the walk over all.

use super::*;
use crate::domain::*;
use crate::store::row::Row;
use crate::store::{SCHEMA, Store};

fn digest(byte: u8) -> StateDigest {
    StateDigest::of_bytes([byte; 32])
}

#[test]
fn what_is_added_can_be_taken_away_again_also_over_the_edge() {
    for (one, other) in [(0, 0), (1, 255), (255, 255), (128, 128), (7, 250)] {
        let sum = digest(one).plus(digest(other));
        assert_eq!(sum.minus(digest(other)), digest(one), "{one} {other}");
        assert_eq!(sum, digest(other).plus(digest(one)));
    }
    assert_eq!(digest(255).plus(StateDigest([1, 0, 0, 0])), StateDigest::default());
}

#[test]
fn two_equal_rows_do_not_cancel() {
    assert_ne!(digest(9).plus(digest(9)), StateDigest::default());
}

#[test]
fn the_digits_lead_back_to_the_digest_and_nothing_else_does() {
    let one = StateDigest([1, 2, u64::MAX, 0xfeed_0000_0000_0001]);
    assert_eq!(StateDigest::parse(&one.hex()), Some(one));
    assert!(one.hex().starts_with("feed000000000001"));
    for wrong in ["", "00", &"g".repeat(64), &"F".repeat(64), &"0".repeat(65)] {
        assert_eq!(StateDigest::parse(wrong), None, "{wrong}");
    }
}

fn conn() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    for step in SCHEMA {
        conn.execute_batch(step).unwrap();
    }
    conn
}

/// Where every table of the schema stands: a new one is looked at by somebody before this passes.
#[test]
fn every_table_is_covered_or_held_otherwise_for_a_reason() {
    let conn = conn();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let all: Vec<String> =
        conn.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let covered = walk::tables(&conn).unwrap();
    let told = all.iter().map(|table| {
        let left_out = walk::LEFT_OUT.iter().find(|(name, _)| name == table);
        let is_derived = derived::DERIVED.iter().any(|derived| derived.table == table);
        let standing = match (covered.contains(table), is_derived, left_out) {
            (true, false, None) => "in the digest",
            (false, true, None) => "follows from rows; held to them by the walk",
            (false, false, Some((_, why))) => why,
            other => panic!("{table}: {other:?}"),
        };
        format!("{table}: {standing}\n")
    });
    insta::assert_snapshot!(told.collect::<String>());
    let are_there = walk::LEFT_OUT.iter().map(|(table, _)| *table);
    let are_there = are_there.chain(derived::DERIVED.iter().map(|derived| derived.table));
    are_there.for_each(|table| assert!(all.iter().any(|name| name == table), "{table} is no more"));
}

/// What hides a row or shows one that is not there is seen in every derived table.
#[test]
fn a_derived_table_that_does_not_follow_is_named() {
    let world = crate::testing::World::demo();
    let conn = &world.store.conn;
    assert_eq!(not_following(conn).unwrap(), None);
    for derived::Derived { table, .. } in derived::DERIVED {
        let moment = conn.unchecked_transaction().unwrap();
        let gone = moment
            .execute(&format!("DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})"), []);
        let gone = gone.or_else(|_| moment.execute(&format!("DELETE FROM {table}"), [])).unwrap();
        if gone == 0 {
            let columns = moment.prepare(&format!("SELECT * FROM {table}")).unwrap().column_count();
            let cells = vec!["9"; columns].join(", ");
            moment.execute(&format!("INSERT INTO {table} VALUES ({cells})"), []).unwrap();
        }
        assert_eq!(not_following(&moment).unwrap(), Some(*table));
        drop(moment);
    }
}

/// A covered table is covered by all of its columns.
#[test]
fn no_column_of_the_register_is_forgotten() {
    fn of<R: Row>() -> (&'static str, Vec<&'static str>) {
        (R::TABLE, ["id", "version", "voided"].into_iter().chain(R::COLUMNS.iter().copied()).collect())
    }
    let mut known = vec![
        of::<Office>(),
        of::<User>(),
        of::<Patient>(),
        of::<Group>(),
        of::<Membership>(),
        of::<Invitation>(),
        of::<Sanction>(),
        of::<Hold>(),
        of::<Consent>(),
        of::<Pledge>(),
        of::<Training>(),
        of::<Record>(),
        of::<Decision>(),
        of::<Mirror>(),
        ("operators", vec!["id", "role", "office", "name"]),
        ("passphrase_policy", vec!["id", "value"]),
        ("second_factors", vec!["operator", "secret"]),
    ];
    known.iter_mut().for_each(|(_, columns)| columns.sort_unstable());
    let conn = conn();
    for table in walk::tables(&conn).unwrap() {
        let mut columns: Vec<String> = conn
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        columns.retain(|column| !walk::LEFT_OUT_COLUMNS.contains(&(table.as_str(), column.as_str())));
        columns.sort_unstable();
        let found = known.iter().find(|(name, _)| *name == table);
        let (_, known) = found.unwrap_or_else(|| panic!("{table}: rows that no entry's digest covers"));
        assert_eq!(columns, *known, "{table}");
    }
}

#[test]
fn a_code_depends_on_table_column_kind_and_value_and_not_on_their_order() {
    let conn = conn();
    let codes = RowCodes::of(&conn).unwrap();
    let code = |table: &str, cells: &[(&str, Value)]| {
        let layout = Layout::new(table, cells.iter().map(|(name, _)| *name));
        codes.code(&layout, |place| (&cells[place].1).into())
    };
    let text = |t: &str| Value::Text(t.to_owned());
    let base = code("a", &[("x", text("1")), ("y", text("2"))]);
    assert_eq!(base, code("a", &[("y", text("2")), ("x", text("1"))]));
    assert_eq!(base, code("a", &[("x", text("1")), ("y", text("2")), ("z", Value::Null)]));
    for other in [
        code("b", &[("x", text("1")), ("y", text("2"))]),
        code("a", &[("x", text("2")), ("y", text("1"))]),
        code("a", &[("x", Value::Integer(1)), ("y", text("2"))]),
        code("a", &[("x", text("12")), ("y", text(""))]),
        code("a", &[("xy", text("12"))]),
    ] {
        assert_ne!(base, other);
    }
}

#[test]
fn two_stores_have_different_codes_for_the_same_row() {
    let layout = Layout::new("a", ["x"].into_iter());
    let code = || RowCodes::of(&conn()).unwrap().code(&layout, |_| ValueRef::Integer(1));
    assert_ne!(code(), code());
}

/// Row by row and all at once: see also the properties of the actions.
#[test]
fn row_by_row_leads_to_the_same_digest_as_the_walk() {
    let world = crate::testing::World::demo();
    let store: &Store = &world.store;
    let said: String = store
        .conn
        .query_row("SELECT state FROM ledger ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(recomputed(&store.conn).unwrap().hex(), said);
}

#[test]
fn another_policy_or_another_secret_changes_the_digest_and_a_used_code_does_not() {
    let mut world = crate::testing::World::new();
    let mut change = |part: &mut dyn FnMut(&mut crate::store::Tx<'_>) -> Result<(), StoreError>| {
        let ctx = world.ctx.clone();
        world
            .store
            .write(crate::actions::scope(&ctx), ctx.today(), |tx| {
                part(tx)?;
                let draft =
                    crate::actions::draft(&ctx, "operator.policy", "", crate::store::ledger::Outcome::Done);
                let said = crate::store::ledger::append(tx, draft)?.state;
                assert_eq!(recomputed(tx.conn())?.hex(), said);
                Ok::<_, StoreError>(said)
            })
            .unwrap()
    };
    let steps = [
        change(&mut |tx| tx.set_passphrase_policy(PassphrasePolicy::Long)),
        change(&mut |tx| tx.set_passphrase_policy(PassphrasePolicy::TwoFactor)),
        change(&mut |tx| tx.set_second_factor("U-0001", &[1; 20], 1)),
        change(&mut |tx| tx.set_second_factor("U-0001", &[2; 20], 2)),
        change(&mut |tx| tx.use_step("U-0001", 3).map(drop)),
        change(&mut |tx| tx.drop_second_factor("U-0001")),
    ];
    assert_eq!(steps[4], steps[3], "a used code");
    assert_eq!(steps[5], steps[1], "the secret is gone again");
    let different: std::collections::BTreeSet<_> = steps.iter().collect();
    assert_eq!(different.len(), 4);
}
