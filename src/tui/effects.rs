//! Effects: work that the update asks the runtime to do. The update itself does none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::actions::export;
use crate::actions::import::mcs::Side;
use crate::actions::import::{ListFile, Report};
use crate::actions::print::Job;
use crate::actions::undo::Undoable;
use crate::actions::{Action, Answers, Request};
use crate::domain::{Id, Noun, OfficeId};
use crate::exchange::Listed;
use crate::listings::checklist::Topic;
use crate::regulation::clause::ClauseId;
use crate::session::Why;
use crate::session::access::Order;
use crate::store::{Ask, Former, SavedView};
use crate::text::Lang;
use crate::text::date::Day;

use super::list::At;
use super::overlays::dialog::Draft;

/// Work for the runtime.
#[derive(Debug)]
pub enum Effect {
    /// Reads on the reader thread; a newer read for the same slot takes its place.
    Read(Ticket, Query),
    /// Writes on the writer thread.
    Write(Write),
    /// Writes what the passphrase was just given for.
    WriteProved(Write),
    /// Checks the passphrase of whoever is signed in, before an act.
    Prove(Passphrase),
    /// Asks who signs in, after doing something about it where that is ordered.
    Operators(Option<Order>, Passphrase),
    /// Makes a paper on the writer thread: no change of the register, and an entry of the ledger.
    Print(Job),
    /// Keeps something of the operator's own workspace, which is no act and no change of the register.
    Keep(Keep),
    /// Lets go of the store, and comes back when its key has changed.
    LetGo,
    /// Stops the running write before its next commit.
    StopWriting,
    /// Stops the list that is being read.
    StopReading,
    /// Checks who signs in.
    SignIn(Knock),
    /// Checks the passphrase of whoever is signed in.
    Unlock(Passphrase),
    /// Paints the next frame in full.
    Redraw,
    /// Goes to the shell.
    Suspend,
    /// Takes the terminal again.
    Resume,
    /// Ends the console.
    Quit(Ending),
}

/// What somebody gives to be let in, step by step.
#[derive(Clone, Debug)]
pub enum Knock {
    /// An operator's id and passphrase.
    Passphrase(String, Passphrase),
    /// The code of the second factor.
    Code(String),
    /// The first code of the second factor that was just shown.
    Factor(String),
    /// A new passphrase in place of one that is too old.
    NewPassphrase(Passphrase),
    /// A one-time code, and the passphrase chosen.
    Enrol {
        /// The operator's id.
        operator: String,
        /// The code, as typed.
        words: String,
        /// The passphrase.
        passphrase: Passphrase,
    },
    /// The words of the sealed envelope, and the passphrase chosen.
    Recover {
        /// The operator's id.
        operator: String,
        /// The words, as typed.
        words: String,
        /// The passphrase.
        passphrase: Passphrase,
    },
}

/// What is asked for after the passphrase was right.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// The code of the second factor.
    Code,
    /// A second factor is set up: its QR code, row by row, and its letters.
    Factor {
        /// Rows of cells, blocks dark and blanks light.
        picture: Vec<String>,
        /// The secret in groups of letters.
        letters: String,
    },
    /// A new passphrase.
    Passphrase,
}

/// How the console ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Somebody left.
    Left,
    /// A signal or the terminal's end.
    Told,
    /// The session's time is over, or its operator's.
    Closed(Why),
    /// A thread panicked.
    Panicked,
}

/// A typed passphrase, wiped when dropped and never printed.
#[derive(Clone, Default)]
pub struct Passphrase(pub Zeroizing<String>);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// What a read is for, and its turn: an answer to an older turn is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What it is for.
    pub slot: Slot,
    /// Rises with every read.
    pub turn: u64,
}

/// What a read is for. One read per slot is awaited at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The office itself.
    Office,
    /// The header's numbers.
    Numbers,
    /// Whoever is signed in.
    Operator,
    /// The rows of a list.
    Rows(Noun),
    /// What a list counts.
    Totals(Noun),
    /// Something on top: a dialog, the ledger, a history.
    Overlay,
    /// What the act of a dialog would reach.
    Reach,
    /// A list on disk: its preview, the names of files.
    List,
    /// Whether the rows of the workspace are still there.
    Workspace,
    /// The rows of a dialog, after another has committed.
    Targets,
    /// Who took a row away.
    Lost,
    /// Who else is signed in.
    Company,
    /// Today's list.
    Today,
    /// The row under the cursor of today's list.
    TodayRow,
    /// How the clauses stand.
    Board,
    /// What the city's desk counts in the offices shown.
    Surveys,
}

/// What is read.
#[derive(Clone, Debug)]
pub enum Query {
    /// The office itself.
    Office,
    /// The header's numbers.
    Numbers,
    /// A page around a place.
    Rows(RowsQuery),
    /// What a list counts, and how many of these selected rows its filter hides.
    Totals(Noun, Ask, Vec<Id>),
    /// What the city's desk counts in these offices.
    Surveys(Vec<Id>),
    /// Every row's name.
    All(Noun, Ask),
    /// These rows.
    Cases(Vec<Id>),
    /// What was done about a row.
    History(Id),
    /// Entries of the ledger before a number.
    Entries(Option<i64>),
    /// Whether the chain holds.
    Chain,
    /// What is due, and what others did since the last visit.
    Due(Cause),
    /// The steps about a topic.
    Checklist(About),
    /// A few numbers over time.
    Trends,
    /// How the clauses of the regulation stand, of the own office or of the one that the city's desk looks at.
    Board(Option<OfficeId>),
    /// The rows behind a clause.
    Behind(ClauseId, Cause),
    /// One row.
    Row(Id),
    /// What `u` would undo.
    Undoable,
    /// Who decided already what this action would.
    Decided(&'static Action, Id),
    /// Which of these rows are no longer there.
    Gone(Vec<Id>),
    /// The rows of a form that was left half-filled.
    Resume(Draft),
    /// The views that were saved.
    Views,
    /// The names of these operators.
    Operators(Vec<String>),
    /// Which of the rows that a dialog is about are not as it shows them: each with the version shown.
    Targets(Vec<(Id, u32)>),
    /// Who last did something to a row that is no longer in its list.
    Lost(Id),
    /// What an action on each of these rows would reach beyond it, with what is answered so far.
    Reach(&'static Action, Vec<Id>, Answers),
    /// Rows of every pane whose name or id holds what is typed.
    Search(String),
    /// What importing a list would do.
    Preview(ListFile),
    /// Files that a typed path may become.
    Files(String),
    /// Rows whose name or id holds what is typed.
    Lookup(Noun, String),
    /// Whether whoever is signed in may still act.
    Operator,
}

/// What a checklist on the screen is about.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// What the register says by itself.
    Register(Topic),
    /// What the list of clients in a file says about our groups.
    Clients(PathBuf),
    /// What the staff or the members that MCS shows say about the register.
    Mcs(Side, Listed),
}

/// A reading that leaves a trace before it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A row's history.
    History(Id),
    /// Who could see whom, or what, on a day.
    AsOf(Id, Day),
    /// Whether the whole chain holds.
    Chain,
}

impl Query {
    /// The reading that it is, where it leaves a trace.
    pub fn seen(&self) -> Option<Seen> {
        match self {
            Query::History(id) => Some(Seen::History(*id)),
            Query::Checklist(About::Register(Topic::PatientOn(id, day))) => Some(Seen::AsOf(id.id(), *day)),
            Query::Checklist(About::Register(Topic::UserOn(id, day))) => Some(Seen::AsOf(id.id(), *day)),
            Query::Chain => Some(Seen::Chain),
            _ => None,
        }
    }
}

/// The numbers of slots that count start here.
const COUNTING: u64 = 100;

impl Slot {
    /// Grows with the store, so that rows asked for meanwhile go first.
    pub fn is_counting(self) -> bool {
        matches!(self, Slot::Numbers | Slot::Totals(_) | Slot::Board | Slot::Surveys)
    }

    /// The slot as a number above zero, for a word that two threads look at.
    pub fn number(self) -> u64 {
        match self {
            Slot::Office => 1,
            Slot::Overlay => 3,
            Slot::Reach => 4,
            Slot::List => 5,
            Slot::Targets => 6,
            Slot::Lost => 7,
            Slot::Company => 8,
            Slot::Today => 9,
            Slot::TodayRow => 10,
            Slot::Workspace => 11,
            Slot::Operator => 12,
            Slot::Rows(noun) => 13 + noun as u64,
            Slot::Numbers => COUNTING,
            Slot::Board => COUNTING + 1,
            Slot::Surveys => COUNTING + 2,
            Slot::Totals(noun) => COUNTING + 3 + noun as u64,
        }
    }

    /// Is this the number of a slot that counts.
    pub fn counts(number: u64) -> bool {
        number >= COUNTING
    }
}

/// A page around a place of a list.
#[derive(Clone, Debug)]
pub struct RowsQuery {
    /// Which list.
    pub noun: Noun,
    /// In which order, filtered how.
    pub ask: Ask,
    /// Where.
    pub at: At,
    /// How many rows of a beginning or an end.
    pub rows: usize,
    /// How many rows on each side of a row.
    pub beside: usize,
    /// The rows selected, of which those the filter hides are counted.
    pub selected: Vec<Id>,
    /// Why it is read.
    pub cause: Cause,
}

/// Why a list is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Whoever sits here moved, filtered or acted.
    Own,
    /// Another has committed; of these rows it matters whether they still exist.
    Others(Vec<Id>),
}

/// What is kept of the operator's own workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Keep {
    /// How the console was left.
    Screen {
        /// Encoded.
        bytes: Vec<u8>,
        /// What this screen kept, or found, the time before.
        base: Vec<u8>,
        /// What becomes of what is kept there.
        former: Former,
    },
    /// A view under its name, which may have one already.
    SaveView(SavedView),
    /// Another name for a view.
    RenameView(Noun, String, String),
    /// A view no longer wanted.
    DeleteView(Noun, String),
}

/// What is written.
#[derive(Clone, Debug)]
pub enum Write {
    /// These requests, each whole.
    Perform(Vec<Request>),
    /// The undoing of a ledger entry.
    Undo(i64),
    /// A whole list, as it was previewed.
    Import(ListFile),
    /// The rows of a list that were not taken, into a new file at a typed path.
    SaveNotTaken(ListFile, Arc<Report>, String, Lang),
    /// A paper, into a folder.
    Print(Job, PathBuf),
    /// A list, into a folder.
    Export(Box<export::Job>, PathBuf),
}

impl Write {
    /// The same, into this folder: a screen knows none.
    pub fn into_folder(self, folder: &Path) -> Write {
        match self {
            Write::Export(job, _) => Write::Export(job, folder.to_owned()),
            Write::Print(job, _) => Write::Print(job, folder.to_owned()),
            Write::Perform(_) | Write::Undo(_) | Write::Import(_) | Write::SaveNotTaken(..) => self,
        }
    }
}

/// What `u` would undo.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoRow {
    /// The act.
    pub undoable: Undoable,
    /// The name that its sentence holds, for masking.
    pub name: String,
}
