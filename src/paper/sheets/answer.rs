//! 請求に対する回答書: what the office answers to a request of a patient or family (様式3 第5条).

use super::handler_line;
use crate::domain::Context;
use crate::paper::blocks::{Page, Voice};
use crate::paper::content::words;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::known::Known;
use crate::paper::order::{Filled, Order};
use crate::regulation::register::request::{
    DECIDED_ON, DECISION, EXPLANATION, KIND, METHOD, RECEIVED_ON, RELATION, REQUESTER, Relation, RequestKind,
    SCOPE,
};
use crate::regulation::register::{PATIENT, REQUEST};
use crate::sentence;
use crate::store::Reader;

/// Fills the answer once it is decided.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let (known, case) = Known::must(reader, order, &REQUEST)?;
    if known.text(&DECISION).is_empty() {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} はまだ決定していません",
            "{id} is not decided yet",
            id = case.record.id
        )]));
    }
    let mut page = Page::new("個人情報に関する請求への回答書", &office)
        .to(&addressee(&known, case.record.facts.text(RELATION.field.id)))
        .from(Voice::Head, &office.head_name)
        .text(format!(
            "{}に受け付けた個人情報に関する請求について、次のとおり回答します。",
            known.text(&RECEIVED_ON)
        ))
        .facts(&known, &[PATIENT, KIND, SCOPE, DECISION, DECIDED_ON, METHOD]);
    if !known.text(&EXPLANATION).is_empty() {
        page = page.heading("応じることができない部分についての説明").text(known.text(&EXPLANATION));
    }
    if let Some(kind) = RequestKind::read(case.record.facts.text(KIND.field.id)) {
        let clause = kind.clause();
        page = page
            .heading("根拠となる定め")
            .remark(format!("・個人情報使用同意書（様式3）第5条「{}」", words(clause, order.wording(ctx))));
    }
    let asking = match handler_line(reader)? {
        Some(handler) => format!(
            "ご不明な点や、この回答へのご意見は、個人情報の取扱責任者（{handler}）にお申し出ください。"
        ),
        None => "ご不明な点や、この回答へのご意見は、当事業所にお申し出ください。".to_owned(),
    };
    Ok(page.heading("お問い合わせ").text(asking).about(order.id))
}

/// To whom the answer goes: the patient by name where the patient asked, else who asked.
fn addressee(known: &Known, relation: &str) -> String {
    let is_the_patient = Relation::read(relation) == Some(Relation::Patient);
    known.text(if is_the_patient { &PATIENT } else { &REQUESTER })
}
