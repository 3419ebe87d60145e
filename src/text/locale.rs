//! What a locale's name says of the charset.

/// Says whether a locale names a charset other than UTF-8.
///
/// Unset, C and POSIX name none; only a codeset that is spelt out and is not UTF-8 does.
pub fn names_other_charset(locale: &str) -> bool {
    let Some((_, codeset)) = locale.split_once('.') else { return false };
    let codeset = codeset.split('@').next().unwrap_or_default();
    let letters: String = codeset.chars().filter(char::is_ascii_alphanumeric).collect();
    !letters.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_charset_that_is_spelt_out_counts() {
        for fine in ["", "C", "POSIX", "C.UTF-8", "ja_JP.utf8", "ja_JP", "en_US.UTF-8@euro"] {
            assert!(!names_other_charset(fine), "{fine}");
        }
        for other in ["ja_JP.eucJP", "ja_JP.SJIS", "en_US.ISO-8859-1"] {
            assert!(names_other_charset(other), "{other}");
        }
    }
}
