//! 本日の対応: everything due, by deadline, each row acted on where it stands; below it what others did meanwhile.
//!
//! The list takes the panes' place, the details of its row stand where they always do. The cursor remembers a row
//! and not a place: a row that is settled leaves, and the one after it comes under the cursor.

mod press;
mod sheet;

use tui_input::Input;

use super::{Overlay, menu};
use crate::actions::Action;
use crate::domain::{Case, Id};
use crate::listings::checklist::{Checklist, Progress, Step, Topic};
use crate::listings::today::{Change, Due, Since};
use crate::regulation::clause::{Clause, ClauseId, Gap};
use crate::text::search::Needle;
use crate::text::{Sentence, Text};
use crate::tui::effects::{About, Cause, Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::theme::Look;

pub use press::press;
pub use sheet::{sheet, why_rows};

/// What is due.
#[derive(Clone, Debug, Default)]
pub struct Today {
    of: Of,
    steps: Option<Checklist>,
    rows: Option<Vec<Due>>,
    since: Option<Since>,
    case: Option<Case>,
    cursor: Option<Spot>,
    /// How many lines below the first visible one the cursor stands.
    offset: usize,
    filter: Input,
    entry: Entry,
}

/// What is listed.
#[derive(Clone, Debug, Default)]
enum Of {
    /// What is due.
    #[default]
    Due,
    /// The rows behind a clause.
    Behind(&'static Clause),
    /// The steps about a topic.
    Steps(About),
}

/// Whether the filter is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Entry {
    #[default]
    Closed,
    Open,
}

/// A row that the cursor can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// Something due, by its row and its kind.
    Due(Id, &'static str),
    /// A change by another, by its entry.
    Change(i64),
    /// A step of a checklist, by its row, its kind and the row of the list that it is about.
    Step(Id, &'static str, u32),
}

/// A line of the list.
enum Line<'a> {
    /// The head of a part, and how many rows it has.
    Part(Part, usize),
    /// Nothing.
    Blank,
    /// Something due.
    Due(&'a Due),
    /// What another did.
    Change(&'a Change),
    /// A step of a checklist.
    Step(&'a Step),
    /// What is to be known of a checklist as a whole.
    Note(&'a Sentence),
}

/// A part of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 要対応
    Open,
    /// 要検討
    Review,
    /// Nothing is due, or nothing that fits the filter.
    Empty,
    /// What others did since the last visit.
    Since,
}

/// Everything that is read for it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What is due.
    pub rows: Vec<Due>,
    /// What others did.
    pub since: Option<Since>,
    /// Why it was read.
    pub cause: Cause,
}

/// Opens it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Today(Box::default()));
    read(model, Cause::Own).into_iter().collect()
}

/// Opens the rows behind a clause.
pub fn open_behind(model: &mut Model, clause: &'static Clause) -> Vec<Effect> {
    model.overlays.push(Overlay::Today(Box::new(Today { of: Of::Behind(clause), ..Today::default() })));
    read(model, Cause::Own).into_iter().collect()
}

/// Opens the steps about a topic in its place.
pub fn open_steps(model: &mut Model, about: About) -> Vec<Effect> {
    let of = Of::Steps(about.clone());
    model.overlays.push(Overlay::Today(Box::new(Today { of, ..Today::default() })));
    vec![model.read(Slot::Today, Query::Checklist(about))]
}

/// Reads it, or reads it again; what held on a day is read once.
pub fn read(model: &mut Model, cause: Cause) -> Option<Effect> {
    let query = match &model.today()?.of {
        Of::Due => Query::Due(cause),
        Of::Behind(clause) => Query::Behind(clause.id, cause),
        Of::Steps(
            about @ (About::Register(Topic::Leaver(_) | Topic::Joiner(_))
            | About::Clients(_)
            | About::Mcs(..)),
        ) => Query::Checklist(about.clone()),
        Of::Steps(About::Register(Topic::PatientOn(..) | Topic::UserOn(..))) => return None,
    };
    Some(model.read(Slot::Today, query))
}

/// Takes the steps that were read; where there are none, the list closes and it is said why.
pub fn take_steps(
    model: &mut Model,
    about: &About,
    steps: Result<Option<Box<Checklist>>, Sentence>,
) -> Vec<Effect> {
    let is_asked = |today: &Today| matches!(&today.of, Of::Steps(asked) if asked == about);
    if !model.today().is_some_and(is_asked) {
        return Vec::new();
    }
    let why = match steps {
        Ok(Some(steps)) => {
            if let Some(today) = model.today_mut() {
                let was = today.step_at().map(|step| step.progress);
                today.take_list(|today| today.steps = Some(*steps));
                today.go_on(was);
            }
            return read_row(model);
        }
        Ok(None) => Text::new("その行はありません。", "There is no such row.").into(),
        Err(why) => why,
    };
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Today(today) if is_asked(today)));
    model.say(Look::Caution, why);
    Vec::new()
}

/// Takes what was read; who took the row away from under the cursor is asked where another did.
pub fn take(model: &mut Model, reading: Reading) -> Vec<Effect> {
    let Some(today) = model.today_mut().filter(|today| !matches!(today.of, Of::Steps(_))) else {
        return Vec::new();
    };
    let before = today.cursor;
    today.take(reading.rows, reading.since);
    let lost = match before {
        Some(Spot::Due(id, _)) if today.target() != Some(id) => Some(id),
        _ => None,
    };
    let by_others = matches!(reading.cause, Cause::Others(_));
    let mut effects = read_row(model);
    if let Some(id) = lost.filter(|_| by_others) {
        effects.push(model.read(Slot::Lost, Query::Lost(id)));
    }
    effects
}

/// Reads the row under the cursor, for its details and its verbs.
fn read_row(model: &mut Model) -> Vec<Effect> {
    let target = model.today().and_then(Today::target);
    target.map(|id| model.read(Slot::TodayRow, Query::Row(id))).into_iter().collect()
}

/// Shows the row under the cursor; a menu that was opened before its row was there now stands on what settles it.
pub fn show_row(model: &mut Model, case: Option<Case>) {
    let Some(today) = model.today_mut() else { return };
    let was_there = today.case().is_some();
    today.show(case);
    if was_there || !matches!(model.overlays.last(), Some(Overlay::Menu(_))) {
        return;
    }
    let opened = menu::opened(model);
    if let Some(Overlay::Menu(menu)) = model.overlays.last_mut() {
        *menu = opened;
    }
}

impl Today {
    /// The row to act on: the one under the cursor, once it is read.
    pub fn case(&self) -> Option<&Case> {
        self.case.as_ref().filter(|case| Some(case.id()) == self.target())
    }

    /// The clause whose rows these are.
    pub fn behind(&self) -> Option<&'static Clause> {
        match self.of {
            Of::Behind(clause) => Some(clause),
            Of::Due | Of::Steps(_) => None,
        }
    }

    /// Whether these are the rows behind this clause.
    pub fn is_behind(&self, clause: ClauseId) -> bool {
        self.behind().is_some_and(|behind| behind.id == clause)
    }

    /// True while the filter is being typed.
    pub fn is_typing(&self) -> bool {
        self.entry == Entry::Open
    }

    /// The row under the cursor is there.
    fn show(&mut self, case: Option<Case>) {
        self.case = case;
    }

    /// The name of the row under the cursor.
    pub fn target(&self) -> Option<Id> {
        match self.cursor? {
            Spot::Due(id, _) | Spot::Step(id, _, _) => Some(id),
            Spot::Change(number) => self.change(number)?.target(),
        }
    }

    /// What is due at the cursor.
    fn due(&self) -> Option<&Due> {
        let Some(Spot::Due(id, kind)) = self.cursor else { return None };
        self.rows.as_deref()?.iter().find(|due| due.target == id && due.id == kind)
    }

    /// The step at the cursor.
    fn step_at(&self) -> Option<&Step> {
        let Some(Spot::Step(id, kind, row)) = self.cursor else { return None };
        self.steps.as_ref()?.steps.iter().find(|step| step.target == id && step.id == kind && step.row == row)
    }

    /// The action that settles what is due at the cursor, by its id.
    pub fn settled_by(&self) -> Option<&'static str> {
        self.due().map(|due| due.action).or(self.step_at().and_then(|step| step.action))
    }

    /// What the step at the cursor knows of the answers to its own action.
    pub fn known_of(&self, action: &Action, row: Id) -> Vec<(&'static str, String)> {
        let is_its_own = |step: &&Step| step.target == row && step.action == Some(action.id);
        self.step_at().filter(is_its_own).map(|step| step.answers.clone()).unwrap_or_default()
    }

    /// True for the list of what is due, which a gesture opens again.
    pub fn is_of_what_is_due(&self) -> bool {
        matches!(self.of, Of::Due)
    }

    /// True once it has been read.
    fn is_read(&self) -> bool {
        self.rows.is_some() || self.steps.is_some()
    }

    fn change(&self, number: i64) -> Option<&Change> {
        self.since.as_ref()?.changes.iter().find(|change| change.entry.number == number)
    }

    fn take(&mut self, rows: Vec<Due>, since: Option<Since>) {
        self.take_list(|today| (today.rows, today.since) = (Some(rows), since));
    }

    /// Takes what was read; the cursor stays on its row, or on what came into its place.
    fn take_list(&mut self, take: impl FnOnce(&mut Today)) {
        let (place, is_first) = (self.place(), !self.is_read());
        take(self);
        let spots = self.spots();
        if self.cursor.is_some_and(|spot| spots.contains(&spot)) {
            return;
        }
        // The same row with its next duty, else whatever came into its place.
        let of_same_row = spots.iter().find(|spot| match (self.cursor, spot) {
            (Some(Spot::Due(id, _)), Spot::Due(other, _)) => id == *other,
            (Some(Spot::Step(id, ..)), Spot::Step(other, ..)) if place.is_none() => id == *other,
            _ => false,
        });
        let in_its_place = spots.get(place.unwrap_or(0)).or(spots.last());
        self.cursor = of_same_row.or(in_its_place).copied();
        if is_first {
            // The head of the first part is in sight, too.
            self.offset = self.line();
        }
    }

    /// From a step that has just been done to the next one that is still to be done.
    fn go_on(&mut self, was: Option<Progress>) {
        let is = self.step_at().map(|step| step.progress);
        if was != Some(Progress::Open) || is != Some(Progress::Done) {
            return;
        }
        let open = |line: &Line<'_>| matches!(line, Line::Step(step) if step.progress == Progress::Open);
        let at = self.line();
        let next = self.lines().iter().skip(at).find(|line| open(line)).and_then(Line::spot);
        self.cursor = next.or(self.cursor);
        self.offset += self.line().saturating_sub(at);
    }

    /// Where among the rows the cursor stands.
    fn place(&self) -> Option<usize> {
        let cursor = self.cursor?;
        self.spots().iter().position(|spot| *spot == cursor)
    }

    /// Every row that the cursor can stand on, in order.
    fn spots(&self) -> Vec<Spot> {
        self.lines().iter().filter_map(Line::spot).collect()
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let needle = Needle::parse(self.filter.value());
        if let Some(list) = &self.steps {
            let fitting = list.steps.iter().filter(|step| step.fits(needle.as_ref())).map(Line::Step);
            return fitting.chain([Line::Blank]).chain(list.notes.iter().map(Line::Note)).collect();
        }
        let Some(rows) = self.rows.as_deref() else { return Vec::new() };
        let fitting: Vec<&Due> = rows.iter().filter(|due| due.fits(needle.as_ref())).collect();
        let mut lines = Vec::new();
        for (part, gap) in [(Part::Open, Gap::Open), (Part::Review, Gap::Review)] {
            let of_part: Vec<_> = fitting.iter().filter(|due| due.gap == gap).collect();
            if !of_part.is_empty() {
                lines.push(Line::Part(part, of_part.len()));
                lines.extend(of_part.into_iter().map(|due| Line::Due(due)));
                lines.push(Line::Blank);
            }
        }
        if lines.is_empty() {
            lines.extend([Line::Part(Part::Empty, 0), Line::Blank]);
        }
        if let Some(since) = &self.since {
            lines.push(Line::Part(Part::Since, since.changes.len()));
            lines.extend(since.changes.iter().map(Line::Change));
        }
        lines
    }

    /// Which line the cursor stands on.
    fn line(&self) -> usize {
        let on_cursor = |line: &Line<'_>| line.spot().is_some() && line.spot() == self.cursor;
        self.lines().iter().position(on_cursor).unwrap_or(0)
    }

    /// The line shown first.
    fn top(&self, height: usize) -> usize {
        let most = self.lines().len().saturating_sub(height);
        self.line().saturating_sub(self.offset.min(height.saturating_sub(1))).min(most)
    }

    /// Moves by so many rows, in a list of `height` lines.
    fn step(&mut self, by: isize, height: usize) {
        let spots = self.spots();
        let Some(last) = spots.len().checked_sub(1) else { return };
        let top = self.top(height);
        let to = self.place().unwrap_or(0).saturating_add_signed(by).min(last);
        self.cursor = Some(spots[to]);
        // The head of the first part comes into sight with its first row.
        let line = if to == 0 { 0 } else { self.line() };
        self.offset =
            if line < top { self.line() - line } else { (self.line() - top).min(height.saturating_sub(1)) };
    }
}

impl Line<'_> {
    fn spot(&self) -> Option<Spot> {
        match self {
            Line::Due(due) => Some(Spot::Due(due.target, due.id)),
            Line::Change(change) => Some(Spot::Change(change.entry.number)),
            Line::Step(step) => Some(Spot::Step(step.target, step.id, step.row)),
            Line::Part(..) | Line::Blank | Line::Note(_) => None,
        }
    }
}
