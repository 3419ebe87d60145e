//! What whoever signs in to the console is told first: the last sign-in, failures since, an opened envelope.

use chrono::TimeDelta;

use super::{Reading, Session};
use crate::actions::{draft, scope};
use crate::sentence;
use crate::store::slots::Purpose;
use crate::store::{SignIn, StoreError, ledger};
use crate::text::date::{Instant, clock, short, today};
use crate::text::{Lang, Sentence, Shown, Text};

/// How long the use of the sealed envelope is announced, in days.
const ANNOUNCED_DAYS: i64 = 30;

/// What is told at a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Welcome {
    /// The sign-in before this one.
    pub last: Option<SignIn>,
    /// Failures between the two.
    pub failures: u32,
    /// When the words of the sealed envelope were used, if that is not long ago.
    pub recovered: Option<Instant>,
}

impl Session {
    /// Enters the sign-in to the console in the ledger, and says what to tell. A demo tells nothing.
    pub fn welcome(&mut self) -> Result<Welcome, StoreError> {
        if self.purpose == Purpose::Demo {
            return Ok(Welcome::default());
        }
        let ctx = self.context();
        let operator = ctx.actor.operator.clone();
        let reader = self.reader(&ctx);
        let welcome = Welcome {
            last: reader.last_sign_in(&operator)?,
            failures: self.failures,
            recovered: reader.recovered_since(ctx.now - TimeDelta::days(ANNOUNCED_DAYS))?,
        };
        if self.store.is_read_only() || self.evidence.breach().is_some() {
            // Nothing may be written in the store: the trace waits beside it. Where even that takes no writes, whoever
            // only looks is let in all the same.
            let sign_in = Reading { action: "sign_in.reading", object: operator, ..Reading::default() };
            let _ = self.has_read(&sign_in);
            return Ok(welcome);
        }
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            ledger::append(tx, draft(&ctx, "session.sign_in", &operator, ledger::Outcome::Done)).map(drop)
        })?;
        Ok(welcome)
    }
}

impl Welcome {
    /// What to tell, a sentence each.
    pub fn sentences(&self) -> Vec<Sentence> {
        let recovered = self.recovered.map(|at| {
            sentence!(
                "回復用の封筒が {day} {time} に使われました。心当たりがなければ、ただちに確認してください。",
                "The sealed recovery envelope was used on {day} at {time}. Look into it at once if you do not know why.",
                day = day_of(at),
                time = clock(at)
            )
        });
        recovered.into_iter().chain(self.last.as_ref().map(|last| self.last_sentence(last))).collect()
    }

    fn last_sentence(&self, last: &SignIn) -> Sentence {
        let place = match last.client.as_str() {
            "" => Text::new("このホスト", "this host").into(),
            client => {
                let client = Shown::new(client).to_string();
                Sentence::new(client.clone(), client)
            }
        };
        sentence!(
            "前回 {day} {time} {place}、失敗 {failures}回",
            "Last sign-in {day} {time} from {place}; failures since: {failures}",
            day = day_of(last.at),
            time = clock(last.at),
            place = place,
            failures = self.failures
        )
    }
}

fn day_of(at: Instant) -> Sentence {
    Sentence::new(short(today(at), Lang::Ja), short(today(at), Lang::En))
}
