//! What a month came to: counts of the office's own rows for the report to its head, beside those of `trend`.
//!
//! Asked for once a month and printed: each question walks what the office has, none keeps a figure.

use rusqlite::{ToSql, named_params};

use super::{Reader, StoreError};
use crate::text::date::{Day, instant_iso, start_of};

impl Reader<'_> {
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
        self.counted(sql, &[(":from", &from), (":after", &after)])
    }

    /// How many attempts were refused in the office between two days, the last one inclusive.
    pub fn refused_between(&self, from: Day, until: Day) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM ledger l WHERE l.office = :office AND l.outcome = 'refused' \
                   AND l.at >= :from AND l.at < :after";
        let [from, after] = span(from, until);
        let bound = named_params! { ":office": self.office().0, ":from": from, ":after": after };
        Ok(self.conn().prepare_cached(sql)?.query_row(bound, |row| row.get::<_, u32>(0)).map(u64::from)?)
    }

    fn counted(&self, sql: &str, bound: &[(&str, &String)]) -> Result<Vec<(String, u64)>, StoreError> {
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
        let yesterday = today - chrono::Days::new(1);
        assert!(reader.decisions_between(day("2026-01-01"), yesterday).unwrap().is_empty());
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
