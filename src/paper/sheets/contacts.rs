//! 緊急連絡先一覧: whom to call at a loss or misuse, and what stops each device's line, to be hung up.

use crate::domain::{Context, Record};
use crate::listings::contacts::contacts;
use crate::paper::blocks::Page;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::store::Reader;

/// Fills the sheet with what the office has entered; a kind without a number has room for one.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let sheet = contacts(reader)?;
    let rows = sheet.kinds().flat_map(|(kind, contacts)| {
        let label = kind.label().ja.to_owned();
        let row = |contact: &Record| {
            let fact = |fact: &str| contact.facts.text(fact).to_owned();
            vec![label.clone(), fact("name"), fact("phone"), fact("hours"), fact("note")]
        };
        if contacts.is_empty() {
            vec![vec![label.clone(), String::new(), String::new(), String::new(), String::new()]]
        } else {
            contacts.iter().map(row).collect()
        }
    });
    let page = Page::new("緊急連絡先一覧", &office)
        .heading("紛失・盗難・不正利用に気づいたら")
        .steps(&[
            "すぐにMCS管理者に報告し、指示に従う（留意事項3(10)(11)）",
            "回線停止の窓口に電話する（第12条(7)）",
            "MCS管理者は、緊急の利用禁止とし、指示した内容を記録する",
        ])
        .heading("連絡先")
        .table(
            &["区分", "名称・担当", "電話番号", "受付時間", "備考"],
            &[1.5, 1.8, 1.6, 1.2, 1.5],
            rows.collect(),
        )
        .heading("端末ごとの回線停止")
        .table(
            &["端末", "機種・識別番号", "回線停止の連絡先"],
            &[0.8, 2.2, 2.2],
            sheet.devices().iter().map(device).collect(),
        );
    Ok(page.about(None))
}

fn device(device: &Record) -> Vec<String> {
    let fact = |fact: &str| device.facts.text(fact).to_owned();
    vec![device.id.to_string(), fact("model"), fact("carrier")]
}
