//! The five eras of the Japanese calendar (元号), as exact days.
//!
//! A day on which the era changed belongs to the new one. Meiji dates before 1873 are read in the
//! Gregorian calendar, though Japan still used the lunar one.

use super::date::Day;
use super::words::Text;
use chrono::Datelike;

/// An era: its names and its first day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Era {
    /// The name, 令和 / Reiwa.
    pub name: Text,
    /// The letter of short forms, R8.11.23.
    pub letter: char,
    first: (i32, u32, u32),
}

const ERAS: [Era; 5] = [
    Era { name: Text::new("令和", "Reiwa"), letter: 'R', first: (2019, 5, 1) },
    Era { name: Text::new("平成", "Heisei"), letter: 'H', first: (1989, 1, 8) },
    Era { name: Text::new("昭和", "Showa"), letter: 'S', first: (1926, 12, 25) },
    Era { name: Text::new("大正", "Taisho"), letter: 'T', first: (1912, 7, 30) },
    Era { name: Text::new("明治", "Meiji"), letter: 'M', first: (1868, 10, 23) },
];

impl Era {
    /// The era of a day; none before Meiji.
    pub fn of(day: Day) -> Option<&'static Era> {
        ERAS.iter().find(|era| (day.year(), day.month(), day.day()) >= era.first)
    }

    /// The era that a text begins with, by name or letter, and the rest of the text.
    pub fn strip(text: &str) -> Option<(&'static Era, &str)> {
        ERAS.iter().find_map(|era| {
            let rest = text.strip_prefix(era.name.ja).or_else(|| {
                text.strip_prefix(era.letter).or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase()))
            });
            Some((era, rest?))
        })
    }

    /// The Gregorian year of this era's year, which counts from 1.
    pub fn gregorian(&self, year: i32) -> i32 {
        self.first.0 + year - 1
    }

    /// The year of this era that a Gregorian year is.
    pub fn year(&self, gregorian: i32) -> i32 {
        gregorian - self.first.0 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_era_begins_and_ends_on_its_exact_day() {
        for (day, era) in [
            ((1868, 10, 22), None),
            ((1868, 10, 23), Some("明治")),
            ((1912, 7, 29), Some("明治")),
            ((1912, 7, 30), Some("大正")),
            ((1926, 12, 24), Some("大正")),
            ((1926, 12, 25), Some("昭和")),
            ((1989, 1, 7), Some("昭和")),
            ((1989, 1, 8), Some("平成")),
            ((2019, 4, 30), Some("平成")),
            ((2019, 5, 1), Some("令和")),
        ] {
            let day = Day::from_ymd_opt(day.0, day.1, day.2).unwrap();
            assert_eq!(Era::of(day).map(|era| era.name.ja), era, "{day}");
        }
    }
}
