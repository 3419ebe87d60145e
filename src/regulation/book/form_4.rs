//! Form 4 (別紙様式4): the user's pledge of confidentiality.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Check, Record, Show},
    Holder::User,
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("F4-1-1"),
        shown_as: Text::new("様式4 第1条第1項", "Form 4, Art. 1 para. 1"),
        title: Text::new("守秘の誓約", "Pledge of confidentiality"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "\
            メディカルケアステーション (M e d i c a l C a r e S t a t i o n) (以下「MCS」という。) を利\
            用する事業所の従事者 (以下「MCSユーザー」という。) として、法令 (法律、政令、省令、条例、規\
            則、告示、通達、事務ガイドライン等を含む。) 及び事業所内の諸規定 (就業規則、その他マニュアル\
            等を含む。) を遵守するとともに、患者、その家族及び連携情報に関わる者並びにこれらの関係者一切\
            の個人情報 (氏名、生年月日、住所、病歴、治療歴、提供するサービスの計画、提供したサービス内容\
            等のほか、特定の個人を識別することができるものを含む。) のほか、その他連携情報を取り扱うこと\
            により知り得た情報 (業務に関連して第三者から提供された情報を含む。) (以下「連携情報」という。) \
            について、事業所の許可なく開示、漏えい又は使用しないことを誓約する。",
        misprint: Some(Misprint {
            printed: "M e d i c a l C a r e S t a t i o n",
            meant: "Medical Care Station",
        }),
        gist: "\
            As a worker of an office that uses MCS, the MCS user observes the law and the office's \
            rules, and pledges not to disclose, leak or use the personal information of patients, \
            families and others, or anything else learnt through MCS, without the office's permission.",
    },
    Clause {
        id: ClauseId("F4-1-2"),
        shown_as: Text::new("様式4 第1条第2項", "Form 4, Art. 1 para. 2"),
        title: Text::new("連携情報の形式", "Forms of shared information"),
        holders: &[User],
        strength: Strength::Definition,
        handling: &[Show],
        ja: "前項の連携情報の形式は、紙媒体に限定することなく、電子媒体等によるものを含むものとする。",
        misprint: None,
        gist: "Shared information means not only paper but also electronic media and other forms.",
    },
    Clause {
        id: ClauseId("F4-2-1"),
        shown_as: Text::new("様式4 第2条第1項", "Form 4, Art. 2 para. 1"),
        title: Text::new("複写・持出・送信の禁止", "No copying, taking out or sending"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Check],
        ja: "\
            連携情報を使用するにあたり、事業所の許可なく連携情報を複写したり、外部に持ち出したり、又は外\
            部に送信したりしないものとする。",
        misprint: None,
        gist: "\
            The MCS user does not copy shared information, take it out or send it outside without the \
            office's permission.",
    },
    Clause {
        id: ClauseId("F4-2-2"),
        shown_as: Text::new("様式4 第2条第2項", "Form 4, Art. 2 para. 2"),
        title: Text::new("貸与外機器の許可と消去", "Permit and erasure for other devices"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            連携情報を取り扱うために、事業所から貸与を受けた機器以外の機器 (携帯電話、ノートパソコン、こ\
            れに類するものを含む。) を使用する場合は、あらかじめ事業所の書面による許可を得るものとし、当\
            該許可を受けた機器以外の機器に情報を保存しないものとする。また、許可を受けた機器に保存されて\
            いる情報については、業務上不要となった時点で速やかに消去するものとする。",
        misprint: None,
        gist: "\
            To use a device that the office has not lent, the MCS user first obtains the office's \
            written permission, and stores information on no device other than the permitted one. What \
            is stored on a permitted device is erased promptly once it is no longer needed for work.",
    },
    Clause {
        id: ClauseId("F4-2-3"),
        shown_as: Text::new("様式4 第2条第3項", "Form 4, Art. 2 para. 3"),
        title: Text::new("権限超過・不正アクセスの禁止", "Staying within access rights"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "\
            MCSにアクセスをするにあたり、与えられたアクセス権限を超えた操作を行ったり、不正な手段を用い\
            てアクセスを行ったりしないものとする。",
        misprint: None,
        gist: "\
            In MCS the user does nothing beyond the access rights given and gains no access by improper \
            means.",
    },
    Clause {
        id: ClauseId("F4-3"),
        shown_as: Text::new("様式4 第3条", "Form 4, Art. 3"),
        title: Text::new("目的外利用の禁止", "No use for other purposes"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "\
            連携情報は、事業所が定める連携目的以外に利用しないものとし、患者その他の第三者のプライバシー\
            及びその他の権利を侵害するような行為を一切しないものとする。",
        misprint: None,
        gist: "\
            The MCS user uses shared information only for the purpose of cooperation set by the office, \
            and does nothing that infringes the privacy or other rights of patients or third parties.",
    },
    Clause {
        id: ClauseId("F4-4"),
        shown_as: Text::new("様式4 第4条", "Form 4, Art. 4"),
        title: Text::new("離脱後の守秘", "Confidentiality after leaving"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record, Show],
        ja: "\
            退職又は異動等により連携情報から離脱した後も、連携情報の一切を事業所の許可なく、開示、漏えい\
            又は使用しないことを誓約する。",
        misprint: None,
        gist: "\
            After leaving or being transferred, the MCS user still does not disclose, leak or use any \
            shared information without the office's permission.",
    },
    Clause {
        id: ClauseId("F4-5"),
        shown_as: Text::new("様式4 第5条", "Form 4, Art. 5"),
        title: Text::new("損害賠償", "Damages"),
        holders: &[User],
        strength: Strength::Explanation,
        handling: &[Record, Show],
        ja: "本誓約の各条の規定に違反した場合、事業所が被った一切の損害を賠償することを誓約する。",
        misprint: None,
        gist: "An MCS user who breaks this pledge compensates the office for all damage it suffers.",
    },
    Clause {
        id: ClauseId("F4-6"),
        shown_as: Text::new("様式4 署名欄", "Form 4, signatures"),
        title: Text::new("宛名と署名欄", "Addressee and signature"),
        holders: &[User],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "\
            (事業所名称)\n\
            (管理者氏名)\n\
            様\n\
            令和 年 月 日\n\
            住 所 _____\n\
            氏 名 _____ 印 _____",
        misprint: None,
        gist: "\
            Addressed to the office by name and to its head by name. The MCS user fills in the date, \
            the home address, and the name with seal.",
    },
];
