//! What the form shows: a line for each question, the take-out's fields where there is one, the buttons.

use super::{At, Export, Leaves};
use crate::actions::export::{ASKED, ASKS};
use crate::sentence;
use crate::text::width::{cells, pad};
use crate::text::{Lang, Text};
use crate::tui::model::{Model, Writing};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, field};

const LIST: Text = Text::new("一覧", "List");
const FORMAT: Text = Text::new("形式", "Format");
const NO: Text = Text::new("いいえ（事業所内で使う）", "no (it stays in the office)");
const YES: Text =
    Text::new("はい（持出しとして届け出る、第12条(9)）", "yes (entered as a take-out, Art. 12(9))");

impl Export {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 一覧を書き出す", " Write a list out").get(lang);
        let mut sheet = Sheet { head: vec![Row::of(title, Look::Strong)], ..Sheet::default() };
        let labels = self.labels(lang, width);
        for place in self.places() {
            let first = sheet.body.len();
            match place {
                At::Cancel => {
                    let (words, look) = self.below(lang);
                    sheet.foot.extend(Row::wrapped(&words, look, 3, width));
                    sheet.foot.push(self.buttons(model));
                }
                At::Go => {}
                line => sheet.body.push(self.line(line, lang, labels, width)),
            }
            if place == self.at && sheet.body.len() > first {
                sheet.keep = Some((first, first));
            }
        }
        sheet
    }

    /// Cells of the column of labels.
    fn labels(&self, lang: Lang, width: u16) -> usize {
        let asked = match self.leaves {
            Leaves::No => &ASKS[..0],
            Leaves::Yes => &ASKS[..],
        };
        let labels = asked.iter().map(|ask| ask.label).chain([LIST, FORMAT, ASKED]);
        let widest = labels.map(|label| cells(label.get(lang)) + 2).max().unwrap_or(0);
        widest.min(usize::from(width) / 2)
    }

    fn line(&self, at: At, lang: Lang, labels: usize, width: u16) -> Row {
        let label = match at {
            At::List => LIST,
            At::Format => FORMAT,
            At::Field(field) => ASKS[field].label,
            At::Leaves | At::Cancel | At::Go => ASKED,
        };
        let gutter = if self.at == at { Row::of(" › ", Look::Strong) } else { Row::plain("   ") };
        let row = gutter.and(pad(label.get(lang), labels), Look::Strong);
        let chosen = |row: Row, words: &str| {
            let look = if self.at == at { Look::Chip } else { Look::Plain };
            row.and(format!("‹ {words} ›"), look)
        };
        match at {
            At::List => {
                let words = self.lists.get(self.list).map(|choice| choice.words.get(lang).to_owned());
                chosen(row, &words.unwrap_or_default())
            }
            At::Format => chosen(row, self.format().label().get(lang)),
            At::Leaves | At::Cancel | At::Go => {
                chosen(row, if self.leaves == Leaves::Yes { YES } else { NO }.get(lang))
            }
            At::Field(place) => {
                let room = usize::from(width).saturating_sub(labels + 5).min(40);
                field::onto(row, &self.inputs[place], room, self.at == at)
            }
        }
    }

    /// What is wrong, or how to go on.
    fn below(&self, lang: Lang) -> (String, Look) {
        match &self.trouble {
            Some((_, trouble)) => (trouble.get(lang).to_owned(), Look::Bad),
            None => {
                let hint = Text::new(
                    "左右で選択、上下で移動、y で書き出す。操作記録に残ります。",
                    "Left and right choose, up and down move, y writes it out. It is kept in the ledger.",
                );
                (hint.get(lang).to_owned(), Look::Muted)
            }
        }
    }

    fn buttons(&self, model: &Model) -> Row {
        let lang = model.lang;
        if model.writing == Writing::Underway {
            let words = sentence!(
                " 書き出しています（{rows}行）。Escで中止",
                " Writing it out ({rows} rows). Esc stops.",
                rows = self.rows
            );
            return Row::of(words.get(lang), Look::Muted);
        }
        let button = |row: Row, words: &str, is_lit: bool| {
            if is_lit {
                row.and(format!("›{words}‹"), Look::Chip)
            } else {
                row.and(format!(" {words} "), Look::Plain)
            }
        };
        let row = button(Row::plain("  "), Text::new("やめる", "Cancel").get(lang), self.at == At::Cancel);
        let go = Text::new("書き出す y", "Write it out y");
        button(row.and("   ", Look::Plain), go.get(lang), self.at == At::Go)
    }
}
