//! A second implementation judges the same: a thousand mutated ledgers, verified here and by the Python script.

use std::fmt::Write as _;
use std::process::Command;

use super::*;
use crate::actions::Answers;
use crate::testing::World;

const LEDGERS: u64 = 1000;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// A ledger of a dozen entries: done, refused, of one row and of several, two of encoding 1 and three of encoding 2.
fn world() -> World {
    let mut world = World::new();
    let because = || Answers::default().because("確認のうえ、本人に電話で伝えました");
    for (action, id) in [
        ("invitation.approve", "I-0001"),
        ("invitation.approve", "I-0003"),
        ("invitation.approve", "I-0004"),
        ("invitation.judge", "I-0002"),
        ("invitation.approve", "I-0002"),
        ("user.memo", "U-0003"),
        ("user.memo", "U-0004"),
        ("invitation.revoke", "I-0001"),
        ("invitation.approve", "I-0001"),
        ("user.release", "U-0003"),
    ] {
        world.act(action, id, because());
    }
    let conn = &world.store.conn;
    for trigger in ["ledger_is_never_changed", "ledger_is_never_shortened", "ledger_images_are_never_removed"]
    {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn.execute_batch("DROP TRIGGER ledger_images_are_only_emptied; PRAGMA foreign_keys = OFF").unwrap();
    conn.execute_batch("UPDATE ledger SET encoding = 1, key_print = '', state = '' WHERE number <= 2")
        .unwrap();
    conn.execute_batch("UPDATE ledger SET encoding = 2 WHERE number IN (3, 4, 5)").unwrap();
    conn.execute_batch("UPDATE ledger SET ssh_key = 'SHA256:abc' WHERE number > 5").unwrap();
    rechain(&world, 1);
    world
}

fn rechain(world: &World, from: i64) {
    let mut number = from;
    while let Some(mut entry) = super::entry(&world.reader(), number).unwrap() {
        entry.previous =
            super::entry(&world.reader(), number - 1).unwrap().map(|e| e.hash).unwrap_or_default();
        let sql = "UPDATE ledger SET previous = ?, hash = ? WHERE number = ?";
        world.store.conn.execute(sql, params![entry.previous, entry.computed_hash(), number]).unwrap();
        number += 1;
    }
}

/// One mutation; some of them, such as the loss of the end, leave a chain that fits.
fn mutate(world: &World, dice: &mut Dice) {
    let conn = &world.store.conn;
    let last = head_number(&world.reader()).unwrap();
    let number = 1 + i64::try_from(dice.below(usize::try_from(last).unwrap())).unwrap();
    let texts = [
        "at",
        "actor",
        "role",
        "session",
        "client",
        "key_print",
        "ssh_key",
        "action",
        "object",
        "outcome",
        "reason",
        "clauses",
        "details",
        "images",
        "state",
        "previous",
        "hash",
    ];
    let sql = match dice.below(12) {
        0..=3 => {
            let column = texts[dice.below(texts.len())];
            let added = ["x", "０", " ", "、", "0", "\n", ","][dice.below(7)];
            format!("UPDATE ledger SET {column} = {column} || '{added}' WHERE number = {number}")
        }
        4 => format!("UPDATE ledger SET undoes = {} WHERE number = {number}", dice.below(9)),
        5 => format!("UPDATE ledger SET encoding = 1 + encoding % 3 WHERE number = {number}"),
        6 => format!("DELETE FROM ledger WHERE number = {number}; DELETE FROM ledger_images WHERE entry = {number}"),
        7 => format!("DELETE FROM ledger WHERE number >= {number}; DELETE FROM ledger_images WHERE entry >= {number}"),
        8 => format!("DELETE FROM ledger_images WHERE entry = {number} AND place = 0"),
        9 => format!("UPDATE ledger_images SET fields = fields || 'x', version_to = version_to + 1 WHERE entry = {number}"),
        10 => format!(
            "UPDATE ledger SET number = -1 WHERE number = {number}; UPDATE ledger SET number = {number} WHERE number = {};
             UPDATE ledger SET number = {0} WHERE number = -1",
            last - number + 1
        ),
        _ => format!("UPDATE ledger SET reason = 'あとから' WHERE number = {number}"),
    };
    conn.execute_batch(&sql).unwrap();
    // Whoever changes an entry may also compute the hashes that follow, or only its own.
    match dice.below(4) {
        0 => rechain(world, number),
        1 => {
            if let Some(entry) = super::entry(&world.reader(), number).unwrap() {
                let sql = "UPDATE ledger SET hash = ? WHERE number = ?";
                conn.execute(sql, params![entry.computed_hash(), number]).unwrap();
            }
        }
        _ => {}
    }
}

fn exported(world: &World) -> String {
    let mut lines = String::new();
    each::<StoreError>(&world.reader(), ALL, |entry| {
        let line = export::line(&world.reader(), entry)?;
        writeln!(lines, "{}", crate::text::to_json(&line)).unwrap();
        Ok(())
    })
    .unwrap();
    lines
}

/// Wherever the ledger is cut, two readers say what one says.
fn assert_the_same_in_two_parts(world: &World, whole: &Verdict) {
    let reader = world.reader();
    for cut in 0..=head_number(&reader).unwrap() {
        let (before, after) = (verify_part(&reader, 1..=cut), verify_part(&reader, cut + 1..=i64::MAX));
        assert_eq!(&before.unwrap().joined(after.unwrap()), whole, "cut after {cut}");
    }
}

fn judged(world: &World) -> String {
    let verdict = verify(&world.reader()).unwrap();
    assert_the_same_in_two_parts(world, &verdict);
    match verdict.first_bad {
        Some(bad) => format!("bad {} {}", bad.number, bad.what.word()),
        None if verdict.entries == 0 => "ok 0 -".to_owned(),
        None => format!("ok {} {}", verdict.entries, verdict.head),
    }
}

#[test]
fn the_python_script_agrees_on_a_thousand_mutated_ledgers() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(20_261_123);
    let mut expected = String::new();
    for at in 0..LEDGERS {
        let path = folder.path().join(format!("{at:04}.jsonl"));
        world.store.conn.execute_batch("SAVEPOINT mutation").unwrap();
        // The first is as it was made.
        if at > 0 {
            mutate(&world, &mut dice);
        }
        std::fs::write(&path, exported(&world)).unwrap();
        writeln!(expected, "{} {}", path.display(), judged(&world)).unwrap();
        world.store.conn.execute_batch("ROLLBACK TO mutation; RELEASE mutation").unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verify_export.py");
    let files = (0..LEDGERS).map(|at| folder.path().join(format!("{at:04}.jsonl")));
    let ran = Command::new("python3").arg(script).arg("--whole").args(files).output().expect("python3");
    let said = String::from_utf8(ran.stdout).unwrap();
    let kinds =
        ["bad", "number", "link", "hash", "images", " ok "].map(|kind| expected.matches(kind).count());
    assert!(kinds.iter().all(|count| *count > 10), "the mutations leave something out: {kinds:?}");
    for (one, other) in said.lines().zip(expected.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(said.lines().count(), expected.lines().count(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn another_offices_entry_is_exported_as_a_link_only() {
    let mut world = world();
    world.ctx.actor.office = crate::domain::OfficeId(2);
    let lines = exported(&world);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let names: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(names, ["number", "previous", "hash", "sealed"]);
    }
}
