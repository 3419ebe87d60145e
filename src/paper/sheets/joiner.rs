//! 入職チェックシート: everything that comes before a person uses MCS, step by step.

use super::user_of;
use crate::domain::Context;
use crate::domain::case::UserCase;
use crate::paper::blocks::{Page, Ticked};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::store::Reader;
use crate::text::date::{Day, wareki};
use crate::text::kana::hiragana;

/// Fills the sheet from what is there already.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let case = user_of(reader, order)?;
    let user = &case.user;
    let joined = user.joined_on.map(wareki).unwrap_or_default();
    let page = Page::new("入職チェックシート", &office)
        .fields(&[
            ("氏名", "name", &user.name),
            ("ふりがな", "kana", &hiragana(&user.kana)),
            ("職種", "occupation", user.occupation.label().ja),
            ("番号", "id", &user.id.to_string()),
            ("入職日", "day", &joined),
            ("メールアドレス", "mail", &user.mail),
        ])
        .checks(&steps(&case))
        .remark(
            "パスワードは英数混合とし、紙や端末に書き残さないでください。この用紙にも書きません（第11条）。",
        )
        .signs(&["本人氏名", "MCS管理者"]);
    Ok(page.about(order.id))
}

fn steps(case: &UserCase) -> Vec<(Ticked, &'static str, String)> {
    let user = &case.user;
    let day = |day: Option<Day>| day.map(wareki).unwrap_or_default();
    let none = String::new;
    let groups = if case.groups > 0 { Ticked::Yes } else { Ticked::No };
    vec![
        (
            Ticked::by(case.pledge.as_ref()),
            "誓約書（様式4）の取り交わし（第9条1項）",
            day(case.pledge.as_ref().map(|p| p.signed_on)),
        ),
        (
            Ticked::by(case.training.as_ref()),
            "誓約書の内容の教育（第9条1項）",
            day(case.training.as_ref().map(|t| t.held_on)),
        ),
        (
            Ticked::by(user.terms_agreed_on.as_ref()),
            "MCSサービス利用規約への同意（様式2）",
            day(user.terms_agreed_on),
        ),
        (
            Ticked::by(user.points_read_on.as_ref()),
            "利用上の留意事項の確認（第10条）",
            day(user.points_read_on),
        ),
        (Ticked::Yes, "MCSユーザーの登録（第8条(1)）", user.mcs_id.clone()),
        (Ticked::No, "端末の貸与又は個人端末の書面による許可（様式4 第2条2項）", none()),
        (
            Ticked::by(user.password_changed_on.as_ref()),
            "パスワードの設定（第11条(2)）",
            day(user.password_changed_on),
        ),
        (Ticked::by(user.profile_on.as_ref()), "プロフィールの登録（留意事項3(5)）", day(user.profile_on)),
        (Ticked::by(user.photo_on.as_ref()), "顔写真の登録（留意事項3(5)）", day(user.photo_on)),
        (groups, "最初のグループへの参加（承認の後、本人が受理）", format!("参加中 {}件", case.groups)),
    ]
}
