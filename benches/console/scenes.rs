//! The keys that are measured, and how the console is brought back to where the next one is pressed.

/// One measured key.
pub struct Scene {
    /// Its name in the table.
    pub what: Names,
    /// Pressed before every round, unmeasured.
    pub before: &'static [&'static [u8]],
    /// Pressed `presses` times in a round, measured.
    pub key: &'static [u8],
    /// How often in a round.
    pub presses: usize,
    /// Pressed after every press, unmeasured.
    pub after: &'static [&'static [u8]],
    /// At most so many times the floor's time, in the median.
    pub times_max: f64,
    /// At most so many bytes.
    pub bytes_max: Option<usize>,
}

/// The lines of a scene in the table.
pub struct Names {
    /// The median.
    pub p50: &'static str,
    /// The tail, against the floor's.
    pub p99: &'static str,
    /// The bytes of the longest answer.
    pub bytes: &'static str,
}

const TOP: &[&[u8]] = &[b"gg"];

/// The scenes, in the order in which they are played on the list of invitations.
pub const SCENES: &[Scene] = &[
    Scene {
        what: Names { p50: "3 down p50", p99: "3 down p99", bytes: "4 bytes: cursor down" },
        before: TOP,
        key: b"j",
        presses: 8,
        after: &[],
        times_max: 3.0,
        bytes_max: Some(48),
    },
    Scene {
        what: Names { p50: "3 scroll p50", p99: "3 scroll p99", bytes: "5 bytes: one row scrolled" },
        before: &[b"gg", b"\x1b[6~"],
        key: b"j",
        presses: 8,
        after: &[],
        times_max: 3.0,
        bytes_max: Some(160),
    },
    Scene {
        what: Names { p50: "3 page p50", p99: "3 page p99", bytes: "6 bytes: a page" },
        before: &[b"gg", b"\x1b[6~"],
        key: b"\x1b[6~",
        presses: 2,
        after: &[],
        times_max: 3.0,
        bytes_max: Some(2800),
    },
    Scene {
        what: Names { p50: "3 end p50", p99: "3 end p99", bytes: "bytes: end" },
        before: TOP,
        key: b"\x1b[F",
        presses: 1,
        after: &[],
        times_max: 4.0,
        bytes_max: None,
    },
    Scene {
        what: Names { p50: "3 dialog open p50", p99: "3 dialog open p99", bytes: "7 bytes: dialog open" },
        before: TOP,
        key: b"a",
        presses: 4,
        after: &[b"q"],
        times_max: 3.0,
        bytes_max: Some(1200),
    },
    Scene {
        what: Names { p50: "3 dialog close p50", p99: "3 dialog close p99", bytes: "7 bytes: dialog close" },
        before: &[b"gg", b"a"],
        key: b"q",
        presses: 1,
        after: &[],
        times_max: 3.0,
        bytes_max: Some(1200),
    },
    Scene {
        what: Names { p50: "10 filter key p50", p99: "10 filter key p99", bytes: "bytes: filter key" },
        before: &[b"1", b"/"],
        key: "田".as_bytes(),
        presses: 1,
        after: &[b"\x7f", b"\r", b"3"],
        times_max: 3.0,
        bytes_max: None,
    },
];
