//! 別紙様式4 連携情報守秘誓約書: what every user pledges to the office (第9条), once for each side.

use serde_json::{Value, json};

use super::office;
use crate::domain::{Context, Id, User, UserId, Wording};
use crate::paper::content::{Article, Paragraph, articles, shown};
use crate::paper::error::Unfit;
use crate::paper::order::{Filled, Order, Span};
use crate::regulation::clause::id;
use crate::store::Reader;

const ARTICLES: &[Article] = &[
    Article {
        heading: "(守秘事項の誓約)",
        number: "第1条",
        paragraphs: &[
            Paragraph { clause: id("F4-1-1"), items: &[] },
            Paragraph { clause: id("F4-1-2"), items: &[] },
        ],
    },
    Article {
        heading: "(連携情報の管理等)",
        number: "第2条",
        paragraphs: &[
            Paragraph { clause: id("F4-2-1"), items: &[] },
            Paragraph { clause: id("F4-2-2"), items: &[] },
            Paragraph { clause: id("F4-2-3"), items: &[] },
        ],
    },
    Article {
        heading: "(利用目的外の情報の利用の禁止)",
        number: "第3条",
        paragraphs: &[Paragraph { clause: id("F4-3"), items: &[] }],
    },
    Article {
        heading: "(連携情報離脱後の守秘義務)",
        number: "第4条",
        paragraphs: &[Paragraph { clause: id("F4-4"), items: &[] }],
    },
    Article {
        heading: "(損害賠償)",
        number: "第5条",
        paragraphs: &[Paragraph { clause: id("F4-5"), items: &[] }],
    },
];

/// Fills the pledge for one user, for every registered user, or for nobody yet.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let signers: Vec<Value> = match (order.span, order.id) {
        (Span::All, _) => reader.registered_users()?.iter().map(|user| signer(user, order)).collect(),
        (Span::One, Some(id)) => vec![signer(&of(reader, id)?, order)],
        (Span::One, None) | (Span::Blank, _) => vec![json!({ "reference": "", "name": "" })],
    };
    let data = json!({
        "articles": articles(ARTICLES, order.wording(ctx)),
        "title": title(order.wording(ctx)),
        "office": shown(&office.name),
        "head": shown(&office.head_name),
        "signers": signers,
    });
    Ok(Filled { data, about: order.id })
}

/// The home address is not stored (様式4): it is the hand's.
fn signer(user: &User, order: &Order) -> Value {
    json!({ "reference": format!("4-{}", user.id), "name": shown(order.kimei.name(&user.name)) })
}

fn of(reader: &Reader<'_>, id: Id) -> Result<User, Unfit> {
    let case = reader.user_case(UserId(id.number))?.ok_or(Unfit::NotFound(id))?;
    Ok(case.user)
}

/// The title of the form, as it was issued with its spaced letters or as it is meant.
fn title(wording: Wording) -> [&'static str; 2] {
    match wording {
        Wording::AsIssued => {
            ["狛江市メディカルケアステーション (M e d i c a l C a r e S t a t i o n)", "連携情報守秘誓約書"]
        }
        Wording::Corrected => {
            ["狛江市メディカルケアステーション (Medical Care Station)", "連携情報守秘誓約書"]
        }
    }
}
