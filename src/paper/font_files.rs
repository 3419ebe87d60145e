//! The fonts of the system: where Noto CJK lies on the usual distributions. Reads names of files, no glyphs.

use std::path::{Path, PathBuf};

use super::fonts::Typeface;

/// Where fonts lie on a Linux host.
const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// How deep below those.
const DEPTH: usize = 4;
/// The weights that papers use; others of the package are not read.
const WEIGHTS: [&str; 2] = ["-Regular", "-Bold"];

/// The files of a typeface, regular and bold.
pub(super) fn files(typeface: Typeface) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        gather(Path::new(folder), typeface, DEPTH, &mut found);
    }
    found.sort();
    found
}

fn gather(folder: &Path, typeface: Typeface, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if depth > 0 {
                gather(&path, typeface, depth - 1, found);
            }
        } else if is_wanted(&path, typeface) {
            found.push(path);
        }
    }
}

fn is_wanted(path: &Path, typeface: Typeface) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_font = path
        .extension()
        .is_some_and(|ending| ["ttc", "otf", "ttf"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_font && stem.starts_with(prefix(typeface)) && WEIGHTS.iter().any(|weight| stem.ends_with(weight))
}

/// What the names of a typeface's files begin with.
const fn prefix(typeface: Typeface) -> &'static str {
    match typeface {
        Typeface::Serif => "NotoSerifCJK",
        Typeface::Sans => "NotoSansCJK",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_weights_that_papers_use_are_read() {
        for (name, is_read) in [
            ("NotoSerifCJK-Regular.ttc", true),
            ("NotoSerifCJKjp-Bold.otf", true),
            ("NotoSerifCJK-Black.ttc", false),
            ("NotoSansCJK-Regular.ttc", false),
            ("NotoSerifCJK-Regular.woff2", false),
        ] {
            assert_eq!(is_wanted(Path::new(name), Typeface::Serif), is_read, "{name}");
        }
    }
}
