//! Articles 11 to 13 and the supplementary provision: passwords, devices, rules of the office.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Ask, Check, Do, Record, Show},
    Holder::{Admin, City, Office, User},
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("11"),
        shown_as: Text::new("第11条", "Art. 11"),
        title: Text::new("ID・パスワードの管理", "Care of IDs and passwords"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Show],
        ja: "MCSのID及びパスワードは、次の各号に基づき管理することを推奨する。",
        misprint: None,
        gist: "\
            It is recommended that MCS IDs and passwords are managed according to the five points below.",
    },
    Clause {
        id: ClauseId("11-1"),
        shown_as: Text::new("第11条(1)", "Art. 11(1)"),
        title: Text::new("ID・パスワードの共有禁止", "No sharing of IDs"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Check, Ask],
        ja: "ID及びパスワードは、複数人で共有しないものとする。",
        misprint: None,
        gist: "An ID and its password are not shared by several people.",
    },
    Clause {
        id: ClauseId("11-2"),
        shown_as: Text::new("第11条(2)", "Art. 11(2)"),
        title: Text::new("パスワードの構成と変更", "Password mix and change"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Record, Check, Ask],
        ja: "パスワードは、英数混合とし、定期的（最長で2か月に1回）に必ず変更すること。",
        misprint: None,
        gist: "\
            A password mixes letters and digits and is changed regularly, at the latest every two \
            months.",
    },
    Clause {
        id: ClauseId("11-3"),
        shown_as: Text::new("第11条(3)", "Art. 11(3)"),
        title: Text::new("メモを残さない", "No written passwords"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Ask],
        ja: "パスワードはメモを残したりすることなく、人目にふれないように細心の注意を払って管理すること。",
        misprint: None,
        gist: "Passwords are not written down and are kept with great care out of other people's sight.",
    },
    Clause {
        id: ClauseId("11-4"),
        shown_as: Text::new("第11条(4)", "Art. 11(4)"),
        title: Text::new("ログアウト", "Logging out"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Ask],
        ja: "MCSは、離席時及び使用後は必ずログアウトすること。",
        misprint: None,
        gist: "Users always log out of MCS when they leave their seat and when they have finished.",
    },
    Clause {
        id: ClauseId("11-5"),
        shown_as: Text::new("第11条(5)", "Art. 11(5)"),
        title: Text::new("端末のロック", "Device lock"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Ask],
        ja: "パソコン、スマートホン、タブレット等、すべての利用端末にはロックをかけること。",
        misprint: None,
        gist: "Every device in use (computer, smartphone, tablet) has a lock.",
    },
    Clause {
        id: ClauseId("12"),
        shown_as: Text::new("第12条", "Art. 12"),
        title: Text::new("IT機器のセキュリティ対策", "Security of devices"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Record, Show],
        ja: "IT機器のセキュリティ対策については、次の各号に基づき管理することを推奨する。",
        misprint: None,
        gist: "\
            It is recommended that the security of devices is managed according to the ten points below.",
    },
    Clause {
        id: ClauseId("12-1"),
        shown_as: Text::new("第12条(1)", "Art. 12(1)"),
        title: Text::new("起動時パスワード", "Boot password"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Check, Ask],
        ja: "\
            情報機器に対して起動時パスワードを設定すること。また設定にあたっては、推定しやすいパスワード\
            を避け、定期的にパスワードを変更すること。",
        misprint: None,
        gist: "Devices have a boot password that is hard to guess and is changed regularly.",
    },
    Clause {
        id: ClauseId("12-2"),
        shown_as: Text::new("第12条(2)", "Art. 12(2)"),
        title: Text::new("ファイル交換ソフトの禁止", "No file-sharing software"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Ask],
        ja: "情報機器には、ファイル交換ソフト（W i n n y 等）をインストールしないこと。",
        misprint: Some(Misprint { printed: "W i n n y", meant: "Winny" }),
        gist: "File-sharing software such as Winny is not installed on devices.",
    },
    Clause {
        id: ClauseId("12-3"),
        shown_as: Text::new("第12条(3)", "Art. 12(3)"),
        title: Text::new("ウイルス対策ソフト", "Antivirus software"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Record, Check],
        ja: "情報機器には、適切なウイルス対策ソフトをインストールしておくこと。",
        misprint: None,
        gist: "Suitable antivirus software is installed on devices.",
    },
    Clause {
        id: ClauseId("12-4"),
        shown_as: Text::new("第12条(4)", "Art. 12(4)"),
        title: Text::new("ブラウザの記憶設定", "No saved passwords in browsers"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Ask],
        ja: "ブラウザは I D やパスワードを記憶する設定にしないこと。",
        misprint: Some(Misprint { printed: "I D", meant: "ID" }),
        gist: "Browsers are not set to remember IDs or passwords.",
    },
    Clause {
        id: ClauseId("12-5"),
        shown_as: Text::new("第12条(5)", "Art. 12(5)"),
        title: Text::new("手順の遵守と複製の禁止", "Set procedure, no copies"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Record, Ask],
        ja: "\
            MC S の操作にあたっては、定められた手順を守り、情報のダウンロード、コピー及びスクリーンショ\
            ットの取得を行わないこと。",
        misprint: Some(Misprint { printed: "MC S", meant: "MCS" }),
        gist: "\
            MCS is operated by the set procedure; information is not downloaded or copied, and no \
            screenshots are taken.",
    },
    Clause {
        id: ClauseId("12-6"),
        shown_as: Text::new("第12条(6)", "Art. 12(6)"),
        title: Text::new("リモートワイプの検討", "Considering remote wipe"),
        holders: &[User, Office],
        strength: Strength::Consider,
        handling: &[Record],
        ja: "リモートワイプサービスを利用することを検討すること。",
        misprint: None,
        gist: "The use of a remote-wipe service is considered.",
    },
    Clause {
        id: ClauseId("12-7"),
        shown_as: Text::new("第12条(7)", "Art. 12(7)"),
        title: Text::new("緊急回線停止の検討", "Considering emergency line stop"),
        holders: &[User, Office],
        strength: Strength::Consider,
        handling: &[Record, Show],
        ja: "緊急回線停止サービスを利用することを検討すること。",
        misprint: None,
        gist: "The use of a service that stops the line of a device in an emergency is considered.",
    },
    Clause {
        id: ClauseId("12-8"),
        shown_as: Text::new("第12条(8)", "Art. 12(8)"),
        title: Text::new("端末管理(MDM)の検討", "Considering device management"),
        holders: &[User, Office],
        strength: Strength::Consider,
        handling: &[Record],
        ja: "端末管理・利用者管理（MDM）サービスを利用することを検討すること。",
        misprint: None,
        gist: "The use of a service that manages devices and their users (MDM) is considered.",
    },
    Clause {
        id: ClauseId("12-9"),
        shown_as: Text::new("第12条(9)", "Art. 12(9)"),
        title: Text::new("持出しの届出と承認", "Take-out notice and approval"),
        holders: &[User, Admin],
        strength: Strength::Recommended,
        handling: &[Record, Check, Do],
        ja: "\
            情報及び情報機器を持ち出す場合には、持ち出す情報の内容、格納する媒体、持ち出す目的、期間等を\
            あらかじめ書面により MC S 管理者に届け出て、その承認を得ること。",
        misprint: Some(Misprint { printed: "MC S", meant: "MCS" }),
        gist: "\
            Whoever takes information or devices out of the office first notifies the MCS administrator \
            in writing of the content, the medium, the purpose, the period and so on, and obtains \
            approval.",
    },
    Clause {
        id: ClauseId("12-10"),
        shown_as: Text::new("第12条(10)", "Art. 12(10)"),
        title: Text::new("個人所有端末", "Personal devices"),
        holders: &[User, Office],
        strength: Strength::Recommended,
        handling: &[Record, Check],
        ja: "\
            MC S ユーザーが個人で所有する端末を業務で使用する場合には、事業所ごとの判断により紛失時等に\
            おける情報漏えいリスクを考慮した運用を行うこと。",
        misprint: Some(Misprint { printed: "MC S", meant: "MCS" }),
        gist: "\
            Where MCS users work with their own devices, each office decides how they are used, with \
            the risk of leaks after a loss in mind.",
    },
    Clause {
        id: ClauseId("13"),
        shown_as: Text::new("第13条", "Art. 13"),
        title: Text::new("事業所の定め", "Rules of the office"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record, Show],
        ja: "\
            その他、この規程の実施に関し必要な事項がある場合は、事業者ごとに別に定めることができるものと\
            する。",
        misprint: None,
        gist: "\
            Anything else needed to carry out this regulation may be laid down by each office for \
            itself.",
    },
    Clause {
        id: ClauseId("SUP"),
        shown_as: Text::new("付則", "Supplementary provision"),
        title: Text::new("施行日", "Effective date"),
        holders: &[City],
        strength: Strength::Definition,
        handling: &[Show, Check],
        ja: "この規程は、平成 30 年 10 月 1 日から施行する。",
        misprint: None,
        gist: "The regulation takes effect on 1 October 2018.",
    },
];
