//! The preamble and articles 1 to 7: purpose, application, originating office, consent, administrators.
//!
//! Data only; the words of the law stand as they are printed. What follows from them is written elsewhere.

use crate::regulation::clause::{
    Clause, ClauseId,
    Handling::{Ask, Check, Do, Record, Show},
    Holder::{Admin, City, Head, Office, OriginatingOffice},
    Misprint, Strength,
};
use crate::text::Text;

/// In the order of the text.
pub(super) static CLAUSES: &[Clause] = &[
    Clause {
        id: ClauseId("PRE"),
        shown_as: Text::new("前文", "Preamble"),
        title: Text::new("前文", "Preamble"),
        holders: &[City],
        strength: Strength::Definition,
        handling: &[Record, Show],
        ja: "\
            狛江市（以下「市」という。）は、市民の在宅療養体制を推進するため、市内の医療関係者（病院、診\
            療所、薬局、訪問看護ステーション等）及び介護関係者（ケアマネージャー、デイサービス、訪問ヘル\
            パー等）のほか、在宅療養に關係する多職種の支援者（以下「医療介護関係者」という。）が、在宅療\
            養患者（以下「患者」という。）の病状の変化等、医療・介護行為の情報を、情報通信技術（\
            Information and Communication Technologyシステム）を用いて共有する環境を整備、促進することに\
            より、患者支援の質の向上と充実を図るものとする。",
        misprint: Some(Misprint { printed: "關係", meant: "関係" }),
        gist: "\
            Komae City sets up and promotes an environment in which medical workers, care workers and \
            other supporters of patients at home share a patient's condition and treatment by \
            information technology, so that patients are supported better. Medical workers are those of \
            hospitals, clinics, pharmacies and visiting-nurse stations; care workers are care managers, \
            day services and home helpers.",
    },
    Clause {
        id: ClauseId("1"),
        shown_as: Text::new("第1条", "Art. 1"),
        title: Text::new("目的", "Purpose"),
        holders: &[City],
        strength: Strength::Definition,
        handling: &[Show],
        ja: "\
            この規程は、メディカルケアステーション (Medical Care Station)（以下、「MCS」という。）で使用\
            される機器、ソフトウェア及び運用に必要な仕組み全般について、その取扱い及び管理に関する事項を\
            定め、MCSを利用する事業者（以下「事業所」という。）が、MCSを適正に利用することに資することを\
            目的とする。",
        misprint: None,
        gist: "\
            The regulation governs the devices, software and all arrangements by which Medical Care \
            Station (MCS) is used, so that every office that uses MCS uses it properly.",
    },
    Clause {
        id: ClauseId("2"),
        shown_as: Text::new("第2条", "Art. 2"),
        title: Text::new("法令等の遵守", "Laws and guidelines"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Show, Ask],
        ja: "\
            事業所は、医師法、医薬品医療機器等法、個人情報保護法等の各種法令を遵守するほか、以下のガイド\
            ライン及び本規程を十分理解したうえで、MCSを利用するものとする。",
        misprint: None,
        gist: "\
            The office observes the laws that apply (medical practitioners, medicines and medical \
            devices, personal information) and uses MCS with a full understanding of the two guidelines \
            below and of this regulation.",
    },
    Clause {
        id: ClauseId("2-1"),
        shown_as: Text::new("第2条(1)", "Art. 2(1)"),
        title: Text::new("安全管理ガイドライン", "Safety management guideline"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "「医療情報システムの安全管理に関するガイドライン 最新版」",
        misprint: None,
        gist: "\
            The office knows the latest edition of the Guideline on Safety Management of Medical \
            Information Systems.",
    },
    Clause {
        id: ClauseId("2-2"),
        shown_as: Text::new("第2条(2)", "Art. 2(2)"),
        title: Text::new("個人情報ガイドライン", "Personal information guideline"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "「医療・介護関係事業者における個人情報の適切な取扱いのためのガイドライン 最新版」",
        misprint: None,
        gist: "\
            The office knows the latest edition of the Guideline on Proper Handling of Personal \
            Information by Medical and Care Providers. It is now called a Guidance.",
    },
    Clause {
        id: ClauseId("3"),
        shown_as: Text::new("第3条", "Art. 3"),
        title: Text::new("利用申込", "Application"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Check, Do],
        ja: "\
            事業所は、次の各号に掲げる内容に同意の上、新たにMCSを利用する場合は、市長に対して、狛江市メ\
            ディカルケアステーション (Medical Care Station) 利用登録代行申込書（別紙様式1）及び株式会社\
            日本エンプレース（以下、「日本エンプレース」という。）あての多職種ネットワーク「メディカルケ\
            アステーション」(MCS)一括登録代行申込書（別紙様式2）を提出するものとする。",
        misprint: Some(Misprint { printed: "日本エンプレース", meant: "日本エンブレース" }),
        gist: "\
            An office that starts to use MCS agrees to the three points below and submits Form 1, and \
            Form 2 addressed to the vendor Embrace, to the mayor. The city then has the office \
            registered on its behalf.",
    },
    Clause {
        id: ClauseId("3-1"),
        shown_as: Text::new("第3条(1)", "Art. 3(1)"),
        title: Text::new("規程・利用規約の遵守への同意", "Agreeing to the rules and terms"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record],
        ja: "\
            MCSの利用にあたっては、本規程及び日本エンプレースが定めるメディカルケアステーションサービス\
            利用規約を遵守し、MCSの適正な運用に努めること。",
        misprint: Some(Misprint { printed: "日本エンプレース", meant: "日本エンブレース" }),
        gist: "\
            The office agrees to observe this regulation and Embrace's terms of service for MCS, and to \
            strive to run MCS properly.",
    },
    Clause {
        id: ClauseId("3-2"),
        shown_as: Text::new("第3条(2)", "Art. 3(2)"),
        title: Text::new("公示への同意", "Agreeing to be published"),
        holders: &[Office],
        strength: Strength::Duty,
        handling: &[Record, Show],
        ja: "当該利用登録に係る事業所が、MCSを利用していることを市が他の医療介護関係者に公示すること。",
        misprint: None,
        gist: "\
            The office agrees that the city tells other medical and care workers that the office uses \
            MCS.",
    },
    Clause {
        id: ClauseId("3-3"),
        shown_as: Text::new("第3条(3)", "Art. 3(3)"),
        title: Text::new("「MCS管理者の部屋」への参画の同意", "Agreeing to join the administrators' room"),
        holders: &[Office, Admin],
        strength: Strength::Duty,
        handling: &[Check, Ask],
        ja: "\
            第7条に規定するMCS管理者が、MCS内に作成する自由グループ「MCS管理者の部屋」に参加し、MCSの安\
            定的な運用及び改善に継続的に参画すること。",
        misprint: None,
        gist: "\
            The office agrees that its MCS administrators (Art. 7) join the administrators' room, a \
            free group in MCS, and keep taking part in running and improving MCS.",
    },
    Clause {
        id: ClauseId("4"),
        shown_as: Text::new("第4条", "Art. 4"),
        title: Text::new("連携元事業所", "Originating office"),
        holders: &[OriginatingOffice],
        strength: Strength::Definition,
        handling: &[Record, Show, Check],
        ja: "事業所が、当該事業所の患者の情報をMCSにより共有する場合、当該事業所が連携元事業所となる。",
        misprint: None,
        gist: "\
            An office that shares information on its own patient through MCS is the originating office \
            for that patient.",
    },
    Clause {
        id: ClauseId("5"),
        shown_as: Text::new("第5条", "Art. 5"),
        title: Text::new("連携元事業所の責務", "Duties of the originating office"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Show],
        ja: "連携元事業所は、次の各号に掲げる業務を行う。",
        misprint: None,
        gist: "The originating office carries out the two tasks below.",
    },
    Clause {
        id: ClauseId("5-1"),
        shown_as: Text::new("第5条(1)", "Art. 5(1)"),
        title: Text::new("グループの登録と削除", "Creating and deleting groups"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Record, Check, Do],
        ja: "MCSのグループ登録（患者グループ、自由グループ）及び削除の管理",
        misprint: None,
        gist: "\
            The originating office manages the creation and deletion of MCS groups, both patient groups \
            and free groups.",
    },
    Clause {
        id: ClauseId("5-2"),
        shown_as: Text::new("第5条(2)", "Art. 5(2)"),
        title: Text::new("招待と参加解除", "Inviting and removing members"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Record, Do],
        ja: "MCSの各グループへのMCSユーザーの招待及び解除",
        misprint: None,
        gist: "The originating office invites MCS users into each group and removes them from it.",
    },
    Clause {
        id: ClauseId("6-1"),
        shown_as: Text::new("第6条第1項", "Art. 6 para. 1"),
        title: Text::new("患者の同意書", "Patient's consent"),
        holders: &[OriginatingOffice],
        strength: Strength::Duty,
        handling: &[Record, Check],
        ja: "\
            連携元事業所は、MCSにより情報共有を行う場合は、あらかじめ患者若しくはその家族との間で、狛江\
            市メディカルケアステーション (Medical Care Station) の利用における個人情報使用同意書（別紙様\
            式3）を取り交わし、双方が保有するものとする。",
        misprint: None,
        gist: "\
            Before it shares information through MCS, the originating office exchanges the written \
            consent (Form 3) with the patient or the family, and both sides keep a copy.",
    },
    Clause {
        id: ClauseId("6-2"),
        shown_as: Text::new("第6条第2項", "Art. 6 para. 2"),
        title: Text::new("同意書の省略", "Earlier consent instead"),
        holders: &[OriginatingOffice],
        strength: Strength::Optional,
        handling: &[Record, Check],
        ja: "\
            前項の規定にかかわらず、従前において電子媒体を利用した情報共有に関する同意書を取り交わしてい\
            る場合は、これを省略することができるものとする。",
        misprint: None,
        gist: "\
            The consent may be omitted if a written consent to sharing information by electronic media \
            was exchanged earlier.",
    },
    Clause {
        id: ClauseId("7"),
        shown_as: Text::new("第7条", "Art. 7"),
        title: Text::new("MCS管理者の設置", "Appointing an MCS administrator"),
        holders: &[Head],
        strength: Strength::Duty,
        handling: &[Record, Check, Do],
        ja: "\
            事業所の管理者は、MCSを利用する当該事業所のMCSユーザーの適正な利用を確保するために、事業所内\
            に少なくとも1名以上のMCS管理者を設置し、MCSの管理運用に当たらせるものとする。",
        misprint: None,
        gist: "\
            The office head appoints at least one MCS administrator within the office and has that \
            person run MCS, so that the office's MCS users use it properly.",
    },
];
