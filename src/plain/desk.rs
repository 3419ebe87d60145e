//! Where the conversation stands: who is signed in, which list is being read, which numbers were given.

use std::path::PathBuf;

use super::KeysOf;
use super::begun::Begun;
use super::company::Company;
use super::talk::{Break, Talk};
use super::view::View;
use super::words::{FIRST_ROW, narrowed};
use crate::actions::{Action, scope};
use crate::domain::{Case, Context, Id, Noun, Role};
use crate::listings;
use crate::listings::mask::{Masking, Names};
use crate::regulation::clause::ClauseId;
use crate::sentence;
use crate::session::Session;
use crate::store::files::StoreFiles;
use crate::store::hold::is_asked_to_let_go;
use crate::store::{Reader, StoreError};
use crate::text::{Lang, Sentence, Shown};

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
}

impl Desk {
    /// Begins with the invitations; at the city's desk, with the applications.
    pub fn new(mut talk: Talk, session: Session, keys: KeysOf, lang: Lang, masking: Masking) -> Desk {
        if let Ok(files) = StoreFiles::at(&session.place.db) {
            talk.look_about(move || is_asked_to_let_go(&files));
        }
        let first = panes(session.actor.role)[0];
        let first = if session.actor.role == Role::City { first } else { Noun::Invitation };
        Desk {
            talk,
            keys,
            company: Company::of(&session),
            session,
            lang,
            masking,
            output: PathBuf::new(),
            view: View::of(first),
            items: Vec::new(),
            begun: Begun::default(),
            current: None,
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
        loop {
            match self.talk.ask(prompt.get(self.lang)) {
                Ok(line) => return Ok(line.to_string()),
                Err(Break::Idle) => super::door::lock(self)?,
                Err(Break::Called) => super::door::let_go(self)?,
                Err(other) => return Err(other),
            }
        }
    }

    /// What is typed for an action: its first key in force, or its verb.
    pub fn word_of(&self, action: &'static Action) -> String {
        let key = (self.keys)(action).first().copied();
        key.map_or_else(|| action.verb().replace('_', "-"), String::from)
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

fn unknown_number(word: &str) -> Sentence {
    sentence!(
        "{word} の行は読み上げていません。一覧の番号か、U-0001 のような番号を入力してください。",
        "Nothing was read out as {word}. Type a number of the list, or an id like U-0001.",
        word = Shown::new(word)
    )
}
