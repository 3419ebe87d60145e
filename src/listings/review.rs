//! The sheet of a review campaign (精査): every member of the office's groups with what one needs to decide, what was
//! decided now and the last time, and what has changed since.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::case::{MembershipCase, RecordCase};
use crate::domain::{Context, Decided, MembershipId, Noun, Record, ReviewId};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, today};
use crate::text::{Lang, Sentence, Shown, Text, width};

/// The sheet of one campaign.
#[derive(Debug)]
pub struct Sheet {
    review: Record,
    last: Option<Record>,
    lines: Vec<Line>,
    /// Memberships of the last campaign that are over.
    gone: usize,
}

/// One membership.
#[derive(Debug)]
struct Line {
    member: MembershipCase,
    joined: Day,
    in_charge: bool,
    now: Option<Decided>,
    before: Option<Decided>,
    is_new: bool,
}

/// Reads the sheet of a campaign. A closed one is compared with the one before it.
pub fn sheet(reader: &Reader<'_>, ctx: &Context, case: &RecordCase) -> Result<Sheet, StoreError> {
    let review = case.record.clone();
    let is_earlier = |other: &Record| !other.is_open && other.id.number < review.id.number;
    let last = reader.all_records(Noun::Review)?.into_iter().filter(is_earlier).max_by_key(|r| r.id.number);
    let made = |review: &Record| reader.decisions_of(ReviewId(review.id.number));
    let (now, before) = (made(&review)?, last.as_ref().map(made).transpose()?.unwrap_or_default());
    let then: BTreeSet<MembershipId> = before.keys().copied().collect();
    let lines: Vec<Line> = reader
        .members_of_own_groups()?
        .into_iter()
        .map(|member| {
            let id = member.membership.id;
            Line {
                joined: today(member.membership.joined_at),
                in_charge: member.membership.is_in_charge(ctx.today()),
                now: now.get(&id).copied(),
                before: before.get(&id).copied(),
                is_new: last.is_some() && !then.contains(&id),
                member,
            }
        })
        .collect();
    let present: BTreeSet<MembershipId> = lines.iter().map(|line| line.member.membership.id).collect();
    let gone = then.difference(&present).count();
    Ok(Sheet { review, last, lines, gone })
}

const NOTHING: Text = Text::new("未判断", "undecided");

impl Sheet {
    /// The sheet as plain text.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![self.heading().get(lang).to_owned(), self.difference().get(lang).to_owned()];
        let mut group = None;
        for line in &self.lines {
            let title = Shown::new(&line.member.group.title).to_string();
            if group.as_ref() != Some(&title) {
                lines.push(format!("{} {title}", line.member.group.id));
                group = Some(title);
            }
            lines.push(line.text(lang));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn heading(&self) -> Sentence {
        let count = |decided| self.lines.iter().filter(|line| line.now == Some(decided)).count();
        sentence!(
            "精査 {id} {name}：参加 {all}件、継続 {keep}、参加解除 {remove}、要確認 {unsure}、未判断 {open}",
            "Review {id} {name}: {all} memberships, keep {keep}, remove {remove}, unsure {unsure}, undecided {open}",
            id = self.review.id,
            name = Shown::new(self.review.facts.text("name")),
            all = self.lines.len(),
            keep = count(Decided::Keep),
            remove = count(Decided::Remove),
            unsure = count(Decided::Unsure),
            open = self.lines.iter().filter(|line| line.now.is_none()).count()
        )
    }

    fn difference(&self) -> Sentence {
        let Some(earlier) = &self.last else {
            return Text::new("前回の精査はありません。", "There is no earlier review.").into();
        };
        sentence!(
            "前回 {last}（{day}）から：新しい参加 {new}件、終わった参加 {gone}件",
            "Since {last} ({day}): new memberships {new}, ended ones {gone}",
            last = earlier.id,
            day = earlier.facts.text("signed_on"),
            new = self.lines.iter().filter(|line| line.is_new).count(),
            gone = self.gone
        )
    }

    /// The sheet as JSON.
    pub fn json(&self) -> serde_json::Value {
        super::value(&Json {
            id: self.review.id.to_string(),
            state: &self.review.state,
            last: self.last.as_ref().map(|last| last.id.to_string()),
            gone: self.gone,
            members: self.lines.iter().map(Line::json).collect(),
        })
    }
}

impl Line {
    fn text(&self, lang: Lang) -> String {
        let word = |decided: Option<Decided>| decided.map_or(NOTHING, Decided::label).get(lang);
        let charge = if self.in_charge { Text::new("担当", "in charge") } else { Text::new("", "") };
        let new = if self.is_new { Text::new("新規", "new") } else { Text::new("", "") };
        let cells = [
            (self.member.membership.id.to_string(), 8),
            (Shown::new(&self.member.user.name).to_string(), 18),
            (self.member.user.occupation.label().get(lang).to_owned(), 16),
            (self.joined.to_string(), 11),
            (self.member.membership.through.label().get(lang).to_owned(), 14),
            (charge.get(lang).to_owned(), 10),
            (new.get(lang).to_owned(), 5),
            (word(self.before).to_owned(), 10),
            (word(self.now).to_owned(), 10),
        ];
        let padded: String = cells.iter().map(|(text, cells)| width::pad(text, *cells)).collect();
        format!("  {}  {}", padded.trim_end(), Shown::new(&self.member.office_name))
    }

    fn json(&self) -> LineJson<'_> {
        LineJson {
            membership: self.member.membership.id.to_string(),
            group: self.member.group.id.to_string(),
            user: self.member.user.id.to_string(),
            name: &self.member.user.name,
            office: &self.member.office_name,
            joined: self.joined,
            through: self.member.membership.through.word(),
            in_charge: self.in_charge,
            new: self.is_new,
            last: self.before,
            decision: self.now,
        }
    }
}

#[derive(Serialize)]
struct Json<'a> {
    id: String,
    state: &'a str,
    last: Option<String>,
    gone: usize,
    members: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    membership: String,
    group: String,
    user: String,
    name: &'a str,
    office: &'a str,
    joined: Day,
    through: &'static str,
    in_charge: bool,
    new: bool,
    last: Option<Decided>,
    decision: Option<Decided>,
}
