//! Masked names: the first character, then signs that are as wide in every font. Of what was typed freely
//! about people (memos, reasons, messages, signers, where papers are kept) nothing is shown at all.
//!
//! Works on whatever is shown of a case: every name that the case holds is replaced wherever it stands.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::case::{GroupCase, RecordCase, UserCase};
use crate::domain::{Case, Kind, Progress};
use crate::regulation::register::Register;
use crate::text::Shown;
use crate::text::width::cells;

/// Whether names are masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Masking {
    /// Names stand as they are.
    #[default]
    Off,
    /// Names are masked.
    On,
}

impl Masking {
    /// The other way.
    pub fn turned(self) -> Masking {
        match self {
            Masking::Off => Masking::On,
            Masking::On => Masking::Off,
        }
    }

    /// `text`, as far as it may be shown, given the names it may hold.
    pub fn text<'t>(self, text: &'t str, names: &Names) -> Cow<'t, str> {
        match self {
            Masking::Off => Cow::Borrowed(text),
            Masking::On => Cow::Owned(names.masked_in(text)),
        }
    }
}

/// The names and typed texts that something on screen may hold, longest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names(Vec<Hidden>);

/// A text, and what stands in its place.
#[derive(Clone, Debug, PartialEq)]
struct Hidden {
    text: String,
    shown: String,
}

/// In the place of a typed text.
const TEXT_MASK: &str = "＊＊＊";

impl Names {
    /// These names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Names {
        Names::with_texts(names, [])
    }

    fn with_texts(names: impl IntoIterator<Item = String>, texts: impl IntoIterator<Item = String>) -> Names {
        let shown = |text: String| String::from(Shown::new(&text));
        let texts = texts.into_iter().map(shown).map(|text| Hidden { text, shown: TEXT_MASK.to_owned() });
        let names = names.into_iter().map(shown).map(|text| Hidden { shown: masked(&text), text });
        // A text of one character says nothing, and would stand in half the words of the screen.
        let texts = texts.filter(|hidden| hidden.text.chars().count() > 1);
        longest_first(names.filter(|hidden| !hidden.text.is_empty()).chain(texts).collect())
    }

    /// These, and what was typed freely about people: reasons, notes.
    #[must_use]
    pub fn and_texts(self, texts: impl IntoIterator<Item = String>) -> Names {
        self.and(Names::with_texts([], texts))
    }

    /// All of these.
    pub fn all(names: impl IntoIterator<Item = Names>) -> Names {
        longest_first(names.into_iter().flat_map(|names| names.0).collect())
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Names) -> Names {
        let mut all = self.0;
        all.extend(other.0);
        longest_first(all)
    }

    /// The names of people and groups that a case holds, and what was typed about them.
    pub fn of(case: &Case) -> Names {
        let mut held = Held::default();
        match case {
            Case::Office(c) => held.names([&c.office.head_name, &c.office.head_mail]),
            Case::User(c) => held.user(c),
            Case::Patient(c) => {
                held.names([&c.patient.name, &c.patient.kana]);
                c.groups.iter().for_each(|group| held.names([&group.title]));
            }
            Case::Group(c) => held.group(c),
            Case::Membership(c) => {
                held.names([&c.user.name, &c.user.kana, &c.user.mail, &c.group.title]);
                held.texts([&c.user.memo, &c.group.memo, &c.membership.left_reason]);
            }
            Case::Invitation(c) => {
                held.user(&c.invitee);
                held.group(&c.group);
                held.names([&c.invitation.inviter_name]);
                held.texts([&c.invitation.message]);
                held.texts.extend(closing_reason(&c.invitation.progress));
            }
            Case::Record(c) => {
                held.names([&c.user_name, &c.group_title, &c.patient_name]);
                held.texts([&c.record.kept_at]);
                held.texts.extend(typed_facts(c));
            }
            Case::Mirror(c) => held.names([&c.about]),
            Case::Seat(c) => held.names([&c.name]),
        }
        Names::with_texts(held.names, held.texts)
    }

    fn masked_in(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, hidden| text.replace(&hidden.text, &hidden.shown))
    }
}

fn longest_first(mut all: Vec<Hidden>) -> Names {
    all.sort_by_key(|hidden| std::cmp::Reverse(hidden.text.len()));
    all.dedup();
    Names(all)
}

/// Why an invitation was closed, where somebody wrote it down.
fn closing_reason(progress: &Progress) -> Option<String> {
    match progress {
        Progress::Declined(closing)
        | Progress::Rejected(closing)
        | Progress::Withdrawn(closing)
        | Progress::Void(closing) => Some(closing.reason.clone()),
        _ => None,
    }
}

/// The facts of a record that somebody wrote freely.
fn typed_facts(case: &RecordCase) -> Vec<String> {
    let Some(register) = Register::of(case.record.id.noun) else { return Vec::new() };
    let is_typed = |id| register.fact(id).is_none_or(|fact| matches!(fact.field.kind, Kind::Line));
    // Numbers alone say nothing of a person, and would be hidden wherever they stand.
    let says_something = |text: &str| text.chars().any(|c| !c.is_ascii_digit() && c != ' ');
    let typed = case.record.facts.all().filter(|(id, text)| is_typed(id) && says_something(text));
    typed.map(|(_, text)| text.to_owned()).collect()
}

/// What a case holds that masking hides.
#[derive(Default)]
struct Held {
    names: Vec<String>,
    texts: Vec<String>,
}

impl Held {
    fn names<const N: usize>(&mut self, names: [&String; N]) {
        self.names.extend(names.map(String::clone));
    }

    fn texts<const N: usize>(&mut self, texts: [&String; N]) {
        self.texts.extend(texts.map(String::clone));
    }

    fn user(&mut self, case: &UserCase) {
        self.names([&case.user.name, &case.user.kana, &case.user.mail]);
        self.names.extend(case.lookalikes.iter().map(|l| l.name.clone()));
        self.texts([&case.user.memo]);
        if let Some(sanction) = &case.sanction {
            self.texts([&sanction.reason, &sanction.evidence, &sanction.lift_reason]);
        }
        if let Some(pledge) = &case.pledge {
            self.texts([&pledge.kept_at]);
        }
    }

    fn group(&mut self, case: &GroupCase) {
        self.names([&case.group.title, &case.group.kana]);
        self.texts([&case.group.memo, &case.group.urgent_reason, &case.group.end_note]);
        if let Some(patient) = &case.patient {
            self.names([&patient.name, &patient.kana]);
        }
        if let Some(consent) = &case.consent {
            self.texts([&consent.signers, &consent.kept_at]);
        }
        if let Some(hold) = &case.hold {
            self.texts([&hold.why]);
        }
    }
}

/// The first character and asterisks: full-width ones for a wide name, so that columns stay as they are.
pub fn masked(name: &str) -> String {
    let mut clusters = name.graphemes(true);
    let Some(first) = clusters.next() else { return String::new() };
    let (sign, count) = if cells(first) > 1 { ("＊", 2) } else { ("*", 3) };
    format!("{first}{}", sign.repeat(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_name_shows_its_first_character_only() {
        assert_eq!(masked("髙橋 美智子"), "髙＊＊");
        assert_eq!(masked("葛\u{E0100}城"), "葛\u{E0100}＊＊");
        assert_eq!(masked("A. Nguyen"), "A***");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn every_name_is_masked_wherever_it_stands() {
        let names = Names::new(["山田 太郎様".to_owned(), "髙橋 美智子".to_owned()]);
        let text = "髙橋 美智子は「山田 太郎様」に参加";
        assert_eq!(Masking::On.text(text, &names), "髙＊＊は「山＊＊」に参加");
        assert_eq!(Masking::Off.text(text, &names), text);
    }

    #[test]
    fn of_a_typed_text_nothing_is_left() {
        let names =
            Names::with_texts(["岡田 一郎".to_owned()], ["長女 岡田 花子".to_owned(), "様".to_owned()]);
        assert_eq!(Masking::On.text("署名 長女 岡田 花子、岡田 一郎様", &names), "署名 ＊＊＊、岡＊＊様");
    }
}
