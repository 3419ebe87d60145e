//! UTF-16 read as UTF-8, so that one CSV reader serves every encoding.
//!
//! Nothing is replaced: a lone surrogate or half a unit comes out as bytes that are no UTF-8 either, and
//! is found where the cell is decoded, with its row and column.

use std::io::{self, BufRead, BufReader, Read};

/// What a lone surrogate or half a unit becomes: never part of UTF-8.
const NOT_UTF8: u8 = 0xFF;

/// The order of the two bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

/// Reads UTF-16 (without its mark) as UTF-8.
pub(super) struct Utf16Reader<R> {
    inner: BufReader<R>,
    order: ByteOrder,
    high: Option<u16>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16Reader<R> {
    pub(super) fn new(inner: R, order: ByteOrder) -> Utf16Reader<R> {
        Utf16Reader { inner: BufReader::new(inner), order, high: None, ready: Vec::new(), given: 0 }
    }

    /// Makes the next piece of UTF-8 ready; leaves nothing ready only at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() {
            let mut pair = [0; 2];
            match self.read_pair(&mut pair)? {
                0 => {
                    if self.high.take().is_some() {
                        self.ready.push(NOT_UTF8);
                    }
                    return Ok(());
                }
                1 => self.ready.push(NOT_UTF8),
                _ => self.unit(pair),
            }
            while self.inner.buffer().len() >= 2 {
                let pair = [self.inner.buffer()[0], self.inner.buffer()[1]];
                self.inner.consume(2);
                self.unit(pair);
            }
        }
        Ok(())
    }

    fn read_pair(&mut self, pair: &mut [u8; 2]) -> io::Result<usize> {
        let mut count = 0;
        while count < 2 {
            match self.inner.read(&mut pair[count..])? {
                0 => break,
                more => count += more,
            }
        }
        Ok(count)
    }

    fn unit(&mut self, pair: [u8; 2]) {
        let unit = match self.order {
            ByteOrder::Little => u16::from_le_bytes(pair),
            ByteOrder::Big => u16::from_be_bytes(pair),
        };
        let units = [self.high.take(), Some(unit)];
        let last_is_high = (0xD800..0xDC00).contains(&unit);
        let complete =
            units.into_iter().flatten().take(if last_is_high { units[0].iter().count() } else { 2 });
        for decoded in char::decode_utf16(complete) {
            match decoded {
                Ok(c) => self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => self.ready.push(NOT_UTF8),
            }
        }
        self.high = last_is_high.then_some(unit);
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let count = (&self.ready[self.given..]).read(into)?;
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(units: &[u16], order: ByteOrder) -> Vec<u8> {
        let bytes: Vec<u8> = match order {
            ByteOrder::Little => units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            ByteOrder::Big => units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        };
        let mut out = Vec::new();
        Utf16Reader::new(&bytes[..], order).read_to_end(&mut out).unwrap();
        out
    }

    proptest! {
        #[test]
        fn any_text_comes_through_in_either_order(text in any::<String>()) {
            let units: Vec<u16> = text.encode_utf16().collect();
            prop_assert_eq!(read(&units, ByteOrder::Little), text.as_bytes());
            prop_assert_eq!(read(&units, ByteOrder::Big), text.as_bytes());
        }
    }

    #[test]
    fn a_lone_surrogate_becomes_a_byte_that_is_no_utf8_and_its_neighbours_stay() {
        let [high, low] = [0xD842, 0xDFB7];
        for (units, bytes) in [
            (vec![0x41, high, 0x42], b"A\xFFB".to_vec()),
            (vec![0x41, low, 0x42], b"A\xFFB".to_vec()),
            (vec![high, high, low], [b"\xFF".as_slice(), "𠮷".as_bytes()].concat()),
            (vec![0x41, high], b"A\xFF".to_vec()),
        ] {
            assert_eq!(read(&units, ByteOrder::Little), bytes, "{units:X?}");
        }
    }

    #[test]
    fn half_a_unit_at_the_end_is_not_swallowed() {
        let mut out = Vec::new();
        Utf16Reader::new(&b"A\0B"[..], ByteOrder::Little).read_to_end(&mut out).unwrap();
        assert_eq!(out, b"A\xFF");
    }
}
