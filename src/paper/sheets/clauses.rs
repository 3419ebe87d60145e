//! 規程点検表: how every clause of the regulation stands for the office, with its reason.

use crate::domain::Context;
use crate::listings::board::{Standing, Status, board};
use crate::paper::blocks::Page;
use crate::paper::content::on_paper;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::regulation::book::BOOK;
use crate::store::Reader;
use crate::text::Lang;

/// Fills the table in the order of the text; what concerns nobody here is named below it.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let standings = board(reader, ctx, &BOOK)?;
    let count = |status| standings.iter().filter(|s| s.status == status).count() as u64;
    let numbers: Vec<(&str, u64, &str)> =
        Status::ALL.iter().map(|status| (status.label().ja, count(*status), "条")).collect();
    let (aside, shown): (Vec<&Standing>, Vec<&Standing>) =
        standings.iter().partition(|standing| standing.status == Status::NotApplicable);
    let aside: Vec<&str> = aside.iter().map(|standing| standing.clause.shown_as.ja).collect();
    let page = Page::new("運用規程点検表", &office)
        .numbers(&numbers)
        .table(&["条項", "内容", "状態", "説明"], &[1.2, 1.7, 0.7, 3.2], shown.into_iter().map(row).collect())
        .heading("対象外の条項")
        .remark(aside.join("、"))
        .signs(&["MCS管理者", "管理者氏名"]);
    Ok(page.about(None))
}

fn row(standing: &Standing) -> Vec<String> {
    vec![
        standing.clause.shown_as.ja.to_owned(),
        standing.clause.title.ja.to_owned(),
        standing.status.label().ja.to_owned(),
        on_paper(standing.sentence.get(Lang::Ja)),
    ]
}
