//! Credentials from the command line: a file, standard input, or a prompt; a demo needs none.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::call::Call;
use super::status::{Failure, Status};
use super::verb::Next;
use super::{batch, prompt};
use crate::sentence;
use crate::session;
use crate::store::slots::Purpose;
use crate::store::vault::Credential;
use crate::text::Text;

/// The longest first line of a passphrase file that is read, in bytes.
const LINE_BYTES_MAX: u64 = 4096;

/// The credential for the store at `path`.
pub(super) fn credential(call: &Call<'_>, path: &Path) -> Result<Credential, Failure> {
    if !is_asked_for(call) {
        return match session::purpose_of(path)? {
            Purpose::Demo => Ok(Credential::Demo),
            Purpose::Real => Err(Failure::new(Status::NotPermitted, NO_CREDENTIAL)),
        };
    }
    let operator = operator(call, path)?;
    let passphrase = match given_passphrase(call)? {
        Some(passphrase) => passphrase,
        None => prompt::secret(PASSPHRASE.get(call.lang())).map_err(no_terminal)?,
    };
    Ok(Credential::Passphrase { operator, passphrase })
}

/// The console opens; the command line may have said already as whom.
pub(super) fn opening(call: &Call<'_>) -> Result<Next, Failure> {
    let operator = call.maybe("operator").map(str::to_owned);
    let is_demo = matches!(session::purpose_of(call.db()), Ok(Purpose::Demo));
    let credential = match given_passphrase(call)? {
        Some(passphrase) => {
            Some(Credential::Passphrase { operator: self::operator(call, call.db())?, passphrase })
        }
        None => (is_demo && operator.is_none()).then_some(Credential::Demo),
    };
    Ok(Next::Console(Box::new(super::Opening {
        config: call.config.clone(),
        origin: call.origin(),
        operator,
        credential,
        folder: None,
    })))
}

/// The passphrase that a file or standard input gives; `None` where neither is named.
pub(super) fn given_passphrase(call: &Call<'_>) -> Result<Option<Zeroizing<String>>, Failure> {
    if let Some(path) = call.file("passphrase_file") {
        let unreadable = |error: io::Error| {
            Failure::usage(sentence!(
                "{file} を読めません：{why}",
                "{file} cannot be read: {why}",
                file = path.display(),
                why = error
            ))
        };
        return File::open(path).and_then(first_line).map(Some).map_err(unreadable);
    }
    if call.has("passphrase_stdin") {
        // Byte by byte from the input itself: what follows is for `batch`, and no buffer keeps a copy.
        return Ok(Some(first_line(batch::standard_input()?)?));
    }
    Ok(None)
}

/// The sentence where there is no terminal to ask on.
pub(super) fn no_terminal(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::Interrupted {
        return Failure::new(Status::NotPermitted, Text::new("中止しました。", "Cancelled."));
    }
    Failure::new(Status::NotPermitted, NO_CREDENTIAL)
}

pub(super) const PASSPHRASE: Text = Text::new("パスフレーズ: ", "Passphrase: ");

/// Nobody said how to sign in, and there is no terminal to ask on.
pub const NO_CREDENTIAL: Text = Text::new(
    "サインインしていません。--operator（端末で入力）、--passphrase-file、--passphrase-stdin のいずれかを指定してください。",
    "Not signed in. Give --operator (asks on the terminal), --passphrase-file or --passphrase-stdin.",
);

/// Whether the command line says how to sign in.
pub(super) fn is_asked_for(call: &Call<'_>) -> bool {
    call.maybe("operator").is_some() || call.file("passphrase_file").is_some() || call.has("passphrase_stdin")
}

/// The operator named, or the only one who has a key.
fn operator(call: &Call<'_>, path: &Path) -> Result<String, Failure> {
    if let Some(operator) = call.maybe("operator") {
        return Ok(operator.trim().to_uppercase());
    }
    let mut operators = session::operators_of(path)?;
    match (operators.pop(), operators.is_empty()) {
        (Some(only), true) => Ok(only),
        _ => Err(Failure::new(
            Status::NotPermitted,
            Text::new(
                "操作者が複数います。--operator で指定してください。",
                "There are several operators. Say which one with --operator.",
            ),
        )),
    }
}

/// The first line, without its line end and otherwise as typed; wiped after use.
fn first_line(from: impl Read) -> io::Result<Zeroizing<String>> {
    // One read buffer that is wiped, instead of the one inside a BufReader, which is not.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LINE_BYTES_MAX as usize));
    BufReader::with_capacity(1, from.take(LINE_BYTES_MAX)).read_until(b'\n', &mut bytes)?;
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(Zeroizing::new(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_the_first_line_as_typed() {
        for (text, passphrase) in [
            ("correct horse\n", "correct horse"),
            (" spaces stay \r\nnext", " spaces stay "),
            ("朝の雨", "朝の雨"),
            ("", ""),
            ("\u{feff}saved by an editor\n", "saved by an editor"),
        ] {
            assert_eq!(first_line(text.as_bytes()).unwrap().as_str(), passphrase, "{text:?}");
        }
        assert!(first_line([0xff, 0xfe].as_slice()).is_err());
    }
}
