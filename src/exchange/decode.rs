//! The encodings in which Japanese offices save their lists, and a cell's bytes as text.
//!
//! Decoding never normalises and never replaces in silence: 髙, 𠮷 and 葛󠄀 arrive byte-identical, and a
//! cell that cannot be decoded says so. Which encoding a file has is found by the survey.

use super::utf16::ByteOrder;
use encoding_rs::SHIFT_JIS;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel saves it.
    Utf8Bom,
    /// UTF-16, little end first, with its mark: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, big end first, with its mark.
    Utf16Be,
    /// CP932, Windows' Shift_JIS.
    Cp932,
}

impl Encoding {
    /// The encoding that a file's first bytes declare.
    pub(super) fn declared(head: &[u8]) -> Option<Encoding> {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8Bom),
            [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
            _ => None,
        }
    }

    /// Bytes of the mark before the text.
    pub(super) fn mark_len(self) -> u64 {
        match self {
            Encoding::Utf8 | Encoding::Cp932 => 0,
            Encoding::Utf8Bom => 3,
            Encoding::Utf16Le | Encoding::Utf16Be => 2,
        }
    }

    /// The order of bytes, for UTF-16.
    pub(super) fn byte_order(self) -> Option<ByteOrder> {
        match self {
            Encoding::Utf16Le => Some(ByteOrder::Little),
            Encoding::Utf16Be => Some(ByteOrder::Big),
            Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Cp932 => None,
        }
    }

    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8 (BOM)",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Cp932 => "CP932 (Shift_JIS)",
        }
    }

    /// A cell's bytes as text; `Err` has the text with U+FFFD where bytes are no characters.
    ///
    /// UTF-16 has been turned into UTF-8 by the time a cell is cut out.
    pub(super) fn decode(self, bytes: Vec<u8>) -> Result<String, String> {
        if self != Encoding::Cp932 {
            return String::from_utf8(bytes).map_err(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        }
        match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes) {
            Some(text) => Ok(text.into_owned()),
            None => Err(SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cp932_has_the_letters_that_windows_added() {
        let bytes = vec![0xFB, 0xFC, 0xED, 0x95, 0x87, 0x40, 0xCA, 0xDF];
        assert_eq!(Encoding::Cp932.decode(bytes).unwrap(), "髙﨑①ﾊﾟ");
    }

    #[test]
    fn what_is_no_character_is_an_error_in_every_encoding() {
        assert_eq!(Encoding::Utf8.decode(b"a\xFFb".to_vec()), Err("a\u{FFFD}b".into()));
        assert_eq!(Encoding::Cp932.decode(b"a\xFDb".to_vec()), Err("a\u{FFFD}b".into()));
        assert_eq!(Encoding::Cp932.decode(b"a\x81".to_vec()), Err("a\u{FFFD}".into()));
    }
}
