//! Numbers over time, by day and each from an index: what was approved, since when invitations are open, when passwords
//! and trainings were last seen to, which groups wait for the archive.
//!
//! For the console's charts and for the monthly report; keeps no figure of its own.

use rusqlite::{ToSql, named_params};

use super::{Reader, StoreError};
use crate::text::date::{Day, instant_iso, start_of};

/// A count with the day it is of; none where no day is known.
pub type OfDay = (Option<Day>, u64);

/// Asks by `:from` too; days are those of Japan.
const APPROVALS: &str = "SELECT strftime('%Y-%m-%d', approved_at, '+9 hours'), count(*) FROM invitations \
    WHERE invitee_office = :office AND voided = 0 AND approved_at IS NOT NULL AND approved_at >= :bound \
    GROUP BY 1 ORDER BY 1";

const OPEN_INVITATIONS: &str = "SELECT invited_on, count(*) FROM invitations \
    WHERE invitee_office = :office AND voided = 0 AND open = 1 AND expires_on >= :bound GROUP BY 1 ORDER BY 1";

const PASSWORDS: &str = "SELECT password_changed_on, count(*) FROM users \
    WHERE office = :office AND voided = 0 AND released_on IS NULL AND closed_on IS NULL \
    AND password_changed_on IS NOT NULL GROUP BY 1 ORDER BY 1";

const PASSWORDS_UNKNOWN: &str = "SELECT NULL, count(*) FROM users INDEXED BY users_password_unknown \
    WHERE office = :office AND voided = 0 AND released_on IS NULL AND closed_on IS NULL \
    AND password_changed_on IS NULL HAVING count(*) > 0";

const TRAININGS: &str =
    "SELECT nullif(held_on, ''), count(*) FROM due_trainings WHERE office = :office GROUP BY 1 ORDER BY 1";

const WAITING_GROUPS: &str = "SELECT ended_on, count(*) FROM groups WHERE office = :office AND voided = 0 \
    AND state = 'active' AND ended_on IS NOT NULL AND ended_on <= :bound GROUP BY 1 ORDER BY 1";

impl Reader<'_> {
    /// Approvals of the office's users, by day, from a day on.
    pub fn approvals_by_day(&self, from: Day) -> Result<Vec<OfDay>, StoreError> {
        self.by_day(APPROVALS, Some(&instant_iso(start_of(from))))
    }

    /// Open invitations to the office's users, by the day on which they were made.
    pub fn open_invitations_by_day(&self) -> Result<Vec<OfDay>, StoreError> {
        self.by_day(OPEN_INVITATIONS, Some(&self.today().to_string()))
    }

    /// Registered users, by the day on which their password was last changed.
    pub fn passwords_by_day(&self) -> Result<Vec<OfDay>, StoreError> {
        let mut counted = self.by_day(PASSWORDS_UNKNOWN, None)?;
        counted.extend(self.by_day(PASSWORDS, None)?);
        Ok(counted)
    }

    /// Registered users, by the day of their last training on the pledge.
    pub fn trainings_by_day(&self) -> Result<Vec<OfDay>, StoreError> {
        self.by_day(TRAININGS, None)
    }

    /// Groups whose use is over and that are not in the archive yet, by the day on which it ended.
    pub fn waiting_groups_by_day(&self) -> Result<Vec<OfDay>, StoreError> {
        self.by_day(WAITING_GROUPS, Some(&self.today().to_string()))
    }

    fn by_day(&self, sql: &str, bound: Option<&String>) -> Result<Vec<OfDay>, StoreError> {
        let office = self.office().0;
        let mut values: Vec<(&str, &dyn ToSql)> = named_params! { ":office": office }.to_vec();
        values.extend(bound.map(|bound| (":bound", bound as &dyn ToSql)));
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map(values.as_slice(), |row| {
            Ok((row.get::<_, Option<String>>(0)?, u64::from(row.get::<_, u32>(1)?)))
        })?;
        let read = |(day, count): (Option<String>, u64)| (day.and_then(|day| day.parse().ok()), count);
        Ok(rows.map(|row| row.map(read)).collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{Answer, Answers};
    use crate::domain::EndReason;
    use crate::testing::{World, day};

    fn count(counted: &[OfDay]) -> u64 {
        counted.iter().map(|(_, n)| n).sum()
    }

    /// Ten years of a city behind the office cost a chart nothing: no question walks a table.
    #[test]
    fn every_number_comes_from_an_index_of_the_office() {
        let world = World::demo();
        for (sql, index) in [
            (APPROVALS, "invitations_approved"),
            (OPEN_INVITATIONS, "invitations_open_since"),
            (PASSWORDS, "users_password_due"),
            (PASSWORDS_UNKNOWN, "users_password_unknown"),
            (TRAININGS, "due_trainings_of_office"),
            (WAITING_GROUPS, "groups_by_end"),
        ] {
            let reader = world.reader();
            let sql = sql.replace(":office", "1").replace(":bound", "'2026-01-01'");
            let mut statement = reader.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let plan: Vec<String> =
                statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
            assert!(plan[0].starts_with("SEARCH") && plan[0].contains(index), "{sql}: {plan:?}");
        }
    }

    /// Users, groups, approved and open invitations and trainings of another office, many times what ours has.
    const OTHERS: &str = "
        CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT i FROM n;
        INSERT INTO users (id, version, voided, office, mcs_id, name, kana, occupation, mail, password_changed_on, joined_on, \
            memo, mailbox, sort, folded, search)
            SELECT 20000 + i, 0, 0, 2, 'm' || i, '新' || i, 'しん' || i, 'nurse', '', CASE WHEN i % 2 THEN '2026-11-01' END, \
                '2026-11-01', '', '', 'しん' || i, '新' || i, '新' || i FROM numbers;
        INSERT INTO trainings (id, version, voided, office, user, held_on, topic, covers_pledge)
            SELECT 20000 + i, 0, 0, 2, 20000 + i, '2026-11-01', '', 1 FROM numbers;
        INSERT INTO groups (id, version, voided, office, kind, title, state, ended_on, end_reason, end_note, admin_room, \
            urgent_reason, memo, kana, sort, search)
            SELECT 20000 + i, 0, 0, 2, 'free', '新' || i, 'active', '2026-10-01', 'moved', '', 0, '', '', '', 'しん' || i, \
                '新' || i FROM numbers;
        INSERT INTO invitations (id, version, voided, \"group\", group_office, invitee, invitee_office, inviter_name, \
            inviter_office, message, invited_on, expires_on, state, approved_at, closed_by, close_reason, open)
            SELECT 20000 + i, 0, 0, 20000 + i, 2, 20000 + i, 2, '', 2, '', '2026-11-01', '2027-11-15', 'approved', \
                '2026-11-20T00:00:00.000Z', '', '', 1 FROM numbers;
    ";

    /// Counted in steps of the database.
    #[test]
    fn a_chart_costs_what_its_office_has_and_nothing_for_any_other() {
        let world = World::demo();
        let steps = || {
            [APPROVALS, OPEN_INVITATIONS, PASSWORDS, PASSWORDS_UNKNOWN, TRAININGS, WAITING_GROUPS].map(
                |sql| {
                    let sql = sql.replace(":bound", "'2026-09-21'");
                    world.store.steps(world.ctx.actor.office, world.ctx.today(), &sql)
                },
            )
        };
        let before = steps();
        world.store.run(OTHERS);
        assert_eq!(
            world.store.number("SELECT count(*) FROM due_trainings WHERE office = 2 AND user > 20000"),
            600
        );
        // A deeper index may take a step more.
        let grown = steps().iter().zip(&before).map(|(after, before)| after - before).max();
        assert!(grown <= Some(8), "{before:?} {:?}", steps());
        assert!(before.iter().all(|steps| *steps < 3_000), "{before:?}");
    }

    #[test]
    fn an_approval_counts_on_its_day_until_it_is_undone() {
        let mut world = World::new();
        let today = world.ctx.today();
        let approvals = |world: &World| count(&world.reader().approvals_by_day(today).unwrap());
        let before = approvals(&world);
        world.act("invitation.approve", "I-0001", Answers::default());
        assert_eq!(approvals(&world), before + 1);
        let entry = crate::store::ledger::head_number(&world.reader()).unwrap();
        crate::actions::undo::perform(&mut world.store, &world.ctx, entry).unwrap();
        assert_eq!(approvals(&world), before);
    }

    #[test]
    fn every_registered_user_has_one_day_of_passwords_and_one_of_trainings() {
        for world in [World::new(), World::demo()] {
            let reader = world.reader();
            let registered = reader.registered_users().unwrap().len() as u64;
            assert_eq!(count(&reader.passwords_by_day().unwrap()), registered);
            assert_eq!(count(&reader.trainings_by_day().unwrap()), registered);
        }
    }

    #[test]
    fn a_group_waits_from_the_day_after_which_it_is_not_used() {
        let mut world = World::new();
        assert!(world.reader().waiting_groups_by_day().unwrap().is_empty());
        let answers = Answers::default()
            .with("end", Answer::Day(day("2026-11-03")))
            .with("why", Answer::Choice(EndReason::Moved.word()));
        world.act("group.set_end", "G-0001", answers);
        assert_eq!(world.reader().waiting_groups_by_day().unwrap(), [(Some(day("2026-11-03")), 1)]);
    }
}
