//! Rules and what they find. A rule is one duty as a pure function over a case; it never reads the store.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::clause::ClauseId;
use crate::domain::Context;
use crate::text::{Lang, Sentence};
use crate::words;

words! {
    /// How much a finding weighs.
    Severity {
        Block "block" "不可" "Blocks",
        Warn "warn" "要確認" "Check",
        Advise "advise" "参考" "Advice",
    }
}

words! {
    /// What the findings on a row come to.
    Judgement {
        Ok "ok" "可" "OK",
        Check "check" "要確認" "Check",
        Blocked "blocked" "不可" "Blocked",
    }
}

impl Judgement {
    /// Any block makes 不可, any warning 要確認, nothing else 可.
    pub fn of(findings: &[Finding]) -> Judgement {
        findings.iter().fold(Judgement::Ok, |so_far, finding| match finding.severity {
            Severity::Block => Judgement::Blocked,
            Severity::Warn => so_far.max(Judgement::Check),
            Severity::Advise => so_far,
        })
    }
}

/// One sentence by one rule about one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static str,
    /// The clause it stands on.
    pub clause: ClauseId,
    /// How much it weighs.
    pub severity: Severity,
    /// What it says.
    pub sentence: Sentence,
}

impl Finding {
    /// The sentence with its clause as people see it.
    pub fn with_clause(&self) -> Sentence {
        crate::sentence!(
            "{what}（{clause}）",
            "{what} ({clause})",
            what = self.sentence,
            clause = self.clause.clause().shown_as
        )
    }
}

/// JSON: `clause`, `severity`, and `text` in both languages.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_struct("Finding", 5)?;
        out.serialize_field("rule", self.rule)?;
        out.serialize_field("clause", &self.clause)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("text", self.sentence.get(Lang::Ja))?;
        out.serialize_field("text_en", self.sentence.get(Lang::En))?;
        out.end()
    }
}

/// One duty as a pure function over a case.
pub struct Rule<C: 'static> {
    /// A stable name, for tests and JSON.
    pub id: &'static str,
    /// The clause it stands on.
    pub clause: ClauseId,
    /// How much its finding weighs.
    pub severity: Severity,
    /// Says what is wrong, or nothing.
    pub check: fn(&C, &Context) -> Option<Sentence>,
}

impl<C> Rule<C> {
    /// The rule's finding on `case`, if it has one.
    pub fn judge(&self, case: &C, ctx: &Context) -> Option<Finding> {
        let sentence = (self.check)(case, ctx)?;
        Some(Finding { rule: self.id, clause: self.clause, severity: self.severity, sentence })
    }
}

/// Judges `case` by every rule, in their order.
pub fn judge<C>(rules: &[&Rule<C>], case: &C, ctx: &Context) -> Vec<Finding> {
    rules.iter().filter_map(|rule| rule.judge(case, ctx)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::clause::id;

    fn finding(severity: Severity) -> Finding {
        Finding { rule: "t", clause: id("8-3"), severity, sentence: Sentence::default() }
    }

    #[test]
    fn the_gravest_finding_decides_whatever_the_order() {
        let (block, warn, advise) =
            (finding(Severity::Block), finding(Severity::Warn), finding(Severity::Advise));
        assert_eq!(Judgement::of(&[]), Judgement::Ok);
        assert_eq!(Judgement::of(std::slice::from_ref(&advise)), Judgement::Ok);
        assert_eq!(Judgement::of(&[warn.clone(), advise]), Judgement::Check);
        assert_eq!(Judgement::of(&[block.clone(), warn.clone()]), Judgement::Blocked);
        assert_eq!(Judgement::of(&[warn, block]), Judgement::Blocked);
    }
}
