//! Lets people in to the console, step by step: what was given before is kept until the last step, so that a
//! passphrase is typed and derived once.

use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use mcs_console::actions::READ_ONLY;
use mcs_console::cli::place;
use mcs_console::config::{Config, Mode};
use mcs_console::domain::Assurance;
use mcs_console::session::access::{self, Newcomer};
use mcs_console::session::factor::Factor;
use mcs_console::session::{self, Door, NotSignedIn, Origin, Session, StillOut, Teller, Wants};
use mcs_console::store::vault::Credential;
use mcs_console::text::Sentence;
use mcs_console::tui::{Answer, Knock, Opened, SignIn, Wanted};

use crate::console::access;

/// Who waits at the door, and for what.
enum Waiting {
    Code(Door),
    Factor(Door, Factor),
    Passphrase(Door),
}

struct Reception {
    config: Config,
    origin: Origin,
    /// Who alone is let in, where a key has said who is there.
    only: Option<String>,
    waiting: Mutex<Option<Waiting>>,
    open: fn(Session) -> Result<Opened, Sentence>,
}

/// How the console signs people in; `open` makes of a session what the console works with.
pub fn sign_in(
    config: &Config,
    origin: Origin,
    only: Option<String>,
    open: fn(Session) -> Result<Opened, Sentence>,
) -> SignIn {
    let reception = Reception { config: config.clone(), origin, only, waiting: Mutex::new(None), open };
    Arc::new(move |knock, teller| reception.answer(knock, teller))
}

impl Reception {
    fn answer(&self, knock: Knock, teller: Teller) -> Result<Answer, Sentence> {
        let place = place(&self.config).telling(teller);
        if let (Some(only), Some(operator)) = (&self.only, named(&knock))
            && only != operator
        {
            // The screen has no field for it: whoever gets here has found another way.
            return Err(NotSignedIn::MayNotAct(operator.to_owned()).sentence());
        }
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
        let changes_a_key = !matches!(knock, Knock::Passphrase(..) | Knock::Code(_));
        if self.config.mode == Mode::ReadOnly && changes_a_key {
            return Err(READ_ONLY.into());
        }
        match (knock, waiting) {
            (Knock::Passphrase(operator, passphrase), _) => {
                let credential = Credential::Passphrase { operator, passphrase: passphrase.0, code: None };
                let door = session::knock(&place, &credential, access(&self.config), self.origin);
                self.at(door.map_err(|error| error.sentence())?)
            }
            (Knock::Code(code), Some(Waiting::Code(door))) => {
                self.through(door.enter_with(&code), Waiting::Code)
            }
            (Knock::Factor(code), Some(Waiting::Factor(door, factor))) => {
                let entered = door.enter_setting_up(&factor, &code);
                self.through(entered, |door| Waiting::Factor(door, factor))
            }
            (Knock::NewPassphrase(chosen), Some(Waiting::Passphrase(door))) => self.renew(door, &chosen.0),
            (Knock::Enrol { operator, words, passphrase }, _) => {
                let newcomer = Newcomer { operator: &operator, words: &words, passphrase: &passphrase.0 };
                self.at(access::enrol(&place, &newcomer, self.origin).map_err(|e| e.sentence())?)
            }
            (Knock::Recover { operator, words, passphrase }, _) => {
                let newcomer = Newcomer { operator: &operator, words: &words, passphrase: &passphrase.0 };
                self.at(access::recover(&place, &newcomer, self.origin).map_err(|e| e.sentence())?)
            }
            // A step without the one before it: the form was left meanwhile.
            (Knock::Code(_) | Knock::Factor(_) | Knock::NewPassphrase(_), _) => {
                Err(NotSignedIn::WrongCode.sentence())
            }
        }
    }

    /// Somebody at the door: in, or asked for more.
    fn at(&self, door: Door) -> Result<Answer, Sentence> {
        let (waiting, wanted) = match door.wants() {
            Wants::Nothing => return Ok(Answer::Opened(Box::new((self.open)(door.enter())?))),
            Wants::Code => (Waiting::Code(door), Wanted::Code),
            Wants::Passphrase => (Waiting::Passphrase(door), Wanted::Passphrase),
            Wants::Factor => {
                let factor = Factor::random();
                let picture = factor.picture(door.operator());
                let letters = factor.text().to_string();
                (Waiting::Factor(door, factor), Wanted::Factor { picture, letters })
            }
        };
        self.wait(waiting);
        Ok(Answer::Wants(wanted))
    }

    fn through(
        &self,
        entered: Result<Session, Box<StillOut>>,
        again: impl FnOnce(Door) -> Waiting,
    ) -> Result<Answer, Sentence> {
        match entered {
            Ok(session) => Ok(Answer::Opened(Box::new((self.open)(session)?))),
            Err(out) => {
                self.wait(again(out.door));
                Err(out.error.sentence())
            }
        }
    }

    /// A new passphrase in place of the old one; then the door is asked again.
    fn renew(&self, door: Door, chosen: &str) -> Result<Answer, Sentence> {
        let operator = door.operator().to_owned();
        let mut session = door.for_own_change();
        // The old one was given a moment ago, for this.
        session.assure(Assurance::JustProved);
        if let Err(error) = session.set_passphrase(chosen) {
            self.wait(Waiting::Passphrase(session.back_at_the_door(Wants::Passphrase)));
            return Err(error.sentence());
        }
        let passphrase = Zeroizing::new(chosen.to_owned());
        let credential = Credential::Passphrase { operator, passphrase, code: None };
        self.at(session.knock_anew(&credential).map_err(|error| error.sentence())?)
    }

    fn wait(&self, waiting: Waiting) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(waiting);
    }
}

/// Whom a step names.
fn named(knock: &Knock) -> Option<&str> {
    match knock {
        Knock::Passphrase(operator, _) | Knock::Enrol { operator, .. } | Knock::Recover { operator, .. } => {
            Some(operator)
        }
        Knock::Code(_) | Knock::Factor(_) | Knock::NewPassphrase(_) => None,
    }
}
