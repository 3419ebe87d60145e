//! Taking in a list: its path, then a preview of every row with what was found, then one write, one undo.
//!
//! The file is read on the reader thread for the preview and again on the writer thread for the write; what
//! is written is judged anew there.

use tui_input::Input;

use super::{Next, Overlay};
use crate::actions::import::{ListFile, Report, ReportRow};
use crate::domain::Noun;
use crate::exchange::import::Change;
use crate::listings::{Line, Tone};
use crate::regulation::finding::Severity;
use crate::text::width::pad;
use crate::text::{Lang, Sentence, Shown, Text};
use crate::tui::effects::{Effect, Query, Slot, Write};
use crate::tui::mask::{Names, masked};
use crate::tui::message::Given;
use crate::tui::model::{Hearing, Model, PANES, Writing};
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::view::details;
use crate::tui::widgets::{Row, Sheet, field};

/// A list on its way in.
#[derive(Clone, Debug)]
pub struct Import {
    noun: Noun,
    path: Input,
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    /// The path is typed.
    Path(Option<Sentence>),
    /// The file is read.
    Reading,
    /// What would be done stands on the screen.
    Preview { report: Box<Report>, button: usize, scroll: usize },
}

/// The buttons of a preview, やめる first.
const BUTTONS: [Text; 3] = [
    Text::new("やめる", "Cancel"),
    Text::new("取り込む y", "Take in y"),
    Text::new("取り込まない行を保存", "Save the rows not taken"),
];

/// Opens it for the noun of the focused pane.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let noun = if model.is_home() { model.focus } else { Noun::User };
    model.overlays.push(Overlay::Import(Import { noun, path: Input::default(), step: Step::Path(None) }));
    Vec::new()
}

/// The preview is there, or the file cannot be read.
pub fn show_preview(model: &mut Model, preview: Result<Box<Report>, Sentence>) {
    let Some(Overlay::Import(import)) = model.overlays.last_mut() else { return };
    import.step = match preview {
        Ok(report) => Step::Preview { report, button: 0, scroll: 0 },
        Err(why) => Step::Path(Some(why)),
    };
    model.hearing = Hearing::UntilDrawn;
}

impl Import {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> (Next, Vec<Effect>) {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        if model.writing == Writing::Underway {
            return (Next::Stay, Vec::new());
        }
        match self.step {
            Step::Path(_) => self.press_path(model, given, stroke),
            Step::Reading if stroke == Some(ESC) => (Next::Close, Vec::new()),
            Step::Reading => (Next::Stay, Vec::new()),
            Step::Preview { .. } => self.press_preview(model, stroke),
        }
    }

    fn press_path(
        &mut self,
        model: &mut Model,
        given: &Given,
        stroke: Option<Stroke>,
    ) -> (Next, Vec<Effect>) {
        match stroke {
            Some(ESC) => return (Next::Close, Vec::new()),
            Some(TAB | DOWN) => self.turn(1),
            Some(BACK_TAB | UP) => self.turn(PANES.len() - 1),
            Some(ENTER) if self.path.value().trim().is_empty() => {}
            Some(ENTER) => {
                self.step = Step::Reading;
                return (Next::Stay, vec![model.read(Slot::Overlay, Query::Preview(self.list()))]);
            }
            _ => {
                field::take(&mut self.path, given);
            }
        }
        (Next::Stay, Vec::new())
    }

    fn turn(&mut self, by: usize) {
        let at = PANES.iter().position(|noun| *noun == self.noun).unwrap_or(0);
        self.noun = PANES[(at + by) % PANES.len()];
    }

    fn list(&self) -> ListFile {
        ListFile::new(std::path::Path::new(self.path.value().trim()), self.noun)
    }

    fn press_preview(&mut self, model: &mut Model, stroke: Option<Stroke>) -> (Next, Vec<Effect>) {
        let list = self.list();
        let Step::Preview { report, button, scroll } = &mut self.step else {
            return (Next::Stay, Vec::new());
        };
        let buttons = buttons(report);
        match stroke {
            Some(ESC) => {
                self.step = Step::Path(None);
                return (Next::Stay, Vec::new());
            }
            Some(TAB | RIGHT) => *button = (*button + 1) % buttons,
            Some(BACK_TAB | LEFT) => *button = (*button + buttons - 1) % buttons,
            Some(DOWN | Stroke::Char('j')) => *scroll = (*scroll + 1).min(report.rows.len()),
            Some(UP | Stroke::Char('k')) => *scroll = scroll.saturating_sub(1),
            Some(PAGE_DOWN) => *scroll = (*scroll + 10).min(report.rows.len()),
            Some(PAGE_UP) => *scroll = scroll.saturating_sub(10),
            Some(ENTER) if *button == 0 => return (Next::Close, Vec::new()),
            Some(ENTER) if *button == 2 => {
                let write = Write::SaveNotTaken(list, report.clone(), model.lang);
                return begin(model, write);
            }
            Some(ENTER | Stroke::Char('y')) => return begin(model, Write::Import(list)),
            _ => {}
        }
        (Next::Stay, Vec::new())
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 取込み ", " Import ").get(lang);
        let nouns = PANES.into_iter().fold(
            Row::plain(" ").and(title, Look::Chip).and("  ", Look::Plain),
            |row, noun| {
                let words = noun.label().get(lang);
                match noun == self.noun {
                    true => row.and(format!("›{words}‹ "), Look::Strong),
                    false => row.and(format!(" {words}  "), Look::Muted),
                }
            },
        );
        let label = Text::new(" ファイル  ", " File  ").get(lang);
        let room = usize::from(width).saturating_sub(14);
        let is_typing = matches!(self.step, Step::Path(_));
        let path = field::onto(Row::of(label, Look::Strong), &self.path, room, is_typing);
        let mut sheet = Sheet { head: vec![nouns, path, Row::blank()], ..Sheet::default() };
        match &self.step {
            Step::Path(trouble) => sheet.body = path_rows(trouble.as_ref(), lang, width),
            Step::Reading => {
                sheet.body.push(Row::of(Text::new(" 読込中", " Reading").get(lang), Look::Muted))
            }
            Step::Preview { report, button, scroll } => {
                sheet.head.push(Row::of(format!(" {}", counts(report).get(lang)), Look::Strong));
                sheet.body = report.rows.iter().flat_map(|row| row_rows(model, row, width)).collect();
                sheet.scroll = *scroll;
                sheet.foot = vec![Row::blank(), button_row(report, *button, lang, model.writing)];
            }
        }
        sheet
    }
}

fn begin(model: &mut Model, write: Write) -> (Next, Vec<Effect>) {
    if let Some(why) = model.read_only() {
        model.say(Look::Caution, why);
        return (Next::Stay, Vec::new());
    }
    model.writing = Writing::Underway;
    (Next::Stay, vec![Effect::Write(write)])
}

/// Rows not taken can be saved only where there are some.
fn buttons(report: &Report) -> usize {
    if report.not_taken > 0 { 3 } else { 2 }
}

fn button_row(report: &Report, focused: usize, lang: Lang, writing: Writing) -> Row {
    if writing == Writing::Underway {
        return Row::of(Text::new(" 保存中です。", " Saving.").get(lang), Look::Muted);
    }
    let words = BUTTONS.iter().take(buttons(report)).enumerate();
    words.fold(Row::plain("  "), |row, (at, words)| {
        let words = words.get(lang);
        let row = if at == focused {
            row.and(format!("›{words}‹"), Look::Chip)
        } else {
            row.and(format!(" {words} "), Look::Plain)
        };
        row.and("   ", Look::Plain)
    })
}

fn path_rows(trouble: Option<&Sentence>, lang: Lang, width: u16) -> Vec<Row> {
    let mut rows = trouble.map(|why| Row::wrapped(why.get(lang), Look::Bad, 1, width)).unwrap_or_default();
    let about = Text::new(
        "CSV（UTF-8、UTF-16、CP932）またはXLSXの場所を入力します。Tabで種類を選びます。書き込む前に、1行ずつの判定を表示します。",
        "Type where the CSV (UTF-8, UTF-16, CP932) or XLSX file is. Tab chooses the kind. Every row's findings are shown before anything is written.",
    );
    rows.extend(Row::wrapped(about.get(lang), Look::Muted, 1, width));
    rows
}

fn counts(report: &Report) -> Sentence {
    crate::sentence!(
        "新規 {new}  変更 {changed}  登録済み {same}  取り込まない {out}",
        "new {new}   changed {changed}   on file {same}   not taken {out}",
        new = report.new,
        changed = report.changed,
        same = report.same,
        out = report.not_taken
    )
}

/// One row of the file, with everything that was found.
fn row_rows(model: &Model, row: &ReportRow, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let shown = Shown::new(&row.label).to_string();
    let names = Names::new([row.label.clone()]);
    let label = model.masking.text(&shown, &names).into_owned();
    let look = if row.change == Change::NotTaken { Look::Bad } else { Look::Plain };
    let number = match lang {
        Lang::Ja => format!(" {:>4}行 ", row.number),
        Lang::En => format!(" row {:<4}", row.number),
    };
    let first = Row::of(number, Look::Muted)
        .and(pad(row.change.label().get(lang), 14), look)
        .and(label, Look::Strong);
    let is_masked = model.masking == crate::tui::mask::Masking::On;
    let lines: Vec<Line> = row
        .findings
        .iter()
        .map(|f| Line {
            label: f.severity.label(),
            value: if is_masked { masked_in(&f.sentence, &shown) } else { f.sentence.clone() },
            clause: Some(f.clause),
            tone: if f.severity == Severity::Block { Tone::Bad } else { Tone::Plain },
        })
        .collect();
    let found = details::line_rows(model, &lines, None, width.saturating_sub(8));
    let found =
        found.into_iter().map(|row| Row { right: row.right.clone(), ..Row::plain("        ").joined(row) });
    std::iter::once(first).chain(found).collect()
}

fn masked_in(sentence: &Sentence, name: &str) -> Sentence {
    let masked = |lang| sentence.get(lang).replace(name, &masked(name));
    Sentence::new(masked(Lang::Ja), masked(Lang::En))
}
