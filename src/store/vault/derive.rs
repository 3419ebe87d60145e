//! From a passphrase to a key: Argon2id, at most two derivations at once on the host.
//!
//! A derivation fills 64 MiB and takes 0.2–0.5 s: call it from a worker thread only. Nothing here
//! judges how good a passphrase is, and nothing normalises it: the bytes are UTF-8 as typed, because a
//! Unicode table that changes one day would lock its owner out. An input method that sends another
//! composition of the same character types another passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::turns::Turns;

/// What one guess at a passphrase costs; stands in each slot, so that it can rise with the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes filled side by side.
    pub lanes: u32,
}

impl KdfCost {
    /// What new slots cost: 64 MiB, three passes, one lane.
    pub const PRODUCTION: KdfCost = KdfCost { memory_kib: 64 << 10, passes: 3, lanes: 1 };

    /// The dearest that is honoured in a file: what stands there must not exhaust the host.
    const DEAREST: KdfCost = KdfCost { memory_kib: 1 << 20, passes: 16, lanes: 4 };

    fn params(self) -> Option<Params> {
        let dear = KdfCost::DEAREST;
        if self.memory_kib > dear.memory_kib || self.passes > dear.passes || self.lanes > dear.lanes {
            return None;
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()
    }
}

/// Derives 32 bytes from a passphrase, when its turn comes; `None` for a cost that Argon2id has not or that nobody
/// should pay.
pub fn derive(
    passphrase: &str,
    salt: &[u8; 16],
    cost: KdfCost,
    turns: &Turns,
) -> Option<Zeroizing<[u8; 32]>> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let _turn = turns.take();
    #[cfg(test)]
    tests::COUNT.with(|count| count.set(count.get() + 1));
    let mut key = Zeroizing::new([0; 32]);
    argon.hash_password_into(passphrase.as_bytes(), salt, key.as_mut()).ok()?;
    Some(key)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    /// A cost at which tests are quick.
    pub(crate) const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };

    thread_local! {
        /// How many derivations this thread has made.
        pub(crate) static COUNT: Cell<u32> = const { Cell::new(0) };
    }

    #[test]
    fn the_key_depends_on_passphrase_salt_and_cost() {
        let key = |p, salt, cost| *derive(p, &[salt; 16], cost, &Turns::default()).unwrap();
        let base = key("みどり野の風と空", 1, CHEAP);
        assert_eq!(base, key("みどり野の風と空", 1, CHEAP));
        assert_ne!(base, key("みどり野の風と雲", 1, CHEAP));
        assert_ne!(base, key("みどり野の風と空", 2, CHEAP));
        assert_ne!(base, key("みどり野の風と空", 1, KdfCost { passes: 2, ..CHEAP }));
    }

    #[test]
    fn a_cost_that_would_exhaust_the_host_is_refused() {
        for cost in [
            KdfCost { memory_kib: u32::MAX, ..CHEAP },
            KdfCost { passes: 1000, ..CHEAP },
            KdfCost { lanes: 64, ..CHEAP },
            KdfCost { memory_kib: 0, ..CHEAP },
        ] {
            assert!(derive("p", &[0; 16], cost, &Turns::default()).is_none(), "{cost:?}");
        }
    }
}
