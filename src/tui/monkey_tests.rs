//! A monkey at the console: keys, words, pastes, garbage bytes, sizes and signals without end.
//!
//! Nothing it does may panic, and nothing is written but by y or the lit button of a dialog that was seen.

use std::time::{Duration, Instant};

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Size;

use super::effects::{Effect, Write};
use super::harness::Console;
use super::message::News;
use super::model::Hearing;
use super::overlays::Overlay;
use super::terminal::{Decoder, Input, Signal};
use crate::testing::World;
use crate::text::Lang;

/// Messages of one run; the figure of quality.md (a million) is for a run by hand: `MONKEY=1000000`.
const MESSAGES: usize = 3_000;

/// A repeatable source of whims (xorshift).
struct Whims(u64);

impl Whims {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("a small number")
    }

    fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())]
    }
}

/// Whether the monkey knows the keys that write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Knows {
    Everything,
    NothingThatWrites,
}

const KEYS: &str = "aaadxemnioutpfwszrvlhjkgGL123456:/?* ggssqdaeax0129田あ/";
const NAMED: [KeyCode; 15] = [
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::F(1),
    KeyCode::F(2),
];
const WORDS: [&str; 6] = ["髙橋𠮷", "あｙ", "ｙ", "葛\u{e0100}", "山田 太郎", "yy"];
const SIZES: [(u16, u16); 8] =
    [(80, 24), (1, 1), (300, 100), (19, 4), (20, 5), (60, 16), (140, 40), (100, 30)];

fn input(whims: &mut Whims, knows: Knows) -> Input {
    let writes = ['y', 'ｙ', '\n'];
    match whims.below(100) {
        0..=54 => {
            let keys: Vec<char> = KEYS.chars().collect();
            Input::Key(KeyEvent::from(KeyCode::Char(whims.one_of(&keys))))
        }
        55..=79 => Input::Key(KeyEvent::from(whims.one_of(&NAMED))),
        80..=91 if knows == Knows::Everything => {
            let key = whims.one_of(&writes);
            Input::Key(KeyEvent::from(if key == '\n' { KeyCode::Enter } else { KeyCode::Char(key) }))
        }
        80..=93 => Input::Typed(whims.one_of(&WORDS).to_owned()),
        94..=95 => Input::Paste(format!("y\r{}\u{1b}[200~y\n", whims.one_of(&WORDS)).repeat(40)),
        96..=98 => Input::Resize(Size::from(whims.one_of(&SIZES))),
        _ => Input::Signal(Signal::Continued),
    }
}

/// A write must have been asked for on screen: a dialog or a preview that was seen, and a key that confirms.
fn assert_was_confirmed(write: &Write, top: Option<&Overlay>, hearing: Hearing, input: &Input) {
    let is_asked = matches!(top, Some(Overlay::Dialog(_) | Overlay::Import(_) | Overlay::Export(_)));
    let is_yes = matches!(input, Input::Key(key)
        if matches!(key.code, KeyCode::Char('y' | 'ｙ' | 'Ｙ') | KeyCode::Enter));
    assert!(is_asked && is_yes && hearing == Hearing::Open, "{write:?} by {input:?} over {top:?}");
}

/// Lets the monkey play; answers how many writes it got confirmed.
fn play(seed: u64, messages: usize, knows: Knows) -> usize {
    let mut whims = Whims(seed);
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    let mut confirmed = 0;
    for _ in 0..messages {
        let input = input(&mut whims, knows);
        let (top, hearing) = (console.model.overlays.last().cloned(), console.model.hearing);
        let is_drawn = whims.below(4) > 0;
        let started = Instant::now();
        for effect in console.arrives(input.clone()) {
            if let Effect::Write(write) = &effect {
                assert_was_confirmed(write, top.as_ref(), hearing, &input);
                confirmed += 1;
            }
            console.carry_out(effect);
        }
        if is_drawn {
            let _ = console.buffer();
            console.tell(News::Drawn);
        }
        assert!(started.elapsed() < Duration::from_secs(3), "it froze at {input:?}");
        if console.ended.take().is_some() || whims.below(400) == 0 {
            console.tell(News::Unlocked);
        }
    }
    if knows == Knows::NothingThatWrites {
        assert_eq!(console.entries(), 0);
    }
    confirmed
}

fn messages() -> usize {
    std::env::var("MONKEY").ok().and_then(|n| n.parse().ok()).unwrap_or(MESSAGES)
}

#[test]
fn a_monkey_writes_only_what_a_dialog_asked_and_a_yes_confirmed() {
    let confirmed: usize = (1..=4).map(|seed| play(seed, messages() / 4, Knows::Everything)).sum();
    assert!(confirmed > 10, "the monkey got to {confirmed} writes only");
}

#[test]
fn a_monkey_that_never_says_yes_writes_nothing() {
    assert_eq!(play(0x5eed, messages() / 4, Knows::NothingThatWrites), 0);
}

#[test]
fn a_hundred_thousand_random_bytes_panic_nothing_and_write_nothing_unconfirmed() {
    let mut whims = Whims(0xbeef);
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    let mut decoder = Decoder::new(Duration::from_millis(50));
    let mut now = Instant::now();
    let mut left = 100_000;
    while left > 0 {
        let read: Vec<u8> = (0..=whims.below(400)).map(|_| whims.below(256) as u8).collect();
        left -= read.len().min(left);
        now += Duration::from_millis(whims.below(80) as u64);
        let mut inputs = decoder.expire(now);
        inputs.extend(decoder.feed(&read, now));
        for input in inputs {
            let (top, hearing) = (console.model.overlays.last().cloned(), console.model.hearing);
            for effect in console.arrives(input.clone()) {
                if let Effect::Write(write) = &effect {
                    assert_was_confirmed(write, top.as_ref(), hearing, &input);
                }
                console.carry_out(effect);
            }
        }
        console.tell(News::Drawn);
        if console.ended.take().is_some() || whims.below(20) == 0 {
            console.tell(News::Unlocked);
        }
    }
    let _ = console.frame();
}
