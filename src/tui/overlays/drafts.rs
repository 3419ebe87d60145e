//! 書きかけ: forms that were left half-filled, to be opened again. Nothing is done by choosing one but to ask anew.

use ratatui::crossterm::event::KeyCode;

use super::dialog::Draft;
use super::{Chooser, Next, Overlay};
use crate::sentence;
use crate::text::width::pad;
use crate::text::{Lang, Shown, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::mask::Masking;
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Ids that stand in a line; of more, only how many.
const IDS_MAX: usize = 3;
/// Cells of the action's label.
const LABEL_CELLS: usize = 27;

/// Opens the list.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Drafts(Chooser::default()));
    Vec::new()
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    match (stroke, model.drafts.get(chooser.at).cloned()) {
        (ENTER, Some(draft)) => (Next::Close, vec![model.read(Slot::Overlay, Query::Resume(draft))]),
        (Stroke::Named(KeyCode::Delete), Some(_)) => (discard(model, chooser), Vec::new()),
        _ => {
            chooser.moves(model.drafts.len(), stroke);
            (Next::Stay, Vec::new())
        }
    }
}

fn discard(model: &mut Model, chooser: &mut Chooser) -> Next {
    let draft = model.drafts.remove(chooser.at);
    chooser.at = chooser.at.min(model.drafts.len().saturating_sub(1));
    model.say(
        Look::Plain,
        sentence!("書きかけの入力を捨てました：{what}", "Thrown away: {what}", what = draft.action.label),
    );
    if model.drafts.is_empty() { Next::Close } else { Next::Stay }
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser, width: u16) -> Sheet {
    let lang = model.lang;
    let title = Text::new(" 書きかけの入力", " Left half-filled").get(lang);
    let hint = Text::new("Deleteで捨てる", "Delete throws away").get(lang);
    let mut sheet = Sheet {
        head: vec![Row::of(title, Look::Strong).and(format!("  {hint}"), Look::Muted)],
        ..Sheet::default()
    };
    for (at, draft) in model.drafts.iter().enumerate() {
        let first = sheet.body.len();
        let label = pad(draft.action.label.get(lang), LABEL_CELLS);
        sheet.body.push(chooser.gutter(at).and(label, Look::Strong).and(targets(draft, lang), Look::Plain));
        sheet.body.extend(Row::wrapped(&typed(model, draft), Look::Muted, 6, width));
        if at == chooser.at {
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
    }
    sheet
}

/// The rows it is about; none where something new is made.
fn targets(draft: &Draft, lang: Lang) -> String {
    if draft.makes_new() {
        return String::new();
    }
    let ids: Vec<String> = draft.targets.iter().take(IDS_MAX).map(ToString::to_string).collect();
    let ids = ids.join(Text::new("、", ", ").get(lang));
    match draft.targets.len().checked_sub(IDS_MAX + 1) {
        Some(more) => {
            let more = more + 1;
            sentence!("{ids} ほか{more}件", "{ids} and {more} more", ids = ids, more = more)
                .get(lang)
                .to_owned()
        }
        None => ids,
    }
}

/// What was typed; under a mask it stays hidden, since names may stand in it.
fn typed(model: &Model, draft: &Draft) -> String {
    let lang = model.lang;
    if model.masking == Masking::On {
        return Text::new("＊＊＊", "＊＊＊").get(lang).to_owned();
    }
    let texts = draft.texts.iter().map(|(_, text)| text.trim()).filter(|text| !text.is_empty());
    Shown::new(&texts.collect::<Vec<_>>().join(Text::new("、", ", ").get(lang))).as_str().to_owned()
}
