//! The points of an incident's report (速報・確報), drafted from what is recorded and from the memberships of its time.
//!
//! The nine points are those of the rules under 個人情報保護法26条. What is not recorded says so; nothing is invented.

use serde::Serialize;

use super::register::told;
use crate::domain::case::RecordCase;
use crate::domain::{Context, Record};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::incident::{
    FINAL_DAYS_MALICIOUS, PRELIMINARY_DAYS, PRELIMINARY_DAYS_MAX, final_days, groups, is_reportable, span,
    users,
};
use crate::regulation::register::{INCIDENT, what_is_next};
use crate::sentence;
use crate::store::{Concerned, Reader, StoreError};
use crate::text::date::Day;
use crate::text::{Lang, Sentence, Shown, Text};

/// How many groups are named in the text; the JSON has all.
const NAMED: usize = 20;
/// How many offices or groups are named at most in a sentence; the rest are counted.
const NAMED_IN_A_SENTENCE: usize = 5;

/// A report as it is drafted.
#[derive(Debug)]
pub struct Report {
    /// The incident.
    pub case: RecordCase,
    /// The nine points, in their order.
    pub points: Vec<Point>,
    /// Whom it concerns.
    pub concerned: Concerned,
    /// The offices to be told, by name.
    pub offices: Vec<String>,
    /// What is still to be done, with its days.
    pub next: Vec<Sentence>,
}

/// One point of the report.
#[derive(Debug)]
pub struct Point {
    /// What it is about.
    pub item: Text,
    /// What is known.
    pub told: Sentence,
}

const NOT_RECORDED: Text = Text::new("（未記入）", "(not recorded)");

/// What an incident concerns, as of its time.
pub fn concerned_by(reader: &Reader<'_>, record: &Record) -> Result<Concerned, StoreError> {
    let (from, until) = span(record);
    reader.concerned(&users(record), &groups(record), from, until)
}

/// That other offices are concerned, and it is not recorded that they were told.
pub fn offices_untold(reader: &Reader<'_>, record: &Record) -> Result<Option<Finding>, StoreError> {
    let others = concerned_by(reader, record)?.other_offices(reader.office());
    if others.is_empty() || record.facts.day("offices_told_on").is_some() {
        return Ok(None);
    }
    let sentence = sentence!(
        "関係する他事業所への連絡が記録されていません：{names}",
        "It is not recorded that the other offices concerned were told: {names}",
        names = shown(&others)
    );
    Ok(Some(Finding {
        rule: "incident_offices_told",
        clause: id("8-6"),
        severity: Severity::Block,
        sentence,
    }))
}

/// The first of some names, and how many more.
pub fn shown(names: &[String]) -> Sentence {
    let names: Vec<String> = names.iter().map(|name| Shown::new(name).to_string()).collect();
    Sentence::listing(&names, NAMED_IN_A_SENTENCE)
}

/// Drafts the report of an incident.
pub fn report(reader: &Reader<'_>, ctx: &Context, case: RecordCase) -> Result<Report, StoreError> {
    let concerned = concerned_by(reader, &case.record)?;
    let offices = concerned.other_offices(reader.office());
    let points = points(&case, &concerned);
    let next = what_is_next(&case, ctx);
    Ok(Report { case, points, concerned, offices, next })
}

fn points(case: &RecordCase, concerned: &Concerned) -> Vec<Point> {
    let fact = |id: &str| {
        let known = INCIDENT.fact(id).and_then(|fact| told(case, fact));
        known.unwrap_or_else(|| NOT_RECORDED.into())
    };
    let point = |ja, en, told| Point { item: Text::new(ja, en), told };
    vec![
        point("1 概要", "1 Outline", outline(case, fact("kind"), fact("summary"))),
        point("2 個人データの項目", "2 Items of personal data", fact("items")),
        point("3 本人の数", "3 Number of persons", persons(concerned)),
        point("4 原因", "4 Cause", fact("cause")),
        point("5 二次被害とそのおそれ", "5 Secondary damage", fact("secondary")),
        point("6 本人への対応", "6 What the persons were told", persons_told(case, fact("told_how"))),
        point("7 公表の状況", "7 Publication", fact("publicity")),
        point("8 再発防止の措置", "8 Prevention", fact("prevention")),
        point("9 その他参考となる事項", "9 Other matters", others(case, fact("instruction"))),
    ]
}

fn outline(case: &RecordCase, kind: Sentence, summary: Sentence) -> Sentence {
    let (day, time) = (case.record.dated_on, case.record.facts.text("found_at"));
    if time.is_empty() {
        return sentence!(
            "{kind}。{day} に発見。{summary}",
            "{kind}. Found on {day}. {summary}",
            kind = kind,
            day = day,
            summary = summary
        );
    }
    sentence!(
        "{kind}。{day} {time} に発見。{summary}",
        "{kind}. Found on {day} {time}. {summary}",
        kind = kind,
        day = day,
        time = time,
        summary = summary
    )
}

fn persons(concerned: &Concerned) -> Sentence {
    sentence!(
        "患者 {patients}名（{groups}グループ。発生から発見までの参加による）",
        "Patients: {patients} (groups: {groups}; by the memberships between happening and finding)",
        patients = concerned.patients(),
        groups = concerned.groups.len()
    )
}

fn persons_told(case: &RecordCase, how: Sentence) -> Sentence {
    match case.record.facts.day("told_on") {
        Some(day) => sentence!("{day} に通知。{how}", "Told on {day}. {how}", day = day, how = how),
        None if is_reportable(&case.record) => {
            Text::new("未実施（すみやかに通知する）", "Not yet; due without delay").into()
        }
        None => Text::new("該当なし", "Not due").into(),
    }
}

fn others(case: &RecordCase, instruction: Sentence) -> Sentence {
    let yes = |fact| case.record.facts.is_yes(fact);
    let mark = |is_so: bool| if is_so { Text::new("あり", "yes") } else { Text::new("なし", "no") };
    sentence!(
        "指示：{instruction}。高度な暗号化：{encrypted}。不正の目的のおそれ：{malicious}",
        "Instruction: {instruction}. Strongly encrypted: {encrypted}. Malicious purpose suspected: {malicious}",
        instruction = instruction,
        encrypted = mark(yes("encrypted")),
        malicious = mark(yes("malicious"))
    )
}

impl Report {
    /// The report as plain text.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines =
            vec![self.heading().get(lang).to_owned(), self.deadlines().get(lang).to_owned(), String::new()];
        for point in &self.points {
            lines.push(point.item.get(lang).to_owned());
            lines.push(format!("  {}", point.told.get(lang)));
        }
        lines.push(String::new());
        lines.push(CONCERNED.get(lang).to_owned());
        lines.extend(self.concerned.groups.iter().take(NAMED).map(|group| {
            let [title, office] = [&group.title, &group.office_name].map(|name| Shown::new(name));
            format!("  {} {title}  {office}", group.id)
        }));
        let rest = self.concerned.groups.len().saturating_sub(NAMED);
        if rest > 0 {
            lines
                .push(sentence!("  ほか{n}グループ", "  and {n} more groups", n = rest).get(lang).to_owned());
        }
        lines.push(OFFICES.get(lang).to_owned());
        lines.extend(self.offices.iter().map(|name| format!("  {}", Shown::new(name))));
        lines.push(NEXT.get(lang).to_owned());
        lines.extend(self.next.iter().map(|step| format!("  {}", step.get(lang))));
        lines.push(String::new());
        lines.join("\n")
    }

    fn heading(&self) -> Sentence {
        sentence!(
            "漏えい等報告の下書き {id}（{state}）",
            "Draft of the report on {id} ({state})",
            id = self.case.record.id,
            state = INCIDENT.state(&self.case.record.state).unwrap_or(INCIDENT.first()).label
        )
    }

    /// Until when 速報 and 確報 are due.
    pub fn deadlines(&self) -> Sentence {
        if !is_reportable(&self.case.record) {
            return Text::new(
                "速報・確報の対象として記録されていません。",
                "Not recorded as one to be reported.",
            )
            .into();
        }
        let known = self.case.record.dated_on;
        let after = |days: u64| known + chrono::Days::new(days);
        sentence!(
            "速報 {first}〜{last}まで（知った日 {known} から3〜5日）、確報 {complete}まで（{days}日）",
            "Preliminary report by {first}, {last} at the latest (3 to 5 days from {known}); final by {complete} ({days} days)",
            first = after(PRELIMINARY_DAYS),
            last = after(PRELIMINARY_DAYS_MAX),
            known = known,
            complete = after(final_days(&self.case.record)),
            days = final_days(&self.case.record)
        )
    }

    /// The report as JSON.
    pub fn json(&self) -> serde_json::Value {
        let known = self.case.record.dated_on;
        let reportable = is_reportable(&self.case.record);
        let after = |days: u64| reportable.then(|| known + chrono::Days::new(days));
        super::value(&Json {
            id: self.case.record.id.to_string(),
            state: &self.case.record.state,
            known_on: known,
            preliminary_until: after(PRELIMINARY_DAYS),
            preliminary_at_the_latest: after(PRELIMINARY_DAYS_MAX),
            final_until: after(final_days(&self.case.record)),
            malicious: final_days(&self.case.record) == FINAL_DAYS_MALICIOUS,
            points: self.points.iter().map(PointJson::of).collect(),
            patients: self.concerned.patients(),
            groups: self.concerned.groups.iter().map(GroupJson::of).collect(),
            offices: &self.offices,
            next: self.next.iter().map(|step| step.get(Lang::Ja)).collect(),
        })
    }
}

const CONCERNED: Text =
    Text::new("関係するグループ（事業所内用）", "Groups concerned (for the office's own use)");
const OFFICES: Text = Text::new("連絡する他事業所", "Other offices to tell");
const NEXT: Text = Text::new("残る手順", "What is still to be done");

#[derive(Serialize)]
struct Json<'a> {
    id: String,
    state: &'a str,
    known_on: Day,
    preliminary_until: Option<Day>,
    preliminary_at_the_latest: Option<Day>,
    final_until: Option<Day>,
    malicious: bool,
    points: Vec<PointJson<'a>>,
    patients: usize,
    groups: Vec<GroupJson<'a>>,
    offices: &'a [String],
    next: Vec<&'a str>,
}

#[derive(Serialize)]
struct PointJson<'a> {
    item: &'a str,
    item_en: &'a str,
    text: &'a str,
    text_en: &'a str,
}

impl PointJson<'_> {
    fn of(point: &Point) -> PointJson<'_> {
        PointJson {
            item: point.item.ja,
            item_en: point.item.en,
            text: point.told.get(Lang::Ja),
            text_en: point.told.get(Lang::En),
        }
    }
}

#[derive(Serialize)]
struct GroupJson<'a> {
    id: String,
    title: &'a str,
    patient: Option<String>,
    office: &'a str,
}

impl GroupJson<'_> {
    fn of(group: &crate::store::ConcernedGroup) -> GroupJson<'_> {
        GroupJson {
            id: group.id.to_string(),
            title: &group.title,
            patient: group.patient.map(|patient| patient.to_string()),
            office: &group.office_name,
        }
    }
}
