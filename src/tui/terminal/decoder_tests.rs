//! What bytes become which inputs.

use proptest::prelude::*;
use ratatui::crossterm::event::KeyCode::{self, *};

use super::*;

const HOLD: Duration = Duration::from_millis(50);

fn plain(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn typed(text: &str) -> Vec<Input> {
    text.chars().map(|c| Input::Key(keys::of_char(c))).collect()
}

/// Decodes reads that come `after` so many milliseconds, expiring deadlines between them and at the end.
fn decode(reads: &[(u64, &[u8])]) -> Vec<Input> {
    let mut decoder = Decoder::new(HOLD);
    let mut now = Instant::now();
    let mut inputs = Vec::new();
    for &(after, read) in reads {
        now += Duration::from_millis(after);
        if let Some(deadline) = decoder.deadline().filter(|&deadline| deadline <= now) {
            inputs.extend(decoder.expire(deadline));
        }
        inputs.extend(decoder.feed(read, now));
    }
    while let Some(deadline) = decoder.deadline() {
        inputs.extend(decoder.expire(deadline));
    }
    inputs
}

fn read(bytes: &[u8]) -> Vec<Input> {
    decode(&[(0, bytes)])
}

#[test]
fn keys_of_every_kind_of_terminal_are_known() {
    assert_eq!(
        read(b"\x1b[A\x1bOB\x1b[H\x1b[4~\x1b[5~\x1bOP\x1b[[B\x1b[15~"),
        [
            plain(Up),
            plain(Down),
            plain(Home),
            plain(End),
            plain(PageUp),
            plain(F(1)),
            plain(F(2)),
            plain(F(5)),
        ]
    );
    assert_eq!(
        read(b"\r\t\x1b[Z\x04"),
        [
            plain(Enter),
            plain(Tab),
            Input::Key(KeyEvent::new(BackTab, KeyModifiers::SHIFT)),
            Input::Key(KeyEvent::new(Char('d'), KeyModifiers::CONTROL)),
        ]
    );
    assert_eq!(read(b"\x1b[1;5C"), [Input::Key(KeyEvent::new(Right, KeyModifiers::CONTROL))]);
}

#[test]
fn both_backspaces_are_backspace() {
    assert_eq!(read(b"\x08\x7f"), [plain(Backspace), plain(Backspace)]);
}

#[test]
fn a_lone_escape_is_a_key_once_its_hold_is_over() {
    let mut decoder = Decoder::new(HOLD);
    let now = Instant::now();
    assert_eq!(decoder.feed(b"\x1b", now), []);
    assert_eq!(decoder.expire(now + HOLD / 2), []);
    assert_eq!(decoder.expire(now + HOLD), [plain(Esc)]);
    assert_eq!(decoder.deadline(), None);
}

#[test]
fn a_split_arrow_never_acts_as_letters() {
    assert_eq!(decode(&[(0, b"\x1b"), (20, b"[A")]), [plain(Up)]);
    assert_eq!(decode(&[(0, b"\x1b"), (20, b"["), (20, b"A")]), [plain(Up)]);
    for late in [60, 120, 600] {
        assert_eq!(decode(&[(0, b"\x1b"), (late, b"[A")]), [plain(Esc), plain(Up)], "{late} ms");
        assert_eq!(decode(&[(0, b"\x1b"), (late, b"OA")]), [plain(Esc), plain(Up)], "{late} ms");
        assert_eq!(decode(&[(0, b"\x1b["), (late, b"A")]), [plain(Up)], "{late} ms");
    }
}

#[test]
fn a_split_paste_never_acts_as_letters() {
    let paste = b"[200~a y\r\x1b[201~";
    assert_eq!(decode(&[(0, b"\x1b"), (600, paste)]), [plain(Esc), Input::Paste("a y\n".into())]);
}

#[test]
fn a_bracket_typed_after_escape_is_itself() {
    assert_eq!(
        decode(&[(0, b"\x1b"), (300, b"["), (300, b"x")]),
        [plain(Esc), plain(Char('[')), plain(Char('x')),]
    );
    assert_eq!(decode(&[(0, b"\x1b"), (3000, b"[A")])[0..2], [plain(Esc), plain(Char('['))]);
}

#[test]
fn a_letter_after_escape_is_a_letter_and_in_one_read_an_alt_chord() {
    assert_eq!(decode(&[(0, b"\x1b"), (10, b"a")]), [plain(Esc), plain(Char('a'))]);
    assert_eq!(read(b"\x1ba"), [Input::Key(KeyEvent::new(Char('a'), KeyModifiers::ALT))]);
    assert_eq!(read(b"\x1b\x1b[A"), [plain(Esc), plain(Up)]);
}

#[test]
fn late_answers_of_the_terminal_are_swallowed_whole() {
    for answer in [
        "\x1b[?1;2c",
        "\x1b[>41;354;0c",
        "\x1b[12;40R",
        "\x1b[1;2R",
        "\x1b[?2026;2$y",
        "\x1b]11;rgb:aaaa/dddd/eeee\x07",
        "\x1b]10;rgb:aaaa/dddd/eeee\x1b\\",
        "\x1bP>|xterm(390) y\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b[I\x1b[O",
        "\x1b[<0;10;10M",
        "\x1b[Maay",
        "\x1b[8;40;140t",
        "\x1b[27;5;121~",
    ] {
        assert_eq!(read(answer.as_bytes()), [], "{answer:?}");
        for cut in 1..answer.len() {
            let (head, tail) = answer.as_bytes().split_at(cut);
            assert_eq!(decode(&[(0, head), (20, tail)]), [], "{answer:?} cut at {cut}");
        }
    }
    assert_eq!(
        decode(&[(0, b"\x1b"), (600, b"]11;rgb:aaaa/dddd/eeee\x1b\\"), (1, b"j")]),
        [plain(Esc), plain(Char('j'))]
    );
}

#[test]
fn an_answer_that_never_ends_does_not_swallow_later_keys() {
    assert_eq!(decode(&[(0, b"\x1b]11;rgb:"), (1500, b"j")]), [plain(Char('j'))]);
    assert_eq!(decode(&[(0, b"\x1b[12"), (1500, b"j")]), [plain(Char('j'))]);
}

#[test]
fn a_paste_is_one_input_without_controls() {
    let paste = b"\x1b[200~\xe9\xab\x99\xe6\xa9\x8b\r\n\x1b[31mred\x07\ty\x1b[201~j";
    assert_eq!(read(paste), [Input::Paste("髙橋\n[31mred\ty".into()), plain(Char('j'))]);
}

#[test]
fn a_paste_is_bounded_and_its_end_still_found() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend(std::iter::repeat_n(b'y', 3 * PASTE_BYTES_MAX));
    bytes.extend(b"\x1b[201~j");
    let inputs = read(&bytes);
    assert!(matches!(&inputs[0], Input::Paste(text) if text.len() <= PASTE_BYTES_MAX && text.len() > 60_000));
    assert_eq!(inputs[1..], [plain(Char('j'))]);
}

#[test]
fn words_of_an_input_method_come_as_one_input() {
    assert_eq!(read("髙橋𠮷葛󠄀".as_bytes()), [Input::Typed("髙橋𠮷葛󠄀".into())]);
    assert_eq!(read("aあ\r".as_bytes()), [Input::Typed("aあ".into()), plain(Enter)]);
    assert_eq!(read("あ".as_bytes()), [plain(Char('あ'))]);
    assert_eq!(read(b"abc"), typed("abc"));
}

#[test]
fn characters_split_across_reads_are_rejoined() {
    let name = "髙橋𠮷";
    for cut in 1..name.len() {
        let (head, tail) = name.as_bytes().split_at(cut);
        let mut all = String::new();
        for input in decode(&[(0, head), (5, tail)]) {
            match input {
                Input::Typed(words) => all.push_str(&words),
                Input::Key(KeyEvent { code: Char(c), .. }) => all.push(c),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(all, name, "cut at {cut}");
    }
}

#[test]
fn broken_utf8_is_dropped_and_the_next_key_counts() {
    assert_eq!(read(b"\xe9\xab\x1b[A\xffj\xc0\x9b"), [plain(Up), plain(Char('j'))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn random_bytes_never_panic_and_deliver_no_control_characters(
        reads in prop::collection::vec((0u64..700, prop::collection::vec(any::<u8>(), 0..400)), 0..20)
    ) {
        let reads: Vec<(u64, &[u8])> = reads.iter().map(|(after, read)| (*after, read.as_slice())).collect();
        for input in decode(&reads) {
            match input {
                Input::Typed(words) => prop_assert!(!words.chars().any(char::is_control)),
                Input::Paste(text) => prop_assert!(!text.contains('\x1b')),
                Input::Key(KeyEvent { code: Char(c), .. }) => prop_assert!(!c.is_control()),
                _ => {}
            }
        }
    }
}

#[test]
fn a_hundred_thousand_random_bytes_never_panic() {
    let mut decoder = Decoder::new(HOLD);
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut now = Instant::now();
    for _ in 0..1000 {
        let read: Vec<u8> = (0..100)
            .map(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                (seed >> 24) as u8
            })
            .collect();
        now += Duration::from_millis(seed % 80);
        decoder.feed(&read, now);
    }
}
