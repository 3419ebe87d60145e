//! The table: every action there is, in the order of menus and help.

use super::action::Action;
use super::register::{attestation, device};
use super::{group, invitation, membership, mirror, user};
use crate::domain::Noun;
use crate::text::Text;

/// Every action.
pub static ACTIONS: &[&Action] = &[
    &invitation::JUDGE,
    &invitation::APPROVE,
    &invitation::ACCEPT,
    &invitation::REJECT,
    &invitation::DECLINE,
    &invitation::REVOKE,
    &invitation::RECORD_ANSWER,
    &invitation::WITHDRAW,
    &mirror::CONFIRM_INVITATION,
    &group::INVITE_INTO,
    &user::REGISTER,
    &user::EDIT,
    &user::MEMO,
    &user::RESTRICT,
    &user::LIFT,
    &user::CHANGE_LEVEL,
    &user::RELEASE,
    &user::CLOSE_ACCOUNT,
    &user::APPOINT,
    &user::DISMISS,
    &user::REPLACE_ADMIN,
    &user::LEAVE,
    &membership::REASSIGN_ALL,
    &user::PLEDGE,
    &user::TRAINING,
    &user::PASSWORD,
    &user::TERMS,
    &user::POINTS,
    &user::PROFILE,
    &user::ANNOUNCE,
    &user::REMIND,
    &mirror::CONFIRM_USER,
    &group::CREATE,
    &group::EDIT,
    &group::MEMO,
    &group::ARCHIVE,
    &group::RESTORE,
    &group::SET_END,
    &group::INVITE,
    &group::CONSENT,
    &group::WITHDRAW_CONSENT,
    &group::URGENT,
    &group::HOLD,
    &group::LIFT_HOLD,
    &group::DELETE,
    &mirror::CONFIRM_GROUP,
    &membership::CHARGE,
    &membership::REASSIGN,
    &membership::REMOVE,
    &mirror::CONFIRM_MEMBERSHIP,
    &mirror::CONFIRM,
    &device::ADD,
    &device::EDIT,
    &device::PERMIT,
    &device::CHECK,
    &device::LOSE,
    &device::FIND,
    &device::RETURN,
    &device::ERASE,
    &attestation::RECORD,
];

/// Finds an action by its id.
pub fn find(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().copied().find(|a| a.id == id)
}

/// The actions of a noun, in order.
pub fn of(noun: Noun) -> impl Iterator<Item = &'static Action> {
    ACTIONS.iter().copied().filter(move |a| a.noun == noun)
}

/// What a ledger entry's action is called: an action of the table, or one of the writes beside it.
pub fn words_of(id: &str) -> Text {
    match id {
        "undo" => Text::new("元に戻す", "Undo"),
        "demo.fill" => Text::new("デモデータの作成", "Demo data made"),
        "store.init" => Text::new("ストアの作成", "Store made"),
        "import.users" => Text::new("ユーザーの取込み", "Users imported"),
        "import.groups" => Text::new("グループの取込み", "Groups imported"),
        "import.invitations" => Text::new("招待の取込み", "Invitations imported"),
        "store.restore" => Text::new("バックアップからの復元", "Store restored"),
        "store.migrate" => Text::new("ストアの更新", "Store brought up to date"),
        "sign_in.failed" => Text::new("サインインの失敗", "Failed sign-in"),
        "read.history" => Text::new("履歴の閲覧", "History read"),
        "read.verify" => Text::new("操作記録の検証", "Ledger verified"),
        "read.evidence" => Text::new("証跡の書出し", "Evidence exported"),
        "read.list" => Text::new("一覧の書出し", "List exported"),
        "spool.cut" => Text::new("未記入の控えの欠落", "Spool cut"),
        "spool.unreadable" => Text::new("読めない未記入の控え", "Spool unreadable"),
        _ if id.starts_with("print.") => printed(id),
        _ => find(id).map_or(Text::new("その他の操作", "Another act"), |a| a.label),
    }
}

/// What a print is called; the sheets' own words, so that a new sheet needs none here.
fn printed(id: &str) -> Text {
    let sheet = crate::paper::SHEETS.iter().find(|sheet| sheet.action == id);
    sheet.map_or(Text::new("印刷", "Printed"), |sheet| sheet.entry)
}
