//! The orders of a list: a letter each; the order in force again runs the other way round.

use super::{Chooser, Next};
use crate::sentence;
use crate::store::Way;
use crate::text::Text;
use crate::tui::effects::Effect;
use crate::tui::list::{At, List};
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// The orders' letters: the first letter of each id that no order before it has.
pub fn letters(list: &List) -> Vec<char> {
    let mut taken = vec!['j', 'k', 'q'];
    let orders = list.listing().map_or(&[][..], |l| l.orders);
    for order in orders {
        let letter = order.id.chars().find(|c| !taken.contains(c)).unwrap_or('?');
        taken.push(letter);
    }
    taken.split_off(3)
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    let letters = letters(model.focused());
    if chooser.moves(letters.len(), stroke) {
        return (Next::Stay, Vec::new());
    }
    let chosen = match stroke {
        ENTER => Some(chooser.at),
        Stroke::Char(c) => letters.iter().position(|letter| *letter == c),
        _ => None,
    };
    match chosen.filter(|at| *at < letters.len()) {
        Some(at) => (Next::Close, choose(model, at)),
        None => (Next::Stay, Vec::new()),
    }
}

fn choose(model: &mut Model, order: usize) -> Vec<Effect> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    list.way = if list.order == order { list.way.turned() } else { Way::Forward };
    list.order = order;
    // A key of one order means nothing in another.
    let at = list.cursor.map_or(At::First, |id| At::Row(id, None));
    let label = list.listing().map_or(Text::new("", ""), |l| l.orders[order].label);
    let way = way_words(list.way);
    model.say(
        Look::Muted,
        sentence!("{label}{way}に並べました。", "Sorted {label}{way}.", label = label, way = way),
    );
    model.read_rows(noun, at)
}

/// How an order that is turned round is marked.
pub fn way_words(way: Way) -> Text {
    match way {
        Way::Forward => Text::new("", ""),
        Way::Backward => Text::new("（逆順）", " (reversed)"),
    }
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser) -> Sheet {
    let lang = model.lang;
    let list = model.focused();
    let orders = list.listing().map_or(&[][..], |l| l.orders);
    let title = Text::new(" 並べ替え", " Sort").get(lang);
    let again = Text::new("同じ並びをもう一度選ぶと逆順", "the same again reverses it").get(lang);
    let body = orders.iter().zip(letters(list)).enumerate().map(|(at, (order, letter))| {
        let row = chooser
            .gutter(at)
            .and(format!("{letter}  "), Look::Strong)
            .and(order.label.get(lang), Look::Plain);
        if at == list.order {
            row.and(format!("  ✓{}", way_words(list.way).get(lang)), Look::Muted)
        } else {
            row
        }
    });
    Sheet {
        head: vec![Row::of(title, Look::Strong).and(format!("  {again}"), Look::Muted)],
        body: body.collect(),
        keep: Some((chooser.at, chooser.at)),
        ..Sheet::default()
    }
}
