//! The first look at a file: what it is, how it is encoded, what separates its cells, and its SHA-256.
//!
//! Reads everything once in constant memory, because UTF-8 without a mark is told from CP932 only by all
//! of its lines. Reads no rows.

use super::decode::Encoding;
use super::limits::HEADER_ROWS_MAX;
use super::utf16::Utf16Reader;
use encoding_rs::{Decoder, DecoderResult, UTF_8};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// How much of the beginning is kept to find the separator in.
const HEAD: usize = 32 * 1024;

/// What the first look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Survey {
    pub kind: Kind,
    pub sha256: [u8; 32],
}

/// What a file is, by its first bytes; the name's ending is nobody's promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Cells separated by a byte.
    Text { encoding: Encoding, delimiter: u8 },
    /// A ZIP package: XLSX, or refused later.
    Zip,
    /// The container of `.xls` and of encrypted workbooks.
    OldOffice,
    /// A PDF, usually a scanned or printed list.
    Pdf,
}

/// Looks through a file once.
pub(super) fn survey(mut input: impl Read) -> io::Result<Survey> {
    let mut hash = Sha256::new();
    let mut head = Vec::new();
    let mut lines = Lines::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let count = input.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        let piece = &chunk[..count];
        hash.update(piece);
        lines.take(piece);
        head.extend_from_slice(&piece[..count.min(HEAD - head.len())]);
    }
    Ok(Survey { kind: kind(&head, &lines)?, sha256: hash.finalize().into() })
}

fn kind(head: &[u8], lines: &Lines) -> io::Result<Kind> {
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Kind::OldOffice);
    }
    if head.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    let encoding = Encoding::declared(head).unwrap_or_else(|| lines.encoding());
    let text = &head[encoding.mark_len() as usize..];
    let delimiter = match encoding.byte_order() {
        None => delimiter(text),
        Some(order) => {
            let mut utf8 = Vec::new();
            Utf16Reader::new(text, order).read_to_end(&mut utf8)?;
            delimiter(&utf8)
        }
    };
    Ok(Kind::Text { encoding, delimiter })
}

/// The byte that cuts one of the first lines into the most cells: that line is the header, or a row.
///
/// None of the candidates is ever the second byte of a CP932 character.
fn delimiter(head: &[u8]) -> u8 {
    let lines = head.split(|&byte| byte == b'\n' || byte == b'\r').take(2 * HEADER_ROWS_MAX as usize);
    let most =
        |lines: std::iter::Take<_>, mark: u8| lines.map(|line| unquoted(line, mark)).max().unwrap_or(0);
    let mut best = (0, b',');
    for mark in [b',', b'\t', b';'] {
        let count = most(lines.clone(), mark);
        if count > best.0 {
            best = (count, mark);
        }
    }
    best.1
}

fn unquoted(line: &[u8], mark: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for &byte in line {
        quoted ^= byte == b'"';
        count += usize::from(byte == mark && !quoted);
    }
    count
}

/// Counts the lines beyond ASCII that are UTF-8 and those that are not.
///
/// One damaged line must not turn a thousand good ones into CP932, so the larger number decides. A line of
/// Japanese in CP932 is hardly ever valid UTF-8.
struct Lines {
    decoder: Decoder,
    line: Line,
    valid: u64,
    invalid: u64,
    scratch: Box<[u8]>,
}

#[derive(Clone, Copy, Default)]
struct Line {
    beyond_ascii: bool,
    damaged: bool,
}

impl Lines {
    fn new() -> Lines {
        let decoder = UTF_8.new_decoder_without_bom_handling();
        Lines { decoder, line: Line::default(), valid: 0, invalid: 0, scratch: vec![0; 8 * 1024].into() }
    }

    fn take(&mut self, piece: &[u8]) {
        for part in piece.split_inclusive(|&byte| byte == b'\n') {
            if self.line.beyond_ascii || !part.is_ascii() {
                self.line.beyond_ascii = true;
                self.decode(part);
            }
            if part.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    fn decode(&mut self, mut part: &[u8]) {
        while !part.is_empty() && !self.line.damaged {
            let (result, read, _) =
                self.decoder.decode_to_utf8_without_replacement(part, &mut self.scratch, false);
            part = &part[read..];
            self.line.damaged |= matches!(result, DecoderResult::Malformed(..));
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.decoder = UTF_8.new_decoder_without_bom_handling();
        self.valid += u64::from(line.beyond_ascii && !line.damaged);
        self.invalid += u64::from(line.damaged);
    }

    /// The last line counts too; cut off in the middle of a character it still is UTF-8.
    fn encoding(&self) -> Encoding {
        let valid = self.valid + u64::from(self.line.beyond_ascii && !self.line.damaged);
        let invalid = self.invalid + u64::from(self.line.damaged);
        if invalid == 0 || valid > invalid { Encoding::Utf8 } else { Encoding::Cp932 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (Encoding, u8) {
        match survey(bytes).unwrap().kind {
            Kind::Text { encoding, delimiter } => (encoding, delimiter),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_encoding_is_declared_by_a_mark_or_told_from_the_lines() {
        assert_eq!(text(b"\xEF\xBB\xBFa,b").0, Encoding::Utf8Bom);
        assert_eq!(text(b"\xFF\xFEa\0,\0").0, Encoding::Utf16Le);
        assert_eq!(text(b"\xFE\xFF\0a\0,").0, Encoding::Utf16Be);
        assert_eq!(text("氏名,職種".as_bytes()).0, Encoding::Utf8);
        assert_eq!(text(b"\x8E\x81\x96\xBC,\x90\x45\x8E\xED").0, Encoding::Cp932);
        assert_eq!(text(b"").0, Encoding::Utf8);
    }

    #[test]
    fn one_damaged_line_or_a_cut_end_does_not_make_utf8_into_cp932() {
        assert_eq!(text("氏名\n山田\nx\u{0}".as_bytes()).0, Encoding::Utf8);
        assert_eq!(text(&["氏名\n山田\n".as_bytes(), b"\xFF\xFD\n"].concat()).0, Encoding::Utf8);
        assert_eq!(text(&"氏名\n山".as_bytes()[..9]).0, Encoding::Utf8);
    }

    #[test]
    fn lines_are_judged_alike_wherever_the_pieces_are_cut() {
        let bytes = "氏名,職種\n髙橋𠮷,看護師\n".as_bytes();
        for cut in 0..bytes.len() {
            let mut lines = Lines::new();
            lines.take(&bytes[..cut]);
            lines.take(&bytes[cut..]);
            assert_eq!((lines.valid, lines.invalid), (2, 0), "cut at {cut}");
        }
    }

    #[test]
    fn the_separator_is_that_of_the_fullest_line() {
        assert_eq!(text("一覧, 2026\n氏名\tかな\t職種\n".as_bytes()).1, b'\t');
        assert_eq!(text(b"name;kana;\"a,b,c,d\"\n").1, b';');
        assert_eq!(text(b"name\n").1, b',');
        assert_eq!(
            text("\u{FEFF}a\tb".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()).1,
            b'\t'
        );
    }

    #[test]
    fn what_is_no_text_is_known_by_its_first_bytes() {
        assert_eq!(survey(&b"PK\x03\x04..."[..]).unwrap().kind, Kind::Zip);
        assert_eq!(survey(&b"\xD0\xCF\x11\xE0"[..]).unwrap().kind, Kind::OldOffice);
        assert_eq!(survey(&b"%PDF-1.7"[..]).unwrap().kind, Kind::Pdf);
    }
}
