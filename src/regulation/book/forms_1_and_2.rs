//! Forms 1 and 2 (別紙様式1・2): the application, and the list of staff to be registered.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Check, Do, Record, Show},
    Holder::Office,
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("F1-1"),
        shown_as: Text::new("様式1 本文", "Form 1, body"),
        title: Text::new("利用登録代行の申込み", "Application for registration"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Do],
        ja: "\
            本事業所において、メディカルケアステーション (MCS) を利用した情報連携を行うにあたり、狛江市\
            メディカルケアステーション (Medical Care Station) 運用規程及び株式会社日本エンプレースが定め\
            るメディカルケアステーションサービス利用規約を遵守することに同意の上、多職種ネットワーク「メ\
            ディカルケアステーション」(MCS)一括登録代行申込書(別紙様式2)のとおり登録することについて、代\
            行することを申し込みます。",
        misprint: Some(Misprint { printed: "日本エンプレース", meant: "日本エンブレース" }),
        gist: "\
            The office agrees to observe this regulation and Embrace's terms of service for MCS, and \
            applies to the mayor to have it registered on its behalf as listed in Form 2.",
    },
    Clause {
        id: ClauseId("F1-2"),
        shown_as: Text::new("様式1 記入欄", "Form 1, fields"),
        title: Text::new("記入欄", "Fields"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            狛江市長 様\n\
            令和 年 月 日\n\
            事 業 所 名 _____\n\
            所 在 地 _____\n\
            管理 者 氏名 _____ 印 _____\n\
            管 理 者 E-mail _____",
        misprint: None,
        gist: "\
            Addressed to the mayor of Komae. The fields are the date, the office's name and address, \
            the office head's name with seal, and the office head's mail address.",
    },
    Clause {
        id: ClauseId("F2-1"),
        shown_as: Text::new("様式2 宛先・申し込み日", "Form 2, addressee and date"),
        title: Text::new("宛先と申し込み日", "Addressee and date"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Do],
        ja: "\
            メディカルケアステーション運営事務局\n\
            (support@embrace.co.jp)\n\
            申し込み日： 年 月 日",
        misprint: None,
        gist: "Addressed to the MCS operations desk of the vendor Embrace, with the date of application.",
    },
    Clause {
        id: ClauseId("F2-2"),
        shown_as: Text::new("様式2 規約同意", "Form 2, terms"),
        title: Text::new("スタッフの規約同意", "Staff agree to the terms"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            ここに記載されたスタッフは、メディカルケアステーションサービス利用規約 (\
            https://www.medical-care.net/misc/terms/nologin_medical#mcs) について同意している前提で申し\
            込みいたします。",
        misprint: None,
        gist: "\
            The application is made on the premise that every person listed has agreed to the MCS terms \
            of service.",
    },
    Clause {
        id: ClauseId("F2-3"),
        shown_as: Text::new("様式2 注*1", "Form 2, note *1"),
        title: Text::new("MCS管理者の設定", "Naming MCS administrators"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Show],
        ja: "管理者は、各施設ごとに1名以上設定可能です。",
        misprint: None,
        gist: "One or more MCS administrators may be set for each facility.",
    },
    Clause {
        id: ClauseId("F2-4"),
        shown_as: Text::new("様式2 注（メールアドレス）", "Form 2, note on mail addresses"),
        title: Text::new("メールアドレスは1人1つ", "One mail address per person"),
        holders: &[Office],
        strength: Strength::Effort,
        handling: &[Check],
        ja: "\
            メールアドレスは、セキュリティの観点からも、おひとりに1つ用意をお願いいたします（無料のアド\
            レスや携帯各社のアドレスにも対応しております）。",
        misprint: None,
        gist: "\
            For the sake of security, each person is asked to have a mail address of their own. Free \
            addresses and mobile carriers' addresses are accepted.",
    },
];
