//! Ticks of a form's numbered items as they are typed: 1-5, 1,2,3, 全部.

use std::collections::BTreeSet;

/// The numbers ticked, as they are kept: 1 2 3; `None` where something typed is no number from 1 to `most`.
pub fn ticks(typed: &str, most: u8) -> Option<String> {
    let numbers = read(typed, most)?;
    Some(numbers.iter().map(u8::to_string).collect::<Vec<_>>().join(" "))
}

fn read(typed: &str, most: u8) -> Option<BTreeSet<u8>> {
    if matches!(typed.trim().to_lowercase().as_str(), "all" | "全部" | "すべて" | "全て") {
        return Some((1..=most).collect());
    }
    let plain: String = typed.chars().map(plain).collect();
    let mut numbers = BTreeSet::new();
    for part in plain.split_whitespace() {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u8, u8) = (first.parse().ok()?, last.parse().ok()?);
        if first < 1 || last > most || first > last {
            return None;
        }
        numbers.extend(first..=last);
    }
    Some(numbers)
}

/// A character as the reader takes it: digits in ASCII, any dash as one, whatever stands between numbers a space.
fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '〜' | '～' | '−' | '－' | '–' | 'ー' => '-',
        ',' | '、' | '，' | '・' | '/' | '(' | ')' | '（' | '）' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("1-5", "1 2 3 4 5"),
            ("１〜３、５", "1 2 3 5"),
            ("5,1 3", "1 3 5"),
            ("全部", "1 2 3 4 5"),
            ("(1)(2)", "1 2"),
            ("", ""),
        ] {
            assert_eq!(ticks(typed, 5).as_deref(), Some(kept), "{typed}");
        }
        for typed in ["0", "6", "3-1", "x", "1-"] {
            assert_eq!(ticks(typed, 5), None, "{typed}");
        }
    }
}
