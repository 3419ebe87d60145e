//! What a clause is: whose duty, how strong, what the console does about it, and its words.
//!
//! Code cites clauses by [`id`], which does not compile for a clause that does not exist. This file
//! holds no clause: the text is in [`book`](super::book). It judges nothing: that is for the rules.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use super::book::BOOK;
use crate::sentence;
use crate::text::{Sentence, Text};

/// One clause of a regulation.
#[derive(Debug, PartialEq)]
pub struct Clause {
    /// What code, commands, the ledger and JSON call it; people see `shown_as`.
    pub id: ClauseId,
    /// What people see: 第8条(3), "Art. 8(3)".
    pub shown_as: Text,
    /// A short name for lists.
    pub title: Text,
    /// Whose duty, power or right it is; the first one is named first on screen.
    pub holders: &'static [Holder],
    /// How binding it is; decides wording and colour.
    pub strength: Strength,
    /// What the console does about it.
    pub handling: &'static [Handling],
    /// The Japanese text word for word, misprints included, without its number.
    ///
    /// A clause with numbered items holds its opening sentence only. Lines that the source broke are
    /// joined; the fields of a form stand one to a line.
    pub ja: &'static str,
    /// What is misprinted in `ja`: the screen marks it 原文ママ, paper never does.
    pub misprint: Option<Misprint>,
    /// What it says, in one or two plain English sentences.
    pub gist: &'static str,
}

impl Clause {
    /// The Japanese text with what is meant in place of the misprint.
    pub fn corrected(&self) -> String {
        match self.misprint {
            Some(Misprint { printed, meant }) => self.ja.replace(printed, meant),
            None => self.ja.to_owned(),
        }
    }
}

/// A misprint of the official text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misprint {
    /// As it stands in the text.
    pub printed: &'static str,
    /// What is meant.
    pub meant: &'static str,
}

impl Misprint {
    /// 原文ママ: what is misprinted, and what is meant.
    pub fn told(self) -> Sentence {
        sentence!(
            "（原文ママ：「{printed}」は「{meant}」）",
            "(as printed: {printed} should be {meant})",
            printed = self.printed,
            meant = self.meant
        )
    }
}

/// The id of a clause that exists: `8-3`, `F3-5-1`, `N3-2`. Sorts in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ClauseId(pub(super) &'static str);

/// Returns the id of a clause, for constants: `const BASIS: &[ClauseId] = &[id("8-3"), id("N3-2")];`.
///
/// In a constant an unknown id fails the build:
///
/// ```compile_fail,E0080
/// use mcs_console::regulation::clause::{ClauseId, id};
/// const BASIS: ClauseId = id("8-99");
/// # fn main() { println!("{BASIS}"); }
/// ```
///
/// # Panics
/// Outside constants, on an unknown id. For text from outside there is [`ClauseId::parse`].
pub const fn id(text: &'static str) -> ClauseId {
    assert!(BOOK.position(text).is_some(), "no clause of the regulation has this id");
    ClauseId(text)
}

impl ClauseId {
    /// Reads the bare id, as in a command, a ledger entry or JSON; `None` when there is no such clause.
    pub fn parse(text: &str) -> Option<ClauseId> {
        BOOK.clauses().map(|clause| clause.id).find(|id| id.0 == text)
    }

    /// The id of a clause in another book than [`BOOK`].
    pub const fn of_another_book(id: &'static str) -> ClauseId {
        ClauseId(id)
    }

    /// The bare id.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The clause itself, in the [`BOOK`] in force.
    pub fn clause(self) -> &'static Clause {
        BOOK.clause(self).expect("an id is only made for a clause of the book")
    }
}

impl Ord for ClauseId {
    fn cmp(&self, other: &Self) -> Ordering {
        BOOK.position(self.0).cmp(&BOOK.position(other.0))
    }
}

impl PartialOrd for ClauseId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// How binding a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 義務: must be done.
    Duty,
    /// 推奨: the text recommends it.
    Recommended,
    /// 努力: to strive for.
    Effort,
    /// 検討: to be considered.
    Consider,
    /// 任意: may be done.
    Optional,
    /// 権限: a power somebody has.
    Power,
    /// 権利: a right somebody has.
    Right,
    /// 定義: says what words mean.
    Definition,
    /// 説明: explains.
    Explanation,
}

impl Strength {
    /// The word on screen.
    pub const fn text(self) -> Text {
        match self {
            Strength::Duty => Text::new("義務", "Duty"),
            Strength::Recommended => Text::new("推奨", "Recommended"),
            Strength::Effort => Text::new("努力義務", "Best effort"),
            Strength::Consider => Text::new("検討", "To consider"),
            Strength::Optional => Text::new("任意", "Optional"),
            Strength::Power => Text::new("権限", "Power"),
            Strength::Right => Text::new("権利", "Right"),
            Strength::Definition => Text::new("定義", "Definition"),
            Strength::Explanation => Text::new("説明", "Explanation"),
        }
    }

    /// What it is called where such a clause is not met.
    pub const fn gap(self) -> Gap {
        match self {
            Strength::Duty => Gap::Open,
            Strength::Recommended | Strength::Effort | Strength::Consider => Gap::Review,
            Strength::Optional | Strength::Power | Strength::Right => Gap::None,
            Strength::Definition | Strength::Explanation => Gap::None,
        }
    }
}

/// What an unmet clause is; never 違反 where the text only advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// 要対応: has to be put right.
    Open,
    /// 要検討: has to be thought about.
    Review,
    /// Nothing is missing where nothing has to be done.
    None,
}

impl Gap {
    /// The word on screen; none where there is no gap.
    pub const fn text(self) -> Option<Text> {
        match self {
            Gap::Open => Some(Text::new("要対応", "Action needed")),
            Gap::Review => Some(Text::new("要検討", "To review")),
            Gap::None => None,
        }
    }
}

/// A party that holds a duty, a power or a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// 市.
    City,
    /// 事業所.
    Office,
    /// 連携元事業所: the office whose patient it is.
    OriginatingOffice,
    /// 事業所の管理者; never a bare 管理者.
    Head,
    /// MCS管理者.
    Admin,
    /// MCSユーザー.
    User,
    /// 患者・家族.
    PatientOrFamily,
}

impl Holder {
    /// The word on screen.
    pub const fn text(self) -> Text {
        match self {
            Holder::City => Text::new("市", "City"),
            Holder::Office => Text::new("事業所", "Office"),
            Holder::OriginatingOffice => Text::new("連携元事業所", "Originating office"),
            Holder::Head => Text::new("事業所の管理者", "Office head"),
            Holder::Admin => Text::new("MCS管理者", "MCS administrator"),
            Holder::User => Text::new("MCSユーザー", "MCS user"),
            Holder::PatientOrFamily => Text::new("患者・家族", "Patient or family"),
        }
    }
}

/// What the console does about a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// R: keeps a record of it.
    Record,
    /// S: shows it.
    Show,
    /// C: checks it by itself from the data.
    Check,
    /// D: lets the administrator do it.
    Do,
    /// A: takes a dated yes or no from a person, because it cannot be observed.
    Ask,
}

impl Handling {
    /// The word on screen.
    pub const fn text(self) -> Text {
        match self {
            Handling::Record => Text::new("記録", "Recorded"),
            Handling::Show => Text::new("表示", "Shown"),
            Handling::Check => Text::new("自動点検", "Checked"),
            Handling::Do => Text::new("操作", "Done here"),
            Handling::Ask => Text::new("自己点検", "Attested"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIS: &[ClauseId] = &[id("8-3"), id("N3-2")];

    #[test]
    fn a_cited_clause_is_the_one_in_the_book() {
        assert_eq!(BASIS[0].clause().shown_as, Text::new("第8条(3)", "Art. 8(3)"));
        assert_eq!(BASIS[1].clause().shown_as, Text::new("留意事項3(2)", "Notes 3(2)"));
    }

    #[test]
    #[should_panic(expected = "no clause of the regulation has this id")]
    fn an_unknown_id_cannot_be_made() {
        id("8-8");
    }

    #[test]
    fn only_the_bare_id_of_a_clause_is_read() {
        assert_eq!(ClauseId::parse("8-3"), Some(id("8-3")));
        assert_eq!(ClauseId::parse("8"), Some(id("8")));
        assert_eq!(["", "8-", "8-33", "第8条(3)", " 8-3"].map(ClauseId::parse), [None; 5]);
    }

    #[test]
    fn ids_are_written_bare_on_screen_and_in_json() {
        assert_eq!(format!("{:<5}|", id("8-3")), "8-3  |");
        assert_eq!(serde_json::to_string(BASIS).unwrap(), r#"["8-3","N3-2"]"#);
    }

    #[test]
    fn ids_sort_as_the_text_runs() {
        let mut ids = [id("N1-1"), id("10"), id("9-1"), id("12-10"), id("12-9"), id("PRE"), id("F1-1")];
        ids.sort();
        assert_eq!(ids.map(ClauseId::as_str), ["PRE", "9-1", "10", "12-9", "12-10", "F1-1", "N1-1"]);
    }

    #[test]
    fn only_a_duty_makes_an_open_gap_and_only_advice_one_to_review() {
        use Strength::*;
        assert_eq!(Duty.gap(), Gap::Open);
        assert_eq!([Recommended, Effort, Consider].map(Strength::gap), [Gap::Review; 3]);
        assert_eq!([Optional, Power, Right, Definition, Explanation].map(Strength::gap), [Gap::None; 5]);
    }

    #[test]
    fn the_text_keeps_the_misprint_and_its_correction_says_what_is_meant() {
        let clause = id("9-1").clause();
        assert!(clause.ja.contains("泊江市"));
        assert!(clause.corrected().contains("狛江市") && !clause.corrected().contains("泊江市"));
        assert_eq!(id("8-3").clause().corrected(), id("8-3").clause().ja);
    }
}
