//! Slows guessing down: after five failures an operator's next try waits 1, 2, 4 … 15 minutes.
//!
//! Kept beside the store, since nothing in it can be read before somebody has signed in: ids, counts and
//! times, no names. Ids that do not exist are slowed down alike, so that the answer does not tell.

use std::collections::BTreeMap;
use std::fs::File;

use chrono::TimeDelta;
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use crate::store::file_error::{Fault, FileError};
use crate::store::files::{self, StoreFiles};
use crate::text::date::Instant;

/// So many failures cost no time.
const FREE: u32 = 5;
/// The longest wait.
const MINUTES_MAX: i64 = 15;
/// Ids kept: a flood of invented ones pushes out the oldest.
const IDS_MAX: usize = 1000;

/// The tries at one store.
pub struct Throttle {
    files: StoreFiles,
}

#[derive(Default, Serialize, Deserialize)]
struct Tries {
    version: u32,
    tries: BTreeMap<String, Failures>,
}

/// An operator's failures since the last success.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// The tries at the store with these files.
    pub fn of(files: StoreFiles) -> Throttle {
        Throttle { files }
    }

    /// Until when an operator's next try must wait, where it must.
    pub fn wait(&self, operator: &str, now: Instant) -> Result<Option<Instant>, FileError> {
        let found = self.read()?.tries.get(operator).copied();
        Ok(found.and_then(Failures::until).filter(|until| *until > now))
    }

    /// Counts a failure.
    pub fn failed(&self, operator: &str, now: Instant) -> Result<(), FileError> {
        self.change(|tries| {
            let failures = tries.entry(operator.to_owned()).or_insert(Failures { count: 0, last: now });
            *failures = Failures { count: failures.count.saturating_add(1), last: now };
            if tries.len() > IDS_MAX
                && let Some(oldest) = tries.iter().min_by_key(|(_, f)| f.last).map(|(id, _)| id.clone())
            {
                tries.remove(&oldest);
            }
        })
    }

    /// Forgets an operator's failures; says how many there were.
    pub fn passed(&self, operator: &str) -> Result<u32, FileError> {
        let count = self.read()?.tries.get(operator).map_or(0, |failures| failures.count);
        if count > 0 {
            self.change(|tries| {
                tries.remove(operator);
            })?;
        }
        Ok(count)
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, Failures>)) -> Result<(), FileError> {
        let error = |e| FileError::new(self.files.folder(), e);
        let folder = File::open(self.files.folder()).map_err(error)?;
        flock(&folder, FlockOperation::LockExclusive).map_err(|e| error(e.into()))?;
        let mut tries = self.read()?;
        change(&mut tries.tries);
        let bytes = serde_json::to_vec_pretty(&tries).expect("tries have only strings as keys");
        files::put(&self.files.tries(), &bytes)
    }

    /// What is there; a file that nobody can read counts as none, since its loss locks nobody out.
    fn read(&self) -> Result<Tries, FileError> {
        let none = Tries { version: 1, tries: BTreeMap::new() };
        match files::read_private(&self.files.tries()) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or(none)),
            Err(FileError { fault: Fault::Missing, .. }) => Ok(none),
            Err(error) => Err(error),
        }
    }
}

impl Failures {
    fn until(self) -> Option<Instant> {
        let over = self.count.checked_sub(FREE)?;
        let minutes = (1_i64 << over.min(10)).min(MINUTES_MAX);
        self.last.checked_add_signed(TimeDelta::minutes(minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_795_000_000 + 60 * minutes, 0).unwrap()
    }

    fn throttle(folder: &tempfile::TempDir) -> Throttle {
        Throttle::of(StoreFiles::at(&folder.path().join("x.db")).unwrap())
    }

    #[test]
    fn the_sixth_try_waits_a_minute_and_each_failure_doubles_it_up_to_fifteen() {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        let mut waits = Vec::new();
        for _ in 0..11 {
            waits.push(
                throttle.wait("U-0001", at(0)).unwrap().map_or(0, |until| (until - at(0)).num_minutes()),
            );
            throttle.failed("U-0001", at(0)).unwrap();
        }
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
        assert_eq!(throttle.wait("U-0001", at(15)).unwrap(), None, "the wait is over");
        assert_eq!(throttle.wait("U-0002", at(0)).unwrap(), None, "others do not wait");
    }

    #[test]
    fn a_success_forgets_the_failures_and_tells_their_number() {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        (0..7).for_each(|_| throttle.failed("U-0001", at(0)).unwrap());
        assert_eq!(throttle.passed("U-0001").unwrap(), 7);
        assert_eq!(throttle.wait("U-0001", at(0)).unwrap(), None);
        assert_eq!(throttle.passed("U-0001").unwrap(), 0);
    }

    #[test]
    fn a_flood_of_invented_ids_keeps_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        throttle.failed("U-0001", at(0)).unwrap();
        throttle
            .change(|tries| {
                for n in 0..IDS_MAX {
                    tries.insert(format!("X-{n}"), Failures { count: 1, last: at(1) });
                }
            })
            .unwrap();
        throttle.failed("Y-1", at(2)).unwrap();
        let tries = throttle.read().unwrap().tries;
        assert_eq!(
            (tries.len(), tries.contains_key("U-0001"), tries.contains_key("Y-1")),
            (1001, false, true)
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        files::write_new(&throttle.files.tries(), b"half a f").unwrap();
        assert_eq!(throttle.wait("U-0001", at(0)).unwrap(), None);
        throttle.failed("U-0001", at(0)).unwrap();
        assert_eq!(throttle.passed("U-0001").unwrap(), 1);
    }
}
