//! The secrets of a store and how they are wrapped: data key, key pairs, sealing.
//!
//! A data key is sealed to a public half without anybody's passphrase: an ephemeral X25519 key, a hash
//! of the shared secret with both public halves under a name of its own, and XChaCha20-Poly1305. This
//! is what `crypto_box::seal` does, with two differences: the caller's context is bound as associated
//! data, which that box cannot, and it stands on the crates already used for the rest. No files here,
//! no passphrases.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const SEAL_NAME: &[u8] = b"mcs-console seal v1";
const VOUCH_NAME: &[u8] = b"mcs-console vouch v1";

/// Bytes that stand as lower-case hexadecimal digits in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// The raw 256-bit key of the database; wiped when dropped, never shown.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

/// The two halves that belong to one slot: anybody may seal to the public one, the private one opens.
#[derive(Clone)]
pub struct KeyPair(StaticSecret);

/// A secret of 32 bytes under a key: nonce, ciphertext and its 16-byte tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    nonce: Hex<24>,
    text: Hex<48>,
}

/// A data key sealed to a public half: the ephemeral public half and the wrapped key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    ephemeral: Hex<32>,
    key: Wrapped,
}

/// A tag that only a holder of the data key can make: a slot without it was put there by a stranger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    nonce: Hex<24>,
    tag: Hex<16>,
}

impl DataKey {
    /// Makes a fresh key.
    pub fn random() -> DataKey {
        DataKey(random())
    }

    /// Takes a key that stood in the clear, as a demo store's does.
    pub fn from_bytes(bytes: [u8; 32]) -> DataKey {
        DataKey(bytes)
    }

    /// The key itself, for the one function that opens databases and for a demo store's slot file.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Vouches for `context`.
    pub fn vouch(&self, context: &[u8]) -> Vouch {
        let nonce = random();
        let tag = self.voucher().encrypt(&XNonce::from(nonce), Payload { msg: &[], aad: context });
        let tag = tag.expect("an empty text can be encrypted").try_into().expect("a tag has 16 bytes");
        Vouch { nonce: Hex(nonce), tag: Hex(tag) }
    }

    /// Tells whether a holder of this key vouched for `context`.
    pub fn vouched(&self, vouch: &Vouch, context: &[u8]) -> bool {
        let payload = Payload { msg: &vouch.tag.0, aad: context };
        self.voucher().decrypt(&XNonce::from(vouch.nonce.0), payload).is_ok()
    }

    fn voucher(&self) -> XChaCha20Poly1305 {
        cipher(&hash(&[VOUCH_NAME, &self.0]))
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({}, …)", self.public())
    }
}

impl KeyPair {
    /// Makes a fresh pair.
    pub fn random() -> KeyPair {
        KeyPair(StaticSecret::from(*Zeroizing::new(random())))
    }

    /// The public half.
    pub fn public(&self) -> Hex<32> {
        Hex(PublicKey::from(&self.0).to_bytes())
    }

    /// Wraps the private half under `key`, bound to `context`.
    pub fn wrap(&self, key: &[u8; 32], context: &[u8]) -> Wrapped {
        Wrapped::new(key, self.0.as_bytes(), context)
    }

    /// Unwraps a private half; `None` for another key or context.
    pub fn unwrap(wrapped: &Wrapped, key: &[u8; 32], context: &[u8]) -> Option<KeyPair> {
        wrapped.open(key, context).map(|half| KeyPair(StaticSecret::from(*half)))
    }

    /// Opens what was sealed to this pair; `None` if it was sealed to another, in another context, or changed.
    pub fn open(&self, sealed: &Sealed, context: &[u8]) -> Option<DataKey> {
        let shared = self.0.diffie_hellman(&PublicKey::from(sealed.ephemeral.0));
        let key = hash(&[SEAL_NAME, shared.as_bytes(), &sealed.ephemeral.0, &self.public().0]);
        shared.was_contributory().then_some(())?;
        sealed.key.open(&key, context).map(|key| DataKey(*key))
    }
}

impl Sealed {
    /// Seals `key` to a public half, bound to `context`; `None` for a public half that cannot keep a secret.
    pub fn new(key: &DataKey, public: &Hex<32>, context: &[u8]) -> Option<Sealed> {
        let ephemeral = KeyPair::random();
        let shared = ephemeral.0.diffie_hellman(&PublicKey::from(public.0));
        shared.was_contributory().then_some(())?;
        let wrap = hash(&[SEAL_NAME, shared.as_bytes(), &ephemeral.public().0, &public.0]);
        Some(Sealed { ephemeral: ephemeral.public(), key: Wrapped::new(&wrap, &key.0, context) })
    }
}

impl Wrapped {
    fn new(key: &[u8; 32], secret: &[u8; 32], context: &[u8]) -> Wrapped {
        let nonce = random();
        let payload = Payload { msg: secret, aad: context };
        let text = cipher(key).encrypt(&XNonce::from(nonce), payload).expect("32 bytes can be encrypted");
        Wrapped { nonce: Hex(nonce), text: Hex(text.try_into().expect("32 bytes and a tag of 16")) }
    }

    fn open(&self, key: &[u8; 32], context: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let payload = Payload { msg: &self.text.0, aad: context };
        let secret = Zeroizing::new(cipher(key).decrypt(&XNonce::from(self.nonce.0), payload).ok()?);
        Some(Zeroizing::new(secret.as_slice().try_into().ok()?))
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hex<N>, D::Error> {
        let digits = Zeroizing::new(String::deserialize(deserializer)?);
        let wrong = || D::Error::custom(format_args!("expected {} hexadecimal digits", 2 * N));
        if digits.len() != 2 * N {
            return Err(wrong());
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0]).zip(digit(pair[1])).map(|(h, l)| h << 4 | l).ok_or_else(wrong)?;
        }
        Ok(Hex(bytes))
    }
}

/// Fresh bytes from the system; without them nothing safe can be done.
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// SHA-256 over parts whose lengths are fixed by the first, which names the purpose.
fn hash(parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    Zeroizing::new(hash.finalize().into())
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

fn digit(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_to_a_pair_opens_with_it_alone_and_in_its_context_alone() {
        let (key, pair) = (DataKey::random(), KeyPair::random());
        let sealed = Sealed::new(&key, &pair.public(), b"here").unwrap();
        assert_eq!(pair.open(&sealed, b"here"), Some(key));
        assert_eq!(pair.open(&sealed, b"there"), None);
        assert_eq!(KeyPair::random().open(&sealed, b"here"), None);
    }

    #[test]
    fn a_changed_byte_anywhere_keeps_a_sealed_key_shut() {
        let (key, pair) = (DataKey::random(), KeyPair::random());
        let sealed = Sealed::new(&key, &pair.public(), b"").unwrap();
        let mut variants = [sealed.clone(), sealed.clone(), sealed];
        variants[0].ephemeral.0[3] ^= 1;
        variants[1].key.nonce.0[3] ^= 1;
        variants[2].key.text.0[47] ^= 1;
        variants.iter().for_each(|sealed| assert_eq!(pair.open(sealed, b""), None));
    }

    #[test]
    fn a_public_half_that_keeps_no_secret_is_refused() {
        assert!(Sealed::new(&DataKey::random(), &Hex([0; 32]), b"").is_none());
    }

    #[test]
    fn a_private_half_unwraps_under_its_key_alone() {
        let pair = KeyPair::random();
        let wrapped = pair.wrap(&[7; 32], b"slot");
        assert_eq!(KeyPair::unwrap(&wrapped, &[7; 32], b"slot").unwrap().public(), pair.public());
        assert!(KeyPair::unwrap(&wrapped, &[8; 32], b"slot").is_none());
        assert!(KeyPair::unwrap(&wrapped, &[7; 32], b"tols").is_none());
    }

    #[test]
    fn only_a_holder_of_the_data_key_can_vouch() {
        let key = DataKey::random();
        let vouch = key.vouch(b"slot of U-0001");
        assert!(key.vouched(&vouch, b"slot of U-0001"));
        assert!(!key.vouched(&vouch, b"slot of U-0002"));
        assert!(!key.vouched(&DataKey::random().vouch(b"slot of U-0001"), b"slot of U-0001"));
    }

    #[test]
    fn secrets_do_not_print() {
        let key = DataKey::from_bytes([0xab; 32]);
        assert_eq!(format!("{key:?}"), "DataKey(…)");
    }

    #[test]
    fn hexadecimal_digits_come_back_and_anything_else_is_refused() {
        let hex = Hex([0x0f, 0xa0]);
        assert_eq!(serde_json::to_string(&hex).unwrap(), "\"0fa0\"");
        assert_eq!(serde_json::from_str::<Hex<2>>("\"0fa0\"").unwrap(), hex);
        for wrong in ["\"0fa\"", "\"0fa00\"", "\"0FA0\"", "\"0g00\"", "\"あ0\"", "7"] {
            assert!(serde_json::from_str::<Hex<2>>(wrong).is_err(), "{wrong}");
        }
    }
}
