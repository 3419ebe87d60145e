//! The order of readings: 五十音順, as bytes that SQLite's BINARY collation compares.
//!
//! Word by word, so that families stay together; then by name and id, which is the caller's.

use super::{fold, kana};

/// Ends the letters of a word; before every letter, so that ハタ stands before ハタノ.
const LETTERS_END: char = '\u{1}';
/// Ends a word.
const WORD_END: char = '\u{2}';
/// Stands before each letter that is no kana, to put it after all of them.
const FOREIGN: char = '\u{E000}';
/// The key of no reading at all.
const NONE: &str = "\u{F8FF}";

/// Makes the sort key of a reading.
///
/// Letters first, without sound marks and in large kana, the long mark as the vowel it prolongs; then sound
/// marks (ハ before バ before パ); then size (long mark, small, large). Latin stands after kana, no reading last.
pub fn sort_key(reading: &str) -> String {
    let reading = kana::full_width(reading);
    let words = reading.split(|c: char| c.is_whitespace() || c == '・').filter(|word| !word.is_empty());
    let key: String = words.map(word_key).collect();
    if key.is_empty() { NONE.to_owned() } else { key }
}

fn word_key(word: &str) -> String {
    let (mut letters, mut marks, mut sizes) = (String::new(), String::new(), String::new());
    for c in word.chars().map(kana::katakana) {
        let (letter, mark) = letter(c, letters.chars().next_back());
        if !kana::is_katakana(letter) {
            fold::key(c.encode_utf8(&mut [0; 4])).chars().for_each(|c| letters.extend([FOREIGN, c]));
            continue;
        }
        letters.push(kana::large(letter));
        marks.push(mark);
        sizes.push(size(c, letter));
    }
    format!("{letters}{LETTERS_END}{marks}{sizes}{WORD_END}")
}

/// The letter to sort by and the rank of its sound mark.
fn letter(c: char, before: Option<char>) -> (char, char) {
    if c == 'ー' {
        return (before.and_then(vowel).unwrap_or(c), '0');
    }
    match kana::unvoiced(c) {
        (letter, Some(kana::VOICED)) => (letter, '1'),
        (letter, Some(_)) => (letter, '2'),
        (letter, None) => (letter, '0'),
    }
}

fn size(c: char, letter: char) -> char {
    match c {
        'ー' => '0',
        _ if kana::large(letter) != letter => '1',
        _ => '2',
    }
}

/// The vowel that ends an unvoiced large katakana.
fn vowel(letter: char) -> Option<char> {
    const ROWS: [(char, &str); 5] = [
        ('ア', "アカサタナハマヤラワ"),
        ('イ', "イキシチニヒミリヰ"),
        ('ウ', "ウクスツヌフムユル"),
        ('エ', "エケセテネヘメレヱ"),
        ('オ', "オコソトノホモヨロヲ"),
    ];
    ROWS.into_iter().find(|(_, row)| row.contains(letter)).map(|(vowel, _)| vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_in_the_order_of_a_japanese_list() {
        let order = [
            "アイ",
            "アオキ ケン",
            "アオキ サチ",
            "アオキタ アイ",
            "オオノ",
            "オノ",
            "コウノ",
            "コーノ",
            "コオノ",
            "サトウ ウメ",
            "ハシ",
            "バシ",
            "パシ",
            "ハセ",
            "ハタ ケン",
            "ハダ アイ",
            "ハッタ",
            "ハツタ",
            "ヤマ",
            "ン",
            "brown",
            "Smith",
            "",
        ];
        let mut sorted = order.to_vec();
        sorted.sort_by_key(|reading| sort_key(reading));
        assert_eq!(sorted, order);
    }

    #[test]
    fn every_writing_of_a_reading_sorts_alike() {
        for writing in ["たかはし　みちこ", "ﾀｶﾊｼ ﾐﾁｺ", " タカハシ  ミチコ"] {
            assert_eq!(sort_key(writing), sort_key("タカハシ ミチコ"));
        }
        assert_eq!(sort_key("ｶﾞﾓｳ"), sort_key("がもう"));
    }

    #[test]
    fn a_family_stays_together_though_given_names_begin_earlier() {
        assert!(sort_key("ハタ ワタル") < sort_key("ハダ アイ"));
    }
}
