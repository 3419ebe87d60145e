//! An SSH key's fingerprint, and the keys of those who are operators no more.

use std::path::Path;

use super::files::StoreFiles;
use super::ssh_keys::{SshKey, SshKeys};
use super::{Reader, StoreError, Tx};
use crate::domain::{Id, Noun, Standing, UserId};

/// `SHA256:` and 32 bytes in base64 without padding.
const LENGTH: usize = 50;

/// The fingerprint of the SSH key that somebody came in with, as OpenSSH writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SshPrint([u8; LENGTH]);

impl SshPrint {
    /// Reads `SHA256:…`; nothing else is a fingerprint.
    pub fn read(text: &str) -> Option<SshPrint> {
        let digest = text.strip_prefix("SHA256:")?;
        let is_base64 = digest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
        let bytes = text.as_bytes().try_into().ok().filter(|_| is_base64)?;
        Some(SshPrint(bytes))
    }

    /// As OpenSSH writes it.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII is read")
    }
}

impl Reader<'_> {
    /// The SSH keys of users who are operators no more: dismissed, banned, released or gone. A restriction ends of
    /// itself, and leaves the key, which opens nothing while it lasts.
    pub fn ssh_keys_ended(&self) -> Result<Vec<SshKey>, StoreError> {
        let Some(keys) = self.ssh_keys()? else { return Ok(Vec::new()) };
        let all = keys.all().map_err(|error| StoreError::Damaged(error.to_string()))?;
        let mut ended = Vec::new();
        for key in all {
            if self.has_ended(&key.operator)? {
                ended.push(key);
            }
        }
        Ok(ended)
    }

    fn has_ended(&self, operator: &str) -> Result<bool, StoreError> {
        let id = operator.parse::<Id>().ok().filter(|id| id.noun == Noun::User);
        // Heads and desks have rows of their own, which nothing ends.
        let Some(id) = id.map(|id| UserId(id.number)) else { return Ok(false) };
        let Some(user) = self.user(id)? else { return Ok(true) };
        let standing = user.standing(self.sanction_of(id)?.as_ref(), self.today());
        let is_out = matches!(standing, Standing::Banned | Standing::Released | Standing::AccountClosed);
        Ok(is_out || user.admin_since.is_none())
    }

    /// The keys beside the open database; none for one in memory.
    fn ssh_keys(&self) -> Result<Option<SshKeys>, StoreError> {
        let Some(path) = self.conn().path().filter(|path| !path.is_empty()) else { return Ok(None) };
        let files =
            StoreFiles::at(Path::new(path)).map_err(|error| StoreError::Damaged(error.to_string()))?;
        Ok(Some(SshKeys::of(files)))
    }
}

impl Tx<'_> {
    /// The keys that what was done in this transaction so far has ended; asked before the act's own entry.
    pub fn ssh_keys_ended_here(&self) -> Result<Vec<SshKey>, StoreError> {
        let is_about_people = |noun| matches!(noun, Noun::User | Noun::Sanction);
        match self.touched().iter().any(|touch| is_about_people(touch.noun)) {
            true => self.ssh_keys_ended(),
            false => Ok(Vec::new()),
        }
    }

    /// Takes these keys away once the transaction is durable: a write that does not stand takes nothing away.
    pub fn withdraw_after_commit(&mut self, keys: &[SshKey]) {
        self.withdrawn.extend_from_slice(keys);
    }
}

/// Removes them from both files. What cannot be removed now opens nothing, and goes with the next such act.
pub(super) fn withdraw(reader: &Reader<'_>, gone: &[SshKey]) {
    let Ok(Some(keys)) = reader.ssh_keys() else { return };
    for key in gone {
        // The session asks whether the operator may act, whatever the files say.
        let _ = keys.remove(&key.operator, |known| known.id == key.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_fingerprint_is_one() {
        let whole = format!("SHA256:{}", "Ab3+/".repeat(9).get(..43).unwrap());
        assert_eq!(SshPrint::read(&whole).unwrap().as_str(), whole);
        for wrong in [&whole[..49], "MD5:aa:bb", "", &whole.replace('+', "\n"), &format!("{whole}=")] {
            assert_eq!(SshPrint::read(wrong), None, "{wrong}");
        }
    }
}
