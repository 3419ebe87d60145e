//! Headers of lists of devices, pledges, consents, trainings and applications.

use super::layout::{COUNTER, FieldAlias, GROUP_NUMBER, Joined, Layout, PATIENTS_BIRTH, needed, optional};

const NAME: &[&str] = &["氏名", "お名前", "名前", "職員名", "職員氏名", "name", "full name"];
const HOLDER: &[&str] = &["使用者", "使用者氏名", "氏名", "名前", "holder", "name"];
const MAIL: &[&str] = &["メールアドレス", "メール", "E-mail", "Email", "mail", "mail address"];
const KIND: &[&str] = &["種別", "区分", "kind"];
const KEPT_AT: &[&str] = &["保管場所", "書面の保管場所", "保管先", "kept at", "paper kept at"];
const SIGNED_ON: &[&str] = &["署名日", "同意日", "取交日", "提出日", "日付", "signed on", "signed_on"];
const NAMES: &[Joined] = &[Joined { field: "name", parts: ["family_name", "given_name"] }];
const FAMILY: FieldAlias = optional("family_name", &["姓", "苗字", "名字", "family name", "last name"]);
const GIVEN: FieldAlias = optional("given_name", &["名", "given name", "first name"]);
const TITLE_BLOCK: &[&str] = &["施設名", "施設種別", "郵便番号", "住所", "電話番号", "作成日"];

/// Lists of devices.
pub const DEVICES: Layout = Layout {
    fields: &[
        COUNTER,
        needed(
            "model",
            &["機種・識別番号", "機種", "端末名", "型番", "識別番号", "model", "device", "model and number"],
        ),
        optional("ownership", &["所有", "所有区分", "貸与・共用・個人所有", "ownership", "whose"]),
        optional("name", HOLDER),
        optional("mail", MAIL),
        optional("permit_on", &["許可日", "使用許可日", "permit on", "permitted on"]),
        optional(
            "permit_by",
            &["許可者", "許可者（事業所の管理者）", "permit by", "permitted by (office head)"],
        ),
        optional("checked_on", &["点検日", "最終点検日", "checked on", "checked_on"]),
        optional(
            "boot_password_on",
            &["起動時パスワードの変更日", "パスワード変更日", "boot password on", "boot password changed on"],
        ),
        optional("antivirus", &["ウイルス対策ソフト", "ウイルス対策", "antivirus", "anti-virus product"]),
        optional(
            "definitions_on",
            &["定義ファイルの日付", "定義ファイル", "definitions on", "definitions of"],
        ),
        optional(
            "carrier",
            &["回線停止の連絡先", "通信会社の連絡先", "carrier", "line-stop number of the carrier"],
        ),
        optional("kept_at", KEPT_AT),
    ],
    joined: &[],
    facts: TITLE_BLOCK,
    counter: "no",
};

/// Lists of pledges.
pub const PLEDGES: Layout = Layout {
    fields: &[
        COUNTER,
        needed("name", NAME),
        FAMILY,
        GIVEN,
        optional("mail", MAIL),
        needed("signed_on", SIGNED_ON),
        optional("kind", KIND),
        optional("document", &["従前の文書", "文書名", "document", "earlier document"]),
        optional(
            "content",
            &[
                "必須内容",
                "必須内容（第9条第3項の番号 1〜5）",
                "第9条第3項",
                "content",
                "required content (1 to 5 of art. 9(3))",
            ],
        ),
        optional(
            "filled_in",
            &[
                "記入",
                "記入の確認",
                "宛名・日付・住所・氏名の記入",
                "filled in",
                "addressee, date, address, name filled in",
            ],
        ),
        optional("kept_at", KEPT_AT),
    ],
    joined: NAMES,
    facts: TITLE_BLOCK,
    counter: "no",
};

/// Lists of consents.
pub const CONSENTS: Layout = Layout {
    fields: &[
        COUNTER,
        needed("group", &["グループ", "グループ名", "group", "group title"]),
        optional("birth_date", PATIENTS_BIRTH),
        optional("group_id", GROUP_NUMBER),
        needed("signed_on", SIGNED_ON),
        optional("kind", KIND),
        optional(
            "signers",
            &["署名した人と続柄", "署名者", "署名した人", "従前の文書", "signers", "signers and relation"],
        ),
        optional(
            "items",
            &[
                "共有する情報",
                "共有する情報（第4条の番号 1〜10）",
                "第4条",
                "選択した情報",
                "items",
                "shared items (1 to 10 of art. 4)",
            ],
        ),
        optional(
            "items_other",
            &["その他の内容", "(10) その他の内容", "その他", "items other", "item 10: what else"],
        ),
        optional("in_charge", &["担当者", "in charge", "contact of the office"]),
        optional("explained_by", &["説明した人", "説明者", "explained by", "explained_by"]),
        optional("handed_over_on", &["渡した日", "交付日", "handed over on", "handed_over_on"]),
        optional(
            "both_copies",
            &["双方保有", "双方が1通ずつ保有", "2通", "both copies", "each side keeps a copy"],
        ),
        optional(
            "covers_electronic",
            &["電子媒体での共有を含む", "電子媒体", "covers electronic", "covers electronic sharing"],
        ),
        optional("signature", &["署名の方法", "signature", "how signed"]),
        optional("by_proxy", &["代理による署名", "by proxy", "signed by proxy"]),
        optional("withdrawn_on", &["撤回日", "撤回・終了日", "withdrawn on", "withdrawn or ended on"]),
        optional("kept_at", KEPT_AT),
    ],
    joined: &[],
    facts: TITLE_BLOCK,
    counter: "no",
};

/// Lists of who attended a training.
pub const TRAININGS: Layout = Layout {
    fields: &[
        COUNTER,
        needed("name", NAME),
        FAMILY,
        GIVEN,
        optional("mail", MAIL),
        needed("held_on", &["実施日", "受講日", "開催日", "研修日", "held on", "held_on"]),
        optional("topic", &["内容", "研修名", "テーマ", "topic"]),
        optional(
            "covers_pledge",
            &["誓約書の内容", "誓約書の内容を含む", "covers pledge", "covers the pledge"],
        ),
        optional("materials", &["資料", "使用資料", "materials"]),
    ],
    joined: NAMES,
    facts: TITLE_BLOCK,
    counter: "no",
};

/// Lists of applications (様式1・2), one office a row: of the people on 様式2 only their number.
pub const APPLICATIONS: Layout = Layout {
    fields: &[
        COUNTER,
        needed("name", &["事業所名", "施設名", "事業所", "名称", "office", "office name", "name"]),
        optional("kind", &["事業所種別", "施設種別", "種別", "kind of office", "kind"]),
        optional("postal_code", &["郵便番号", "postal code", "postal_code", "postcode"]),
        optional("address", &["所在地", "住所", "address"]),
        optional("phone", &["電話番号", "電話", "phone", "phone number"]),
        optional(
            "head_name",
            &[
                "事業所の管理者の氏名",
                "事業所の管理者",
                "管理者氏名",
                "代表者氏名",
                "head's name",
                "head name",
                "head_name",
            ],
        ),
        optional(
            "head_mail",
            &[
                "事業所の管理者のメール",
                "管理者のメール",
                "メールアドレス",
                "メール",
                "head's mail",
                "head mail",
                "head_mail",
                "mail",
            ],
        ),
        needed(
            "agreed_on",
            &[
                "様式1の日付（同意日）",
                "様式1の日付",
                "同意日",
                "form 1 dated (agreement)",
                "agreed on",
                "agreed_on",
            ],
        ),
        optional(
            "terms",
            &[
                "同意した規約の版",
                "規約の版",
                "version of the terms agreed to",
                "terms",
                "version of the terms",
            ],
        ),
        optional("people", &["様式2の人数", "人数", "people on Form 2", "people"]),
        optional("on", &["受付日", "申込日", "申し込み日", "提出日", "received on", "submitted on", "on"]),
        optional(
            "forwarded_on",
            &[
                "エンブレースへの送付日",
                "送付日",
                "forwarded to the vendor on",
                "forwarded on",
                "forwarded_on",
            ],
        ),
        optional("registered_on", &["登録日", "registered on", "registered_on"]),
        optional("published_on", &["公開日", "published on", "published_on"]),
        optional("kept_at", KEPT_AT),
    ],
    joined: &[],
    facts: &["作成日"],
    counter: "no",
};
