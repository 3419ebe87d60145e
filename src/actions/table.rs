//! The table: every action there is, in the order of menus and help.

use super::action::Action;
use super::register::{
    attestation, contact, device, guideline, handler, incident, loss, request, review, rule, takeout,
};
use super::{group, invitation, membership, mirror, office, patient, user};
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
    &user::EMERGENCY_BAN,
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
    &group::HAND_OVER,
    &group::DELETE,
    &mirror::CONFIRM_GROUP,
    &membership::CHARGE,
    &membership::REASSIGN,
    &membership::REMOVE,
    &membership::REVIEW_KEEP,
    &membership::REVIEW_REMOVE,
    &membership::REVIEW_UNSURE,
    &mirror::CONFIRM_MEMBERSHIP,
    &mirror::CONFIRM,
    &patient::EDIT,
    &office::EDIT,
    &device::ADD,
    &device::EDIT,
    &device::PERMIT,
    &device::CHECK,
    &device::LOSE,
    &loss::EMERGENCY_BAN,
    &device::FIND,
    &device::RETURN,
    &device::ERASE,
    &incident::OPEN,
    &incident::INSTRUCT,
    &incident::EDIT,
    &incident::EXEMPT,
    &incident::REPORT_PRELIMINARY,
    &incident::REPORT_FINAL,
    &incident::TELL,
    &incident::TELL_OFFICES,
    &incident::CLOSE,
    &incident::REOPEN,
    &request::RECEIVE,
    &request::IDENTIFY,
    &request::DECIDE,
    &request::NOTIFY,
    &request::ERASE,
    &review::OPEN,
    &review::SIGN_OFF,
    &attestation::RECORD,
    &contact::ADD,
    &contact::EDIT,
    &contact::END,
    &takeout::REQUEST,
    &takeout::EDIT,
    &takeout::APPROVE,
    &takeout::REJECT,
    &takeout::RETURN,
    &rule::SET,
    &rule::END,
    &handler::NAME_ONE,
    &handler::EDIT,
    &guideline::ENTER,
    &guideline::UNDERSTOOD,
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
        "import.devices" => Text::new("端末の取込み", "Devices imported"),
        "import.pledges" => Text::new("誓約書の取込み", "Pledges imported"),
        "import.consents" => Text::new("同意書の取込み", "Consents imported"),
        "import.trainings" => Text::new("教育の取込み", "Trainings imported"),
        "store.restore" => Text::new("バックアップからの復元", "Store restored"),
        "store.migrate" => Text::new("ストアの更新", "Store brought up to date"),
        "session.sign_in" => Text::new("サインイン", "Sign-in"),
        "sign_in.command" => Text::new("コマンドでのサインイン", "Sign-in for a command"),
        "ssh.refused" => Text::new("SSHで断ったコマンド", "Command refused over SSH"),
        "store.rekey" => Text::new("ストアの鍵の交換", "Store's key changed"),
        "operator.invite" => Text::new("サインインのコードの発行", "Enrolment code issued"),
        "operator.enrol" => Text::new("コードによる鍵の設定", "Key set up by a code"),
        "operator.recover" => Text::new("回復用の封筒の使用", "Recovery envelope used"),
        "operator.add" => Text::new("操作者の追加", "Operator added"),
        "operator.remove" => Text::new("操作者の鍵の削除", "Operator's key removed"),
        "operator.policy" => Text::new("サインインの方式の変更", "Sign-in policy changed"),
        "operator.set_passphrase" => Text::new("パスフレーズの変更", "Passphrase changed"),
        "operator.set_factor" => Text::new("二要素の設定", "Second factor set up"),
        "operator.make_envelope" => Text::new("回復用の封筒の作成", "Recovery envelope made"),
        "operator.add_service" => Text::new("サービス用の鍵の作成", "Service key made"),
        "operator.remove_service" => Text::new("サービス用の鍵の削除", "Service key removed"),
        "operator.add_key" => Text::new("SSHの鍵の登録", "SSH key registered"),
        "operator.remove_key" => Text::new("SSHの鍵の削除", "SSH key removed"),
        "sign_in.failed" => Text::new("サインインの失敗", "Failed sign-in"),
        "read.history" => Text::new("履歴の閲覧", "History read"),
        "read.as_of" => Text::new("時点の閲覧", "Read as of a day"),
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
