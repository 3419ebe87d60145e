//! The clauses of the regulation: a list, and below it the chosen one word for word.

use super::{Chooser, Next};
use crate::regulation::book::BOOK;
use crate::regulation::clause::Clause;
use crate::text::Lang;
use crate::text::width::pad;
use crate::tui::effects::Effect;
use crate::tui::model::Model;
use crate::tui::stroke::Stroke;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Takes a key.
pub fn press(chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    chooser.moves(BOOK.clauses().count(), stroke);
    (Next::Stay, Vec::new())
}

/// What it shows: the chosen clause opens below its line.
pub fn sheet(model: &Model, chooser: &Chooser, width: u16) -> Sheet {
    let lang = model.lang;
    let title = Row::of(format!(" {}", BOOK.name.get(lang)), Look::Strong);
    let mut sheet = Sheet { head: vec![title], ..Sheet::default() };
    let mut at = 0;
    for part in BOOK.parts {
        sheet.body.push(Row::blank());
        sheet.body.push(Row::of(format!(" {}", part.title.get(lang)), Look::Strong));
        for clause in part.clauses {
            let first = sheet.body.len();
            sheet.body.push(line(lang, chooser, at, clause));
            if at == chooser.at {
                sheet.body.extend(text(lang, clause, width));
                sheet.keep = Some((first, sheet.body.len() - 1));
            }
            at += 1;
        }
    }
    sheet
}

fn line(lang: Lang, chooser: &Chooser, at: usize, clause: &Clause) -> Row {
    chooser
        .gutter(at)
        .and(pad(clause.shown_as.get(lang), 20), Look::Strong)
        .and(clause.title.get(lang), Look::Plain)
        .right(format!("{} ", clause.strength.text().get(lang)), Look::Muted)
}

fn text(lang: Lang, clause: &Clause, width: u16) -> Vec<Row> {
    let holders: Vec<&str> = clause.holders.iter().map(|holder| holder.text().get(lang)).collect();
    let mut rows = Row::wrapped(
        &holders.join(match lang {
            Lang::Ja => "、",
            Lang::En => ", ",
        }),
        Look::Muted,
        5,
        width,
    );
    if lang == Lang::En {
        rows.extend(Row::wrapped(clause.gist, Look::Plain, 5, width));
    }
    rows.extend(Row::wrapped(clause.ja, Look::Plain, 5, width));
    rows.push(Row::blank());
    rows
}
