//! The pictures of `screenshots/`, and whether each still shows what the console shows.
//!
//! Every picture carries the digest of the frame it was drawn from. The tests compare it with that of today's
//! frame, for which no font is needed; a picture that has gone stale fails them. The command that draws all of
//! them anew:
//!
//! ```text
//! MCS_PICTURES=write cargo test --lib picture
//! ```

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use sha2::{Digest, Sha256};

use super::palette::Ground;
use crate::text::Lang;
use crate::tui::frames_tests::demo_screen;
use crate::tui::terminal::Caret;

/// The keyword under which a picture holds its frame's digest.
const KEYWORD: &str = "frame";
/// Raised when frames are drawn in another way, so that all pictures are drawn anew.
const DRAWING: &str = "drawing 1";

/// A frame to be pictured: its cells, and the terminal's own cursor.
type Frame = (Buffer, Option<(u16, u16)>);

/// A picture of `screenshots/`.
struct Picture {
    /// Its file name, without `.png`; ends with its language.
    name: &'static str,
    /// What it stands on.
    ground: Ground,
    /// The golden test's frame that it shows.
    frame: fn() -> Frame,
}

/// All pictures there are: one line each, of the frames that the golden tests hold too.
const PICTURES: &[Picture] = &[
    Picture { name: "console-ja", ground: Ground::Dark, frame: || frame("console", Lang::Ja) },
    Picture { name: "console-en", ground: Ground::Dark, frame: || frame("console", Lang::En) },
    Picture { name: "approve-ja", ground: Ground::Light, frame: || frame("approve", Lang::Ja) },
    Picture { name: "approve-en", ground: Ground::Light, frame: || frame("approve", Lang::En) },
    Picture { name: "restrict-ja", ground: Ground::Light, frame: || frame("restrict", Lang::Ja) },
    Picture { name: "restrict-en", ground: Ground::Light, frame: || frame("restrict", Lang::En) },
    Picture { name: "archive-ja", ground: Ground::Dark, frame: || frame("archive", Lang::Ja) },
    Picture { name: "archive-en", ground: Ground::Dark, frame: || frame("archive", Lang::En) },
    Picture { name: "today-ja", ground: Ground::Light, frame: || frame("today", Lang::Ja) },
    Picture { name: "today-en", ground: Ground::Light, frame: || frame("today", Lang::En) },
    Picture { name: "clauses-ja", ground: Ground::Dark, frame: || frame("clauses", Lang::Ja) },
    Picture { name: "clauses-en", ground: Ground::Dark, frame: || frame("clauses", Lang::En) },
    Picture { name: "export-ja", ground: Ground::Light, frame: || frame("export", Lang::Ja) },
    Picture { name: "export-en", ground: Ground::Light, frame: || frame("export", Lang::En) },
    Picture { name: "compare-ja", ground: Ground::Light, frame: || frame("compare", Lang::Ja) },
    Picture { name: "compare-en", ground: Ground::Light, frame: || frame("compare", Lang::En) },
    Picture { name: "trends-ja", ground: Ground::Dark, frame: || frame("trends", Lang::Ja) },
    Picture { name: "trends-en", ground: Ground::Dark, frame: || frame("trends", Lang::En) },
];

fn frame(name: &str, lang: Lang) -> Frame {
    let (buffer, caret) = demo_screen(name, lang).buffer();
    let typing = match caret {
        Caret::Typing(at) => Some((at.x, at.y)),
        Caret::Resting(_) => None,
    };
    (buffer, typing)
}

/// Whether the pictures are to be drawn, not looked at.
fn is_writing() -> bool {
    std::env::var_os("MCS_PICTURES").is_some_and(|value| value == "write")
}

/// Compares a picture with its frame; or draws it, when that is asked for.
///
/// # Panics
/// When the picture is missing or shows another frame, or cannot be drawn here.
fn check_or_write(name: &str, frame: &Buffer, caret: Option<(u16, u16)>, ground: Ground) {
    let path = folder().join(format!("{name}.png"));
    let today = digest(frame, caret, ground);
    let shown = fs::read(&path).ok().map(|file| noted(&file).unwrap_or_default());
    if shown.as_deref() == Some(&today) {
        return;
    }
    if !is_writing() {
        let state = if shown.is_some() { "shows another frame than the console does" } else { "is missing" };
        panic!("screenshots/{name}.png {state}; draw it with: MCS_PICTURES=write cargo test --lib picture");
    }
    let drawn = super::drawn(frame, caret, ground).and_then(|canvas| canvas.png(Some((KEYWORD, &today))));
    let file = drawn.unwrap_or_else(|why| panic!("screenshots/{name}.png cannot be drawn here: {why}"));
    fs::create_dir_all(folder())
        .and_then(|()| fs::write(&path, file))
        .unwrap_or_else(|why| panic!("screenshots/{name}.png: {why}"));
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("screenshots")
}

/// The digest that a picture carries, if it is one of ours.
fn noted(file: &[u8]) -> Option<String> {
    let reader = png::Decoder::new(Cursor::new(file)).read_info().ok()?;
    let notes = &reader.info().uncompressed_latin1_text;
    notes.iter().find(|note| note.keyword == KEYWORD).map(|note| note.text.clone())
}

/// SHA-256 over everything that a picture shows: size, ground, cursor, and every cell's symbol and style.
fn digest(frame: &Buffer, caret: Option<(u16, u16)>, ground: Ground) -> String {
    let mut sha = Sha256::new();
    sha.update(format!("{DRAWING} {} {ground:?} {caret:?}\n", frame.area));
    for cell in &frame.content {
        let style = format!("{} {} {:04x}", cell.fg, cell.bg, cell.modifier.bits());
        sha.update(format!("{}\t{style}\n", cell.symbol()));
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::canvas::Canvas;
    use super::super::palette::Rgb;
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Stylize;

    #[test]
    fn every_picture_shows_what_the_console_shows() {
        for picture in PICTURES {
            let (frame, caret) = (picture.frame)();
            check_or_write(picture.name, &frame, caret, picture.ground);
        }
    }

    #[test]
    fn the_folder_holds_the_listed_pictures_and_no_others_each_below_112_kilobytes() {
        if is_writing() {
            return;
        }
        let listed: BTreeSet<String> =
            PICTURES.iter().map(|picture| format!("{}.png", picture.name)).collect();
        let mut present = BTreeSet::new();
        for entry in fs::read_dir(folder()).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let size = entry.metadata().expect("a file's size").len();
            assert!(size <= 112 * 1024, "{name} has {size} bytes");
            present.insert(name);
        }
        assert_eq!(present, listed);
    }

    #[test]
    fn every_picture_is_shown_in_the_readme_of_its_language() {
        for Picture { name, .. } in PICTURES {
            let readme = if name.ends_with("-ja") { "README.ja.md" } else { "README.md" };
            let text = fs::read_to_string(folder().join("..").join(readme)).expect("the readme");
            assert!(text.contains(&format!("(screenshots/{name}.png)")), "{readme} does not show {name}");
        }
    }

    #[test]
    fn a_picture_carries_the_digest_of_its_frame() {
        let canvas = Canvas::window((60, 60), Rgb(0, 0, 0), Rgb(9, 9, 9));
        let file = canvas.png(Some((KEYWORD, "0a1b"))).expect("a picture");
        assert_eq!(noted(&file).as_deref(), Some("0a1b"));
        assert_eq!(noted(b"not a picture"), None);
        assert_eq!(noted(&canvas.png(None).expect("a picture")), None);
    }

    #[test]
    fn a_frame_has_another_digest_once_a_symbol_a_style_the_cursor_or_the_ground_changes() {
        let plain = Buffer::with_lines(["髙橋 美智子"]);
        let styled = Buffer::with_lines(["髙橋 美智子".bold()]);
        let variant = Buffer::with_lines(["高橋 美智子"]);
        let resized = Buffer::empty(Rect::new(0, 0, 12, 1));
        let digests = BTreeSet::from([
            digest(&plain, None, Ground::Dark),
            digest(&plain, None, Ground::Light),
            digest(&plain, Some((0, 0)), Ground::Dark),
            digest(&styled, None, Ground::Dark),
            digest(&variant, None, Ground::Dark),
            digest(&resized, None, Ground::Dark),
        ]);
        assert_eq!(digests.len(), 6);
        assert_eq!(digest(&plain, None, Ground::Dark), digest(&plain.clone(), None, Ground::Dark));
    }
}
