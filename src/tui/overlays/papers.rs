//! 書類: the papers that the row under the cursor can become, and those of the office, each with what may be chosen.

use super::{Chooser, Next, Overlay};
use crate::actions::print::Job;
use crate::domain::{Id, Parameter, Wording};
use crate::paper::{Format, Kimei, Order, SHEETS, Sheet as Paper, Span, Subject, Takes, Typeface};
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
/// Cells before what stands below a name.
const INDENT: usize = 12;

/// The list, and what was chosen about the papers in it.
#[derive(Clone, Debug)]
pub struct Papers {
    chooser: Chooser,
    order: Order,
    typeface: Typeface,
    format: Format,
}

/// Opens the list; a session that only reads prints by command, where its trace can be left.
pub fn open(model: &mut Model) -> Vec<Effect> {
    open_at(model, 0)
}

/// Opens the list on a paper, of the row under the cursor where it is about one.
pub fn open_on(model: &mut Model, paper: &'static Paper) -> Vec<Effect> {
    let at = entries(model).iter().position(|(entry, _)| entry.word == paper.word).unwrap_or(0);
    open_at(model, at)
}

fn open_at(model: &mut Model, at: usize) -> Vec<Effect> {
    if let Some(why) = model.read_only() {
        let what = gestures::of(Turn::Print).label;
        model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = what, why = why));
        return Vec::new();
    }
    let papers = Papers {
        chooser: Chooser { at },
        order: Order::default(),
        typeface: Typeface::Serif,
        format: Format::Pdf,
    };
    model.overlays.push(Overlay::Papers(Box::new(papers)));
    Vec::new()
}

/// A paper, and the row it would be about.
type Entry = (&'static Paper, Option<Id>);

/// The papers that the row under the cursor can become.
pub fn of_row(model: &Model) -> impl Iterator<Item = Entry> {
    let row = model.case().map(|case| case.id());
    let fits = move |paper: &'static Paper| match paper.subject {
        Subject::Must(noun) | Subject::Maybe(noun) => row.filter(|id| id.noun == noun),
        Subject::Any => row,
        Subject::Office => None,
    };
    SHEETS.iter().filter_map(move |paper| fits(paper).map(|id| (paper, Some(id))))
}

/// The papers of the row first, then those of the office, then blank forms.
fn entries(model: &Model) -> Vec<Entry> {
    let others = SHEETS.iter().filter(|paper| !matches!(paper.subject, Subject::Must(_)));
    of_row(model).chain(others.map(|paper| (paper, None))).collect()
}

/// Every paper that can be made here, each once.
pub fn at_hand(model: &Model) -> Vec<&'static Paper> {
    let entries = entries(model);
    SHEETS.iter().filter(|paper| entries.iter().any(|(entry, _)| entry.word == paper.word)).collect()
}

/// Something to be chosen about a paper: its key, what it is called, how it stands.
struct Choice {
    key: &'static str,
    label: Text,
    stands: Sentence,
}

impl Papers {
    /// Takes a key.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let entries = entries(model);
        let Some((paper, id)) = entries.get(self.chooser.at).copied() else {
            return (Next::Close, Vec::new());
        };
        if stroke != ENTER {
            if !self.chooser.moves(entries.len(), stroke) {
                self.choose(paper, stroke);
            }
            return (Next::Stay, Vec::new());
        }
        model.say(Look::Muted, Text::new("書類を作成しています…", "The paper is being made …"));
        (Next::Close, vec![Effect::Print(self.job(paper, id))])
    }

    /// The paper as it was chosen; what it does not have was never asked for.
    fn job(&self, sheet: &'static Paper, id: Option<Id>) -> Job {
        let chosen = &self.order;
        let mut order = Order { id, ..Order::default() };
        if sheet.takes(Takes::Kimei) {
            order.kimei = chosen.kimei;
        }
        if sheet.takes(Takes::Items) {
            order.items.clone_from(&chosen.items);
        }
        if sheet.takes(Takes::Wording) {
            order.wording = chosen.wording;
        }
        order.span = self.span(sheet);
        if order.span != Span::One {
            order.id = None;
        }
        let format = if sheet.takes(Takes::Excel) { self.format } else { Format::Pdf };
        Job { sheet, order, typeface: self.typeface, format, template: None }
    }

    fn span(&self, sheet: &Paper) -> Span {
        match self.order.span {
            Span::All if sheet.takes(Takes::All) => Span::All,
            Span::Blank if sheet.takes(Takes::Blank) => Span::Blank,
            Span::All | Span::Blank | Span::One => Span::One,
        }
    }

    fn choose(&mut self, paper: &Paper, stroke: Stroke) {
        let Stroke::Char(key) = stroke else { return };
        let takes = |what| paper.takes(what);
        match key {
            'f' => {
                self.typeface = match self.typeface {
                    Typeface::Serif => Typeface::Sans,
                    Typeface::Sans => Typeface::Serif,
                }
            }
            'n' if takes(Takes::Kimei) => {
                self.order.kimei = match self.order.kimei {
                    Kimei::ByHand => Kimei::Printed,
                    Kimei::Printed => Kimei::ByHand,
                }
            }
            'a' if takes(Takes::All) => self.turn_to(Span::All),
            'b' if takes(Takes::Blank) => self.turn_to(Span::Blank),
            'o' if takes(Takes::Wording) => {
                self.order.wording = match self.order.wording {
                    None => Some(Wording::Corrected),
                    Some(Wording::Corrected) => Some(Wording::AsIssued),
                    Some(Wording::AsIssued) => None,
                }
            }
            'x' if takes(Takes::Excel) => {
                self.format = match self.format {
                    Format::Pdf => Format::Xlsx,
                    Format::Xlsx => Format::Pdf,
                }
            }
            '0'..='9' if takes(Takes::Items) => self.turn_item(key),
            _ => {}
        }
    }

    fn turn_to(&mut self, span: Span) {
        self.order.span = if self.order.span == span { Span::One } else { span };
    }

    /// 1 to 9 are the items of these numbers, 0 is the tenth.
    fn turn_item(&mut self, key: char) {
        let item = key.to_digit(10).map_or(0, |digit| if digit == 0 { 10 } else { digit as usize });
        match self.order.items.iter().position(|chosen| *chosen == item) {
            Some(at) => drop(self.order.items.remove(at)),
            None => self.order.items.push(item),
        }
        self.order.items.sort_unstable();
    }

    /// What may be chosen about a paper, as it stands.
    fn options(&self, paper: &Paper, model: &Model) -> Vec<Choice> {
        let order = &self.order;
        let mut options = Vec::new();
        let mut has = |what: Takes, key, label, stands: Sentence| {
            if paper.takes(what) {
                options.push(Choice { key, label, stands });
            }
        };
        has(Takes::Kimei, "n", Text::new("署名欄の氏名", "Signers' names"), kimei(order.kimei).into());
        has(Takes::Items, "0-9", Text::new("共有する情報", "Shared items"), items(&order.items));
        has(Takes::All, "a", Text::new("対象", "For"), span(order.span, Span::All));
        has(Takes::Blank, "b", Text::new("未記入の用紙", "Blank form"), span(order.span, Span::Blank));
        has(Takes::Wording, "o", Text::new("様式の文言", "Wording"), wording(order.wording, model));
        has(Takes::Excel, "x", Text::new("形式", "Format"), self.format.label().into());
        options.push(Choice {
            key: "f",
            label: Text::new("書体", "Typeface"),
            stands: self.typeface.label().into(),
        });
        options
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 書類を作成", " Make a paper").get(lang);
        let mut sheet = Sheet { head: vec![Row::of(title, Look::Strong)], ..Sheet::default() };
        for (at, (paper, id)) in entries(model).into_iter().enumerate() {
            let first = sheet.body.len();
            let about = match (id, paper.subject) {
                (Some(id), _) => id.to_string(),
                (None, Subject::Maybe(_)) => Text::new("未記入", "blank").get(lang).to_owned(),
                (None, _) => Text::new("事業所", "office").get(lang).to_owned(),
            };
            let row = self.chooser.gutter(at).and(pad(&about, 9), Look::Plain);
            sheet.body.push(row.and(pad(paper.label.get(lang), LABEL_CELLS), Look::Strong));
            sheet.body.extend(Row::wrapped(paper.about.get(lang), Look::Muted, INDENT, width));
            if at == self.chooser.at {
                for option in self.options(paper, model) {
                    let key = Row::of(pad("", INDENT), Look::Plain).and(pad(option.key, 4), Look::Strong);
                    let label = key.and(pad(option.label.get(lang), 16), Look::Plain);
                    sheet.body.push(label.and(option.stands.get(lang), Look::Strong));
                }
                sheet.keep = Some((first, sheet.body.len() - 1));
            }
        }
        sheet
    }
}

fn kimei(kimei: Kimei) -> Text {
    match kimei {
        Kimei::ByHand => Text::new("手書き（署名）", "by hand"),
        Kimei::Printed => Text::new("印字する（記名）", "printed"),
    }
}

fn items(items: &[usize]) -> Sentence {
    if items.is_empty() {
        return Text::new("同意書の記録のとおり", "as the consent on record has them").into();
    }
    let numbers = items.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    Sentence::new(numbers.clone(), numbers)
}

fn span(chosen: Span, asked: Span) -> Sentence {
    match (asked, chosen == asked) {
        (Span::All, true) => Text::new("登録中の全員", "everybody registered").into(),
        (Span::All, false) => Text::new("この1件", "this one").into(),
        (_, true) => Text::new("はい（事業所名も入れない）", "yes, without the office, too").into(),
        (_, false) => Text::new("いいえ", "no").into(),
    }
}

/// What was chosen, or what holds anyway and whence it has that.
fn wording(chosen: Option<Wording>, model: &Model) -> Sentence {
    let settings = model.context.as_ref().map(|ctx| ctx.settings.clone()).unwrap_or_default();
    match chosen {
        Some(wording) => wording.label().into(),
        None => sentence!(
            "{wording}（{source}）",
            "{wording} ({source})",
            wording = settings.form_wording.label(),
            source = settings.source(Parameter::FormWording).label()
        ),
    }
}

/// Says how it ended.
pub fn printed(model: &mut Model, end: Result<Sentence, Sentence>) {
    match end {
        Ok(sentence) => model.say(Look::Strong, sentence),
        Err(sentence) => model.say(Look::Bad, sentence),
    }
}
