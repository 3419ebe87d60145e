//! 退職・異動チェックシート: everything that ends with a person's leaving, step by step.

use super::{groups_of, user_of};
use crate::domain::{Context, Noun};
use crate::paper::blocks::{Page, Ticked};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::store::Reader;
use crate::text::date::wareki;

/// Fills the sheet from what the person still has.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let case = user_of(reader, order)?;
    let user = &case.user;
    let groups = groups_of(reader, user.id)?;
    let take_outs = reader.records_of_user(Noun::TakeOut, user.id)?;
    let take_outs: Vec<_> = take_outs.into_iter().filter(|record| record.is_open).collect();
    let none = String::new;
    let count = |n: usize, what: &str| format!("{what} {n}件");
    let page = Page::new("退職・異動チェックシート", &office)
        .fields(&[
            ("氏名", "name", &user.name),
            ("職種", "occupation", user.occupation.label().ja),
            ("番号", "id", &user.id.to_string()),
            ("退職・異動日", "day", &user.last_day.map(wareki).unwrap_or_default()),
        ])
        .checks(&[
            (Ticked::when(groups.is_empty()), "参加しているグループからの参加解除（留意事項1(4)、3(6)）", count(groups.len(), "参加中")),
            (Ticked::when(case.invitations == 0), "未回答の招待の取下げ又は辞退", count(case.invitations as usize, "未回答")),
            (Ticked::No, "貸与端末の返却（留意事項3(7)）", none()),
            (Ticked::when(take_outs.is_empty()), "持ち出した情報の返却又は消去（第12条(9)）", count(take_outs.len(), "持出し中")),
            (Ticked::No, "個人端末の許可の終了と、保存された情報の消去（様式4 第2条2項）", none()),
            (Ticked::by(user.reminded_on.as_ref()), "離脱後の守秘義務の説明（第9条3項(5)、様式4 第4条）", user.reminded_on.map_or(none(), wareki)),
            (Ticked::No, "本人によるMCSの退会（最終日より前に）", user.closed_on.map_or(none(), wareki)),
            (Ticked::by(user.released_on.as_ref()), "登録解除（第8条(1)）", user.released_on.map_or(none(), wareki)),
            (Ticked::No, "メールアドレスの停止（30日間は再利用しない）", user.mail.clone()),
        ])
        .heading("参加中のグループ")
        .table(&["番号", "グループ名", "連携元事業所", "参加解除"], &[0.9, 2.4, 2.4, 0.8], groups)
        .text("退職又は異動により連携情報から離脱した後も、連携情報の一切を事業所の許可なく開示、漏えい又は使用しないことについて説明を受け、確認しました。")
        .signs(&["本人氏名", "MCS管理者"]);
    Ok(page.about(order.id))
}
