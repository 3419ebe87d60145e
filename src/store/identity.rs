//! Second factors, the passphrase policy and last sign-ins: no rows of the register, and changed by nothing
//! but what signs somebody in or says how that is done.
//!
//! The digest over all rows covers policy and secrets, so that nobody puts another in their place; it leaves out
//! which step was used last, which no entry tells of.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, named_params, params};
use zeroize::Zeroizing;

use super::{Reader, StoreError, Tx};
use crate::domain::PassphrasePolicy;
use crate::text::date::{Instant, instant_iso, parse_instant};

/// An operator's sign-in to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// When.
    pub at: Instant,
    /// From which address; empty at the host itself.
    pub client: String,
}

/// Of which every way of signing in is an entry.
const LAST_SIGN_IN: &str = "SELECT at, client FROM ledger WHERE actor = ? \
    AND action IN ('session.sign_in', 'sign_in.command', 'sign_in.reading') \
    ORDER BY number DESC LIMIT 1";

impl Reader<'_> {
    /// The policy of this store; none in a demo, which asks for a passphrase at most.
    pub fn passphrase_policy(&self) -> Result<Option<PassphrasePolicy>, StoreError> {
        let sql = "SELECT value FROM passphrase_policy WHERE id = 1";
        let word: Option<String> =
            self.conn().prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(word.as_deref().and_then(PassphrasePolicy::read))
    }

    /// The secret of an operator's codes.
    pub fn second_factor(&self, operator: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let sql = "SELECT secret FROM second_factors WHERE operator = ?";
        let secret = self.conn().prepare_cached(sql)?.query_row([operator], |row| row.get(0)).optional()?;
        Ok(secret.map(Zeroizing::new))
    }

    /// An operator's last sign-in.
    pub fn last_sign_in(&self, operator: &str) -> Result<Option<SignIn>, StoreError> {
        let found: Option<(String, String)> = self
            .conn()
            .prepare_cached(LAST_SIGN_IN)?
            .query_row([operator], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.and_then(|(at, client)| Some(SignIn { at: parse_instant(&at)?, client })))
    }

    /// When the words of the sealed envelope were used last, if that was after `since`.
    pub fn recovered_since(&self, since: Instant) -> Result<Option<Instant>, StoreError> {
        let sql = "SELECT max(at) FROM ledger WHERE action = 'operator.recover' AND at >= ?";
        let at: Option<String> =
            self.conn().prepare_cached(sql)?.query_row([instant_iso(since)], |row| row.get(0))?;
        Ok(at.as_deref().and_then(parse_instant))
    }
}

impl Tx<'_> {
    /// Sets the policy.
    pub fn set_passphrase_policy(&mut self, policy: PassphrasePolicy) -> Result<(), StoreError> {
        let cells = |policy: PassphrasePolicy| [Value::Integer(1), Value::Text(policy.word().to_owned())];
        let went = self.passphrase_policy()?.map(cells);
        let sql = "INSERT INTO passphrase_policy (id, value) VALUES (1, ?) \
                   ON CONFLICT (id) DO UPDATE SET value = excluded.value";
        self.conn().prepare_cached(sql)?.execute([policy.word()])?;
        self.tally_bare(
            "passphrase_policy",
            &["id", "value"],
            went.as_ref().map(|cells| cells.as_slice()),
            Some(&cells(policy)),
        );
        Ok(())
    }

    /// Sets an operator's second factor; `step` is that of the code that proved it, which is used up.
    pub fn set_second_factor(&mut self, operator: &str, secret: &[u8], step: i64) -> Result<(), StoreError> {
        let went = self.second_factor(operator)?;
        let sql = "INSERT INTO second_factors (operator, secret, last_step) VALUES (:operator, :secret, :step) \
                   ON CONFLICT (operator) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step";
        let bound = named_params! { ":operator": operator, ":secret": secret, ":step": step };
        self.conn().prepare_cached(sql)?.execute(bound)?;
        self.tally_factor(operator, went.as_ref().map(|secret| secret.as_slice()), Some(secret));
        Ok(())
    }

    /// Removes an operator's second factor.
    pub fn drop_second_factor(&mut self, operator: &str) -> Result<(), StoreError> {
        let went = self.second_factor(operator)?;
        self.conn().prepare_cached("DELETE FROM second_factors WHERE operator = ?")?.execute([operator])?;
        self.tally_factor(operator, went.as_ref().map(|secret| secret.as_slice()), None);
        Ok(())
    }

    fn tally_factor(&mut self, operator: &str, went: Option<&[u8]>, came: Option<&[u8]>) {
        let cells = |secret: &[u8]| [Value::Text(operator.to_owned()), Value::Blob(secret.to_owned())];
        let (went, came) = (went.map(cells), came.map(cells));
        let columns = ["operator", "secret"];
        self.tally_bare(
            "second_factors",
            &columns,
            went.as_ref().map(|cells| cells.as_slice()),
            came.as_ref().map(|cells| cells.as_slice()),
        );
    }

    /// Uses a step up; says whether it, or a later one, had been used before.
    pub fn use_step(&mut self, operator: &str, step: i64) -> Result<Step, StoreError> {
        let sql = "UPDATE second_factors SET last_step = ?2 WHERE operator = ?1 AND last_step < ?2";
        let changed = self.conn().prepare_cached(sql)?.execute(params![operator, step])?;
        Ok(if changed == 1 { Step::Fresh } else { Step::Used })
    }
}

/// Whether a step of time can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It could; now it is used.
    Fresh,
    /// It, or a later one, was used before.
    Used,
}

#[cfg(test)]
mod tests {
    /// Also where somebody has never signed in, in a ledger of any length.
    #[test]
    fn the_last_sign_in_is_found_by_its_index() {
        let world = crate::testing::World::new();
        let plan = format!("EXPLAIN QUERY PLAN {}", super::LAST_SIGN_IN);
        let mut statement = world.store.conn.prepare(&plan).unwrap();
        let lines: Vec<String> =
            statement.query_map(["U-0001"], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert!(lines.iter().all(|line| line.contains("ledger_of_sign_ins")), "{lines:?}");
    }
}
