//! `operator add-key`, `keys` and `remove-key`: the public keys with which operators come in over SSH.

use serde_json::json;

use super::super::call::Call;
use super::super::output;
use super::super::status::{Failure, Status};
use super::super::verb::Next;
use crate::sentence;
use crate::ssh::public_key::Key;
use crate::text::date::{clock, instant_iso, today};
use crate::text::{Sentence, Shown, Text};

/// The longest file with a public key that is read, in bytes.
const FILE_BYTES_MAX: u64 = 64 << 10;

/// Adds a key.
pub(super) fn add(call: &Call<'_>) -> Result<Next, Failure> {
    let key = Key::parse(&given(call)?).map_err(not_a_key)?;
    let operator = super::id(call);
    let public = call.config.ssh_fingerprints.as_deref();
    let what = Text::new("SSHの鍵の登録", "Adding an SSH key");
    call.sign_in_proved(what)?.add_ssh_key(&operator, &key.fingerprint, public)?;
    call.tell(&sentence!(
        "{operator} の鍵 {fingerprint} を登録しました。SSHで使えます。",
        "The key {fingerprint} of {operator} is registered. It works over SSH.",
        operator = Shown::new(&operator),
        fingerprint = key.fingerprint
    ));
    Ok(Status::Done.into())
}

/// Lists keys.
pub(super) fn list(call: &Call<'_>) -> Result<Next, Failure> {
    let keys = call.sign_in_reading()?.ssh_keys_here()?;
    if call.has("json") {
        let row = |key: &crate::store::ssh_keys::SshKey| {
            let added = instant_iso(key.added);
            json!({ "operator": key.operator, "fingerprint": key.fingerprint, "added": added })
        };
        output::print_json(&keys.iter().map(row).collect::<Vec<_>>())?;
        return Ok(Status::Done.into());
    }
    let row = |key: &crate::store::ssh_keys::SshKey| {
        format!("{:8}  {}  {} {}\n", key.operator, key.fingerprint, today(key.added), clock(key.added))
    };
    output::print(&keys.iter().map(row).collect::<String>())?;
    Ok(Status::Done.into())
}

/// Removes a key.
pub(super) fn remove(call: &Call<'_>) -> Result<Next, Failure> {
    let operator = super::id(call);
    let what = Text::new("SSHの鍵の削除", "Removing an SSH key");
    call.sign_in_proved(what)?.remove_ssh_key(&operator, call.text("fingerprint"))?;
    call.tell(&crate::session::access::KEY_REMOVED.into());
    Ok(Status::Done.into())
}

/// The key, from the option or the file; only one of the two.
fn given(call: &Call<'_>) -> Result<String, Failure> {
    match (call.maybe("key"), call.file("file")) {
        (Some(key), None) => Ok(key.to_owned()),
        (None, Some(file)) => {
            let unreadable = |error| super::super::sign_in::unreadable(file, &error);
            let open = std::fs::File::open(file).map_err(unreadable)?;
            std::io::read_to_string(std::io::Read::take(open, FILE_BYTES_MAX)).map_err(unreadable)
        }
        _ => Err(Failure::usage(Text::new(
            "--key か --file のどちらかで公開鍵を指定してください。",
            "Give a public key with either --key or --file.",
        ))),
    }
}

fn not_a_key(why: Sentence) -> Failure {
    Failure::usage(why)
}
