//! The table of gestures in words: what a line may say besides a verb. Help and parser walk it.
//!
//! No gesture changes data, and none has the key, the verb or the label of an action.

use super::KeysOf;
use crate::actions::{Action, offer};
use crate::domain::Noun;
use crate::text::Text;
use crate::text::ime::as_ascii;

/// Something done only to what is read out.
pub struct Gesture {
    /// Which one.
    pub turn: Turn,
    /// Its words; help names the first one.
    pub words: &'static [&'static str],
    /// What may follow it.
    pub takes: Text,
    /// What it does.
    pub about: Text,
}

/// What a gesture does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Users,
    Groups,
    Invitations,
    Registers,
    Clauses,
    Ledger,
    Today,
    Joiner,
    Leaver,
    AsOf,
    Compare,
    Trends,
    Filter,
    More,
    Back,
    Sort,
    Refresh,
    Evidence,
    Follow,
    Undo,
    Operators,
    Import,
    Export,
    Print,
    Mask,
    Japanese,
    English,
    Lock,
    Help,
    Quit,
}

/// The first number of a row: smaller ones name lists.
pub const FIRST_ROW: usize = 10;

/// Every gesture, in the order of help.
pub static GESTURES: &[Gesture] = &[
    plain(Turn::Users, &["1"], ("ユーザーの一覧", "The list of users")),
    plain(Turn::Groups, &["2"], ("グループの一覧", "The list of groups")),
    plain(Turn::Invitations, &["3"], ("招待の一覧", "The list of invitations")),
    plain(Turn::Registers, &["4"], ("台帳", "The registers")),
    with(
        Turn::Clauses,
        &["5"],
        ("状態や語", "a status or words"),
        ("規程の条文と状態。5 要対応 で絞り込む", "The clauses and how they stand; 5 open shows some"),
    ),
    plain(Turn::Ledger, &["6"], ("操作記録", "The ledger")),
    plain(Turn::Today, &["t", "today", "本日"], ("本日の対応", "What is due today")),
    with(
        Turn::Joiner,
        &["joiner", "入職"],
        ("ユーザー", "user"),
        ("入職の手順：済んだこと、残っていること", "The steps of somebody's coming: done and left"),
    ),
    with(
        Turn::Leaver,
        &["leaver", "退職", "異動"],
        ("ユーザー", "user"),
        ("退職・異動の手順：済んだこと、残っていること", "The steps of somebody's leaving: done and left"),
    ),
    with(
        Turn::AsOf,
        &["asof", "その日"],
        ("ユーザーか患者、日付", "user or patient, and a day"),
        (
            "その日に誰が何を見られたか（操作記録に残る）",
            "Who could see what on a day (the reading is entered)",
        ),
    ),
    with(
        Turn::Compare,
        &["compare", "照合"],
        ("staff か G-0001 とファイル（- は貼付け）", "staff or a group's id, and a file (-: pasted)"),
        (
            "MCSの職員・参加者の一覧と照合する（何も書かない）。ファイルだけなら介護ソフトの一覧",
            "Compares with MCS's staff or members, or (a file alone) the care software's clients; writes nothing",
        ),
    ),
    plain(
        Turn::Trends,
        &["trends", "推移"],
        (
            "承認、未決の招待、期限、保管待ちの推移",
            "Approvals, open invitations, what falls due, the archive over time",
        ),
    ),
    with(
        Turn::Filter,
        &["/"],
        ("漢字、かな、ローマ字", "kanji, kana or romaji"),
        ("絞り込む。/ だけで全件に戻す", "Filters the list; / alone shows all again"),
    ),
    plain(Turn::More, &["+", "more", "次"], ("続きの行", "The next rows")),
    plain(Turn::Back, &["-", "back", "前"], ("前の行", "The rows before")),
    with(
        Turn::Sort,
        &["s", "sort", "並替"],
        ("順", "order"),
        ("並べ替える。s だけで選べる順を示す", "Sorts the list; s alone names the orders"),
    ),
    plain(Turn::Refresh, &["r", "refresh", "更新"], ("一覧を読み直す", "Reads the list again")),
    with(
        Turn::Evidence,
        &["w", "evidence", "根拠"],
        ("行", "row"),
        ("根拠と履歴をすべて", "Evidence and history in full"),
    ),
    with(
        Turn::Follow,
        &["f", "follow", "関連"],
        ("行", "row"),
        (
            "ユーザーのグループ、グループの参加者と招待へ",
            "To a user's groups, a group's members and invitations",
        ),
    ),
    plain(
        Turn::Undo,
        &["u", "undo", "戻す"],
        ("直前の操作を元に戻す（確認あり）", "Undoes your last act (asks first)"),
    ),
    with(
        Turn::Operators,
        &["operators", "操作者"],
        ("発行・追加・削除・鍵削除・終了", "invite, add, remove, unkey or end"),
        (
            "サインインする人、SSHの鍵、自分の接続。続けて操作",
            "Who signs in, SSH keys, your own sessions; words after it act",
        ),
    ),
    with(
        Turn::Import,
        &["import", "取込み", "取込"],
        (
            "一覧の種類（users、groups、devices など）とファイル",
            "a kind of list (users, groups, devices …) and a file",
        ),
        ("名簿（CSV・XLSX）を取り込む（確認あり）", "Takes in a list, CSV or XLSX (asks first)"),
    ),
    with(
        Turn::Export,
        &["export", "書出し"],
        ("ファイル", "file"),
        (
            "今の一覧、規程の報告（clauses）、操作記録の抜粋（ledger）を書き出す（確認あり）",
            "Writes out the list, the report (clauses) or an extract of the ledger (asks first)",
        ),
    ),
    with(
        Turn::Print,
        &["print", "印刷", "書類"],
        ("様式や書類と行", "form or sheet, and a row"),
        ("書類を作成して保存する。print だけで一覧", "Makes a paper and saves it; print alone names them"),
    ),
    plain(
        Turn::Mask,
        &["p", "mask", "伏字"],
        ("氏名を伏せる、戻す", "Masks the names, and shows them again"),
    ),
    plain(Turn::Japanese, &["ja", "日本語"], ("日本語にする", "Speaks 日本語")),
    plain(Turn::English, &["en", "english"], ("英語（English）にする", "Speaks English")),
    plain(Turn::Lock, &["L", "lock", "施錠"], ("施錠する", "Locks the console")),
    plain(Turn::Help, &["?", "help", "ヘルプ"], ("この説明", "This help")),
    plain(Turn::Quit, &["q", "quit", "終了"], ("終了", "Leaves")),
];

type Words = (&'static str, &'static str);

const fn plain(turn: Turn, words: &'static [&'static str], about: Words) -> Gesture {
    with(turn, words, ("", ""), about)
}

const fn with(turn: Turn, words: &'static [&'static str], takes: Words, about: Words) -> Gesture {
    Gesture { turn, words, takes: Text::new(takes.0, takes.1), about: Text::new(about.0, about.1) }
}

/// What a line says.
#[derive(Debug, PartialEq)]
pub enum Line<'l> {
    /// Nothing.
    Empty,
    /// A gesture, and what follows it.
    Turn(Turn, &'l str),
    /// Rows to be read out.
    Rows(Vec<&'l str>),
    /// Perhaps a verb, and the rows it is about.
    Verb(&'l str, Vec<&'l str>),
}

/// Reads a line. Full-width characters count as their ASCII ones, as an input method leaves them.
pub fn read(line: &str) -> Line<'_> {
    let line = line.trim();
    let Some(first) = line.chars().next() else { return Line::Empty };
    if narrow(first) == '/' {
        return Line::Turn(Turn::Filter, line[first.len_utf8()..].trim());
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some(gesture) = GESTURES.iter().find(|gesture| gesture.is_called(word)) {
        return Line::Turn(gesture.turn, rest.trim());
    }
    if narrowed(word).starts_with(|c: char| c.is_ascii_digit()) || word.parse::<crate::domain::Id>().is_ok() {
        return Line::Rows(line.split_whitespace().collect());
    }
    Line::Verb(word, rest.split_whitespace().collect())
}

impl Gesture {
    /// Is this word one of its words; only the one letter L stands for something else than l.
    fn is_called(&self, word: &str) -> bool {
        let typed = narrowed(word);
        self.words
            .iter()
            .any(|known| *known == typed || (known.len() > 1 && known.eq_ignore_ascii_case(&typed)))
    }
}

/// The actions that a word may stand for in a noun's list: by key, by verb, by label.
pub fn actions(keys: &KeysOf, noun: Noun, word: &str) -> Vec<&'static Action> {
    let typed = narrowed(word).to_ascii_lowercase();
    let mut letters = typed.chars();
    if let (Some(key), None) = (letters.next(), letters.next()) {
        let keyed: Vec<_> = offer::concerning(noun).filter(|action| keys(action).contains(&key)).collect();
        if !keyed.is_empty() {
            return keyed;
        }
    }
    offer::concerning(noun).filter(|action| is_named(action, &typed)).collect()
}

/// Whether a word stands for this action among those of its noun.
pub fn means(keys: &KeysOf, action: &Action, word: &str) -> bool {
    actions(keys, action.noun, word).iter().any(|one| one.id == action.id)
}

fn is_named(action: &Action, typed: &str) -> bool {
    let label = action.label;
    action.verb() == typed.replace('-', "_")
        || action.id == typed
        || label.ja.to_lowercase() == typed
        || label.en.to_lowercase() == typed
}

/// A word with full-width characters as their ASCII ones; a kana vowel alone is its key.
pub fn narrowed(word: &str) -> String {
    let is_key = word.chars().count() == 1;
    word.chars()
        .map(|c| match c {
            '！'..='～' | '\u{3000}' => narrow(c),
            other if is_key => narrow(other),
            other => other,
        })
        .collect()
}

fn narrow(c: char) -> char {
    as_ascii(c).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table::ACTIONS;

    fn usual() -> KeysOf {
        Box::new(|action| action.key.into_iter().collect())
    }

    #[test]
    fn no_gesture_is_called_like_an_action_or_another_gesture_and_none_is_y() {
        for (at, gesture) in GESTURES.iter().enumerate() {
            for word in gesture.words {
                let others = GESTURES.iter().enumerate().filter(|(other, _)| *other != at);
                assert!(!others.into_iter().any(|(_, other)| other.is_called(word)), "{word}");
                assert!(*word != "y" && *word != "はい", "{word}");
                for action in ACTIONS {
                    let is_key = action.key.is_some_and(|key| key.to_string() == *word);
                    assert!(!is_key && !is_named(action, word), "{word}: {}", action.id);
                }
            }
        }
    }

    #[test]
    fn every_action_is_reached_by_its_verb_and_its_label_and_y_is_none() {
        for action in ACTIONS {
            let noun = if action.on == Noun::Office { action.noun } else { action.on };
            for word in [action.verb().replace('_', "-"), action.label.ja.to_owned()] {
                assert!(actions(&usual(), noun, &word).contains(action), "{word}");
            }
            assert!(actions(&usual(), noun, "y").is_empty());
        }
    }

    #[test]
    fn a_remapped_key_stands_for_its_action_and_the_old_one_does_not() {
        let keys: KeysOf = Box::new(|action| match action.id {
            "user.memo" => vec!['0'],
            _ => action.key.into_iter().collect(),
        });
        let ids = |word| actions(&keys, Noun::User, word).iter().map(|action| action.id).collect::<Vec<_>>();
        assert_eq!(ids("0"), ["user.memo"]);
        assert!(!ids("o").contains(&"user.memo"));
    }

    #[test]
    fn a_line_is_read_as_an_input_method_leaves_it() {
        assert_eq!(read("／たかはし"), Line::Turn(Turn::Filter, "たかはし"));
        assert_eq!(read(" /  "), Line::Turn(Turn::Filter, ""));
        assert_eq!(read("３"), Line::Turn(Turn::Invitations, ""));
        assert_eq!(read("１２　14"), Line::Rows(vec!["１２", "14"]));
        assert_eq!(read("i-2041"), Line::Rows(vec!["i-2041"]));
        assert_eq!(read("あ 12 14"), Line::Verb("あ", vec!["12", "14"]));
        assert_eq!(actions(&usual(), Noun::Invitation, "あ"), offer::keyed(Noun::Invitation, 'a'));
        assert_eq!(read("s 氏名順"), Line::Turn(Turn::Sort, "氏名順"));
        assert_eq!((read("L"), read("")), (Line::Turn(Turn::Lock, ""), Line::Empty));
    }
}
