//! `ssh`: setting sshd up, and the two commands that sshd itself starts.

mod asked;
mod session;
mod setup;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Arg, JSON, Next, Run, Shape, Verb, Word};
use crate::ssh::public_key::Key;
use crate::ssh::setup::{ACCOUNT, KEYS_ACCOUNT, PUBLIC_FILE, key_line};
use crate::store::ssh_keys;
use crate::text::{Sentence, Text};

/// Every command about SSH.
pub(super) fn verbs() -> Vec<Verb> {
    let public_file = || {
        Arg::new(
            "public_file",
            Shape::File,
            crate::sentence!(
                "指紋のファイル（初期値 {file}）",
                "The file of fingerprints ({file} unless given)",
                file = PUBLIC_FILE
            ),
        )
    };
    vec![
        verb(
            "setup",
            Text::new(
                "sshd の設定を出力（--check で、動いている設定を点検）",
                "Print the settings for sshd, or with --check compare them with those in force",
            ),
            vec![
                Arg::new("check", Shape::Flag, Text::new("sshd に尋ねて点検", "Ask sshd, and compare")),
                Arg::new("user", Shape::Value("ACCOUNT"), account(ACCOUNT)),
                Arg::new("keys_user", Shape::Value("ACCOUNT"), keys_account(KEYS_ACCOUNT)),
                public_file(),
                Arg::new(
                    "sshd_config",
                    Shape::File,
                    Text::new("sshd の別の設定ファイルを点検", "Check another file of sshd's"),
                ),
                Arg::new("json", Shape::Flag, JSON),
            ],
            setup::setup,
        ),
        verb(
            "keys",
            Text::new(
                "登録された鍵なら authorized_keys の1行を出力（sshd が実行）",
                "Print the line of authorized_keys for a key that is registered (sshd runs it)",
            ),
            vec![
                public_file(),
                Arg::new("fingerprint", Shape::One("FINGERPRINT"), Text::new("指紋", "The fingerprint")),
                Arg::new("type", Shape::One("TYPE"), Text::new("鍵の種類", "The kind of key")),
                Arg::new("key", Shape::One("KEY"), Text::new("鍵", "The key")),
            ],
            keys,
        ),
        verb(
            "session",
            Text::new(
                "隔離したセッションで、鍵の操作者として画面か指定のコマンドを開く（sshd が実行）",
                "Shut in, open the console or the command asked for, as the key's operator (sshd runs it)",
            ),
            vec![Arg::new("key_id", Shape::Needed("ID"), Text::new("鍵の名前", "The key's name"))],
            session::open,
        ),
    ]
}

/// Prints a line for a key that is registered, and nothing for any other. Reads the public file alone.
fn keys(call: &Call<'_>) -> Result<Next, Failure> {
    let told = format!("{} {}", call.text("type"), call.text("key"));
    // Not of a kind that could have been registered: as unknown as any other.
    let Ok(key) = Key::parse(&told) else { return Ok(Status::Done.into()) };
    if key.fingerprint != call.text("fingerprint") {
        return Ok(Status::Done.into());
    }
    let public = call.file("public_file").unwrap_or(std::path::Path::new(PUBLIC_FILE));
    let unreadable = |error| super::sign_in::unreadable(public, &error);
    if let Some(id) = ssh_keys::published(public, &key.fingerprint).map_err(unreadable)? {
        output::print(&key_line(&std::env::current_exe()?, &id, &key.line))?;
    }
    Ok(Status::Done.into())
}

fn account(usual: &'static str) -> Sentence {
    crate::sentence!(
        "セッションを動かすアカウント（初期値 {usual}）",
        "The account that sessions run as ({usual} unless given)",
        usual = usual
    )
}

fn keys_account(usual: &'static str) -> Sentence {
    crate::sentence!(
        "鍵を調べるアカウント（初期値 {usual}）",
        "The account that looks keys up ({usual} unless given)",
        usual = usual
    )
}

fn verb(name: &str, about: Text, args: Vec<Arg>, run: fn(&Call<'_>) -> Result<Next, Failure>) -> Verb {
    let ssh = Text::new("SSH：sshd の設定と点検", "SSH: settings of sshd, and checking them");
    Verb {
        noun: Some(Word { name: "ssh", about: ssh.into() }),
        name: name.to_owned(),
        label: about.into(),
        about: about.into(),
        args,
        run: Run::Tool(run),
    }
}
