//! The nouns of the register.

pub mod mail;
