//! Taking in a list: its path, then a preview of every row with what was found, then one write, one undo.
//!
//! The file is read on the reader thread for the preview and again on the writer thread for the write; what
//! is written is judged anew there. Nothing of the file is kept here but the report.

mod press;
mod sheet;

use std::sync::Arc;

use tui_input::Input;

use super::Overlay;
use crate::actions::import::{Imported, ListFile, Report, action_id, open_to};
use crate::actions::{Decision, Outcome, Whose, Wish, decide};
use crate::domain::{Noun, Role};
use crate::sentence;
use crate::text::{Sentence, Text};
use crate::tui::effects::Effect;
use crate::tui::model::{Hearing, Model};
use crate::tui::theme::Look;

/// A list on its way in.
#[derive(Clone, Debug)]
pub struct Import {
    noun: Noun,
    /// The kinds of lists that this operator may take in.
    lists: Vec<Noun>,
    path: Input,
    offered: Vec<String>,
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    /// The path is typed; perhaps the one before could not be read.
    Path(Option<Sentence>),
    /// The file is read: so many rows so far.
    Reading(u64),
    /// What would be done, or was done, stands on the screen.
    Preview(Preview),
    /// The name of the file for the rows not taken is typed.
    Saving(Preview, Input, Option<Sentence>),
}

/// What importing a list would do, on the screen.
#[derive(Clone, Debug)]
struct Preview {
    list: ListFile,
    report: Arc<Report>,
    /// The report's rows, gravest first.
    order: Vec<usize>,
    /// What came of it, once it was imported.
    told: Option<Sentence>,
    /// Rows written so far.
    written: u64,
    button: usize,
    scroll: usize,
}

/// What can be done about a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Button {
    /// やめる, or 閉じる once it is done.
    Leave,
    /// Takes the list in.
    Import,
    /// Saves the rows not taken.
    Save,
}

impl Preview {
    fn new(list: ListFile, report: Arc<Report>) -> Preview {
        let order = report.gravest_first();
        Preview { list, report, order, told: None, written: 0, button: 0, scroll: 0 }
    }

    /// There is something to write.
    fn has_changes(&self) -> bool {
        self.report.new + self.report.changed > 0
    }

    /// There is nothing left to decide.
    fn is_settled(&self) -> bool {
        self.told.is_some() || !self.has_changes()
    }

    /// The buttons, the one that never writes first.
    fn buttons(&self) -> Vec<Button> {
        let import = (!self.is_settled()).then_some(Button::Import);
        let save = (self.report.not_taken > 0).then_some(Button::Save);
        std::iter::once(Button::Leave).chain(import).chain(save).collect()
    }
}

/// Opens it for the noun of the focused pane, where this operator may import.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(role) = model.context.as_ref().map(|context| context.actor.role) else { return Vec::new() };
    let lists = open_to(role);
    // Beside the panes and the registers there is the first list.
    let is_list = |noun: &&Noun| **noun == model.focus && (model.is_home() || noun.is_register());
    let focused = lists.iter().find(is_list);
    let noun = focused.or(lists.first()).copied().unwrap_or(Noun::User);
    if let Some(why) = why_not(model, role, noun) {
        model.say(Look::Caution, why);
        return Vec::new();
    }
    let import = Import { noun, lists, path: Input::default(), offered: Vec::new(), step: Step::Path(None) };
    model.overlays.push(Overlay::Import(Box::new(import)));
    Vec::new()
}

fn why_not(model: &Model, role: Role, noun: Noun) -> Option<Sentence> {
    match decide(role, Wish::Import(action_id(noun)), Whose::Own, model.standing()) {
        Decision::Denied(finding) => Some(finding.with_clause()),
        Decision::ReadOnly => model.read_only(),
        Decision::Allowed | Decision::NotFound => None,
    }
}

fn top(model: &mut Model) -> Option<&mut Import> {
    model.overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Import(import) => Some(import.as_mut()),
        _ => None,
    })
}

/// The preview is there, it was stopped, or the file cannot be read.
pub fn show_preview(model: &mut Model, list: ListFile, preview: Result<Option<Arc<Report>>, Sentence>) {
    let Some(import) = top(model).filter(|import| matches!(import.step, Step::Reading(_))) else { return };
    import.step = match preview {
        Ok(Some(report)) => Step::Preview(Preview::new(list, report)),
        Ok(None) => Step::Path(Some(
            Text::new("読込みを中断しました。", "Stopped reading; nothing was written.").into(),
        )),
        Err(why) => Step::Path(Some(why)),
    };
    model.hearing = Hearing::UntilDrawn;
}

/// Files that fit what is typed: one completes it, several are shown.
pub fn offer(model: &mut Model, files: Vec<String>) {
    let Some(import) = top(model) else { return };
    let shared = shared_beginning(&files);
    if shared.len() > import.path.value().len() {
        import.path = Input::new(shared);
    }
    import.offered = if files.len() > 1 { files } else { Vec::new() };
}

fn shared_beginning(files: &[String]) -> String {
    let Some((first, others)) = files.split_first() else { return String::new() };
    let is_shared = |end: usize| others.iter().all(|other| other.starts_with(&first[..end]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| is_shared(*end)).last().map_or(String::new(), |end| first[..end].to_owned())
}

/// So many rows have been read, or written, so far.
pub fn progress(model: &mut Model, rows: u64) {
    match top(model).map(|import| &mut import.step) {
        Some(Step::Reading(read)) => *read = rows,
        Some(Step::Preview(preview)) => preview.written = rows,
        Some(Step::Path(_) | Step::Saving(..)) | None => {}
    }
}

/// The import has ended: what came of it stays on the screen until somebody leaves it.
pub fn imported(model: &mut Model, end: Result<Box<Imported>, Sentence>) {
    let (look, sentence, report) = match end.map(|imported| *imported) {
        Ok(Imported::Told(outcome, report)) => told(&outcome, report),
        Ok(Imported::Nothing(report)) => (Look::Strong, no_changes(), Some(report)),
        Ok(Imported::Cancelled) => (Look::Caution, cancelled(), None),
        Err(why) => (Look::Bad, sentence!("未実行です。{why}", "Not done. {why}", why = why), None),
    };
    model.say(look, sentence.clone());
    model.hearing = Hearing::UntilDrawn;
    if let Some(Step::Preview(preview)) = top(model).map(|import| &mut import.step) {
        preview.button = 0;
        if let Some(report) = report {
            let done = Preview::new(preview.list.clone(), Arc::new(report));
            *preview = Preview { told: Some(sentence), ..done };
        }
    }
}

fn told(outcome: &Outcome, report: Report) -> (Look, Sentence, Option<Report>) {
    let Outcome::Done(receipt) = outcome else { return (Look::Bad, outcome.sentence(), None) };
    let sentence = sentence!(
        "取り込みました：新規 {new}、変更 {changed}（記録 {entry}）。u で元に戻せます。",
        "Taken in: {new} new, {changed} changed (entry {entry}). u takes it back.",
        new = report.new,
        changed = report.changed,
        entry = receipt.entry
    );
    (Look::Strong, sentence, Some(report))
}

fn no_changes() -> Sentence {
    Text::new("変更はありません。何も書き込んでいません。", "No changes: nothing was written.").into()
}

fn cancelled() -> Sentence {
    Text::new("中断しました。何も書き込んでいません。", "Stopped: nothing was written.").into()
}

/// The rows not taken were saved, or could not be.
pub fn saved(model: &mut Model, end: Result<Sentence, Sentence>) {
    model.hearing = Hearing::UntilDrawn;
    let Some(import) = top(model) else { return };
    let Step::Saving(preview, _, trouble) = &mut import.step else { return };
    match end {
        Ok(sentence) => {
            import.step = Step::Preview(preview.clone());
            model.say(Look::Strong, sentence);
        }
        Err(why) => *trouble = Some(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;
    use crate::text::Lang;
    use crate::tui::harness::Console;

    fn reading() -> Console {
        let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
        console.keys("1<C-o>");
        top(&mut console.model).expect("the overlay").step = Step::Reading(0);
        console
    }

    #[test]
    fn a_list_being_read_says_how_far_it_is_and_esc_or_ctrl_c_stops_it() {
        for key in ["<Esc>", "<C-c>"] {
            let mut console = reading();
            progress(&mut console.model, 1024);
            assert!(console.shows("1024行"), "{}", console.frame());
            console.keys("y").keys(key);
            assert!(matches!(console.others.as_slice(), [Effect::StopReading]), "{:?}", console.others);
            let list = ListFile::new("staff.csv".as_ref(), Noun::User);
            show_preview(&mut console.model, list, Ok(None));
            assert!(console.shows("中断しました") && console.entries() == 0, "{}", console.frame());
        }
    }

    #[test]
    fn a_preview_nobody_waits_for_any_more_opens_nothing() {
        let mut console = Console::small();
        let list = ListFile::new("staff.csv".as_ref(), Noun::User);
        show_preview(&mut console.model, list, Ok(Some(Arc::new(Report::default()))));
        assert!(console.model.overlays.is_empty());
    }

    #[test]
    fn names_of_files_are_completed_as_far_as_they_agree() {
        let shared =
            |files: &[&str]| shared_beginning(&files.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
        assert_eq!(shared(&["名簿1.csv", "名簿2.csv"]), "名簿");
        assert_eq!(shared(&["名簿.csv"]), "名簿.csv");
        assert_eq!(shared(&["甲.csv", "乙.csv"]), "");
        assert_eq!(shared(&[]), "");
    }
}
