//! Why the console cannot be shown, in both languages.

use std::fmt;
use std::io;

use crate::sentence;
use crate::text::{Lang, Sentence};

/// Why the console cannot be shown, or goes on no longer.
#[derive(Debug)]
pub enum TerminalError {
    /// Standard input or output is a file or a pipe.
    NotATerminal,
    /// `TERM` is unset or names a terminal that cannot place text.
    CannotPlaceText {
        /// The value of `TERM`; empty where unset.
        term: String,
    },
    /// The locale names a charset other than UTF-8.
    OtherCharset {
        /// The value of the deciding variable.
        locale: String,
    },
    /// The terminal went away.
    Gone,
    /// The system refused something.
    System(io::Error),
}

impl TerminalError {
    /// What happened and what to do next.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NotATerminal => sentence!(
                "標準入力または標準出力が端末ではないため、画面を開けません。端末から起動するか、コマンド（mcs-console --help）をお使いください。",
                "Standard input or output is not a terminal, so the console cannot open. Start it in a terminal, or use the commands (mcs-console --help).",
            ),
            Self::CannotPlaceText { term } => sentence!(
                "端末の種類（TERM=「{term}」）では画面を表示できません。TERM=xterm-256color などを設定するか、mcs-console --plain をお使いください。",
                "The console cannot be shown on this kind of terminal (TERM=\"{term}\"). Set TERM, for example to xterm-256color, or use mcs-console --plain.",
                term = printable(term),
            ),
            Self::OtherCharset { locale } => sentence!(
                "ロケール「{locale}」の文字コードはUTF-8ではないため、画面を開けません。LC_ALL=ja_JP.UTF-8 などを設定してください。",
                "The locale \"{locale}\" names a charset other than UTF-8, so the console cannot open. Set LC_ALL, for example to en_US.UTF-8.",
                locale = printable(locale),
            ),
            Self::Gone => sentence!("端末との接続が切れました。", "The terminal went away."),
            Self::System(error) => sentence!(
                "端末を操作できません。理由：{error}",
                "The terminal cannot be used. Reason: {error}",
                error = error,
            ),
        }
    }
}

/// An environment value comes from outside: controls in it stay out of the sentence.
fn printable(value: &str) -> String {
    value.chars().filter(|c| c.is_ascii_graphic()).take(40).collect()
}

impl fmt::Display for TerminalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence().get(Lang::En))
    }
}

impl std::error::Error for TerminalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::System(error) => Some(error),
            Self::NotATerminal | Self::CannotPlaceText { .. } | Self::OtherCharset { .. } | Self::Gone => {
                None
            }
        }
    }
}

impl From<rustix::io::Errno> for TerminalError {
    fn from(errno: rustix::io::Errno) -> TerminalError {
        match errno {
            rustix::io::Errno::IO | rustix::io::Errno::PIPE => Self::Gone,
            errno => Self::System(errno.into()),
        }
    }
}
