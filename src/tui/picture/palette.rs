//! The colours of a picture: sixteen and a ground, dark and light.
//!
//! Chosen so that every ink the console uses can be read on the ground; no theme of any terminal is copied.

use ratatui::style::Color;

/// The ground on which a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

impl Ground {
    /// The colours of this ground.
    pub(super) fn palette(self) -> &'static Palette {
        match self {
            Ground::Dark => &DARK,
            Ground::Light => &LIGHT,
        }
    }
}

/// A colour of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// This colour with a share of another in it: 0 is this one, 1 the other.
    pub fn mixed(self, other: Rgb, share: f32) -> Rgb {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Rgb(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The contrast to another colour as WCAG 2 reckons it: 1 is none, 21 is black on white.
    #[cfg(test)]
    pub fn contrast(self, other: Rgb) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[cfg(test)]
    fn luminance(self) -> f32 {
        let linear = |c: u8| match f32::from(c) / 255.0 {
            c if c <= 0.040_45 => c / 12.92,
            c => ((c + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// The colours of one ground.
pub(super) struct Palette {
    /// The ground itself, where a cell names no other.
    pub ground: Rgb,
    /// The ink of a cell that names no other.
    pub text: Rgb,
    /// The line around the window.
    pub edge: Rgb,
    /// The terminal's own cursor.
    pub caret: Rgb,
    sixteen: [Rgb; 16],
}

impl Palette {
    /// A foreground.
    pub fn ink(&self, colour: Color) -> Rgb {
        self.named(colour).unwrap_or(self.text)
    }

    /// A background.
    pub fn behind(&self, colour: Color) -> Rgb {
        self.named(colour).unwrap_or(self.ground)
    }

    fn named(&self, colour: Color) -> Option<Rgb> {
        let place = match colour {
            Color::Reset => return None,
            Color::Rgb(r, g, b) => return Some(Rgb(r, g, b)),
            Color::Indexed(n) => usize::from(n),
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        self.sixteen.get(place).copied()
    }
}

static DARK: Palette = Palette {
    ground: Rgb(0x17, 0x1a, 0x20),
    text: Rgb(0xdc, 0xdf, 0xe4),
    edge: Rgb(0x3a, 0x40, 0x4b),
    caret: Rgb(0x8f, 0xb8, 0xe8),
    sixteen: [
        Rgb(0x2a, 0x2f, 0x38),
        Rgb(0xf0, 0x7f, 0x78),
        Rgb(0x96, 0xc4, 0x83),
        Rgb(0xe0, 0xbd, 0x74),
        Rgb(0x83, 0xaf, 0xe6),
        Rgb(0xd3, 0x9a, 0xe0),
        Rgb(0x7d, 0xc4, 0xc4),
        Rgb(0xb9, 0xbe, 0xc8),
        Rgb(0x7a, 0x82, 0x90),
        Rgb(0xff, 0xa0, 0x99),
        Rgb(0xb2, 0xdb, 0xa0),
        Rgb(0xf2, 0xd5, 0x95),
        Rgb(0xa6, 0xc8, 0xf5),
        Rgb(0xe5, 0xb8, 0xf0),
        Rgb(0x9f, 0xdd, 0xdd),
        Rgb(0xf3, 0xf5, 0xf8),
    ],
};

static LIGHT: Palette = Palette {
    ground: Rgb(0xfc, 0xfb, 0xf8),
    text: Rgb(0x2b, 0x2f, 0x36),
    edge: Rgb(0xcf, 0xcd, 0xc6),
    caret: Rgb(0x2d, 0x6b, 0xb5),
    sixteen: [
        Rgb(0x2b, 0x2f, 0x36),
        Rgb(0xb8, 0x33, 0x2e),
        Rgb(0x3c, 0x77, 0x2c),
        Rgb(0x8a, 0x62, 0x0c),
        Rgb(0x2d, 0x62, 0xad),
        Rgb(0x8d, 0x3f, 0xa3),
        Rgb(0x1b, 0x73, 0x76),
        Rgb(0x9b, 0x9e, 0xa4),
        Rgb(0x6b, 0x70, 0x78),
        Rgb(0xd1, 0x4b, 0x44),
        Rgb(0x4f, 0x91, 0x3d),
        Rgb(0xf0, 0xcf, 0x72),
        Rgb(0x43, 0x7c, 0xca),
        Rgb(0xa8, 0x59, 0xbe),
        Rgb(0x2f, 0x8f, 0x92),
        Rgb(0xf4, 0xf2, 0xec),
    ],
};
