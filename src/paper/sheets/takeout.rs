//! 持出し届出書・承認書: what leaves the office, asked for in writing and decided on beforehand (第12条(9)).

use crate::domain::Context;
use crate::paper::blocks::{Page, Ticked};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::known::Known;
use crate::paper::order::{Filled, Order};
use crate::regulation::register::TAKE_OUT;
use crate::regulation::register::takeout::{
    APPLICANT, DECIDED_BY, DECIDED_ON, DESTINATION, ERASED_ON, FROM, MEDIUM, PAPER_ON, PROTECTION, PURPOSE,
    RETURNED_ON, UNTIL, WHAT, WHY,
};
use crate::store::Reader;

/// Fills the sheet of a take-out, or leaves it to be written on.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let known = Known::of(reader, order, &TAKE_OUT)?;
    let is_approved = known.is("approved") || known.is("returned");
    let page = Page::new("情報持出し届出書・承認書", &office)
        .text("運用規程第12条(9)に基づき、情報の持出しについて、次のとおりMCS管理者に届け出て、承認を求めます。")
        .heading("届出")
        .facts(&known, &[PAPER_ON, APPLICANT, WHAT, MEDIUM, PURPOSE, FROM, UNTIL, DESTINATION, PROTECTION])
        .signs(&["届出者"])
        .heading("MCS管理者の判断")
        .choices(
            "判断",
            &[
                (Ticked::when(is_approved), "持出しを承認する"),
                (Ticked::when(known.is("rejected")), "持出しを承認しない"),
            ],
        )
        .facts(&known, &[DECIDED_ON, DECIDED_BY, WHY])
        .signs(&["MCS管理者"])
        .heading("返却・消去")
        .facts(&known, &[RETURNED_ON, ERASED_ON])
        .remark("※持ち出した情報は、期限までに返却し、複写したものや端末に残ったものは消去してください。紛失又は盗難のときは、速やかにMCS管理者に報告してください（留意事項3(10)）。");
    Ok(page.about(order.id))
}
