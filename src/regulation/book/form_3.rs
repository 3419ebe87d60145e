//! Form 3 (別紙様式3): the patient's consent.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Ask, Check, Do, Record, Show},
    Holder::{Office, PatientOrFamily},
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("F3-1"),
        shown_as: Text::new("様式3 第1条", "Form 3, Art. 1"),
        title: Text::new("使用の目的", "Purpose of use"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Show],
        ja: "\
            患者の自宅における療養生活を継続するため、医療関係者（病院、診療所、薬局、訪問看護ステーショ\
            ン等）及び介護関係者（ケアマネージャー、デイサービス、訪問ヘルパー等）（以下「医療介護関係者」\
            という。）が、患者の病状の変化等、医療・介護行為の情報（以下「個人情報」という。）を共有する\
            ことにより、患者支援の質の向上と充実を図ることを目的とする。",
        misprint: None,
        gist: "\
            Medical and care workers share the patient's personal information (condition, treatment and \
            care) so that the patient can go on living at home and is supported better.",
    },
    Clause {
        id: ClauseId("F3-2-1"),
        shown_as: Text::new("様式3 第2条第1項", "Form 3, Art. 2 para. 1"),
        title: Text::new("情報の共有方法", "Means of sharing"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Record, Show],
        ja: "\
            連携元事業所以外の医療介護関係者との連携を図るための手段として、適切と認められる通信手段（メ\
            ディカルケアステーション（Medical Care Station）（以下「MCS」という。）を含む。）を用いて、\
            個人情報を共有するものとする。",
        misprint: None,
        gist: "\
            Personal information is shared with medical and care workers outside the originating office \
            by suitable means of communication, MCS among them.",
    },
    Clause {
        id: ClauseId("F3-2-2"),
        shown_as: Text::new("様式3 第2条第2項", "Form 3, Art. 2 para. 2"),
        title: Text::new("MCSの特長", "What MCS is"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Show],
        ja: "\
            MCSは、次の各号に掲げる特長を備えた株式会社日本エンブレースが提供するコミュニケーションシス\
            テムである。",
        misprint: None,
        gist: "MCS is a communication system supplied by Embrace with the three features below.",
    },
    Clause {
        id: ClauseId("F3-2-2-1"),
        shown_as: Text::new("様式3 第2条第2項(1)", "Form 3, Art. 2 para. 2(1)"),
        title: Text::new("医療介護専用", "Made for medical and care work"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Show],
        ja: "医療介護関係者の連携を円滑に図るために開発された、医療介護専用システム",
        misprint: None,
        gist: "MCS is a dedicated system, developed to help medical and care workers cooperate smoothly.",
    },
    Clause {
        id: ClauseId("F3-2-2-2"),
        shown_as: Text::new("様式3 第2条第2項(2)", "Form 3, Art. 2 para. 2(2)"),
        title: Text::new("完全非公開型", "Fully closed"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Show],
        ja: "\
            医療介護分野の展開に求められるセキュリティ、アクセス制御及び管理体系が整った完全非公開型のシ\
            ステム",
        misprint: None,
        gist: "\
            MCS is a fully closed system with the security, access control and management that medical \
            and care work require.",
    },
    Clause {
        id: ClauseId("F3-2-2-3"),
        shown_as: Text::new("様式3 第2条第2項(3)", "Form 3, Art. 2 para. 2(3)"),
        title: Text::new("災害時の連携", "Contact in disasters"),
        holders: &[Office],
        strength: Strength::Explanation,
        handling: &[Show],
        ja: "災害時等における医療介護関係者間での連携の取りやすさに配慮されたシステム",
        misprint: None,
        gist: "\
            MCS is designed so that medical and care workers can easily reach each other in a disaster \
            or similar event.",
    },
    Clause {
        id: ClauseId("F3-3-1"),
        shown_as: Text::new("様式3 第3条第1項", "Form 3, Art. 3 para. 1"),
        title: Text::new("必要最小限の共有", "Sharing no more than needed"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Show, Check],
        ja: "\
            個人情報の共有にあたっては、第1条の目的の範囲内で必要最小限の医療介護関係者及び内容にとどめ、\
            情報が関係者以外には決して漏えいすることのないよう細心の注意を払うものとする。",
        misprint: None,
        gist: "\
            Personal information is shared only with the workers, and only to the extent, that the \
            purpose in Art. 1 of the form requires. The greatest care is taken that nothing leaks to \
            outsiders.",
    },
    Clause {
        id: ClauseId("F3-3-2"),
        shown_as: Text::new("様式3 第3条第2項", "Form 3, Art. 3 para. 2"),
        title: Text::new("法令に基づく管理", "Lawful management"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Show],
        ja: "\
            前条第1項に掲げる通信手段により管理する個人情報は、個人情報保護法等の法令に基づき適切に管理\
            する。",
        misprint: None,
        gist: "\
            Personal information held in these means of communication is managed properly under the \
            Personal Information Protection Act and other laws.",
    },
    Clause {
        id: ClauseId("F3-3-3"),
        shown_as: Text::new("様式3 第3条第3項", "Form 3, Art. 3 para. 3"),
        title: Text::new("金銭負担なし", "No charge"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Ask],
        ja: "\
            前条第1項に掲げる通信手段の利用により、患者及びその家族に利用料金等の金銭的負担は一切求めな\
            いものとする。",
        misprint: None,
        gist: "\
            Patients and their families are never charged a fee or any other cost for the use of these \
            means of communication.",
    },
    Clause {
        id: ClauseId("F3-4"),
        shown_as: Text::new("様式3 第4条", "Form 3, Art. 4"),
        title: Text::new("共有される情報の選択", "Choosing what is shared"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "共有される情報は、次の各号に掲げるものの中から選択する。",
        misprint: None,
        gist: "The information to be shared is chosen from the ten items below.",
    },
    Clause {
        id: ClauseId("F3-4-1"),
        shown_as: Text::new("様式3 第4条(1)", "Form 3, Art. 4(1)"),
        title: Text::new("氏名・生年月日・住所等", "Name, birth date, address"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "患者氏名、生年月日、年齢、住所、電話番号",
        misprint: None,
        gist: "The patient's name, date of birth, age, address and telephone number.",
    },
    Clause {
        id: ClauseId("F3-4-2"),
        shown_as: Text::new("様式3 第4条(2)", "Form 3, Art. 4(2)"),
        title: Text::new("病歴・病名", "Medical history"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "病歴、病名",
        misprint: None,
        gist: "Medical history and names of diseases.",
    },
    Clause {
        id: ClauseId("F3-4-3"),
        shown_as: Text::new("様式3 第4条(3)", "Form 3, Art. 4(3)"),
        title: Text::new("使用薬剤", "Medicines"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "使用している薬剤",
        misprint: None,
        gist: "Medicines in use.",
    },
    Clause {
        id: ClauseId("F3-4-4"),
        shown_as: Text::new("様式3 第4条(4)", "Form 3, Art. 4(4)"),
        title: Text::new("日々の状態・訪問情報", "Daily condition and visits"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "日々の状態、連携者の訪問情報",
        misprint: None,
        gist: "Daily condition, and the visits of those who cooperate in the care.",
    },
    Clause {
        id: ClauseId("F3-4-5"),
        shown_as: Text::new("様式3 第4条(5)", "Form 3, Art. 4(5)"),
        title: Text::new("紹介元・入院希望医療機関", "Referring and preferred hospital"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "紹介元医療機関、入院希望医療機関",
        misprint: None,
        gist: "The medical institution that referred the patient and the one preferred for admission.",
    },
    Clause {
        id: ClauseId("F3-4-6"),
        shown_as: Text::new("様式3 第4条(6)", "Form 3, Art. 4(6)"),
        title: Text::new("受診医療機関", "Medical institutions attended"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "受診している医療機関",
        misprint: None,
        gist: "The medical institutions that the patient attends.",
    },
    Clause {
        id: ClauseId("F3-4-7"),
        shown_as: Text::new("様式3 第4条(7)", "Form 3, Art. 4(7)"),
        title: Text::new("介護保険サービス", "Care insurance services"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "利用している介護保険サービス",
        misprint: None,
        gist: "The care insurance services in use.",
    },
    Clause {
        id: ClauseId("F3-4-8"),
        shown_as: Text::new("様式3 第4条(8)", "Form 3, Art. 4(8)"),
        title: Text::new("レントゲン等の画像", "X-ray and similar images"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "レントゲン等の画像",
        misprint: None,
        gist: "X-rays and similar images.",
    },
    Clause {
        id: ClauseId("F3-4-9"),
        shown_as: Text::new("様式3 第4条(9)", "Form 3, Art. 4(9)"),
        title: Text::new("身体画像", "Images of the body"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record, Show],
        ja: "脊髄等の身体画像",
        misprint: Some(Misprint { printed: "脊髄等", meant: "褥瘡等" }),
        gist: "\
            Images of the body. The form prints \"of the spinal cord and so on\", very likely a misprint \
            for pressure sores.",
    },
    Clause {
        id: ClauseId("F3-4-10"),
        shown_as: Text::new("様式3 第4条(10)", "Form 3, Art. 4(10)"),
        title: Text::new("その他", "Other"),
        holders: &[Office],
        strength: Strength::Optional,
        handling: &[Record],
        ja: "その他、医療介護関係者の連携に必要となる情報",
        misprint: None,
        gist: "Other information that medical and care workers need in order to cooperate.",
    },
    Clause {
        id: ClauseId("F3-5"),
        shown_as: Text::new("様式3 第5条", "Form 3, Art. 5"),
        title: Text::new("患者・家族の権利", "Rights of patient and family"),
        holders: &[PatientOrFamily, Office],
        strength: Strength::Right,
        handling: &[Record],
        ja: "患者及びその家族は、事業所の保有する個人情報について、次の各号に掲げる権利を有する。",
        misprint: None,
        gist: "\
            Patients and their families have the four rights below over the personal information that \
            the office holds.",
    },
    Clause {
        id: ClauseId("F3-5-1"),
        shown_as: Text::new("様式3 第5条(1)", "Form 3, Art. 5(1)"),
        title: Text::new("利用目的の通知", "Being told the purpose"),
        holders: &[PatientOrFamily, Office],
        strength: Strength::Right,
        handling: &[Do],
        ja: "個人情報の利用目的の通知を求める権利",
        misprint: None,
        gist: "The right to ask to be told for what purpose personal information is used.",
    },
    Clause {
        id: ClauseId("F3-5-2"),
        shown_as: Text::new("様式3 第5条(2)", "Form 3, Art. 5(2)"),
        title: Text::new("開示・第三者提供の停止", "Disclosure and no passing on"),
        holders: &[PatientOrFamily, Office],
        strength: Strength::Right,
        handling: &[Do],
        ja: "個人情報の開示を求める権利及び第三者提供の停止を求める権利",
        misprint: None,
        gist: "\
            The right to ask for disclosure of personal information, and the right to ask that it is no \
            longer provided to third parties.",
    },
    Clause {
        id: ClauseId("F3-5-3"),
        shown_as: Text::new("様式3 第5条(3)", "Form 3, Art. 5(3)"),
        title: Text::new("訂正・追加・削除", "Correction, addition, deletion"),
        holders: &[PatientOrFamily, Office],
        strength: Strength::Right,
        handling: &[Do],
        ja: "個人情報に誤りがある場合には、その内容の訂正、追加又は削除を求める権利",
        misprint: None,
        gist: "\
            The right to ask that personal information is corrected, added to or deleted where it is \
            wrong.",
    },
    Clause {
        id: ClauseId("F3-5-4"),
        shown_as: Text::new("様式3 第5条(4)", "Form 3, Art. 5(4)"),
        title: Text::new("利用の停止・消去", "Ending use, erasure"),
        holders: &[PatientOrFamily, Office],
        strength: Strength::Right,
        handling: &[Do],
        ja: "個人情報の利用の停止又は消去を求める権利",
        misprint: None,
        gist: "The right to ask that personal information is no longer used, or is erased.",
    },
    Clause {
        id: ClauseId("F3-6"),
        shown_as: Text::new("様式3 第6条", "Form 3, Art. 6"),
        title: Text::new("取扱責任者", "Person responsible"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            事業所の保有する個人情報の取扱いについては、次の者を取扱責任者とする。\n\
            所属部署 _____\n\
            氏名 _____\n\
            連絡先 _____",
        misprint: None,
        gist: "\
            The person responsible for handling the personal information that the office holds is \
            named, with department, name and contact.",
    },
    Clause {
        id: ClauseId("F3-7"),
        shown_as: Text::new("様式3 署名欄", "Form 3, signatures"),
        title: Text::new("署名欄", "Signatures"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            上記の各条項に基づく個人情報の使用同意について、事業所、患者及び家族間で合意が得られたことを\
            確認する。\n\
            これを証するため本書を2通作成し、事業所、患者双方が、署名又は記名押印のうえ各1通を保有する。\n\
            令和 年 月 日\n\
            上記事項について、患者及び家族に対しわかりやすく誠意を持って説明しました。\n\
            (事業所)\n\
            事業所名 _____\n\
            所在地 _____\n\
            管理者氏名 _____ 印 _____\n\
            担当者氏名 _____ 印 _____\n\
            私は、上記事項について説明を受け、いずれについても同意します。\n\
            (患者)\n\
            氏名 _____\n\
            ※署名又は記名押印をしてください。\n\
            住所 _____\n\
            (家族)\n\
            氏名 _____ (患者から見た続柄 _____)\n\
            ※署名又は記名押印をしてください。\n\
            住所 _____\n\
            氏名 _____ (患者から見た続柄 _____)\n\
            ※署名又は記名押印をしてください。\n\
            住所 _____",
        misprint: None,
        gist: "\
            Office, patient and family confirm that they agree, in two dated originals, signed or \
            printed with seal, of which the office and the patient each keep one. The office (its head \
            and the person in charge) states that it has explained the form sincerely and clearly; the \
            patient, and up to two family members with their relation to the patient, give name and \
            address and state that they agree to all of it.",
    },
];
