//! A passphrase as it is typed: never shown, wiped when dropped.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use zeroize::{Zeroize, Zeroizing};

use crate::tui::effects::Passphrase;
use crate::tui::message::Given;

/// Longer ones are pastes that went astray. Reserved at once, so that growing leaves no copies behind.
const SECRET_BYTES_MAX: usize = 1024;

/// A passphrase as it is typed.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// Takes a key, committed words or a paste.
    pub fn take(&mut self, given: &Given) {
        if self.0.capacity() == 0 {
            self.0 = Zeroizing::new(String::with_capacity(SECRET_BYTES_MAX));
        }
        match given {
            Given::Typed(text) | Given::Paste(text) => text.chars().for_each(|c| self.push(c)),
            Given::Key(key) => match key.code {
                KeyCode::Char('u') if key.modifiers == KeyModifiers::CONTROL => self.0.zeroize(),
                KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                    self.push(c);
                }
                KeyCode::Backspace => {
                    self.0.pop();
                }
                _ => {}
            },
        }
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same.
    pub fn is(&self, other: &Secret) -> bool {
        self.0 == other.0
    }

    /// Gives it away; nothing is left here.
    pub fn hand_over(&mut self) -> Passphrase {
        Passphrase(std::mem::take(&mut self.0))
    }

    fn push(&mut self, c: char) {
        if c != '\n' && self.0.len() + c.len_utf8() <= SECRET_BYTES_MAX {
            self.0.push(c);
        }
    }
}
