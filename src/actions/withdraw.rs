//! What an act takes away besides: the SSH keys of whoever is an operator no more by it (第8条).
//!
//! Each is an entry of its own in the same transaction, and goes from both files once that is durable. Taking the act
//! back brings no key back: a key that was out of sight is made anew.

use super::perform::draft;
use crate::domain::Context;
use crate::sentence;
use crate::store::ssh_keys::SshKey;
use crate::store::{StoreError, Tx, ledger};
use crate::text::Sentence;

/// Enters each, and has it taken away with the commit; says so.
pub(super) fn enter(tx: &mut Tx<'_>, ctx: &Context, keys: &[SshKey]) -> Result<Sentence, StoreError> {
    for key in keys {
        let mut entry = draft(ctx, "operator.remove_key", &key.operator, ledger::Outcome::Done);
        entry.details = serde_json::json!({ "fingerprint": key.fingerprint }).to_string();
        ledger::append(tx, entry)?;
    }
    tx.withdraw_after_commit(keys);
    if keys.is_empty() {
        return Ok(Sentence::default());
    }
    Ok(sentence!(
        "SSHの鍵 {n}本も削除しました。戻すときは新しい鍵を登録します（operator add-key）。",
        "SSH keys removed with it: {n}. To come back, a new key is registered (operator add-key).",
        n = keys.len()
    ))
}

/// Both sentences, one after the other, where there are two.
pub(super) fn beside(first: Sentence, second: Sentence) -> Sentence {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second,
        (_, true) => first,
        (false, false) => sentence!("{first}{second}", "{first} {second}", first = first, second = second),
    }
}
