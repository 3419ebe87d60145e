//! The model: everything the screen depends on. Changed only by `update`.

use ratatui::layout::Size;

use super::company::Company;
use super::effects::{Cause, Effect, Query, RowsQuery, Slot, Ticket, Write};
use super::gestures::Turn;
use super::keymap;
use super::keys::Keys;
use super::list::{At, List};
use super::mask::{Masking, Names};
use super::message::{Given, Numbers};
use super::notices::Notices;
use super::one_by_one::OneByOne;
use super::overlays::Overlay;
use super::overlays::clauses::Clauses;
use super::overlays::dialog::Draft;
use super::overlays::gate::Gate;
use super::overlays::today::Today;
use super::theme::{Look, Theme};
use super::workspace::Keeping;
use crate::actions::{Action, Standing, offer};
use crate::config::LangFrom;
use crate::domain::case::OfficeCase;
use crate::domain::{Case, Context, Id, Noun, Role};
use crate::session::{Why, by_the_clock};
use crate::store::{Breach, SavedView};
use crate::text::date::Instant;
use crate::text::{Lang, Sentence, Text};

pub use super::moment::{Hearing, Writing, Zoom};

/// The panes of home, in order.
pub const PANES: [Noun; 3] = [Noun::User, Noun::Group, Noun::Invitation];
/// Those of the city's desk, which sees nobody in any office.
pub const DESK_PANES: [Noun; 3] = [Noun::Application, Noun::Office, Noun::Seat];
/// Seconds after the first key since, after which the workspace is kept.
const KEEP_AFTER: i64 = 3;
/// Every list: the panes and the registers beside them.
fn lists() -> impl Iterator<Item = Noun> {
    let beside = [Noun::Membership, Noun::Mirror, Noun::Patient, Noun::Office, Noun::Seat];
    PANES.into_iter().chain(beside).chain(Noun::PAPERS).chain(Noun::REGISTERS)
}

/// So many seconds after a key, the user's hands count as being on the keys.
const HANDS_ON: i64 = 10;

/// What a store is, as the header says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Badge {
    /// An office's own store.
    #[default]
    None,
    /// デモ: invented people.
    Demo,
}

/// Whether anything may be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// It may.
    #[default]
    Writing,
    /// 閲覧専用
    ReadOnly,
    /// 証跡不一致: the evidence does not fit.
    Suspended,
}

/// Everything the screen depends on.
#[derive(Clone, Debug)]
pub struct Model {
    /// The terminal's size.
    pub size: Size,
    /// The language of the screen.
    pub lang: Lang,
    /// Its looks.
    pub theme: Theme,
    /// Whether names are masked.
    pub masking: Masking,
    /// What kind of store it is.
    pub badge: Badge,
    /// Whether anything may be written.
    pub access: Access,
    /// What does not fit in the store's evidence, where something does not.
    pub breach: Option<Breach>,
    /// Who looks and acts; `now` is the time of the last message. `None` before the sign-in.
    pub context: Option<Context>,
    /// The last message's time.
    pub now: Instant,
    /// The last key's time.
    pub touched: Instant,
    /// After so many seconds without a key the screen locks.
    pub lock_after: i64,
    /// When somebody signed in, and when the screen was locked.
    pub signed_in_at: Option<Instant>,
    /// When the screen was locked, while it is.
    pub locked_at: Option<Instant>,
    /// The office, once read.
    pub office: Option<OfficeCase>,
    /// Who else is signed in.
    pub company: Company,
    /// The operators' names, which masking hides.
    pub staff: Names,
    /// The header's numbers.
    pub numbers: Numbers,
    /// What stands before the data: sign-in, lock, or nothing.
    pub gate: Gate,
    /// The noun whose list has the cursor.
    pub focus: Noun,
    /// Where Esc goes back to.
    pub trail: Vec<Noun>,
    /// The lists, one per noun.
    pub lists: Vec<List>,
    /// Whether the focused pane has the whole screen.
    pub zoom: Zoom,
    /// What lies over home, the top one last.
    pub overlays: Vec<Overlay>,
    /// What has been said.
    pub notices: Notices,
    /// The first key of a two-key gesture.
    pub prefix: Option<char>,
    /// What was pressed ahead of the rows.
    pub ahead: Vec<Given>,
    /// Whether keys count.
    pub hearing: Hearing,
    /// Whether a write is under way.
    pub writing: Writing,
    /// The key pressed on a selection whose rows are being read.
    pub awaited: Vec<&'static Action>,
    /// Rows of a selection that are taken in one by one, each with its reason.
    pub run: Option<OneByOne>,
    /// Typed text of dialogs that were left.
    pub drafts: Vec<Draft>,
    /// The operator's saved views.
    pub views: Vec<SavedView>,
    /// The keys in force.
    pub keys: Keys,
    /// The language that the console was started in.
    pub usual_lang: Lang,
    /// Where that language comes from.
    pub lang_from: LangFrom,
    /// What of the workspace is kept.
    pub keeping: Keeping,
    /// A write before which the passphrase is to be asked for, until that question lies on top.
    pub proof: Option<(Text, Write)>,
    /// What is opened again after the sign-in.
    pub over: Option<Turn>,
    turns: u64,
    latest: Vec<Ticket>,
    /// Reads of lists that the user caused and that are not answered yet.
    pub(super) own_reads: Vec<RowsQuery>,
}

impl Model {
    /// A model before anything has happened.
    pub fn new(size: Size, lang: Lang, theme: Theme, gate: Gate, now: Instant) -> Model {
        Model {
            size,
            lang,
            theme,
            masking: Masking::Off,
            badge: Badge::None,
            access: Access::Writing,
            breach: None,
            context: None,
            now,
            touched: now,
            lock_after: 300,
            signed_in_at: None,
            locked_at: None,
            office: None,
            company: Company::default(),
            staff: Names::default(),
            numbers: Numbers::default(),
            gate,
            focus: Noun::Invitation,
            trail: Vec::new(),
            lists: lists().map(List::new).collect(),
            zoom: Zoom::Out,
            overlays: Vec::new(),
            notices: Notices::default(),
            prefix: None,
            ahead: Vec::new(),
            hearing: Hearing::Open,
            writing: Writing::Idle,
            awaited: Vec::new(),
            run: None,
            drafts: Vec::new(),
            views: Vec::new(),
            keys: Keys::default(),
            usual_lang: lang,
            lang_from: LangFrom::Usual,
            keeping: Keeping::default(),
            proof: None,
            over: None,
            turns: 0,
            latest: Vec::new(),
            own_reads: Vec::new(),
        }
    }

    /// When the model wants to hear of the passing of time.
    pub fn deadline(&self) -> Option<Instant> {
        let kept = self.keep_at();
        let end = self.end().map(|(at, _)| at);
        if !matches!(self.gate, Gate::Open) {
            return [kept, end].into_iter().flatten().min();
        }
        [self.touched_and(self.lock_after), self.release_at(), kept, end].into_iter().flatten().min()
    }

    /// When the session ends by itself, and why. A demo does not.
    pub fn end(&self) -> Option<(Instant, Why)> {
        if self.badge == Badge::Demo {
            return None;
        }
        by_the_clock(self.signed_in_at, self.locked_at)
    }

    /// When the workspace is kept, where something may have changed.
    pub fn keep_at(&self) -> Option<Instant> {
        self.keeping.since?.checked_add_signed(chrono::TimeDelta::seconds(KEEP_AFTER))
    }

    /// When new rows that are held back only until the hands rest are shown.
    pub fn release_at(&self) -> Option<Instant> {
        self.holds_back_for_a_while().then(|| self.touched_and(HANDS_ON)).flatten()
    }

    fn touched_and(&self, seconds: i64) -> Option<Instant> {
        self.touched.checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)
    }

    /// Whether the operator's own choice of a language counts: unless another was asked for this time.
    pub fn follows_operator(&self) -> bool {
        self.lang_from == LangFrom::Usual
    }

    /// True if the screen is to be locked.
    pub fn is_idle(&self) -> bool {
        (self.now - self.touched).num_seconds() >= self.lock_after
    }

    /// True if new rows of a list are held back: a question is open about it, rows of it are selected, or the
    /// user's hands were on its keys a moment ago.
    pub fn is_deciding(&self, noun: Noun) -> bool {
        let is_fresh = (self.now - self.touched).num_seconds() < HANDS_ON;
        self.is_settled_on(noun) || (noun == self.focus && is_fresh)
    }

    /// True if new rows of the list with the cursor are held back only until the hands rest.
    pub fn holds_back_for_a_while(&self) -> bool {
        self.focused().arrived > 0 && !self.is_settled_on(self.focus)
    }

    fn is_settled_on(&self, noun: Noun) -> bool {
        let asks = |o: &Overlay| {
            matches!(o, Overlay::Dialog(_) | Overlay::Menu(_) | Overlay::Evidence(_) | Overlay::Results(_))
        };
        let is_asked = noun == self.focus && self.overlays.iter().any(asks);
        is_asked || !self.list(noun).selection.is_empty()
    }

    /// The list of a noun.
    pub fn list(&self, noun: Noun) -> &List {
        self.lists.iter().find(|l| l.noun == noun).expect("every listed noun has its list")
    }

    /// The list of a noun, to be changed.
    pub fn list_mut(&mut self, noun: Noun) -> &mut List {
        self.lists.iter_mut().find(|l| l.noun == noun).expect("every listed noun has its list")
    }

    /// The list that holds rows like `id`, where there is one.
    pub fn list_of(&self, id: Id) -> Option<&List> {
        self.lists.iter().find(|l| l.noun == id.noun)
    }

    /// Changes the list that holds rows like `id`, where there is one.
    pub fn list_mut_of(&mut self, id: Id, change: impl FnOnce(&mut List)) {
        if let Some(list) = self.lists.iter_mut().find(|l| l.noun == id.noun) {
            change(list);
        }
    }

    /// The list with the cursor.
    pub fn focused(&self) -> &List {
        self.list(self.focus)
    }

    /// The case under the cursor: of today's list where that lies over home.
    pub fn case(&self) -> Option<&Case> {
        match self.today() {
            Some(today) => today.case(),
            None => self.focused().case(),
        }
    }

    /// The noun that verbs are about: of today's row where that list lies over home.
    pub fn acting(&self) -> Noun {
        match self.today() {
            Some(today) => today.target().map_or(self.focus, |id| id.noun),
            None => self.focus,
        }
    }

    /// True if verbs are about the selected rows and not about the one under the cursor.
    pub fn acts_on_selection(&self) -> bool {
        self.today().is_none() && !self.focused().selection.is_empty()
    }

    /// Today's list, where it lies over home.
    pub fn today(&self) -> Option<&Today> {
        self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Today(today) => Some(today.as_ref()),
            _ => None,
        })
    }

    /// Today's list, to be changed.
    pub fn today_mut(&mut self) -> Option<&mut Today> {
        self.overlays.iter_mut().rev().find_map(|overlay| match overlay {
            Overlay::Today(today) => Some(today.as_mut()),
            _ => None,
        })
    }

    /// The clauses, where they lie over home.
    pub fn clauses(&self) -> Option<&Clauses> {
        self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Clauses(clauses) => Some(&**clauses),
            _ => None,
        })
    }

    /// The clauses, to be changed.
    pub fn clauses_mut(&mut self) -> Option<&mut Clauses> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Clauses(clauses) => Some(&mut **clauses),
            _ => None,
        })
    }

    /// True if everything that home shows has been read once.
    pub fn is_complete(&self) -> bool {
        self.office.is_some() && self.has_rows()
    }

    /// True if the lists of home have been read once.
    pub fn has_rows(&self) -> bool {
        let is_read = |noun| self.list(noun).is_read || self.list(noun).listing().is_none();
        self.panes().into_iter().all(is_read)
    }

    /// True if a list of home has the cursor, and not a register.
    pub fn is_home(&self) -> bool {
        self.panes().contains(&self.focus)
    }

    /// The panes of home for whoever is signed in.
    pub fn panes(&self) -> [Noun; 3] {
        match self.context.as_ref().map(|context| context.actor.role) {
            Some(Role::City) => DESK_PANES,
            Some(Role::Admin | Role::Head) | None => PANES,
        }
    }

    /// Says something on the message line.
    pub fn say(&mut self, look: Look, sentence: impl Into<Sentence>) {
        let sentence = sentence.into();
        let veiled = self.veiled(&sentence, &Names::default());
        self.say_veiled(look, sentence, veiled);
    }

    /// Says something of which `veiled` may be shown while names are masked.
    pub fn say_veiled(&mut self, look: Look, sentence: Sentence, veiled: Sentence) {
        self.notices.say(self.now, look, sentence, veiled);
    }

    /// Why `action` cannot be done on `case` now; `None` where it can.
    pub fn why_not(&self, action: &Action, case: &Case) -> Option<Sentence> {
        let context = self.context.as_ref()?;
        if let Some(why) = self.read_only() {
            return Some(why);
        }
        offer::why_not(action, case, context)
    }

    /// What this session may still do, as far as the screen knows.
    pub fn standing(&self) -> Standing {
        match self.access {
            Access::Writing => Standing::Acting,
            Access::ReadOnly | Access::Suspended => Standing::Reading,
        }
    }

    /// Why nothing can be written at all, where that is so.
    pub fn read_only(&self) -> Option<Sentence> {
        if let Some(breach) = &self.breach {
            return Some(breach.refusal());
        }
        (self.access == Access::ReadOnly).then(|| crate::actions::READ_ONLY.into())
    }

    /// What `action` would act on with the cursor where it is: the office for what makes a new row.
    pub fn subject(&self, action: &Action) -> Option<Case> {
        if action.is_on_home() {
            return self.office.clone().map(Case::from);
        }
        self.case().filter(|case| case.id().noun == action.on).cloned()
    }

    /// Asks about what `action` would act on with the cursor where it is, where there is such a row.
    pub fn about_subject<T>(&self, action: &Action, ask: impl FnOnce(&Case) -> T) -> Option<T> {
        if action.is_on_home() {
            return self.subject(action).map(|case| ask(&case));
        }
        self.case().filter(|case| case.id().noun == action.on).map(ask)
    }

    /// Asks for a read; an older one for the same slot no longer counts.
    pub fn read(&mut self, slot: Slot, query: Query) -> Effect {
        if let Query::Rows(rows @ RowsQuery { cause: Cause::Own, .. }) = &query {
            self.own_reads.retain(|own| own.noun != rows.noun);
            self.own_reads.push(rows.clone());
        }
        self.turns += 1;
        let ticket = Ticket { slot, turn: self.turns };
        self.latest.retain(|t| t.slot != slot);
        self.latest.push(ticket);
        Effect::Read(ticket, query)
    }

    /// A read that the user caused is answered.
    pub fn answered(&mut self, noun: Noun) {
        self.own_reads.retain(|own| own.noun != noun);
    }

    /// Is this the answer still waited for.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.latest.contains(&ticket)
    }

    /// The action that a key stands for on the row under the cursor.
    pub fn action_on(&self, key: char) -> Option<&'static Action> {
        keymap::action(self, key)
    }

    /// The row of `id` with the cursor on it, in its own list; other filters of that list are dropped.
    pub fn go_to(&mut self, id: Id) -> Vec<Effect> {
        if self.list_of(id).is_none() || self.list(id.noun).listing().is_none() {
            return Vec::new();
        }
        if self.focus != id.noun {
            self.trail.push(self.focus);
        }
        self.focus = id.noun;
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Today(_) | Overlay::Clauses(_)));
        let list = self.list_mut(id.noun);
        list.filter.clear();
        list.relation = None;
        list.cursor = Some(id);
        list.offset = 3;
        self.read_rows(id.noun, At::Row(id, None))
    }

    /// Whether a gesture makes sense now.
    pub fn allows(&self, turn: Turn) -> bool {
        match turn {
            Turn::Drafts => !self.drafts.is_empty(),
            Turn::Abort => self.writing == Writing::Underway,
            Turn::Leaver | Turn::Joiner => matches!(self.case(), Some(Case::User(_))),
            Turn::CompareMembers => matches!(self.case(), Some(Case::Group(_))),
            Turn::AsOf => super::overlays::prompt::subject(self).is_some(),
            Turn::Evidence | Turn::Select | Turn::Range => self.case().is_some(),
            _ => true,
        }
    }
}
