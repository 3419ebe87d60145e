//! What a month came to: counts of the office's own rows by calendar month of Japan, for the report to its head.
//!
//! Asked for once a month and printed: each question walks what the office has, none keeps a figure.

use rusqlite::{ToSql, named_params};

use super::{Reader, StoreError};
use crate::text::date::{Day, instant_iso, start_of};

/// A count with the month (`2026-11`) it is of; an empty month is where no day is known.
pub type OfMonth = (String, u64);

impl Reader<'_> {
    /// Approvals of the office's users by month, from a day on.
    pub fn approvals_by_month(&self, from: Day) -> Result<Vec<OfMonth>, StoreError> {
        let sql = "SELECT strftime('%Y-%m', approved_at, '+9 hours'), count(*) FROM invitations \
                   WHERE invitee_office = :office AND voided = 0 AND approved_at >= :from GROUP BY 1 ORDER BY 1";
        self.of_months(sql, &[(":from", &instant_iso(start_of(from)))])
    }

    /// Registered users by the month in which their password was last changed.
    pub fn passwords_by_month(&self) -> Result<Vec<OfMonth>, StoreError> {
        let sql = "SELECT coalesce(substr(password_changed_on, 1, 7), ''), count(*) FROM users \
                   WHERE office = :office AND voided = 0 AND released_on IS NULL AND closed_on IS NULL \
                   GROUP BY 1 ORDER BY 1";
        self.of_months(sql, &[])
    }

    /// Registered users by the month of their last training on the pledge.
    pub fn trainings_by_month(&self) -> Result<Vec<OfMonth>, StoreError> {
        let sql = "SELECT substr(d.held_on, 1, 7), count(*) FROM due_trainings d JOIN users u ON u.id = d.user \
                   WHERE d.office = :office AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
                   GROUP BY 1 ORDER BY 1";
        self.of_months(sql, &[])
    }

    /// Open invitations to the office's users by the day on which they were made.
    pub fn open_invitations_by_day(&self) -> Result<Vec<(Day, u64)>, StoreError> {
        let sql = "SELECT invited_on, count(*) FROM invitations WHERE invitee_office = :office AND voided = 0 \
                   AND open = 1 AND expires_on >= :today GROUP BY 1 ORDER BY 1";
        let days = self.of_months(sql, &[(":today", &self.today().to_string())])?;
        Ok(days.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect())
    }

    /// Groups whose use was over at the end of a day and that were not in the archive yet.
    pub fn archive_backlog(&self, at_the_end_of: Day) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM groups WHERE office = :office AND voided = 0 AND state <> 'deleted' \
                   AND ended_on <= :day AND (archived_at IS NULL OR archived_at >= :after)";
        let after = instant_iso(start_of(at_the_end_of + chrono::Days::new(1)));
        let bound =
            named_params! { ":office": self.office().0, ":day": at_the_end_of.to_string(), ":after": after };
        Ok(self.conn().prepare_cached(sql)?.query_row(bound, |row| row.get::<_, u32>(0)).map(u64::from)?)
    }

    /// How often each action changed rows of the office between two days, the last one inclusive; often ones first.
    pub fn decisions_between(&self, from: Day, until: Day) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT l.action, count(*) FROM ledger l WHERE l.office = :office AND l.outcome = 'done' \
                   AND l.at >= :from AND l.at < :after \
                   AND EXISTS (SELECT 1 FROM ledger_images i WHERE i.entry = l.number) \
                   GROUP BY 1 ORDER BY 2 DESC, 1";
        let [from, after] = span(from, until);
        self.of_months(sql, &[(":from", &from), (":after", &after)])
    }

    /// How many attempts were refused in the office between two days, the last one inclusive.
    pub fn refused_between(&self, from: Day, until: Day) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM ledger l WHERE l.office = :office AND l.outcome = 'refused' \
                   AND l.at >= :from AND l.at < :after";
        let [from, after] = span(from, until);
        let bound = named_params! { ":office": self.office().0, ":from": from, ":after": after };
        Ok(self.conn().prepare_cached(sql)?.query_row(bound, |row| row.get::<_, u32>(0)).map(u64::from)?)
    }

    fn of_months(&self, sql: &str, bound: &[(&str, &String)]) -> Result<Vec<OfMonth>, StoreError> {
        let office = self.office().0;
        let mut all: Vec<(&str, &dyn ToSql)> = vec![(":office", &office)];
        all.extend(bound.iter().map(|(name, value)| (*name, *value as &dyn ToSql)));
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows =
            statement.query_map(all.as_slice(), |row| Ok((row.get(0)?, row.get::<_, u32>(1)?.into())))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The instants from the beginning of one day to the end of another.
fn span(from: Day, until: Day) -> [String; 2] {
    [start_of(from), start_of(until + chrono::Days::new(1))].map(instant_iso)
}

#[cfg(test)]
mod tests {
    use crate::actions::{Answer, Answers};
    use crate::domain::EndReason;
    use crate::testing::{World, day};

    #[test]
    fn a_decision_counts_in_its_month_and_a_refused_one_apart() {
        let mut world = World::new();
        let today = world.ctx.today();
        let before = world.reader().decisions_between(today, today).unwrap();
        world.act("invitation.approve", "I-0001", Answers::default());
        let reader = world.reader();
        let after = reader.decisions_between(today, today).unwrap();
        let count = |counted: &[(String, u64)]| counted.iter().map(|(_, n)| n).sum::<u64>();
        assert_eq!(count(&after), count(&before) + 1, "{after:?}");
        let approvals = reader.approvals_by_month(day("2026-11-01")).unwrap();
        assert!(approvals.iter().any(|(month, n)| month == "2026-11" && *n > 0), "{approvals:?}");
        let yesterday = today - chrono::Days::new(1);
        assert!(reader.decisions_between(day("2026-01-01"), yesterday).unwrap().is_empty());
    }

    #[test]
    fn every_registered_user_stands_in_one_month_of_passwords_and_of_trainings() {
        let world = World::new();
        let reader = world.reader();
        let registered = reader.registered_users().unwrap().len() as u64;
        for counted in [reader.passwords_by_month().unwrap(), reader.trainings_by_month().unwrap()] {
            assert_eq!(counted.iter().map(|(_, n)| n).sum::<u64>(), registered, "{counted:?}");
        }
    }

    #[test]
    fn a_group_waits_from_the_end_of_its_use_until_it_is_archived() {
        let mut world = World::new();
        let today = world.ctx.today();
        assert_eq!(world.reader().archive_backlog(today).unwrap(), 0);
        let ended = today - chrono::Days::new(3);
        let answers = Answers::default()
            .with("end", Answer::Day(ended))
            .with("why", Answer::Choice(EndReason::Moved.word()));
        world.act("group.set_end", "G-0001", answers);
        let waiting = |day| world.reader().archive_backlog(day).unwrap();
        assert_eq!(waiting(ended - chrono::Days::new(1)), 0);
        assert_eq!((waiting(ended), waiting(today)), (1, 1));
    }
}
