//! Secrets that people read, dictate and type: words of a list made for that, told apart by four letters each.
//!
//! Plain Latin letters, so that no input method stands between the paper and the keyboard. Eight words
//! are 88 bits; a recovery envelope has twelve, 132 bits.

use bip39::Language;
use zeroize::Zeroizing;

/// The words of a one-time code.
pub const CODE: usize = 8;

/// The words in a sealed envelope.
pub const ENVELOPE: usize = 12;

/// The letters that tell two words of the list apart.
const LETTERS: usize = 4;

/// So many words by chance, in their canonical form: as the list has them, one space between.
pub fn draw(count: usize) -> Zeroizing<String> {
    let list = Language::English.word_list();
    let mut bytes = Zeroizing::new(vec![0_u8; 2 * count]);
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    let mut words = Zeroizing::new(String::with_capacity(10 * count));
    for pair in bytes.chunks_exact(2) {
        if !words.is_empty() {
            words.push(' ');
        }
        // 2048 words: eleven bits choose one, each as likely as any other.
        words.push_str(list[usize::from(u16::from_le_bytes([pair[0], pair[1]]) & 0x7ff)]);
    }
    words
}

/// What was typed in its canonical form; the word that is on no list, by its place from 1, otherwise.
///
/// Capitals, full-width letters, commas, dashes and line ends do not matter; four letters do for a word.
pub fn read(typed: &str) -> Result<Zeroizing<String>, usize> {
    let list = Language::English.word_list();
    let plain = Zeroizing::new(typed.chars().map(narrow).collect::<String>());
    let mut words = Zeroizing::new(String::with_capacity(plain.len().max(128)));
    for (place, word) in plain.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).enumerate()
    {
        let start = word.get(..LETTERS).unwrap_or(word);
        let is_it = |known: &&&str| **known == word || (start.len() == LETTERS && known.starts_with(start));
        let known = list.iter().find(is_it).ok_or(place + 1)?;
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(known);
    }
    Ok(words)
}

fn narrow(c: char) -> char {
    let narrow = match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    narrow.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_read_back_however_it_is_typed() {
        for _ in 0..200 {
            let words = draw(CODE);
            assert_eq!(words.split(' ').count(), CODE);
            let first_letters: Vec<String> = words
                .split(' ')
                .map(|word| word.chars().take(4).collect::<String>().to_uppercase())
                .collect();
            for typed in
                [words.to_string(), words.to_uppercase(), words.replace(' ', ", "), first_letters.join("-")]
            {
                assert_eq!(read(&typed).unwrap(), words, "{typed}");
            }
        }
    }

    #[test]
    fn full_width_letters_and_line_ends_do_not_matter() {
        assert_eq!(read("Ｏｃｅａｎ\n　paper").unwrap().as_str(), "ocean paper");
        assert_eq!(read("act").unwrap().as_str(), "act", "a word of three letters");
    }

    #[test]
    fn a_word_that_is_on_no_list_is_told_by_its_place() {
        assert_eq!(read("ocean papr mirror"), Err(2));
        assert_eq!(read("oc"), Err(1));
        assert_eq!(read("").unwrap().as_str(), "");
    }

    #[test]
    fn two_draws_are_never_the_same() {
        assert_ne!(draw(ENVELOPE), draw(ENVELOPE));
    }
}
