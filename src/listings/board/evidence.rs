//! What a clause is shown to be met by: records that the store counts.

use crate::regulation::clause::{ClauseId, id};
use crate::store::Tally;
use crate::store::tally::{group, office, record, user};
use crate::text::Text;

/// Clauses that records speak for.
pub struct Evidence {
    /// The clauses.
    pub clauses: &'static [ClauseId],
    /// The records.
    pub tally: &'static Tally,
    /// What is counted.
    pub what: Text,
    /// What it means that there is none.
    pub none: WhenNone,
}

/// What it means that there is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenNone {
    /// Nothing has happened that would have to be recorded.
    Fine,
    /// Nobody knows: 未点検.
    Unknown,
    /// Nobody has made use of it: 対象外.
    Unused,
}

/// An item of 様式3 第4条, spoken for by the consents that choose it. None need choose it.
const fn chosen(clauses: &'static [ClauseId], tally: &'static Tally) -> Evidence {
    let what = Text::new("この項目を選んだ同意書", "consents that choose this item");
    Evidence { clauses, tally, what, none: WhenNone::Unused }
}

/// Every kind of evidence, in the order of the text.
pub const EVIDENCE: &[Evidence] = &[
    Evidence {
        clauses: &[id("3"), id("3-1"), id("F1-1")],
        tally: &office::AGREED,
        what: Text::new("規程への同意", "agreements to the regulation"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("3-3")],
        tally: &office::ADMINS_IN_ROOM,
        what: Text::new("部屋に参加しているMCS管理者", "administrators in their room"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("4"), id("5-1"), id("N1-1"), id("N1-2"), id("N1-3")],
        tally: &group::OWN,
        what: Text::new("連携元のグループ", "groups of ours"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("5-2")],
        tally: &group::INVITED,
        what: Text::new("招待", "invitations"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("6-1"), id("F3-4"), id("F3-7")],
        tally: &group::CONSENTS,
        what: Text::new("同意書と省略の記録", "consents and waivers"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("6-2")],
        tally: &group::WAIVERS,
        what: Text::new("同意書の省略", "waivers of the consent"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("7"), id("F2-3")],
        tally: &office::ADMINS,
        what: Text::new("MCS管理者の任命", "administrators appointed"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("8"), id("N3-8")],
        tally: &office::MARKS,
        what: Text::new("MCS未反映の決定", "decisions not yet carried out in MCS"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("8-1"), id("N2-3")],
        tally: &user::REGISTERED,
        what: Text::new("登録中のユーザー", "registered users"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("8-2"), id("11-2")],
        tally: &user::PASSWORDS,
        what: Text::new("パスワード変更日の記録", "days of a password change"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("8-3"), id("N3-2")],
        tally: &user::JOINED,
        what: Text::new("承認を経た参加", "approved memberships"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("8-4")],
        tally: &user::SANCTIONS,
        what: Text::new("制限・禁止", "sanctions"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("9-1"), id("F4-1-1"), id("F4-6")],
        tally: &user::PLEDGES,
        what: Text::new("誓約書と省略の記録", "pledges and waivers"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("9-2")],
        tally: &user::PLEDGE_WAIVERS,
        what: Text::new("誓約書の省略", "waivers of the pledge"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("F2-4"), id("11-1")],
        tally: &user::MAILBOXES,
        what: Text::new("メールアドレス", "mail addresses"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("10")],
        tally: &user::POINTS,
        what: Text::new("留意事項の確認", "people who read the points"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("F2-2")],
        tally: &user::TERMS,
        what: Text::new("規約同意の記録", "people who agreed to the terms"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("N3-5")],
        tally: &user::PROFILES,
        what: Text::new("プロフィールの登録", "profiles"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("F4-4")],
        tally: &user::REMINDED,
        what: Text::new("退職時の守秘の確認", "reminders at leaving"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("F3-3-1"), id("N1-4")],
        tally: &group::MEMBERS,
        what: Text::new("連携元のグループの参加者", "members of our groups"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("N2-1")],
        tally: &group::ARCHIVED,
        what: Text::new("保管庫のグループ", "groups in the archive"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("N2-2")],
        tally: &user::SANCTIONS,
        what: Text::new("制限・禁止", "sanctions"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("N3-6"), id("N3-9")],
        tally: &user::MEMBERSHIPS,
        what: Text::new("当方ユーザーの参加", "memberships of our users"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("2")],
        tally: &record::READ,
        what: Text::new("法令・ガイドラインの確認", "laws and guidelines understood"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("2-1")],
        tally: &record::SAFETY_READ,
        what: Text::new("安全管理ガイドラインの確認", "safety guideline understood"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("2-2")],
        tally: &record::PRIVACY_READ,
        what: Text::new("個人情報ガイダンスの確認", "guidance on personal information understood"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("3-2"), id("F2-1")],
        tally: &record::APPLICATIONS,
        what: Text::new("申込書（様式1・2）", "applications (Forms 1 and 2)"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("8-5"), id("12")],
        tally: &record::DEVICES,
        what: Text::new("端末", "devices"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("12-3")],
        tally: &record::DEVICES,
        what: Text::new("端末", "devices"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("12-9")],
        tally: &record::TAKE_OUTS,
        what: Text::new("持出しの届出", "take-outs"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("12-10"), id("F4-2-2")],
        tally: &record::PERSONAL,
        what: Text::new("個人所有の端末", "personal devices"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("13")],
        tally: &record::RULES,
        what: Text::new("事業所の定め", "rules of the office"),
        none: WhenNone::Unused,
    },
    chosen(&[id("F3-4-1")], &group::SHARED[0]),
    chosen(&[id("F3-4-2")], &group::SHARED[1]),
    chosen(&[id("F3-4-3")], &group::SHARED[2]),
    chosen(&[id("F3-4-4")], &group::SHARED[3]),
    chosen(&[id("F3-4-5")], &group::SHARED[4]),
    chosen(&[id("F3-4-6")], &group::SHARED[5]),
    chosen(&[id("F3-4-7")], &group::SHARED[6]),
    chosen(&[id("F3-4-8")], &group::SHARED[7]),
    chosen(&[id("F3-4-9")], &group::SHARED[8]),
    chosen(&[id("F3-4-10")], &group::SHARED[9]),
    Evidence {
        clauses: &[id("F3-5-1")],
        tally: &record::PURPOSE_REQUESTS,
        what: Text::new("利用目的の通知の請求", "requests for the purpose of use"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("F3-5-2")],
        tally: &record::DISCLOSURE_REQUESTS,
        what: Text::new("開示・第三者提供停止の請求", "requests for disclosure or to stop passing on"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("F3-5-3")],
        tally: &record::CORRECTION_REQUESTS,
        what: Text::new("訂正・追加・削除の請求", "requests for correction"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("F3-5-4")],
        tally: &record::STOP_REQUESTS,
        what: Text::new("利用停止・消去の請求", "requests to stop the use or to erase"),
        none: WhenNone::Unused,
    },
    Evidence {
        clauses: &[id("F3-6")],
        tally: &record::HANDLER,
        what: Text::new("取扱責任者", "handlers"),
        none: WhenNone::Unknown,
    },
    Evidence {
        clauses: &[id("F4-2-1"), id("N3-10")],
        tally: &record::INCIDENTS,
        what: Text::new("事案", "incidents"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("F4-2-3"), id("F4-3")],
        tally: &record::MISUSE,
        what: Text::new("不正利用の事案", "incidents of misuse"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("N3-11")],
        tally: &record::INTRUSIONS,
        what: Text::new("不正アクセスの事案", "incidents of unauthorised access"),
        none: WhenNone::Fine,
    },
    Evidence {
        clauses: &[id("N3-7")],
        tally: &record::RETURNED,
        what: Text::new("返却された端末", "devices given back"),
        none: WhenNone::Fine,
    },
];
