//! Articles 8 to 10: the MCS administrator's tasks, pledge and training, the notes.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Ask, Check, Do, Record, Show},
    Holder::{Admin, Office, OriginatingOffice, User},
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("8"),
        shown_as: Text::new("第8条", "Art. 8"),
        title: Text::new("MCS管理者の責務", "Duties of the MCS administrator"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "MCS管理者は、次の各号に掲げる業務を行う。",
        misprint: None,
        gist: "The MCS administrator carries out the seven tasks below.",
    },
    Clause {
        id: ClauseId("8-1"),
        shown_as: Text::new("第8条(1)", "Art. 8(1)"),
        title: Text::new("ユーザーの登録と登録解除", "Registering and releasing users"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record, Do],
        ja: "MCSユーザーの登録及び解除",
        misprint: None,
        gist: "The MCS administrator registers MCS users and releases them.",
    },
    Clause {
        id: ClauseId("8-2"),
        shown_as: Text::new("第8条(2)", "Art. 8(2)"),
        title: Text::new("ID・パスワードの管理", "Managing IDs and passwords"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record, Show, Do],
        ja: "MCSユーザーのID及びパスワードの管理",
        misprint: None,
        gist: "The MCS administrator manages the IDs and passwords of the MCS users.",
    },
    Clause {
        id: ClauseId("8-3"),
        shown_as: Text::new("第8条(3)", "Art. 8(3)"),
        title: Text::new("参加の承認と参加解除", "Approving and ending participation"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record, Do],
        ja: "MCSの各グループに招待されたMCSユーザーの参加承認及び解除",
        misprint: None,
        gist: "\
            The MCS administrator approves that an invited MCS user joins a group, and ends that \
            participation.",
    },
    Clause {
        id: ClauseId("8-4"),
        shown_as: Text::new("第8条(4)", "Art. 8(4)"),
        title: Text::new("不正利用時の利用制限", "Restricting misuse"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Do],
        ja: "MCSユーザーの不正利用時における利用の制限",
        misprint: None,
        gist: "The MCS administrator restricts the use of MCS by a user who misuses it.",
    },
    Clause {
        id: ClauseId("8-5"),
        shown_as: Text::new("第8条(5)", "Art. 8(5)"),
        title: Text::new("IT機器のセキュリティ対策", "Device security"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "MCSで利用するIT機器のセキュリティ対策",
        misprint: None,
        gist: "The MCS administrator sees to the security of the devices used for MCS.",
    },
    Clause {
        id: ClauseId("8-6"),
        shown_as: Text::new("第8条(6)", "Art. 8(6)"),
        title: Text::new("個人情報等の管理全般", "Managing personal information"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Record, Show],
        ja: "MCSに登録する個人情報等の管理全般",
        misprint: None,
        gist: "The MCS administrator manages all personal and other information entered in MCS.",
    },
    Clause {
        id: ClauseId("8-7"),
        shown_as: Text::new("第8条(7)", "Art. 8(7)"),
        title: Text::new("「MCS管理者の部屋」への参加", "Joining the administrators' room"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Check, Ask],
        ja: "自由グループ「MCS管理者の部屋」への参加",
        misprint: None,
        gist: "The MCS administrator joins the administrators' room, a free group in MCS.",
    },
    Clause {
        id: ClauseId("9-1"),
        shown_as: Text::new("第9条第1項", "Art. 9 para. 1"),
        title: Text::new("誓約書と定期的な教育", "Pledge and regular training"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            事業所は、MCSユーザーと泊江市メディカルケアステーション（Medical Care Station）連携情報守秘\
            誓約書（別紙様式4。以下「誓約書」という。）を取り交わすとともに、当該誓約書の内容について、\
            MCS管理者及びMCSユーザーに対して定期的な教育を行うものとする。",
        misprint: Some(Misprint { printed: "泊江市", meant: "狛江市" }),
        gist: "\
            The office exchanges the confidentiality pledge (Form 4) with each MCS user, and regularly \
            trains MCS administrators and MCS users in what the pledge says.",
    },
    Clause {
        id: ClauseId("9-2"),
        shown_as: Text::new("第9条第2項", "Art. 9 para. 2"),
        title: Text::new("誓約書の省略", "Earlier pledge instead"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record, Check],
        ja: "\
            前項の規定にかかわらず、従前において守秘義務に関する誓約書を取り交わしている場合は、これを省\
            略することができるものとする。",
        misprint: None,
        gist: "\
            The pledge may be omitted if a pledge of confidentiality was exchanged earlier. The \
            training may not.",
    },
    Clause {
        id: ClauseId("9-3"),
        shown_as: Text::new("第9条第3項", "Art. 9 para. 3"),
        title: Text::new("誓約書の必須内容", "What a pledge must contain"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "誓約書の内容は、次の各号に掲げる内容を含むものとする。",
        misprint: None,
        gist: "The pledge contains at least the five points below.",
    },
    Clause {
        id: ClauseId("9-3-1"),
        shown_as: Text::new("第9条第3項(1)", "Art. 9 para. 3(1)"),
        title: Text::new("法令遵守と無許可開示の禁止", "Lawful handling, no disclosure"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "\
            法令及び事業所内の諸規定を遵守し、患者等の個人情報のほか、その他連携情報を取り扱うことにより\
            知り得た情報について、事業所の許可なく開示、漏えい又は使用しないこと。",
        misprint: None,
        gist: "\
            The pledge says: observe the law and the office's rules, and without the office's \
            permission, do not disclose, leak or use patients' personal information or anything else \
            learnt in handling shared information.",
    },
    Clause {
        id: ClauseId("9-3-2"),
        shown_as: Text::new("第9条第3項(2)", "Art. 9 para. 3(2)"),
        title: Text::new("IT機器の適切な取扱い", "Proper handling of devices"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "IT機器について、適切な取扱い及び管理を行うこと。",
        misprint: None,
        gist: "The pledge says: handle and manage devices properly.",
    },
    Clause {
        id: ClauseId("9-3-3"),
        shown_as: Text::new("第9条第3項(3)", "Art. 9 para. 3(3)"),
        title: Text::new("目的外使用の禁止", "No use for other purposes"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "事業所が定めた利用目的外への連携情報の使用を禁止すること。",
        misprint: None,
        gist: "\
            The pledge forbids the use of shared information for purposes other than those set by the \
            office.",
    },
    Clause {
        id: ClauseId("9-3-4"),
        shown_as: Text::new("第9条第3項(4)", "Art. 9 para. 3(4)"),
        title: Text::new("権利侵害の禁止", "No infringement of rights"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "患者その他の第三者のプライバシー及びその他の権利を侵害するような行為は一切しないこと。",
        misprint: None,
        gist: "\
            The pledge says: do nothing that infringes the privacy or other rights of patients or third \
            parties.",
    },
    Clause {
        id: ClauseId("9-3-5"),
        shown_as: Text::new("第9条第3項(5)", "Art. 9 para. 3(5)"),
        title: Text::new("退職後の守秘", "Confidentiality after leaving"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Show, Check],
        ja: "前各号の規定は、退職等の後についても同様とすること。",
        misprint: None,
        gist: "The pledge says: all of the above holds after leaving the office too.",
    },
    Clause {
        id: ClauseId("10"),
        shown_as: Text::new("第10条", "Art. 10"),
        title: Text::new("留意事項の遵守", "Following the notes"),
        holders: &[OriginatingOffice, Admin, User],
        strength: Strength::Duty,
        handling: &[Record, Show],
        ja: "\
            連携元事業所、MCS管理者及びMCSユーザーは、本規程に定めるもののほか、別紙「メディカルケアステー\
            ション（Medical Care Station）利用上の留意事項」に従ってMCSを利用するものとする。",
        misprint: None,
        gist: "\
            Originating offices, MCS administrators and MCS users use MCS in accordance with the \
            attached Notes on the Use of Medical Care Station as well as with this regulation.",
    },
];
