//! The table of gestures: what is done only to the screen. Help, palette, menu, hints and keymap walk it.
//!
//! No gesture changes data; what does is an action, in [`crate::actions::table`].

use super::stroke::*;
pub use super::turn::{Topic, Turn};
use crate::text::Text;

/// Something done only to the screen.
#[derive(Debug, PartialEq)]
pub struct Gesture {
    /// Which one.
    pub turn: Turn,
    /// Its name in the configuration.
    pub id: &'static str,
    /// Its keys, the one that hints name first.
    pub keys: &'static [Stroke],
    /// A word or two, for hints.
    pub label: Text,
    /// What it does.
    pub about: Text,
    /// Where help lists it.
    pub topic: Topic,
}

/// Every gesture, in the order of help.
pub static GESTURES: &[Gesture] = &[
    moving(
        Turn::Down,
        "down",
        &[DOWN, ch('j'), ctrl('n')],
        ("次の行", "next row"),
        ("次の行へ", "Goes to the next row"),
    ),
    moving(
        Turn::Up,
        "up",
        &[UP, ch('k'), ctrl('p')],
        ("前の行", "previous row"),
        ("前の行へ", "Goes to the previous row"),
    ),
    moving(
        Turn::PageDown,
        "page-down",
        &[PAGE_DOWN],
        ("次の頁", "page down"),
        ("1画面分下へ", "Goes one page down"),
    ),
    moving(Turn::PageUp, "page-up", &[PAGE_UP], ("前の頁", "page up"), ("1画面分上へ", "Goes one page up")),
    moving(
        Turn::HalfDown,
        "half-down",
        &[ctrl('d')],
        ("半頁下", "half down"),
        ("半画面分下へ", "Goes half a page down"),
    ),
    moving(
        Turn::HalfUp,
        "half-up",
        &[ctrl('u')],
        ("半頁上", "half up"),
        ("半画面分上へ", "Goes half a page up"),
    ),
    moving(
        Turn::Top,
        "top",
        &[HOME, Stroke::Pair('g', 'g')],
        ("先頭", "top"),
        ("先頭の行へ", "Goes to the first row"),
    ),
    moving(
        Turn::Bottom,
        "bottom",
        &[END, ch('G')],
        ("末尾", "bottom"),
        ("末尾の行へ", "Goes to the last row"),
    ),
    moving(
        Turn::NextPane,
        "next-pane",
        &[TAB, RIGHT, ch('l')],
        ("次の欄", "next pane"),
        ("次の欄へ", "Goes to the next pane"),
    ),
    moving(
        Turn::PreviousPane,
        "previous-pane",
        &[BACK_TAB, LEFT, ch('h')],
        ("前の欄", "previous pane"),
        ("前の欄へ", "Goes to the previous pane"),
    ),
    moving(Turn::Users, "users", &[ch('1')], ("ユーザー", "users"), ("ユーザーの欄へ", "Goes to the users")),
    moving(
        Turn::Groups,
        "groups",
        &[ch('2')],
        ("グループ", "groups"),
        ("グループの欄へ", "Goes to the groups"),
    ),
    moving(
        Turn::Invitations,
        "invitations",
        &[ch('3')],
        ("招待", "invitations"),
        ("招待の欄へ", "Goes to the invitations"),
    ),
    moving(
        Turn::Follow,
        "follow",
        &[ch('f')],
        ("関連", "related"),
        (
            "ユーザーのグループ、グループの参加者と招待へ（Escで戻る）",
            "Goes to a user's groups, a group's members and invitations (Esc comes back)",
        ),
    ),
    moving(
        Turn::Back,
        "back",
        &[ESC],
        ("戻る", "back"),
        (
            "ひとつ戻る、閉じる（選択と入力は消えません）",
            "One step back, closes (keeps selection and typed text)",
        ),
    ),
    choosing(
        Turn::Select,
        "select",
        &[ch(' ')],
        ("選択", "select"),
        ("行を選択して次の行へ", "Selects the row and moves down"),
    ),
    choosing(
        Turn::Range,
        "range",
        &[ch('v')],
        ("範囲", "range"),
        ("範囲の選択を始める、終える", "Begins and ends a range"),
    ),
    choosing(
        Turn::SelectAll,
        "select-all",
        &[ch('*')],
        ("全て", "all"),
        ("表示中の行をすべて選択", "Selects all rows shown"),
    ),
    choosing(
        Turn::Filter,
        "filter",
        &[ch('/')],
        ("絞込", "filter"),
        ("漢字、かな、ローマ字で絞り込む", "Filters by kanji, kana or romaji"),
    ),
    choosing(Turn::Sort, "sort", &[ch('s')], ("並替", "sort"), ("並べ替える", "Sorts the list")),
    choosing(
        Turn::Views,
        "views",
        &[ch('b')],
        ("保存絞込", "views"),
        (
            "名前を付けた絞込と並び順：使う、保存、名前変更、削除",
            "Named filters with their order: apply, save, rename, delete",
        ),
    ),
    looking(
        Turn::Menu,
        "menu",
        &[ENTER],
        ("操作", "actions"),
        ("この行の操作一覧を開く", "Opens the actions of the row"),
    ),
    looking(
        Turn::Evidence,
        "evidence",
        &[ch('w')],
        ("根拠", "evidence"),
        ("根拠と履歴をすべて表示", "Shows evidence and history in full"),
    ),
    looking(
        Turn::Today,
        "today",
        &[ch('t')],
        ("本日", "today"),
        ("本日の対応を開く", "Opens what is due today"),
    ),
    looking(
        Turn::Joiner,
        "joiner",
        &[],
        ("入職の手順", "joiner run"),
        (
            "入職：誓約書から最初のグループまでの手順",
            "Joining: the steps from the pledge to the first groups",
        ),
    ),
    looking(
        Turn::Leaver,
        "leaver",
        &[],
        ("退職・異動の手順", "leaver run"),
        ("退職・異動：参加解除から登録解除までの手順", "Leaving: the steps from the groups to the release"),
    ),
    looking(
        Turn::AsOf,
        "as-of",
        &[],
        ("その日の閲覧", "as of a day"),
        (
            "ある日に、この患者を見られた人、このユーザーが見られたグループ",
            "Who could see this patient, what this user could see, on a day",
        ),
    ),
    looking(
        Turn::Compare,
        "compare",
        &[],
        ("名簿と照合", "compare"),
        (
            "介護ソフトの一覧（CSV・XLSX）と照合し、保管の候補を示す",
            "Compares with the care software's list of clients, and shows what may go to the archive",
        ),
    ),
    looking(
        Turn::CompareStaff,
        "compare-staff",
        &[],
        ("MCSの職員と照合", "compare staff"),
        (
            "MCSの職員一覧（ファイルか貼付け）と台帳を照合する",
            "Compares the staff that MCS lists (a file, or pasted) with the register",
        ),
    ),
    looking(
        Turn::CompareMembers,
        "compare-members",
        &[],
        ("MCSの参加者と照合", "compare members"),
        (
            "このグループのMCSの参加者一覧（ファイルか貼付け）と台帳を照合する",
            "Compares the members that MCS lists for this group (a file, or pasted) with the register",
        ),
    ),
    looking(
        Turn::Trends,
        "trends",
        &[],
        ("推移", "trends"),
        (
            "承認、未決の招待、パスワードと教育の期限、保管待ちの推移を表示",
            "Shows approvals, open invitations, passwords and trainings due, and the archive over time",
        ),
    ),
    looking(
        Turn::Registers,
        "registers",
        &[ch('4')],
        ("台帳", "registers"),
        ("台帳を開く", "Opens the registers"),
    ),
    looking(
        Turn::Clauses,
        "clauses",
        &[ch('5')],
        ("規程", "clauses"),
        ("規程の条文を開く", "Opens the clauses of the regulation"),
    ),
    looking(
        Turn::Ledger,
        "ledger",
        &[ch('6')],
        ("操作記録", "ledger"),
        ("操作記録を開く", "Opens the ledger"),
    ),
    looking(
        Turn::Zoom,
        "zoom",
        &[ch('z')],
        ("拡大", "zoom"),
        ("この欄だけを大きく表示", "Gives the pane the whole screen"),
    ),
    looking(
        Turn::Mask,
        "mask",
        &[ch('p')],
        ("伏字", "mask"),
        ("氏名を伏せる、戻す", "Masks the names, and shows them again"),
    ),
    console(
        Turn::Undo,
        "undo",
        &[ch('u')],
        ("戻す", "undo"),
        ("直前の操作を元に戻す（確認あり）", "Undoes your last act (asks first)"),
    ),
    console(
        Turn::Drafts,
        "drafts",
        &[ch('c')],
        ("書きかけ", "drafts"),
        ("書きかけの入力の続きを開く", "Opens a form that was left half-filled"),
    ),
    console(
        Turn::Import,
        "import",
        &[ctrl('o')],
        ("取込み", "import"),
        ("名簿（CSV・XLSX）を取り込む（確認あり）", "Takes in a list, CSV or XLSX (asks first)"),
    ),
    console(
        Turn::Export,
        "export",
        &[ctrl('x')],
        ("書出し", "export"),
        (
            "一覧・報告・操作記録を書き出す（確認あり）",
            "Writes out a list, report or the ledger (asks first)",
        ),
    ),
    console(
        Turn::Print,
        "print",
        &[ctrl('e')],
        ("書類", "papers"),
        ("様式と書類をPDFで作成する", "Makes forms and sheets as PDF"),
    ),
    console(
        Turn::Palette,
        "palette",
        &[ch(':')],
        ("操作検索", "palette"),
        ("操作を名前で探す", "Finds anything by its name"),
    ),
    console(
        Turn::Help,
        "help",
        &[ch('?'), Stroke::Named(ratatui::crossterm::event::KeyCode::F(1))],
        ("ヘルプ", "help"),
        ("すべてのキーを表示", "Shows every key"),
    ),
    console(
        Turn::Log,
        "log",
        &[],
        ("通知履歴", "log"),
        ("これまでの通知を表示（:log）", "Shows earlier messages (:log)"),
    ),
    console(
        Turn::Breach,
        "mismatch",
        &[],
        ("証跡不一致", "mismatch"),
        (
            "証跡不一致の内容と、できることを表示（:mismatch）",
            "Shows what does not fit in the evidence, and the ways out (:mismatch)",
        ),
    ),
    console(
        Turn::Operators,
        "operators",
        &[],
        ("操作者", "operators"),
        (
            "サインインする人、SSHの鍵、自分の接続（:operators）",
            "Who signs in, SSH keys and your own sessions (:operators)",
        ),
    ),
    console(
        Turn::Language,
        "language",
        &[Stroke::Named(ratatui::crossterm::event::KeyCode::F(2))],
        ("English", "日本語"),
        ("日本語とEnglishを切り替える（:en :ja）", "Switches between English and 日本語 (:en :ja)"),
    ),
    console(
        Turn::Refresh,
        "refresh",
        &[ch('r')],
        ("更新", "refresh"),
        ("一覧を読み直す", "Reads the lists again"),
    ),
    console(
        Turn::Redraw,
        "redraw",
        &[ctrl('l')],
        ("再描画", "redraw"),
        ("画面を描き直す", "Draws the screen again"),
    ),
    console(
        Turn::Lock,
        "lock",
        &[ch('L')],
        ("施錠", "lock"),
        ("画面を消して施錠する", "Blanks and locks the screen"),
    ),
    console(
        Turn::Suspend,
        "suspend",
        &[ctrl('z')],
        ("一時停止", "suspend"),
        ("シェルに戻る（fgで再開）", "Goes to the shell (fg comes back)"),
    ),
    console(
        Turn::Abort,
        "abort",
        &[ctrl('c')],
        ("中断", "abort"),
        ("実行中の処理を中断", "Stops a running job"),
    ),
    console(
        Turn::Quit,
        "quit",
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

const fn gesture(
    topic: Topic,
    (turn, id): (Turn, &'static str),
    keys: &'static [Stroke],
    label: Words,
    about: Words,
) -> Gesture {
    Gesture { turn, id, keys, label: Text::new(label.0, label.1), about: Text::new(about.0, about.1), topic }
}

const fn moving(
    turn: Turn,
    id: &'static str,
    keys: &'static [Stroke],
    label: Words,
    about: Words,
) -> Gesture {
    gesture(Topic::Moving, (turn, id), keys, label, about)
}

const fn choosing(
    turn: Turn,
    id: &'static str,
    keys: &'static [Stroke],
    label: Words,
    about: Words,
) -> Gesture {
    gesture(Topic::Choosing, (turn, id), keys, label, about)
}

const fn looking(
    turn: Turn,
    id: &'static str,
    keys: &'static [Stroke],
    label: Words,
    about: Words,
) -> Gesture {
    gesture(Topic::Looking, (turn, id), keys, label, about)
}

const fn console(
    turn: Turn,
    id: &'static str,
    keys: &'static [Stroke],
    label: Words,
    about: Words,
) -> Gesture {
    gesture(Topic::Console, (turn, id), keys, label, about)
}

/// The gesture that does `turn`.
pub fn of(turn: Turn) -> &'static Gesture {
    GESTURES.iter().find(|g| g.turn == turn).expect("every turn stands in the table")
}
