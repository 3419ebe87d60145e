//! Signing in and unlocking: the operator, then a passphrase that is not shown while it is typed.
//!
//! What was read out before stays on the terminal: without moving the cursor nothing can be taken off it.

use super::desk::Desk;
use super::newcomer::{self, Whose};
use super::talk::{Break, Talk};
use super::{Start, walk, write};
use crate::domain::Assurance;
use crate::sentence;
use crate::session::factor::Factor;
use crate::session::{self, Door, NotSignedIn, Session, Wants, Why, clock};
use crate::store::connection::Access;
use crate::store::slots::Purpose;
use crate::store::vault::Credential;
use crate::text::{Sentence, Text};

/// Why nobody is signed in.
pub enum NoEntry {
    /// Nobody answers any more.
    Left,
    /// The credential that came with the start does not open the store.
    Refused(NotSignedIn),
    /// There is no terminal to ask on.
    NoTerminal,
}

/// Signs in with what the start brings, or asks until it fits.
pub fn sign_in(talk: &mut Talk, start: &Start) -> Result<Session, NoEntry> {
    if let Some(credential) = &start.credential {
        let door = start.knock(credential).map_err(NoEntry::Refused)?;
        if let (Wants::Code, Credential::Passphrase { code: Some(code), .. }) = (door.wants(), credential) {
            return door.enter_with(code).map_err(|out| NoEntry::Refused(out.error));
        }
        return through(talk, start, door);
    }
    if !talk.is_terminal() {
        return Err(NoEntry::NoTerminal);
    }
    if start.access == Access::ReadWrite {
        talk.say(newcomer::OTHER_WAYS.get(start.lang));
    }
    loop {
        let whose = whose(talk, start)?;
        let (Whose::Said(operator) | Whose::Only(operator)) = &whose;
        let prompt =
            sentence!("{operator} のパスフレーズ >", "Passphrase of {operator} >", operator = operator);
        let passphrase = talk.ask_secret(prompt.get(start.lang)).map_err(|_| NoEntry::Left)?;
        if passphrase.is_empty() && start.access == Access::ReadWrite {
            match newcomer::come_in(talk, start, &whose)? {
                Some(door) => return through(talk, start, door),
                None => continue,
            }
        }
        let operator = operator.clone();
        match start.knock(&Credential::Passphrase { operator, passphrase, code: None }) {
            Ok(door) => return through(talk, start, door),
            Err(error) => talk.say(error.sentence().get(start.lang)),
        }
    }
}

/// What else the store's policy asks for: a code, a second factor to be set up, a new passphrase.
fn through(talk: &mut Talk, start: &Start, mut door: Door) -> Result<Session, NoEntry> {
    loop {
        match (door.wants(), start.access) {
            (Wants::Nothing, _) => return Ok(door.enter()),
            (Wants::Code, _) => {}
            (Wants::Factor, Access::ReadWrite) => return with_factor(talk, start, door),
            (Wants::Passphrase, Access::ReadWrite) => {
                door = renewed(talk, start, door)?;
                continue;
            }
            // Nothing may be changed: the screen or a command that writes sets it up.
            (wants, Access::ReadOnly) => return Err(NoEntry::Refused(NotSignedIn::Wants(wants))),
        }
        let prompt = Text::new("認証コード >", "Code >");
        let code = talk.ask_secret(prompt.get(start.lang)).map_err(|_| NoEntry::Left)?;
        match door.enter_with(code.trim()) {
            Ok(session) => return Ok(session),
            Err(out) => {
                talk.say(out.error.sentence().get(start.lang));
                door = out.door;
            }
        }
    }
}

/// A second factor, set up by its letters: a QR code cannot be read out. In once its first code fits.
fn with_factor(talk: &mut Talk, start: &Start, mut door: Door) -> Result<Session, NoEntry> {
    let factor = Factor::random();
    let letters = factor.text();
    talk.say(
        Text::new(
            "2段階認証を設定します。認証アプリに次のキーを手入力で登録してください（時間ベース、6桁）。",
            "A second factor is set up. Enter this key into an authenticator app by hand (time-based, 6 digits).",
        )
        .get(start.lang),
    );
    talk.say(&letters);
    loop {
        let prompt = Text::new("アプリに表示されたコード >", "The code that the app shows >");
        let code = talk.ask_secret(prompt.get(start.lang)).map_err(|_| NoEntry::Left)?;
        match door.enter_setting_up(&factor, code.trim()) {
            Ok(session) => return Ok(session),
            Err(out) => {
                talk.say(out.error.sentence().get(start.lang));
                door = out.door;
            }
        }
    }
}

/// A new passphrase in place of one that is too old, typed twice; then the door is asked again.
fn renewed(talk: &mut Talk, start: &Start, door: Door) -> Result<Door, NoEntry> {
    let operator = door.operator().to_owned();
    let mut session = door.for_own_change();
    talk.say(NotSignedIn::Wants(Wants::Passphrase).sentence().get(start.lang));
    loop {
        let chosen = newcomer::new_passphrase(talk, start)?;
        match session.set_passphrase(&chosen) {
            Err(error) => talk.say(error.sentence().get(start.lang)),
            Ok(_) => {
                let credential = Credential::Passphrase { operator, passphrase: chosen, code: None };
                return session.knock_anew(&credential).map_err(NoEntry::Refused);
            }
        }
    }
}

/// Who signs in: as the command line says, or the only one there is, or as typed.
fn whose(talk: &mut Talk, start: &Start) -> Result<Whose, NoEntry> {
    if let Some(operator) = &start.operator {
        return Ok(Whose::Said(operator.trim().to_uppercase()));
    }
    let known = session::operators_of(&start.place.db).map_err(|error| NoEntry::Refused(error.into()))?;
    if let [only] = known.as_slice() {
        return Ok(Whose::Only(only.clone()));
    }
    newcomer::id(talk, start, &Text::new("操作者ID >", "Operator >").into()).map(Whose::Said)
}

/// Asks for the passphrase once more, before what is grave. Nothing typed leaves; a demo is never asked.
pub fn prove(desk: &mut Desk, why: impl Into<Sentence>) -> Result<(), Break> {
    if desk.session.assurance() == Assurance::JustProved {
        return Ok(());
    }
    desk.say(why);
    let operator = desk.session.actor.operator.clone();
    loop {
        let prompt: Sentence = sentence!(
            "{operator} のパスフレーズ（やめるは Enter） >",
            "Passphrase of {operator} (Enter cancels) >",
            operator = operator
        );
        let passphrase = desk.ask_secret(&prompt)?;
        if passphrase.is_empty() {
            return Err(Break::Abort);
        }
        match desk.session.prove(passphrase) {
            Ok(()) => return Ok(()),
            Err(error) => desk.say(error.sentence()),
        }
    }
}

/// Lets go of the store while its key is changed, and goes on where it was.
pub fn let_go(desk: &mut Desk) -> Result<(), Break> {
    desk.say(Text::new(
        "ストアの鍵を交換しています。終わりしだい続けられます。",
        "The store's key is being changed. You go on as soon as that is done.",
    ));
    // It reads the store, too.
    desk.walk = None;
    let back = desk.session.let_go();
    match back.come_back() {
        Ok(session) => {
            desk.session = session;
            desk.walk = walk::begin(&desk.session);
            desk.say(Text::new("交換が終わりました。続けられます。", "It has been changed. Go on."));
            Ok(())
        }
        Err(NotSignedIn::MayNotAct(_)) => Err(desk.end(Why::Lapsed)),
        Err(error) => {
            desk.say(error.sentence());
            Err(desk.end(Why::Rekeying))
        }
    }
}

/// Locks the desk until whoever is signed in types the passphrase. A demo opens with Enter.
pub fn lock(desk: &mut Desk) -> Result<(), Break> {
    desk.say(Text::new("施錠しました。", "The console is locked."));
    desk.locked_at = Some(clock::now());
    while !is_unlocked(desk)? {}
    desk.locked_at = None;
    desk.say(Text::new("開きました。", "Unlocked."));
    Ok(())
}

/// Asks once for what opens the lock, and says whether it did.
fn is_unlocked(desk: &mut Desk) -> Result<bool, Break> {
    let operator = desk.session.actor.operator.clone();
    let prompt: Sentence = match desk.session.purpose {
        Purpose::Demo => Text::new("Enterで開きます（デモ） >", "Enter unlocks it (demo) >").into(),
        Purpose::Real => {
            sentence!("{operator} のパスフレーズ >", "Passphrase of {operator} >", operator = operator)
        }
    };
    // Whoever types a passphrase into a demo all the same does not show it.
    let passphrase = match desk.ask_to_unlock(&prompt) {
        Ok(_) if desk.session.purpose == Purpose::Demo => return Ok(true),
        Ok(typed) => typed,
        Err(Break::Leave) => return Err(Break::Leave),
        Err(Break::Failed(error)) => {
            write::failed(desk, &error);
            return Ok(false);
        }
        // Whatever else ends the question, the desk stays locked.
        Err(Break::Abort | Break::Left | Break::Idle | Break::Called(_)) => return Ok(false),
    };
    let credential = Credential::Passphrase { operator, passphrase, code: None };
    match session::confirm(&desk.session.place, &credential, desk.session.origin) {
        Ok(()) => Ok(true),
        Err(error) => {
            desk.say(error.sentence());
            Ok(false)
        }
    }
}
