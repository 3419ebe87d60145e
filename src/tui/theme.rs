//! How things look: the terminal's own ground, few of its sixteen colours, and weight before colour.
//!
//! Meaning is always in the words too. No ink of the sixteen reads on light and on dark grounds of every terminal
//! (the reds do not on most dark ones), so that words stand in the terminal's own ink, and the one colour brings its
//! own ground. `contrast_tests` reckons it for the terminals people have.

use ratatui::style::{Color, Modifier, Style};

use super::terminal::Colours;
use crate::listings::Tone;

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    #[default]
    Plain,
    /// Of more weight: names, keys, headlines.
    Strong,
    /// Of less weight.
    Muted,
    /// Wants a look.
    Caution,
    /// Stops something.
    Bad,
    /// The focused pane's title, the focused button, a badge.
    Chip,
    /// What is being typed.
    Typed,
    /// A QR code: dark on light, whatever the ground is.
    Picture,
}

impl From<Tone> for Look {
    fn from(tone: Tone) -> Look {
        match tone {
            Tone::Plain | Tone::Good => Look::Plain,
            Tone::Caution => Look::Caution,
            Tone::Bad => Look::Bad,
            Tone::Muted => Look::Muted,
            Tone::Strong => Look::Strong,
        }
    }
}

/// The way of the screen's looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Sixteen colours on the terminal's own ground.
    Sixteen,
    /// Weight, underline and reverse only: `NO_COLOR` and old terminals.
    Monochrome,
}

impl From<Colours> for Theme {
    fn from(colours: Colours) -> Theme {
        match colours {
            Colours::Sixteen => Theme::Sixteen,
            Colours::None => Theme::Monochrome,
        }
    }
}

impl Theme {
    /// The style of a look.
    pub fn style(self, look: Look) -> Style {
        let plain = Style::new();
        match (look, self) {
            (Look::Plain, _) => plain,
            (Look::Strong, _) => plain.add_modifier(Modifier::BOLD),
            (Look::Muted, Theme::Sixteen) => plain.add_modifier(Modifier::DIM),
            (Look::Muted, Theme::Monochrome) => plain,
            (Look::Caution, Theme::Sixteen) => plain.fg(Color::Black).bg(Color::LightYellow),
            (Look::Caution, Theme::Monochrome) => plain.add_modifier(Modifier::UNDERLINED),
            (Look::Bad, Theme::Sixteen) => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            (Look::Bad, Theme::Monochrome) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Look::Chip, _) => plain.add_modifier(Modifier::REVERSED),
            (Look::Typed, _) => plain.add_modifier(Modifier::UNDERLINED),
            (Look::Picture, _) => plain.fg(Color::Black).bg(Color::White),
        }
    }
}
