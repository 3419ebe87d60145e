//! Credentials from the command line: a file, standard input, or a prompt; a demo needs none.
//!
//! A file or standard input gives the passphrase in its first line, and in the next what else is asked for.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::call::Call;
use super::status::{Failure, Status};
use super::verb::Next;
use super::{batch, prompt};
use crate::config::{Face, Mode};
use crate::domain::Assurance;
use crate::sentence;
use crate::session::access::service_owner;
use crate::session::{self, Door, NotSignedIn, Session, Wants};
use crate::store::connection::Access;
use crate::store::files;
use crate::store::slots::Purpose;
use crate::store::vault::Credential;
use crate::text::{Lang, Sentence, Text};

/// The longest line of a passphrase file that is read, in bytes.
const LINE_BYTES_MAX: u64 = 4096;

/// The first line of a service's key file.
pub(super) const SERVICE_KEY: &str = "mcs-console service key 1";

/// Signs in as the command line says. Under a policy of two factors the code comes the same way as the passphrase.
pub(super) fn enter(call: &Call<'_>, access: Access) -> Result<Session, Failure> {
    let mut lines = Lines::of(call)?;
    let credential = credential(call, call.db(), &mut lines)?;
    if access == Access::ReadWrite && matches!(credential, Credential::Service { .. }) {
        let words = Text::new(
            "サービス用の鍵では書き込めません。操作者でサインインしてください（--operator）。",
            "A service key only reads. Sign in as an operator (--operator).",
        );
        return Err(Failure::new(Status::NotPermitted, words));
    }
    let (place, origin) = (call.place(), call.origin());
    let door = match (access, call.config.mode) {
        (Access::ReadOnly, Mode::Writing) => session::knock_to_read(&place, &credential, origin)?,
        _ => session::knock(&place, &credential, access, origin)?,
    };
    through(call, door, &mut lines)
}

/// Signs in to read the evidence or to copy the store: a service's key does so on a store of an older schema, too.
pub(super) fn enter_as_it_is(call: &Call<'_>) -> Result<Session, Failure> {
    if call.file("service_key").is_none() {
        return enter(call, Access::ReadOnly);
    }
    let mut lines = Lines::of(call)?;
    let credential = credential(call, call.db(), &mut lines)?;
    let door = session::knock_as_it_is(&call.place(), &credential, call.origin())?;
    through(call, door, &mut lines)
}

/// Goes through a door, with a code where one is asked for.
pub(super) fn through(call: &Call<'_>, door: Door, lines: &mut Lines) -> Result<Session, Failure> {
    let mut session = past(call, door, lines)?;
    session.assure(lines.assurance());
    call.tell_upgrade(&session);
    // The trace first: whoever cannot leave it does not come in to read.
    session.has_come_by_command()?;
    Ok(session)
}

fn past(call: &Call<'_>, door: Door, lines: &mut Lines) -> Result<Session, Failure> {
    match door.wants() {
        Wants::Nothing => Ok(door.enter()),
        Wants::Code => {
            let code = match lines.next()? {
                Some(code) => code,
                None => prompt::secret(CODE.get(call.lang())).map_err(|_| NotSignedIn::Wants(Wants::Code))?,
            };
            Ok(door.enter_with(&code).map_err(|out| out.error)?)
        }
        wants => Err(NotSignedIn::Wants(wants).into()),
    }
}

/// Signs in to change the own passphrase or second factor, whatever of the two is due; the lines left over.
pub(super) fn for_own_change(call: &Call<'_>) -> Result<(Session, Lines), Failure> {
    call.must_write()?;
    let mut lines = Lines::of(call)?;
    let credential = credential(call, call.db(), &mut lines)?;
    let door = session::knock(&call.place(), &credential, Access::ReadWrite, call.origin())?;
    if door.wants() != Wants::Code {
        let mut session = door.for_own_change();
        session.assure(lines.assurance());
        call.tell_upgrade(&session);
        return Ok((session, lines));
    }
    let code = match lines.next()? {
        Some(code) => code,
        None => prompt::secret(CODE.get(call.lang())).map_err(no_terminal)?,
    };
    let mut session = door.enter_with(&code).map_err(|out| out.error)?;
    session.assure(lines.assurance());
    call.tell_upgrade(&session);
    Ok((session, lines))
}

/// The credential for the store at `path`.
pub(super) fn credential(call: &Call<'_>, path: &Path, lines: &mut Lines) -> Result<Credential, Failure> {
    if let Some(file) = call.file("service_key") {
        return service(file);
    }
    if !is_asked_for(call) {
        return match session::purpose_of(path)? {
            Purpose::Demo => Ok(Credential::Demo),
            Purpose::Real => Err(Failure::new(Status::NotPermitted, NO_CREDENTIAL)),
        };
    }
    let operator = operator(call, path)?;
    let passphrase = match lines.next()? {
        Some(passphrase) => passphrase,
        None => prompt::secret(passphrase_of(&operator).get(call.lang())).map_err(no_terminal)?,
    };
    Ok(Credential::Passphrase { operator, passphrase, code: None })
}

/// What stands in a service's key file, which is as private as the store.
fn service(file: &Path) -> Result<Credential, Failure> {
    let wrong = || {
        Failure::new(
            Status::NotPermitted,
            sentence!(
                "{file} はサービス用の鍵ではありません。",
                "{file} is no service key.",
                file = file.display()
            ),
        )
    };
    let bytes =
        files::read_private(file).map_err(|error| Failure::new(Status::NotPermitted, error.sentence()))?;
    let text = Zeroizing::new(String::from_utf8(bytes).map_err(|_| wrong())?);
    let mut lines = text.lines();
    let (first, name, secret) = (lines.next(), lines.next(), lines.next());
    match (first, name, secret) {
        (Some(SERVICE_KEY), Some(name), Some(secret)) => {
            Ok(Credential::Service { name: service_owner(name), secret: Zeroizing::new(secret.to_owned()) })
        }
        _ => Err(wrong()),
    }
}

/// The console opens; the command line may have said already as whom.
pub(super) fn opening(call: &Call<'_>) -> Result<Next, Failure> {
    let operator = call.maybe("operator").map(str::to_owned);
    let is_demo = matches!(session::purpose_of(call.db()), Ok(Purpose::Demo));
    let mut lines = Lines::of(call)?;
    let credential = match lines.next()? {
        Some(passphrase) => {
            // Under --plain standard input goes on as the conversation, which asks for a code where one is due.
            let talks_on = call.config.face == Face::Plain && matches!(lines, Lines::Stdin);
            let code = if talks_on { None } else { lines.next()? };
            let code = code.map(|code| code.to_string()).filter(|code| !code.is_empty());
            Some(Credential::Passphrase { operator: self::operator(call, call.db())?, passphrase, code })
        }
        None => (is_demo && operator.is_none()).then_some(Credential::Demo),
    };
    Ok(Next::Console(Box::new(super::Opening {
        config: call.config.clone(),
        origin: call.origin(),
        operator,
        bound: super::Bound::Free,
        credential,
        folder: None,
    })))
}

/// Secrets line by line, as a file or standard input gives them; none where neither is named.
pub(super) enum Lines {
    /// Nothing is given: a terminal is asked.
    None,
    /// A file, not read further than asked.
    File(File),
    /// Standard input, not read further than asked.
    Stdin,
}

impl Lines {
    /// The lines that the command line names.
    pub(super) fn of(call: &Call<'_>) -> Result<Lines, Failure> {
        if let Some(path) = call.file("passphrase_file") {
            return File::open(path).map(Lines::File).map_err(|error| unreadable(path, &error));
        }
        Ok(if call.has("passphrase_stdin") { Lines::Stdin } else { Lines::None })
    }

    /// What the passphrase shows that came this way: typed or piped, it was given for this command; a file was there.
    fn assurance(&self) -> Assurance {
        match self {
            Lines::None | Lines::Stdin => Assurance::JustProved,
            Lines::File(_) => Assurance::SignedIn,
        }
    }

    /// The next line; `None` where nothing is given, and an empty one where there are no more.
    pub(super) fn next(&mut self) -> Result<Option<Zeroizing<String>>, Failure> {
        let line = match self {
            Lines::None => return Ok(None),
            Lines::File(file) => first_line(file),
            // Byte by byte from the input itself: what follows is for `batch`, and no buffer keeps a copy.
            Lines::Stdin => batch::standard_input().and_then(first_line),
        };
        line.map(Some).map_err(|error| match self {
            Lines::File(_) => unreadable(Path::new("--passphrase-file"), &error),
            Lines::None | Lines::Stdin => error.into(),
        })
    }
}

/// The sentence where a file that was named cannot be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(sentence!(
        "{file} を読めません：{why}",
        "{file} cannot be read: {why}",
        file = path.display(),
        why = error
    ))
}

/// A new passphrase typed twice on the terminal; `objects` is told before the second time.
pub(super) fn chosen_on_terminal(
    lang: Lang,
    objects: impl Fn(&str) -> Option<Sentence>,
) -> Result<Zeroizing<String>, Failure> {
    let first = prompt::secret(NEW.get(lang)).map_err(no_terminal)?;
    if let Some(objection) = objects(&first) {
        return Err(Failure::usage(objection));
    }
    let second = prompt::secret(AGAIN.get(lang)).map_err(no_terminal)?;
    if first != second {
        return Err(Failure::usage(Text::new(
            "2回の入力が一致しません。もう一度実行してください。",
            "The two entries differ. Try again.",
        )));
    }
    Ok(first)
}

/// The sentence where there is no terminal to ask on.
pub(super) fn no_terminal(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::Interrupted {
        return Failure::new(Status::NotPermitted, Text::new("中止しました。", "Cancelled."));
    }
    Failure::new(Status::NotPermitted, NO_CREDENTIAL)
}

/// The prompt for a passphrase: whose, since there may be several operators, and nobody else's does.
fn passphrase_of(operator: &str) -> Sentence {
    sentence!(
        "{operator} のパスフレーズ: ",
        "Passphrase of {operator}: ",
        operator = crate::text::Shown::new(operator)
    )
}

pub(super) const CODE: Text = Text::new("確認コード（6桁）: ", "Code (6 digits): ");
const NEW: Text =
    Text::new("新しいパスフレーズ（13文字以上を推奨）: ", "New passphrase (13 characters or more advised): ");
const AGAIN: Text = Text::new("もう一度: ", "Once more: ");

/// Nobody said how to sign in, and there is no terminal to ask on.
pub const NO_CREDENTIAL: Text = Text::new(
    "サインインしていません。--operator（端末で入力）、--passphrase-file、--passphrase-stdin のいずれかを指定してください。",
    "Not signed in. Give --operator (asks on the terminal), --passphrase-file or --passphrase-stdin.",
);

/// Whether the command line says how to sign in.
pub(super) fn is_asked_for(call: &Call<'_>) -> bool {
    call.maybe("operator").is_some()
        || call.file("passphrase_file").is_some()
        || call.has("passphrase_stdin")
        || call.file("service_key").is_some()
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

    #[test]
    fn the_lines_of_a_file_come_one_after_the_other() {
        let mut file = tempfile::tempfile().unwrap();
        io::Write::write_all(&mut file, b"passphrase\n123456\n").unwrap();
        io::Seek::rewind(&mut file).unwrap();
        let mut lines = Lines::File(file);
        let mut next = || lines.next().ok().flatten().map(|line| line.to_string());
        assert_eq!(next().as_deref(), Some("passphrase"));
        assert_eq!(next().as_deref(), Some("123456"));
        assert_eq!(next().as_deref(), Some(""));
    }
}
