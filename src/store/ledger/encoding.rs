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

/// The names of the fields of a version, in their order; none for a version that is not known.
pub fn fields(version: u32) -> &'static [&'static str] {
    match version {
        1 => &[
            "encoding", "number", "at", "actor", "role", "office", "session", "client", "action", "object",
            "outcome", "reason", "clauses", "undoes", "details", "images", "previous",
        ],
        2 => &[
            "encoding",
            "number",
            "at",
            "actor",
            "role",
            "office",
            "session",
            "client",
            "key_print",
            "action",
            "object",
            "outcome",
            "reason",
            "clauses",
            "undoes",
            "details",
            "images",
            "state",
            "previous",
        ],
        3 => &[
            "encoding",
            "number",
            "at",
            "actor",
            "role",
            "office",
            "session",
            "client",
            "key_print",
            "ssh_key",
            "action",
            "object",
            "outcome",
            "reason",
            "clauses",
            "undoes",
            "details",
            "images",
            "state",
            "previous",
        ],
        _ => &[],
    }
}

/// Room for an entry without a long reason.
const ENTRY_BYTES: usize = 768;

/// Writes a number in decimal, with no text of its own for it.
fn put_decimal(bytes: &mut Vec<u8>, number: usize) {
    if number >= 10 {
        put_decimal(bytes, number / 10);
    }
    bytes.push(b'0' + u8::try_from(number % 10).expect("a digit"));
}

impl Entry {
    /// The hash that this entry's content gives; empty for an encoding that is not known.
    pub fn computed_hash(&self) -> String {
        let names = fields(self.encoding);
        if names.is_empty() {
            return String::new();
        }
        let mut bytes = Vec::with_capacity(ENTRY_BYTES);
        for name in names {
            let number = self.number_of(name);
            let text = number.as_deref().unwrap_or_else(|| self.text_of(name));
            put_decimal(&mut bytes, text.len());
            bytes.push(b':');
            bytes.extend_from_slice(text.as_bytes());
            bytes.push(b',');
        }
        hex(&Sha256::digest(&bytes))
    }

    /// A field that holds a number, as the encoding writes it.
    pub(super) fn number_of(&self, name: &str) -> Option<String> {
        match name {
            "encoding" => Some(self.encoding.to_string()),
            "number" => Some(self.number.to_string()),
            "office" => Some(self.office.to_string()),
            "undoes" => Some(self.undoes.map(|n| n.to_string()).unwrap_or_default()),
            _ => None,
        }
    }

    /// A field that holds text.
    pub(super) fn text_of(&self, name: &str) -> &str {
        match name {
            "at" => &self.at,
            "actor" => &self.actor,
            "role" => &self.role,
            "session" => &self.session,
            "client" => &self.client,
            "key_print" => &self.key_print,
            "ssh_key" => &self.ssh_key,
            "action" => &self.action,
            "object" => &self.object,
            "outcome" => &self.outcome,
            "reason" => &self.reason,
            "clauses" => &self.clauses,
            "details" => &self.details,
            "images" => &self.images,
            "state" => &self.state,
            "previous" => &self.previous,
            _ => "",
        }
    }
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
        assert_eq!(entry(4).computed_hash(), "");
    }
}
