//! What the console's own sign-in asks for. The users' MCS passwords are another matter (第11条(2)).

use crate::words;

words! {
    /// サインインの方式 (`passphrase_policy`).
    PassphrasePolicy {
        TwoFactor "two_factor" "二要素" "Two factors",
        Long "long" "13文字以上" "13 characters or more",
        Regulation "regulation" "規程どおり" "As the regulation says",
    }
}

impl PassphrasePolicy {
    /// The fewest characters of a passphrase.
    pub fn length_min(self) -> usize {
        match self {
            PassphrasePolicy::TwoFactor | PassphrasePolicy::Regulation => 8,
            PassphrasePolicy::Long => 13,
        }
    }

    /// Months after which a passphrase must be changed; `None` for never (第11条(2) says two).
    pub fn months_max(self) -> Option<u32> {
        match self {
            PassphrasePolicy::TwoFactor | PassphrasePolicy::Long => None,
            PassphrasePolicy::Regulation => Some(2),
        }
    }
}
