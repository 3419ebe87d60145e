//! Contrast: every look of the theme, reckoned on the sixteen colours and the grounds of the terminals people have.

use ratatui::style::{Color, Modifier, Style};

use super::theme::{Look, Theme};

/// A terminal as it comes: its name, its ground, its ink, its sixteen colours.
struct Palette {
    name: &'static str,
    ground: u32,
    ink: u32,
    sixteen: [u32; 16],
}

/// Text must reach this much of a contrast (WCAG 2.2, AA).
const ENOUGH: f64 = 4.5;
/// Faint text repeats or names what stands beside it in full ink; it must reach what WCAG asks of incidental signs.
const ENOUGH_FAINT: f64 = 3.0;
/// Faint text is the ink with this share of the ground in it; how much is each terminal's own affair.
const FAINT: f64 = 1.0 / 3.0;
const LOOKS: [Look; 7] =
    [Look::Plain, Look::Strong, Look::Muted, Look::Caution, Look::Bad, Look::Chip, Look::Typed];

const PALETTES: [Palette; 14] = [
    Palette {
        name: "xterm",
        ground: 0xffffff,
        ink: 0x000000,
        sixteen: [
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
            0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
        ],
    },
    Palette {
        name: "xterm, reversed",
        ground: 0x000000,
        ink: 0xffffff,
        sixteen: [
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
            0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
        ],
    },
    Palette {
        name: "GNOME dark",
        ground: 0x171421,
        ink: 0xd0cfcc,
        sixteen: [
            0x171421, 0xc01c28, 0x26a269, 0xa2734c, 0x12488b, 0xa347ba, 0x2aa1b3, 0xd0cfcc, 0x5e5c64,
            0xf66151, 0x33d17a, 0xe9ad0c, 0x2a7bde, 0xc061cb, 0x33c7de, 0xffffff,
        ],
    },
    Palette {
        name: "GNOME light",
        ground: 0xffffff,
        ink: 0x171421,
        sixteen: [
            0x171421, 0xc01c28, 0x26a269, 0xa2734c, 0x12488b, 0xa347ba, 0x2aa1b3, 0xd0cfcc, 0x5e5c64,
            0xf66151, 0x33d17a, 0xe9ad0c, 0x2a7bde, 0xc061cb, 0x33c7de, 0xffffff,
        ],
    },
    Palette {
        name: "Konsole Breeze",
        ground: 0x232627,
        ink: 0xfcfcfc,
        sixteen: [
            0x232627, 0xed1515, 0x11d116, 0xf67400, 0x1d99f3, 0x9b59b6, 0x1abc9c, 0xfcfcfc, 0x7f8c8d,
            0xc0392b, 0x1cdc9a, 0xfdbc4b, 0x3daee9, 0x8e44ad, 0x16a085, 0xffffff,
        ],
    },
    Palette {
        name: "Konsole black on white",
        ground: 0xffffff,
        ink: 0x000000,
        sixteen: [
            0x000000, 0xb21818, 0x18b218, 0xb26818, 0x1818b2, 0xb218b2, 0x18b2b2, 0xb2b2b2, 0x686868,
            0xff5454, 0x54ff54, 0xffff54, 0x5454ff, 0xff54ff, 0x54ffff, 0xffffff,
        ],
    },
    Palette {
        name: "Windows Campbell",
        ground: 0x0c0c0c,
        ink: 0xcccccc,
        sixteen: [
            0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc, 0x767676,
            0xe74856, 0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2,
        ],
    },
    Palette {
        name: "macOS Basic",
        ground: 0xffffff,
        ink: 0x000000,
        sixteen: [
            0x000000, 0x990000, 0x00a600, 0x999900, 0x0000b2, 0xb200b2, 0x00a6b2, 0xbfbfbf, 0x666666,
            0xe50000, 0x00d900, 0xe5e500, 0x0000ff, 0xe500e5, 0x00e5e5, 0xe5e5e5,
        ],
    },
    Palette {
        name: "macOS Pro",
        ground: 0x000000,
        ink: 0xf2f2f2,
        sixteen: [
            0x000000, 0x990000, 0x00a600, 0x999900, 0x0000b2, 0xb200b2, 0x00a6b2, 0xbfbfbf, 0x666666,
            0xe50000, 0x00d900, 0xe5e500, 0x0000ff, 0xe500e5, 0x00e5e5, 0xe5e5e5,
        ],
    },
    Palette {
        name: "iTerm2",
        ground: 0x000000,
        ink: 0xc7c7c7,
        sixteen: [
            0x000000, 0xc91b00, 0x00c200, 0xc7c400, 0x0225c7, 0xca30c7, 0x00c5c7, 0xc7c7c7, 0x686868,
            0xff6e67, 0x5ffa68, 0xfffc67, 0x6871ff, 0xff77ff, 0x60fdff, 0xffffff,
        ],
    },
    Palette {
        name: "PuTTY",
        ground: 0x000000,
        ink: 0xbbbbbb,
        sixteen: [
            0x000000, 0xbb0000, 0x00bb00, 0xbbbb00, 0x0000bb, 0xbb00bb, 0x00bbbb, 0xbbbbbb, 0x555555,
            0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
        ],
    },
    Palette {
        name: "VS Code dark",
        ground: 0x1e1e1e,
        ink: 0xcccccc,
        sixteen: [
            0x000000, 0xcd3131, 0x0dbc79, 0xe5e510, 0x2472c8, 0xbc3fbc, 0x11a8cd, 0xe5e5e5, 0x666666,
            0xf14c4c, 0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xe5e5e5,
        ],
    },
    Palette {
        name: "VS Code light",
        ground: 0xffffff,
        ink: 0x3b3b3b,
        sixteen: [
            0x000000, 0xcd3131, 0x00bc00, 0x949800, 0x0451a5, 0xbc05bc, 0x0598bc, 0x555555, 0x666666,
            0xcd3131, 0x14ce14, 0xb5ba00, 0x0451a5, 0xbc05bc, 0x0598bc, 0xa5a5a5,
        ],
    },
    Palette {
        name: "Linux console",
        ground: 0x000000,
        ink: 0xaaaaaa,
        sixteen: [
            0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555,
            0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
        ],
    },
];

impl Palette {
    fn colour(&self, colour: Color, own: u32) -> [f64; 3] {
        let named = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        match named.iter().position(|name| *name == colour) {
            Some(place) => parts(self.sixteen[place]),
            None if colour == Color::Reset => parts(own),
            None => panic!("{colour:?} is none of the sixteen"),
        }
    }

    /// The contrast of text in `style`.
    fn contrast(&self, style: Style) -> f64 {
        let mut ink = self.colour(style.fg.unwrap_or_default(), self.ink);
        let mut ground = self.colour(style.bg.unwrap_or_default(), self.ground);
        if style.add_modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut ground);
        }
        if style.add_modifier.contains(Modifier::DIM) {
            ink = std::array::from_fn(|i| ink[i] + (ground[i] - ink[i]) * FAINT);
        }
        let (a, b) = (luminance(ink), luminance(ground));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

fn parts(rgb: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| f64::from(rgb >> shift & 0xff) / 255.0)
}

fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The Linux console's faint is another colour, and is never asked for (`Abilities::has_faint`).
fn style(palette: &Palette, look: Look) -> Style {
    let style = Theme::Sixteen.style(look);
    if palette.name == "Linux console" { style.remove_modifier(Modifier::DIM) } else { style }
}

#[test]
fn every_look_can_be_read_on_light_and_dark_grounds() {
    for palette in &PALETTES {
        for look in LOOKS {
            let contrast = palette.contrast(style(palette, look));
            let enough = if look == Look::Muted { ENOUGH_FAINT } else { ENOUGH };
            assert!(contrast >= enough, "{}: {look:?} {contrast:.2}", palette.name);
        }
    }
}

#[test]
fn the_reckoning_finds_what_cannot_be_read() {
    let red_on_dark = PALETTES[2].contrast(Style::new().fg(Color::Red));
    let yellow_on_light = PALETTES[0].contrast(Style::new().fg(Color::Yellow));
    assert!(red_on_dark < ENOUGH && yellow_on_light < ENOUGH, "{red_on_dark} {yellow_on_light}");
}
