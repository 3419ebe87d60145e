//! Lists on disk, as the console reaches them: typed paths, previews, rows not taken. Runs on the reader thread.
//!
//! Decides nothing about the rows; that is [`crate::actions::import`]'s.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::message::Found;
use crate::actions::Go;
use crate::actions::import::{ImportError, ListFile, NotSaved, Report, typed_path as path};
use crate::domain::Context;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Lang, Sentence, Shown, Text};

/// Names of files offered under the field.
const OFFERED_MAX: usize = 8;
/// What a list's name ends with.
const ENDINGS: [&str; 4] = ["csv", "xlsx", "tsv", "txt"];

/// Says what importing the list would do, whose path stands as it was typed; a file that cannot be read is no
/// failure of the store.
pub fn preview(
    reader: &Reader<'_>,
    ctx: &Context,
    typed: &ListFile,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Found, StoreError> {
    let list = ListFile::new(&path(&typed.path.to_string_lossy()), typed.noun);
    let report = match list.preview(reader, ctx, go) {
        Ok(report) => Ok(report.map(Into::into)),
        Err(ImportError::Store(error)) => return Err(error),
        Err(error @ ImportError::File(_)) => Err(error.sentence()),
    };
    Ok(Found::Preview(list, report))
}

/// Saves the rows not taken at a typed path; a file that is there already stays as it is.
pub fn save_not_taken(
    list: &ListFile,
    report: &Report,
    typed: &str,
    lang: Lang,
) -> Result<Sentence, Sentence> {
    let to = path(typed);
    match list.save_not_taken(report, &to, lang) {
        Ok(saved) => Ok(sentence!(
            "取り込まない {count}行を {file} に保存しました。",
            "{count} rows not taken are saved in {file}.",
            count = saved,
            file = Shown::new(&to.to_string_lossy())
        )),
        Err(NotSaved::File(error)) => Err(error.sentence()),
        Err(NotSaved::Io(error)) if error.kind() == ErrorKind::AlreadyExists => Err(Text::new(
            "同じ名前のファイルがあります。上書きはしません。別の名前にしてください。",
            "A file of that name is there already and is not overwritten. Choose another name.",
        )
        .into()),
        Err(NotSaved::Io(error)) => Err(sentence!(
            "ファイルを保存できません。理由：{why}",
            "The file cannot be saved: {why}",
            why = Shown::new(&error.to_string())
        )),
    }
}

/// Folders and lists that a typed path may become, as they would be typed.
pub fn completions(typed: &str) -> Vec<String> {
    let at = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, begun) = typed.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { path(folder) };
    let Ok(entries) = place.read_dir() else { return Vec::new() };
    let named = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let is_folder = entry.path().is_dir();
        let is_hidden = name.starts_with('.') && !begun.starts_with('.');
        let fits = name.starts_with(begun) && !is_hidden && (is_folder || is_list(&name));
        fits.then(|| format!("{folder}{name}{}", if is_folder { "/" } else { "" }))
    };
    let mut found: Vec<String> = entries.flatten().filter_map(named).collect();
    found.sort();
    found.truncate(OFFERED_MAX);
    found
}

fn is_list(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_and_lists_are_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["staff.csv", "staff.xlsx", "stuff.pdf", ".staff.csv"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        std::fs::create_dir(folder.path().join("stations")).expect("a folder");
        let begun = format!("{}/sta", folder.path().display());
        let offered: Vec<String> = completions(&begun);
        let names: Vec<&str> = offered.iter().map(|o| o.rsplit("/sta").next().unwrap_or_default()).collect();
        assert_eq!(names, ["ff.csv", "ff.xlsx", "tions/"]);
    }
}
