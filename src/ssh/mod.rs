//! Signing in through OpenSSH: what sshd is told, who is let as far as the forced command, and how the forced
//! command shuts itself in before it looks at anything.
//!
//! Listens on no port and starts no program, with one exception: [`check`], run by the host's administrator, asks
//! sshd for its settings. Opens no store: a key says who is at the door, and the passphrase is asked for after it.

pub mod check;
pub mod confine;
mod inherited;
pub mod public_key;
pub mod setup;
pub mod words;
