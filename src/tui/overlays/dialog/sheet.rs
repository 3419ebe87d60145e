//! What a dialog shows: the rows in full, what speaks against it, what follows, the fields, the buttons.

use super::{Ask, Chance, Dialog, Entry, Purpose, What};
use crate::actions::{Field, Kind, Need};
use crate::domain::Case;
use crate::listings::{self, Line, Tone};
use crate::regulation::finding::Severity;
use crate::sentence;
use crate::text::width::{cells, cut, pad};
use crate::text::{Lang, Text};
use crate::tui::effects::UndoRow;
use crate::tui::mask::{Masking, Names};
use crate::tui::model::{Model, Writing};
use crate::tui::theme::Look;
use crate::tui::view::details;
use crate::tui::widgets::{Row, Sheet, Span, field};

/// Cells of the column of labels at the least.
const LABELS_MIN: usize = 12;

/// Rows of the screen that a form leaves to header, list, message and hints.
const FORM_LEAVES: u16 = 8;
/// Rows of the screen that a smaller dialog leaves.
const DIALOG_LEAVES: u16 = 10;

/// Lower screens keep every row for the fields.
const PINNED_FROM: u16 = 16;

impl Dialog {
    /// What it shows on such a screen.
    pub(super) fn sheet_of(&self, model: &Model, width: u16) -> Sheet {
        let mut sheet = Sheet { head: vec![self.title(model)], scroll: self.scroll, ..Sheet::default() };
        sheet.body = self.subject(model, width);
        self.pin_subject(model, &mut sheet);
        let first = sheet.body.len();
        for (at, ask) in self.asks.iter().enumerate() {
            let from = sheet.body.len();
            sheet.body.extend(self.ask_rows(model, at, ask, width));
            if at == self.focus {
                sheet.keep = Some((from, sheet.body.len() - 1));
            }
        }
        if let Some((None, sentence)) = &self.trouble {
            sheet.body.extend(Row::wrapped(&self.told(model, sentence), Look::Bad, 1, width));
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
        if !self.news.is_empty() {
            let first = sheet.body.len();
            sheet.body.extend(self.news_rows(model, width));
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
        sheet.foot = vec![Row::blank(), self.buttons(model)];
        self.set_asks_apart(model, first, &mut sheet);
        sheet
    }

    /// A blank row before the fields, where that makes nobody scroll.
    fn set_asks_apart(&self, model: &Model, at: usize, sheet: &mut Sheet) {
        let taken = if self.is_form() { FORM_LEAVES } else { DIALOG_LEAVES };
        let room = usize::from(model.size.height.saturating_sub(taken));
        if self.asks.is_empty() || sheet.rows() >= room {
            return;
        }
        sheet.body.insert(at, Row::blank());
        sheet.keep = sheet.keep.map(|(first, last)| (first + 1, last + 1));
    }

    /// The row acted on stays in sight above the fields, however far they scroll, where there is room.
    fn pin_subject(&self, model: &Model, sheet: &mut Sheet) {
        let is_about_one = self.targets.len() == 1 && self.action().is_some() && !self.is_new();
        if is_about_one && !self.asks.is_empty() && model.size.height >= PINNED_FROM {
            let pinned = sheet.body.drain(..sheet.body.len().min(1));
            sheet.head.extend(pinned);
        }
    }

    fn title(&self, model: &Model) -> Row {
        let lang = model.lang;
        let what = match &self.purpose {
            Purpose::Act(action) => action.label,
            Purpose::Undo(_) => Text::new("元に戻す", "Undo"),
        };
        let row = Row::plain(" ").and(format!(" {} ", what.get(lang)), Look::Chip);
        if let Some((at, of)) = model.run.as_ref().and_then(|run| run.place_of(self.targets.first()?.id())) {
            let singly = Text::new("要確認", "To check").get(lang);
            return row.and(format!("  {singly} {at}/{of}"), Look::Strong);
        }
        let (asked, out) = (self.targets.len(), self.left_out.len());
        match (asked, out, lang) {
            (0 | 1, 0, _) => row,
            (_, 0, Lang::Ja) => row.and(format!("  対象 {asked}件"), Look::Strong),
            (_, 0, Lang::En) => row.and(format!("  Rows: {asked}"), Look::Strong),
            (_, _, Lang::Ja) => row.and(format!("  対象 {asked}件  対象外 {out}件"), Look::Strong),
            (_, _, Lang::En) => row.and(format!("  Rows: {asked}  Left out: {out}"), Look::Strong),
        }
    }

    fn subject(&self, model: &Model, width: u16) -> Vec<Row> {
        let lang = model.lang;
        let action = match &self.purpose {
            Purpose::Undo(row) => return undo_rows(model, row, width),
            Purpose::Act(action) => action,
        };
        let mut rows = match self.targets.as_slice() {
            [case] if !self.is_new() => one_subject(model, case, width),
            _ if self.is_new() => Vec::new(),
            many => many.iter().flat_map(|case| self.row_of_several(model, case, width)).collect(),
        };
        rows.extend(self.left_out_rows(model, width));
        rows.extend(self.singly_rows(model, width));
        rows.extend(self.finding_rows(model, width));
        rows.extend(Row::wrapped(action.about.get(lang), Look::Plain, 1, width));
        if let ([case], false) = (self.targets.as_slice(), self.is_new()) {
            rows.extend(outlook_rows(model, case, width));
            rows.extend(self.reach_rows(model, case, 1, width));
        }
        if model.context.as_ref().is_some_and(|context| action.is_marked(context)) {
            rows.extend(Row::wrapped(MIRROR_NOTE.get(lang), Look::Muted, 1, width));
        }
        rows
    }

    fn finding_rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let lines: Vec<Line> = self
            .findings_shown(model)
            .into_iter()
            .map(|f| Line {
                label: f.severity.label(),
                value: f.sentence,
                clause: Some(f.clause),
                tone: if f.severity == Severity::Advise { Tone::Plain } else { Tone::Caution },
            })
            .collect();
        details::line_rows(model, &lines, self.targets.first(), width)
    }

    /// What the act reaches beyond a row. It names others' groups, so that under masking it stays unsaid.
    fn reach_rows(&self, model: &Model, case: &Case, indent: usize, width: u16) -> Vec<Row> {
        let reach = self.reach.iter().find(|(id, _)| *id == case.id());
        let sentences = reach.map_or(&[][..], |(_, sentences)| sentences.as_slice());
        if model.masking == Masking::On && !sentences.is_empty() {
            let words = Text::new(
                "影響の範囲は伏字の間は表示しません。",
                "What it reaches is not shown while names are masked.",
            );
            return Row::wrapped(words.get(model.lang), Look::Muted, indent, width);
        }
        let rows = |sentence: &crate::text::Sentence| {
            Row::wrapped(sentence.get(model.lang), Look::Plain, indent, width)
        };
        sentences.iter().flat_map(rows).collect()
    }

    /// A row of several: its name in full, and what the act reaches beyond it.
    fn row_of_several(&self, model: &Model, case: &Case, width: u16) -> Vec<Row> {
        let mut rows = Row::wrapped(&details::name_words(model, case), Look::Plain, 1, width);
        rows.extend(self.reach_rows(model, case, 10, width));
        rows
    }

    /// What others did meanwhile.
    fn news_rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let rows =
            |news: &crate::text::Sentence| Row::wrapped(&self.told(model, news), Look::Caution, 1, width);
        self.news.iter().flat_map(rows).collect()
    }

    fn left_out_rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        for left in &self.left_out {
            let label = pad(left.judgement.label().get(model.lang), 9);
            let mut name = Row::wrapped(&details::name_words(model, &left.case), Look::Plain, 10, width);
            if let Some(first) = name.first_mut() {
                first.left[0] = Span::new(format!(" {label}"), Look::Caution);
            }
            rows.extend(name);
            let why = model.masked(left.why.get(model.lang), &left.case);
            rows.extend(Row::wrapped(&why, Look::Muted, 10, width));
        }
        rows
    }

    /// Rows that want a reason of their own follow one by one.
    fn singly_rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let count = self.singly().len();
        if count == 0 {
            return Vec::new();
        }
        let words = sentence!(
            "要確認の{n}件は、このあと1件ずつ理由を添えて確認します。",
            "The rows to check ({n}) follow one by one, each with a reason.",
            n = count
        );
        Row::wrapped(words.get(model.lang), Look::Strong, 1, width)
    }

    fn ask_rows(&self, model: &Model, at: usize, ask: &Ask, width: u16) -> Vec<Row> {
        let lang = model.lang;
        let is_focused = at == self.focus;
        let gutter = if is_focused { " › " } else { "   " };
        let labels = self.label_cells(lang, width);
        let row = Row::of(gutter, Look::Strong).and(
            pad(&cut(ask.label().get(lang), labels - 1), labels),
            if is_focused { Look::Strong } else { Look::Plain },
        );
        let room = usize::from(width).saturating_sub(labels + 5);
        let mut rows = match &ask.entry {
            Entry::Line(input) => {
                vec![field::onto(row, &self.field_shown(model, ask, input), room.min(60), is_focused)]
            }
            Entry::Pick(_) if is_focused => choice_rows(row, ask, lang, room),
            Entry::Pick(picked) => vec![row.and(picked_word(ask, *picked, lang), Look::Plain)],
        };
        match &self.trouble {
            Some((Some(place), sentence)) if *place == at => {
                rows.extend(Row::wrapped(&self.told(model, sentence), Look::Bad, labels + 3, width));
            }
            _ if !ask.offered.is_empty() => rows.extend(offer_rows(model, ask, is_focused, labels + 3)),
            _ if is_focused => rows.extend(Row::wrapped(hint(ask).get(lang), Look::Muted, labels + 3, width)),
            _ => {}
        }
        rows
    }

    /// The column of labels: as wide as the widest, but never half the sheet.
    fn label_cells(&self, lang: Lang, width: u16) -> usize {
        let widest = self.asks.iter().map(|ask| cells(ask.label().get(lang)) + 2).max().unwrap_or(0);
        widest.max(LABELS_MIN).min(usize::from(width) * 2 / 5)
    }

    fn buttons(&self, model: &Model) -> Row {
        let lang = model.lang;
        if model.writing == Writing::Underway {
            return Row::of(
                Text::new(" 保存中です。Escで中止", " Saving. Esc gives up.").get(lang),
                Look::Muted,
            );
        }
        let verb = match &self.purpose {
            Purpose::Act(action) => action.label,
            Purpose::Undo(_) => Text::new("元に戻す", "Undo"),
        };
        // Where nothing is left to confirm, nothing is cancelled either.
        let cancel = match self.chance {
            Chance::Gone => Text::new("閉じる", "Close"),
            Chance::Open | Chance::Changed | Chance::Refused => Text::new("やめる", "Cancel"),
        };
        let cancel = cancel.get(lang);
        let row = button(Row::plain("  "), cancel, self.focus == self.asks.len());
        if matches!(self.chance, Chance::Gone | Chance::Refused) {
            return row;
        }
        button(row.and("   ", Look::Plain), &format!("{} y", verb.get(lang)), self.focus > self.asks.len())
    }
}

const MIRROR_NOTE: Text = Text::new(
    "記録後、MCSでの反映が必要です（MCS未反映の印が付きます）。",
    "It must then be carried out in MCS, too (a mark reminds of it).",
);

/// The focused button is lit and stands between signs, so that it shows without colour.
fn button(row: Row, words: &str, is_focused: bool) -> Row {
    if is_focused {
        row.and(format!("›{words}‹"), Look::Chip)
    } else {
        row.and(format!(" {words} "), Look::Plain)
    }
}

fn undo_rows(model: &Model, row: &UndoRow, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let names = Names::new([row.name.clone()]);
    let what = model.masked_with(row.undoable.sentence.get(lang), &names);
    let mut rows = Row::wrapped(&what, Look::Strong, 1, width);
    let note = Text::new(
        "この操作の前の状態に戻し、操作記録に残します。元に戻したことは、さらに元には戻せません。",
        "Puts everything back as it was before, and enters that in the ledger. An undo is not undone.",
    );
    rows.extend(Row::wrapped(note.get(lang), Look::Plain, 1, width));
    rows
}

/// The row's full title, never cut, and what belongs to it.
fn one_subject(model: &Model, case: &Case, width: u16) -> Vec<Row> {
    details::title_rows(model, case, width)
}

fn outlook_rows(model: &Model, case: &Case, width: u16) -> Vec<Row> {
    let (Some(listing), Some(context)) = (listings::of(case.id().noun), &model.context) else {
        return vec![];
    };
    let details = (listing.details)(case, context);
    let outlook = details.outlook.iter();
    outlook
        .flat_map(|s| Row::wrapped(&model.masked(s.get(model.lang), case), Look::Plain, 1, width))
        .collect()
}

fn name_line(model: &Model, case: &Case) -> String {
    details::title_words(model, case).join("  ")
}

/// All words to pick from, on as many rows as they need; the picked one is lit.
fn choice_rows(row: Row, ask: &Ask, lang: Lang, room: usize) -> Vec<Row> {
    let Entry::Pick(picked) = &ask.entry else { return vec![row] };
    let indent = row.cells();
    let mut rows = vec![row];
    for (at, choice) in ask.choices().iter().enumerate() {
        let words = choice.label.get(lang);
        let is_picked = *picked == Some(at);
        let span = if is_picked {
            Span::new(format!("›{words}‹"), Look::Chip)
        } else {
            Span::new(format!(" {words} "), Look::Plain)
        };
        let used = rows.last().map_or(0, Row::cells);
        if used > indent && used + span.cells() > indent + room {
            rows.push(Row::plain(" ".repeat(indent)));
        }
        if let Some(last) = rows.last_mut() {
            last.left.push(span);
        }
    }
    rows
}

/// The rows that fit what is typed; away from the field only the one it names.
fn offer_rows(model: &Model, ask: &Ask, is_focused: bool, indent: usize) -> Vec<Row> {
    let shown = if is_focused { ask.offered.len() } else { 1 };
    let row = |(at, case): (usize, &Case)| {
        let is_lit = is_focused && at == ask.offer && ask.offered.len() > 1;
        let gutter = format!("{}{}", " ".repeat(indent - 2), if is_lit { "› " } else { "  " });
        let look = if is_lit { Look::Strong } else { Look::Muted };
        Row::plain(gutter).and(name_line(model, case), look)
    };
    ask.offered.iter().take(shown).enumerate().map(row).collect()
}

/// The picked word, in line with the words it was picked from.
fn picked_word(ask: &Ask, picked: Option<usize>, lang: Lang) -> String {
    let none = Text::new("-", "-");
    let label = picked.and_then(|at| ask.choices().get(at)).map_or(none, |choice| choice.label);
    format!(" {}", label.get(lang))
}

fn hint(ask: &Ask) -> Text {
    match ask.what {
        What::Reason(_) => Text::new("操作記録に残ります。Enterで次へ", "Kept in the ledger. Enter goes on."),
        What::Count(_) => Text::new("対象の件数を数字で入力", "Type how many rows it is about"),
        _ if ask.begins_with_y() => Text::new(
            "左右キーか頭文字（yなど）で選択、Enterで次へ",
            "Left and Right or a first letter choose; Enter goes on",
        ),
        What::Field(Field { kind: Kind::Choice(_) | Kind::Yes, .. }) => Text::new(
            "左右キーか頭文字で選択、yで実行",
            "Left and Right or a first letter choose; y confirms",
        ),
        What::Field(Field { kind: Kind::Day(_), .. }) => {
            Text::new("例 2026-11-23、R8.11.23、今日、+2w", "Such as 2026-11-23, R8.11.23, today, +2w")
        }
        What::Field(Field { kind: Kind::Row(_), .. }) => Text::new(
            "氏名や名称で検索、または番号（U-0001 など）",
            "Type a name to look it up, or an id such as U-0001",
        ),
        What::Field(Field { need: Need::Must, .. }) => {
            Text::new("必須。Enterで次へ", "Required. Enter goes on.")
        }
        What::Field(_) => Text::new("空でもかまいません。Enterで次へ", "May stay empty. Enter goes on."),
    }
}
