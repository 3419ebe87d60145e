//! The canonical encoding of an entry, by version: the bytes that its hash is over.
//!
//! An encoding is the concatenation of netstrings (`length:text,`, length in bytes, decimal) of the fields that
//! the version names, in its order; an absent value is empty, a number decimal. The hash is SHA-256 over it, in
//! lower-case hex.
//!
//! - Version 1: encoding, number, at, actor, role, office, session, client, action, object, outcome, reason,
//!   clauses, undoes, details, images, previous.
//! - Version 2: encoding, number, at, actor, role, office, session, client, key_print, action, object, outcome,
//!   reason, clauses, undoes, details, images, state, previous.
//! - Version 3: as version 2, with ssh_key between key_print and action.
//!
//! A version never changes once entries bear it; an entry of a version that this program does not know has no
//! hash here, so that it never passes for a whole one.

use sha2::{Digest, Sha256};

use super::Entry;
use crate::store::image::hex;

/// The version that new entries get.
pub const NEWEST: u32 = 3;

/// Room for an entry without a long reason.
const ENTRY_BYTES: usize = 768;

impl Entry {
    /// The hash that this entry's content gives; empty for an encoding that is not known.
    pub fn computed_hash(&self) -> String {
        self.computed_hash_in(&mut Vec::with_capacity(ENTRY_BYTES))
    }

    /// The same, in a buffer that the caller keeps for the next entry.
    pub(super) fn computed_hash_in(&self, bytes: &mut Vec<u8>) -> String {
        if !(1..=NEWEST).contains(&self.encoding) {
            return String::new();
        }
        bytes.clear();
        self.encode(bytes);
        hex(&Sha256::digest(bytes))
    }

    /// Writes the fields of the entry's own version, in their order.
    fn encode(&self, bytes: &mut Vec<u8>) {
        put_number(bytes, i64::from(self.encoding));
        put_number(bytes, self.number);
        put(bytes, &self.at);
        put(bytes, &self.actor);
        put(bytes, &self.role);
        put_number(bytes, self.office);
        put(bytes, &self.session);
        put(bytes, &self.client);
        if self.encoding >= 2 {
            put(bytes, &self.key_print);
        }
        if self.encoding >= 3 {
            put(bytes, &self.ssh_key);
        }
        put(bytes, &self.action);
        put(bytes, &self.object);
        put(bytes, &self.outcome);
        put(bytes, &self.reason);
        put(bytes, &self.clauses);
        match self.undoes {
            Some(number) => put_number(bytes, number),
            None => put(bytes, ""),
        }
        put(bytes, &self.details);
        put(bytes, &self.images);
        if self.encoding >= 2 {
            put(bytes, &self.state);
        }
        put(bytes, &self.previous);
    }
}

/// Writes a text as a netstring.
fn put(bytes: &mut Vec<u8>, text: &str) {
    put_decimal(bytes, text.len() as u64);
    bytes.push(b':');
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b',');
}

/// Writes a number as a netstring of its decimal digits.
fn put_number(bytes: &mut Vec<u8>, number: i64) {
    let sign = usize::from(number < 0);
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    put_decimal(bytes, (sign + digits) as u64);
    bytes.push(b':');
    if number < 0 {
        bytes.push(b'-');
    }
    put_decimal(bytes, number.unsigned_abs());
    bytes.push(b',');
}

/// Writes a number in decimal, with no text of its own for it.
fn put_decimal(bytes: &mut Vec<u8>, number: u64) {
    if number >= 10 {
        put_decimal(bytes, number / 10);
    }
    bytes.push(b'0' + u8::try_from(number % 10).expect("a digit"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(encoding: u32) -> Entry {
        Entry {
            number: 7,
            encoding,
            at: "2026-11-23T03:00:00.000Z".into(),
            actor: "U-0001".into(),
            role: "admin".into(),
            office: 1,
            session: "test".into(),
            client: "192.0.2.7".into(),
            key_print: "ab12".into(),
            ssh_key: "SHA256:k".into(),
            action: "invitation.approve".into(),
            object: "I-0001".into(),
            outcome: "done".into(),
            reason: "急ぎ".into(),
            clauses: "8-3".into(),
            undoes: None,
            details: String::new(),
            images: "aa".into(),
            state: "bb".into(),
            previous: "cc".into(),
            hash: String::new(),
        }
    }

    #[test]
    fn the_bytes_of_every_version_are_as_documented() {
        let one = "1:1,1:7,24:2026-11-23T03:00:00.000Z,6:U-0001,5:admin,1:1,4:test,9:192.0.2.7,\
                   18:invitation.approve,6:I-0001,4:done,6:急ぎ,3:8-3,0:,0:,2:aa,2:cc,";
        let two = "1:2,1:7,24:2026-11-23T03:00:00.000Z,6:U-0001,5:admin,1:1,4:test,9:192.0.2.7,4:ab12,\
                   18:invitation.approve,6:I-0001,4:done,6:急ぎ,3:8-3,0:,0:,2:aa,2:bb,2:cc,";
        let three = "1:3,1:7,24:2026-11-23T03:00:00.000Z,6:U-0001,5:admin,1:1,4:test,9:192.0.2.7,4:ab12,8:SHA256:k,\
                     18:invitation.approve,6:I-0001,4:done,6:急ぎ,3:8-3,0:,0:,2:aa,2:bb,2:cc,";
        assert_eq!(entry(3).computed_hash(), hex(&Sha256::digest(three)));
        assert_eq!(entry(1).computed_hash(), hex(&Sha256::digest(one)));
        assert_eq!(entry(2).computed_hash(), hex(&Sha256::digest(two)));
    }

    #[test]
    fn an_entry_of_an_unknown_version_has_no_hash() {
        assert_eq!(entry(0).computed_hash(), "");
        assert_eq!(entry(4).computed_hash(), "");
    }

    #[test]
    fn a_number_is_written_as_its_digits_whatever_its_size_and_sign() {
        for number in [0, 1, 9, 10, 99, 100, -1, -10, 1_234_567, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            let digits = number.to_string();
            assert_eq!(String::from_utf8(bytes).unwrap(), format!("{}:{digits},", digits.len()));
        }
    }

    #[test]
    fn a_buffer_holds_nothing_of_the_entry_before() {
        let mut bytes = vec![b'x'; 9];
        assert_eq!(entry(2).computed_hash_in(&mut bytes), entry(2).computed_hash());
        assert_eq!(entry(3).computed_hash_in(&mut bytes), entry(3).computed_hash());
    }
}
