//! Frames through a terminal emulator: what it shows must be what was painted, at few bytes.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::super::Colours;
use super::*;

const ABILITIES: Abilities = Abilities {
    colours: Colours::Sixteen,
    synchronizes: true,
    drops_one_attribute: true,
    has_faint: true,
    scrolls_from_anywhere: true,
};

fn resting() -> Caret {
    Caret::Resting(Position::ORIGIN)
}

/// A painter and the terminal it paints on.
struct Stage {
    painter: Painter,
    terminal: vt100::Parser,
    size: Size,
}

impl Stage {
    fn new(width: u16, height: u16) -> Stage {
        Stage::with(ABILITIES, width, height)
    }

    fn with(abilities: Abilities, width: u16, height: u16) -> Stage {
        let cells = |n| NonZeroU16::new(n).unwrap();
        let mut terminal = vt100::Parser::new(cells(height), cells(width), 0);
        terminal.process("前の画面".repeat(usize::from(width * height) / 8).as_bytes());
        Stage { painter: Painter::new(abilities), terminal, size: Size::new(width, height) }
    }

    /// Paints a frame, compares every cell, and returns the bytes it took.
    fn paint(&mut self, paint: impl FnOnce(&mut Buffer) -> Caret) -> String {
        let bytes = self.painter.frame(self.size, paint).to_vec();
        self.terminal.process(&bytes);
        self.compare();
        String::from_utf8(bytes).unwrap()
    }

    fn compare(&self) {
        let buffer = &self.painter.shown;
        for y in 0..self.size.height {
            for x in 0..self.size.width {
                let (want, have) = (&buffer[(x, y)], self.terminal.screen().cell(y, x).unwrap());
                let symbol = if want.symbol() == " " && !have.has_contents() { "" } else { want.symbol() };
                assert_eq!(have.contents(), symbol, "symbol at column {x}, row {y}");
                if !want.symbol().is_empty() {
                    assert_eq!(attributes(have), wanted(want), "attributes at column {x}, row {y}");
                }
            }
        }
        let caret = self.painter.caret.unwrap();
        let (Caret::Typing(at) | Caret::Resting(at)) = caret;
        assert_eq!(self.terminal.screen().cursor_position(), (at.y, at.x));
        assert_eq!(self.terminal.screen().hide_cursor(), matches!(caret, Caret::Resting(_)));
    }
}

type Attributes = (Option<u8>, Option<u8>, Modifier);

fn attributes(cell: &vt100::Cell) -> Attributes {
    let index = |colour| match colour {
        vt100::Color::Idx(index) => Some(index),
        _ => None,
    };
    let modifier = [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ]
    .into_iter()
    .filter(|(is_set, _)| *is_set)
    .fold(Modifier::empty(), |all, (_, modifier)| all | modifier);
    seen(cell.contents(), (index(cell.fgcolor()), index(cell.bgcolor()), modifier))
}

/// On a blank only the ground and the lines are seen.
fn seen(symbol: &str, (fg, bg, modifier): Attributes) -> Attributes {
    match symbol {
        "" | " " => (None, bg, modifier & (Modifier::UNDERLINED | Modifier::REVERSED)),
        _ => (fg, bg, modifier),
    }
}

fn wanted(cell: &Cell) -> Attributes {
    let index = |colour| match colour {
        Color::Red => Some(1),
        Color::Blue => Some(4),
        Color::LightYellow => Some(11),
        _ => None,
    };
    seen(cell.symbol(), (index(cell.fg), index(cell.bg), cell.modifier))
}

// ---- counts on a screen as the console's ----

const FAMILY: [&str; 12] = [
    "髙橋 美智子",
    "小林 誠",
    "佐藤 恵",
    "斉藤 一郎",
    "渡邉 健",
    "中村 サト",
    "𠮷田 花子",
    "葛󠄀城 直樹",
    "山﨑 淳",
    "邊見 由紀",
    "伊藤 明",
    "加藤 久美子",
];
const TRADE: [&str; 5] = ["看護師", "薬剤師", "理学療法士", "ケアマネ", "訪問介護員"];

/// The three panes at 120x40, `first` the first row shown and `cursor` the selected one.
struct Panes {
    first: usize,
    cursor: usize,
    dialog: bool,
}

impl Panes {
    const ROWS: usize = 24;

    fn at(first: usize, cursor: usize) -> Panes {
        Panes { first, cursor, dialog: false }
    }

    fn paint(&self, buffer: &mut Buffer) -> Caret {
        let bold = Style::new().bold();
        let title = Style::new().bold().fg(Color::Blue);
        buffer.set_string(1, 0, "狛江訪問看護ステーション     本日 5  要確認 3  未反映 2", bold);
        buffer.set_string(1, 1, "1 ユーザー 60    制限中 1  休職 1", title);
        buffer.set_string(1, 2, "2 グループ 200   保管候補 4  同意書未取得 1", title);
        buffer.set_string(1, 3, "3 招待 80        期限順  絞込なし", title);
        buffer.set_string(110, 3, format!("{}/80", self.cursor + 1), Style::new());
        for row in 0..Self::ROWS {
            self.row(buffer, row);
        }
        self.details(buffer);
        buffer.set_string(1, 38, "この招待 I-2038 は林さんが 12:03 に承認しました。", Style::new());
        buffer.set_string(
            1,
            39,
            "a承認 d不承認 Enter操作 Space選択 *全て /絞込 s並替 u戻す t本日 :操作 ?ヘルプ",
            Style::new().dim(),
        );
        Caret::Resting(Position::new(0, (4 + self.cursor - self.first) as u16))
    }

    fn row(&self, buffer: &mut Buffer, row: usize) {
        let index = self.first + row;
        let y = (4 + row) as u16;
        let (judgement, style) = match index % 3 {
            0 => ("可", Style::new()),
            1 => ("要確認", Style::new().fg(Color::LightYellow)),
            _ => ("不可", Style::new().fg(Color::Red)),
        };
        if index == self.cursor {
            buffer.set_string(1, y, "›", Style::new());
        }
        buffer.set_string(5, y, judgement, style);
        buffer.set_string(13, y, FAMILY[index % 12], Style::new());
        buffer.set_string(29, y, TRADE[index * 7 % 5], Style::new());
        buffer.set_string(47, y, "多摩中央病院から", Style::new());
        buffer.set_string(67, y, format!("{}様", FAMILY[index * 5 % 11]), Style::new());
        buffer.set_string(90, y, format!("あと{}日", index / 3), Style::new());
    }

    fn details(&self, buffer: &mut Buffer) {
        let lines = [
            "本人の判断  11/21 参加は適切（本人）                              留意事項3(2)",
            "誓約書      令和8年4月1日  様式4                                  第9条第1項",
            "教育        8か月前                                               第9条第1項",
        ];
        let dialog = [
            "次の招待を承認します。1件",
            "承認後、本人が受理すると、山田 太郎様のグループ（現在9名）の情報を閲覧・書込みできます。",
            "  y 承認する    › やめる",
        ];
        for (y, line) in (30..).zip(if self.dialog { dialog } else { lines }) {
            buffer.set_string(1, y, line, Style::new());
        }
    }
}

#[test]
fn bytes_per_key_stay_within_the_figures() {
    let mut stage = Stage::new(120, 40);
    let mut bytes = |panes: Panes| stage.paint(|buffer| panes.paint(buffer)).len();
    let counts = [
        ("first frame", bytes(Panes::at(0, 0)), 5_500),
        ("cursor down", bytes(Panes::at(0, 1)), 48),
        ("cursor down", bytes(Panes::at(0, 2)), 48),
        ("cursor to the last row", bytes(Panes::at(0, 23)), 64),
        ("one row scrolled", bytes(Panes::at(1, 24)), 160),
        ("one row scrolled", bytes(Panes::at(2, 25)), 160),
        ("a page", bytes(Panes::at(25, 25)), 2_800),
        ("dialog opened", bytes(Panes { dialog: true, ..Panes::at(25, 25) }), 1_200),
        ("dialog closed", bytes(Panes::at(25, 25)), 1_200),
        ("nothing changed", bytes(Panes::at(25, 25)), 0),
        ("one row scrolled back", bytes(Panes::at(24, 24)), 160),
    ];
    for (what, count, most) in counts {
        println!("{count:>6} B  {what}");
        assert!(count <= most, "{what}: {count} B, at most {most}");
    }
}

#[test]
fn nothing_changed_nothing_sent() {
    let mut stage = Stage::new(20, 3);
    stage.paint(|_| resting());
    assert_eq!(stage.paint(|_| resting()), "");
}

#[test]
fn a_frame_is_synchronized_and_a_mere_cursor_move_is_not() {
    let mut stage = Stage::new(20, 3);
    let first = stage.paint(|_| resting());
    assert!(first.starts_with("\x1b[?2026h") && first.ends_with("\x1b[?2026l"));
    assert_eq!(stage.paint(|_| Caret::Resting(Position::new(0, 1))), "\n");
}

#[test]
fn no_cursor_move_stands_between_wide_characters() {
    let mut stage = Stage::new(40, 2);
    stage.paint(|_| resting());
    let bytes = stage.paint(|buffer| {
        buffer.set_string(0, 0, "狛江訪問看護ステーション", Style::new());
        resting()
    });
    assert_eq!(bytes, "\x1b[?2026h狛江訪問看護ステーション\r\x1b[?2026l");
}

#[test]
fn a_combining_character_in_the_last_column_stays_with_its_letter() {
    let mut stage = Stage::new(6, 2);
    let bytes = stage.paint(|buffer| {
        buffer.set_string(3, 0, "e\u{301}te\u{301}", Style::new());
        resting()
    });
    assert!(bytes.contains("t\x1b[?7he\u{301}\x1b[?7l"), "{bytes:?}");
}

#[test]
fn typing_at_the_end_of_a_field_sends_little_more_than_the_character() {
    let mut stage = Stage::new(40, 3);
    let mut typed = |text: &str, end| {
        stage.paint(|buffer| {
            buffer.set_string(0, 1, text, Style::new());
            buffer.set_string(30, 1, "右", Style::new());
            Caret::Typing(Position::new(end, 1))
        })
    };
    typed("絞込 髙", 7);
    assert_eq!(typed("絞込 髙橋", 9), "\x1b[?2026h橋\x1b[?2026l");
    assert_eq!(typed("絞込 髙橋", 9), "");
}

#[test]
fn a_dialog_over_kanji_leaves_no_half_of_one_at_any_column() {
    for left in 0..12 {
        let mut stage = Stage::new(30, 5);
        let list = |buffer: &mut Buffer| {
            for y in 0..5 {
                buffer.set_string(0, y, "山田太郎様の訪問看護計画", Style::new());
            }
        };
        stage.paint(|buffer| {
            list(buffer);
            resting()
        });
        stage.paint(|buffer| {
            list(buffer);
            let area = Rect::new(left, 1, 9, 3);
            cells::clear(area, buffer);
            buffer.set_string(left, 2, "|承認する|", Style::new().reversed());
            resting()
        });
        stage.paint(|buffer| {
            list(buffer);
            resting()
        });
    }
}

#[test]
fn old_terminals_get_no_colours_and_no_synchronized_output() {
    let early = Abilities {
        colours: Colours::None,
        synchronizes: false,
        drops_one_attribute: false,
        has_faint: false,
        scrolls_from_anywhere: false,
    };
    let mut painter = Painter::new(early);
    let frames = [0, 1, 30].map(|cursor| {
        let panes = Panes::at(cursor / 2, cursor);
        String::from_utf8(painter.frame(Size::new(120, 40), |buffer| panes.paint(buffer)).to_vec()).unwrap()
    });
    for sequence in frames.iter().flat_map(|frame| frame.split('\x1b').skip(1)) {
        assert!(!sequence.starts_with("[?2026"), "{sequence}");
        let Some((numbers, _)) = sequence.split_once('m') else { continue };
        let Some(numbers) =
            numbers.strip_prefix('[').filter(|n| n.bytes().all(|b| b == b';' || b.is_ascii_digit()))
        else {
            continue;
        };
        assert!(["", "1", "0;1"].contains(&numbers), "ESC[{numbers}m");
    }
}

#[test]
fn every_size_can_be_painted() {
    for (width, height) in [(1, 1), (2, 1), (1, 2), (3, 2), (20, 5), (300, 100)] {
        let mut stage = Stage::new(width, height);
        for text in ["葛󠄀髙", "ab", ""] {
            stage.paint(|buffer| {
                (0..height).for_each(|y| {
                    buffer.set_string(0, y, text.repeat(usize::from(width)), Style::new());
                });
                resting()
            });
        }
    }
}

// ---- random frames ----

#[derive(Clone, Debug)]
enum Edit {
    Text { x: u16, y: u16, text: &'static str, style: usize },
    Popup { x: u16, y: u16, width: u16, height: u16 },
    ScrollUp { top: u16, by: u16 },
    ScrollDown { top: u16, by: u16 },
    Hostile { x: u16, y: u16, symbol: &'static str },
    Blank { y: u16 },
    Forget,
}

const WIDTH: u16 = 24;
const HEIGHT: u16 = 9;
const TEXTS: [&str; 14] = [
    "髙橋 美智子",
    "a",
    "葛󠄀城",
    "𠮷田",
    "か\u{3099}き",
    "①─●",
    "e\u{301}te\u{301}",
    "ﾀｶﾊｼ",
    "   ",
    "›✓",
    "A. Nguyen",
    "介護支援専門員介護支援専門員",
    "0123456789012345678901234567",
    "　",
];
const HOSTILE: [&str; 7] = ["\x1b[2J", "\u{202e}", "\x07", "\u{200b}", "あい", "\u{9b}31m", ""];

fn style(index: usize) -> Style {
    match index {
        0 => Style::new(),
        1 => Style::new().bold(),
        2 => Style::new().reversed(),
        3 => Style::new().fg(Color::Red).underlined(),
        4 => Style::new().bg(Color::Blue),
        5 => Style::new().dim().fg(Color::LightYellow),
        _ => Style::new().bold().italic().bg(Color::Red),
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    let (x, y) = (0..WIDTH, 0..HEIGHT);
    prop_oneof![
        8 => (x.clone(), y.clone(), prop::sample::select(&TEXTS[..]), 0..7usize)
            .prop_map(|(x, y, text, style)| Edit::Text { x, y, text, style }),
        2 => (x.clone(), y.clone(), 1..9u16, 1..5u16)
            .prop_map(|(x, y, width, height)| Edit::Popup { x, y, width, height }),
        2 => (y.clone(), 1..4u16).prop_map(|(top, by)| Edit::ScrollUp { top, by }),
        2 => (y.clone(), 1..4u16).prop_map(|(top, by)| Edit::ScrollDown { top, by }),
        1 => (x, y.clone(), prop::sample::select(&HOSTILE[..]))
            .prop_map(|(x, y, symbol)| Edit::Hostile { x, y, symbol }),
        1 => y.prop_map(|y| Edit::Blank { y }),
        1 => Just(Edit::Forget),
    ]
}

fn apply(buffer: &mut Buffer, edit: &Edit) {
    match *edit {
        Edit::Text { x, y, text, style: index } => {
            buffer.set_string(x, y, text, style(index));
        }
        Edit::Popup { x, y, width, height } => {
            let area = Rect::new(x, y, width, height);
            cells::clear(area, buffer);
            buffer.set_stringn(x, y, "|山田|", usize::from(width), Style::new());
        }
        Edit::ScrollUp { top, by } => copy_rows(buffer, (top..HEIGHT - by.min(HEIGHT)).map(|y| (y + by, y))),
        Edit::ScrollDown { top, by } => copy_rows(buffer, (top + by..HEIGHT).rev().map(|y| (y - by, y))),
        Edit::Hostile { x, y, symbol } => {
            buffer[(x, y)].set_symbol(symbol);
        }
        Edit::Blank { y } => (0..WIDTH).for_each(|x| buffer[(x, y)].reset()),
        Edit::Forget => {}
    }
}

fn copy_rows(buffer: &mut Buffer, moves: impl Iterator<Item = (u16, u16)>) {
    for (from, to) in moves.filter(|&(from, to)| from < HEIGHT && to < HEIGHT) {
        (0..WIDTH).for_each(|x| buffer[(x, to)] = buffer[(x, from)].clone());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn the_terminal_shows_what_was_painted(
        frames in prop::collection::vec((prop::collection::vec(edits(), 0..6), 0..WIDTH, 0..HEIGHT, any::<bool>()), 1..12),
        is_old in any::<bool>(),
    ) {
        let is_later = !is_old;
        let abilities = Abilities {
            drops_one_attribute: is_later,
            has_faint: is_later,
            scrolls_from_anywhere: is_later,
            synchronizes: is_later,
            ..ABILITIES
        };
        let mut stage = Stage::with(abilities, WIDTH, HEIGHT);
        let mut model = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        for (edits, x, y, is_typing) in frames {
            edits.iter().for_each(|edit| apply(&mut model, edit));
            if edits.iter().any(|edit| matches!(edit, Edit::Forget)) {
                stage.terminal.process(b"\x1b[2;5r\x1b[31m\x1b[4;4Hgarbage \xe3\x81\x82");
                stage.painter.forget();
            }
            let at = Position::new(x, y);
            stage.paint(|buffer| {
                buffer.clone_from(&model);
                if is_typing { Caret::Typing(at) } else { Caret::Resting(at) }
            });
        }
    }
}
