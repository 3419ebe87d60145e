//! What the environment says about the terminal: its kind, its charset, its size, the way to it.
//!
//! Reads variables once; decides purely, so that every rule has a test. Never asks the terminal.

use std::time::Duration;

use ratatui::layout::Size;
use rustix::termios::tcgetwinsize;

use super::TerminalError;
use crate::text::locale::names_other_charset;

/// How a lone Esc is told from the start of a key sequence on a local line.
const HOLD_LOCAL: Duration = Duration::from_millis(50);
/// The same over SSH, where one key may arrive in two packets.
const HOLD_REMOTE: Duration = Duration::from_millis(120);
/// A size beyond this is a mistake of whoever set it, not a screen.
const CELLS_MAX: u16 = 1000;

/// Which colours frames are painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own sixteen, on its own ground.
    Sixteen,
    /// None: weight, underline and reverse carry the meaning.
    None,
}

/// What a kind of terminal can do, as far as frames depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// The colours to paint with.
    pub colours: Colours,
    /// Knows synchronized output, or ignores it in silence.
    pub synchronizes: bool,
    /// Can switch off one attribute alone (`ESC[22m` and the like came after the VT100).
    pub drops_one_attribute: bool,
    /// Has a faint text that can still be read; the Linux console makes it as dark as its darkest grey.
    pub has_faint: bool,
    /// Can scroll a region from anywhere (`ESC[S`); the others need a line feed at its edge.
    pub scrolls_from_anywhere: bool,
}

/// The variables that matter, as they were at the start.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    term: String,
    locale: String,
    no_colour: bool,
    remote: bool,
    fallback: Option<Size>,
}

impl Environment {
    /// Reads the variables of this process.
    pub fn of_process() -> Environment {
        Environment::from_variables(|name| std::env::var_os(name).map(|v| v.to_string_lossy().into_owned()))
    }

    /// Reads the variables through `get`; an empty variable counts as unset.
    pub fn from_variables(get: impl Fn(&str) -> Option<String>) -> Environment {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&get);
        let number = |name: &str| get(name)?.parse::<u16>().ok().filter(|&n| n > 0);
        Environment {
            term: get("TERM").unwrap_or_default(),
            locale: locale.unwrap_or_default(),
            no_colour: get("NO_COLOR").is_some(),
            remote: get("SSH_CONNECTION").or_else(|| get("SSH_TTY")).is_some(),
            fallback: number("COLUMNS").zip(number("LINES")).map(Size::from),
        }
    }

    /// What this kind of terminal can do, or why the console cannot be shown on it.
    pub fn abilities(&self) -> Result<Abilities, TerminalError> {
        if names_other_charset(&self.locale) {
            return Err(TerminalError::OtherCharset { locale: self.locale.clone() });
        }
        let is_early = self.term.starts_with("vt1") || self.term.starts_with("vt52");
        match self.term.as_str() {
            "" | "dumb" | "unknown" => Err(TerminalError::CannotPlaceText { term: self.term.clone() }),
            term => Ok(Abilities {
                colours: if is_early || self.no_colour { Colours::None } else { Colours::Sixteen },
                synchronizes: !is_early && term != "linux",
                drops_one_attribute: !is_early,
                has_faint: !is_early && term != "linux",
                scrolls_from_anywhere: !is_early && term != "linux",
            }),
        }
    }

    /// How long a lone Esc is held, because the rest of a key sequence may follow.
    pub fn escape_hold(&self) -> Duration {
        if self.remote { HOLD_REMOTE } else { HOLD_LOCAL }
    }

    /// The size in cells: what the system says, else LINES and COLUMNS, else 80x24.
    pub fn size(&self) -> Size {
        let told = tcgetwinsize(rustix::stdio::stdout()).ok();
        let told = told.map(|size| Size::new(size.ws_col, size.ws_row));
        self.size_told(told)
    }

    fn size_told(&self, told: Option<Size>) -> Size {
        let size = told.filter(|size| size.width > 0 && size.height > 0).or(self.fallback);
        let size = size.unwrap_or(Size::new(80, 24));
        Size::new(size.width.min(CELLS_MAX), size.height.min(CELLS_MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_variables(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn only_a_locale_that_names_another_charset_stops() {
        for fine in ["", "C", "POSIX", "C.UTF-8", "ja_JP.utf8", "ja_JP", "en_US.UTF-8@euro"] {
            assert!(environment(&[("TERM", "xterm"), ("LANG", fine)]).abilities().is_ok(), "{fine}");
        }
        for other in ["ja_JP.eucJP", "ja_JP.SJIS", "en_US.ISO-8859-1"] {
            let refused = environment(&[("TERM", "xterm"), ("LANG", other)]).abilities();
            assert!(matches!(refused, Err(TerminalError::OtherCharset { .. })), "{other}");
        }
    }

    #[test]
    fn the_first_set_locale_variable_decides_and_empty_counts_as_unset() {
        let pairs = [("TERM", "xterm"), ("LC_ALL", ""), ("LC_CTYPE", "ja_JP.UTF-8"), ("LANG", "ja_JP.eucJP")];
        assert!(environment(&pairs).abilities().is_ok());
    }

    #[test]
    fn terminals_that_cannot_place_text_are_refused() {
        for term in ["", "dumb", "unknown"] {
            assert!(matches!(
                environment(&[("TERM", term)]).abilities(),
                Err(TerminalError::CannotPlaceText { .. })
            ));
        }
    }

    #[test]
    fn old_terminals_and_no_color_get_no_colours() {
        let colours = |pairs: &[(&str, &str)]| environment(pairs).abilities().unwrap().colours;
        assert_eq!(colours(&[("TERM", "vt100")]), Colours::None);
        assert_eq!(colours(&[("TERM", "xterm"), ("NO_COLOR", "1")]), Colours::None);
        assert_eq!(colours(&[("TERM", "xterm"), ("NO_COLOR", "")]), Colours::Sixteen);
        assert_eq!(colours(&[("TERM", "tmux-256color")]), Colours::Sixteen);
    }

    #[test]
    fn a_lone_escape_is_held_longer_over_ssh() {
        assert_eq!(environment(&[]).escape_hold(), HOLD_LOCAL);
        assert_eq!(environment(&[("SSH_TTY", "/dev/pts/1")]).escape_hold(), HOLD_REMOTE);
    }

    #[test]
    fn the_size_falls_back_to_variables_and_then_to_80x24() {
        let set = environment(&[("LINES", "40"), ("COLUMNS", "140")]);
        assert_eq!(set.size_told(Some(Size::new(100, 30))), Size::new(100, 30));
        assert_eq!(set.size_told(Some(Size::new(0, 0))), Size::new(140, 40));
        assert_eq!(environment(&[("LINES", "x")]).size_told(None), Size::new(80, 24));
        assert_eq!(set.size_told(Some(Size::new(u16::MAX, 1))), Size::new(1000, 1));
    }
}
