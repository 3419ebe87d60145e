//! The order of each register: which state follows from the days of a row, and what no record can do without.
//!
//! A row may name the state that its days tell, or leave it to them; where they disagree, it is not taken.

use super::super::Findings;
use super::Settling;
use crate::domain::case::RecordCase;
use crate::domain::{DecisionCounts, Id, Noun, Parameter, Record, Standing};
use crate::listings::incident::offices_untold;
use crate::regulation::approval::due;
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{self, Severity};
use crate::regulation::incident::{CLOSING, REPORTABLE, next_due, state_of, time_of_day};
use crate::regulation::register::attestation::{ATTESTED_MONTHS, clause_meant};
use crate::regulation::register::request::Decision;
use crate::regulation::register::rule::value_kept;
use crate::regulation::register::{Register, takeout};
use crate::regulation::request::{DECIDING, ERASURE_GRANTED};
use crate::sentence;
use crate::store::StoreError;
use crate::text::{Sentence, Shown, Text};

type Settled = Result<(), StoreError>;

/// The state is the one that the row names.
pub(super) fn as_said(_: &Settling<'_>, _: &mut Record, _: &mut Findings) -> Settled {
    Ok(())
}

/// Past take-outs come in as they ended, with who decided and when; without these they come in to be decided.
pub(super) fn take_out(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    let (facts, clause) = (&record.facts, id("12-9"));
    if let (Some(from), Some(until)) = (facts.day("from"), record.due_on)
        && until < from
    {
        stop(found, "due", clause, takeout::BACK_BEFORE_IT_BEGINS);
    }
    let (decided_on, is_back) =
        (facts.day("decided_on"), facts.day("returned_on").or(facts.day("erased_on")).is_some());
    let is_named = decided_on.is_some() && !facts.text("decided_by").is_empty();
    let said = by.said.map(|state| state.word);
    let how_decided = Text::new(
        "承認済・不承認で取り込むには、判断した日と人が要ります。なければ状態を空欄にしてください（承認待ちになります）。",
        "Approved or rejected needs who decided, and when. Without these leave the state blank: it is to be decided then.",
    );
    match said {
        Some("approved" | "rejected") if !is_named => stop(found, "decided", clause, how_decided),
        None if decided_on.is_some() && !is_back => stop(
            found,
            "decided",
            clause,
            Text::new(
                "判断した日がある行には、状態（承認済または不承認）が要ります。",
                "A row that was decided on needs its state: approved or rejected.",
            ),
        ),
        Some("returned") if !is_named => found.add(
            "undecided",
            clause,
            Severity::Warn,
            Text::new(
                "だれがいつ承認したかの記録がありません。",
                "It is not recorded who approved it, and when.",
            ),
        ),
        _ => {}
    }
    if let (Some(from), Some(on)) = (facts.day("from"), decided_on)
        && on > from
    {
        let late = Text::new(
            "持出しの開始の後に判断しています。承認は開始の前に行うものです。",
            "It was decided on after it began. An approval comes before the start.",
        );
        found.add("takeout_begun", clause, Severity::Warn, late);
    }
    let by_days = match said {
        _ if is_back => "returned",
        Some("approved" | "rejected") => return Ok(()),
        _ => "requested",
    };
    agreed(by, by_days, record, found);
    Ok(())
}

/// The state follows from the reports; closed is what could be closed.
pub(super) fn incident(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    for time in ["found_at", "reported_at"] {
        let typed = record.facts.text(time);
        if typed.is_empty() {
            continue;
        }
        match time_of_day(typed) {
            Ok(kept) => record.facts.set(time, kept),
            Err(why) => stop(found, time, id("N3-10"), why),
        }
    }
    for (fact, noun) in [("users", Noun::User), ("devices", Noun::Device), ("groups", Noun::Group)] {
        let kept = ids(by, noun, record.facts.text(fact), found)?;
        record.facts.set(fact, kept);
    }
    let is_reported =
        ["preliminary_on", "final_on", "told_on"].iter().any(|day| record.facts.day(day).is_some());
    if is_reported && record.facts.day("exempt_on").is_none() {
        found.0.extend(REPORTABLE.judge(&case_of(record), by.ctx));
    }
    if by.said.is_some_and(|said| said.word == "closed") {
        record.due_on = None;
        found.0.extend(finding::judge(CLOSING, &case_of(record), by.ctx));
        found.0.extend(offices_untold(by.reader, record)?);
        if record.facts.text("prevention").is_empty() {
            let why = Text::new(
                "終結した事案には、再発防止の措置が要ります。",
                "An incident that is closed needs its measures of prevention.",
            );
            stop(found, "prevention", id("8-6"), why);
        }
        return Ok(());
    }
    agreed(by, state_of(record), record, found);
    record.due_on = next_due(record, &by.ctx.settings);
    Ok(())
}

/// Ids of this register in a cell, each of which the office has.
fn ids(by: &Settling<'_>, noun: Noun, typed: &str, found: &mut Findings) -> Result<String, StoreError> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，');
    let mut kept = Vec::new();
    for word in typed.split(is_between).filter(|word| !word.is_empty()) {
        let named = word.parse::<Id>().ok().filter(|id| id.noun == noun);
        match named.map(|id| by.reader.case(id)).transpose()?.flatten() {
            Some(case) => kept.push(case.id().to_string()),
            None => {
                let why = sentence!(
                    "この登録簿に {word} という番号はありません（{prefix}-0001 の形で書きます）。",
                    "This register has no id {word} (written like {prefix}-0001).",
                    word = Shown::new(word),
                    prefix = noun.prefix()
                );
                stop(found, "ids", id("8-6"), why);
            }
        }
    }
    Ok(kept.join(" "))
}

/// The state follows from decision and notice; each is what could have been decided, and answered.
pub(super) fn request(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    let clause = id("F3-5");
    if let Some(group) = record.group
        && let Some(case) = by.reader.group_case(group)?
    {
        record.patient = record.patient.or(case.group.patient);
    }
    let facts = &record.facts;
    let is_erased = facts.day("erased_on").is_some();
    match record.patient {
        None if !is_erased => {
            let why = Text::new(
                "だれについての請求かがありません。患者氏名かグループ名を加えてください。",
                "It does not say whom it is about. Add the patient's name, or the group.",
            );
            stop(found, "patient", clause, why);
        }
        Some(_) if is_erased => {
            let why = Text::new(
                "この患者の記録はまだあります。消去は「消去を実行」で行い、一覧では行いません。",
                "The patient's data still stand here. Erasing is an act of its own, and not a list's.",
            );
            stop(found, "erased_on", id("F3-5-4"), why);
        }
        _ => {}
    }
    if is_erased {
        found.0.extend(ERASURE_GRANTED.judge(&case_of(record), by.ctx));
    }
    let facts = &record.facts;
    let decision = Decision::read(facts.text("decision"));
    let is_whole = decision.is_some() && facts.day("decided_on").is_some();
    let is_notified = facts.day("notified_on").is_some();
    if is_notified && !is_whole || decision.is_some() != facts.day("decided_on").is_some() {
        let why = Text::new(
            "決定した請求には、決定と決定日の両方が要ります。",
            "A request that is decided needs both the decision and its day.",
        );
        stop(found, "decision", clause, why);
    }
    if is_whole {
        found.0.extend(finding::judge(DECIDING, &case_of(record), by.ctx));
        if decision != Some(Decision::Granted) && facts.text("explanation").is_empty() {
            let why = Text::new("応じない部分の説明がありません。", "What is refused is not explained.");
            stop(found, "explanation", clause, why);
        }
    }
    let by_days = match (is_whole, is_notified) {
        (true, true) => "notified",
        (true, false) => "decided",
        (false, _) => "received",
    };
    agreed(by, by_days, record, found);
    Ok(())
}

/// A campaign of past years is one that was signed off; one under way is begun here, member by member.
pub(super) fn review(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    let facts = &record.facts;
    if facts.day("signed_on").is_none() || facts.text("signed_by").is_empty() {
        let why = Text::new(
            "取り込めるのは、署名日と署名した人のある精査だけです。新しい精査は「精査を開始」で行います。",
            "Only a review that was signed, by whom and on what day, comes with a list. A new one is begun here.",
        );
        stop(found, "signed_on", id("N1-4"), why);
    }
    let is_count = |text: &str| text.is_empty() || text.parse::<u32>().is_ok();
    if !["kept", "removed", "unsure"].iter().all(|count| is_count(facts.text(count))) {
        let why = Text::new("件数は数字で書いてください。", "Give the counts as numbers.");
        stop(found, "counts", id("N1-4"), why);
    }
    agreed(by, "closed", record, found);
    Ok(())
}

/// Only a clause that people attest; the answer is the state.
pub(super) fn attestation(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    match clause_meant(record.facts.text("clause")) {
        Ok(clause) => record.facts.set("clause", clause.id.as_str()),
        Err(why) => stop(found, "clause", id("2"), why),
    }
    record.due_on = Some(due(record.dated_on, ATTESTED_MONTHS));
    let answer = record.facts.text("answer").to_owned();
    agreed(by, &answer, record, found);
    Ok(())
}

/// A value that the parameter may have; ended where it says so.
pub(super) fn rule(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    if let Some(parameter) = Parameter::read(record.facts.text("parameter")) {
        match value_kept(parameter, record.facts.text("value"), record.facts.text("text")) {
            Ok(value) => record.facts.set("value", value),
            Err((field, why)) => stop(found, field, id("13"), why),
        }
    }
    ended_where_said(by, "replaced", record, found);
    Ok(())
}

/// Whoever has left answers for nothing here.
pub(super) fn handler(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    ended_where_said(by, "replaced", record, found);
    let case = record.user.map(|user| by.reader.user_case(user)).transpose()?.flatten();
    let standing = case.map(|case| case.standing(by.ctx.today()));
    if record.state == "in_office" && matches!(standing, Some(Standing::Released | Standing::AccountClosed)) {
        stop(found, "user", id("F3-6"), Text::new("すでに離れた人です。", "This person has left."));
    }
    Ok(())
}

/// Read where somebody has read it, superseded where it says so.
pub(super) fn guideline(by: &Settling<'_>, record: &mut Record, found: &mut Findings) -> Settled {
    if record.facts.day("replaced_on").is_some() || by.said.is_some_and(|said| said.word == "superseded") {
        ended_where_said(by, "superseded", record, found);
        return Ok(());
    }
    let is_read = record.facts.day("read_on").is_some();
    if is_read && record.user.is_none() {
        let why = Text::new("だれが確認したかがありません。", "It does not say who has read it.");
        stop(found, "user", id("2"), why);
    }
    agreed(by, if is_read { "understood" } else { "to_read" }, record, found);
    Ok(())
}

/// Over where the row says so, or has the day on which it ended.
fn ended_where_said(by: &Settling<'_>, last: &str, record: &mut Record, found: &mut Findings) {
    if record.facts.day("replaced_on").is_some() {
        agreed(by, last, record, found);
    }
}

/// The state that the days tell, which is the one that the row names, if any.
fn agreed(by: &Settling<'_>, by_days: &str, record: &mut Record, found: &mut Findings) {
    by_days.clone_into(&mut record.state);
    let Some(said) = by.said.filter(|said| said.word != by_days) else { return };
    let register = Register::of(record.id.noun);
    let Some(told) = register.and_then(|register| register.state(by_days)) else { return };
    let why = sentence!(
        "状態は「{said}」ですが、書かれている日付からは「{told}」です。日付を加えるか、状態を空欄にしてください。",
        "It says {said}, but by its days it is {told}. Add the days, or leave the state blank.",
        said = said.label,
        told = told.label
    );
    stop(found, "state", id("8-6"), why);
}

fn case_of(record: &Record) -> RecordCase {
    RecordCase {
        record: record.clone(),
        user_name: String::new(),
        user_mail: String::new(),
        group_title: String::new(),
        patient_name: String::new(),
        patient_born_on: None,
        decided: DecisionCounts::default(),
    }
}

fn stop(found: &mut Findings, rule: &'static str, clause: ClauseId, why: impl Into<Sentence>) {
    found.add(rule, clause, Severity::Block, why);
}
