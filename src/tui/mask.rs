//! Masked names: the first character, then signs that are as wide in every font.
//!
//! Works on whatever is shown of a case: every name that the case holds is replaced wherever it stands.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::Case;
use crate::domain::case::{GroupCase, UserCase};
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

/// The names that something on screen may hold, longest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names(Vec<String>);

impl Names {
    /// These names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Names {
        let mut names: Vec<String> = names
            .into_iter()
            .map(|name| Shown::new(&name).into())
            .filter(|n: &String| !n.is_empty())
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Names(names)
    }

    /// The names of people and groups that a case holds.
    pub fn of(case: &Case) -> Names {
        let mut names = Vec::new();
        match case {
            Case::Office(_) => {}
            Case::User(c) => of_user(c, &mut names),
            Case::Group(c) => of_group(c, &mut names),
            Case::Membership(c) => {
                names.extend([&c.user.name, &c.user.kana, &c.user.mail, &c.group.title].map(String::clone));
            }
            Case::Invitation(c) => {
                of_user(&c.invitee, &mut names);
                of_group(&c.group, &mut names);
                names.push(c.invitation.inviter_name.clone());
            }
            Case::Mirror(c) => names.push(c.about.clone()),
        }
        Names::new(names)
    }

    fn masked_in(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, name| text.replace(name, &masked(name)))
    }
}

fn of_user(case: &UserCase, names: &mut Vec<String>) {
    names.extend([&case.user.name, &case.user.kana, &case.user.mail].map(String::clone));
    names.extend(case.lookalikes.iter().map(|l| l.name.clone()));
}

fn of_group(case: &GroupCase, names: &mut Vec<String>) {
    names.push(case.group.title.clone());
    names.push(case.group.kana.clone());
    if let Some(patient) = &case.patient {
        names.extend([&patient.name, &patient.kana].map(String::clone));
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
}
