//! Effects: work that the update asks the runtime to do. The update itself does none.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::actions::import::{ListFile, Report};
use crate::actions::undo::Undoable;
use crate::actions::{Action, Request};
use crate::domain::{Id, Noun};
use crate::store::Ask;
use crate::text::Lang;

use super::list::At;

/// Work for the runtime.
#[derive(Debug)]
pub enum Effect {
    /// Reads on the reader thread; a newer read for the same slot takes its place.
    Read(Ticket, Query),
    /// Writes on the writer thread.
    Write(Write),
    /// Stops the running write before its next commit.
    StopWriting,
    /// Stops the list that is being read.
    StopReading,
    /// Checks who signs in.
    SignIn(String, Passphrase),
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

/// How the console ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Somebody left.
    Left,
    /// A signal or the terminal's end.
    Told,
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
    /// The rows of a list.
    Rows(Noun),
    /// Something on top: a dialog, the ledger, a history.
    Overlay,
    /// What the act of a dialog would reach.
    Reach,
    /// A list on disk: its preview, the names of files.
    List,
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
    /// One row.
    Row(Id),
    /// What `u` would undo.
    Undoable,
    /// Who decided a row already.
    Decided(Id),
    /// The names of these operators.
    Operators(Vec<String>),
    /// Which of the rows that a dialog is about are not as it shows them: each with the version shown.
    Targets(Vec<(Id, u32)>),
    /// Who last did something to a row that is no longer in its list.
    Lost(Id),
    /// What an action on a row would reach beyond it.
    Reach(&'static Action, Id),
    /// Rows of every pane whose name or id holds what is typed.
    Search(String),
    /// What importing a list would do.
    Preview(ListFile),
    /// Files that a typed path may become.
    Files(String),
    /// Rows whose name or id holds what is typed.
    Lookup(Noun, String),
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
}

/// What `u` would undo.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoRow {
    /// The act.
    pub undoable: Undoable,
    /// The name that its sentence holds, for masking.
    pub name: String,
}
