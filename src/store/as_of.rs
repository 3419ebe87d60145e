//! What held on a day, from the memberships and sanctions as they stand: nothing is written for a question.

use chrono::{Days, FixedOffset, NaiveTime, TimeZone, Utc};
use rusqlite::{Params, named_params, params};

use super::known;
use super::membership::VISIBLE;
use super::row::Row;
use super::{Reader, StoreError};
use crate::domain::case::MembershipCase;
use crate::domain::{Membership, PatientId, UserId};
use crate::text::date::{Day, instant_iso};

/// SQL that holds for a membership that held for some part of the day between `:begin` and `:end`.
const HELD: &str = "m.voided = 0 AND m.joined_at < :end AND (m.left_at IS NULL OR m.left_at >= :begin)";

impl Reader<'_> {
    /// Who was a member of a group of this patient for some part of `day`, as far as the office may see it.
    pub fn members_of_patient_on(
        &self,
        patient: PatientId,
        day: Day,
    ) -> Result<Vec<MembershipCase>, StoreError> {
        let of = "m.\"group\" IN (SELECT g.id FROM groups g WHERE g.patient = :subject AND g.voided = 0)";
        self.held(of, patient.0, day)
    }

    /// The groups that a user was a member of for some part of `day`, as far as the office may see it.
    pub fn memberships_of_user_on(&self, user: UserId, day: Day) -> Result<Vec<MembershipCase>, StoreError> {
        self.held("m.user = :subject", user.0, day)
    }

    fn held(&self, of: &str, subject: i64, day: Day) -> Result<Vec<MembershipCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM memberships m WHERE {of} AND {HELD} AND {VISIBLE} ORDER BY m.joined_at, m.id",
            Membership::select("m")
        );
        let (begin, end) = bounds(day);
        let named = named_params! {
            ":subject": subject, ":office": self.office().0, ":begin": begin, ":end": end,
        };
        known::memberships(self, self.found(&sql, named)?)
    }

    fn found(&self, sql: &str, params: impl Params) -> Result<Vec<Membership>, StoreError> {
        let mut statement = self.conn().prepare_cached(sql)?;
        Ok(statement.query_map(params, Membership::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a ban (利用禁止) covered the whole of `day`: begun before it, and neither ended nor lifted by its end.
    pub fn was_banned_on(&self, user: UserId, day: Day) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sanctions WHERE user = ?1 AND level = 'ban' AND voided = 0 \
                   AND from_on < ?2 AND (until_on IS NULL OR until_on >= ?2) AND (lifted_at IS NULL OR lifted_at >= ?3))";
        let (_, end) = bounds(day);
        let found = params![user.0, day.to_string(), end];
        Ok(self.conn().prepare_cached(sql)?.query_row(found, |row| row.get(0))?)
    }
}

/// The first instant of a day in Japan and of the next one, as columns hold them.
fn bounds(day: Day) -> (String, String) {
    let tokyo = FixedOffset::east_opt(9 * 3600).expect("nine hours");
    let begin = |day: Day| {
        let local = day.and_time(NaiveTime::MIN);
        let at = tokyo.from_local_datetime(&local).single().expect("no clock is changed in Japan");
        instant_iso(at.with_timezone(&Utc))
    };
    (begin(day), begin(day.checked_add_days(Days::new(1)).unwrap_or(Day::MAX)))
}
