//! 保存した絞込: named filters of the focused list, applied, saved, renamed and deleted. Each operator's own.
//!
//! They are no data of the register, so nothing is confirmed; a name that is saved again is written over.

use tui_input::Input;

use super::{Chooser, Next, Overlay};
use crate::domain::Noun;
use crate::sentence;
use crate::store::SavedView;
use crate::text::width::pad;
use crate::text::{Shown, Text};
use crate::tui::effects::{Effect, Keep, Query, Slot};
use crate::tui::list::{At, List};
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::overlays::sort;
use crate::tui::stroke::{ENTER, ESC, Stroke};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::field;
use crate::tui::widgets::{Row, Sheet};

/// Characters of a name, at most.
const NAME_MAX: usize = 30;
/// Cells of the column of names.
const NAME_CELLS: usize = 24;

/// The views, and what is being done with them.
#[derive(Clone, Debug, Default)]
pub struct Views {
    chooser: Chooser,
    doing: Doing,
}

#[derive(Clone, Debug, Default)]
enum Doing {
    /// Enter applies a view, or goes on to one of the other things.
    #[default]
    Applying,
    /// A name is typed for the filter and order in force.
    Saving(Input),
    /// Enter chooses the view that gets another name.
    Renaming,
    /// Another name is typed for this view.
    Naming(String, Input),
    /// Enter deletes a view.
    Deleting,
}

/// A line that can be chosen.
#[derive(Clone, Copy)]
enum Line<'v> {
    View(&'v SavedView),
    Save,
    Rename,
    Delete,
}

type Pressed = (Next, Vec<Effect>);

/// Opens the list of views.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Views(Views::default()));
    vec![model.read(Slot::Overlay, Query::Views)]
}

/// The saved views of the list with the cursor.
pub fn of_focus(model: &Model) -> impl Iterator<Item = &SavedView> {
    model.views.iter().filter(|view| view.noun == model.focus)
}

/// Shows a list as a view says.
pub fn apply(model: &mut Model, view: &SavedView) -> Vec<Effect> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    let order = list.listing().and_then(|l| l.orders.iter().position(|order| order.id == view.sort));
    list.order = order.unwrap_or(0);
    list.way = view.way;
    list.filter = super::filter::line(&view.filter);
    list.relation = None;
    model.say(
        Look::Muted,
        sentence!("「{name}」で表示しています。", "Shown by \"{name}\".", name = Shown::new(&view.name)),
    );
    model.read_rows(noun, At::First)
}

impl Views {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> Pressed {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        match (&mut self.doing, stroke) {
            (Doing::Applying, Some(ESC)) => (Next::Close, Vec::new()),
            (_, Some(ESC)) => {
                self.doing = Doing::Applying;
                (Next::Stay, Vec::new())
            }
            (Doing::Saving(_) | Doing::Naming(..), Some(ENTER)) => self.name(model),
            (Doing::Saving(input) | Doing::Naming(_, input), _) => {
                let before = input.clone();
                field::take(input, given);
                if input.value().chars().count() > NAME_MAX {
                    *input = before;
                }
                (Next::Stay, Vec::new())
            }
            (_, Some(stroke)) => self.choose(model, stroke),
            (_, None) => {
                update::say_ime_is_on(model);
                (Next::Stay, Vec::new())
            }
        }
    }

    /// A name is being typed.
    pub fn is_typing(&self) -> bool {
        matches!(self.doing, Doing::Saving(_) | Doing::Naming(..))
    }

    fn choose(&mut self, model: &mut Model, stroke: Stroke) -> Pressed {
        let lines = self.lines(model);
        let views = lines.iter().take_while(|line| matches!(line, Line::View(_))).count();
        let by_digit = match stroke {
            Stroke::Char(c) => c.to_digit(10).and_then(|d| usize::try_from(d).ok()?.checked_sub(1)),
            _ => None,
        };
        let chosen = if stroke == ENTER { Some(self.chooser.at) } else { by_digit.filter(|at| *at < views) };
        let Some(line) = chosen.and_then(|at| lines.get(at)).copied() else {
            self.chooser.moves(lines.len(), stroke);
            return (Next::Stay, Vec::new());
        };
        match line {
            Line::View(view) => {
                let view = view.clone();
                self.chosen(model, &view)
            }
            Line::Save => self.turn(model, Doing::Saving(Input::new(model.focused().filter.clone()))),
            Line::Rename => self.turn(model, Doing::Renaming),
            Line::Delete => self.turn(model, Doing::Deleting),
        }
    }

    /// Goes on to saving, renaming or deleting, where anything may be kept.
    fn turn(&mut self, model: &mut Model, doing: Doing) -> Pressed {
        match model.read_only() {
            Some(why) => model.say(Look::Caution, why),
            None => (self.doing, self.chooser) = (doing, Chooser::default()),
        }
        (Next::Stay, Vec::new())
    }

    fn chosen(&mut self, model: &mut Model, view: &SavedView) -> Pressed {
        match self.doing {
            Doing::Renaming => {
                self.doing = Doing::Naming(view.name.clone(), Input::new(view.name.clone()));
                (Next::Stay, Vec::new())
            }
            Doing::Deleting => (Next::Close, keep(Keep::DeleteView(view.noun, view.name.clone()))),
            Doing::Applying | Doing::Saving(_) | Doing::Naming(..) => (Next::Close, apply(model, view)),
        }
    }

    /// The typed name is taken; an empty one is not.
    fn name(&self, model: &Model) -> Pressed {
        let (Doing::Saving(input) | Doing::Naming(_, input)) = &self.doing else {
            return (Next::Stay, Vec::new());
        };
        let name = input.value().trim().to_owned();
        if name.is_empty() {
            return (Next::Stay, Vec::new());
        }
        let what = match &self.doing {
            Doing::Naming(from, _) => Keep::RenameView(model.focus, from.clone(), name),
            _ => Keep::SaveView(in_force(model.focused(), name)),
        };
        (Next::Close, keep(what))
    }

    fn lines<'m>(&self, model: &'m Model) -> Vec<Line<'m>> {
        let mut lines: Vec<Line<'m>> = of_focus(model).map(Line::View).collect();
        if matches!(self.doing, Doing::Applying) {
            let is_empty = lines.is_empty();
            lines.push(Line::Save);
            if !is_empty {
                lines.extend([Line::Rename, Line::Delete]);
            }
        }
        lines
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let noun = model.focus.label().get(lang);
        let head = Row::of(format!(" {}", self.title().get(lang)), Look::Strong)
            .and(format!("  {noun}"), Look::Muted);
        if let Doing::Saving(input) | Doing::Naming(_, input) = &self.doing {
            let label = Text::new(" 名前  ", " Name  ").get(lang);
            let room = usize::from(width).saturating_sub(crate::text::width::cells(label) + 2).min(40);
            let what = in_force(model.focused(), String::new());
            let mut body = vec![field::onto(Row::of(label, Look::Strong), input, room, true)];
            if matches!(self.doing, Doing::Saving(_)) {
                body.push(Row::of(format!(" {}", words(&what, lang)), Look::Muted));
            }
            return Sheet { head: vec![head], body, ..Sheet::default() };
        }
        let body =
            self.lines(model).iter().enumerate().map(|(at, line)| self.row(model, at, *line)).collect();
        Sheet { head: vec![head], body, keep: Some((self.chooser.at, self.chooser.at)), ..Sheet::default() }
    }

    fn title(&self) -> Text {
        match self.doing {
            Doing::Applying => Text::new("保存した絞込", "Saved views"),
            Doing::Saving(_) => Text::new("今の絞込と並び順を保存", "Save this filter and order"),
            Doing::Renaming | Doing::Naming(..) => Text::new("名前を変える絞込", "Rename a view"),
            Doing::Deleting => Text::new("削除する絞込", "Delete a view"),
        }
    }

    fn row(&self, model: &Model, at: usize, line: Line<'_>) -> Row {
        let lang = model.lang;
        let row = self.chooser.gutter(at);
        let plain =
            |text: Text| self.chooser.gutter(at).and("   ", Look::Plain).and(text.get(lang), Look::Plain);
        match line {
            Line::View(view) => {
                let digit = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
                let name = pad(Shown::new(&view.name).as_str(), NAME_CELLS);
                row.and(format!("{digit}  "), Look::Strong)
                    .and(name, Look::Strong)
                    .and(format!("  {}", words(view, lang)), Look::Muted)
            }
            Line::Save => plain(Text::new("今の絞込と並び順を保存", "Save this filter and order")),
            Line::Rename => plain(Text::new("名前を変える", "Rename one")),
            Line::Delete => plain(Text::new("削除", "Delete one")),
        }
    }
}

fn keep(what: Keep) -> Vec<Effect> {
    vec![Effect::Keep(what)]
}

/// The filter and the order that a list has now, under a name.
fn in_force(list: &List, name: String) -> SavedView {
    let order = list.listing().and_then(|l| l.orders.get(list.order));
    let sort = order.map_or(String::new(), |order| order.id.to_owned());
    SavedView { noun: list.noun, name, filter: list.filter.clone(), sort, way: list.way }
}

/// Filter and order in words.
pub fn words(view: &SavedView, lang: crate::text::Lang) -> String {
    let order = order_of(view.noun, &view.sort);
    let way = sort::way_words(view.way);
    let filter = Shown::new(&view.filter);
    let sentence = if view.filter.is_empty() {
        sentence!("{order}{way}", "{order}{way}", order = order, way = way)
    } else {
        sentence!(
            "「{filter}」 {order}{way}",
            "\"{filter}\"  {order}{way}",
            filter = filter,
            order = order,
            way = way
        )
    };
    sentence.get(lang).to_owned()
}

fn order_of(noun: Noun, id: &str) -> Text {
    let orders = crate::listings::of(noun).map_or(&[][..], |l| l.orders);
    let order = orders.iter().find(|order| order.id == id).or(orders.first());
    order.map_or(Text::new("", ""), |order| order.label)
}
