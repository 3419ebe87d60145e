//! Which headers stand for which field, as data: one [`Layout`] per kind of table.
//!
//! Headers are compared in their folded form (see `header`), so width, case, spaces, line breaks and a
//! footnote mark (`※1`, `*1`) need no alias. The first alias is the usual name. The English ones are those
//! of our own exports.

use crate::text::Text;

/// One field of a table and the headers under which it is known.
#[derive(Debug)]
pub struct FieldAlias {
    /// The field's name, as in JSON.
    pub field: &'static str,
    /// Its headers; the first is the one we name when it is missing.
    pub aliases: &'static [&'static str],
    /// Whether a table without it is refused.
    pub required: bool,
}

impl FieldAlias {
    /// What we call the column: its first header, and in English the first that is English, where one is.
    pub(super) fn name(&self) -> Text {
        let english = self.aliases.iter().find(|alias| alias.is_ascii());
        Text::new(self.aliases[0], english.unwrap_or(&self.aliases[0]))
    }
}

/// A field that may also come in two columns, joined by a full-width space.
#[derive(Debug)]
pub struct Joined {
    /// The field that the two make.
    pub field: &'static str,
    /// The fields of both columns, in their order.
    pub parts: [&'static str; 2],
}

/// What is known of one kind of table.
#[derive(Debug)]
pub struct Layout {
    /// Its fields.
    pub fields: &'static [FieldAlias],
    /// Fields that may come in two columns.
    pub joined: &'static [Joined],
    /// Labels of the title block whose value stands beside them.
    pub facts: &'static [&'static str],
    /// The running number's field: a row with nothing else is blank.
    pub counter: &'static str,
}

pub(super) const fn needed(field: &'static str, aliases: &'static [&'static str]) -> FieldAlias {
    FieldAlias { field, aliases, required: true }
}

pub(super) const fn optional(field: &'static str, aliases: &'static [&'static str]) -> FieldAlias {
    FieldAlias { field, aliases, required: false }
}

pub(super) const COUNTER: FieldAlias = optional("no", &["No.", "No", "番号", "項番", "連番", "#"]);

/// Staff lists, 様式2 among them.
pub const USERS: Layout = Layout {
    fields: &[
        COUNTER,
        needed(
            "name",
            &[
                "氏名",
                "お名前",
                "名前",
                "氏名(漢字)",
                "職員名",
                "職員氏名",
                "スタッフ名",
                "name",
                "full name",
            ],
        ),
        optional("family_name", &["姓", "苗字", "名字", "family name", "last name"]),
        optional("given_name", &["名", "given name", "first name"]),
        optional(
            "kana",
            &[
                "ふりがな",
                "フリガナ",
                "よみがな",
                "ヨミガナ",
                "読み仮名",
                "かな",
                "カナ",
                "よみ",
                "氏名カナ",
                "氏名(カナ)",
                "氏名(かな)",
                "kana",
                "reading",
            ],
        ),
        optional("family_kana", &["姓カナ", "姓(カナ)", "セイ", "せい", "姓かな", "姓(かな)", "family kana"]),
        optional("given_kana", &["名カナ", "名(カナ)", "メイ", "めい", "名かな", "名(かな)", "given kana"]),
        optional("occupation", &["職種", "資格", "occupation"]),
        needed(
            "mail",
            &[
                "メールアドレス",
                "メール",
                "電子メール",
                "Eメール",
                "E-mail",
                "Email",
                "E-mailアドレス",
                "mail",
                "mail address",
                "e-mail address",
            ],
        ),
        optional("admin", &["管理者", "MCS管理者", "管理者権限", "admin", "is_admin", "administrator"]),
        optional("mcs_id", &["MCS ID", "MCSID", "MCS_ID", "ユーザーID"]),
        optional("joined_on", &["入職日", "入社日", "採用日", "joined on", "joined_on"]),
        optional("password_changed_on", &["パスワード変更日", "password changed on"]),
        optional("terms_agreed_on", &["規約同意日", "terms agreed on"]),
        optional("points_read_on", &["留意事項の確認日", "points read on"]),
        optional("profile_on", &["プロフィール確認日", "profile on", "profile seen on"]),
        optional("photo_on", &["写真確認日", "photo on", "photo seen on"]),
        optional("leave_from", &["休職の開始日", "leave from"]),
        optional("leave_until", &["休職の終了日", "leave until"]),
        optional("last_day", &["最終勤務日", "last day"]),
        optional("released_on", &["登録解除日", "released on"]),
        optional("closed_on", &["退会日", "closed on", "account closed on"]),
        optional("note", &["備考", "メモ", "note", "notes", "remarks"]),
    ],
    joined: &[
        Joined { field: "name", parts: ["family_name", "given_name"] },
        Joined { field: "kana", parts: ["family_kana", "given_kana"] },
    ],
    facts: &["施設名", "施設種別", "郵便番号", "住所", "電話番号", "申し込み日"],
    counter: "no",
};

/// Lists of patient groups and free groups.
pub const GROUPS: Layout = Layout {
    fields: &[
        COUNTER,
        optional("id", &["登録番号", "グループ番号", "id", "group id", "group number"]),
        optional("kind", &["種別", "グループ種別", "kind"]),
        needed("patient", &["患者氏名", "患者名", "患者", "patient", "patient name"]),
        optional(
            "kana",
            &[
                "患者フリガナ",
                "患者ふりがな",
                "患者カナ",
                "フリガナ",
                "ふりがな",
                "よみがな",
                "カナ",
                "kana",
                "patient kana",
            ],
        ),
        optional("birth_date", &["生年月日", "birth date", "birth_date", "date of birth"]),
        needed("title", &["グループ名", "グループ", "タイトル", "title"]),
        optional("ended_on", &["サービス終了日", "終了日", "利用終了日", "ended on", "ended_on"]),
        optional("end_reason", &["終了理由", "end reason", "end_reason"]),
        optional("end_note", &["終了の補足", "end note"]),
        optional("archived_on", &["保管日", "archived on"]),
        optional("originating_office", &["連携元事業所", "連携元", "originating office"]),
        optional("note", &["備考", "メモ", "note", "notes", "remarks"]),
    ],
    joined: &[],
    facts: &["施設名", "施設種別", "郵便番号", "住所", "電話番号"],
    counter: "no",
};

/// Lists of patients without their groups.
pub const PATIENTS: Layout = Layout {
    fields: &[
        COUNTER,
        needed(
            "patient",
            &["患者氏名", "患者名", "患者", "氏名", "お名前", "patient", "patient name", "name"],
        ),
        optional("family_name", &["姓", "苗字", "family name", "last name"]),
        optional("given_name", &["名", "given name", "first name"]),
        optional(
            "kana",
            &["患者フリガナ", "患者ふりがな", "フリガナ", "ふりがな", "よみがな", "カナ", "kana", "reading"],
        ),
        optional("birth_date", &["生年月日", "birth date", "birth_date", "date of birth"]),
    ],
    joined: &[Joined { field: "patient", parts: ["family_name", "given_name"] }],
    facts: &["施設名", "施設種別", "郵便番号", "住所", "電話番号"],
    counter: "no",
};

/// Fields of numbers that this register gave. Another one counts otherwise: they only tell apart what everything else
/// leaves open, and a list that is made to be taken in elsewhere has none of them.
pub const NUMBERS: [&str; 2] = ["id", "group_id"];

/// The number of a group, as exports have it.
pub(super) const GROUP_NUMBER: &[&str] = &["グループ番号", "グループの登録番号", "group id", "group number"];

/// The birth date of a group's patient, which tells groups of one title apart. 生年月日 alone might be a member's.
pub(super) const PATIENTS_BIRTH: &[&str] =
    &["患者の生年月日", "患者生年月日", "patient's birth date", "patient birth date", "birth_date"];

/// Lists of the members of groups.
pub const MEMBERSHIPS: Layout = Layout {
    fields: &[
        COUNTER,
        needed("group", &["グループ名", "グループ", "group", "group title"]),
        optional("birth_date", PATIENTS_BIRTH),
        optional("group_id", GROUP_NUMBER),
        needed("name", &["氏名", "参加者", "メンバー", "お名前", "名前", "name", "member", "full name"]),
        optional("family_name", &["姓", "苗字", "family name", "last name"]),
        optional("given_name", &["名", "given name", "first name"]),
        optional("mail", &["メールアドレス", "メール", "E-mail", "Email", "mail", "mail address"]),
        optional("office", &["事業所", "所属", "施設名", "office"]),
        optional("occupation", &["職種", "資格", "occupation"]),
        optional("joined_on", &["参加日", "joined on", "joined_on"]),
        optional("in_charge_from", &["担当の開始日", "担当開始日", "in charge from"]),
        optional("in_charge_until", &["担当の終了日", "担当終了日", "in charge until"]),
        optional("left_on", &["参加終了日", "終了日", "left on"]),
        optional("left_reason", &["終了の理由", "終了理由", "left reason", "left because"]),
    ],
    joined: &[Joined { field: "name", parts: ["family_name", "given_name"] }],
    facts: &["郵便番号", "住所", "電話番号"],
    counter: "no",
};

/// Lists of clients, as the office's own care software gives them out.
pub const CLIENTS: Layout = Layout {
    fields: &[
        COUNTER,
        needed(
            "name",
            &[
                "氏名",
                "利用者氏名",
                "利用者名",
                "利用者",
                "患者氏名",
                "患者名",
                "お名前",
                "名前",
                "name",
                "client",
            ],
        ),
        optional("family_name", &["姓", "苗字", "family name", "last name"]),
        optional("given_name", &["名", "given name", "first name"]),
        optional("birth_date", &["生年月日", "誕生日", "birth date", "birth_date", "date of birth"]),
        optional(
            "status",
            &["状態", "利用状況", "利用状態", "サービス状況", "ステータス", "区分", "status", "state"],
        ),
        optional(
            "ended_on",
            &[
                "終了日",
                "サービス終了日",
                "利用終了日",
                "契約終了日",
                "解約日",
                "ended on",
                "ended_on",
                "end date",
            ],
        ),
        optional(
            "end_reason",
            &["終了理由", "中止理由", "解約理由", "理由", "end reason", "end_reason", "reason"],
        ),
    ],
    joined: &[Joined { field: "name", parts: ["family_name", "given_name"] }],
    facts: &[],
    counter: "no",
};

/// Lists of invitations waiting for an answer.
pub const INVITATIONS: Layout = Layout {
    fields: &[
        COUNTER,
        needed("group", &["グループ", "グループ名", "group", "group title"]),
        optional("birth_date", PATIENTS_BIRTH),
        optional("group_id", GROUP_NUMBER),
        needed(
            "invitee",
            &["招待先メール", "招待先", "招待先メールアドレス", "被招待者", "invitee", "invitee mail"],
        ),
        optional("inviter", &["招待者", "招待者名", "inviter"]),
        optional("office", &["招待元事業所", "招待元", "office", "inviting office"]),
        optional("invited_on", &["招待日", "invited on", "invited_on"]),
        optional("expires_on", &["期限", "有効期限", "expires on", "expires_on"]),
        optional("message", &["メッセージ", "招待メッセージ", "message"]),
        optional("note", &["備考", "メモ", "note", "notes", "remarks"]),
    ],
    joined: &[],
    facts: &["施設名", "施設種別", "郵便番号", "住所", "電話番号"],
    counter: "no",
};
