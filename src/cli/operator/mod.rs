//! `operator`: who signs in, and how. Secrets are typed on the terminal or come by standard input; what is
//! made anew (codes, words, QR code) is data and goes to standard output, once.

mod key;
mod newcomer;
mod own;
mod verbs;

use serde_json::json;

use super::call::Call;
use super::output;
use super::sign_in::Lines;
use super::status::{Failure, Status, option_name};
use super::verb::Next;
use crate::domain::{PassphrasePolicy, Role};
use crate::sentence;
use crate::session::access::{self, NoAccess, OneTimeCode, Operator};
use crate::store::files;
use crate::text::date::instant_iso;
use crate::text::{Shown, Text, width};

pub(super) use own::set_up_factor;
pub(super) use verbs::verbs;

/// Lists operators with what each has.
fn list(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let all = access::operators(&session)?;
    if call.has("json") {
        output::print_json(&all.iter().map(as_json).collect::<Vec<_>>())?;
        return Ok(Status::Done.into());
    }
    let lang = call.lang();
    let mut text = String::new();
    for operator in &all {
        let role = operator.role.map_or(NO_ROLE, Role::label);
        let columns = [
            (operator.operator.clone(), 10),
            (role.get(lang).to_owned(), 20),
            (Shown::new(&operator.name).to_string(), 22),
            (state(operator).get(lang).to_owned(), 0),
        ];
        for (words, cells) in columns {
            text.push_str(&width::pad(&width::cut(&words, cells.max(width::cells(&words).min(60))), cells));
        }
        text.push('\n');
    }
    output::print(&text)?;
    Ok(Status::Done.into())
}

const NO_ROLE: Text = Text::new("操作者ではない", "no operator");

/// How far an operator has come.
fn state(operator: &Operator) -> Text {
    match (operator.passphrase_since, operator.has_factor, operator.code_until) {
        (Some(_), true, Some(_)) => {
            Text::new("鍵あり・二要素・コード発行中", "has a key and a second factor; a code is out")
        }
        (Some(_), false, Some(_)) => Text::new("鍵あり・コード発行中", "has a key; a code is out"),
        (Some(_), true, None) => Text::new("鍵あり・二要素", "has a key and a second factor"),
        (Some(_), false, None) => Text::new("鍵あり", "has a key"),
        (None, _, Some(_)) => Text::new("コード発行中", "a code is out"),
        (None, _, None) => Text::new("鍵なし", "has no key"),
    }
}

fn as_json(operator: &Operator) -> serde_json::Value {
    json!({
        "operator": operator.operator,
        "role": operator.role,
        "name": operator.name,
        "passphrase_since": operator.passphrase_since.map(instant_iso),
        "code_until": operator.code_until.map(instant_iso),
        "second_factor": operator.has_factor,
        "last_sign_in": operator.last.as_ref().map(|last| instant_iso(last.at)),
    })
}

/// Makes a one-time code.
fn invite(call: &Call<'_>) -> Result<Next, Failure> {
    let code = call.sign_in_proved(Text::new("コードの発行", "A one-time code"))?.invite(&id(call))?;
    hand_over(call, &code)
}

/// Adds a head or a desk of the city, and makes the code.
fn add(call: &Call<'_>) -> Result<Next, Failure> {
    let role = needed(call, "role")?;
    let role = Role::read(role)
        .ok_or_else(|| Failure::usage(Text::new("--role：head か city です。", "--role: head or city.")))?;
    let name = needed(call, "name")?;
    let code =
        call.sign_in_proved(Text::new("操作者の追加", "Adding an operator"))?.add_operator(role, name)?;
    hand_over(call, &code)
}

/// The code on standard output; what it is, on standard error.
fn hand_over(call: &Call<'_>, code: &OneTimeCode) -> Result<Next, Failure> {
    call.tell(&code.sentence());
    if call.has("json") {
        let until = instant_iso(code.until);
        output::print_json(&json!({ "operator": code.operator, "words": *code.words, "until": until }))?;
    } else {
        output::print(&format!("{}\n", *code.words))?;
    }
    Ok(Status::Done.into())
}

/// Takes an operator's key away.
fn remove(call: &Call<'_>) -> Result<Next, Failure> {
    let operator = id(call);
    call.sign_in_proved(Text::new("鍵の削除", "Removing a key"))?.remove_operator(&operator)?;
    call.tell(&access::key_removed(&operator));
    Ok(Status::Done.into())
}

/// Changes the policy.
fn policy(call: &Call<'_>) -> Result<Next, Failure> {
    let word = call.text("policy");
    let policy = PassphrasePolicy::read(word).ok_or_else(|| {
        Failure::usage(Text::new(
            "二要素・13文字以上・規程どおり のいずれかです。",
            "Give two_factor, long or regulation.",
        ))
    })?;
    call.sign_in_proved(Text::new("方式の変更", "Changing the policy"))?.set_policy(policy)?;
    call.tell(&sentence!(
        "サインインの方式を「{policy}」にしました。次のサインインから適用します。",
        "The sign-in policy is now: {policy}. It holds from everybody's next sign-in.",
        policy = policy.label()
    ));
    Ok(Status::Done.into())
}

/// Makes the words for the sealed envelope.
fn envelope(call: &Call<'_>) -> Result<Next, Failure> {
    let words = call.sign_in_proved(Text::new("回復用の封筒", "The recovery envelope"))?.make_envelope()?;
    call.tell(
        &Text::new(
            "回復用の語です。紙に書いて封をし、金庫に保管してください。二度と表示しません。",
            "The recovery words. Write them down, seal the envelope, keep it in a safe. They are not shown again.",
        )
        .into(),
    );
    output::print(&format!("{}\n", *words))?;
    Ok(Status::Done.into())
}

/// Makes a service's key file.
fn service(call: &Call<'_>) -> Result<Next, Failure> {
    let (name, to) = (call.text("name").to_owned(), call.file("file"));
    let Some(to) = to else {
        return Err(Failure::usage(Text::new("ファイルを指定してください。", "Give a file.")));
    };
    if to.symlink_metadata().is_ok() {
        return Err(Failure::new(
            Status::Refused,
            sentence!("{file} は既にあります。", "{file} is there already.", file = to.display()),
        ));
    }
    let secret = call.sign_in_proved(Text::new("サービス用の鍵", "A service key"))?.add_service(&name)?;
    let text = zeroize::Zeroizing::new(format!("{}\n{name}\n{}\n", super::sign_in::SERVICE_KEY, *secret));
    files::write_new(to, text.as_bytes()).map_err(NoAccess::from)?;
    call.tell(&sentence!(
        "{file} に読取専用の鍵を書きました。today・check・audit verify・backup で --service-key に指定できます。",
        "A key that only reads stands in {file}. Give it with --service-key to today, check, audit verify and backup.",
        file = to.display()
    ));
    Ok(Status::Done.into())
}

/// Takes a service's key away.
fn end_service(call: &Call<'_>) -> Result<Next, Failure> {
    call.sign_in_proved(Text::new("サービス用の鍵の削除", "Removing a service key"))?
        .remove_service(call.text("name"))?;
    call.tell(&Text::new("サービス用の鍵を削除しました。", "The service key is removed.").into());
    Ok(Status::Done.into())
}

/// The operator that is named.
fn id(call: &Call<'_>) -> String {
    call.text("id").trim().to_uppercase()
}

fn needed<'c>(call: &'c Call<'_>, field: &'static str) -> Result<&'c str, Failure> {
    call.maybe(field).ok_or_else(|| {
        let option = option_name(field);
        Failure::usage(sentence!("--{option} を指定してください。", "Give --{option}.", option = option))
    })
}

/// A secret to be chosen: the next line where lines are given, else typed twice on the terminal.
fn chosen(call: &Call<'_>, lines: &mut Lines) -> Result<zeroize::Zeroizing<String>, Failure> {
    if let Some(given) = lines.next()? {
        return Ok(given);
    }
    super::sign_in::chosen_on_terminal(call.lang(), |_| None)
}

impl From<NoAccess> for Failure {
    fn from(error: NoAccess) -> Failure {
        let status = match &error {
            NoAccess::Denied(_) | NoAccess::WrongCode | NoAccess::WrongEnvelope | NoAccess::Unproved => {
                Status::NotPermitted
            }
            NoAccess::Refused(_) => Status::Refused,
            NoAccess::Unknown => Status::NotFound,
            NoAccess::Answer(_) => Status::Usage,
            NoAccess::NotSignedIn(_) | NoAccess::Store(_) => {
                return match error {
                    NoAccess::NotSignedIn(error) => error.into(),
                    NoAccess::Store(error) => error.into(),
                    _ => Failure::new(Status::Internal, error.sentence()),
                };
            }
        };
        Failure::new(status, error.sentence())
    }
}
