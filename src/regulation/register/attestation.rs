//! Attestations 自己点検: a dated yes or no by a person on what the register cannot observe, good for a year.

use super::super::book::BOOK;
use super::super::clause::{Clause, ClauseId, Handling, id};
use super::{End, Fact, Register, State, Weight};
use crate::choices;
use crate::domain::{Kind, Noun, Span};
use crate::sentence;
use crate::text::{Sentence, Shown, Text};
use crate::words;

words! {
    /// What is attested.
    Answer {
        Yes "yes" "はい" "Yes" = "適合" | "検討済",
        No "no" "いいえ" "No" = "不適合",
    }
}

/// 条項, by its bare id once recorded.
pub const CLAUSE: Fact =
    Fact::new("clause", Text::new("条項（例 11-3、第11条(3)）", "Clause (as 11-3)"), Kind::Line);
/// はい・いいえ.
pub const ANSWER: Fact =
    Fact::new("answer", Text::new("守られているか", "Is it kept"), Kind::Choice(choices!(Answer: Yes, No)));
/// What was looked at, decided, or is still to be done.
pub const NOTE: Fact = Fact::new("note", Text::new("備考・理由", "Note, reasons"), Kind::Line);
/// 点検した日.
pub const ON: Fact =
    Fact::new("on", Text::new("点検日（空欄は今日）", "Attested on (blank: today)"), Kind::Day(Span::Past));

/// An attestation is good for so many months.
pub const ATTESTED_MONTHS: u32 = 12;

/// Measures that the text only asks to consider: that they were is attested, adopted or not.
const CONSIDERED: &[ClauseId] = &[id("12-6"), id("12-7"), id("12-8")];

/// Whether a person attests this clause.
pub fn is_attested(clause: &Clause) -> bool {
    clause.handling.contains(&Handling::Ask) || CONSIDERED.contains(&clause.id)
}

/// The clause that is meant, by its id or as people see it.
///
/// # Errors
/// Says that there is no such clause, or that it is checked from what is on record.
pub fn clause_meant(typed: &str) -> Result<&'static Clause, Sentence> {
    let typed = typed.trim();
    let is_meant = |clause: &&'static Clause| {
        let shown = [clause.id.as_str(), clause.shown_as.ja, clause.shown_as.en];
        shown.iter().any(|name| name.eq_ignore_ascii_case(typed))
    };
    let Some(clause) = BOOK.clauses().find(is_meant) else {
        return Err(sentence!(
            "「{typed}」という条項はありません。11-3 または 第11条(3) のように書いてください。",
            "There is no clause \"{typed}\". Write it like 11-3 or Art. 11(3).",
            typed = Shown::new(typed)
        ));
    };
    if is_attested(clause) {
        return Ok(clause);
    }
    Err(sentence!(
        "{shown} は自己点検の対象ではありません。記録から点検しています。",
        "{shown} is not attested: it is checked from what is on record.",
        shown = clause.shown_as
    ))
}

/// The register of attestations.
pub static ATTESTATION: Register = Register {
    noun: Noun::Attestation,
    about: Text::new(
        "自己点検：観察できないことへの、日付のある「はい・いいえ」。1年間有効。",
        "Attestations: a dated yes or no on what cannot be observed, good for a year.",
    ),
    clauses: &[id("2"), id("11"), id("12"), id("F3-3-3"), id("N3-3"), id("N3-4"), id("N3-8")],
    states: &[
        State {
            word: Answer::Yes.word(),
            label: Answer::Yes.label(),
            weight: Weight::Good,
            end: End::Closed,
        },
        State { word: Answer::No.word(), label: Answer::No.label(), weight: Weight::Bad, end: End::Open },
    ],
    facts: &[CLAUSE, ANSWER, NOTE, ON],
    headline: &["clause", "note"],
    dated: Text::new("点検日", "Attested on"),
    due: Text::new("有効期限", "Good until"),
};
