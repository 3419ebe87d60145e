//! Decisions of review campaigns (精査) in the store: one row for each membership of a campaign.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::row::{Row, table, take};
use super::{Reader, StoreError};
use crate::domain::case::RecordCase;
use crate::domain::{Decided, Decision, DecisionCounts, MembershipId, Noun, ReviewId};

table! { Decision, DecisionId in "review_decisions" { review, membership, decided } }

/// What one campaign decided, by membership.
pub type Decisions = BTreeMap<MembershipId, Decided>;

impl Reader<'_> {
    /// Everything that a campaign has decided so far.
    pub fn decisions_of(&self, review: ReviewId) -> Result<Decisions, StoreError> {
        let sql = "SELECT membership, decided FROM review_decisions WHERE review = ? AND voided = 0";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([review.0], |row| Ok((take(row, 0)?, take(row, 1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a campaign has decided of a membership.
    pub fn decision_on(
        &self,
        review: ReviewId,
        membership: MembershipId,
    ) -> Result<Option<Decision>, StoreError> {
        let sql = format!(
            "SELECT {} FROM review_decisions d WHERE d.review = ? AND d.membership = ? AND d.voided = 0",
            Decision::select("d")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_row([review.0, membership.0], Decision::read).optional()?)
    }

    /// A record with what its campaign has decided, where it is one that is under way.
    pub(super) fn with_decisions(&self, case: RecordCase) -> Result<RecordCase, StoreError> {
        if case.record.id.noun != Noun::Review || !case.record.is_open {
            return Ok(case);
        }
        let decisions = self.decisions_of(ReviewId(case.record.id.number))?;
        Ok(RecordCase { decided: counts(&decisions), ..case })
    }
}

/// How many of each there are.
pub fn counts(decisions: &Decisions) -> DecisionCounts {
    let count = |decided| decisions.values().filter(|made| **made == decided).count() as u64;
    DecisionCounts {
        keep: count(Decided::Keep),
        remove: count(Decided::Remove),
        unsure: count(Decided::Unsure),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use crate::actions::{Answer, Answers, Outcome};
    use crate::domain::{GroupId, Membership, MembershipId, Occupation, Through, UserId};
    use crate::store::{MIGRATIONS, Store, StoreError};
    use crate::testing::{World, user};

    /// An office with so many members in a group, and a campaign, in a file that keeps every page it is written.
    fn campaign(members: i64, folder: &std::path::Path) -> World {
        let mut world = World::on(Store::in_file(&folder.join("store.db")));
        let scope = crate::actions::scope(&world.ctx);
        let write = |tx: &mut crate::store::Tx<'_>| {
            for number in 1..=members {
                tx.insert(&user(100 + number, "試験 一郎", "しけん", Occupation::Nurse))?;
                let at = "2026-04-01T03:00:00.000Z".parse().unwrap();
                let between = (GroupId(1), UserId(100 + number));
                tx.insert(&Membership::begun(MembershipId(number), between, at, Through::Founding))?;
            }
            Ok::<_, StoreError>(())
        };
        world.store.write(scope, world.ctx.today(), write).unwrap();
        let named = Answers::default().with("name", Answer::Line("秋".into()));
        assert!(matches!(world.act("review.open", "O-0001", named), Outcome::Done(_)));
        world.store.conn.execute_batch("PRAGMA wal_autocheckpoint = 0").unwrap();
        world
    }

    #[test]
    fn the_six_hundredth_decision_writes_no_more_than_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut world = campaign(600, folder.path());
        let wal = folder.path().join("store.db-wal");
        let images = "SELECT coalesce(sum(length(before)), 0) FROM ledger_images";
        let kept =
            |world: &World| world.store.conn.query_row(images, [], |row| row.get::<_, i64>(0)).unwrap();
        let (before, mut written) = (kept(&world), Vec::new());
        for hundred in 0..6 {
            let from = std::fs::metadata(&wal).unwrap().len();
            for number in 1..=100 {
                let id = MembershipId(hundred * 100 + number).to_string();
                let done = world.act("membership.review_keep", &id, Answers::default());
                assert!(matches!(done, Outcome::Done(_)), "{done:?}");
            }
            written.push(std::fs::metadata(&wal).unwrap().len() - from);
        }
        assert_eq!(kept(&world), before, "a first decision has nothing before it");
        assert!(written[5] < written[0] + written[0] / 4, "bytes of each hundred: {written:?}");
    }

    /// A store of the schema before, with a campaign that has decided of two memberships in the old way.
    fn older() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        MIGRATIONS[..18].iter().for_each(|migration| conn.execute_batch(migration.sql).unwrap());
        conn.execute_batch(
            "INSERT INTO offices (id, version, name, kind, postal_code, address, phone, head_name, head_mail, state)
                VALUES (1, 1, '', '', '', '', '', '', '', 'registered');
            INSERT INTO users (id, version, office, mcs_id, name, kana, occupation, mail, memo, mailbox, sort, folded, search)
                VALUES (1, 1, 1, '', '', '', 'nurse', '', '', 'a', '', '', '');
            INSERT INTO groups (id, version, office, kind, title, state, end_note, admin_room, urgent_reason, memo, kana, sort, search)
                SELECT value, 1, 1, 'free', '', 'active', '', 0, '', '', '', '', '' FROM json_each('[1, 12345]');
            INSERT INTO memberships (id, version, \"group\", user, joined_at, through, left_reason)
                SELECT value, 1, value, 1, '2026-04-01T00:00:00.000Z', 'import', '' FROM json_each('[1, 12345]');
            INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) VALUES
                (1, 7, 1, 'review', 'open', 1, '2026-11-01', '',
                 '{\"M-0001\":\"keep\",\"M-12345\":\"remove\",\"name\":\"秋の\\n\\\"精査\\\"\"}', ''),
                (2, 3, 1, 'review', 'closed', 0, '2026-05-01', '', '{\"name\":\"春\"}', ''),
                (3, 2, 1, 'device', 'in_use', 1, '2026-05-01', '', '{\"M-0001\":\"keep\"}', '');",
        )
        .unwrap();
        conn
    }

    #[test]
    fn an_older_stores_decisions_become_rows_and_its_records_keep_their_other_facts() {
        let conn = older();
        conn.execute_batch(MIGRATIONS[18].sql).unwrap();
        let all = |sql: &str| {
            let mut statement = conn.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
            rows.collect::<rusqlite::Result<Vec<_>>>().unwrap()
        };
        let rows = "SELECT id || ' ' || review || ' ' || membership || ' ' || decided FROM review_decisions";
        assert_eq!(all(rows), ["1 1 1 keep", "2 1 12345 remove"]);
        let records = "SELECT version || ' ' || facts FROM records ORDER BY id";
        assert_eq!(
            all(records),
            ["8 {\"name\":\"秋の\\n\\\"精査\\\"\"}", "3 {\"name\":\"春\"}", "2 {\"M-0001\":\"keep\"}"]
        );
    }
}
