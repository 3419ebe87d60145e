//! The hint line: the verbs of the row, then as many gestures as fit, and always help.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::actions;
use crate::text::{Lang, Text};
use crate::tui::at_the_desk;
use crate::tui::gestures::{self, Turn};
use crate::tui::keymap;
use crate::tui::mask::Masking;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::dialog::Chance;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Span};

/// The gestures that hints name, the most useful first; help is always added.
pub const HINTED: [Turn; 13] = [
    Turn::Menu,
    Turn::Drafts,
    Turn::Select,
    Turn::SelectAll,
    Turn::Filter,
    Turn::Sort,
    Turn::Undo,
    Turn::Today,
    Turn::Follow,
    Turn::Evidence,
    Turn::Palette,
    Turn::Zoom,
    Turn::Language,
];

/// The gestures that hints name in today's list.
const HINTED_TODAY: [Turn; 7] =
    [Turn::Menu, Turn::Filter, Turn::Follow, Turn::Back, Turn::Undo, Turn::Evidence, Turn::Palette];

/// The gestures that hints name at the city's desk: how the clauses stand is what it looks for.
const HINTED_DESK: [Turn; 11] = [
    Turn::Menu,
    Turn::Drafts,
    Turn::Clauses,
    Turn::Filter,
    Turn::Sort,
    Turn::Undo,
    Turn::Today,
    Turn::Select,
    Turn::Evidence,
    Turn::Palette,
    Turn::Language,
];

/// Draws the hint line.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    row(model, area.width).draw(area, model.theme, buffer);
}

/// The hints that fit into `width` cells.
pub fn row(model: &Model, width: u16) -> Row {
    let lang = model.lang;
    match model.overlays.last() {
        None => home(model, width),
        Some(Overlay::Today(today)) if !today.is_typing() => home(model, width),
        Some(filter @ Overlay::Filter(_)) => filter_row(model, filter),
        Some(dialog @ Overlay::Dialog(_)) if model.masking == Masking::On => {
            let names = Row::of(format!(" {}", SHOW_NAMES.get(lang)), Look::Strong);
            names.and(format!(" {}", overlay_words(dialog).get(lang)), Look::Muted)
        }
        Some(overlay) => Row::of(format!(" {}", overlay_words(overlay).get(lang)), Look::Muted),
    }
}

/// What a dialog adds to its keys on a masked screen.
const SHOW_NAMES: Text = Text::new("Ctrl-P氏名", "Ctrl-P names");

/// The filter's keys, and the words it knows besides names.
fn filter_row(model: &Model, filter: &Overlay) -> Row {
    let lang = model.lang;
    let row = Row::of(format!(" {}", overlay_words(filter).get(lang)), Look::Muted);
    let tallies = model.focused().listing().map_or(&[][..], |listing| listing.tallies);
    let names: Vec<&str> = tallies.iter().map(|tally| tally.label.get(lang)).collect();
    match (names.is_empty(), lang) {
        (true, _) => row,
        (false, Lang::Ja) => row.and(format!("  語：{}", names.join("、")), Look::Muted),
        (false, Lang::En) => row.and(format!("  Words: {}", names.join(", ")), Look::Muted),
    }
}

fn home(model: &Model, width: u16) -> Row {
    let lang = model.lang;
    let help = hint(&model.keys.named(Turn::Help, lang), gestures::of(Turn::Help).label, lang);
    let room = usize::from(width).saturating_sub(size(&help) + 2);
    let mut row = Row::plain(" ");
    let gap = if lang == Lang::Ja { " " } else { "  " };
    let ((can, cannot), settling) = (verbs(model), settling(model));
    let turns = turns(model, settling.is_some());
    for spans in settling.into_iter().chain(can).chain(turns).chain(cannot) {
        if row.cells() + size(&spans) + gap.len() <= room {
            row.left.extend(spans);
            row.left.push(Span::new(gap, Look::Plain));
        }
    }
    row.left.extend(help);
    row
}

/// In today's list, what settles the row where no key of its own does: the menu opens on it.
fn settling(model: &Model) -> Option<Vec<Span>> {
    let action = actions::table::find(model.today()?.settled_by()?)?;
    let menu = model.keys.first(Turn::Menu)?;
    let is_on_menu = model.case().is_some() && model.keys.key(action).is_none();
    is_on_menu.then(|| hint(&menu.shown(model.lang), action.label, model.lang))
}

/// Verbs that can be done now; one that cannot stands in brackets, and says why when pressed.
fn verbs(model: &Model) -> (Vec<Vec<Span>>, Vec<Vec<Span>>) {
    let lang = model.lang;
    let (mut can, mut cannot) = (Vec::new(), Vec::new());
    for action in keymap::verbs(model) {
        let Some(key) = model.keys.key(action).map(|key| key.to_string()) else { continue };
        match model.about_subject(action, |case| model.why_not(action, case).is_none()) {
            Some(true) => can.push(hint(&key, action.label, lang)),
            Some(false) | None => cannot.push(bracketed(&key, action.label, lang)),
        }
    }
    (can, cannot)
}

fn turns(model: &Model, is_menu_named: bool) -> Vec<Vec<Span>> {
    let hinted: &[Turn] = match (model.today(), at_the_desk::is_desk(model)) {
        (Some(_), _) => &HINTED_TODAY,
        (None, true) => &HINTED_DESK,
        (None, false) => &HINTED,
    };
    let hinted = hinted.iter().copied().filter(|turn| !(is_menu_named && *turn == Turn::Menu));
    let allowed = hinted.filter(|turn| model.allows(*turn)).map(gestures::of);
    let with_key = allowed.filter_map(|gesture| Some((gesture, model.keys.first(gesture.turn)?)));
    let named = |gesture| at_the_desk::named(model, gesture).label;
    with_key.map(|(gesture, key)| hint(&key.shown(model.lang), named(gesture), model.lang)).collect()
}

fn hint(key: &str, label: Text, lang: Lang) -> Vec<Span> {
    let gap = if lang == Lang::Ja { "" } else { " " };
    vec![Span::new(key, Look::Strong), Span::new(format!("{gap}{}", short(label.get(lang))), Look::Plain)]
}

fn bracketed(key: &str, label: Text, lang: Lang) -> Vec<Span> {
    let gap = if lang == Lang::Ja { "" } else { " " };
    vec![Span::new(format!("({key}{gap}{})", short(label.get(lang))), Look::Muted)]
}

/// Labels are a few words; hints take them in lower case where the language has one.
fn short(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        Some(first) if first.is_ascii_uppercase() && !label.starts_with("MCS") && label != "English" => {
            first.to_ascii_lowercase().to_string() + chars.as_str()
        }
        _ => label.to_owned(),
    }
}

fn size(spans: &[Span]) -> usize {
    spans.iter().map(Span::cells).sum()
}

/// The keys that answer what lies on top.
fn overlay_words(overlay: &Overlay) -> Text {
    match overlay {
        Overlay::Dialog(dialog) if dialog.chance == Chance::Gone => Text::new(
            "ほかの人が先に行いました。Enter・Esc閉じる",
            "Somebody else was first.  Enter or Esc closes",
        ),
        Overlay::Dialog(dialog) if dialog.asks.is_empty() => Text::new(
            "y実行 Tab移る Enter押す 上下スクロール Escやめる",
            "y confirms  Tab next  Enter presses  Up/Down scroll  Esc cancels",
        ),
        Overlay::Dialog(_) => Text::new(
            "Enter次へ Tab移る yボタンで実行 Escやめる（入力は残ります）",
            "Enter next  Tab moves  y at the buttons confirms  Esc cancels (keeps the text)",
        ),
        Overlay::Proof(_) => Text::new(
            "パスフレーズを入力してEnter Esc戻る",
            "Type your passphrase, then Enter  Esc goes back",
        ),
        Overlay::Import(_) => Text::new(
            "Enter次へ・押す Tab補う・移る 上下スクロール Esc戻る",
            "Enter next, presses  Tab completes, moves  Up/Down scroll  Esc goes back",
        ),
        Overlay::Export(_) => Text::new(
            "左右選択 Enter次へ・押す yボタンで書き出す Escやめる",
            "Left/Right choose  Enter next, presses  y writes it out  Esc cancels",
        ),
        Overlay::Filter(_) | Overlay::Today(_) => Text::new(
            "Enter確定 上下移動 Esc消す・閉じる",
            "Enter accepts  Up/Down move  Esc clears, then closes",
        ),
        Overlay::Prompt(_) => Text::new("Enter確定 Esc閉じる", "Enter accepts  Esc closes"),
        Overlay::Palette(_) => {
            Text::new("Enter実行 上下選択 Esc閉じる", "Enter does it  Up/Down choose  Esc closes")
        }
        Overlay::Drafts(_) => {
            Text::new("Enter続きを開く 上下移動 Esc閉じる", "Enter opens it  Up/Down move  Esc closes")
        }
        Overlay::Views(views) if views.is_typing() => {
            Text::new("Enter確定 Esc戻る", "Enter accepts  Esc goes back")
        }
        Overlay::Menu(_)
        | Overlay::Sort(_)
        | Overlay::Follow(_)
        | Overlay::Views(_)
        | Overlay::Registers(_)
        | Overlay::Papers(_) => {
            Text::new("Enter選ぶ 上下移動 Esc閉じる", "Enter chooses  Up/Down move  Esc closes")
        }
        Overlay::Operators(operators) if operators.is_telling() => Text::new("Enter閉じる", "Enter closes"),
        Overlay::Operators(operators) if operators.is_asking() => {
            Text::new("Enter次へ・実行 Escやめる", "Enter next, goes ahead  Esc cancels")
        }
        Overlay::Operators(_) => Text::new(
            "iコード発行 n追加 x削除・終了 r更新 上下移動 Esc閉じる",
            "i issue a code  n add  x remove, end  r refresh  Up/Down move  Esc closes",
        ),
        Overlay::Ledger(_) => Text::new(
            "Enterその行へ w根拠 上下移動 Esc閉じる",
            "Enter goes to the row  w evidence  Up/Down move  Esc closes",
        ),
        Overlay::Clauses(clauses) if clauses.is_typing() => Text::new(
            "Enter確定 上下移動 Esc消す・閉じる  語：要対応、未点検、義務、事業所",
            "Enter accepts  Esc clears, then closes  Words: action needed, duty, office",
        ),
        Overlay::Clauses(clauses) if clauses.is_of_another() => Text::new(
            "Tab次の要対応・要検討 /絞込 上下移動 Esc閉じる（行は事業所だけが見ます）",
            "Tab next to act on  / filter  Up/Down move  Esc closes (rows are the office's to see)",
        ),
        Overlay::Clauses(_) => Text::new(
            "Enter該当する行 n自己点検 Tab次の要対応・要検討 /絞込 上下移動 Esc閉じる",
            "Enter its rows  n attest  Tab next to act on  / filter  Esc closes",
        ),
        Overlay::Help(_)
        | Overlay::Trends(_)
        | Overlay::Log(_)
        | Overlay::Breach(_)
        | Overlay::Evidence(_)
        | Overlay::Results(_) => Text::new("上下スクロール Esc閉じる", "Up/Down scroll  Esc closes"),
    }
}
