//! Between passphrase and session: the second factor, and what must be settled before anybody acts.

use super::factor::Factor;
use super::sign_in::{self, Attempt, NotSignedIn};
use super::throttle::Throttle;
use super::{Session, Way, clock, reading};
use crate::actions::{draft, scope};
use crate::domain::{Actor, Id, OfficeId, PassphrasePolicy, Role};
use crate::store::connection::Access;
use crate::store::files::StoreFiles;
use crate::store::ledger;
use crate::store::slots::{Purpose, SlotKind};
use crate::store::vault::Credential;
use crate::store::{Step, Store, Upgraded};
use crate::text::date::{Instant, add_months, today};
use crate::text::{Sentence, Text};

/// What is still asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Nothing.
    Nothing,
    /// The code of the second factor.
    Code,
    /// A second factor, which the policy asks for and the operator has not set up yet.
    Factor,
    /// A new passphrase: the old one is older than the policy allows.
    Passphrase,
}

/// Somebody whose passphrase was right.
pub struct Door {
    session: Session,
    wants: Wants,
}

/// A wrong code: why, and the door to try again at.
pub struct StillOut {
    /// The door.
    pub door: Door,
    /// What was wrong.
    pub error: NotSignedIn,
}

impl Door {
    /// The door of an open store, with whoever unlocked it before it.
    pub(super) fn of(store: Store, way: Way) -> Result<Door, NotSignedIn> {
        let unlocked = &way.unlocked;
        let actor = match unlocked.slot {
            SlotKind::Service => service(&unlocked.operator, &unlocked.label),
            SlotKind::Operator | SlotKind::Enrolment { .. } | SlotKind::Recovery => {
                let found = sign_in::actor(&store, &unlocked.operator);
                if let Err(NotSignedIn::MayNotAct(_)) = &found {
                    reading::failed(&way.place, &unlocked.operator, way.origin);
                }
                found?
            }
        };
        let since = unlocked.since;
        let session = Session::new(store, actor, way);
        let wants = wants(&session, since)?;
        Ok(Door { session, wants })
    }

    /// Opening the store has done this to it, where it did.
    pub(super) fn after_bringing_up(mut self, upgraded: Option<Upgraded>) -> Door {
        self.session.upgraded = upgraded.or(self.session.upgraded);
        self
    }

    /// What is still asked for.
    pub fn wants(&self) -> Wants {
        self.wants
    }

    /// Who stands there.
    pub fn operator(&self) -> &str {
        &self.session.actor.operator
    }

    /// Goes through where nothing more is asked for. Forgets failures, and remembers how many there were; enters in
    /// the ledger what waits in the spool.
    pub fn enter(mut self) -> Session {
        if self.session.purpose == Purpose::Real
            && let Ok(files) = StoreFiles::at(&self.session.place.db)
        {
            // A count that cannot be read or forgotten keeps nobody out who was let in.
            self.session.failures =
                Throttle::of(files).passed(&self.session.actor.operator).unwrap_or_default();
        }
        // What cannot be entered now stays in the spool, and the next session enters it.
        let _ = reading::enter_spool(&mut self.session);
        self.session
    }

    /// Goes through with a code, which is used up; gives the door back where it is wrong.
    pub fn enter_with(self, code: &str) -> Result<Session, Box<StillOut>> {
        match self.try_code(code) {
            Ok(()) => Ok(self.enter()),
            Err(error) => Err(Box::new(StillOut { door: self, error })),
        }
    }

    /// Goes through with a second factor just set up, proved by its code.
    pub fn enter_setting_up(mut self, factor: &Factor, code: &str) -> Result<Session, Box<StillOut>> {
        match self.session.set_factor(factor, code) {
            Ok(()) => Ok(self.enter()),
            Err(error) => Err(Box::new(StillOut { door: self, error })),
        }
    }

    /// Goes through only to change the own passphrase or second factor: what the caller does, and nothing else.
    ///
    /// Whoever has a second factor shows it first, with [`Door::enter_with`].
    pub fn for_own_change(self) -> Session {
        debug_assert_ne!(self.wants, Wants::Code);
        self.enter()
    }

    fn try_code(&self, code: &str) -> Result<(), NotSignedIn> {
        let (session, now) = (&self.session, clock::now());
        let operator = &session.actor.operator;
        let attempt = Attempt { place: &session.place, operator, origin: session.origin };
        attempt.may_begin()?;
        let ctx = session.context();
        let secret = session.reader(&ctx).second_factor(operator)?;
        let step = secret.and_then(|secret| Factor::of(secret).step_of(code, now));
        // A session that only reads has no connection that could use the code up; and one whose evidence does not
        // fit still lets people in to read.
        let mut store = session.bare_store(Access::ReadWrite)?;
        let used = match step {
            Some(step) => store.write(scope(&ctx), ctx.today(), |tx| tx.use_step(operator, step))?,
            None => Step::Used,
        };
        if used == Step::Fresh {
            return Ok(());
        }
        attempt.failed()?;
        Err(NotSignedIn::WrongCode)
    }
}

impl Session {
    /// Knocks with the credential that has just taken the place of the one that this session came with. Slow.
    pub fn knock_anew(self, credential: &Credential) -> Result<Door, NotSignedIn> {
        let Session { place, origin, upgraded, store, .. } = self;
        drop(store);
        let mut door = sign_in::knock(&place, credential, Access::ReadWrite, origin)?;
        // The first of the two opened the store, and had nobody to tell it to.
        door.session.upgraded = upgraded;
        Ok(door)
    }

    /// Back to the door: what had to be changed first was not changed.
    pub fn back_at_the_door(self, wants: Wants) -> Door {
        Door { session: self, wants }
    }

    /// Sets up the own second factor, proved by its code, in one entry of the ledger.
    pub fn set_factor(&mut self, factor: &Factor, code: &str) -> Result<(), NotSignedIn> {
        let ctx = self.context();
        let step = factor.step_of(code, ctx.now).ok_or(NotSignedIn::WrongCode)?;
        let operator = ctx.actor.operator.clone();
        let mut store = self.another_store(Access::ReadWrite)?;
        store.write(scope(&ctx), ctx.today(), |tx| {
            tx.set_second_factor(&operator, factor.secret(), step)?;
            ledger::append(tx, draft(&ctx, "operator.set_factor", &operator, ledger::Outcome::Done)).map(drop)
        })?;
        Ok(())
    }
}

fn wants(session: &Session, since: Option<Instant>) -> Result<Wants, NotSignedIn> {
    if session.purpose == Purpose::Demo || session.slot != SlotKind::Operator {
        return Ok(Wants::Nothing);
    }
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let policy = reader.passphrase_policy()?;
    let has_factor = reader.second_factor(&session.actor.operator)?.is_some();
    let asks_for_code = policy == Some(PassphrasePolicy::TwoFactor);
    if session.evidence.breach().is_some() {
        // Nothing can be changed, so nothing due is asked for: whoever has the passphrase reads, with the code.
        return Ok(if asks_for_code && has_factor { Wants::Code } else { Wants::Nothing });
    }
    let is_due =
        |months, since| add_months(today(since), i32::try_from(months).unwrap_or(i32::MAX)) < ctx.today();
    if let Some(months) = policy.and_then(PassphrasePolicy::months_max)
        && since.is_some_and(|since| is_due(months, since))
    {
        return Ok(Wants::Passphrase);
    }
    Ok(match (asks_for_code, has_factor) {
        (false, _) => Wants::Nothing,
        (true, true) => Wants::Code,
        (true, false) => Wants::Factor,
    })
}

/// Who a service acts as: it reads what the admins of its office read.
fn service(name: &str, office: &str) -> Actor {
    let office = office.parse::<Id>().map_or(OfficeId(0), |id| OfficeId(id.number));
    Actor { operator: name.to_owned(), role: Role::Admin, office, user: None, name: name.to_owned() }
}

impl Wants {
    /// What to do about it by command.
    pub(super) fn sentence(self) -> Sentence {
        match self {
            Wants::Nothing => Sentence::default(),
            Wants::Code => Text::new(
                "確認コードが必要です。端末で入力するか、パスフレーズの次の行に続けてください。",
                "The code of your second factor is needed: type it on the terminal, or give it in the line after the passphrase.",
            )
            .into(),
            Wants::Factor => Text::new(
                "二要素の設定がまだです。画面（mcs-console）を開くか、operator factor で設定してください。",
                "Your second factor is not set up yet. Open the console, or set it up with: operator factor.",
            )
            .into(),
            Wants::Passphrase => Text::new(
                "パスフレーズの変更期限（2か月）を過ぎています。画面（mcs-console）か operator passphrase で変更してください。",
                "Your passphrase is older than two months. Change it on the screen, or with: operator passphrase.",
            )
            .into(),
        }
    }
}
