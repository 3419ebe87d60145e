//! What a passphrase of the console must be: long enough, not a common one, not the person's own name.
//!
//! Which length and which letters follow from the store's policy. Judges when a passphrase is chosen, never when one is entered. Length counts characters, so that a
//! sentence in kana is as welcome as one in Latin letters.

use crate::domain::PassphrasePolicy;
use crate::sentence;
use crate::text::{Sentence, Text, fold};

/// The fewest characters whatever the policy says.
const LENGTH_MIN: usize = 8;

/// The length from which on nothing more is advised.
pub const LENGTH_ADVISED: usize = 13;

/// What is tried first by anyone who guesses, in folded form.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "87654321",
    "password",
    "password1",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "pass1234",
    "passphrase",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "1qaz2wsx",
    "q1w2e3r4",
    "zaq12wsx",
    "asdfghjk",
    "asdfghjkl",
    "abcdefgh",
    "abcd1234",
    "abc12345",
    "a1b2c3d4",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "letmein1",
    "welcome1",
    "trustno1",
    "admin123",
    "administrator",
    "changeme",
    "secret12",
    "doraemon",
    "sakura123",
    "arigatou",
    "konnichiwa",
    "nihon2020",
    "tokyo2020",
    "komae1234",
    "kaigo1234",
    "kango1234",
    "hospital",
    "medicalcare",
    "mcsconsole",
    "メディカルケアステーション",
    "パスワード",
    "あいうえおかきく",
];

/// Says why a passphrase must not be chosen, or nothing. `names` are those of the person and the office.
pub fn objection(passphrase: &str, names: &[&str], policy: PassphrasePolicy) -> Option<Sentence> {
    if passphrase.chars().count() < policy.length_min() {
        return Some(sentence!(
            "パスフレーズは{min}文字以上にしてください（{advised}文字以上をおすすめします）。",
            "A passphrase has at least {min} characters ({advised} or more are advised).",
            min = policy.length_min(),
            advised = LENGTH_ADVISED
        ));
    }
    if policy == PassphrasePolicy::Regulation && !mixes_letters_and_digits(passphrase) {
        let text =
            Text::new("英字と数字を混ぜてください（第11条(2)）。", "Mix letters and digits (Art. 11(2)).");
        return Some(text.into());
    }
    let folded = fold::key(passphrase);
    if is_common(&folded) {
        let text = Text::new(
            "よく使われるパスフレーズです。別のものにしてください。",
            "This passphrase is a common one. Choose another.",
        );
        return Some(text.into());
    }
    let is_own_name = names.iter().any(|name| holds_mostly(&folded, &fold::key(name)));
    is_own_name.then(|| {
        Text::new(
            "自分や事業所の名前をパスフレーズにしないでください。",
            "Do not use your own name or the office's as a passphrase.",
        )
        .into()
    })
}

/// What to think of where a passphrase is allowed but short.
pub fn advice(passphrase: &str) -> Option<Sentence> {
    (passphrase.chars().count() < LENGTH_ADVISED).then(|| {
        sentence!(
            "パスフレーズは{advised}文字以上をおすすめします。",
            "A passphrase of {advised} or more characters is advised.",
            advised = LENGTH_ADVISED
        )
    })
}

fn mixes_letters_and_digits(passphrase: &str) -> bool {
    passphrase.chars().any(|c| c.is_ascii_alphabetic()) && passphrase.chars().any(|c| c.is_ascii_digit())
}

fn is_common(folded: &str) -> bool {
    let first = folded.chars().next();
    let is_one_character = folded.chars().all(|c| Some(c) == first);
    is_one_character || COMMON.iter().any(|common| fold::key(common) == folded)
}

/// Whether the name is in it and leaves less than the least length beside it.
fn holds_mostly(folded: &str, name: &str) -> bool {
    name.chars().count() >= 2
        && folded.contains(name)
        && folded.chars().count() - name.chars().count() < LENGTH_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn short_common_and_own_names_are_refused_and_sentences_are_not() {
        let names = ["佐藤 花子", "さとう はなこ", "sato@example.jp"];
        for refused in
            ["", "short", "password", "PASSWORD1", "aaaaaaaaaaaa", "佐藤花子12345", "ｐａｓｓｗｏｒｄ"]
        {
            assert!(objection(refused, &names, PassphrasePolicy::TwoFactor).is_some(), "{refused}");
        }
        for taken in ["correct horse battery", "朝の雨は長くない", "佐藤花子は朝に八百屋へ行く", "xK4#mQ9!"]
        {
            assert_eq!(objection(taken, &names, PassphrasePolicy::TwoFactor), None, "{taken}");
        }
    }

    #[test]
    fn each_policy_has_its_own_length_and_letters() {
        for (policy, refused, taken) in [
            (PassphrasePolicy::TwoFactor, "xK4#mQ9", "xK4#mQ9!"),
            (PassphrasePolicy::Long, "xK4#mQ9!pw30", "xK4#mQ9!pw30z"),
            (PassphrasePolicy::Regulation, "朝の雨は長くない", "asanoame2026"),
        ] {
            assert!(objection(refused, &[], policy).is_some(), "{refused}");
            assert_eq!(objection(taken, &[], policy), None, "{taken}");
        }
    }

    #[test]
    fn what_is_short_but_allowed_is_advised_against() {
        assert!(advice("xK4#mQ9!").is_some_and(|s| s.get(Lang::En).contains("13")));
        assert_eq!(advice("correct horse"), None);
    }
}
