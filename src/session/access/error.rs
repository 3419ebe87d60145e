//! Why nothing changed about who signs in how.

use crate::actions::UserError;
use crate::session::NotSignedIn;
use crate::store::StoreError;
use crate::store::file_error::FileError;
use crate::store::open_error::OpenError;
use crate::text::{Sentence, Text};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NoAccess {
    /// This role, or this person, may not do that.
    #[error("not permitted")]
    Denied(Sentence),
    /// A rule stands against it.
    #[error("refused")]
    Refused(Sentence),
    /// The passphrase must be given once more for it.
    #[error("the passphrase is asked for")]
    Unproved,
    /// There is no such operator in this office.
    #[error("no such operator")]
    Unknown,
    /// Something typed will not do.
    #[error("an answer will not do")]
    Answer(UserError),
    /// The code opens nothing, or no longer.
    #[error("wrong code")]
    WrongCode,
    /// The words are not those of the sealed envelope, or of one that was used or replaced.
    #[error("wrong words")]
    WrongEnvelope,
    /// Signing in failed.
    #[error(transparent)]
    NotSignedIn(#[from] NotSignedIn),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why nobody removes the own key.
pub const OWN_KEY: Text = Text::new("自分の鍵は削除できません。", "You cannot remove your own key.");

impl From<OpenError> for NoAccess {
    fn from(error: OpenError) -> NoAccess {
        NoAccess::NotSignedIn(error.into())
    }
}

impl From<FileError> for NoAccess {
    fn from(error: FileError) -> NoAccess {
        NoAccess::NotSignedIn(error.into())
    }
}

impl NoAccess {
    /// An answer to one field will not do.
    pub(super) fn at(field: &'static str, sentence: impl Into<Sentence>) -> NoAccess {
        NoAccess::Answer(UserError { field: Some(field), sentence: sentence.into() })
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NoAccess::Denied(sentence) | NoAccess::Refused(sentence) => sentence.clone(),
            NoAccess::Unproved => Text::new(
                "本人であることを確かめるため、パスフレーズをもう一度入力してください。",
                "Give your passphrase once more, to show that it is you.",
            )
            .into(),
            NoAccess::Unknown => Text::new(
                "この事業所にそのような操作者はいません。番号を確かめてください（operator list）。",
                "There is no such operator in your office. Check the id (operator list).",
            )
            .into(),
            NoAccess::Answer(error) => error.sentence.clone(),
            NoAccess::WrongCode => Text::new(
                "番号かコードが違うか、期限（24時間）が切れています。確かめるか、新しいコードを出してもらってください。",
                "The id or the code is wrong, or its 24 hours are over. Check both, or ask for a new code.",
            )
            .into(),
            NoAccess::WrongEnvelope => Text::new(
                "封筒の語が違います。一度使った封筒や、作り直す前の封筒では開きません。",
                "These are not the words of the envelope. One that was used, or replaced by a new one, opens nothing.",
            )
            .into(),
            NoAccess::NotSignedIn(error) => error.sentence(),
            NoAccess::Store(error) => crate::sentence!(
                "ストアを読み書きできません：{why}",
                "The store cannot be read or written: {why}",
                why = error
            ),
        }
    }
}
