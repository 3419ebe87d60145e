//! What does not fit (証跡不一致): what is missing, since when, and what can be done about it.

use std::path::PathBuf;

use crate::sentence;
use crate::text::date::{clock, parse_instant, today};
use crate::text::{Sentence, Text};

/// A mismatch between the store and what was written down about it. It names entries and times, never people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// There is no anchor.
    AnchorMissing(PathBuf),
    /// The anchor's last line cannot be read.
    AnchorUnreadable {
        /// The file.
        path: PathBuf,
        /// The line; 0 for the last.
        line: u64,
    },
    /// The anchor holds nothing, and the ledger has entries.
    AnchorEmptied {
        /// The ledger's last entry.
        head: i64,
    },
    /// Entries that were acknowledged are not there: the file was rolled back, or its log cut or removed.
    RolledBack {
        /// The ledger's last entry; 0 for none.
        head: i64,
        /// The last anchored entry.
        anchored: i64,
        /// When the ledger's last entry was made; empty for none.
        since: String,
        /// When the last anchored entry was made.
        until: String,
    },
    /// The anchored entry has another hash or digest now: the chain was computed anew.
    Replaced {
        /// The entry.
        number: i64,
        /// When it was anchored.
        at: String,
    },
    /// An entry at the ledger's end does not fit its own hash or the entry before.
    EntryBroken(i64),
    /// The rows are not those that the last entry left: changed behind the ledger, or old pages put back.
    RowsChanged {
        /// The last entry.
        head: i64,
        /// When it was made.
        at: String,
    },
    /// Rows and indexes do not agree: pages put back or damaged.
    PagesBroken {
        /// The last entry.
        head: i64,
    },
}

/// The badge, and the heading of the screen.
pub const BADGE: Text = Text::new("証跡不一致", "EVIDENCE MISMATCH");

impl Breach {
    /// Its word in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Breach::AnchorMissing(_) => "anchor_missing",
            Breach::AnchorUnreadable { .. } => "anchor_unreadable",
            Breach::AnchorEmptied { .. } => "anchor_emptied",
            Breach::RolledBack { .. } => "rolled_back",
            Breach::Replaced { .. } => "replaced",
            Breach::EntryBroken(_) => "entry_broken",
            Breach::RowsChanged { .. } => "rows_changed",
            Breach::PagesBroken { .. } => "pages_broken",
        }
    }

    /// What does not fit, and since when.
    pub fn sentence(&self) -> Sentence {
        match self {
            Breach::AnchorMissing(path) => sentence!(
                "証跡の控え {path} がありません。操作記録が差し替えられていないことを確かめられません。",
                "The anchor {path} is missing. That the ledger was not exchanged cannot be shown.",
                path = path.display()
            ),
            Breach::AnchorUnreadable { path, .. } => sentence!(
                "証跡の控え {path} の最後の行を読めません。",
                "The last line of the anchor {path} cannot be read.",
                path = path.display()
            ),
            Breach::AnchorEmptied { head } => sentence!(
                "証跡の控えが空です。操作記録は {head} まであります。",
                "The anchor holds nothing, while the ledger goes up to entry {head}.",
                head = head
            ),
            Breach::RolledBack { head, anchored, since, until } => {
                rolled_back(*head, *anchored, since, until)
            }
            Breach::Replaced { number, at } => sentence!(
                "操作記録 {number}（{at}）が、控えたときの内容と異なります。操作記録が作り直されています。",
                "Entry {number} ({at}) is not the one that was anchored. The ledger was computed anew.",
                number = number,
                at = moment(at)
            ),
            Breach::EntryBroken(number) => sentence!(
                "操作記録 {number} がないか、内容がハッシュと一致しません。",
                "Entry {number} of the ledger is missing or does not match its hash.",
                number = number
            ),
            Breach::RowsChanged { head, at } => sentence!(
                "台帳の内容が、最後の操作記録 {head}（{at}）のときと異なります。操作記録を通さずに変更されたか、古い内容に戻されています。",
                "The rows are not those that the last entry {head} ({at}) left: changed behind the ledger, or old ones put back.",
                head = head,
                at = moment(at)
            ),
            Breach::PagesBroken { head } => sentence!(
                "台帳のファイルの中が食い違っています（操作記録 {head} まで）。破損したか、古いページに戻されています。",
                "The pages of the store do not agree with each other (up to entry {head}): damaged, or old ones put back.",
                head = head
            ),
        }
    }

    /// What a refused write says.
    pub fn refusal(&self) -> Sentence {
        sentence!(
            "証跡不一致のため変更できません。{what} {ways}",
            "Nothing can be changed, since the evidence does not fit. {what} {ways}",
            what = self.sentence(),
            ways = WAYS
        )
    }
}

/// What can be done: every way is a command that works in a read-only session.
pub const WAYS: Text = Text::new(
    "検証：audit verify、証跡の書出し：audit export、復元：restore",
    "To verify: audit verify. To export the evidence: audit export. To go back: restore.",
);

fn rolled_back(head: i64, anchored: i64, since: &str, until: &str) -> Sentence {
    if head == 0 && anchored == 1 {
        return sentence!(
            "唯一の操作記録 1（{until}）が失われています。",
            "The only entry of the ledger, 1 ({until}), is missing.",
            until = moment(until)
        );
    }
    if head == 0 {
        return sentence!(
            "操作記録 1～{last}（{until} まで）がすべて失われています。",
            "All entries of the ledger, 1 to {last} (until {until}), are missing.",
            last = anchored,
            until = moment(until)
        );
    }
    if head + 1 == anchored {
        return sentence!(
            "操作記録 {last}（{until}）が失われています。その前の記録は {since} です。",
            "Entry {last} of the ledger ({until}) is missing. The one before is of {since}.",
            last = anchored,
            since = moment(since),
            until = moment(until)
        );
    }
    sentence!(
        "操作記録 {first}～{last} が失われています（{since} の後、{until} まで）。",
        "Entries {first} to {last} of the ledger are missing (after {since}, until {until}).",
        first = head + 1,
        last = anchored,
        since = moment(since),
        until = moment(until)
    )
}

/// Day and time in Tokyo; as it stands where it is no instant.
fn moment(at: &str) -> String {
    parse_instant(at).map_or_else(|| at.to_owned(), |at| format!("{} {}", today(at), clock(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn what_is_missing_is_named_by_its_first_and_its_last_entry_and_a_single_one_once() {
        let told = |head, anchored| {
            let (since, until) = ("2026-11-22T03:05:00.000Z".into(), "2026-11-22T09:30:00.000Z".into());
            Breach::RolledBack { head, anchored, since, until }.sentence().get(Lang::En).to_owned()
        };
        assert!(
            told(0, 1).starts_with("The only entry of the ledger, 1 (2026-11-22 18:30)"),
            "{}",
            told(0, 1)
        );
        assert!(told(0, 3).contains("1 to 3"), "{}", told(0, 3));
        assert!(told(40, 41).starts_with("Entry 41 of the ledger"), "{}", told(40, 41));
        assert!(told(40, 42).starts_with("Entries 41 to 42 "), "{}", told(40, 42));
    }
}
