//! The own sessions, and the key that all of them stand on.

use std::time::Duration;

use serde_json::json;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Arg, JSON, Next, Run, Shape, Verb, Word};
use crate::session::access;
use crate::store::presence::{self, Ended};
use crate::text::Text;
use crate::text::date::{Instant, instant_iso};

/// How long a change of the key waits for the others, unless said otherwise.
const SECONDS: u32 = 60;

/// The commands about sessions and the store's key.
pub(super) fn verbs() -> Vec<Verb> {
    let sessions = Word {
        name: "session",
        about: Text::new("自分の接続：一覧、終了", "Your own sessions: list, end").into(),
    };
    let store = Word { name: "store", about: Text::new("ストアの鍵", "The store's key").into() };
    vec![
        verb(
            sessions.clone(),
            "list",
            Text::new("自分の接続の一覧", "List your own sessions"),
            vec![Arg::new("json", Shape::Flag, JSON)],
            list,
        ),
        verb(
            sessions,
            "end",
            Text::new("自分の接続を終了", "End one of your own sessions"),
            vec![Arg::new("session", Shape::One("SESSION"), Text::new("接続の名前", "The session's name"))],
            end,
        ),
        verb(
            store,
            "rekey",
            Text::new(
                "ストアの鍵を交換（ほかの接続は閉じられ、開き直せる）",
                "Change the store's key (other sessions close, and can open again)",
            ),
            vec![Arg::new(
                "wait",
                Shape::Number,
                Text::new(
                    "ほかの接続を待つ秒数（初期値 60）",
                    "Seconds to wait for the others (60 unless given)",
                ),
            )],
            rekey,
        ),
    ]
}

fn list(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let own: Vec<_> = presence::visitors(call.db())
        .map_err(crate::session::NotSignedIn::from)?
        .into_iter()
        .filter(|(visitor, _)| visitor.operator == session.actor.operator)
        .map(|(visitor, since)| (visitor.session, Instant::from(since)))
        .collect();
    if call.has("json") {
        let rows = own.iter().map(|(name, since)| json!({ "session": name, "since": instant_iso(*since) }));
        output::print_json(&rows.collect::<Vec<_>>())?;
    } else {
        let lines = own.iter().map(|(name, since)| format!("{name}  {}\n", instant_iso(*since)));
        output::print(&lines.collect::<String>())?;
    }
    if own.is_empty() {
        call.tell(&Text::new("開いている接続はありません。", "No session is open.").into());
    }
    Ok(Status::Done.into())
}

fn end(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let name = call.text("session");
    let ended = presence::end(call.db(), &session.actor.operator, name);
    match ended.map_err(crate::session::NotSignedIn::from)? {
        Ended::Gone => {
            call.tell(&access::session_ended(name));
            Ok(Status::Done.into())
        }
        Ended::NotThere => Err(Failure::new(Status::NotFound, access::NO_SESSION)),
    }
}

fn rekey(call: &Call<'_>) -> Result<Next, Failure> {
    let seconds = call.number("wait").unwrap_or(SECONDS);
    let what = Text::new("ストアの鍵の交換", "A new key for the store");
    call.sign_in_proved(what)?.rekey(Duration::from_secs(u64::from(seconds)))?;
    call.tell(
        &Text::new(
            "ストアの鍵を交換しました。前の鍵では何も開けません。新しいバックアップを取ってください（backup）。",
            "The store's key is changed; the one before opens nothing. Make a new backup (backup).",
        )
        .into(),
    );
    Ok(Status::Done.into())
}

fn verb(
    noun: Word,
    name: &str,
    about: Text,
    args: Vec<Arg>,
    run: fn(&Call<'_>) -> Result<Next, Failure>,
) -> Verb {
    Verb {
        noun: Some(noun),
        name: name.to_owned(),
        label: about.into(),
        about: about.into(),
        args,
        run: Run::Tool(run),
    }
}
