//! 別紙様式3 個人情報使用同意書: patient, family and office agree on what is shared (第6条), once for each side.

use serde_json::{Value, json};

use super::office;
use crate::domain::{Context, GroupId, GroupKind, Id};
use crate::paper::content::{Article, Paragraph, articles, shown, words};
use crate::paper::error::Unfit;
use crate::paper::order::{Filled, Order};
use crate::regulation::clause::{ClauseId, id};
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

/// Fills the consent of a patient group, or for nobody yet.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let patient = order.id.map(|id| patient_of(reader, id)).transpose()?.unwrap_or_default();
    let data = json!({
        "reference": order.id.map_or(String::new(), |id| format!("3-{id}")),
        "before": articles(BEFORE, order.wording),
        "shared": words(SHARED, order.wording),
        "items": items(order),
        "rights": articles(RIGHTS, order.wording),
        "handler": words(HANDLER, order.wording),
        "office": shown(&office.name),
        "address": shown(&office.address),
        "head": shown(order.kimei.name(&office.head_name)),
        "patient": shown(order.kimei.name(&patient)),
    });
    Ok(Filled { data, about: order.id })
}

fn items(order: &Order) -> Vec<Value> {
    let one = |(at, clause): (usize, &ClauseId)| json!({ "text": words(*clause, order.wording), "chosen": order.items.contains(&(at + 1)) });
    ITEMS.iter().enumerate().map(one).collect()
}

/// The patient of the own office's group; another office's consent is another's.
fn patient_of(reader: &Reader<'_>, id: Id) -> Result<String, Unfit> {
    let case = reader.group_case(GroupId(id.number))?.ok_or(Unfit::NotFound(id))?;
    if case.group.kind != GroupKind::Patient || case.group.office != reader.office() {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} は自事業所の患者グループではありません。同意書は連携元事業所が取り交わします。",
            "{id} is no patient group of this office. The originating office exchanges the consent.",
            id = id
        )]));
    }
    Ok(case.patient.map_or(String::new(), |patient| patient.name))
}
