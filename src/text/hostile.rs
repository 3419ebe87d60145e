//! Which characters may not reach a terminal, a file or a form as they are.
//!
//! A scan over the characters, because some are harmless only in their place: a variation selector
//! after a kanji, a few combining marks after a base. It does not decide what stands in their place.

use unicode_width::UnicodeWidthChar;

/// Marks that one base may carry: two are Vietnamese, three phonetic; more is an attack on the rows above.
const MARKS_MAX: usize = 4;

/// What is to be done with one character of a text from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Harmless here.
    Keep,
    /// Only chooses how the symbol before it is drawn, at a width on which terminals disagree.
    Presentation,
    /// One combining mark too many.
    Surplus,
    /// Invisible or in command of the terminal.
    Hostile,
}

/// Walks through a text from outside, character by character.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scan {
    before: Option<char>,
    based: bool,
    marks: usize,
}

impl Scan {
    /// Judges the next character.
    pub(super) fn next(&mut self, c: char) -> Verdict {
        let verdict = self.judge(c);
        if verdict == Verdict::Hostile {
            *self = Scan::default();
        } else {
            self.before = Some(c);
        }
        verdict
    }

    fn judge(&mut self, c: char) -> Verdict {
        match c {
            '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => self.selector(),
            '\u{FE0E}' | '\u{FE0F}' => self.presentation(),
            _ if is_hostile(c) => Verdict::Hostile,
            _ if c.width() == Some(0) => self.mark(),
            _ => {
                self.based = true;
                self.marks = 0;
                Verdict::Keep
            }
        }
    }

    fn selector(&self) -> Verdict {
        if self.before.is_some_and(is_kanji) { Verdict::Keep } else { Verdict::Hostile }
    }

    fn presentation(&self) -> Verdict {
        let after_base = self.based && self.marks == 0 && !self.before.is_some_and(is_selector);
        if after_base { Verdict::Presentation } else { Verdict::Hostile }
    }

    fn mark(&mut self) -> Verdict {
        if !self.based {
            return Verdict::Hostile;
        }
        self.marks += 1;
        if self.marks > MARKS_MAX { Verdict::Surplus } else { Verdict::Keep }
    }
}

/// True for what nearly all text consists of: no scan is needed.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3000}'..='\u{3029}' | 'ぁ'..='ゖ' | '゛'..='ヿ'
        | '\u{4E00}'..='\u{9FFF}' | '！'..='ﾝ')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for controls, format characters, separators, fillers and noncharacters, wherever they stand.
///
/// A superset of Unicode's Cc, Cf, Zl, Zp and Default_Ignorable_Code_Point, without the variation selectors
/// U+FE00.. and U+E0100.., which depend on their place.
fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}'
        | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}' | '\u{8E2}' | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(text: &str) -> Vec<Verdict> {
        let mut scan = Scan::default();
        text.chars().map(|c| scan.next(c)).collect()
    }

    #[test]
    fn what_is_plain_is_always_kept() {
        for c in ('\0'..=char::MAX).filter(|&c| is_plain(c)) {
            assert_eq!(verdicts(&c.to_string()), [Verdict::Keep], "{c:?}");
        }
    }

    #[test]
    fn every_invisible_character_standing_alone_is_hostile() {
        for c in ('\0'..=char::MAX).filter(|c| c.width().is_none_or(|cells| cells == 0)) {
            assert_eq!(verdicts(&c.to_string()), [Verdict::Hostile], "{c:?}");
        }
    }

    #[test]
    fn a_variation_selector_is_kept_once_and_only_after_a_kanji() {
        use Verdict::{Hostile, Keep};
        assert_eq!(verdicts("葛\u{E0100}"), [Keep, Keep]);
        assert_eq!(verdicts("𠮷\u{FE00}"), [Keep, Keep]);
        assert_eq!(verdicts("葛\u{E0100}\u{E0101}"), [Keep, Keep, Hostile]);
        assert_eq!(verdicts("a\u{E0100}"), [Keep, Hostile]);
    }
}
