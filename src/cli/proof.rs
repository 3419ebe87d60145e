//! The passphrase, asked again before what is grave: dismissing an administrator, exports, keys and the policy.
//!
//! A command signs in for itself: a passphrase typed for it, on the terminal or on standard input, was given for this
//! very act. One that lies in a file was not, and a person at the terminal is asked. A job without a terminal gives it
//! on standard input, or is refused in one sentence. A service's key is made for what it does; a demo asks nothing.

use std::io::IsTerminal as _;

use super::call::Call;
use super::prompt;
use super::sign_in::no_terminal;
use super::status::{Failure, Status};
use crate::domain::Assurance;
use crate::session::Session;
use crate::text::{Sentence, Text};

/// Asks for the passphrase once more, unless it was given for this very command.
pub(super) fn asked_again(call: &Call<'_>, session: &mut Session, what: Text) -> Result<(), Failure> {
    if session.assurance() == Assurance::JustProved || session.is_service() {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Status::NotPermitted, unproved(what)));
    }
    let prompt = crate::sentence!(
        "{what}：もう一度 {operator} のパスフレーズ: ",
        "{what}: the passphrase of {operator} once more: ",
        what = what,
        operator = session.actor.operator
    );
    let passphrase = prompt::secret(prompt.get(call.lang())).map_err(no_terminal)?;
    Ok(session.prove(passphrase)?)
}

/// A file shows nobody's presence.
fn unproved(what: Text) -> Sentence {
    crate::sentence!(
        "「{what}」には、この場でのパスフレーズが必要です。ファイルではなく、標準入力（--passphrase-stdin）か端末で入力してください。",
        "{what}: the passphrase must be given for it, on standard input (--passphrase-stdin) or on a terminal; a file does not do.",
        what = what
    )
}

impl Call<'_> {
    /// Signs in for what writes beside the table of actions, with the passphrase given for it.
    pub(super) fn sign_in_proved(&self, what: Text) -> Result<Session, Failure> {
        let mut session = self.sign_in_writing()?;
        asked_again(self, &mut session, what)?;
        Ok(session)
    }
}
