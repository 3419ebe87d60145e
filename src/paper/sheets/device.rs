//! 個人端末業務使用許可書: the head permits a personal device in writing (様式4 第2条2項, 第12条(10)).

use crate::domain::Context;
use crate::paper::blocks::{Page, Ticked, Voice};
use crate::paper::content::{day, words};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::known::Known;
use crate::paper::order::{Filled, Order};
use crate::regulation::clause::id;
use crate::regulation::register::DEVICE;
use crate::regulation::register::device::{
    ANTIVIRUS, BOOT_PASSWORD, CARRIER, DEFINITIONS_ON, HOLDER, MODEL, NO_FILE_SHARING, NO_SAVED_PASSWORD,
    PERMIT_ON, PROCEDURE, SCREEN_LOCK,
};
use crate::sentence;
use crate::store::Reader;

/// Fills the permit of a personal device, or leaves it to be written on; a device of the office needs none.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let known = Known::of(reader, order, &DEVICE)?;
    if let Some(case) = known.case().filter(|case| case.record.facts.text("ownership") != "personal") {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} は個人所有の端末ではありません。事業所の端末に許可書は要りません。",
            "{id} is no personal device. The office's own devices need no permit.",
            id = case.record.id
        )]));
    }
    let page = Page::new("個人端末業務使用許可書", &office)
        .to(known.user())
        .from(Voice::Head, &office.head_name)
        .text("連携情報守秘誓約書（様式4）第2条第2項及び運用規程第12条(10)に基づき、あなたが所有する次の端末を、MCSの業務に使用することを許可します。")
        .facts(&known, &[MODEL, HOLDER, PERMIT_ON, CARRIER])
        .heading("端末の確認（第11条(5)、第12条）")
        .checks(&checks(&known))
        .heading("許可の条件")
        .remark(format!("(1) {}", words(id("F4-2-2"), order.wording(ctx))))
        .remark("(2) 業務で使用しなくなったとき、又は退職若しくは異動のときは、この許可は終わります。保存した情報を消去し、MCS管理者の確認を受けてください。")
        .remark("(3) 紛失又は盗難のときは、速やかに回線を停止し、MCS管理者に報告してください（留意事項3(10)）。")
        .signs(&["管理者氏名", "本人氏名"]);
    Ok(page.about(order.id))
}

fn checks(known: &Known) -> Vec<(Ticked, &'static str, String)> {
    let yes = |fact| Ticked::when(known.is_yes(fact));
    let antivirus = known.text(&ANTIVIRUS);
    let definitions = known.day(&DEFINITIONS_ON);
    let product = match definitions {
        Some(_) => format!("{antivirus} 定義 {}", day(definitions)),
        None => antivirus.clone(),
    };
    vec![
        (
            Ticked::by(known.day(&BOOT_PASSWORD).as_ref()),
            "起動時パスワードを設定し、変更している（第12条(1)）",
            known.text(&BOOT_PASSWORD),
        ),
        (yes(&NO_FILE_SHARING), "ファイル交換ソフトが入っていない（第12条(2)）", String::new()),
        (Ticked::when(!antivirus.is_empty()), "ウイルス対策ソフトが入っている（第12条(3)）", product),
        (yes(&NO_SAVED_PASSWORD), "ブラウザにIDとパスワードを記憶させていない（第12条(4)）", String::new()),
        (yes(&PROCEDURE), "情報の保存、複写、画面の撮影をしない（第12条(5)）", String::new()),
        (yes(&SCREEN_LOCK), "画面ロックを設定している（第11条(5)）", String::new()),
    ]
}
