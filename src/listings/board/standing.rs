//! How one clause stands, from the facts alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::concerns::CONCERNS;
use super::evidence::{EVIDENCE, WhenNone};
use super::follows::followed_by;
use super::words::{self, Reason};
use super::{Facts, Said, Status};
use crate::listings::checks::{CHECKS, Due};
use crate::listings::parameters::Standing as Parameter;
use crate::regulation::approval::due as after_months;
use crate::regulation::book::Book;
use crate::regulation::clause::{Clause, ClauseId, Holder, Strength};
use crate::regulation::register::attestation::{ATTESTED_MONTHS, is_attested};
use crate::sentence;
use crate::text::date::Day;
use crate::text::search::{Needle, SearchKey};
use crate::text::{Lang, Sentence};

/// How one clause stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The clause.
    pub clause: &'static Clause,
    /// How it stands.
    pub status: Status,
    /// Records and attestations that speak for it.
    pub evidence: u32,
    /// The latest of them.
    pub changed: Option<Day>,
    /// The rows that stand against it.
    pub open: usize,
    /// There may be more of them than are listed.
    pub is_cut: bool,
    /// The rows behind it: those against it, and those only to be done.
    pub rows: Vec<Due>,
    /// Why it stands so, with its numbers.
    pub sentence: Sentence,
    /// What an office may set that bears on it (第13条), each with its value and its source.
    pub parameters: Vec<Parameter>,
}

impl Facts {
    /// Every clause of a book in its order.
    pub fn standings(&self, book: &'static Book) -> Vec<Standing> {
        let mut own: BTreeMap<&'static str, Standing> = BTreeMap::new();
        for clause in book.clauses() {
            own.insert(clause.id.as_str(), self.alone(book, clause));
        }
        book.clauses().map(|clause| self.followed(book, clause, &own)).collect()
    }

    /// How a clause stands, those that it follows left aside.
    fn alone(&self, book: &Book, clause: &'static Clause) -> Standing {
        let meaning = book.meaning_of(clause.id);
        let rows = meaning.map(|id| self.rows(id)).unwrap_or_default();
        let open = rows.iter().filter(|due| due.is_against).count();
        let attested = self.attested.get(clause.id.as_str());
        let counted =
            meaning.and_then(|id| self.evidence(id)).map(|(_, counted)| counted).unwrap_or_default();
        let reason = self.reason(clause, meaning, &rows);
        Standing {
            clause,
            status: reason.status(clause.strength),
            evidence: counted.count + u32::from(attested.is_some()),
            changed: counted.last.max(attested.map(|attested| attested.on)),
            open,
            is_cut: meaning.is_some_and(|id| self.is_cut(id)),
            sentence: words::sentence(&reason),
            rows,
            parameters: Vec::new(),
        }
    }

    fn evidence(
        &self,
        meaning: ClauseId,
    ) -> Option<(&'static super::evidence::Evidence, crate::store::Counted)> {
        let at = EVIDENCE.iter().position(|evidence| evidence.clauses.contains(&meaning))?;
        Some((&EVIDENCE[at], self.counted[at]))
    }

    /// Why a clause stands as it does: the first of these that holds.
    fn reason(&self, clause: &'static Clause, meaning: Option<ClauseId>, rows: &[Due]) -> Reason {
        if matches!(clause.strength, Strength::Definition | Strength::Explanation) {
            return Reason::SaysOnly;
        }
        if clause.holders.iter().all(|holder| *holder == Holder::City) {
            return Reason::OfTheCity;
        }
        if let Some(without) = meaning.and_then(|id| self.without(id)) {
            return Reason::ConcernsNobody(without);
        }
        let evidence = meaning.and_then(|id| self.evidence(id));
        let counted = evidence.map(|(evidence, counted)| (evidence.what, counted));
        let against: Vec<Due> = rows.iter().filter(|due| due.is_against).cloned().collect();
        if !against.is_empty() {
            let is_cut = meaning.is_some_and(|id| self.is_cut(id));
            return Reason::Against {
                gap: gap_of(clause, meaning, &against),
                rows: against,
                is_cut,
                counted,
            };
        }
        if let Some(reason) = self.asked(clause) {
            return reason;
        }
        let checks = CHECKS.iter().copied().flatten();
        let checks =
            checks.filter(|check| meaning.is_some_and(|id| check.clauses().any(|c| c == id))).count();
        match (evidence, counted) {
            (Some((evidence, _)), Some((what, counted))) if counted.count == 0 => match evidence.none {
                WhenNone::Fine => Reason::NothingAgainst { checks, counted: None },
                WhenNone::Unknown => Reason::NoRecord(what),
                WhenNone::Unused => Reason::Unused(what),
            },
            (_, Some(counted)) => Reason::NothingAgainst { checks, counted: Some(counted) },
            (_, None) if checks > 0 => Reason::NothingAgainst { checks, counted: None },
            (_, None) => Reason::SeenByNobody,
        }
    }

    fn without(&self, meaning: ClauseId) -> Option<crate::text::Text> {
        let is_without =
            |at: &usize| CONCERNS[*at].clauses.contains(&meaning) && self.concerned[*at].count == 0;
        (0..CONCERNS.len()).find(is_without).map(|at| CONCERNS[at].without)
    }

    /// What was attested where somebody has to; a fresh yes is said by itself where nothing else speaks.
    fn asked(&self, clause: &'static Clause) -> Option<Reason> {
        let attested = self.attested.get(clause.id.as_str());
        if !is_attested(clause) && attested.is_none() {
            return None;
        }
        let Some(attested) = attested else { return Some(Reason::NotAttested) };
        let until = after_months(attested.on, ATTESTED_MONTHS);
        Some(match attested.said {
            _ if until < self.today => Reason::AttestedLongAgo(attested.on),
            Said::Yes => Reason::Yes { on: attested.on, until },
            Said::No => Reason::No(attested.on),
        })
    }

    /// The clause with those that it follows: the worst of them, and their rows.
    fn followed(
        &self,
        book: &Book,
        clause: &'static Clause,
        own: &BTreeMap<&'static str, Standing>,
    ) -> Standing {
        let alone = own[clause.id.as_str()].clone();
        let followed = book.meaning_of(clause.id).map_or(&[][..], followed_by);
        let is_out = alone.status == Status::NotApplicable;
        if followed.is_empty() || is_out {
            return alone;
        }
        let in_this_book =
            |meaning: &ClauseId| book.clauses().find(|c| book.meaning_of(c.id) == Some(*meaning));
        let others: Vec<Standing> =
            followed.iter().filter_map(in_this_book).map(|other| self.followed(book, other, own)).collect();
        with_others(alone, others)
    }
}

/// A clause with those that it follows. What nobody sees for itself is only what they are.
fn with_others(alone: Standing, others: Vec<Standing>) -> Standing {
    let statuses = others.iter().map(|other| other.status);
    let worst = statuses.clone().min().unwrap_or(Status::NotApplicable);
    let is_seen = alone.status.is_found();
    let status = if is_seen { alone.status.min(worst) } else { worst };
    let mut rows = alone.rows;
    for due in others.iter().flat_map(|other| &other.rows) {
        if !rows.iter().any(|row| (row.target, row.id) == (due.target, due.id)) {
            rows.push(due.clone());
        }
    }
    let reason = Reason::Follows { shown: others.iter().map(|other| (other.clause, other.status)).collect() };
    Standing {
        status,
        evidence: alone.evidence.max(others.iter().map(|other| other.evidence).sum()),
        changed: alone.changed.max(others.iter().filter_map(|other| other.changed).max()),
        open: rows.iter().filter(|due| due.is_against).count(),
        is_cut: alone.is_cut || others.iter().any(|other| other.is_cut),
        sentence: match (is_seen, words::sentence(&reason)) {
            (true, others) => {
                sentence!("{own} {others}", "{own} {others}", own = alone.sentence, others = others)
            }
            (false, others) => others,
        },
        rows,
        parameters: Vec::new(),
        clause: alone.clause,
    }
}

/// The worst that the rows against a clause amount to, by its own strength.
fn gap_of(clause: &Clause, meaning: Option<ClauseId>, against: &[Due]) -> crate::regulation::clause::Gap {
    use crate::regulation::clause::Gap;
    let gap = |due: &Due| {
        let named = CHECKS
            .iter()
            .copied()
            .flatten()
            .find(|check| check.id == due.id && check.clauses().any(|named| meaning == Some(named)));
        // A row that stands here for another clause's sake weighs as it does there.
        named.map_or(due.gap, |check| check.gap(clause.strength))
    };
    if against.iter().map(gap).any(|gap| gap == Gap::Open) { Gap::Open } else { Gap::Review }
}

impl Standing {
    /// The same without the rows behind it: for whoever sees numbers and nobody's name.
    #[must_use]
    pub fn without_rows(self) -> Standing {
        Standing { rows: Vec::new(), ..self }
    }

    /// True if the filter lets it through; no filter lets everything through.
    pub fn fits(&self, needle: Option<&Needle>) -> bool {
        needle.is_none_or(|needle| needle.matches(&self.search()))
    }

    /// What a filter looks in: status, strength, holders, id, number and title, in both languages, and the words.
    fn search(&self) -> String {
        let clause = self.clause;
        let (status, strength) = (self.status.label(), clause.strength.text());
        let holders = clause.holders.iter().map(|holder| holder.text());
        let holders = holders.chain(clause.handling.iter().map(|handling| handling.text()));
        let texts = [status, strength, clause.shown_as, clause.title].into_iter().chain(holders);
        let words: Vec<&str> = texts.flat_map(|text| [text.ja, text.en]).collect();
        let own = [clause.id.as_str(), self.status.word(), clause.ja, clause.gist];
        SearchKey::of(&[&words[..], &own[..]].concat(), &[]).to_string()
    }
}

/// JSON of `check --json`.
impl Serialize for Standing {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Standing", 15)?;
        out.serialize_field("id", &self.clause.id)?;
        out.serialize_field("shown_as", self.clause.shown_as.ja)?;
        out.serialize_field("shown_as_en", self.clause.shown_as.en)?;
        out.serialize_field("title", self.clause.title.ja)?;
        out.serialize_field("title_en", self.clause.title.en)?;
        out.serialize_field("strength", &self.clause.strength)?;
        out.serialize_field("holder", self.clause.holders)?;
        out.serialize_field("status", &self.status)?;
        out.serialize_field("evidence", &self.evidence)?;
        out.serialize_field("changed", &self.changed)?;
        out.serialize_field("open", &self.open)?;
        out.serialize_field("more", &self.is_cut)?;
        out.serialize_field("text", self.sentence.get(Lang::Ja))?;
        out.serialize_field("text_en", self.sentence.get(Lang::En))?;
        out.serialize_field("parameters", &self.parameters)?;
        out.end()
    }
}
