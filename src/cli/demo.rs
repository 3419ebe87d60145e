//! `demo`: makes a store of invented people and opens it, or prints who may sign in.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::Go;
use crate::config::Config;
use crate::demo::{Account, Progress, Scale};
use crate::sentence;
use crate::session::{self, DemoOrder, make_demo};
use crate::store::slots::Purpose;
use crate::store::vault::Credential;
use crate::text::Lang;

/// Frames a second of the progress line.
const FRAMES: u8 = 4;

/// Makes a demo, or opens the one that is there.
pub(super) fn demo(call: &Call<'_>) -> Result<Next, Failure> {
    let Some(path) = call.file("db") else { return in_a_folder_of_its_own(call) };
    if path.symlink_metadata().is_ok() {
        return again(call, path);
    }
    let accounts = make(call, path)?;
    if call.has("no_open") {
        return told(path, accounts.iter().map(account).collect());
    }
    Ok(opened(call, path.to_owned(), None))
}

/// A demo that goes when the console closes; kept, where it is not to be opened.
fn in_a_folder_of_its_own(call: &Call<'_>) -> Result<Next, Failure> {
    let folder = tempfile::Builder::new().prefix("mcs-console-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    let accounts = make(call, &path)?;
    if call.has("no_open") {
        let _kept = folder.keep();
        return told(&path, accounts.iter().map(account).collect());
    }
    Ok(opened(call, path, Some(folder)))
}

/// A demo file that is there is opened again; any other file is refused.
fn again(call: &Call<'_>, path: &Path) -> Result<Next, Failure> {
    if !matches!(session::purpose_of(path), Ok(Purpose::Demo)) {
        return Err(Failure::new(
            Status::Refused,
            sentence!(
                "{path} は既にあり、デモではありません。別の名前を指定してください。",
                "{path} is there already and is no demo. Choose another name.",
                path = path.display()
            ),
        ));
    }
    if call.has("no_open") {
        let operators = session::operators_of(path)?;
        return told(path, operators.into_iter().map(|id| json!({ "id": id, "passphrase": null })).collect());
    }
    Ok(opened(call, path.to_owned(), None))
}

fn make(call: &Call<'_>, path: &Path) -> Result<Vec<Account>, Failure> {
    let scale = call.maybe("scale").and_then(Scale::read).unwrap_or(Scale::Small);
    let order = DemoOrder { scale, seed: call.number("seed").map_or(1, u64::from) };
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(FRAMES));
    if let Ok(style) = ProgressStyle::with_template("{msg} {pos}/{len} [{elapsed}]") {
        bar.set_style(style);
    }
    let made = make_demo(path, order, &mut |progress| shown(&bar, progress, call.lang()));
    bar.finish_and_clear();
    Ok(made?)
}

fn shown(bar: &ProgressBar, progress: Progress, lang: Lang) -> Go {
    bar.set_length(progress.of);
    bar.set_message(progress.what.get(lang));
    bar.set_position(progress.done);
    Go::On
}

fn account(account: &Account) -> Value {
    json!({
        "id": account.actor.operator,
        "role": account.actor.role,
        "office": account.actor.office,
        "name": account.actor.name,
        "passphrase": account.passphrase,
    })
}

fn told(path: &Path, operators: Vec<Value>) -> Result<Next, Failure> {
    let path = std::fs::canonicalize(path)?;
    output::print_json(&json!({ "path": path, "operators": operators }))?;
    Ok(Status::Done.into())
}

fn opened(call: &Call<'_>, db: PathBuf, folder: Option<tempfile::TempDir>) -> Next {
    Next::Console(Box::new(super::Opening {
        config: Config { db, ..call.config.clone() },
        origin: call.origin(),
        operator: None,
        bound: super::Bound::Free,
        credential: Some(Credential::Demo),
        folder,
    }))
}
