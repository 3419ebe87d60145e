//! `init`: makes an encrypted store, the office and its first MCS管理者.

use std::collections::BTreeMap;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use super::call::Call;
use super::status::{Failure, Status};
use super::verb::Next;
use super::{output, prompt, sign_in};
use crate::actions::Answers;
use crate::sentence;
use crate::session::{FOUNDING_FIELDS, Founding, clock, found, passphrase};
use crate::store::derive::KdfCost;
use crate::store::slots::Purpose;
use crate::text::{Text, date};

/// Founds a store where none is.
pub(super) fn init(call: &Call<'_>) -> Result<Next, Failure> {
    let typed: BTreeMap<String, String> = FOUNDING_FIELDS
        .iter()
        .filter_map(|field| call.maybe(field.id).map(|value| (field.id.to_owned(), value.to_owned())))
        .collect();
    let answers = Answers::read(FOUNDING_FIELDS, &typed, "", date::today(clock::now()))?;
    let passphrase = chosen_passphrase(call)?;
    make_folder_of(call.db())?;
    let founding = Founding {
        answers: &answers,
        passphrase: &passphrase,
        cost: KdfCost::PRODUCTION,
        purpose: Purpose::Real,
    };
    let session = found(&call.place(), &founding, call.origin())?;
    call.tell(&sentence!(
        "{db} にストアを作成しました。操作者は {operator} です。鍵ファイル（.keys）とともに、すぐにバックアップ（backup）してください。",
        "The store {db} is made; its operator is {operator}. Make a backup soon (backup): it holds the slot file (.keys), too.",
        db = call.db().display(),
        operator = session.actor.operator
    ));
    if let Some(advice) = passphrase::advice(&passphrase) {
        call.tell(&advice);
    }
    if call.has("json") {
        output::print_json(&json!({
            "db": call.db(),
            "operator": session.actor.operator,
            "role": session.actor.role,
            "office": session.actor.office,
            "ledger": 1,
        }))?;
    }
    Ok(Status::Done.into())
}

/// The passphrase given, or typed twice.
fn chosen_passphrase(call: &Call<'_>) -> Result<Zeroizing<String>, Failure> {
    if let Some(given) = sign_in::given_passphrase(call)? {
        return Ok(given);
    }
    let lang = call.lang();
    let first = prompt::secret(NEW.get(lang)).map_err(sign_in::no_terminal)?;
    // Told before it is typed a second time.
    if let Some(objection) = passphrase::objection(&first, &[]) {
        return Err(Failure::usage(objection));
    }
    let second = prompt::secret(AGAIN.get(lang)).map_err(sign_in::no_terminal)?;
    if first != second {
        return Err(Failure::usage(Text::new(
            "2回の入力が一致しません。もう一度実行してください。",
            "The two entries differ. Try again.",
        )));
    }
    Ok(first)
}

const NEW: Text =
    Text::new("新しいパスフレーズ（13文字以上を推奨）: ", "New passphrase (13 characters or more advised): ");
const AGAIN: Text = Text::new("もう一度: ", "Once more: ");

/// Makes the folder of a new store, private, where it is not there yet.
fn make_folder_of(db: &Path) -> Result<(), Failure> {
    let Some(folder) = db.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    Ok(DirBuilder::new().recursive(true).mode(0o700).create(folder)?)
}
