//! A reader that insists on reading the same bytes twice.
//!
//! A file is looked through once (encoding, SHA-256) and read a second time, row by row, so that it never
//! stands in memory. The SHA-256 that goes into the ledger must be that of the rows: this reader fails at
//! the end where it is not.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The error inside an [`io::Error`] when the second reading differed.
#[derive(Debug, thiserror::Error)]
#[error("the file was changed while it was being read")]
struct Changed;

/// True where an error came from a [`Verified`] reader that saw other bytes.
pub(super) fn is_changed(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Changed>())
}

/// Passes bytes through and compares their SHA-256 at the end.
pub(super) struct Verified<R> {
    inner: R,
    hash: Sha256,
    expected: [u8; 32],
}

impl<R: Read> Verified<R> {
    /// Reads `inner`, which must turn out to be what `expected` was made of.
    pub(super) fn new(inner: R, expected: [u8; 32]) -> Verified<R> {
        Verified { inner, hash: Sha256::new(), expected }
    }
}

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.hash.update(&into[..count]);
        if count == 0 && !into.is_empty() && self.hash.clone().finalize()[..] != self.expected {
            return Err(io::Error::other(Changed));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_than_the_first_time_are_an_error_at_the_end() {
        let expected: [u8; 32] = Sha256::digest(b"abc").into();
        let read = |bytes: &'static [u8]| io::read_to_string(Verified::new(bytes, expected));
        assert_eq!(read(b"abc").unwrap(), "abc");
        assert!(is_changed(&read(b"abd").unwrap_err()));
    }
}
