//! The key under which a text is found: how it is written no longer matters, only what it says.
//!
//! Stored text and query go through the same [`key`]. It forgets on purpose and is never shown, stored as
//! a name, or taken as proof that two people are one. Readings in Latin letters are [`romaji`](super::romaji).

use super::{kana, variants};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What all prolonged-sound marks and hyphens become.
const LONG: char = 'ー';

/// Folds a text for search.
///
/// Beyond NFKC and lower case: ひらがな as カタカナ, small kana as large, ヂヅヰヱヲ as ジズイエオ, all long marks
/// and hyphens as one, variant kanji as one, Latin letters without their accents. Spaces, ・, apostrophes,
/// variation selectors and whatever is invisible are dropped.
pub fn key(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    let bare = text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|&c| is_said(c));
    bare.nfc().map(letter).collect()
}

/// False for what a reader does not hear: spaces, accents, selectors, apostrophes, invisible characters.
fn is_said(c: char) -> bool {
    match c {
        kana::VOICED | kana::SEMI_VOICED => true,
        '・' | '·' | '\'' | '’' | '‘' | 'ʼ' | '′' | '\u{AD}' => false,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => false,
        _ => !c.is_whitespace() && !c.is_control() && !is_combining_mark(c) && !is_selector(c),
    }
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn letter(c: char) -> char {
    match kana::large(kana::katakana(c)) {
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        'ヲ' => 'オ',
        'đ' => 'd',
        'ø' => 'o',
        'ł' => 'l',
        '〜' => '~',
        'ー' | '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '─' | '━' | '\u{2E3A}' => LONG,
        c => variants::standard(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::variants(&["髙橋", "高橋", "高槗"])]
    #[case(&["山﨑", "山崎", "山嵜"])]
    #[case(&["𠮷田", "吉田"])]
    #[case(&["渡邊", "渡邉", "渡辺"])]
    #[case(&["齋藤", "齊藤", "斎藤", "斉藤"])]
    #[case(&["澤田", "沢田"])]
    #[case(&["濵田", "濱田", "浜田"])]
    #[case(&["嶋", "嶌", "島"])]
    #[case(&["廣國", "広国"])]
    #[case(&["栁", "柳"])]
    #[case(&["桒", "桑"])]
    #[case(&["靏", "靍", "鶴"])]
    #[case(&["檜", "桧"])]
    #[case(&["德", "徳"])]
    #[case::compatibility(&["神", "神"])]
    #[case::selectors(&["葛\u{E0100}城", "葛城", "葛\u{FE00}城"])]
    #[case::kana(&["たかはし", "タカハシ", "ﾀｶﾊｼ"])]
    #[case(&["やまざき", "ヤマザキ", "ﾔﾏｻﾞｷ", "ヤマサ\u{3099}キ", "ヤマサ゛キ"])]
    #[case::size(&["ハットリ", "ハツトリ", "ﾊｯﾄﾘ"])]
    #[case(&["龍ヶ崎", "竜ケ崎"])]
    #[case::old_kana(&["みつづか", "みつずか"])]
    #[case(&["キヱ", "キエ"])]
    #[case(&["かをる", "カオル"])]
    #[case::spaces(&["髙橋　美智子", "高橋 美智子", "高橋美智子", "高橋\u{200B}美智子"])]
    #[case::long_marks(&["コーノ", "コｰノ", "コ－ノ", "コ-ノ", "コ‐ノ", "コ−ノ", "コ―ノ", "コ—ノ", "コ─ノ"])]
    #[case::latin(&["Nguyễn", "Nguye\u{302}\u{303}n", "NGUYEN", "ｎｇｕｙｅｎ"])]
    #[case(&["O'Brien", "O’Brien", "OBRIEN", "o brien"])]
    #[case(&["Đặng", "dang"])]
    #[case::dots(&["ショーン・オブライエン", "ショーンオブライエン", "ｼｮｰﾝ･ｵﾌﾞﾗｲｴﾝ"])]
    fn what_says_the_same_has_the_same_key(#[case] writings: &[&str]) {
        for writing in writings {
            assert_eq!(key(writing), key(writings[0]), "{writing} and {}", writings[0]);
        }
    }

    #[rstest]
    #[case("ハタ", "ハダ")]
    #[case("一", "ー")]
    #[case("大阪", "大坂")]
    #[case("カ", "ガ")]
    #[case("I-2041", "I-2042")]
    fn what_says_another_thing_has_another_key(#[case] one: &str, #[case] other: &str) {
        assert_ne!(key(one), key(other));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key_and_has_neither_spaces_nor_capitals(text in any::<String>()) {
            let folded = key(&text);
            prop_assert!(!folded.contains(|c: char| c.is_whitespace() || c.is_ascii_uppercase()));
            prop_assert_eq!(key(&folded), folded);
        }
    }
}
