//! Review campaigns 精査: are those who are in the office's groups the right ones? (留意事項1(4), 様式3第3条1項)
//!
//! What was decided of each membership is a row of its own ([`Decision`](crate::domain::Decision)), so that a campaign
//! that is half finished is kept as it is, and the next one can say what has changed.

use super::super::clause::id;
use super::{End, Fact, Register, State, Weight};
use crate::domain::{Kind, Noun, Span};
use crate::text::Text;

const fn count(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Line)
}

/// 名称.
pub const NAME: Fact = Fact::new("name", Text::new("精査の名称", "Name"), Kind::Line);
/// 開始日.
pub const BEGUN_ON: Fact = Fact::new("on", Text::new("開始日", "Begun on"), Kind::Day(Span::Past));
/// 署名した人.
pub const SIGNED_BY: Fact = Fact::new("signed_by", Text::new("署名した人", "Signed off by"), Kind::Line);
/// 署名日.
pub const SIGNED_ON: Fact =
    Fact::new("signed_on", Text::new("署名日", "Signed off on"), Kind::Day(Span::Past)).under(id("N1-4"));
/// 継続とした参加.
pub const KEPT: Fact = count("kept", Text::new("継続", "Kept")).under(id("N1-4"));
/// 外した参加.
pub const REMOVED: Fact = count("removed", Text::new("参加解除", "Removed")).under(id("N1-4"));
/// 要確認のままの参加.
pub const UNSURE: Fact = count("unsure", Text::new("要確認", "Unsure")).under(id("F3-3-1"));

/// The register of reviews.
pub static REVIEW: Register = Register {
    noun: Noun::Review,
    about: Text::new(
        "事業所のグループの参加者が適切かの精査。1件ずつ継続・参加解除・要確認とし、署名で確定します。",
        "Reviews of who is in the office's groups: keep, remove or unsure for each, made final by signing off.",
    ),
    clauses: &[id("N1-4"), id("F3-3-1"), id("N3-9")],
    states: &[
        State {
            word: "open",
            label: Text::new("精査中", "Under way"),
            weight: Weight::Caution,
            end: End::Open,
        },
        State {
            word: "closed",
            label: Text::new("署名済", "Signed off"),
            weight: Weight::Good,
            end: End::Closed,
        },
    ],
    facts: &[NAME, SIGNED_ON, SIGNED_BY, KEPT, REMOVED, UNSURE],
    headline: &["name"],
    dated: Text::new("開始日", "Begun on"),
    due: Text::new("期限", "Due"),
};
