//! 利用制限通知書: tells a user that MCS is restricted or banned, why, until when, and what follows (第8条(4)).

use super::user_of;
use crate::domain::{Context, Level, Sanction};
use crate::paper::blocks::{Page, Voice};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::sentence;
use crate::store::Reader;
use crate::text::date::wareki_long;

/// Fills the letter from the sanction in force.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let case = user_of(reader, order)?;
    let Some(sanction) = case.sanction.as_ref().filter(|s| s.in_force(ctx.today())) else {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} に有効な制限はありません",
            "no sanction on {id} is in force",
            id = case.user.id
        )]));
    };
    let page = Page::new(title(sanction.level), &office)
        .to(&case.user.name)
        .from(Voice::Admin, &ctx.actor.name)
        .text(opening(sanction.level))
        .fields(&[
            ("措置", "level", sanction.level.label().ja),
            ("開始日", "day", &wareki_long(sanction.from)),
            ("終了日又は見直し日", "day", &ending(sanction)),
            ("理由", "reason", &sanction.reason),
            ("根拠", "evidence", &sanction.evidence),
        ])
        .heading("この間の取扱い")
        .text(meanwhile(sanction.level))
        .heading("根拠となる規程")
        .remark("・第8条(4) MCSユーザーの不正利用時における利用の制限（MCS管理者の責務）")
        .remark("・利用上の留意事項 2(2) MCS管理者による利用制限又は禁止")
        .heading("ご意見")
        .text(
            "この措置についてご意見や事情の説明がある場合は、MCS管理者又は事業所の管理者にお申し出ください。",
        )
        .signs(&["MCS管理者"]);
    Ok(page.about(order.id))
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Restrict => "メディカルケアステーション利用制限通知書",
        Level::Ban => "メディカルケアステーション利用禁止通知書",
    }
}

fn opening(level: Level) -> &'static str {
    match level {
        Level::Restrict => {
            "メディカルケアステーション（MCS）の利用について、次のとおり利用制限としましたので通知します。"
        }
        Level::Ban => {
            "メディカルケアステーション（MCS）の利用について、次のとおり利用禁止としましたので通知します。"
        }
    }
}

fn meanwhile(level: Level) -> &'static str {
    match level {
        Level::Restrict => {
            "新たなグループへの参加はできません。現在参加しているグループへの参加はそのまま続きます。"
        }
        Level::Ban => {
            "MCSは利用できません。端末に保存された連携情報は閲覧、複写又は送信をせず、MCS管理者の指示に従ってください。"
        }
    }
}

fn ending(sanction: &Sanction) -> String {
    match (sanction.until, sanction.review_on) {
        (Some(until), _) => wareki_long(until),
        (None, Some(review)) => format!("{}に見直し", wareki_long(review)),
        (None, None) => "禁止の解除まで".to_owned(),
    }
}
