//! Gestures: what each of the table's turns does to the model.

use crate::actions::import::mcs::Side;
use crate::domain::{Case, Noun};
use crate::listings::checklist::Topic;
use crate::sentence;
use crate::text::{Sentence, Text};
use crate::tui::effects::{About, Effect, Ending, Query, Slot};
use crate::tui::gestures::{self, Turn};
use crate::tui::layout;
use crate::tui::list::At;
use crate::tui::model::{Model, Writing, Zoom};
use crate::tui::overlays::gate::Gate;
use crate::tui::overlays::{Overlay, chooser::Chooser, is_to_a_list};
use crate::tui::overlays::{
    clauses, drafts, evidence, export, filter, follow, import, ledger, menu, operators, papers, prompt,
    today, trends, views,
};
use crate::tui::theme::Look;

/// Leaves a screen by a gesture that leads elsewhere: whatever it was opened over would stand before a list.
pub fn leave_for(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if is_to_a_list(turn) {
        model.overlays.clear();
    }
    take(model, turn)
}

/// Does a gesture.
pub fn take(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Writing::Rereading(_) = model.writing {
        // Whoever moves on waits for nothing.
        model.writing = Writing::Idle;
    }
    if !model.allows(turn) {
        return say_why_not(model, turn);
    }
    match turn {
        Turn::Down => step(model, 1),
        Turn::Up => step(model, -1),
        Turn::PageDown => pages(model, 2),
        Turn::PageUp => pages(model, -2),
        Turn::HalfDown => pages(model, 1),
        Turn::HalfUp => pages(model, -1),
        Turn::Top => end(model, At::First),
        Turn::Bottom => end(model, At::Last),
        Turn::NextPane => next_pane(model, 1),
        Turn::PreviousPane => next_pane(model, 2),
        Turn::Users => focus(model, model.panes()[0]),
        Turn::Groups => focus(model, model.panes()[1]),
        Turn::Invitations => focus(model, model.panes()[2]),
        Turn::Registers => open(model, Overlay::Registers(Chooser::default())),
        Turn::Clauses => clauses::open(model),
        Turn::Ledger => ledger::open(model),
        Turn::Today => today::open(model),
        Turn::Leaver | Turn::Joiner => run_of_person(model, turn),
        Turn::AsOf => prompt::open_as_of(model),
        Turn::Compare => prompt::open_compare(model),
        Turn::CompareStaff => prompt::open_compare_mcs(model, Side::Staff),
        Turn::CompareMembers => match model.case() {
            Some(Case::Group(case)) => {
                let side = Side::Members(case.group.id);
                prompt::open_compare_mcs(model, side)
            }
            _ => Vec::new(),
        },
        Turn::Trends => trends::open(model),
        Turn::Menu => {
            let chooser = menu::opened(model);
            open(model, Overlay::Menu(chooser))
        }
        Turn::Back => back(model),
        Turn::Select => select(model),
        Turn::Range => range(model),
        Turn::SelectAll => select_all(model),
        Turn::Filter => {
            let text = model.focused().filter.clone();
            open(model, Overlay::Filter(filter::Filter::from(text)))
        }
        Turn::Views => views::open(model),
        Turn::Drafts => drafts::open(model),
        Turn::Sort => open(model, Overlay::Sort(Chooser::default())),
        Turn::Zoom => zoom(model),
        Turn::Evidence => evidence::open(model),
        Turn::Follow => follow::open(model),
        Turn::Undo => undo(model),
        Turn::Import => import::open(model),
        Turn::Export => export::open(model),
        Turn::Print => papers::open(model),
        Turn::Palette => open(model, Overlay::Palette(Default::default())),
        Turn::Help => open(model, Overlay::Help(0)),
        Turn::Log => open(model, Overlay::Log(0)),
        Turn::Operators => operators::open(model),
        Turn::Breach => open(model, Overlay::Breach(0)),
        Turn::Mask => mask(model),
        Turn::Language => language(model),
        Turn::Refresh => model.read_all(),
        Turn::Redraw => vec![Effect::Redraw],
        Turn::Lock => lock(model),
        Turn::Suspend => vec![Effect::Suspend],
        Turn::Abort => vec![Effect::StopWriting],
        Turn::Quit => back_or_quit(model),
    }
}

fn say_why_not(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let why: Sentence = match turn {
        Turn::Abort => sentence!(
            "実行中の処理はありません。終了は {quit} です。",
            "No job is running. {quit} quits.",
            quit = model.keys.sentence(Turn::Quit)
        ),
        Turn::Drafts => Text::new("ありません。", "There is none.").into(),
        Turn::Leaver | Turn::Joiner => {
            Text::new("ユーザーの行で開きます。", "Open it on a user's row.").into()
        }
        Turn::CompareMembers => Text::new("グループの行で開きます。", "Open it on a group's row.").into(),
        Turn::AsOf => {
            Text::new("ユーザーか患者のグループの行で開きます。", "Open it on a user's or a patient's row.")
                .into()
        }
        _ => Text::new("行がありません。", "There is no row.").into(),
    };
    let what = gestures::of(turn).label;
    model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = what, why = why));
    Vec::new()
}

/// The run of the person under the cursor.
fn run_of_person(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(Case::User(case)) = model.case() else { return Vec::new() };
    let user = case.user.id;
    let topic = if turn == Turn::Leaver { Topic::Leaver(user) } else { Topic::Joiner(user) };
    today::open_steps(model, About::Register(topic))
}

fn open(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlays.push(overlay);
    Vec::new()
}

fn step(model: &mut Model, rows: isize) -> Vec<Effect> {
    let noun = model.focus;
    let height = layout::rows_shown(model, noun);
    let more = model.list_mut(noun).step(rows, height);
    more.map_or_else(Vec::new, |at| model.read_page(noun, at))
}

/// Moves by half pages.
fn pages(model: &mut Model, halves: isize) -> Vec<Effect> {
    let height = layout::rows_shown(model, model.focus);
    let half = isize::try_from(height / 2).unwrap_or(0).max(1);
    step(model, half * halves)
}

fn end(model: &mut Model, at: At) -> Vec<Effect> {
    let noun = model.focus;
    let height = layout::rows_shown(model, noun);
    let more = model.list_mut(noun).end(at, height);
    more.map_or_else(Vec::new, |at| model.read_page(noun, at))
}

fn next_pane(model: &mut Model, by: usize) -> Vec<Effect> {
    let panes = model.panes();
    let at = panes.iter().position(|noun| *noun == model.focus).unwrap_or(0);
    focus(model, panes[(at + by) % panes.len()])
}

fn focus(model: &mut Model, noun: Noun) -> Vec<Effect> {
    model.focus = noun;
    model.trail.clear();
    Vec::new()
}

/// Opens a register over home.
pub fn register(model: &mut Model, noun: Noun) -> Vec<Effect> {
    if model.focus != noun {
        model.trail.push(model.focus);
    }
    model.focus = noun;
    let at = model.list(noun).here();
    model.read_rows(noun, at)
}

/// One step back: a growing range, a filter, a relation and the pane one came from. At home it stays.
fn back(model: &mut Model) -> Vec<Effect> {
    step_back(model).unwrap_or_else(|| {
        let quit = model.keys.sentence(Turn::Quit);
        model.say(
            Look::Muted,
            sentence!("最初の画面です。終了は {quit} です。", "This is home. {quit} quits.", quit = quit),
        );
        Vec::new()
    })
}

fn back_or_quit(model: &mut Model) -> Vec<Effect> {
    step_back(model).unwrap_or_else(|| quit(model))
}

/// Leaves the console, unless a write is under way.
pub fn quit(model: &mut Model) -> Vec<Effect> {
    if super::say_writing(model) { Vec::new() } else { vec![Effect::Quit(Ending::Left)] }
}

fn step_back(model: &mut Model) -> Option<Vec<Effect>> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    if list.selection.is_ranging() {
        list.selection.end_range();
        return Some(Vec::new());
    }
    let had_filter = !std::mem::take(&mut list.filter).is_empty();
    let had_relation = !had_filter && list.relation.take().is_some();
    if had_filter || had_relation {
        let at = list.here();
        if let Some(before) = model.trail.pop_if(|_| had_relation) {
            model.focus = before;
        }
        return Some(model.read_rows(noun, at));
    }
    if let Some(before) = model.trail.pop() {
        model.focus = before;
        return Some(Vec::new());
    }
    let was_zoomed = std::mem::replace(&mut model.zoom, Zoom::Out) == Zoom::In;
    was_zoomed.then(Vec::new)
}

fn select(model: &mut Model) -> Vec<Effect> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    if let Some(id) = list.cursor {
        list.selection.toggle(id);
    }
    step(model, 1)
}

fn range(model: &mut Model) -> Vec<Effect> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    match list.cursor {
        Some(_) if list.selection.is_ranging() => list.selection.end_range(),
        Some(id) => list.selection.begin_range(id),
        None => {}
    }
    Vec::new()
}

/// All rows shown: every row that the filter lets through, also those not read yet.
fn select_all(model: &mut Model) -> Vec<Effect> {
    let noun = model.focus;
    let list = model.list_mut(noun);
    if list.is_whole() {
        let ids: Vec<_> = list.page.rows.iter().map(|(_, case)| case.id()).collect();
        list.selection.toggle_all(&ids);
        return Vec::new();
    }
    let ask = list.ask();
    vec![model.read(Slot::Overlay, Query::All(noun, ask))]
}

fn zoom(model: &mut Model) -> Vec<Effect> {
    model.zoom = match model.zoom {
        Zoom::Out => Zoom::In,
        Zoom::In => Zoom::Out,
    };
    Vec::new()
}

fn undo(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = model.read_only() {
        model.say(Look::Caution, why);
        return Vec::new();
    }
    if super::say_writing(model) {
        return Vec::new();
    }
    vec![model.read(Slot::Overlay, Query::Undoable)]
}

fn mask(model: &mut Model) -> Vec<Effect> {
    model.masking = model.masking.turned();
    Vec::new()
}

fn language(model: &mut Model) -> Vec<Effect> {
    model.lang = model.lang.other();
    model.say(Look::Muted, Text::new("日本語で表示します。", "The screen is in English now."));
    Vec::new()
}

/// Blanks and locks the screen.
pub fn lock(model: &mut Model) -> Vec<Effect> {
    model.gate = Gate::locked();
    model.locked_at = Some(model.now);
    Vec::new()
}
