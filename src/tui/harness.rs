//! The console of the tests: update and effects in one thread, over a store in memory, frames as text.

use std::cell::RefCell;
use std::sync::atomic::AtomicBool;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Rect, Size};
use unicode_width::UnicodeWidthStr;

use super::effects::{Effect, Ending};
use super::message::{Message, News};
use super::model::Model;
use super::overlays::gate::Gate;
use super::terminal::{Arrival, Caret, Input};
use super::theme::Theme;
use super::workspace::Remembered;
use super::{keeping, reading, update, view, writing};
use crate::actions::Go;
use crate::domain::{Case, InvitationState};
use crate::store::ledger;
use crate::testing::World;
use crate::text::Lang;

/// A console over a world.
pub struct Console {
    /// The store, and who sits at the console.
    pub world: World,
    /// What the screen depends on.
    pub model: Model,
    /// How it ended, if it did.
    pub ended: Option<Ending>,
    /// Effects that only the terminal and the sign-in answer.
    pub others: Vec<Effect>,
    /// Reads that are answered only when told so.
    late: Option<Vec<Effect>>,
    batch: u64,
    /// Where papers and lists are saved.
    pub folder: tempfile::TempDir,
    /// What the frames before have worked out.
    memo: RefCell<view::Memo>,
}

impl Console {
    /// Signed in, at `width` x `height`.
    pub fn new(world: World, lang: Lang, width: u16, height: u16) -> Console {
        let now = world.ctx.now;
        let model = Model::new(Size::new(width, height), lang, Theme::Sixteen, Gate::Open, now);
        let context = Box::new(world.ctx.clone());
        let mut console = Console {
            world,
            model,
            ended: None,
            others: Vec::new(),
            late: None,
            batch: 0,
            folder: tempfile::tempdir().expect("a folder"),
            memo: RefCell::default(),
        };
        let operator = console.world.ctx.actor.operator.clone();
        let screen = console.world.store.workspace(&operator).expect("a working store");
        let views = console.world.store.saved_views(&operator).expect("a working store");
        console.tell(News::Remembered(Remembered { screen, views }));
        console.tell(News::SignedIn(context));
        console.tell(News::Drawn);
        console
    }

    /// The console begun anew on the same store, as after a crash or an end.
    pub fn again(self) -> Console {
        let Size { width, height } = self.model.size;
        Console::new(self.world, self.model.usual_lang, width, height)
    }

    /// The small world at 80x24, in Japanese.
    pub fn small() -> Console {
        Console::new(World::new(), Lang::Ja, 80, 24)
    }

    /// Tells the update something, and does at once what it asks for.
    pub fn tell(&mut self, news: News) {
        let message = Message { now: self.world.ctx.now, news };
        let effects = update::update(&mut self.model, message);
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// Lets one input arrive, and answers what the update asks for; nothing of it is done yet.
    pub fn arrives(&mut self, input: Input) -> Vec<Effect> {
        self.batch += 1;
        let news = News::Arrived(Arrival { batch: self.batch, inputs: vec![input] });
        update::update(&mut self.model, Message { now: self.world.ctx.now, news })
    }

    /// Does what the update asked for.
    pub fn carry_out(&mut self, effect: Effect) {
        if let (Effect::Read(..), Some(late)) = (&effect, &mut self.late) {
            late.push(effect);
            return;
        }
        match effect {
            Effect::Read(ticket, query) => {
                let context = self.model.context.clone().expect("somebody is signed in");
                let found = reading::answer(&self.world.store, &context, &query, &mut |_| Go::On)
                    .expect("a working store");
                self.tell(News::Found(ticket, found));
            }
            Effect::Write(write) => {
                let context = self.model.context.clone().expect("somebody is signed in");
                let (stop, write) = (AtomicBool::new(false), write.into_folder(self.folder.path()));
                let written = writing::write(&mut self.world.store, &context, &write, &stop, |_| {});
                self.tell(News::Written(written));
            }
            Effect::WriteProved(write) => {
                let context = self.model.context.as_ref().expect("somebody is signed in").proved();
                let (stop, write) = (AtomicBool::new(false), write.into_folder(self.folder.path()));
                let written = writing::write(&mut self.world.store, &context, &write, &stop, |_| {});
                self.tell(News::Written(written));
            }
            Effect::Keep(what) => {
                let context = self.model.context.clone().expect("somebody is signed in");
                let kept = keeping::keep(&mut self.world.store, &context, what);
                kept.into_iter().for_each(|kept| self.tell(News::Kept(kept)));
            }
            Effect::Quit(ending) => self.ended = Some(ending),
            other => self.others.push(other),
        }
    }

    /// Lets so many minutes pass, and tells the update where it asked to hear of it.
    pub fn pass_minutes(&mut self, minutes: i64) {
        self.world.ctx.now += chrono::TimeDelta::minutes(minutes);
        if self.model.deadline().is_some_and(|at| at <= self.world.ctx.now) {
            self.tell(News::Deadline);
        }
    }

    /// From now on reads are answered late.
    pub fn hold_reads(&mut self) {
        self.late = Some(Vec::new());
    }

    /// Answers the reads that were held, and every further one at once.
    pub fn release_reads(&mut self) {
        for read in self.late.take().unwrap_or_default() {
            self.carry_out(read);
        }
        self.tell(News::Drawn);
    }

    /// Types keys, each seen before the next: `a`, `<Enter>`, `<C-d>`, 髙.
    pub fn keys(&mut self, script: &str) -> &mut Console {
        for key in parse(script) {
            self.arrive(vec![Input::Key(key)]);
            self.tell(News::Drawn);
        }
        self
    }

    /// Types keys in one read, before anything is drawn.
    pub fn burst(&mut self, script: &str) -> &mut Console {
        let keys = parse(script).into_iter().map(Input::Key).collect();
        self.arrive(keys);
        self.tell(News::Drawn);
        self
    }

    /// Lets one input arrive.
    pub fn input(&mut self, input: Input) -> &mut Console {
        self.arrive(vec![input]);
        self.tell(News::Drawn);
        self
    }

    /// Enters text as a Japanese input method commits it.
    pub fn typed(&mut self, text: &str) -> &mut Console {
        self.input(Input::Typed(text.to_owned()))
    }

    fn arrive(&mut self, inputs: Vec<Input>) {
        self.batch += 1;
        self.tell(News::Arrived(Arrival { batch: self.batch, inputs }));
    }

    /// Draws the frame; what earlier frames have worked out changes nothing about it.
    pub fn buffer(&self) -> (Buffer, Caret) {
        let size = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let caret = view::draw(&self.model, &mut view::Memo::default(), &mut buffer);
        let mut again = Buffer::empty(buffer.area);
        let caret_again = view::draw(&self.model, &mut self.memo.borrow_mut(), &mut again);
        assert_eq!((&again, caret_again), (&buffer, caret), "a frame drawn with what was worked out before");
        (buffer, caret)
    }

    /// The frame as lines of text, trailing blanks cut.
    pub fn frame(&self) -> String {
        let (buffer, _) = self.buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(symbol.width().max(1)).expect("a narrow cluster");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The message line's latest sentence.
    pub fn said(&self) -> String {
        let notice = self.model.notices.latest();
        notice.map(|n| n.sentence.get(self.model.lang).to_owned()).unwrap_or_default()
    }

    /// Entries of the ledger.
    pub fn entries(&self) -> i64 {
        ledger::head_number(&self.world.reader()).expect("a working store")
    }

    /// How an invitation stands in the store.
    pub fn state(&self, id: &str) -> InvitationState {
        match self.world.case(id) {
            Case::Invitation(case) => case.state(self.world.ctx.today()),
            other => panic!("{other:?} is no invitation"),
        }
    }

    /// True if the frame holds these words.
    pub fn shows(&self, words: &str) -> bool {
        self.frame().contains(words)
    }
}

/// Reads a script of keys.
fn parse(script: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some((name, after)) = rest[1..].split_once('>')
        {
            keys.push(named(name));
            rest = after;
            continue;
        }
        keys.push(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        rest = &rest[c.len_utf8()..];
    }
    keys
}

fn named(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    if let Some(letter) = name.strip_prefix("C-").and_then(|l| l.chars().next()) {
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    match name {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "BackTab" => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Left" => plain(KeyCode::Left),
        "Right" => plain(KeyCode::Right),
        "PgUp" => plain(KeyCode::PageUp),
        "PgDn" => plain(KeyCode::PageDown),
        "Home" => plain(KeyCode::Home),
        "End" => plain(KeyCode::End),
        "BS" => plain(KeyCode::Backspace),
        "Space" => plain(KeyCode::Char(' ')),
        "F1" => plain(KeyCode::F(1)),
        "F2" => plain(KeyCode::F(2)),
        "Del" => plain(KeyCode::Delete),
        other => panic!("no key is called {other}"),
    }
}
