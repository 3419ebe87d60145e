//! The typefaces of papers, and the package that brings them.

use crate::words;

/// The Debian package that brings both typefaces.
pub const PACKAGE: &str = "fonts-noto-cjk";

words! {
    /// The typeface of papers.
    Typeface {
        Serif "serif" "明朝" "Serif",
        Sans "sans" "ゴシック" "Sans",
    }
}

impl Typeface {
    /// The family of the Japanese face in the collection.
    pub const fn family(self) -> &'static str {
        match self {
            Typeface::Serif => "Noto Serif CJK JP",
            Typeface::Sans => "Noto Sans CJK JP",
        }
    }
}
