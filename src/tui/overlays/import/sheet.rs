//! What is shown while a list is taken in: the field, the preview row by row, the buttons.

use tui_input::Input;

use super::{Button, Import, Preview, Step};
use crate::actions::import::ReportRow;
use crate::exchange::import::Change;
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::text::width::{cells, pad};
use crate::text::{Lang, Sentence, Shown, Text};
use crate::tui::mask::{Masking, Names};
use crate::tui::model::{Model, Writing};
use crate::tui::theme::Look;
use crate::tui::veil::UNSAID;
use crate::tui::widgets::{Row, Sheet, Span, field};

/// Cells before the findings of a row.
const INDENT: usize = 8;
/// Cells of 不可, 要確認, 参考 before a finding.
const LABEL: usize = 8;

impl Import {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let is_typing = matches!(self.step, Step::Path(_));
        let label = Text::new(" ファイル  ", " File  ").get(lang);
        let mut sheet = Sheet { head: self.nouns(lang, width), ..Sheet::default() };
        sheet.head.push(typed(label, &self.path, width, is_typing));
        match &self.step {
            Step::Path(trouble) => sheet.body = self.path_rows(trouble.as_ref(), lang, width),
            Step::Reading(rows) => {
                let words = sentence!(
                    " 読込中です（{rows}行）。Escで中断",
                    " Reading: {rows} rows. Esc stops.",
                    rows = rows
                );
                sheet.body = vec![Row::blank(), Row::of(words.get(lang), Look::Muted)];
            }
            Step::Preview(preview) => {
                preview.fill(model, &mut sheet, width);
                sheet.foot = vec![Row::blank(), preview.button_row(model)];
            }
            Step::Saving(preview, input, trouble) => {
                preview.fill(model, &mut sheet, width);
                sheet.foot = saving_rows(input, trouble.as_ref(), lang, width);
            }
        }
        sheet
    }

    /// The kinds of lists, the chosen one between signs; once a file is read only that one.
    fn nouns(&self, lang: Lang, width: u16) -> Vec<Row> {
        let title = Text::new(" 取込み ", " Import ").get(lang);
        let row = Row::plain(" ").and(title, Look::Chip).and("  ", Look::Plain);
        if !matches!(self.step, Step::Path(_)) {
            return vec![row.and(self.noun.label().get(lang), Look::Strong)];
        }
        let indent = row.cells();
        let mut rows = vec![row];
        for noun in self.lists.iter().copied() {
            let words = noun.label().get(lang);
            let (words, look) = match noun == self.noun {
                true => (format!("›{words}‹ "), Look::Strong),
                false => (format!(" {words}  "), Look::Muted),
            };
            let last = rows.pop().unwrap_or_default();
            if last.cells() + cells(&words) > usize::from(width) && last.cells() > indent {
                rows.extend([last, Row::plain(" ".repeat(indent)).and(words, look)]);
            } else {
                rows.push(last.and(words, look));
            }
        }
        rows
    }

    fn path_rows(&self, trouble: Option<&Sentence>, lang: Lang, width: u16) -> Vec<Row> {
        let mut rows = vec![Row::blank()];
        rows.extend(self.offered.iter().map(|file| Row::plain(format!("   {}", Shown::new(file)))));
        if let Some(why) = trouble {
            rows.extend(Row::wrapped(why.get(lang), Look::Bad, 1, width));
            rows.push(Row::blank());
        }
        rows.extend(ABOUT.iter().flat_map(|about| Row::wrapped(about.get(lang), Look::Muted, 1, width)));
        rows
    }
}

const ABOUT: [Text; 2] = [
    Text::new(
        "CSV（UTF-8、UTF-16、CP932）またはXLSXの場所を入力するか、ファイルを貼り付けます。",
        "Type or paste where the file is: CSV (UTF-8, UTF-16, CP932) or XLSX.",
    ),
    Text::new(
        "上下キーで種類を選び、Tabでファイル名を補います。Enterで読み、書き込む前に1行ずつ判定を示します。",
        "Up and Down choose the kind, Tab completes the name. Enter reads it; every row's findings are shown before anything is written.",
    ),
];

fn typed(label: &str, input: &Input, width: u16, is_typing: bool) -> Row {
    let room = usize::from(width).saturating_sub(cells(label) + 2);
    field::onto(Row::of(label, Look::Strong), input, room, is_typing)
}

fn saving_rows(input: &Input, trouble: Option<&Sentence>, lang: Lang, width: u16) -> Vec<Row> {
    let about = Text::new(
        "取り込まない行を理由とともに新しいファイルに保存します。Enterで保存、Escで戻る",
        "Saves the rows not taken, with their reasons, in a new file. Enter saves, Esc goes back.",
    );
    let (words, look) = trouble.map_or((about.get(lang), Look::Muted), |why| (why.get(lang), Look::Bad));
    let mut rows = vec![Row::blank()];
    rows.extend(Row::wrapped(words, look, 1, width));
    rows.push(typed(Text::new(" 保存先  ", " Save in  ").get(lang), input, width, true));
    rows
}

impl Preview {
    fn fill(&self, model: &Model, sheet: &mut Sheet, width: u16) {
        let lang = model.lang;
        sheet.head.push(Row::of(format!(" {}", self.counts().get(lang)), Look::Strong));
        if let Some(told) = self.told.clone().or_else(|| (!self.has_changes()).then(super::no_changes)) {
            sheet.head.extend(Row::wrapped(told.get(lang), Look::Strong, 1, width));
        }
        sheet.head.push(Row::blank());
        let rows = self.order.iter().map(|at| &self.report.rows[*at]);
        sheet.body = rows.flat_map(|row| row_rows(model, row, width)).collect();
        sheet.body.extend(self.gone_rows(model, width));
        sheet.body.extend(self.beside_rows(lang, width));
        sheet.scroll = self.scroll;
    }

    fn counts(&self) -> Sentence {
        let report = &self.report;
        sentence!(
            "新規 {new}  変更 {changed}  変更なし {same}  取り込まない {out}  一覧にない {gone}",
            "new {new}   changed {changed}   unchanged {same}   not taken {out}   not on it {gone}",
            new = report.new,
            changed = report.changed,
            same = report.same,
            out = report.not_taken,
            gone = report.gone
        )
    }

    /// What the register has and the list leaves out; nothing is done to it.
    fn gone_rows(&self, model: &Model, width: u16) -> Vec<Row> {
        if self.report.gone == 0 {
            return Vec::new();
        }
        let head = sentence!(
            "この一覧にない登録 {gone}件（そのままにします）",
            "{gone} rows of the register are not on this list; they stay as they are",
            gone = self.report.gone
        );
        let mut rows = vec![Row::blank()];
        rows.extend(Row::wrapped(head.get(model.lang), Look::Caution, 1, width));
        rows.extend(self.report.gone_rows.iter().map(|(id, name)| {
            let names = Names::new([name.clone()]);
            let name = model.masking.text(Shown::new(name).as_str(), &names).into_owned();
            Row::plain("   ").and(pad(&id.to_string(), 9), Look::Muted).and(name, Look::Plain)
        }));
        rows
    }

    /// What the file says beside its rows: columns that are not read, titles and footnotes.
    fn beside_rows(&self, lang: Lang, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let kept = self.report.rows.len() as u64;
        let mut say =
            |sentence: Sentence| rows.extend(Row::wrapped(sentence.get(lang), Look::Muted, 1, width));
        if kept < self.report.total() {
            say(sentence!("ほか {n}行", "{n} rows more", n = self.report.total() - kept));
        }
        if !self.report.unread.is_empty() {
            let columns = Shown::new(&self.report.unread.join("、"));
            say(sentence!(
                "読まない列：{columns}",
                "Columns that are not read: {columns}",
                columns = columns
            ));
        }
        for (number, words) in &self.report.notes {
            let words = Shown::new(words);
            say(sentence!(
                "{n}行（表の外）：{words}",
                "row {n}, no data: {words}",
                n = number,
                words = words
            ));
        }
        if !rows.is_empty() {
            rows.insert(0, Row::blank());
        }
        rows
    }

    fn button_row(&self, model: &Model) -> Row {
        let lang = model.lang;
        if model.writing == Writing::Underway {
            let words = sentence!(
                " 取込み中です（{rows}行）。Escで中断",
                " Taking in: {rows} rows. Esc stops.",
                rows = self.written
            );
            return Row::of(words.get(lang), Look::Muted);
        }
        self.buttons().into_iter().enumerate().fold(Row::plain("  "), |row, (at, button)| {
            let words = self.words(button).get(lang);
            let row = if at == self.button {
                row.and(format!("›{words}‹"), Look::Chip)
            } else {
                row.and(format!(" {words} "), Look::Plain)
            };
            row.and("   ", Look::Plain)
        })
    }

    fn words(&self, button: Button) -> Text {
        match button {
            Button::Leave if self.is_settled() => Text::new("閉じる", "Close"),
            Button::Leave => Text::new("やめる", "Cancel"),
            Button::Import => Text::new("取り込む y", "Take in y"),
            Button::Save => Text::new("取り込まない行を保存 s", "Save the rows not taken s"),
        }
    }
}

/// One row of the file, with everything that was found.
fn row_rows(model: &Model, row: &ReportRow, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let names = Names::new([row.label.clone()]);
    let label = model.masking.text(Shown::new(&row.label).as_str(), &names).into_owned();
    let look = if row.change == Change::NotTaken { Look::Bad } else { Look::Plain };
    let number = match lang {
        Lang::Ja => format!(" {:>4}行 ", row.number),
        Lang::En => format!(" row {:<4}", row.number),
    };
    let first = Row::of(number, Look::Muted)
        .and(pad(row.change.label().get(lang), 14), look)
        .and(label, Look::Strong);
    let found = row.findings.iter().flat_map(|finding| finding_rows(model, finding, width));
    std::iter::once(first).chain(found).collect()
}

/// A finding with its clause, below its row. Under masking other people's names would stand in the sentence.
fn finding_rows(model: &Model, finding: &Finding, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let look = match finding.severity {
        Severity::Block => Look::Bad,
        Severity::Warn => Look::Caution,
        Severity::Advise => Look::Muted,
    };
    let shown = match model.masking {
        Masking::Off => finding.sentence.clone(),
        Masking::On => UNSAID.into(),
    };
    let words = Finding { sentence: shown, ..finding.clone() }.with_clause();
    let mut rows = Row::wrapped(words.get(lang), Look::Plain, INDENT + LABEL, width);
    if let Some(first) = rows.first_mut() {
        let label = pad(finding.severity.label().get(lang), LABEL);
        first.left.splice(0..1, [Span::new(" ".repeat(INDENT), Look::Plain), Span::new(label, look)]);
    }
    rows
}
