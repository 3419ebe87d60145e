//! The notes on the use of MCS (利用上の留意事項).
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Ask, Check, Do, Record, Show},
    Holder::{Admin, OriginatingOffice, User},
    Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("N1-1"),
        shown_as: Text::new("留意事項1(1)", "Notes 1(1)"),
        title: Text::new("患者グループの作成と招待", "Patient groups and invitations"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Do],
        ja: "\
            MCSで患者単位のグループを作り、それぞれの患者ごとにアクセスする必要がある事業所内外の医療介\
            護関係者を招待して患者単位のグループを作る。",
        misprint: None,
        gist: "\
            The originating office makes a group for each patient and invites into it the medical and \
            care workers, inside and outside the office, who need access for that patient.",
    },
    Clause {
        id: ClauseId("N1-2"),
        shown_as: Text::new("留意事項1(2)", "Notes 1(2)"),
        title: Text::new("患者1名に1グループ", "One group per patient"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "\
            患者1名につき、1つのグループを作るものとし、複数のグループを立ち上げることがないよう留意する\
            ものとする。",
        misprint: None,
        gist: "There is one group for each patient; care is taken that no second one is set up.",
    },
    Clause {
        id: ClauseId("N1-3"),
        shown_as: Text::new("留意事項1(3)", "Notes 1(3)"),
        title: Text::new("複数患者の混在の禁止", "No mixing of patients"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "1つのグループで複数の患者の個人情報が混在するような運用は避けるものとする。",
        misprint: None,
        gist: "\
            Any way of working in which one group mixes the personal information of several patients is \
            avoided.",
    },
    Clause {
        id: ClauseId("N1-4"),
        shown_as: Text::new("留意事項1(4)", "Notes 1(4)"),
        title: Text::new("参加解除と定期的な精査", "Removal and regular review"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Record, Check, Do],
        ja: "\
            連携元事業所は、MCSユーザーが退職した場合、又は担当から外れた場合は、参加しているグループか\
            ら解除するなど適切な処理を行うものとする。また定期的に、グループに参加しているMCSユーザーが\
            適切であるかどうかの精査を行う。",
        misprint: None,
        gist: "\
            When an MCS user leaves the office or goes off the case, the originating office takes that \
            user out of the groups. It also regularly reviews whether the members of each group are the \
            right ones.",
    },
    Clause {
        id: ClauseId("N2-1"),
        shown_as: Text::new("留意事項2(1)", "Notes 2(1)"),
        title: Text::new("保管庫への移動", "Moving to the archive"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Check, Do],
        ja: "\
            MCS管理者は、MCSを利用しなくなった患者の連携情報について、保管機能を使って速やかに保管庫に移\
            すものとする。",
        misprint: None,
        gist: "\
            The MCS administrator promptly moves the shared information of a patient for whom MCS is no \
            longer used to the archive.",
    },
    Clause {
        id: ClauseId("N2-2"),
        shown_as: Text::new("留意事項2(2)", "Notes 2(2)"),
        title: Text::new("利用制限・禁止の権限", "Power to restrict or ban"),
        holders: &[Admin],
        strength: Strength::Power,
        handling: &[Record, Do],
        ja: "\
            MCS管理者は、MCSの安全かつ適正な運用管理を図り、MCSユーザーの不正利用が発生した場合等は、当\
            該ユーザーのMCSの利用制限もしくは禁止をする権限を有する。",
        misprint: None,
        gist: "\
            The MCS administrator has the power to restrict or ban a user's use of MCS, in case of \
            misuse and the like, so that MCS is run safely and properly.",
    },
    Clause {
        id: ClauseId("N2-3"),
        shown_as: Text::new("留意事項2(3)", "Notes 2(3)"),
        title: Text::new("ユーザー規則の遵守", "Users' rules apply too"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "MCS管理者については、MCSユーザーの利用方法についても遵守するものとする。",
        misprint: None,
        gist: "MCS administrators also observe the rules for MCS users.",
    },
    Clause {
        id: ClauseId("N2-4"),
        shown_as: Text::new("留意事項2(4)", "Notes 2(4)"),
        title: Text::new("「MCS管理者の部屋」への参画", "Taking part in the administrators' room"),
        holders: &[Admin],
        strength: Strength::Duty,
        handling: &[Check, Ask],
        ja: "\
            MCS管理者は、MCS内に設置する自由グループ「MCS管理者の部屋」に参加し、MCSの安定的な運用及び改\
            善に継続的に参画するものとする。",
        misprint: None,
        gist: "\
            MCS administrators join the administrators' room, a free group in MCS, and keep taking part \
            in running and improving MCS.",
    },
    Clause {
        id: ClauseId("N3-1"),
        shown_as: Text::new("留意事項3(1)", "Notes 3(1)"),
        title: Text::new("ID・パスワードの本人限定", "ID and password for oneself only"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Check, Ask],
        ja: "\
            情報セキュリティ対策に十分に注意し、MCSのID及びパスワードを事業所の他の従事者を含むMCSユーザー\
            本人以外の者に利用させたり、情報提供してはならない。",
        misprint: None,
        gist: "\
            The MCS user takes good care of information security and never lets anyone else, colleagues \
            included, use or know the user's MCS ID and password.",
    },
    Clause {
        id: ClauseId("N3-2"),
        shown_as: Text::new("留意事項3(2)", "Notes 3(2)"),
        title: Text::new("本人判断・承認・受理", "Judge, be approved, accept"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record, Check, Do],
        ja: "\
            MCSのグループに招待を受けたMCSユーザーは、自分が当該グループに参加することが適切であるか否か\
            を判断してから、MCS管理者の承認を受け、招待の受理を行う。",
        misprint: None,
        gist: "\
            An MCS user who is invited to a group first judges whether joining it is proper, then \
            obtains the MCS administrator's approval, and only then accepts the invitation.",
    },
    Clause {
        id: ClauseId("N3-3"),
        shown_as: Text::new("留意事項3(3)", "Notes 3(3)"),
        title: Text::new("当該患者に関する書込み", "Writing on this patient only"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Ask],
        ja: "\
            MCSのグループへの書き込みは、当該患者に関することのみとし、他の患者の情報は書き込まないもの\
            とする。",
        misprint: None,
        gist: "\
            What is written in a group is about its patient only; information on other patients is not \
            written there.",
    },
    Clause {
        id: ClauseId("N3-4"),
        shown_as: Text::new("留意事項3(4)", "Notes 3(4)"),
        title: Text::new("適切な範囲の共有", "Sharing within proper limits"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Show, Ask],
        ja: "\
            MCSのグループへの書き込みは、MCSの位置づけを十分理解した上で、適切な範囲内の情報共有の場とし\
            て利用するものとする。",
        misprint: None,
        gist: "\
            Users write in a group with a full understanding of what MCS is for, and use it to share \
            information within proper limits.",
    },
    Clause {
        id: ClauseId("N3-5"),
        shown_as: Text::new("留意事項3(5)", "Notes 3(5)"),
        title: Text::new("プロフィール・顔写真", "Profile and photo"),
        holders: &[User],
        strength: Strength::Effort,
        handling: &[Record, Check],
        ja: "\
            MCSのグループごとに常に誰が参加しているのかをわかりやすくするために、MCSの個人設定により、\
            MCSユーザーごとにプロフィール、顔写真を登録するよう努めるものとする。",
        misprint: None,
        gist: "\
            So that everybody can see who is in a group, MCS users strive to register a profile and a \
            photo of their face in their personal settings.",
    },
    Clause {
        id: ClauseId("N3-6"),
        shown_as: Text::new("留意事項3(6)", "Notes 3(6)"),
        title: Text::new("離脱時の参加解除", "Leaving groups at once"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "\
            退職又は異動等の事由により連携情報から離脱した場合は、すみやかに該当するMCSグループへの参加\
            を解除すること。",
        misprint: None,
        gist: "\
            An MCS user who leaves the office, is transferred or otherwise no longer works with the \
            information promptly ends participation in the groups concerned.",
    },
    Clause {
        id: ClauseId("N3-7"),
        shown_as: Text::new("留意事項3(7)", "Notes 3(7)"),
        title: Text::new("端末返却と退職手続", "Returning devices on leaving"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Do],
        ja: "\
            退職等により、MCSを利用する必要がなくなった場合は、事業所から貸与を受けている端末等を返却の\
            上、MCSユーザーの誓約書に基づき、必要な手続きを行うこと。",
        misprint: None,
        gist: "\
            An MCS user who no longer needs MCS, for instance on leaving, returns the devices lent by \
            the office and completes the steps that follow from the pledge.",
    },
    Clause {
        id: ClauseId("N3-8"),
        shown_as: Text::new("留意事項3(8)", "Notes 3(8)"),
        title: Text::new("確定操作", "Confirming entries"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Ask],
        ja: "\
            MCSユーザーは、書き込みに際して、確定操作（入力情報が正しいことを確認する操作）を行い、入力\
            情報に対する責任を明示すること。",
        misprint: None,
        gist: "\
            When writing, the MCS user confirms that the entry is correct and so makes clear who \
            answers for it.",
    },
    Clause {
        id: ClauseId("N3-9"),
        shown_as: Text::new("留意事項3(9)", "Notes 3(9)"),
        title: Text::new("権限超過の禁止", "Staying within rights"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "MCSユーザーは、与えられたアクセス権限を超えた操作を行わないこと。",
        misprint: None,
        gist: "The MCS user does nothing beyond the access rights given.",
    },
    Clause {
        id: ClauseId("N3-10"),
        shown_as: Text::new("留意事項3(10)", "Notes 3(10)"),
        title: Text::new("システム異常・紛失・盗難の報告", "Reporting faults, loss and theft"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Do],
        ja: "\
            MCSユーザーは、MCSのシステム異常を発見した場合、又は使用する機器を紛失若しくは盗難等にあった\
            場合には、速やかにMCS管理者に報告し、その指示に従うものとする。",
        misprint: None,
        gist: "\
            An MCS user who finds a fault of the system, or whose device is lost or stolen, promptly \
            reports it to the MCS administrator and follows the instructions given.",
    },
    Clause {
        id: ClauseId("N3-11"),
        shown_as: Text::new("留意事項3(11)", "Notes 3(11)"),
        title: Text::new("不正アクセスの報告", "Reporting unauthorised access"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Do],
        ja: "MCSユーザーは、不正アクセスを発見した場合は、速やかにMCS管理者に報告し、その指示に従うこと。",
        misprint: None,
        gist: "\
            An MCS user who finds unauthorised access promptly reports it to the MCS administrator and \
            follows the instructions given.",
    },
];
