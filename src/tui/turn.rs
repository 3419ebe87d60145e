//! What gestures do, and the headlines under which help lists them: the words of the table of gestures.

use crate::text::Text;

/// What a gesture does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table beside it says what each does")]
pub enum Turn {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfDown,
    HalfUp,
    Top,
    Bottom,
    NextPane,
    PreviousPane,
    Users,
    Groups,
    Invitations,
    Registers,
    Clauses,
    Ledger,
    Today,
    Leaver,
    Joiner,
    AsOf,
    Compare,
    CompareStaff,
    CompareMembers,
    Trends,
    Menu,
    Back,
    Select,
    Range,
    SelectAll,
    Filter,
    Sort,
    Views,
    Zoom,
    Evidence,
    Follow,
    Undo,
    Drafts,
    Import,
    Export,
    Print,
    Palette,
    Help,
    Log,
    Breach,
    Operators,
    Mask,
    Language,
    Refresh,
    Redraw,
    Lock,
    Suspend,
    Abort,
    Quit,
}

/// The headlines of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Moving about.
    Moving,
    /// Choosing rows.
    Choosing,
    /// Looking at things.
    Looking,
    /// The console itself.
    Console,
}

impl Topic {
    /// Every topic, in the order of help.
    pub const ALL: [Topic; 4] = [Topic::Moving, Topic::Choosing, Topic::Looking, Topic::Console];

    /// The headline.
    pub const fn label(self) -> Text {
        match self {
            Topic::Moving => Text::new("移動", "Moving"),
            Topic::Choosing => Text::new("選択と絞込", "Choosing rows"),
            Topic::Looking => Text::new("見る", "Looking"),
            Topic::Console => Text::new("画面", "The console"),
        }
    }
}
