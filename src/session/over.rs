//! How a session ends by itself, and when: the same for the screen and for the conversation.

use chrono::TimeDelta;

use crate::store::presence::Gone;
use crate::text::date::Instant;
use crate::text::{Sentence, Text};

/// The longest that a session stays locked.
const LOCKED_MAX: TimeDelta = TimeDelta::minutes(15);
/// The longest that anybody works without signing in anew.
const SESSION_MAX: TimeDelta = TimeDelta::hours(8);

/// Why a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was locked for too long.
    Locked,
    /// Nobody works longer than that without signing in anew.
    TooLong,
    /// The operator was dismissed, restricted or released meanwhile.
    Lapsed,
    /// The store's key was changed, and this session found no way back.
    Rekeying,
    /// The same operator ended this session from elsewhere.
    EndedElsewhere,
    /// The operator's key was removed meanwhile.
    KeyRemoved,
}

/// When a session ends by the clock, and why: it began at `since`, and has been locked from `locked_at` on.
pub fn by_the_clock(since: Option<Instant>, locked_at: Option<Instant>) -> Option<(Instant, Why)> {
    let locked = locked_at.map(|at| (at + LOCKED_MAX, Why::Locked));
    let long = since.map(|at| (at + SESSION_MAX, Why::TooLong));
    locked.into_iter().chain(long).min_by_key(|(at, _)| *at)
}

impl From<Gone> for Why {
    fn from(gone: Gone) -> Why {
        match gone {
            Gone::Ended => Why::EndedElsewhere,
            Gone::KeyRemoved => Why::KeyRemoved,
        }
    }
}

impl Why {
    /// What the person finds on the terminal.
    pub fn sentence(self) -> Sentence {
        let words = match self {
            Why::Locked => Text::new(
                "施錠のまま15分たったため終了しました。入力途中の内容は残っています。",
                "The session ended after 15 locked minutes. What you were typing is kept.",
            ),
            Why::TooLong => Text::new(
                "8時間たったため終了しました。もう一度サインインしてください。",
                "The session ended after 8 hours. Sign in again.",
            ),
            Why::Rekeying => Text::new(
                "ストアの鍵の交換のあと、開き直せませんでした。もう一度開けば、続きから始められます。",
                "The store could not be opened again after its key was changed. Open it once more and go on where you were.",
            ),
            Why::EndedElsewhere => Text::new(
                "この接続は、別の場所から終了されました（session end）。",
                "This session was ended from elsewhere (session end).",
            ),
            Why::KeyRemoved => Text::new(
                "この操作者の鍵が削除されたため終了しました。続けるには、管理者に新しいコードを出してもらってください。",
                "The session ended: this operator's key was removed. To go on, ask an administrator for a new code.",
            ),
            Why::Lapsed => Text::new(
                "この操作者は現在操作できないため終了しました（任命の終了、制限または登録解除）。",
                "The session ended: this operator may not act any more (dismissed, restricted or released).",
            ),
        };
        words.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::date::parse_instant;

    #[test]
    fn a_session_ends_fifteen_minutes_after_its_lock_or_after_eight_hours_whichever_is_first() {
        let at = |clock: &str| parse_instant(&format!("2026-11-23T{clock}:00.000Z"));
        assert_eq!(by_the_clock(None, None), None);
        assert_eq!(by_the_clock(at("01:00"), None), at("09:00").map(|at| (at, Why::TooLong)));
        assert_eq!(by_the_clock(at("01:00"), at("02:00")), at("02:15").map(|at| (at, Why::Locked)));
        assert_eq!(by_the_clock(at("01:00"), at("08:50")), at("09:00").map(|at| (at, Why::TooLong)));
    }
}
