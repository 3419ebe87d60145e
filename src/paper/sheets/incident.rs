//! 漏えい等報告書（下書き）: the nine points of an incident's report, drafted from what is recorded.

use crate::domain::Context;
use crate::listings::incident::report;
use crate::paper::blocks::Page;
use crate::paper::content::on_paper;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::known::Known;
use crate::paper::order::{Filled, Order};
use crate::regulation::register::INCIDENT;
use crate::store::Reader;
use crate::text::Lang;

/// Fills the draft; what is not recorded says so.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let (known, case) = Known::must(reader, order, &INCIDENT)?;
    let id = case.record.id.to_string();
    let report = report(reader, ctx, case)?;
    let told: Vec<String> = report.points.iter().map(|point| on_paper(point.told.get(Lang::Ja))).collect();
    let points: Vec<(&str, &str, &str)> =
        report.points.iter().zip(&told).map(|(point, told)| (point.item.ja, "text", told.as_str())).collect();
    let mut page = Page::new("個人データ漏えい等報告書（下書き）", &office)
        .fields(&[("事案", "id", &id), ("状態", "state", known.state())])
        .text(on_paper(report.deadlines().get(Lang::Ja)))
        .fields(&points)
        .heading("関係するグループ（事業所内用）")
        .table(
            &["番号", "グループ", "患者", "連携元事業所"],
            &[0.9, 2.2, 1.4, 2.2],
            report
                .concerned
                .groups
                .iter()
                .map(|g| {
                    vec![g.id.to_string(), g.title.clone(), g.patient_name.clone(), g.office_name.clone()]
                })
                .collect(),
        )
        .heading("連絡する他事業所")
        .text(if report.offices.is_empty() {
            "ありません。".to_owned()
        } else {
            report.offices.join("、")
        })
        .heading("残る手順");
    for step in &report.next {
        page = page.remark(format!("□ {}", on_paper(step.get(Lang::Ja))));
    }
    if report.next.is_empty() {
        page = page.text("ありません。");
    }
    Ok(page.signs(&["MCS管理者", "管理者氏名"]).about(order.id))
}
