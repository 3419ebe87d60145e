//! Finding rows: one stored column to look in, and a query to look for in it.
//!
//! Works by plain substring (`contains`, SQL `instr`), without word or rank. The column holds two alphabets
//! that never meet: folded text without capitals, and [`romaji`] in capitals, so that typed Latin
//! finds the Latin of readings nowhere else.

use super::{fold, romaji};
use unicode_normalization::UnicodeNormalization;

/// Makes the stored search column of a row.
#[derive(Clone, Copy, Debug)]
pub struct SearchKey;

impl SearchKey {
    /// The column for a row's texts (name, mail, id) and its readings in kana, one key on a line.
    pub fn of(parts: &[&str], readings: &[&str]) -> String {
        let folded = parts.iter().chain(readings).map(|text| fold::key(text));
        let latin = readings.iter().flat_map(|reading| latin_keys(reading));
        folded.chain(latin).filter(|key| !key.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// A reading as one word, and also word by word where joining them makes a long vowel (サトウ ウメ).
fn latin_keys(reading: &str) -> Vec<String> {
    let words = romaji::key(reading);
    let joined = romaji::key(&reading.split_whitespace().collect::<String>());
    let same = words.replace(' ', "") == joined;
    let keys = if same { vec![joined] } else { vec![joined, words] };
    keys.iter().map(|key| key.to_ascii_uppercase()).collect()
}

/// A query, ready to be looked for: all of its words must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: Vec<Vec<String>>,
}

impl Needle {
    /// Reads a query; `None` when it says nothing to look for.
    pub fn parse(query: &str) -> Option<Needle> {
        let words: Vec<_> =
            query.split_whitespace().map(alternatives).filter(|word| !word.is_empty()).collect();
        if words.is_empty() { None } else { Some(Needle { words }) }
    }

    /// True if a stored search column answers the query.
    pub fn matches(&self, stored: &str) -> bool {
        self.words.iter().all(|word| word.iter().any(|pattern| stored.contains(pattern)))
    }

    /// What to pass to `instr`: every word of the query must be found by one of its alternatives.
    pub fn patterns(&self) -> &[Vec<String>] {
        &self.words
    }
}

fn alternatives(word: &str) -> Vec<String> {
    let latin = if is_latin(word) { romaji::query(word).to_ascii_uppercase() } else { String::new() };
    [fold::key(word), latin].into_iter().filter(|pattern| !pattern.is_empty()).collect()
}

/// True for what can be a reading in Latin letters: no digits, no `@`, no kana.
fn is_latin(word: &str) -> bool {
    let mut letters =
        word.nfkd().filter(|c| !matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36F}')).peekable();
    letters.peek().is_some() && letters.all(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn finds(query: &str, stored: &str) -> bool {
        Needle::parse(query).unwrap().matches(stored)
    }

    #[rstest]
    #[case("たかはし")]
    #[case("ﾀｶﾊｼ")]
    #[case("髙橋")]
    #[case("高橋")]
    #[case("takahasi")]
    #[case("takahashi")]
    #[case("TAKAHASHI")]
    #[case("ｔａｋａｈａｓｈｉ")]
    #[case("タカハ")]
    #[case("t")]
    #[case("tak")]
    #[case("takahash")]
    #[case("hashi")]
    #[case("美智")]
    #[case("michiko")]
    #[case("takahashi michi")]
    #[case("takahashimichiko")]
    #[case("たかはしみちこ")]
    #[case("髙橋　美智子")]
    #[case("みちこ たか")]
    #[case("高橋 michiko")]
    #[case("m-takahashi@komae")]
    #[case("u-0117")]
    fn a_person_is_found_however_the_name_is_typed(#[case] query: &str) {
        let parts = ["髙橋　美智子", "m-takahashi@komae-houmon.example", "U-0117"];
        assert!(finds(query, &SearchKey::of(&parts, &["タカハシ　ミチコ"])), "{query}");
        assert!(finds(query, &SearchKey::of(&parts, &["ﾀｶﾊｼ ﾐﾁｺ"])), "{query}");
    }

    #[rstest]
    #[case("高木")]
    #[case("takagi")]
    #[case("takahashi kenji")]
    #[case("U-0118")]
    fn another_person_is_not_found(#[case] query: &str) {
        assert!(!finds(query, &SearchKey::of(&["髙橋 美智子", "U-0117"], &["タカハシ ミチコ"])), "{query}");
    }

    #[test]
    fn both_words_of_a_name_are_found_where_they_would_melt_together() {
        let stored = SearchKey::of(&["佐藤 梅"], &["サトウ ウメ"]);
        for query in ["ume", "satou", "sato ume", "satoume", "satouume"] {
            assert!(finds(query, &stored), "{query}");
        }
    }

    #[test]
    fn romaji_is_looked_for_only_among_the_readings() {
        let stored = SearchKey::of(&["sity"], &[]);
        assert!(!finds("shity", &stored));
        assert!(finds("sity", &stored));
    }

    #[test]
    fn a_query_without_anything_to_look_for_is_none() {
        for query in ["", "  ", "\u{3000}", "'", "\u{200B}"] {
            assert_eq!(Needle::parse(query), None, "{query:?}");
        }
    }

    #[test]
    fn patterns_are_words_of_alternatives() {
        let needle = Needle::parse("高橋 michi").unwrap();
        assert_eq!(needle.patterns(), [vec!["高橋".to_owned()], vec!["michi".to_owned(), "MITI".to_owned()]]);
    }

    proptest! {
        #[test]
        fn every_text_is_found_by_itself(text in any::<String>()) {
            let stored = SearchKey::of(&["other", &text], &[]);
            prop_assert!(Needle::parse(&text).is_none_or(|needle| needle.matches(&stored)));
        }
    }
}
