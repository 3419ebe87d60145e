//! The table of gestures: what is done only to the screen. Help, palette, menu, hints and keymap walk it.
//!
//! No gesture changes data; what does is an action, in [`crate::actions::table`].

use super::stroke::*;
use crate::text::Text;

/// Something done only to the screen.
#[derive(Debug)]
pub struct Gesture {
    /// Which one; also its name in tests.
    pub turn: Turn,
    /// Its keys, the one that hints name first.
    pub keys: &'static [Stroke],
    /// A word or two, for hints.
    pub label: Text,
    /// What it does.
    pub about: Text,
    /// Where help lists it.
    pub topic: Topic,
}

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
    Menu,
    Back,
    Select,
    Range,
    SelectAll,
    Filter,
    Sort,
    Zoom,
    Evidence,
    Follow,
    Undo,
    Import,
    Palette,
    Help,
    Log,
    Breach,
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

/// Every gesture, in the order of help.
pub static GESTURES: &[Gesture] = &[
    moving(
        Turn::Down,
        &[DOWN, ch('j'), ctrl('n')],
        ("次の行", "next row"),
        ("次の行へ", "Goes to the next row"),
    ),
    moving(
        Turn::Up,
        &[UP, ch('k'), ctrl('p')],
        ("前の行", "previous row"),
        ("前の行へ", "Goes to the previous row"),
    ),
    moving(Turn::PageDown, &[PAGE_DOWN], ("次の頁", "page down"), ("1画面分下へ", "Goes one page down")),
    moving(Turn::PageUp, &[PAGE_UP], ("前の頁", "page up"), ("1画面分上へ", "Goes one page up")),
    moving(Turn::HalfDown, &[ctrl('d')], ("半頁下", "half down"), ("半画面分下へ", "Goes half a page down")),
    moving(Turn::HalfUp, &[ctrl('u')], ("半頁上", "half up"), ("半画面分上へ", "Goes half a page up")),
    moving(
        Turn::Top,
        &[HOME, Stroke::Pair('g', 'g')],
        ("先頭", "top"),
        ("先頭の行へ", "Goes to the first row"),
    ),
    moving(Turn::Bottom, &[END, ch('G')], ("末尾", "bottom"), ("末尾の行へ", "Goes to the last row")),
    moving(
        Turn::NextPane,
        &[TAB, RIGHT, ch('l')],
        ("次の欄", "next pane"),
        ("次の欄へ", "Goes to the next pane"),
    ),
    moving(
        Turn::PreviousPane,
        &[BACK_TAB, LEFT, ch('h')],
        ("前の欄", "previous pane"),
        ("前の欄へ", "Goes to the previous pane"),
    ),
    moving(Turn::Users, &[ch('1')], ("ユーザー", "users"), ("ユーザーの欄へ", "Goes to the users")),
    moving(Turn::Groups, &[ch('2')], ("グループ", "groups"), ("グループの欄へ", "Goes to the groups")),
    moving(Turn::Invitations, &[ch('3')], ("招待", "invitations"), ("招待の欄へ", "Goes to the invitations")),
    moving(
        Turn::Follow,
        &[ch('f')],
        ("関連", "related"),
        (
            "ユーザーのグループ、グループの参加者と招待へ（Escで戻る）",
            "Goes to a user's groups, a group's members and invitations (Esc comes back)",
        ),
    ),
    moving(
        Turn::Back,
        &[ESC],
        ("戻る", "back"),
        (
            "ひとつ戻る、閉じる（選択と入力は消えません）",
            "One step back, closes (keeps selection and typed text)",
        ),
    ),
    choosing(
        Turn::Select,
        &[ch(' ')],
        ("選択", "select"),
        ("行を選択して次の行へ", "Selects the row and moves down"),
    ),
    choosing(
        Turn::Range,
        &[ch('v')],
        ("範囲", "range"),
        ("範囲の選択を始める、終える", "Begins and ends a range"),
    ),
    choosing(
        Turn::SelectAll,
        &[ch('*')],
        ("全て", "all"),
        ("表示中の行をすべて選択", "Selects all rows shown"),
    ),
    choosing(
        Turn::Filter,
        &[ch('/')],
        ("絞込", "filter"),
        ("漢字、かな、ローマ字で絞り込む", "Filters by kanji, kana or romaji"),
    ),
    choosing(Turn::Sort, &[ch('s')], ("並替", "sort"), ("並べ替える", "Sorts the list")),
    looking(
        Turn::Menu,
        &[ENTER],
        ("操作", "actions"),
        ("この行の操作一覧を開く", "Opens the actions of the row"),
    ),
    looking(
        Turn::Evidence,
        &[ch('w')],
        ("根拠", "evidence"),
        ("根拠と履歴をすべて表示", "Shows evidence and history in full"),
    ),
    looking(Turn::Today, &[ch('t')], ("本日", "today"), ("本日の対応を開く", "Opens what is due today")),
    looking(
        Turn::Registers,
        &[ch('4')],
        ("台帳", "registers"),
        ("台帳（MCS未反映）を開く", "Opens the registers (to do in MCS)"),
    ),
    looking(
        Turn::Clauses,
        &[ch('5')],
        ("規程", "clauses"),
        ("規程の条文を開く", "Opens the clauses of the regulation"),
    ),
    looking(Turn::Ledger, &[ch('6')], ("操作記録", "ledger"), ("操作記録を開く", "Opens the ledger")),
    looking(
        Turn::Zoom,
        &[ch('z')],
        ("拡大", "zoom"),
        ("この欄だけを大きく表示", "Gives the pane the whole screen"),
    ),
    looking(
        Turn::Mask,
        &[ch('p')],
        ("伏字", "mask"),
        ("氏名を伏せる、戻す", "Masks the names, and shows them again"),
    ),
    console(
        Turn::Undo,
        &[ch('u')],
        ("戻す", "undo"),
        ("直前の操作を元に戻す（確認あり）", "Undoes your last act (asks first)"),
    ),
    console(
        Turn::Import,
        &[ctrl('o')],
        ("取込み", "import"),
        ("名簿（CSV・XLSX）を取り込む（確認あり）", "Takes in a list, CSV or XLSX (asks first)"),
    ),
    console(
        Turn::Palette,
        &[ch(':')],
        ("操作検索", "palette"),
        ("操作を名前で探す", "Finds anything by its name"),
    ),
    console(
        Turn::Help,
        &[ch('?'), Stroke::Named(ratatui::crossterm::event::KeyCode::F(1))],
        ("ヘルプ", "help"),
        ("すべてのキーを表示", "Shows every key"),
    ),
    console(
        Turn::Log,
        &[],
        ("通知履歴", "log"),
        ("これまでの通知を表示（:log）", "Shows earlier messages (:log)"),
    ),
    console(
        Turn::Breach,
        &[],
        ("証跡不一致", "mismatch"),
        (
            "証跡不一致の内容と、できることを表示（:mismatch）",
            "Shows what does not fit in the evidence, and the ways out (:mismatch)",
        ),
    ),
    console(
        Turn::Language,
        &[Stroke::Named(ratatui::crossterm::event::KeyCode::F(2))],
        ("English", "日本語"),
        ("日本語とEnglishを切り替える（:en :ja）", "Switches between English and 日本語 (:en :ja)"),
    ),
    console(Turn::Refresh, &[ch('r')], ("更新", "refresh"), ("一覧を読み直す", "Reads the lists again")),
    console(Turn::Redraw, &[ctrl('l')], ("再描画", "redraw"), ("画面を描き直す", "Draws the screen again")),
    console(
        Turn::Lock,
        &[ch('L')],
        ("施錠", "lock"),
        ("画面を消して施錠する", "Blanks and locks the screen"),
    ),
    console(
        Turn::Suspend,
        &[ctrl('z')],
        ("一時停止", "suspend"),
        ("シェルに戻る（fgで再開）", "Goes to the shell (fg comes back)"),
    ),
    console(Turn::Abort, &[ctrl('c')], ("中断", "abort"), ("実行中の処理を中断", "Stops a running job")),
    console(
        Turn::Quit,
        &[ch('q')],
        ("終了", "quit"),
        ("ひとつ戻る、最初の画面では終了", "One step back; at home it quits"),
    ),
];

const fn ch(c: char) -> Stroke {
    Stroke::Char(c)
}

const fn ctrl(c: char) -> Stroke {
    Stroke::Ctrl(c)
}

type Words = (&'static str, &'static str);

const fn gesture(topic: Topic, turn: Turn, keys: &'static [Stroke], label: Words, about: Words) -> Gesture {
    Gesture { turn, keys, label: Text::new(label.0, label.1), about: Text::new(about.0, about.1), topic }
}

const fn moving(turn: Turn, keys: &'static [Stroke], label: Words, about: Words) -> Gesture {
    gesture(Topic::Moving, turn, keys, label, about)
}

const fn choosing(turn: Turn, keys: &'static [Stroke], label: Words, about: Words) -> Gesture {
    gesture(Topic::Choosing, turn, keys, label, about)
}

const fn looking(turn: Turn, keys: &'static [Stroke], label: Words, about: Words) -> Gesture {
    gesture(Topic::Looking, turn, keys, label, about)
}

const fn console(turn: Turn, keys: &'static [Stroke], label: Words, about: Words) -> Gesture {
    gesture(Topic::Console, turn, keys, label, about)
}

/// The gesture that does `turn`.
pub fn of(turn: Turn) -> &'static Gesture {
    GESTURES.iter().find(|g| g.turn == turn).expect("every turn stands in the table")
}

/// The gesture on `stroke`.
pub fn on(stroke: Stroke) -> Option<&'static Gesture> {
    GESTURES.iter().find(|g| g.keys.contains(&stroke))
}

/// Whether a two-key gesture begins with `c`.
pub fn begins_pair(c: char) -> bool {
    GESTURES.iter().flat_map(|g| g.keys).any(|key| matches!(key, Stroke::Pair(first, _) if *first == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table::ACTIONS;

    #[test]
    fn no_two_gestures_share_a_key() {
        let keys: Vec<Stroke> = GESTURES.iter().flat_map(|g| g.keys).copied().collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key:?}");
        }
    }

    #[test]
    fn no_gesture_shares_a_key_with_an_action_and_no_action_uses_y_or_a_capital() {
        for action in ACTIONS {
            let Some(key) = action.key else { continue };
            assert!(on(ch(key)).is_none() && !begins_pair(key), "{}", action.id);
            assert!(key != 'y' && !key.is_ascii_uppercase(), "{}", action.id);
        }
    }

    #[test]
    fn keys_that_terminals_and_multiplexers_keep_for_themselves_are_never_needed() {
        for gesture in GESTURES {
            for key in gesture.keys {
                assert!(
                    !matches!(key, Stroke::Ctrl('a' | 'b' | 'g' | 's' | 'q' | 'h' | 'i' | 'j' | 'm')),
                    "{gesture:?}"
                );
            }
        }
    }
}
