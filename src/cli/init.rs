//! `init`: makes an encrypted store, the office and its first MCS管理者.

use std::collections::BTreeMap;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use super::call::Call;
use super::operator::set_up_factor;
use super::output;
use super::sign_in::{self, Lines};
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::Answers;
use crate::domain::PassphrasePolicy;
use crate::sentence;
use crate::session::{FOUNDING_FIELDS, Founding, clock, found, passphrase};
use crate::store::derive::KdfCost;
use crate::store::slots::Purpose;
use crate::text::date;

/// Founds a store where none is.
pub(super) fn init(call: &Call<'_>) -> Result<Next, Failure> {
    call.must_write()?;
    let typed: BTreeMap<String, String> = FOUNDING_FIELDS
        .iter()
        .filter_map(|field| call.maybe(field.id).map(|value| (field.id.to_owned(), value.to_owned())))
        .collect();
    let answers = Answers::read(FOUNDING_FIELDS, &typed, "", date::today(clock::now()))?;
    let mut lines = Lines::of(call)?;
    let policy = policy(call, &lines)?;
    let passphrase = chosen_passphrase(call, &mut lines, policy)?;
    make_folder_of(call.db())?;
    let founding = Founding {
        answers: &answers,
        passphrase: &passphrase,
        cost: KdfCost::PRODUCTION,
        purpose: Purpose::Real,
        policy,
    };
    let mut session = found(&call.place(), &founding, call.origin())?;
    call.tell(&sentence!(
        "{db} にストアを作成しました。操作者は {operator} です。鍵ファイル（.keys）とともに、すぐにバックアップ（backup）してください。",
        "The store {db} is made; its operator is {operator}. Make a backup soon (backup): it holds the slot file (.keys), too.",
        db = call.db().display(),
        operator = session.actor.operator
    ));
    match policy {
        PassphrasePolicy::TwoFactor => set_up_factor(call, &mut session, &mut lines)?,
        PassphrasePolicy::Long | PassphrasePolicy::Regulation => {
            call.tell(&sentence!(
                "サインインの方式は「{policy}」です。二要素にするには operator policy two_factor を実行してください。",
                "The sign-in policy is: {policy}. For two factors: operator policy two_factor.",
                policy = policy.label()
            ));
        }
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

/// What every sign-in asks for: as said; else two factors, which need a terminal to be shown on. Where a
/// script founds a store, a passphrase of 13 characters stands for the second factor.
fn policy(call: &Call<'_>, lines: &Lines) -> Result<PassphrasePolicy, Failure> {
    match (call.maybe("policy").and_then(PassphrasePolicy::read), lines) {
        (Some(policy), _) => Ok(policy),
        (None, Lines::None) => Ok(PassphrasePolicy::TwoFactor),
        (None, Lines::File(_) | Lines::Stdin) => Ok(PassphrasePolicy::Long),
    }
}

/// The passphrase given, or typed twice.
fn chosen_passphrase(
    call: &Call<'_>,
    lines: &mut Lines,
    policy: PassphrasePolicy,
) -> Result<Zeroizing<String>, Failure> {
    match lines.next()? {
        Some(given) => Ok(given),
        None => sign_in::chosen_on_terminal(call.lang(), |typed| passphrase::objection(typed, &[], policy)),
    }
}

/// Makes the folder of a new store, private, where it is not there yet.
fn make_folder_of(db: &Path) -> Result<(), Failure> {
    let Some(folder) = db.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    Ok(DirBuilder::new().recursive(true).mode(0o700).create(folder)?)
}
