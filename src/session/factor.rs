//! The second factor: time-based codes of six digits (RFC 6238), as every authenticator app makes them.
//!
//! A code is good for its step of 30 seconds and the steps beside it; that it is taken once is the store's
//! to see.

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::text::date::Instant;

/// The bytes of a secret: what RFC 4226 advises.
const SECRET_BYTES: usize = 20;

/// Who the app says the code is for.
const ISSUER: &str = "MCS";

/// The secret that an authenticator app and the store share.
pub struct Factor(Zeroizing<Vec<u8>>);

impl Factor {
    /// A fresh one.
    pub fn random() -> Factor {
        let mut secret = Zeroizing::new(vec![0; SECRET_BYTES]);
        getrandom::fill(&mut secret).expect("the system gives random bytes");
        Factor(secret)
    }

    /// One that the store holds.
    pub fn of(secret: Zeroizing<Vec<u8>>) -> Factor {
        Factor(secret)
    }

    /// The secret itself, for the store.
    pub fn secret(&self) -> &[u8] {
        &self.0
    }

    /// What is typed into an app that cannot see: groups of four letters and digits.
    pub fn text(&self) -> Zeroizing<String> {
        let all = Zeroizing::new(self.base32());
        let mut text = Zeroizing::new(String::with_capacity(64));
        for (place, letter) in all.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        text
    }

    /// What an app reads from the QR code: at most 78 bytes, so that the code fits 80x24.
    pub fn uri(&self, operator: &str) -> Zeroizing<String> {
        let secret = Zeroizing::new(self.base32());
        Zeroizing::new(format!("otpauth://totp/{ISSUER}:{operator}?secret={}&issuer={ISSUER}", *secret))
    }

    /// The QR code, two of its rows in one of cells, with its quiet zone: blocks are dark, blanks are light.
    pub fn picture(&self, operator: &str) -> Vec<String> {
        let uri = self.uri(operator);
        let code = QrCode::with_error_correction_level(uri.as_bytes(), EcLevel::L);
        let Ok(code) = code else { return Vec::new() };
        let drawn = code.render::<Dense1x2>().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build();
        drawn.lines().map(str::to_owned).collect()
    }

    /// The step whose code was typed, where it is one of now.
    pub fn step_of(&self, typed: &str, now: Instant) -> Option<i64> {
        let digits = Zeroizing::new(digits(typed));
        let step = self.totp().check(&digits, u64::try_from(now.timestamp()).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The code of a moment, as the app shows it.
    #[cfg(test)]
    pub fn code(&self, now: Instant) -> String {
        self.totp().generate(u64::try_from(now.timestamp()).expect("after 1970")).to_string()
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_skew(1)
            .with_secret(self.0.to_vec())
            .build_noncompliant()
    }

    fn base32(&self) -> String {
        Secret::from(self.0.to_vec()).to_base32()
    }
}

impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Factor(…)")
    }
}

/// The digits of what was typed: full-width ones count, spaces do not.
fn digits(typed: &str) -> String {
    let folded = typed.chars().map(|c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        other => other,
    });
    folded.filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        chrono::DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// The secret of RFC 6238, appendix B; its codes there have eight digits, of which these are the last six.
    fn of_the_rfc() -> Factor {
        Factor::of(Zeroizing::new(b"12345678901234567890".to_vec()))
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(of_the_rfc().step_of(code, at(seconds)), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_before_and_after_and_no_longer() {
        let factor = of_the_rfc();
        let step = Some(1_111_111_111 / 30);
        for (late, found) in [(-30, step), (0, step), (30, step), (60, None), (-60, None)] {
            assert_eq!(factor.step_of("050471", at(1_111_111_111 + late)), found, "{late}");
        }
    }

    #[test]
    fn a_code_may_be_typed_in_groups_and_full_width_and_nothing_else_counts() {
        let factor = of_the_rfc();
        let now = at(1_111_111_111);
        for typed in ["050 471", "０５０４７１", " 050471 "] {
            assert!(factor.step_of(typed, now).is_some(), "{typed}");
        }
        for typed in ["", "05047", "0504711", "050472", "abcdef", "000000000000000000"] {
            assert_eq!(factor.step_of(typed, now), None, "{typed}");
        }
    }

    #[test]
    fn the_picture_fits_80x24_and_the_text_is_the_same_secret() {
        let factor = of_the_rfc();
        assert!(factor.uri("U-123456").len() <= 78);
        let picture = factor.picture("U-0001");
        assert!(picture.len() <= 22, "{} rows", picture.len());
        assert!(picture.iter().all(|row| row.chars().count() <= 42));
        // The quiet zone is light: blanks around, and a dark corner of the first finder pattern within.
        assert!(picture[0].trim().is_empty() && picture[1].trim().is_empty());
        assert!(picture[2].starts_with("    \u{2588}\u{2580}\u{2580}"), "{}", picture[2]);
        assert_eq!(factor.text().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
