//! 別紙様式3 個人情報使用同意書: patient, family and office agree on what is shared (第6条), once for each side.

use serde_json::{Value, json};

use super::office;
use crate::domain::{Context, GroupId, GroupKind, Id, Noun, Record, Wording};
use crate::paper::content::{Article, Paragraph, articles, shown, words};
use crate::paper::error::Unfit;
use crate::paper::order::{self, Filled, Order, Span};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::register::{Fact, consent, handler};
use crate::sentence;
use crate::store::Reader;

/// Articles 1 to 3, before the items to choose from.
const BEFORE: &[Article] = &[
    Article {
        heading: "(使用の目的)",
        number: "第1条",
        paragraphs: &[Paragraph { clause: id("F3-1"), items: &[] }],
    },
    Article {
        heading: "(情報の共有方法)",
        number: "第2条",
        paragraphs: &[
            Paragraph { clause: id("F3-2-1"), items: &[] },
            Paragraph { clause: id("F3-2-2"), items: &[id("F3-2-2-1"), id("F3-2-2-2"), id("F3-2-2-3")] },
        ],
    },
    Article {
        heading: "(情報共有にあたっての条件)",
        number: "第3条",
        paragraphs: &[
            Paragraph { clause: id("F3-3-1"), items: &[] },
            Paragraph { clause: id("F3-3-2"), items: &[] },
            Paragraph { clause: id("F3-3-3"), items: &[] },
        ],
    },
];

/// Article 4 and what may be shared.
const SHARED: ClauseId = id("F3-4");
const ITEMS: [ClauseId; 10] = [
    id("F3-4-1"),
    id("F3-4-2"),
    id("F3-4-3"),
    id("F3-4-4"),
    id("F3-4-5"),
    id("F3-4-6"),
    id("F3-4-7"),
    id("F3-4-8"),
    id("F3-4-9"),
    id("F3-4-10"),
];

/// Article 5, with which the front ends.
const RIGHTS: &[Article] = &[Article {
    heading: "(患者が有する権利)",
    number: "第5条",
    paragraphs: &[Paragraph {
        clause: id("F3-5"),
        items: &[id("F3-5-1"), id("F3-5-2"), id("F3-5-3"), id("F3-5-4")],
    }],
}];

const HANDLER: ClauseId = id("F3-6");

/// What is filled in beside the official text.
#[derive(Default)]
struct Sides {
    /// 患者氏名.
    patient: String,
    /// 担当者 of the consent in force.
    staff: String,
    /// The items chosen, from 1, and what (10) is.
    items: (Vec<usize>, String),
}

/// Fills the consent of a patient group, or for nobody yet; the items are those asked for, or of the consent in force.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let handler = if order.span == Span::Blank { None } else { handler_of(reader)? };
    let wording = order.wording(ctx);
    let mut sides = order.id.map(|id| sides_of(reader, id)).transpose()?.unwrap_or_default();
    if !order.items.is_empty() {
        sides.items.0.clone_from(&order.items);
    }
    let fact = |fact: &str| shown(handler.as_ref().map_or("", |handler| handler.facts.text(fact)));
    let data = json!({
        "reference": order.id.map_or(String::new(), |id| format!("3-{id}")),
        "before": articles(BEFORE, wording),
        "shared": words(SHARED, wording),
        "items": items(&sides.items, wording),
        "rights": articles(RIGHTS, wording),
        "handler": words(HANDLER, wording),
        "department": fact(handler::DEPARTMENT.field.id),
        "handler_name": fact(handler::NAME.field.id),
        "contact": fact(handler::CONTACT.field.id),
        "office": shown(&office.name),
        "address": shown(&office.address),
        "head": shown(order.kimei.name(&office.head_name)),
        "staff": shown(order.kimei.name(&sides.staff)),
        "patient": shown(order.kimei.name(&sides.patient)),
    });
    Ok(Filled { data, about: order.id })
}

/// The ten items with their ticks; what the last one is stands behind it, where it is chosen.
fn items((chosen, other): &(Vec<usize>, String), wording: Wording) -> Vec<Value> {
    let one = |(at, clause): (usize, &ClauseId)| {
        let is_chosen = chosen.contains(&(at + 1));
        let is_last = at + 1 == ITEMS.len();
        let other = if is_chosen && is_last { shown(other) } else { String::new() };
        json!({ "text": words(*clause, wording), "chosen": is_chosen, "other": other })
    };
    ITEMS.iter().enumerate().map(one).collect()
}

/// The handler in office (第6条).
fn handler_of(reader: &Reader<'_>) -> Result<Option<Record>, Unfit> {
    Ok(reader.open_records_of(Noun::Handler)?.into_iter().max_by_key(|handler| handler.dated_on))
}

/// The patient of the own office's group, with what the consent in force says; another office's consent is another's.
fn sides_of(reader: &Reader<'_>, id: Id) -> Result<Sides, Unfit> {
    let case = reader.group_case(GroupId(id.number))?.ok_or(Unfit::NotFound(id))?;
    if case.group.kind != GroupKind::Patient || case.group.office != reader.office() {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} は自事業所の患者グループではありません。同意書は連携元事業所が取り交わします。",
            "{id} is no patient group of this office. The originating office exchanges the consent.",
            id = id
        )]));
    }
    let facts = case.consent.and_then(|consent| consent.facts).unwrap_or_default();
    let text = |fact: &Fact| facts.text(fact.field.id).to_owned();
    let items = order::items(&text(&consent::ITEMS)).unwrap_or_default();
    Ok(Sides {
        patient: case.patient.map_or(String::new(), |patient| patient.name),
        staff: text(&consent::IN_CHARGE),
        items: (items, text(&consent::ITEMS_OTHER)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Consent, ConsentId};
    use crate::regulation::register::HANDLER;
    use crate::store::{StoreError, Tx};
    use crate::testing::{World, day};

    fn write(world: &mut World, part: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>) {
        let (scope, today) = (crate::actions::scope(&world.ctx), world.ctx.today());
        world.store.write::<_, StoreError>(scope, today, part).unwrap();
    }

    /// The data of the form, for G-0001.
    fn data(world: &World, items: Vec<usize>) -> Value {
        let order = Order { id: "G-0001".parse().ok(), items, ..Order::default() };
        fill(&world.reader(), &world.ctx, &order).unwrap().data
    }

    fn chosen(data: &Value) -> Vec<usize> {
        let items = data["items"].as_array().unwrap();
        (0..items.len()).filter(|at| items[*at]["chosen"] == true).map(|at| at + 1).collect()
    }

    #[test]
    fn items_and_handler_are_the_registers_and_items_that_are_asked_for_go_before() {
        let mut world = World::new();
        write(&mut world, |tx| {
            let consent: Consent = tx.consents_of(GroupId(1))?.pop().unwrap();
            let mut facts = consent.facts.clone().unwrap_or_default();
            facts.set(consent::ITEMS.field.id, "1 4 10");
            facts.set(consent::ITEMS_OTHER.field.id, "服薬の記録");
            tx.save(&Consent { id: ConsentId(consent.id.0), facts: Some(facts), ..consent })
        });
        write(&mut world, |tx| {
            let office = tx.office();
            let mut handler = tx.new_record(Noun::Handler, office, HANDLER.first().word)?;
            handler.dated_on = day("2026-04-01");
            handler.facts.set(handler::NAME.field.id, "片山 理恵");
            tx.insert(&handler)
        });
        let known = data(&world, Vec::new());
        assert_eq!(chosen(&known), [1, 4, 10]);
        assert_eq!(
            (known["items"][9]["other"].as_str(), known["items"][3]["other"].as_str()),
            (Some("服薬の記録"), Some(""))
        );
        assert_eq!(known["handler_name"], "片山 理恵");
        assert_eq!(chosen(&data(&world, vec![2])), [2]);
    }
}
