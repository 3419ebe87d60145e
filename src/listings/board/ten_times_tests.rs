//! What today's list and the board cost follows from the office that looks, and not from how much else the store holds:
//! counted in steps of the database, question by question.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use super::concerns::CONCERNS;
use super::evidence::EVIDENCE;
use super::*;
use crate::listings::checks::CHECKS;
use crate::listings::today::due_today;
use crate::regulation::book::BOOK;
use crate::testing::World;

/// Every question of the board: the checks, of which today's list is made, and what is counted.
fn questions() -> Vec<(String, &'static str)> {
    let checks = CHECKS.iter().copied().flatten();
    let checks = checks.map(|check| (format!("check {}", check.id), check.duty.sql));
    let evidence = EVIDENCE.iter().map(|of| (format!("evidence {}", of.what.en), of.tally.sql));
    let concerns = CONCERNS.iter().map(|of| (format!("concern {}", of.clauses[0]), of.tally.sql));
    checks.chain(evidence).chain(concerns).collect()
}

fn steps(world: &World) -> Vec<(String, i32)> {
    let (office, today) = (world.ctx.actor.office, world.ctx.today());
    questions().into_iter().map(|(what, sql)| (what, world.store.steps(office, today, sql))).collect()
}

#[test]
fn ten_times_the_offices_cost_todays_list_and_the_board_nothing() {
    let (few, many) = (World::city(12), World::city(120));
    let grown: Vec<String> = steps(&few)
        .iter()
        .zip(steps(&many))
        .filter(|((_, few), (_, many))| *many > few + few / 50)
        .map(|((what, few), (_, many))| format!("{what}: {few} steps, of ten times the offices {many}"))
        .collect();
    assert!(grown.is_empty(), "{grown:#?}");
}

/// What the whole of today's list and of the board takes, with every row that is read for a line of them.
fn whole(world: &mut World) -> [(&'static str, u64); 2] {
    let taken = world.store.count_turns();
    drop(due_today(&world.reader(), &world.ctx).expect("a store"));
    let today = taken.swap(0, Relaxed);
    drop(board(&world.reader(), &world.ctx, &BOOK).expect("a store"));
    [("today", today), ("board", taken.swap(0, Relaxed))]
}

#[test]
fn ten_times_the_offices_cost_the_whole_of_both_nothing() {
    let (mut few, mut many) = (World::city(12), World::city(120));
    let (few, many) = (whole(&mut few), whole(&mut many));
    for ((what, few), (_, many)) in few.into_iter().zip(many) {
        assert!(many <= few + few / 1000, "{what}: {few} turns, of ten times the offices {many}");
    }
}

#[test]
#[ignore = "takes minutes: the table of the city and of ten cities, with times"]
fn the_city_and_ten_cities() {
    let mut told = String::from(
        "| offices | users | groups | memberships | checks: steps | counts: steps | today: ms | board: ms |\n",
    );
    for offices in [300, 3_000] {
        let world = World::city(offices);
        let steps = steps(&world);
        let of =
            |kind: &str| steps.iter().filter(|(what, _)| what.starts_with(kind)).map(|(_, n)| n).sum::<i32>();
        let (checks, counts) = (of("check"), of("evidence") + of("concern"));
        let best = |read: &dyn Fn()| {
            let times = (0..5).map(|_| {
                let begun = Instant::now();
                read();
                begun.elapsed().as_micros()
            });
            times.min().unwrap_or_default() as f64 / 1000.0
        };
        let today = best(&|| drop(due_today(&world.reader(), &world.ctx).expect("a store")));
        let board = best(&|| drop(board(&world.reader(), &world.ctx, &BOOK).expect("a store")));
        let count = |table: &str| world.store.number(&format!("SELECT count(*) FROM {table}"));
        let (users, groups, memberships) = (count("users"), count("groups"), count("memberships"));
        told += &format!(
            "| {offices} | {users} | {groups} | {memberships} | {checks} | {counts} | {today:.1} | {board:.1} |\n"
        );
    }
    if let Some(file) = std::env::var_os("MCS_TEN_TIMES") {
        std::fs::write(file, &told).expect("a file");
    }
    assert!(told.lines().count() == 3, "{told}");
}
