//! Lists of pledges, consents and trainings: each row a paper of somebody, or of a group, that is known.

use std::collections::HashSet;

use super::reading::{any_day, choice, groups, is_yes, member, past_day, ticked};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{
    Case, Consent, ConsentId, ConsentKind, Context, Facts, Group, GroupKind, Id, Noun, Pledge, PledgeId,
    PledgeKind, Record, Training, TrainingId,
};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::regulation::register::consent::Signature;
use crate::sentence;
use crate::store::{Ask, Reader, StoreError, Window};
use crate::text::date::Day;
use crate::text::{Shown, Text};

/// Papers of one user or group that are compared with a row.
const COMPARED: usize = 500;

/// Papers of the rows before: of whom, of which day, about what.
type Seen = HashSet<(Id, Day, String)>;

/// Plans a list of pledges.
#[derive(Default)]
pub struct Pledges(Seen);

/// Plans a list of consents.
#[derive(Default)]
pub struct Consents(Seen);

/// Plans a list of who attended what.
#[derive(Default)]
pub struct Trainings(Seen);

impl Importer for Pledges {
    fn noun(&self) -> Noun {
        Noun::Pledge
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (label, mut found) = (fields.get("name").to_owned(), Findings::default());
        let user = member(reader, fields, id("9-1"), &mut found)?;
        let signed_on = past_day(fields, "signed_on", ctx, id("9-1"), &mut found);
        let kind = choice(fields, "kind", PledgeKind::read, id("9-2"), &mut found);
        let kind = kind.unwrap_or(PledgeKind::Signed);
        let content = ticked(fields, "content", 5, id("9-3"), &mut found);
        let (Some(user), Some(signed_on)) = (user, signed_on) else { return missing(label, found) };
        let mut facts = Facts::default();
        facts.set("document", fields.get("document"));
        facts.set(
            "content",
            if content.is_empty() && kind == PledgeKind::Signed { "1 2 3 4 5".into() } else { content },
        );
        facts.set("filled_in", is_yes(fields, "filled_in"));
        let pledge = Pledge {
            id: PledgeId(0),
            version: 1,
            user: user.id,
            kind,
            signed_on,
            kept_at: fields.get("kept_at").to_owned(),
            facts: Some(facts),
        };
        let known = known(reader, Noun::Pledge, user.id.into(), |record| {
            record.dated_on == signed_on && record.facts.text("kind") == kind.word()
        })?;
        let is_new = self.0.insert((user.id.into(), signed_on, kind.word().to_owned()));
        let Some(known) = known else {
            return settled(
                label,
                found,
                is_new,
                None,
                Change::New,
                Some(Write::NewPledge(Box::new(pledge))),
            );
        };
        let beside = beside(&known, pledge.facts.as_ref(), &pledge.kept_at, &["kind"]);
        let write = beside.map(|(facts, kept_at)| {
            let (id, version) = (PledgeId(known.id.number), known.version);
            Write::Pledge(Box::new(Pledge { id, version, facts: Some(facts), kept_at, ..pledge }))
        });
        settled(label, found, is_new, Some(known.id), Change::of(write.is_none()), write)
    }
}

impl Importer for Trainings {
    fn noun(&self) -> Noun {
        Noun::Training
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (label, mut found) = (fields.get("name").to_owned(), Findings::default());
        let user = member(reader, fields, id("9-1"), &mut found)?;
        let held_on = past_day(fields, "held_on", ctx, id("9-1"), &mut found);
        let (Some(user), Some(held_on)) = (user, held_on) else { return missing(label, found) };
        let covers_pledge = !is_yes(fields, "covers_pledge").is_empty();
        if !covers_pledge {
            let how = Text::new(
                "「誓約書の内容」の印がないため、第9条第1項の教育には数えません。",
                "Without the mark that it covers the pledge, it does not count for Article 9(1).",
            );
            found.add("general", id("9-1"), Severity::Advise, how);
        }
        let mut facts = Facts::default();
        facts.set("materials", fields.get("materials"));
        let topic = fields.get("topic").to_owned();
        let known = known(reader, Noun::Training, user.id.into(), |record| {
            record.dated_on == held_on && record.facts.text("topic") == topic
        })?;
        let is_new = self.0.insert((user.id.into(), held_on, topic.clone()));
        let (id, office) = (TrainingId(0), ctx.actor.office);
        let training = Training {
            id,
            version: 1,
            office,
            user: user.id,
            held_on,
            topic,
            covers_pledge,
            facts: Some(facts),
        };
        let Some(known) = known else {
            return settled(
                label,
                found,
                is_new,
                None,
                Change::New,
                Some(Write::NewTraining(Box::new(training))),
            );
        };
        let beside = beside(&known, training.facts.as_ref(), "", &["topic", "covers_pledge"]);
        let covers_more = covers_pledge && !known.facts.is_yes("covers_pledge");
        let facts = beside
            .map(|(facts, _)| facts)
            .or_else(|| covers_more.then(|| bare(&known, &["topic", "covers_pledge"])));
        let write = facts.map(|facts| {
            let (id, version) = (TrainingId(known.id.number), known.version);
            let covers_pledge = covers_pledge || known.facts.is_yes("covers_pledge");
            Write::Training(Box::new(Training { id, version, covers_pledge, facts: Some(facts), ..training }))
        });
        settled(label, found, is_new, Some(known.id), Change::of(write.is_none()), write)
    }
}

impl Importer for Consents {
    fn noun(&self) -> Noun {
        Noun::Consent
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (label, mut found) = (fields.get("group").to_owned(), Findings::default());
        let group = group(reader, ctx, fields, &mut found)?;
        let signed_on = past_day(fields, "signed_on", ctx, id("6-1"), &mut found);
        let kind = choice(fields, "kind", ConsentKind::read, id("6-2"), &mut found);
        let kind = kind.unwrap_or(ConsentKind::Signed);
        let facts = consent_facts(ctx, fields, kind, &mut found);
        let (Some(group), Some(signed_on)) = (group, signed_on) else { return missing(label, found) };
        if reader.first_sharing(group.id)?.is_some_and(|first| first < signed_on) {
            let how = Text::new("最初の共有より後の日付です。", "It is dated after the first sharing.");
            found.add("consent_late", id("6-1"), Severity::Warn, how);
        }
        let consent = Consent {
            id: ConsentId(0),
            version: 1,
            group: group.id,
            kind,
            signed_on,
            signers: fields.get("signers").to_owned(),
            kept_at: fields.get("kept_at").to_owned(),
            withdrawn_on: any_day(fields, "withdrawn_on", ctx, id("6-1"), &mut found),
            facts: Some(facts),
        };
        let known = known(reader, Noun::Consent, group.id.into(), |record| {
            record.dated_on == signed_on && record.facts.text("kind") == kind.word()
        })?;
        let is_new = self.0.insert((group.id.into(), signed_on, kind.word().to_owned()));
        let Some(known) = known else {
            return settled(
                label,
                found,
                is_new,
                None,
                Change::New,
                Some(Write::NewConsent(Box::new(consent))),
            );
        };
        let columns = ["kind", "signers", "withdrawn_on"];
        let signers = [&consent.signers[..], known.facts.text("signers")];
        let signers = signers.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        let beside = beside(&known, consent.facts.as_ref(), &consent.kept_at, &columns);
        let beside = beside.or_else(|| {
            (signers != known.facts.text("signers")).then(|| (bare(&known, &columns), known.kept_at.clone()))
        });
        let write = beside.map(|(facts, kept_at)| {
            let (id, version) = (ConsentId(known.id.number), known.version);
            // A withdrawal is a decision: a list neither makes it nor takes it back.
            let withdrawn_on = known.facts.day("withdrawn_on");
            let facts = Some(facts);
            Write::Consent(Box::new(Consent {
                id,
                version,
                facts,
                kept_at,
                signers,
                withdrawn_on,
                ..consent
            }))
        });
        settled(label, found, is_new, Some(known.id), Change::of(write.is_none()), write)
    }
}

fn consent_facts(ctx: &Context, fields: &Fields, kind: ConsentKind, found: &mut Findings) -> Facts {
    let mut facts = Facts::default();
    for field in ["items_other", "in_charge", "explained_by"] {
        facts.set(field, fields.get(field));
    }
    for field in ["both_copies", "covers_electronic", "by_proxy"] {
        facts.set(field, is_yes(fields, field));
    }
    if let Some(signature) = choice(fields, "signature", Signature::read, id("F3-7"), found) {
        facts.set("signature", signature.word());
    }
    if !fields.get("handed_over_on").is_empty() {
        let day = past_day(fields, "handed_over_on", ctx, id("F3-7"), found);
        facts.set("handed_over_on", day.map(|day| day.to_string()).unwrap_or_default());
    }
    facts.set("items", ticked(fields, "items", 10, id("F3-4"), found));
    if facts.text("items").ends_with("10") && facts.text("items_other").is_empty() {
        let why =
            Text::new("(10) を選ぶときは、その内容が要ります。", "Item 10 needs to say what else is shared.");
        found.add("items_other", id("F3-4-10"), Severity::Block, why);
    }
    if kind == ConsentKind::Waiver && !facts.is_yes("covers_electronic") {
        let why = Text::new(
            "省略できるのは、電子媒体を利用した情報共有への同意を含む文書だけです。",
            "Only a document that covers electronic sharing stands for the form.",
        );
        found.add("covers_electronic", id("6-2"), Severity::Block, why);
    }
    facts
}

/// The one patient group of this title.
fn group(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Option<Group>, StoreError> {
    let title = fields.get("group");
    let mut groups = groups(reader, ctx, fields, id("6-1"), found)?;
    groups.retain(|group| group.kind == GroupKind::Patient && group.office == reader.office());
    if let [group] = &groups[..] {
        return Ok(Some(group.clone()));
    }
    let why = sentence!(
        "この名前の患者グループは{count}件です：{title}（同じ名前は患者の生年月日かグループ番号の列で区別します）",
        "{count} patient groups have this title: {title}. A column with the patient's birth date or the group id tells them apart.",
        count = groups.len(),
        title = Shown::new(title)
    );
    found.add("group", id("6-1"), Severity::Block, why);
    Ok(None)
}

/// Such a paper of a user or group in the register.
fn known(
    reader: &Reader<'_>,
    noun: Noun,
    of: Id,
    is_it: impl Fn(&Record) -> bool,
) -> Result<Option<Record>, StoreError> {
    let ask = Ask { related: Some(of), ..Ask::default() };
    let page = reader.papers(noun, &ask, &Window::Last, COMPARED)?;
    let mut records = page.rows.into_iter().filter_map(|(_, case)| match case {
        Case::Record(case) => Some(case.record),
        _ => None,
    });
    Ok(records.find(is_it))
}

/// The facts of a paper without those that are columns of its table.
fn bare(known: &Record, columns: &[&str]) -> Facts {
    let mut facts = Facts::default();
    known
        .facts
        .all()
        .filter(|(fact, _)| !columns.contains(fact))
        .for_each(|(fact, text)| facts.set(fact, text));
    facts
}

/// What a list says beside what is known: its facts and place where they are others; what it leaves out, stays.
fn beside(
    known: &Record,
    listed: Option<&Facts>,
    kept_at: &str,
    columns: &[&str],
) -> Option<(Facts, String)> {
    let before = bare(known, columns);
    let mut facts = before.clone();
    let said = listed.into_iter().flat_map(Facts::all).filter(|(_, text)| !text.is_empty());
    said.for_each(|(fact, text)| facts.set(fact, text));
    let kept_at = if kept_at.is_empty() { known.kept_at.clone() } else { kept_at.to_owned() };
    (facts != before || kept_at != known.kept_at).then_some((facts, kept_at))
}

fn missing(label: String, found: Findings) -> Result<Planned, StoreError> {
    Ok(Planned::not_taken(&label, found.sorted()))
}

fn settled(
    label: String,
    mut found: Findings,
    is_new: bool,
    known: Option<Id>,
    change: Change,
    write: Option<Write>,
) -> Result<Planned, StoreError> {
    if !is_new {
        let why = Text::new("同じ記録が表に2回あります。", "The list has the same record twice.");
        found.add("twice", id("8-6"), Severity::Block, why);
    }
    if found.blocks() {
        return missing(label, found);
    }
    Ok(Planned::new(&label, known, change, write, found))
}
