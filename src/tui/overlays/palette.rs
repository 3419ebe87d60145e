//! The palette: every action and gesture by its name in either language, rows of every pane by theirs, and a
//! few words of its own. What is done in another list is found, too, by its name or as the command line says it.

use std::collections::BTreeSet;

use tui_input::Input;

use super::{Chooser, LABEL_CELLS, Next, headed, papers, registers, views};
use crate::actions::Action;
use crate::actions::table::ACTIONS;
use crate::domain::{Case, Noun};
use crate::paper::Sheet as Paper;
use crate::sentence;
use crate::store::SavedView;
use crate::text::width::pad;
use crate::text::{Lang, Shown, Text, fold};
use crate::tui::at_the_desk;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::gestures::{GESTURES, Gesture, Turn};
use crate::tui::keymap;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::stroke::{DOWN, ENTER, ESC, PAGE_DOWN, PAGE_UP, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::view::details;
use crate::tui::widgets::field::{self, Taken};
use crate::tui::widgets::{Row, Sheet};

/// What is typed, and the line chosen.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// The field.
    pub input: Input,
    /// The cursor over what fits.
    pub chooser: Chooser,
    /// Rows that fit what is typed, once read.
    pub found: Vec<Case>,
}

/// Something that can be done.
#[derive(Clone)]
enum Entry<'p> {
    Act(&'static Action),
    /// Done in a list other than the one with the cursor.
    Elsewhere(&'static Action),
    Go(&'static Gesture),
    Paper(&'static Paper),
    View(SavedView),
    Row(&'p Case),
}

impl Palette {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> (Next, Vec<Effect>) {
        if let Given::Key(key) = given {
            match Stroke::of(*key) {
                Some(ESC) => return (Next::Close, Vec::new()),
                Some(ENTER) => return self.choose(model),
                Some(stroke @ (DOWN | UP | PAGE_DOWN | PAGE_UP | TAB)) => {
                    let count = self.entries(model).len();
                    self.chooser.moves(count, stroke);
                    return (Next::Stay, Vec::new());
                }
                _ => {}
            }
        }
        if field::take(&mut self.input, given) != Taken::Changed {
            return (Next::Stay, Vec::new());
        }
        self.chooser.at = 0;
        self.found.clear();
        let text = self.input.value().to_owned();
        (Next::Stay, vec![model.read(Slot::Overlay, Query::Search(text))])
    }

    fn choose(&self, model: &mut Model) -> (Next, Vec<Effect>) {
        if let Some(lang) = language(self.input.value()) {
            model.lang = lang;
            return (Next::Close, Vec::new());
        }
        match self.entries(model).get(self.chooser.at) {
            Some(Entry::Act(action)) => (Next::Close, update::open_action(model, action)),
            Some(Entry::Elsewhere(action)) => (Next::Close, lead_to(model, action)),
            Some(Entry::Go(Gesture { turn: Turn::Quit, .. })) => (Next::Close, update::quit(model)),
            Some(Entry::Paper(paper)) => (Next::Close, papers::open_on(model, paper)),
            Some(Entry::View(view)) => (Next::Close, views::apply(model, view)),
            Some(Entry::Row(case)) => (Next::Close, model.go_to(case.id())),
            Some(Entry::Go(gesture)) => (Next::Close, update::take_turn(model, gesture.turn)),
            None => {
                let typed = Shown::new(self.input.value());
                model.say(
                    Look::Caution,
                    sentence!(
                        "「{typed}」に当たる操作はありません。",
                        "Nothing is called \"{typed}\".",
                        typed = typed
                    ),
                );
                (Next::Stay, Vec::new())
            }
        }
    }

    fn entries(&self, model: &Model) -> Vec<Entry<'_>> {
        let wanted = fold::key(self.input.value());
        let actions = keymap::actions_of(model.focus).map(Entry::Act);
        let gestures = GESTURES
            .iter()
            .filter(|g| g.turn != Turn::Palette && at_the_desk::leads_anywhere(model, g.turn))
            .map(Entry::Go);
        let papers = papers::at_hand(model).into_iter().map(Entry::Paper);
        let views = views::of_focus(model).cloned().map(Entry::View);
        let mut found: Vec<Entry<'_>> = actions
            .chain(gestures)
            .chain(papers)
            .chain(views)
            .filter(|entry| fits(model, entry, &wanted))
            .collect();
        found.sort_by_key(|entry| !begins(model, entry, &wanted));
        if !wanted.is_empty() {
            let elsewhere = elsewhere(model).map(Entry::Elsewhere);
            found.extend(elsewhere.filter(|entry| fits(model, entry, &wanted)));
        }
        found.extend(self.found.iter().map(Entry::Row));
        found
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let label = Text::new(" 操作検索  ", " Find an action  ").get(lang);
        let room = usize::from(width).saturating_sub(crate::text::width::cells(label) + 2).min(50);
        let field = field::onto(Row::of(label, Look::Strong), &self.input, room, true);
        let entries = self.entries(model);
        let mut body: Vec<Row> =
            entries.iter().enumerate().map(|(at, entry)| self.row(model, at, entry)).collect();
        if body.is_empty() {
            let none = Text::new(" 当てはまる操作はありません。", " Nothing fits.").get(lang);
            body.push(Row::of(none, Look::Muted));
        }
        let keep = Some((self.chooser.at, self.chooser.at));
        Sheet { head: vec![field, Row::blank()], body, keep, ..Sheet::default() }
    }

    fn row(&self, model: &Model, at: usize, entry: &Entry<'_>) -> Row {
        let lang = model.lang;
        let (label, about, key, look) = match entry {
            Entry::Row(case) => {
                let words = details::title_words(model, case).join("  ");
                return self.chooser.gutter(at).and(words, Look::Plain);
            }
            Entry::View(view) => {
                let words = views::words(view, lang);
                return self
                    .chooser
                    .gutter(at)
                    .and(pad("", 10), Look::Plain)
                    .and(pad(Shown::new(&view.name).as_str(), LABEL_CELLS), Look::Plain)
                    .and(format!("{}  {words}", SAVED.get(lang)), Look::Muted);
            }
            Entry::Act(action) => {
                let case = model.subject(action);
                let can = case.is_some_and(|case| model.why_not(action, &case).is_none());
                let look = if can { Look::Strong } else { Look::Muted };
                (action.label, action.about, model.keys.key(action).map(|key| key.to_string()), look)
            }
            Entry::Elsewhere(action) => (action.label, action.about, None, Look::Muted),
            Entry::Paper(paper) => (paper.label, paper.about, None, Look::Plain),
            Entry::Go(gesture) => {
                let named = at_the_desk::named(model, gesture);
                let key = model.keys.first(gesture.turn).map(|key| key.shown(lang));
                (named.label, named.about, key, Look::Plain)
            }
        };
        self.chooser
            .gutter(at)
            .and(pad(&key.unwrap_or_default(), 10), Look::Strong)
            .and(pad(&headed(label.get(lang)), LABEL_CELLS), look)
            .and(about.get(lang), Look::Muted)
    }
}

const SAVED: Text = Text::new("保存した絞込", "Saved view");

fn words<'e>(model: &Model, entry: &'e Entry<'_>) -> [&'e str; 3] {
    match entry {
        Entry::Row(_) => [""; 3],
        Entry::View(view) => [view.name.as_str(), SAVED.ja, SAVED.en],
        Entry::Act(action) | Entry::Elsewhere(action) => [action.label.ja, action.label.en, action.id],
        Entry::Paper(paper) => [paper.label.ja, paper.label.en, paper.word],
        Entry::Go(gesture) if gesture.turn == Turn::Language => ["言語", "language", "english 日本語"],
        Entry::Go(gesture) if gesture.turn == Turn::Breach => ["証跡不一致", "mismatch", "breach"],
        Entry::Go(gesture) if gesture.turn == Turn::Operators => ["操作者", "operators", "sessions"],
        Entry::Go(gesture) if gesture.turn == Turn::Log => ["通知履歴", "log", "messages"],
        Entry::Go(gesture) => {
            let named = at_the_desk::named(model, gesture);
            [named.label.ja, named.label.en, named.about.ja]
        }
    }
}

fn fits(model: &Model, entry: &Entry<'_>, wanted: &str) -> bool {
    let is_command =
        matches!(entry, Entry::Act(action) | Entry::Elsewhere(action) if is_command(action, wanted));
    is_command || words(model, entry).iter().any(|word| fold::key(word).contains(wanted))
}

/// As the command line says it: `user emergency-ban`, of which the folded key keeps a long mark.
fn is_command(action: &Action, wanted: &str) -> bool {
    let bare = wanted.replace(['.', '_', 'ー'], "");
    !bare.is_empty() && action.id.replace(['.', '_'], "").contains(&bare)
}

/// The actions of all other lists that open from here.
fn elsewhere(model: &Model) -> impl Iterator<Item = &'static Action> {
    let lists = model.panes().into_iter().chain(registers::nouns(model));
    let lists: BTreeSet<Noun> = lists.filter(|noun| *noun != model.focus).collect();
    ACTIONS.iter().copied().filter(move |action| lists.contains(&action.noun))
}

/// To the list in which it is done; what makes a new row is asked about at once.
fn lead_to(model: &mut Model, action: &'static Action) -> Vec<Effect> {
    let mut effects = update::open_register(model, action.noun);
    if action.is_on_home() {
        effects.extend(update::open_action(model, action));
        return effects;
    }
    let what = action.label;
    let sentence = match model.keys.key(action) {
        Some(key) => sentence!(
            "{what}：行を選んで {key} を押します。",
            "{what}: choose the row and press {key}.",
            what = what,
            key = key
        ),
        None => sentence!(
            "{what}：行を選んで Enter を押し、一覧から選びます。",
            "{what}: choose the row, press Enter and choose it from the menu.",
            what = what
        ),
    };
    model.say(Look::Plain, sentence);
    effects
}

fn begins(model: &Model, entry: &Entry<'_>, wanted: &str) -> bool {
    words(model, entry).iter().any(|word| fold::key(word).starts_with(wanted))
}

/// `:en` and `:ja`.
fn language(typed: &str) -> Option<Lang> {
    match typed.trim() {
        "en" => Some(Lang::En),
        "ja" => Some(Lang::Ja),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table;
    use crate::testing::World;
    use crate::tui::harness::Console;

    fn found(console: &Console, typed: &str) -> Vec<&'static str> {
        let palette = Palette { input: typed.into(), ..Palette::default() };
        let entries = palette.entries(&console.model);
        let id = |entry: &Entry<'_>| match entry {
            Entry::Act(action) | Entry::Elsewhere(action) => Some(action.id),
            _ => None,
        };
        entries.iter().filter_map(id).collect()
    }

    /// What stands in round brackets at the end of sentences as a command, with the sentence.
    fn commands(source: &str) -> Vec<(String, String)> {
        let is_word = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | ' ');
        let command = |sentence: &str| {
            let bracketed =
                sentence.split(['（', '(']).skip(1).filter_map(|part| part.split(['）', ')', '{']).next());
            bracketed
                .map(str::trim)
                .find(|part| part.contains(' ') && part.chars().all(is_word))
                .map(str::to_owned)
        };
        let unescaped = source.replace("\\\"", "”");
        let sentences = unescaped.split('"').skip(1).step_by(2);
        sentences.filter_map(|sentence| Some((command(sentence)?, sentence.to_owned()))).collect()
    }

    fn sources(folder: &std::path::Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                out.push(std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    #[test]
    fn a_sentence_that_names_a_command_names_what_is_chosen_here_and_the_palette_finds_it_by_both() {
        let (mut all, mut named) = (Vec::new(), BTreeSet::new());
        for layer in ["actions", "regulation", "listings"] {
            sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(layer), &mut all);
        }
        let console = Console::small();
        for (command, sentence) in all.iter().flat_map(|source| commands(source)) {
            let id = command.replacen(' ', ".", 1).replace('-', "_");
            let Some(action) = table::find(&id) else { continue };
            let (ja, en) = (format!("「{}」", action.label.ja), format!("”{}”", action.label.en));
            assert!(sentence.contains(&ja) || sentence.contains(&en), "{command}: {sentence}");
            named.insert(action.id);
            for typed in [action.label.ja, action.label.en, command.as_str()] {
                assert!(found(&console, typed).contains(&action.id), "{typed}");
            }
        }
        assert!(named.len() > 5, "{named:?}");
    }

    #[test]
    fn what_is_done_in_another_list_is_found_and_leads_there() {
        for (lang, typed) in [(Lang::Ja, "事案を終結"), (Lang::En, "incident close")] {
            let mut console = Console::new(World::new(), lang, 80, 24);
            console.keys(":").typed(typed).keys("<Enter>");
            assert_eq!(console.model.focus, Noun::Incident, "{}", console.frame());
            let label = table::find("incident.close").expect("an action").label;
            assert!(console.said().starts_with(label.get(lang)), "{}", console.said());
            assert_eq!(console.entries(), 0);
        }
        let mut console = Console::small();
        console.keys(":").typed("review open").keys("<Enter>");
        assert_eq!(console.model.focus, Noun::Review);
        assert!(console.shows("精査を開始"), "asked at once: {}", console.frame());
        assert!(matches!(console.model.overlays.last(), Some(crate::tui::overlays::Overlay::Dialog(_))));
    }

    #[test]
    fn at_the_desk_nothing_of_an_offices_own_lists_is_found() {
        let console = Console::new(World::desk(12), Lang::Ja, 80, 24);
        assert!(found(&console, "事案を終結").is_empty());
    }
}
