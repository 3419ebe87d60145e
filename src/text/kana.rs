//! Kana as letters: width, script and size. Knows no words and no readings.

use unicode_normalization::char::{compose, decompose_canonical};

/// U+FF61 to U+FF9F in full width, in their order.
const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const SMALL: &str = "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";
const LARGE: &str = "アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ";

/// The combining voiced sound mark (濁点).
pub(super) const VOICED: char = '\u{3099}';
/// The combining semi-voiced sound mark (半濁点).
pub(super) const SEMI_VOICED: char = '\u{309A}';

/// Half-width kana and their punctuation in full width, sound marks joined to their letters.
pub(super) fn full_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let joined = sound_mark(c).and_then(|mark| compose(out.chars().next_back()?, mark));
        if joined.is_some() {
            out.pop();
        }
        out.push(joined.unwrap_or_else(|| wide(c)));
    }
    out
}

fn sound_mark(half: char) -> Option<char> {
    match half {
        'ﾞ' => Some(VOICED),
        'ﾟ' => Some(SEMI_VOICED),
        _ => None,
    }
}

fn wide(c: char) -> char {
    let place = (c as usize).checked_sub('｡' as usize);
    place.and_then(|place| FULL.chars().nth(place)).unwrap_or(c)
}

/// Hiragana as katakana; everything else as it is.
pub fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// A reading in hiragana (ふりがな), whatever kana it is written in: ﾔﾏｻﾞｷ and ヤマザキ as やまざき.
pub fn hiragana(reading: &str) -> String {
    let letter = |c| match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    };
    full_width(reading).chars().map(letter).collect()
}

/// A reading in katakana (フリガナ), whatever kana it is written in.
pub fn in_katakana(reading: &str) -> String {
    full_width(reading).chars().map(katakana).collect()
}

/// Small katakana as large ones: ャ as ヤ, ヶ as ケ.
pub(super) fn large(c: char) -> char {
    SMALL.chars().zip(LARGE.chars()).find(|&(small, _)| small == c).map_or(c, |(_, large)| large)
}

/// A katakana letter without its sound mark, and the mark.
pub(super) fn unvoiced(c: char) -> (char, Option<char>) {
    let mut parts = [c, '\0'];
    let mut count = 0;
    decompose_canonical(c, |part| {
        if let Some(place) = parts.get_mut(count) {
            *place = part;
        }
        count += 1;
    });
    match parts[1] {
        mark @ (VOICED | SEMI_VOICED) => (parts[0], Some(mark)),
        _ => (c, None),
    }
}

/// True for a katakana letter or its long mark.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_width_becomes_full_width() {
        assert_eq!(full_width("ﾔﾏｻﾞｷ ｻｸﾗ｡"), "ヤマザキ サクラ。");
        assert_eq!(full_width("ﾊﾟｳﾞｯﾁｰ"), "パヴッチー");
        assert_eq!(full_width("ﾞaﾞ"), "゛a゛");
        assert_eq!(full_width("髙橋 abc"), "髙橋 abc");
    }

    #[test]
    fn a_reading_is_written_in_either_script() {
        for (stored, hiragana_of_it, katakana_of_it) in [
            ("ヤマザキ サクラ", "やまざき さくら", "ヤマザキ サクラ"),
            ("ﾔﾏｻﾞｷ　ﾊﾟｳﾞｨ", "やまざき　ぱゔぃ", "ヤマザキ　パヴィ"),
            ("さヽき いすゞ", "さゝき いすゞ", "サヽキ イスヾ"),
            ("リー・オーウェン", "りー・おーうぇん", "リー・オーウェン"),
            ("Nguyễn 髙橋", "Nguyễn 髙橋", "Nguyễn 髙橋"),
        ] {
            assert_eq!(
                (hiragana(stored), in_katakana(stored)),
                (hiragana_of_it.into(), katakana_of_it.into())
            );
        }
    }

    #[test]
    fn every_small_letter_has_its_large_one() {
        for (small, expected) in
            [('ッ', 'ツ'), ('ャ', 'ヤ'), ('ヶ', 'ケ'), ('ㇰ', 'ク'), ('ㇿ', 'ロ'), ('ア', 'ア')]
        {
            assert_eq!(large(small), expected);
        }
        assert_eq!(SMALL.chars().count(), LARGE.chars().count());
    }

    #[test]
    fn sound_marks_come_off() {
        assert_eq!(unvoiced('ガ'), ('カ', Some(VOICED)));
        assert_eq!(unvoiced('パ'), ('ハ', Some(SEMI_VOICED)));
        assert_eq!(unvoiced('ヴ'), ('ウ', Some(VOICED)));
        assert_eq!(unvoiced('ア'), ('ア', None));
        assert_eq!(unvoiced('é'), ('é', None));
    }
}
