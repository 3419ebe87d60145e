//! Messages: anything that happened. The update sees nothing else, so that a recorded list of them
//! replays to the same frames.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::effects::{About, Ticket, UndoRow, Wanted};
use super::list::{Loading, Totals};
use super::overlays::dialog::Draft;
use super::overlays::today;
use super::terminal::Arrival;
use super::workspace::Remembered;
use crate::actions::Outcome;
use crate::actions::import::{Imported, ListFile, Report};
use crate::domain::case::{OfficeCase, Survey};
use crate::domain::{Case, Context, Id, Noun, Settings};
use crate::listings::board;
use crate::listings::checklist::Checklist;
use crate::listings::trends::Chart;
use crate::regulation::clause::ClauseId;
use crate::session::Why;
use crate::session::access::{Done, Roster};
use crate::store::ledger::{Entry, Verdict};
use crate::store::presence::Visitor;
use crate::store::{Breach, SavedView};
use crate::text::Sentence;
use crate::text::date::Instant;

/// Something happened.
#[derive(Clone, Debug)]
pub struct Message {
    /// When.
    pub now: Instant,
    /// What.
    pub news: News,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum News {
    /// Keys, pastes, sizes and signals from the terminal.
    Arrived(Arrival),
    /// The last frame stands on the screen, and nothing typed before it is still to come.
    Drawn,
    /// The deadline that the model asked for has come.
    Deadline,
    /// A read is done.
    Found(Ticket, Found),
    /// A read failed.
    ReadFailed(Ticket, Sentence),
    /// The store was busy; the writer tries again.
    Busy,
    /// A list is being read or written: so many rows so far.
    Progress(u64),
    /// A write ended.
    Written(Written),
    /// Another connection has committed.
    Changed,
    /// What the store remembers of whoever signs in; comes before the sign-in itself.
    Remembered(Remembered),
    /// Something of the workspace was kept, or not.
    Kept(Kept),
    /// Somebody came or went: these others are signed in.
    Company(Vec<Visitor>),
    /// Somebody signed in.
    SignedIn(Box<Context>),
    /// The evidence does not fit: nothing may be written any more.
    Breach(Box<Breach>),
    /// Something to be said about the store.
    Caution(Sentence),
    /// The sign-in was refused.
    SignInRefused(Sentence),
    /// The sign-in was right, and opening the store takes minutes.
    BringingUp,
    /// The passphrase was right, and more is asked for.
    SignInWants(Wanted),
    /// What whoever signed in is told.
    Welcome(Vec<Sentence>),
    /// The session must end.
    Closing(Why),
    /// The store's key is about to change: everybody lets go of it for a while.
    Rekeying,
    /// The store is open again, under its new key.
    CameBack,
    /// The passphrase was right.
    Unlocked,
    /// The passphrase was wrong.
    UnlockRefused(Sentence),
    /// Who signs in, and what came of an order about that; or why neither.
    Operators(Result<(Roster, Option<Done>), Sentence>),
    /// The passphrase was given for the act that waits for it.
    Proved,
    /// It was not: why.
    ProofRefused(Sentence),
}

/// What a read found.
#[derive(Clone, Debug)]
pub enum Found {
    /// The office itself.
    Office(Option<Box<OfficeCase>>),
    /// Rows of a list.
    Rows(Noun, Box<Loading>),
    /// What a list counts.
    Totals(Noun, Totals),
    /// What the city's desk counts in offices.
    Surveys(Vec<(Id, Option<Survey>)>),
    /// The names of all rows a list would show.
    All(Noun, Vec<Id>),
    /// The rows a dialog is about, fresh.
    Cases(Vec<Case>),
    /// A row as it is, and its history.
    History(Id, Option<Box<Case>>, Vec<Told>),
    /// Entries of the ledger, newest first.
    Entries(Vec<Told>),
    /// Whether the ledger's chain holds.
    Chain(Verdict),
    /// The steps about a topic; nothing where its row is gone, or why they cannot be read.
    Checklist(About, Result<Option<Box<Checklist>>, Sentence>),
    /// What is due.
    Due(Box<today::Reading>),
    /// The rows behind a clause.
    Behind(ClauseId, Box<today::Reading>),
    /// A few numbers over time.
    Trends(Vec<Chart>),
    /// How the clauses stand.
    Board(Vec<board::Standing>),
    /// One row, where it is there.
    Row(Option<Case>),
    /// What `u` would undo.
    Undoable(Option<UndoRow>),
    /// Who decided a row already, and when.
    Decided(Sentence),
    /// Rows that are no longer there.
    Gone(Vec<Id>),
    /// The rows of a form that was left half-filled.
    Resume(Draft, Vec<Case>),
    /// The views that were saved.
    Views(Vec<SavedView>),
    /// The rows of a dialog that are not as it shows them.
    Targets(Vec<Fresh>),
    /// A row is no longer in its list.
    Lost(Id, Lost),
    /// What an action would reach beyond each of its rows.
    Reach(Vec<(Id, Vec<Sentence>)>),
    /// What importing a list would do, or why it cannot be read.
    Preview(ListFile, Result<Option<Arc<Report>>, Sentence>),
    /// Files that a typed path may become.
    Files(Vec<String>),
    /// Rows of every pane that fit what is typed into the palette.
    Search(Vec<Case>),
    /// Rows that fit what is typed.
    Lookup(Vec<Case>),
    /// The header's numbers, and the operators' names.
    Numbers(Numbers, Vec<String>),
    /// The names of operators, each with the id.
    Operators(Vec<(String, String)>),
    /// Whether whoever is signed in may still act.
    Operator(Standing),
}

/// Whether whoever is signed in may still act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As before.
    Holds,
    /// No more.
    Lapsed,
}

/// An entry of the ledger, with the names that its ids stand for.
#[derive(Clone, Debug)]
pub struct Told {
    /// The entry.
    pub entry: Entry,
    /// Who acted, where the register knows the name.
    pub by: String,
    /// Whom or what it is about.
    pub about: String,
}

/// Who took a row out of its list.
#[derive(Clone, Debug)]
pub enum Lost {
    /// An act of this very session, which was told when it was done.
    ByOneself,
    /// Somebody, as this sentence tells.
    By(Sentence),
    /// The ledger has nothing about the row.
    ByNobodyKnown,
}

/// A row that is not as a dialog shows it.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Which.
    pub id: Id,
    /// As it is now; `None` where it is gone.
    pub case: Option<Case>,
    /// Who did what to it, and when, where its version is another one.
    pub told: Option<Sentence>,
}

/// The header's numbers; `None` where they are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// 本日
    pub due: Option<u64>,
    /// There may be more of some kind than are counted.
    pub is_due_cut: bool,
    /// 要確認
    pub check: Option<u64>,
    /// 未反映
    pub pending: Option<u64>,
    /// Open records of each register that has some.
    pub registers: Vec<(Noun, u64)>,
    /// The office's settings as they are now.
    pub settings: Settings,
}

impl Numbers {
    /// How many records of a register are open.
    pub fn open_in(&self, noun: Noun) -> u64 {
        self.registers.iter().find(|(register, _)| *register == noun).map_or(0, |(_, count)| *count)
    }
}

/// How a write ended.
#[derive(Clone, Debug)]
pub enum Written {
    /// Each row's outcome, in the order asked; fewer than asked where it was stopped.
    Outcomes(Vec<(Id, Outcome)>),
    /// The store failed; nothing was written.
    Failed(Sentence),
    /// The store failed, and was read again: these stand, the others do not.
    Settled(Vec<(Id, Outcome)>, Sentence),
    /// The store failed and cannot be read again: whether it was written is not known.
    Unknown(Sentence),
    /// A list was taken in, or why not.
    Imported(Result<Box<Imported>, Sentence>),
    /// The rows not taken were saved, or why not.
    Saved(Result<Sentence, Sentence>),
    /// Where a paper lies, or why there is none.
    Printed(Result<Sentence, Sentence>),
    /// Where a list lies that was written out, or why there is none.
    Exported(Result<Sentence, Sentence>),
}

/// What came of keeping something of the workspace.
#[derive(Clone, Debug)]
pub enum Kept {
    /// The screen's state is not kept; why, unless somebody else is just writing.
    NotKept(Option<Sentence>),
    /// All views as they are now, and what was done.
    Views(Vec<SavedView>, Sentence),
    /// Nothing was done about a view.
    NoView(Sentence),
}

/// What is typed, as a text field or a list takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A key.
    Key(KeyEvent),
    /// Words committed by an input method.
    Typed(String),
    /// A paste.
    Paste(String),
}
