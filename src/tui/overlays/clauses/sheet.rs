//! What the list of clauses shows.

use super::{Clauses, Entry};
use crate::listings::board::{Standing, Status};
use crate::regulation::book::BOOK;
use crate::regulation::clause::Clause;
use crate::sentence;
use crate::text::width::{cells, cut, pad};
use crate::text::{Lang, Sentence, Shown, Text};
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, Span, field};

/// From so many columns on the holder stands in the line, too; English titles want more of it.
const fn wide(lang: Lang) -> u16 {
    match lang {
        Lang::Ja => 100,
        Lang::En => 130,
    }
}

impl Clauses {
    /// What it shows: the chosen clause opens below its line.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let mut sheet = Sheet { head: vec![self.title(lang, width), self.counts(lang)], ..Sheet::default() };
        let shown = self.shown();
        let chosen = self.clause();
        for part in BOOK.parts {
            let of_part: Vec<_> =
                part.clauses.iter().filter(|c| shown.iter().any(|shown| shown.id == c.id)).collect();
            if of_part.is_empty() {
                continue;
            }
            sheet.body.push(Row::of(format!(" {}", part.title.get(lang)), Look::Strong));
            for clause in of_part {
                let first = sheet.body.len();
                let is_chosen = chosen.is_some_and(|chosen| chosen.id == clause.id);
                let mut line = self.line(lang, clause, is_chosen, width);
                if is_chosen {
                    line.caret = (self.entry == Entry::Closed).then_some(0);
                    sheet.body.push(line);
                    sheet.body.extend(self.details(lang, clause, width));
                    sheet.keep = Some((first, sheet.body.len() - 1));
                } else {
                    sheet.body.push(line);
                }
            }
        }
        if shown.is_empty() {
            let words = Text::new("   当てはまる条項はありません。", "   No clause fits.");
            sheet.body.push(Row::of(words.get(lang), Look::Muted));
        }
        sheet
    }

    fn title(&self, lang: Lang, width: u16) -> Row {
        let row = Row::of(format!(" {} ", Text::new("規程", "Clauses").get(lang)), Look::Chip);
        let filter = Shown::new(self.filter.value());
        let label = Text::new("  絞込 ", "  Filter ").get(lang);
        if self.entry == Entry::Open {
            let room = usize::from(width).saturating_sub(row.cells() + 14).clamp(10, 40);
            return field::onto(row.and(label, Look::Strong), &self.filter, room, true);
        }
        if let Some((_, name)) = &self.of {
            return row.and(format!("  {}", Shown::new(name)), Look::Strong);
        }
        if self.filter.value().is_empty() {
            return row.and(format!("  {}", BOOK.name.get(lang)), Look::Muted);
        }
        let words = sentence!("  絞込「{filter}」", "  filter \"{filter}\"", filter = filter);
        row.and(words.get(lang), Look::Strong)
    }

    /// How many clauses stand in which way.
    fn counts(&self, lang: Lang) -> Row {
        let Some(standings) = &self.standings else {
            return Row::of(Text::new(" 読込中", " Reading").get(lang), Look::Muted);
        };
        let mut row = Row::plain(" ");
        for status in Status::ALL.iter().copied() {
            let count = standings.iter().filter(|standing| standing.status == status).count();
            let words = format!("{} {count}  ", status.label().get(lang));
            row = row.and(words, if count > 0 { look(status) } else { Look::Muted });
        }
        row
    }

    fn line(&self, lang: Lang, clause: &'static Clause, is_chosen: bool, width: u16) -> Row {
        let gutter = if is_chosen { Row::of(" › ", Look::Strong) } else { Row::plain("   ") };
        let standing = self.standing(clause.id);
        let (status, how) = standing
            .map_or(("", Look::Muted), |standing| (standing.status.label().get(lang), look(standing.status)));
        let mut row = gutter.and(pad(status, status_cells(lang)), how).and(
            pad(&cut(clause.shown_as.get(lang), shown_as_cells(lang) - 1), shown_as_cells(lang)),
            Look::Strong,
        );
        let right = right(lang, clause, standing, width);
        let room = self.title_room(lang, clause, width);
        row = row.and(cut(clause.title.get(lang), room).into_owned(), Look::Plain);
        row.right = vec![Span::new(right, Look::Muted)];
        row
    }

    /// Cells that a clause's title has in its line.
    fn title_room(&self, lang: Lang, clause: &Clause, width: u16) -> usize {
        let right = right(lang, clause, self.standing(clause.id), width);
        let taken = 3 + status_cells(lang) + shown_as_cells(lang) + cells(&right) + 1;
        usize::from(width).saturating_sub(taken)
    }

    fn details(&self, lang: Lang, clause: &'static Clause, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        // In its line the title may have been cut.
        if cells(clause.title.get(lang)) > self.title_room(lang, clause, width) {
            rows.extend(Row::wrapped(clause.title.get(lang), Look::Plain, 5, width));
        }
        if let Some(standing) = self.standing(clause.id) {
            rows.extend(Row::wrapped(standing.sentence.get(lang), Look::Strong, 5, width));
            for parameter in &standing.parameters {
                rows.extend(Row::wrapped(parameter.told_in_full().get(lang), Look::Plain, 5, width));
            }
        }
        rows.extend(Row::wrapped(self.about(clause).get(lang), Look::Muted, 5, width));
        if lang == Lang::En {
            rows.extend(Row::wrapped(clause.gist, Look::Plain, 5, width));
        }
        for line in clause.ja.lines() {
            rows.extend(Row::wrapped(line, Look::Plain, 5, width));
        }
        if let Some(misprint) = clause.misprint {
            rows.extend(Row::wrapped(misprint.told().get(lang), Look::Muted, 5, width));
        }
        rows.push(Row::blank());
        rows
    }

    /// Whose it is, how strong, what the console does about it, and what Enter opens.
    fn about(&self, clause: &'static Clause) -> Sentence {
        let joined = |texts: Vec<Text>| {
            let (ja, en): (Vec<&str>, Vec<&str>) = texts.iter().map(|text| (text.ja, text.en)).unzip();
            Sentence::new(ja.join("・"), en.join(", "))
        };
        let holders = joined(clause.holders.iter().map(|holder| holder.text()).collect());
        let handling = joined(clause.handling.iter().map(|handling| handling.text()).collect());
        let strength = clause.strength.text();
        match self.standing(clause.id).map_or(0, |standing| standing.rows.len()) {
            0 => sentence!(
                "{holders}  {strength}  {handling}",
                "{holders}  {strength}  {handling}",
                holders = holders,
                strength = strength,
                handling = handling
            ),
            n => sentence!(
                "{holders}  {strength}  {handling}  Enterで{n}件の行",
                "{holders}  {strength}  {handling}  Enter shows {n} rows",
                holders = holders,
                strength = strength,
                handling = handling,
                n = n
            ),
        }
    }
}

fn status_cells(lang: Lang) -> usize {
    Status::ALL.iter().map(|status| cells(status.label().get(lang))).max().unwrap_or(0) + 2
}

/// Cells of a clause's number.
fn shown_as_cells(lang: Lang) -> usize {
    match lang {
        Lang::Ja => 21,
        Lang::En => 27,
    }
}

/// What stands at the right edge: strength, holder where there is room, how much is on record.
fn right(lang: Lang, clause: &Clause, standing: Option<&Standing>, width: u16) -> String {
    let strength = pad(clause.strength.text().get(lang), if lang == Lang::Ja { 8 } else { 12 });
    let evidence = standing.map_or(String::new(), |standing| standing.evidence.to_string());
    let holder = clause.holders.first().map_or("", |holder| holder.text().get(lang));
    match width >= wide(lang) {
        true => format!("  {strength}  {}  {evidence:>5} ", pad(holder, 18)),
        // English titles are long: how strong a clause is stands with the chosen one.
        false if lang == Lang::En => format!("{evidence:>5} "),
        false => format!("  {strength}{evidence:>5} "),
    }
}

fn look(status: Status) -> Look {
    match status {
        Status::Open => Look::Bad,
        Status::Review => Look::Caution,
        Status::Unknown => Look::Plain,
        Status::Ok | Status::NotApplicable => Look::Muted,
    }
}
