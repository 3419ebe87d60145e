//! Help: what may be typed, read out from the table of gestures and the table of actions.

use super::desk::Desk;
use super::words::{FIRST_ROW, GESTURES};
use crate::actions::offer;
use crate::sentence;
use crate::text::Text;

/// Reads everything out: the actions of the list first.
pub fn say(desk: &mut Desk) {
    let noun = desk.view.noun;
    desk.say(sentence!("{noun}の操作", "Actions: {noun}", noun = noun.label()));
    desk.say(Text::new(
        "操作は、キーと行の番号で行います。例：a 12 14",
        "An action is its key or verb and the numbers of rows, such as: a 12 14",
    ));
    for action in offer::concerning(noun) {
        let verb = action.verb().replace('_', "-");
        match (desk.keys)(action).first().copied() {
            Some(key) => desk.say(sentence!(
                "{key}（{verb}）：{label}。{about}",
                "{key} ({verb}): {label}. {about}",
                key = key,
                verb = verb,
                label = action.label,
                about = action.about
            )),
            None => desk.say(sentence!(
                "{verb}：{label}。{about}",
                "{verb}: {label}. {about}",
                verb = verb,
                label = action.label,
                about = action.about
            )),
        }
    }
    desk.say(Text::new("読み上げと一覧", "Reading and lists"));
    desk.say(sentence!(
        "行の番号（{first}から）か U-0001 のような番号：その行の根拠",
        "The number of a row ({first} and on) or an id like U-0001: its evidence",
        first = FIRST_ROW
    ));
    for gesture in GESTURES {
        let word = gesture.words.first().copied().unwrap_or_default();
        desk.say(if gesture.takes.ja.is_empty() {
            sentence!("{word}：{about}", "{word}: {about}", word = word, about = gesture.about)
        } else {
            sentence!(
                "{word} {takes}：{about}",
                "{word} {takes}: {about}",
                word = word,
                takes = gesture.takes,
                about = gesture.about
            )
        });
    }
    desk.say(Text::new(
        "質問では、y か はい だけが実行です。空のままの Enter はやめる、. は入力をやめる、Ctrl-C も同じです。",
        "In a question only y or yes does it. Enter alone cancels, a full stop leaves the form, and so does Ctrl-C.",
    ));
}
