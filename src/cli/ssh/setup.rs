//! `ssh setup`: prints the drop-in for sshd, or asks sshd whether it does what the drop-in says.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::call::Call;
use super::super::output;
use super::super::status::{Failure, Status};
use super::super::verb::Next;
use crate::sentence;
use crate::ssh::check::{deviations, further_steps, settings_of};
use crate::ssh::confine;
use crate::ssh::setup::{ACCOUNT, KEYS_ACCOUNT, PUBLIC_FILE, Setup};
use crate::text::{Lang, Sentence, Text};

/// Where sshd may lie: a root's path has these folders, another's may not.
const SSHD: [&str; 3] = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

/// Prints the drop-in, or checks.
pub(super) fn setup(call: &Call<'_>) -> Result<Next, Failure> {
    let setup = Setup::new(Setup {
        account: call.maybe("user").unwrap_or(ACCOUNT).to_owned(),
        keys_account: call.maybe("keys_user").unwrap_or(KEYS_ACCOUNT).to_owned(),
        public_file: call.file("public_file").map_or_else(|| PathBuf::from(PUBLIC_FILE), Path::to_owned),
        program: std::env::current_exe()?,
    })
    .map_err(Failure::usage)?;
    if call.has("check") {
        return check(call, &setup).map(Next::from);
    }
    output::print(&setup.drop_in())?;
    for step in further_steps(&setup) {
        call.tell(&step);
    }
    Ok(Status::Done.into())
}

fn check(call: &Call<'_>, setup: &Setup) -> Result<Status, Failure> {
    let mut found = deviations(setup, &asked(call, setup)?);
    if !confine::is_possible() {
        found.push(confine::NotConfined::NoLandlock.sentence());
    }
    if call.has("json") {
        output::print_json(&found.iter().map(as_json).collect::<Vec<_>>())?;
    }
    for sentence in &found {
        call.tell(sentence);
    }
    if found.is_empty() {
        let words = Text::new("sshd は設定どおりです。", "sshd does what the settings say.");
        call.tell(&words.into());
        return Ok(Status::Done);
    }
    Ok(Status::Refused)
}

fn asked(call: &Call<'_>, setup: &Setup) -> Result<String, Failure> {
    let sshd = SSHD.iter().map(Path::new).find(|path| path.exists()).ok_or_else(|| {
        Failure::new(
            Status::NotFound,
            Text::new(
                "sshd がありません（apt install openssh-server）。",
                "There is no sshd (apt install openssh-server).",
            ),
        )
    })?;
    settings_of(sshd, &setup.account, call.file("sshd_config")).map_err(|error| {
        Failure::new(
            Status::Refused,
            sentence!(
                "sshd に尋ねられません（root で実行してください）：{why}",
                "sshd cannot be asked (run this as root): {why}",
                why = crate::text::Shown::new(&error.to_string())
            ),
        )
    })
}

fn as_json(sentence: &Sentence) -> serde_json::Value {
    json!({ "sentence": sentence.get(Lang::Ja), "sentence_en": sentence.get(Lang::En) })
}
