//! 再使用の停止: the mail address of somebody who left goes to nobody else for thirty days, so that nobody receives
//! what was meant for another (様式2, 第11条(1)). Derived from the day, written by nobody.

use super::clause::id;
use super::finding::{Finding, Severity};
use crate::domain::User;
use crate::sentence;
use crate::text::Shown;
use crate::text::date::Day;

/// Days for which an address rests.
pub const QUARANTINE_DAYS: u64 = 30;

/// The last day on which the address of a user who left rests; `None` for who has not left.
pub fn quarantined_until(user: &User) -> Option<Day> {
    let left = user.released_on.into_iter().chain(user.closed_on).min()?;
    left.checked_add_days(chrono::Days::new(QUARANTINE_DAYS))
}

/// The address is still resting: it may go to the same person who comes back, with a reason.
pub fn resting(former: &User, today: Day) -> Option<Finding> {
    let until = quarantined_until(former).filter(|until| today <= *until)?;
    Some(Finding {
        rule: "mail_quarantine",
        clause: id("F2-4"),
        severity: Severity::Warn,
        sentence: sentence!(
            "このメールアドレスは {id} {name}さんのもので、{until} まで再使用しません。ご本人の復帰なら理由を入力します。",
            "This address was {name}'s ({id}) and rests until {until}. For the same person coming back give the reason.",
            id = former.id,
            name = Shown::new(&former.name),
            until = until
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Occupation;
    use crate::testing::{day, user};

    #[test]
    fn an_address_rests_through_the_thirtieth_day_after_the_earlier_of_release_and_closed_account() {
        let left = |released: Option<&str>, closed: Option<&str>| User {
            released_on: released.map(day),
            closed_on: closed.map(day),
            ..user(7, "架空 花", "かくう はな", Occupation::Nurse)
        };
        assert_eq!(quarantined_until(&left(None, None)), None);
        assert_eq!(quarantined_until(&left(Some("2026-11-01"), Some("2026-10-30"))), Some(day("2026-11-29")));
        let gone = left(Some("2026-11-01"), None);
        assert!(resting(&gone, day("2026-12-01")).is_some());
        assert!(resting(&gone, day("2026-12-02")).is_none());
    }
}
