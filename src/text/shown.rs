//! Text from outside made harmless: the only form in which it reaches a cell, a file or a log.
//!
//! One line; see [`Shown::lines`] for a message of several. It does not cut or pad (that is
//! [`width`](super::width)) and does not neutralise spreadsheet formulas, which only a spreadsheet reads.

use super::hostile::{Scan, Verdict, is_plain};
use super::kana;
use std::fmt::{self, Write};

/// A text with nothing left in it that could command a terminal, hide or reorder what stands beside it.
///
/// Invisible and commanding characters stand as `<U+202E>`, surplus combining marks as `<+12>`, and
/// half-width kana with sound marks in full width. Everything else is byte-identical: 髙橋𠮷葛󠄀, Nguyễn, O'Brien.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(String);

impl Shown {
    /// Makes a text of one line harmless; line ends and tabs become visible, too.
    pub fn new(raw: &str) -> Shown {
        if raw.chars().all(is_plain) {
            return Shown(raw.to_owned());
        }
        if raw.contains(['ﾞ', 'ﾟ']) {
            return Shown(disarmed(&kana::full_width(raw)));
        }
        Shown(disarmed(raw))
    }

    /// Makes a text of one line harmless for a file: half-width kana stay as they are, so that what is read again is
    /// what was written.
    pub fn kept(raw: &str) -> Shown {
        if raw.chars().all(is_plain) { Shown(raw.to_owned()) } else { Shown(disarmed(raw)) }
    }

    /// Makes a text of several lines harmless, one by one; CR LF, LF and CR end a line.
    pub fn lines(raw: &str) -> Vec<Shown> {
        raw.replace("\r\n", "\n").split(['\n', '\r']).map(Shown::new).collect()
    }

    /// The harmless text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Shown {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> String {
        shown.0
    }
}

fn disarmed(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 16);
    let mut scan = Scan::default();
    let mut surplus = 0;
    for c in raw.chars() {
        let verdict = scan.next(c);
        if verdict == Verdict::Surplus {
            surplus += 1;
            continue;
        }
        tell_surplus(&mut out, &mut surplus);
        match verdict {
            Verdict::Keep => out.push(c),
            Verdict::Presentation | Verdict::Surplus => {}
            Verdict::Hostile => name(&mut out, c),
        }
    }
    tell_surplus(&mut out, &mut surplus);
    out
}

fn tell_surplus(out: &mut String, surplus: &mut usize) {
    if *surplus > 0 {
        write!(out, "<+{surplus}>").expect("writing to a String does not fail");
        *surplus = 0;
    }
}

fn name(out: &mut String, c: char) {
    write!(out, "<U+{:04X}>", c as u32).expect("writing to a String does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn rare_names_stay_byte_identical() {
        for name in [
            "髙橋𠮷葛\u{E0100}",
            "葛\u{E0100}城 めぐみ",
            "山﨑　さくら",
            "Nguyễn Thị Mai",
            "Nguye\u{302}\u{303}n",
            "O'Brien Sean",
            "神\u{FE00}",
            "ｼﾞｮﾝ".replace('ﾞ', "").as_str(),
            "김철수",
            "",
            "～－ー〜々〆",
        ] {
            assert_eq!(Shown::new(name).as_str(), name);
        }
    }

    #[test]
    fn what_hides_or_commands_is_shown_by_its_number() {
        for (raw, shown) in [
            ("a\u{202E}b", "a<U+202E>b"),
            ("\u{1B}[2J", "<U+001B>[2J"),
            ("\u{9B}31m", "<U+009B>31m"),
            ("a\nb\tc\r", "a<U+000A>b<U+0009>c<U+000D>"),
            ("\u{7F}", "<U+007F>"),
            ("高\u{200B}橋", "高<U+200B>橋"),
            ("a\u{200D}b\u{200C}", "a<U+200D>b<U+200C>"),
            ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"),
            ("\u{2028}\u{2029}", "<U+2028><U+2029>"),
            ("a\u{E0041}", "a<U+E0041>"),
            ("so\u{AD}ft", "so<U+00AD>ft"),
            ("\u{FEFF}x", "<U+FEFF>x"),
            ("\u{3164}", "<U+3164>"),
            ("\u{301}a", "<U+0301>a"),
            ("\u{200B}\u{301}", "<U+200B><U+0301>"),
            ("a\u{E0100}", "a<U+E0100>"),
        ] {
            assert_eq!(Shown::new(raw).as_str(), shown, "{raw:?}");
        }
    }

    #[test]
    fn half_width_kana_with_sound_marks_is_shown_in_full_width() {
        assert_eq!(Shown::new("ﾔﾏｻﾞｷ ｻｸﾗ").as_str(), "ヤマザキ サクラ");
        assert_eq!(Shown::new("ﾊﾟ ﾞ").as_str(), "パ ゛");
        assert_eq!(Shown::new("ﾔﾏﾀﾞ\u{202E}").as_str(), "ヤマダ<U+202E>");
        assert_eq!(Shown::new("ﾔﾏｷ").as_str(), "ﾔﾏｷ");
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_four_and_counted() {
        let tower = format!("a{}b", "\u{301}".repeat(100));
        assert_eq!(Shown::new(&tower).as_str(), "a\u{301}\u{301}\u{301}\u{301}<+96>b");
    }

    #[test]
    fn an_emoji_loses_only_the_selector_whose_width_terminals_dispute() {
        assert_eq!(Shown::new("❤\u{FE0F}会").as_str(), "❤会");
        assert_eq!(Shown::new("❤\u{FE0F}\u{FE0F}").as_str(), "❤<U+FE0F>");
        assert_eq!(Shown::new("\u{FE0F}").as_str(), "<U+FE0F>");
    }

    #[test]
    fn lines_end_at_every_kind_of_line_end() {
        let lines: Vec<String> = Shown::lines("一\r\n二\n\n三\r四").into_iter().map(String::from).collect();
        assert_eq!(lines, ["一", "二", "", "三", "四"]);
    }

    proptest! {
        #[test]
        fn nothing_invisible_is_left_and_a_second_pass_changes_nothing(raw in any::<String>()) {
            let shown = Shown::new(&raw);
            prop_assert!(shown.as_str().chars().all(|c| c.width().is_some()));
            prop_assert_eq!(Shown::new(shown.as_str()), shown);
        }

        #[test]
        fn mixtures_of_marks_and_selectors_settle_in_one_pass(
            raw in "[a葛ｶﾞﾟか\u{301}\u{3099}\u{FE00}\u{FE0F}\u{E0100}\u{200D}\u{202E}]{0,12}"
        ) {
            let shown = Shown::new(&raw);
            prop_assert_eq!(Shown::new(shown.as_str()), shown);
        }
    }
}
