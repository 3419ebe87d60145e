//! 書類: the papers that the row under the cursor can become, and those of the office.

use super::{Chooser, Next, Overlay};
use crate::actions::print::Job;
use crate::domain::Id;
use crate::paper::{Format, Order, SHEETS, Sheet as Paper, Subject, Typeface};
use crate::sentence;
use crate::text::width::pad;
use crate::text::{Sentence, Text};
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Turn};
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Cells of the column of names.
const LABEL_CELLS: usize = 42;

/// Opens the list; a session that only reads prints by command, where its trace can be left.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = model.read_only() {
        let what = gestures::of(Turn::Print).label;
        model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = what, why = why));
        return Vec::new();
    }
    model.overlays.push(Overlay::Papers(Chooser::default()));
    Vec::new()
}

/// A paper, and the row it would be about.
type Entry = (&'static Paper, Option<Id>);

/// The papers of the row first, then those of the office, then blank forms.
fn entries(model: &Model) -> Vec<Entry> {
    let row = model.case().map(|case| case.id());
    let fits = |paper: &&'static Paper| match paper.subject {
        Subject::Must(noun) | Subject::Maybe(noun) => row.filter(|id| id.noun == noun),
        Subject::Any => row,
        Subject::Office => None,
    };
    let about_row = SHEETS.iter().filter_map(|paper| fits(&paper).map(|id| (paper, Some(id))));
    let others = SHEETS.iter().filter(|paper| !matches!(paper.subject, Subject::Must(_)));
    about_row.chain(others.map(|paper| (paper, None))).collect()
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    let entries = entries(model);
    let Some((sheet, id)) = entries.get(chooser.at).copied().filter(|_| stroke == ENTER) else {
        chooser.moves(entries.len(), stroke);
        return (Next::Stay, Vec::new());
    };
    let order = Order { id, ..Order::default() };
    let job = Job { sheet, order, typeface: Typeface::Serif, format: Format::Pdf };
    model.say(Look::Muted, Text::new("書類を作成しています…", "The paper is being made …"));
    (Next::Close, vec![Effect::Print(job)])
}

/// Says how it ended.
pub fn printed(model: &mut Model, end: Result<Sentence, Sentence>) {
    match end {
        Ok(sentence) => model.say(Look::Strong, sentence),
        Err(sentence) => model.say(Look::Bad, sentence),
    }
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser, width: u16) -> Sheet {
    let lang = model.lang;
    let title = Text::new(" 書類を作成（PDF）", " Make a paper (PDF)").get(lang);
    let mut sheet = Sheet { head: vec![Row::of(title, Look::Strong)], ..Sheet::default() };
    for (at, (paper, id)) in entries(model).into_iter().enumerate() {
        let first = sheet.body.len();
        let about = match (id, paper.subject) {
            (Some(id), _) => id.to_string(),
            (None, Subject::Maybe(_)) => Text::new("未記入", "blank").get(lang).to_owned(),
            (None, _) => Text::new("事業所", "office").get(lang).to_owned(),
        };
        let row = chooser.gutter(at).and(pad(&about, 9), Look::Plain);
        sheet.body.push(row.and(pad(paper.label.get(lang), LABEL_CELLS), Look::Strong));
        sheet.body.extend(Row::wrapped(paper.about.get(lang), Look::Muted, 12, width));
        if at == chooser.at {
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
    }
    sheet
}
