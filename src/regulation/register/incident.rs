//! Incidents 事案: what happened, whom it concerns, what was answered, reported and told.
//!
//! Days count in Japan. The time of day of finding and reporting may be added; the clocks count days.

use super::super::clause::{ClauseId, id};
use super::{End, Fact, KEPT_AT, Register, State, USER, Weight};
use crate::choices;
use crate::domain::{Field, Kind, Noun, Span};
use crate::text::Text;
use crate::words;

words! {
    /// What kind of incident it is.
    IncidentKind {
        Misuse "misuse" "不正利用" "Misuse",
        UnauthorisedAccess "unauthorised_access" "不正アクセス" "Unauthorised access" = "unauthorized_access",
        Loss "loss" "紛失・盗難" "Loss or theft" = "紛失" | "盗難",
        SystemFault "system_fault" "システムの異常" "System fault",
        WrongPatient "wrong_patient" "他患者情報の書込み" "Another patient's data",
        SharedId "shared_id" "IDの貸与・共用" "Shared ID",
        Other "other" "その他" "Other",
    }
}

impl IncidentKind {
    /// The clause that an incident of this kind goes against, or is reported by.
    pub const fn clause(self) -> ClauseId {
        match self {
            IncidentKind::Misuse => id("F4-3"),
            IncidentKind::UnauthorisedAccess => id("N3-11"),
            IncidentKind::Loss | IncidentKind::SystemFault | IncidentKind::Other => id("N3-10"),
            IncidentKind::WrongPatient => id("N3-3"),
            IncidentKind::SharedId => id("N3-1"),
        }
    }
}

words! {
    /// Whether personal data are concerned (個人情報保護法26条).
    Personal {
        Leaked "yes" "漏えい等あり" "Leaked",
        Suspected "suspected" "おそれあり" "Suspected",
        None "no" "該当なし" "None",
    }
}

words! {
    /// Yes or no, where no is an answer, too.
    YesNo {
        Yes "yes" "はい" "Yes",
        No "no" "いいえ" "No",
    }
}

const fn line(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Line)
}

const fn past(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Day(Span::Past))
}

/// 種別.
pub const KIND: Fact = Fact::new(
    "kind",
    Text::new("種別", "Kind"),
    Kind::Choice(choices!(IncidentKind:
        Misuse, UnauthorisedAccess, Loss, SystemFault, WrongPatient, SharedId, Other)),
);
/// 概要.
pub const SUMMARY: Fact = line("summary", Text::new("概要", "What happened"));
/// 発見日: the day on which the office knew, from which the clocks count.
pub const FOUND_ON: Fact = past("on", Text::new("発見した日", "Found on"));
/// 発見時刻.
pub const FOUND_AT: Fact = line("found_at", Text::new("発見時刻（例 21:40）", "Found at (as 21:40)"));
/// 発生日.
pub const SINCE_ON: Fact = past("since_on", Text::new("発生日（推定）", "Happened on, as far as known"));
/// 報告者.
pub const REPORTER: Fact = line("reporter", Text::new("報告者", "Reported by")).under(id("N3-10"));
/// 報告を受けた日: the first answer counts from here.
pub const REPORTED_ON: Fact =
    past("reported_on", Text::new("報告を受けた日", "Reported on")).under(id("N3-10"));
/// 報告を受けた時刻.
pub const REPORTED_AT: Fact =
    line("reported_at", Text::new("報告を受けた時刻（例 21:40）", "Reported at (as 21:40)"));
/// 主に関係するユーザー.
pub const WHO: Fact =
    Fact { field: Field { label: Text::new("関係するユーザー", "User"), ..USER.field }, ..USER };
/// ほかのユーザー.
pub const USERS: Fact =
    line("users", Text::new("ほかのユーザー（U-0001 U-0002 …）", "Other users (U-0001 U-0002 …)"));
/// 端末.
pub const DEVICES: Fact = line("devices", Text::new("端末（E-0001 …）", "Devices (E-0001 …)"));
/// グループ.
pub const GROUPS: Fact = line("groups", Text::new("グループ（G-0001 …）", "Groups (G-0001 …)"));
/// 個人データ: one person's health data is enough.
pub const PERSONAL: Fact = Fact::new(
    "personal_data",
    Text::new("個人データの漏えい等", "Personal data"),
    Kind::Choice(choices!(Personal: Leaked, Suspected, None)),
)
.under(id("2"));
/// 不正の目的.
pub const MALICIOUS: Fact = Fact::new(
    "malicious",
    Text::new("不正の目的のおそれ", "Malicious purpose suspected"),
    Kind::Choice(choices!(YesNo: Yes, No)),
)
.under(id("2"));
/// 高度な暗号化.
pub const ENCRYPTED: Fact = Fact::new(
    "encrypted",
    Text::new("高度な暗号化", "Strongly encrypted"),
    Kind::Choice(choices!(YesNo: Yes, No)),
)
.under(id("2"));
/// 報告を要しないとした日: decided by a person, with a reason in the ledger.
pub const EXEMPT_ON: Fact =
    past("exempt_on", Text::new("報告を要しないと判断した日", "Decided to need no report on")).under(id("2"));
/// 判断した人.
pub const EXEMPT_BY: Fact = line("exempt_by", Text::new("判断した人", "Decided by")).under(id("2"));
/// 指示.
pub const INSTRUCTION: Fact =
    line("instruction", Text::new("指示の内容", "Instruction given")).under(id("N3-10"));
/// 指示した日.
pub const INSTRUCTED_ON: Fact =
    past("instructed_on", Text::new("指示した日", "Instructed on")).under(id("N3-10"));
/// 速報の日.
pub const PRELIMINARY_ON: Fact =
    past("preliminary_on", Text::new("速報した日", "Preliminary report on")).under(id("2"));
/// 速報先.
pub const PRELIMINARY_TO: Fact =
    line("preliminary_to", Text::new("速報先・受付番号", "Sent to, with its number")).under(id("2"));
/// 確報の日.
pub const FINAL_ON: Fact = past("final_on", Text::new("確報した日", "Final report on")).under(id("2"));
/// 本人通知の日.
pub const TOLD_ON: Fact = past("told_on", Text::new("本人に通知した日", "Persons told on")).under(id("2"));
/// 通知の方法.
pub const TOLD_HOW: Fact =
    line("told_how", Text::new("通知の方法（代替措置を含む）", "How they were told")).under(id("2"));
/// 他事業所に知らせた日.
pub const OFFICES_TOLD_ON: Fact =
    past("offices_told_on", Text::new("他事業所へ連絡した日", "Other offices told on"));
/// 知らせた他事業所.
pub const OFFICES_TOLD: Fact = line("offices_told", Text::new("連絡した他事業所", "Offices told"));
/// 個人データの項目.
pub const ITEMS: Fact = line("items", Text::new("個人データの項目", "Items of personal data"));
/// 原因.
pub const CAUSE: Fact = line("cause", Text::new("原因", "Cause"));
/// 二次被害.
pub const SECONDARY: Fact =
    line("secondary", Text::new("二次被害とそのおそれ", "Secondary damage, also feared"));
/// 公表.
pub const PUBLICITY: Fact = line("publicity", Text::new("公表の状況", "Publication"));
/// 再発防止.
pub const PREVENTION: Fact = line("prevention", Text::new("再発防止の措置", "Prevention")).under(id("8-6"));

const fn state(word: &'static str, label: Text, weight: Weight) -> State {
    State { word, label, weight, end: End::Open }
}

/// The register of incidents.
pub static INCIDENT: Register = Register {
    noun: Noun::Incident,
    about: Text::new(
        "異常、紛失・盗難、不正アクセス、不正利用の報告と、指示、速報・確報、本人への通知。",
        "Reports of faults, losses, unauthorised access and misuse; instructions, reports and notices.",
    ),
    clauses: &[id("N3-10"), id("N3-11"), id("8-4"), id("8-6"), id("F4-2-1"), id("F4-2-2"), id("F4-2-3")],
    states: &[
        state("open", Text::new("対応中", "Open"), Weight::Bad),
        state("preliminary", Text::new("速報済", "Preliminary report"), Weight::Caution),
        state("final", Text::new("確報済", "Final report"), Weight::Caution),
        state("told", Text::new("本人通知済", "Persons told"), Weight::Plain),
        State {
            word: "closed", label: Text::new("終結", "Closed"), weight: Weight::Muted, end: End::Closed
        },
    ],
    facts: &[
        KIND,
        SUMMARY,
        FOUND_AT,
        SINCE_ON,
        REPORTER,
        REPORTED_ON,
        REPORTED_AT,
        WHO,
        USERS,
        DEVICES,
        GROUPS,
        PERSONAL,
        MALICIOUS,
        ENCRYPTED,
        EXEMPT_ON,
        EXEMPT_BY,
        INSTRUCTION,
        INSTRUCTED_ON,
        PRELIMINARY_ON,
        PRELIMINARY_TO,
        FINAL_ON,
        TOLD_ON,
        TOLD_HOW,
        OFFICES_TOLD_ON,
        OFFICES_TOLD,
        ITEMS,
        CAUSE,
        SECONDARY,
        PUBLICITY,
        PREVENTION,
        KEPT_AT,
    ],
    headline: &["kind", "summary"],
    dated: Text::new("発見日", "Found on"),
    due: Text::new("次の期限", "Next due"),
};
