//! Where command line and console meet: an opening becomes a start, and an ending an exit status.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use mcs_console::cli::{self, Bound, Failure, NO_CREDENTIAL, Opening, Status};
use mcs_console::config::{self, Config, Face, Mode};
use mcs_console::listings::mask::Masking;
use mcs_console::plain;
use mcs_console::session::{self, NotSignedIn, Origin, Place, Session, WayBack, clock};
use mcs_console::store::Store;
use mcs_console::store::connection::Access;
use mcs_console::store::slots::Purpose;
use mcs_console::store::vault::Credential;
use mcs_console::text::{Sentence, Text};
use mcs_console::tui::keys::Keys;
use mcs_console::tui::model::{self, Badge};
use mcs_console::tui::terminal::{Environment, install_panic_hook};
use mcs_console::tui::workspace::Remembered;
use mcs_console::tui::{self, AskRoster, Begin, Check, Ending, HasRead, Opened, Seen, Start};

use crate::reception;

/// Opens the console and stays until it is left.
pub fn open(opening: Opening) -> ExitCode {
    let lang = opening.config.lang;
    match show(opening) {
        Ok(status) => status.into(),
        Err(failure) => {
            use std::io::Write as _;
            // Nobody may be left to read it.
            let _ = writeln!(std::io::stderr(), "{}", failure.sentence.get(lang));
            failure.status.into()
        }
    }
}

fn show(opening: Opening) -> Result<Status, Failure> {
    match opening.config.face {
        Face::Screen => draw(opening),
        Face::Plain => talk(opening),
    }
}

/// Line by line, until somebody leaves.
fn talk(opening: Opening) -> Result<Status, Failure> {
    let config = opening.config;
    if config.db.symlink_metadata().is_err() {
        let ways = ways_to_begin(&config);
        let said = ways
            .into_iter()
            .reduce(|all, way| mcs_console::sentence!("{all}\n{way}", "{all}\n{way}", all = all, way = way));
        return Err(Failure::new(Status::NotFound, said.unwrap_or_default()));
    }
    let keys = Keys::read(&config.keys).map_err(|error| Failure::new(Status::Usage, error.sentence()))?;
    let ended = plain::run(plain::Start {
        keys: Box::new(move |action| keys.of_action(action).to_vec()),
        place: cli::place(&config),
        origin: opening.origin,
        operator: opening.operator,
        credential: opening.credential,
        access: access(&config),
        lang: config.lang,
        masking: masking(&config),
        output: config.output,
        lock_after: config.idle_lock_minutes.map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
    })?;
    match ended {
        plain::Ending::Left => Ok(Status::Done),
        plain::Ending::Closed(_) => Ok(Status::NotPermitted),
        plain::Ending::Refused(error) => Err(error.into()),
        plain::Ending::NotSignedIn => Err(Failure::new(Status::NotPermitted, NO_CREDENTIAL)),
    }
}

/// How the store is opened.
pub fn access(config: &Config) -> Access {
    match config.mode {
        Mode::Writing => Access::ReadWrite,
        Mode::ReadOnly => Access::ReadOnly,
    }
}

fn masking(config: &Config) -> Masking {
    match config.masking {
        config::Masking::Shown => Masking::Off,
        config::Masking::Masked => Masking::On,
    }
}

/// On the screen, until somebody leaves.
fn draw(opening: Opening) -> Result<Status, Failure> {
    let config = opening.config;
    install_panic_hook(config.lang);
    let keys = Keys::read(&config.keys).map_err(|error| Failure::new(Status::Usage, error.sentence()))?;
    let only = opening.operator.clone().filter(|_| opening.bound == Bound::ToTheOperator);
    let begin = match &only {
        Some(operator) if config.db.symlink_metadata().is_ok() => Begin::SignInOf(operator.clone()),
        _ => begin(&config, opening.operator, opening.credential, opening.origin)?,
    };
    let start = Start {
        begin,
        masking: masking(&config),
        sign_in: reception::sign_in(&config, opening.origin, only, |session| {
            opened(session).map_err(|failure| failure.sentence)
        }),
        lang: config.lang,
        lang_from: config.lang_from,
        keys,
        environment: Environment::of_process(),
        clock: clock::now,
        output: config.output,
        lock_after: config.idle_lock_minutes.map_or(i64::MAX, |minutes| i64::from(minutes) * 60),
    };
    match tui::run(start) {
        Ok(Ending::Left | Ending::Told) => Ok(Status::Done),
        Ok(Ending::Closed(why)) => Err(Failure::new(Status::NotPermitted, why.sentence())),
        Ok(Ending::Panicked) => Ok(Status::Internal),
        Err(error) => Err(Failure::new(Status::Usage, error.sentence())),
    }
}

/// What comes first: the data for whoever is signed in, the sign-in screen, or what to do without a store.
fn begin(
    config: &Config,
    operator: Option<String>,
    credential: Option<Credential>,
    origin: Origin,
) -> Result<Begin, Failure> {
    if config.db.symlink_metadata().is_err() {
        return Ok(Begin::NoStore(ways_to_begin(config)));
    }
    let Some(credential) = credential else {
        let operators = session::operators_of(&config.db)?;
        return Ok(match (operator, only(operators)) {
            (None, Some(only)) => Begin::SignInOfOnly(only),
            (operator, _) => Begin::SignIn(operator.unwrap_or_default()),
        });
    };
    match entered(&cli::place(config), &credential, access(config), origin) {
        Ok(session) => Ok(Begin::Opened(Box::new(opened(session)?))),
        // The screen can ask for what a command line cannot show.
        Err(NotSignedIn::Wants(_)) => Ok(Begin::SignIn(credential.operator().unwrap_or_default().to_owned())),
        Err(error) => Err(error.into()),
    }
}

/// Signs in as far as the store may be used.
fn entered(
    place: &Place,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    match access {
        Access::ReadWrite => session::sign_in(place, credential, origin),
        Access::ReadOnly => session::sign_in_reading(place, credential, origin),
    }
}

/// The only operator there is; where there are several, each says who they are.
fn only(operators: Vec<String>) -> Option<String> {
    <[String; 1]>::try_from(operators).ok().map(|[operator]| operator)
}

/// Two connections for the two workers, and a way to check the passphrase when the screen is unlocked.
fn opened(mut session: Session) -> Result<Opened, Failure> {
    let welcome = session.welcome()?.sentences().into_iter().chain(session.upgrade()).collect();
    connected(session, welcome)
}

/// The same after the store was let go of: nobody signs in anew, and nothing is told.
fn come_back(back: &WayBack) -> Result<Box<Opened>, Sentence> {
    let session = back.come_back().map_err(|error| error.sentence())?;
    connected(session, Vec::new()).map(Box::new).map_err(|failure| failure.sentence)
}

fn connected(session: Session, welcome: Vec<Sentence>) -> Result<Opened, Failure> {
    let back = session.way_back();
    let reader = session.another_store(Access::ReadOnly)?;
    let context = session.context();
    let remembered = remembered(&reader, &session)?;
    let badge = match session.purpose {
        Purpose::Demo => Badge::Demo,
        Purpose::Real => Badge::None,
    };
    let unlock = unlock(&session);
    let (breach, cautions) = (session.evidence.breach().cloned(), session.clock_caution());
    let (rows_walk, has_read) = (session.rows_walk()?, has_read(&session));
    // Where the folder takes no files, nobody is shown; that keeps nobody out.
    let presence = session.join().ok();
    let roster = ask_roster(&session);
    let access = if session.store.is_read_only() { model::Access::ReadOnly } else { model::Access::Writing };
    Ok(Opened {
        reader,
        writer: session.store,
        path: session.place.db,
        presence,
        context,
        access,
        badge,
        remembered,
        unlock,
        welcome,
        breach,
        cautions,
        rows_walk,
        has_read,
        roster,
        come_back: Arc::new(move || come_back(&back)),
    })
}

/// A session of its own for each look and each order: nobody else waits for a passphrase that is checked.
fn ask_roster(session: &Session) -> AskRoster {
    let back = session.way_back();
    Arc::new(move |order, passphrase| {
        let mut session = back.come_back().map_err(|error| error.sentence())?;
        let done = match &order {
            None => None,
            Some(order) => {
                if order.asks_for_proof() && session.purpose == Purpose::Real {
                    session.prove(passphrase.0).map_err(|error| error.sentence())?;
                }
                Some(session.carry_out(order).map_err(|error| error.sentence())?)
            }
        };
        Ok((session.roster().map_err(|error| error.sentence())?, done))
    })
}

/// Reading a person's history is entered, and so is a walk along the chain.
fn has_read(session: &Session) -> HasRead {
    let trace = session.trace();
    Arc::new(move |seen| {
        let left = match seen {
            Seen::History(id) => trace.has_read_history(id),
            Seen::AsOf(id, day) => trace.has_read_as_of(id, day),
            Seen::Chain => trace.has_verified(),
        };
        left.map_err(|error| error.sentence())
    })
}

/// How this operator left the console, and the saved views.
fn remembered(store: &Store, session: &Session) -> Result<Remembered, Failure> {
    let operator = &session.actor.operator;
    Ok(Remembered { screen: store.workspace(operator)?, views: store.saved_views(operator)? })
}

/// A demo unlocks without a passphrase: its key stands in the clear.
fn unlock(session: &Session) -> Check {
    let (place, operator) = (session.place.clone(), session.actor.operator.clone());
    let (purpose, origin) = (session.purpose, session.origin);
    Arc::new(move |typed| {
        if purpose == Purpose::Demo {
            return Ok(());
        }
        let credential = Credential::Passphrase {
            operator: operator.clone(),
            passphrase: Zeroizing::new(typed.to_owned()),
            code: None,
        };
        session::confirm(&place, &credential, origin).map_err(|error| error.sentence())
    })
}

/// The screen without a store says what to do next.
fn ways_to_begin(config: &Config) -> Vec<Sentence> {
    vec![
        mcs_console::sentence!(
            "{path} にストアがありません。",
            "There is no store at {path}.",
            path = config.db.display()
        ),
        Text::new(
            "事業所のストアを作成：mcs-console init --office 事業所名 --admin 氏名",
            "Make the office's store: mcs-console init --office NAME --admin NAME",
        )
        .into(),
        Text::new(
            "職員名簿の取込み：mcs-console import users ファイル",
            "Take in the staff list: mcs-console import users FILE",
        )
        .into(),
        Text::new("架空のデータで試す：mcs-console demo", "Try it with invented people: mcs-console demo")
            .into(),
    ]
}
