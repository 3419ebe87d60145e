//! Public keys as people paste them and as sshd hands them over.

use ssh_key::public::KeyData;
use ssh_key::{HashAlg, PublicKey};

use crate::text::{Sentence, Text};

/// The fewest bits of an RSA key.
const RSA_BITS_MIN: usize = 3072;

/// A public key of a kind that is good enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its kind and itself, as OpenSSH writes them, without the comment.
    pub line: String,
    /// `SHA256:` and its digest.
    pub fingerprint: String,
}

impl Key {
    /// Reads one line: kind, key, and perhaps a comment; no options before them.
    pub fn parse(line: &str) -> Result<Key, Sentence> {
        let mut lines = line.lines().map(str::trim).filter(|line| !line.is_empty());
        let (Some(line), None) = (lines.next(), lines.next()) else { return Err(NOT_A_KEY.into()) };
        if line.starts_with("-----BEGIN") {
            return Err(NOT_A_KEY.into());
        }
        let mut key = PublicKey::from_openssh(line).map_err(|_| Sentence::from(NOT_A_KEY))?;
        if !is_strong(key.key_data()) {
            return Err(TOO_WEAK.into());
        }
        key.set_comment("");
        let line = key.to_openssh().map_err(|_| Sentence::from(NOT_A_KEY))?;
        Ok(Key {
            line: line.trim_end().to_owned(),
            fingerprint: key.fingerprint(HashAlg::Sha256).to_string(),
        })
    }
}

fn is_strong(key: &KeyData) -> bool {
    match key {
        KeyData::Ed25519(_) | KeyData::SkEd25519(_) => true,
        KeyData::Ecdsa(_) | KeyData::SkEcdsaSha2NistP256(_) => true,
        KeyData::Rsa(rsa) => rsa.n.as_positive_bytes().is_some_and(|n| n.len() * 8 >= RSA_BITS_MIN),
        // DSA, certificates, and whatever is not known yet.
        _ => false,
    }
}

const NOT_A_KEY: Text = Text::new(
    "公開鍵1行（例：ssh-ed25519 AAAA… 名前）を指定してください。秘密鍵は決して渡さないでください。",
    "Give one line of a public key, like: ssh-ed25519 AAAA... name. Never hand over a private key.",
);
const TOO_WEAK: Text = Text::new(
    "この種類の鍵は弱いため使えません。ssh-keygen -t ed25519 で作り直してください。",
    "A key of this kind is too weak. Make one with: ssh-keygen -t ed25519.",
);

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The public half of a key whose private half nobody has kept.
    pub(crate) const ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJXViBrzSCClhqaRTipvGKk+2LKmB8CIgayBiEDyx+az sato@desk";

    #[test]
    fn a_key_is_known_by_the_fingerprint_that_openssh_gives_it() {
        let key = Key::parse(ED25519).unwrap();
        assert_eq!(key.fingerprint, "SHA256:E0LopSbnX46pKsr8o2ewEL0L6BC64V/gav/H7Bf0TvE");
        assert!(key.line.starts_with("ssh-ed25519 AAAA") && !key.line.contains("sato"), "{}", key.line);
    }

    #[test]
    fn what_is_no_single_public_key_is_refused() {
        let with_options = format!("command=\"sh\" {ED25519}");
        let two = format!("{ED25519}\n{ED25519}");
        let private = "-----BEGIN OPENSSH PRIVATE KEY-----";
        for line in ["", "ssh-ed25519", "ssh-ed25519 AAAA", with_options.as_str(), two.as_str(), private] {
            assert_eq!(Key::parse(line), Err(NOT_A_KEY.into()), "{line}");
        }
    }

    #[test]
    fn an_rsa_key_of_1024_bits_is_too_weak() {
        assert_eq!(Key::parse(RSA_1024), Err(TOO_WEAK.into()));
    }

    const RSA_1024: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDLhGQBMKZvSz54HDjhrzizzkmxhsoD60h+BuLmKBk0DHXyMD8gtxgwf89W3+flJ9zxbFj6askabK4NfuQDZxsf604cAoceFomR3b4q8o8h5zqIMZTWW+/XGjjTk4cfmQNi/Vxgc1WjkwE08i6mq+UqWx+rgsdYuIh1SEKYVDF39w== old";
}
