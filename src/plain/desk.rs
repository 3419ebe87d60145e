//! Where the conversation stands: who is signed in, which list is being read, which numbers were given.

use std::path::PathBuf;
use std::time::Duration;

use zeroize::Zeroizing;

use super::KeysOf;
use super::begun::Begun;
use super::company::Company;
use super::talk::{Break, Calling, Echo, Talk, Waiting};
use super::view::View;
use super::words::{FIRST_ROW, narrowed};
use crate::actions::{Action, READ_ONLY, lapsed, scope};
use crate::domain::{Case, Context, Id, Noun, Role};
use crate::listings;
use crate::listings::mask::{Masking, Names};
use crate::regulation::clause::ClauseId;
use crate::sentence;
use crate::session::{Session, Walking, Why, by_the_clock, clock};
use crate::store::files::StoreFiles;
use crate::store::hold::is_asked_to_let_go;
use crate::store::slots::Purpose;
use crate::store::{Breach, Reader, StoreError};
use crate::text::date::Instant;
use crate::text::{Lang, Sentence, Shown, Text};

/// Something that was read out under a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    /// A row of the register.
    Row(Id),
    /// A step of the checklist read out last: which one, and the row that it is about.
    Step(usize, Id),
    /// A register, by its noun.
    Register(Noun),
    /// A clause of the regulation.
    Clause(ClauseId),
    /// An entry of the ledger.
    Entry(i64),
}

impl Item {
    /// The row of the register that it is, or is about.
    pub fn row(self) -> Option<Id> {
        match self {
            Item::Row(id) | Item::Step(_, id) => Some(id),
            Item::Register(_) | Item::Clause(_) | Item::Entry(_) => None,
        }
    }
}

/// The lists under 1, 2 and 3 for whoever is signed in; the city's desk sees nobody in any office.
pub fn panes(role: Role) -> [Noun; 3] {
    match role {
        Role::Admin | Role::Head => [Noun::User, Noun::Group, Noun::Invitation],
        Role::City => [Noun::Application, Noun::Office, Noun::Seat],
    }
}

/// Somebody at work, line by line.
pub struct Desk {
    /// Lines in and out.
    pub talk: Talk,
    /// Who is signed in, and the store.
    pub session: Session,
    /// The keys in force for actions.
    pub keys: KeysOf,
    /// Who else is signed in, and how far the ledger has been told.
    pub company: Company,
    /// The walk over all rows, once it has begun; `None` again once a mismatch has been told.
    pub walk: Option<Walking>,
    /// The language spoken.
    pub lang: Lang,
    /// Whether names are masked.
    pub masking: Masking,
    /// The folder for papers.
    pub output: PathBuf,
    /// The list being read.
    pub view: View,
    /// What was read out since the list was opened, in the order of its numbers.
    items: Vec<Item>,
    /// What the answers to forms begin with.
    pub begun: Begun,
    /// What was read out last on its own: what a verb without a number is about.
    pub current: Option<Item>,
    /// After so long without a line the desk locks; `None` for never.
    pub lock_after: Option<Duration>,
    /// Since when somebody is signed in.
    pub since: Instant,
    /// Since when the desk is locked, while it is.
    pub locked_at: Option<Instant>,
    /// Why the session is over, once it is.
    pub over: Option<Why>,
}

/// Whether a line asked for is an answer, or opens what is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// An answer: whoever types nothing for long is locked out.
    Answer,
    /// The lock's own question, which waits until the session ends.
    Unlocking,
}

impl Desk {
    /// Begins with the invitations; at the city's desk, with the applications.
    pub fn new(mut talk: Talk, session: Session, keys: KeysOf, lang: Lang, masking: Masking) -> Desk {
        let company = Company::of(&session);
        if let Some(folder) = company.folder() {
            talk.hang_bell(&session.place.db, folder);
        }
        let first = panes(session.actor.role)[0];
        let first = if session.actor.role == Role::City { first } else { Noun::Invitation };
        Desk {
            talk,
            keys,
            company,
            session,
            walk: None,
            lang,
            masking,
            output: PathBuf::new(),
            view: View::of(first),
            items: Vec::new(),
            begun: Begun::default(),
            current: None,
            lock_after: None,
            since: clock::now(),
            locked_at: None,
            over: None,
        }
    }

    /// Says a sentence on a line of its own.
    pub fn say(&mut self, sentence: impl Into<Sentence>) {
        let sentence = sentence.into();
        self.talk.say(sentence.get(self.lang));
    }

    /// Says a sentence that may hold these names, masked where names are masked.
    pub fn say_about(&mut self, sentence: &Sentence, names: &Names) {
        let words = self.masking.text(sentence.get(self.lang), names).into_owned();
        self.talk.say(&words);
    }

    /// Asks for a line. Where nothing is typed for long, the desk is locked and asks again afterwards.
    pub fn ask(&mut self, prompt: &Sentence) -> Result<String, Break> {
        self.asked(prompt, Echo::Shown, Asked::Answer).map(|line| line.to_string())
    }

    /// Asks for a line that is not shown while it is typed.
    pub fn ask_secret(&mut self, prompt: &Sentence) -> Result<Zeroizing<String>, Break> {
        self.asked(prompt, Echo::Hidden, Asked::Answer)
    }

    /// Asks for what opens the locked desk.
    pub fn ask_to_unlock(&mut self, prompt: &Sentence) -> Result<Zeroizing<String>, Break> {
        self.asked(prompt, Echo::Hidden, Asked::Unlocking)
    }

    fn asked(&mut self, prompt: &Sentence, echo: Echo, what: Asked) -> Result<Zeroizing<String>, Break> {
        loop {
            let Desk { talk, session, company, lang, lock_after, since, locked_at, .. } = self;
            let times = (*since, *locked_at);
            let waiting = Waiting {
                patience: lock_after.filter(|_| what == Asked::Answer),
                look: &|| comes_before(session, company, times),
            };
            match talk.ask_while(prompt.get(*lang), echo, &waiting) {
                Err(Break::Idle) => super::door::lock(self)?,
                Err(Break::Called(Calling::LetGo)) => super::door::let_go(self)?,
                Err(Break::Called(Calling::Over(why))) => return Err(self.end(why)),
                answered => return answered,
            }
        }
    }

    /// The session is over: says why, and leaves.
    pub fn end(&mut self, why: Why) -> Break {
        self.say(match why {
            // Nothing that was typed is kept here.
            Why::Locked => Text::new(
                "施錠のまま15分たったため終了しました。",
                "The session ended after 15 locked minutes.",
            )
            .into(),
            other => other.sentence(),
        });
        self.over = Some(why);
        Break::Leave
    }

    /// What is typed for an action: its first key in force, or its verb.
    pub fn word_of(&self, action: &'static Action) -> String {
        let key = (self.keys)(action).first().copied();
        key.map_or_else(|| action.verb().replace('_', "-"), String::from)
    }

    /// Why nothing can be written at all, where that is so: said before anything is asked.
    pub fn read_only(&self) -> Option<Sentence> {
        let mismatch = self.session.evidence.breach().map(Breach::refusal);
        mismatch.or_else(|| self.session.store.is_read_only().then(|| READ_ONLY.into()))
    }

    /// Who acts, and when: now.
    pub fn context(&self) -> Context {
        self.session.context()
    }

    /// Reads as whoever is signed in.
    pub fn reader(&self, ctx: &Context) -> Reader<'_> {
        self.session.store.reader(scope(ctx), ctx.today())
    }

    /// The case of a row, fresh.
    pub fn case(&self, ctx: &Context, id: Id) -> Result<Option<Case>, StoreError> {
        listings::desk::case(&self.reader(ctx), id)
    }

    /// Begins numbering anew, for a list that is read from its beginning.
    pub fn forget_numbers(&mut self) {
        self.items.clear();
        self.begun.know_no_more();
        self.current = None;
    }

    /// The number under which something is read out: the one it has, or the next one.
    pub fn number(&mut self, item: Item) -> usize {
        let at = self.items.iter().position(|known| *known == item).unwrap_or_else(|| {
            self.items.push(item);
            self.items.len() - 1
        });
        at + FIRST_ROW
    }

    /// What the words name: numbers that were read out, `12-15`, `*` for all of them, or ids.
    pub fn items_named(&self, words: &[&str]) -> Result<Vec<Item>, Sentence> {
        let mut items = Vec::new();
        for word in words {
            for item in self.items_of(&narrowed(word))? {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
        }
        Ok(items)
    }

    fn items_of(&self, word: &str) -> Result<Vec<Item>, Sentence> {
        if word == "*" {
            return Ok(self.items.clone());
        }
        if let Ok(id) = word.parse::<Id>() {
            return Ok(vec![if id.noun == Noun::Entry { Item::Entry(id.number) } else { Item::Row(id) }]);
        }
        let (first, last) = word.split_once('-').unwrap_or((word, word));
        let place = |digits: &str| digits.parse::<usize>().ok().and_then(|n| n.checked_sub(FIRST_ROW));
        let range = place(first).zip(place(last)).and_then(|(first, last)| self.items.get(first..=last));
        range.map(<[Item]>::to_vec).ok_or_else(|| unknown_number(word))
    }

    /// The rows among items, each once; `None` where one of them is no row.
    pub fn rows(items: &[Item]) -> Option<Vec<Id>> {
        let mut rows = Vec::new();
        for item in items {
            let id = item.row()?;
            if !rows.contains(&id) {
                rows.push(id);
            }
        }
        Some(rows)
    }

    /// What `action` is about where it makes a new row: the office.
    pub fn office(&self, ctx: &Context, action: &Action) -> Result<Option<Case>, StoreError> {
        if !action.is_on_home() {
            return Ok(None);
        }
        Ok(self.reader(ctx).home_case()?.map(Case::from))
    }
}

/// What comes before the next line, at every look about: the session is over, or the store's key is to be changed.
fn comes_before(
    session: &Session,
    company: &Company,
    (since, locked_at): (Instant, Option<Instant>),
) -> Result<Option<Calling>, StoreError> {
    if let Some(gone) = company.gone() {
        return Ok(Some(Calling::Over(gone.into())));
    }
    let ends = by_the_clock(Some(since), locked_at).filter(|_| session.purpose == Purpose::Real);
    if let Some((_, why)) = ends.filter(|(at, _)| *at <= clock::now()) {
        return Ok(Some(Calling::Over(why)));
    }
    if StoreFiles::at(&session.place.db).is_ok_and(|files| is_asked_to_let_go(&files)) {
        return Ok(Some(Calling::LetGo));
    }
    // Dismissed, restricted or released since: nothing more is read, either.
    let is_out = lapsed(&session.reader(&session.context()), &session.actor)?.is_some();
    Ok(is_out.then_some(Calling::Over(Why::Lapsed)))
}

fn unknown_number(word: &str) -> Sentence {
    sentence!(
        "{word} の行は読み上げていません。一覧の番号か、U-0001 のような番号を入力してください。",
        "Nothing was read out as {word}. Type a number of the list, or an id like U-0001.",
        word = Shown::new(word)
    )
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
