//! Help: every gesture and every action with its keys, walked from the two tables.

use crate::actions::Action;
use crate::domain::Noun;
use crate::text::Text;
use crate::text::width::{cells, pad};
use crate::tui::at_the_desk;
use crate::tui::gestures::{GESTURES, Gesture, Topic};
use crate::tui::keymap;
use crate::tui::model::{Model, PANES};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Cells of the column of keys.
const KEYS: usize = 18;

/// What it shows.
pub fn sheet(model: &Model, scroll: usize, width: u16) -> Sheet {
    let lang = model.lang;
    let title = Text::new(" ヘルプ", " Help").get(lang);
    let mut body = Vec::new();
    for noun in nouns(model).into_iter().filter(|noun| keymap::actions_of(*noun).next().is_some()) {
        let words = Text::new("の操作", ": actions").get(lang);
        body.push(headline(&format!("{}{words}", noun.label().get(lang))));
        let actions = keymap::actions_of(noun).filter(|action| at_the_desk::is_its(model, action));
        body.extend(actions.flat_map(|action| action_rows(model, noun, action, width)));
        body.push(Row::blank());
    }
    for topic in Topic::ALL {
        body.push(headline(topic.label().get(lang)));
        let gestures =
            GESTURES.iter().filter(|g| g.topic == topic && at_the_desk::leads_anywhere(model, g.turn));
        body.extend(gestures.flat_map(|gesture| gesture_rows(model, gesture, width)));
        body.push(Row::blank());
    }
    body.push(headline(Text::new("確認と入力", "Dialogs and forms").get(lang)));
    body.extend(DIALOG_KEYS.iter().flat_map(|(keys, about)| line(keys.get(lang), about.get(lang), width)));
    Sheet { head: vec![Row::of(title, Look::Strong), Row::blank()], body, scroll, ..Sheet::default() }
}

/// Everything that can be acted on; the city's desk acts on what stands in its panes.
fn nouns(model: &Model) -> Vec<Noun> {
    if at_the_desk::is_desk(model) {
        return model.panes().to_vec();
    }
    let beside = [Noun::Membership, Noun::Mirror, Noun::Patient, Noun::Office, Noun::Seat];
    PANES.into_iter().chain(beside).chain(Noun::PAPERS).chain(Noun::REGISTERS).collect()
}

/// Keys that are no gestures, because they answer a question.
const DIALOG_KEYS: &[(Text, Text)] = &[
    (Text::new("y", "y"), Text::new("確認して実行", "Confirms")),
    (
        Text::new("Tab 左 右", "Tab Left Right"),
        Text::new("ボタンと欄を移る", "Goes to the next button or field"),
    ),
    (
        Text::new("Enter", "Enter"),
        Text::new("光っているボタンを押す、次の欄へ", "Presses the lit button; goes to the next field"),
    ),
    (Text::new("上 下", "Up Down"), Text::new("前後の欄へ、読み進める", "Goes to another field, or scrolls")),
    (Text::new("Esc", "Esc"), Text::new("やめる（入力は残ります）", "Leaves (what was typed is kept)")),
];

fn headline(words: &str) -> Row {
    Row::of(format!(" {words}"), Look::Strong)
}

fn action_rows(model: &Model, noun: Noun, action: &'static Action, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let keys = model.keys.of_action(action);
    let key = if keys.is_empty() {
        " ".to_owned()
    } else {
        keys.iter().map(char::to_string).collect::<Vec<_>>().join(" ")
    };
    let labels = keymap::actions_of(noun).map(|a| cells(a.label.get(lang))).max().unwrap_or(0);
    line(&format!("{key}  {}", pad(action.label.get(lang), labels + 1)), action.about.get(lang), width)
}

fn gesture_rows(model: &Model, gesture: &Gesture, width: u16) -> Vec<Row> {
    let keys: Vec<String> = model.keys.of(gesture.turn).iter().map(|key| key.shown(model.lang)).collect();
    let named = at_the_desk::named(model, gesture);
    let keys = if keys.is_empty() { format!(": {}", named.label.get(model.lang)) } else { keys.join(" ") };
    line(&keys, named.about.get(model.lang), width)
}

fn line(keys: &str, about: &str, width: u16) -> Vec<Row> {
    let indent = 3 + KEYS.max(cells(keys) + 1);
    let mut rows = Row::wrapped(about, Look::Plain, indent.min(usize::from(width) / 2), width);
    if indent > usize::from(width) / 2 {
        rows.insert(0, Row::of(format!("   {keys}"), Look::Strong));
    } else if let Some(first) = rows.first_mut() {
        first.left[0].words = format!("   {}", pad(keys, indent - 3));
        first.left[0].look = Look::Strong;
    }
    rows
}
