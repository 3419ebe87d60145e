//! Papers on disk: under a name that the product makes, private, whole or not there at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::table::Sheet;
use crate::domain::Id;
use crate::text::date::{Day, iso};

/// How many papers of one name a day may have in a folder.
const SAME_NAME_MAX: usize = 999;

/// The name of a paper, without the people on it: `form3_G-0031_2026-11-26.pdf`.
pub fn file_name(sheet: &Sheet, about: Option<Id>, on: Day, ending: &str) -> String {
    let about = about.map_or(String::new(), |id| format!("_{id}"));
    format!("{}{about}_{}.{ending}", sheet.stem, iso(on))
}

/// Writes a paper into a folder that is made where it is not there; a paper of the same name stays, and this one
/// gets a number.
pub fn save(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    crate::store::files::keep_files_private();
    fs::create_dir_all(folder)?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    // Beside its place first: a reader finds the whole file or none.
    let mut beside = tempfile::Builder::new().prefix(".paper-").tempfile_in(folder)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    for number in 1..=SAME_NAME_MAX {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}_{number}.{ending}") };
        let path = folder.join(name);
        match beside.persist_noclobber(&path) {
            Ok(_) => {
                fs::File::open(folder)?.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => beside = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_paper_is_private_and_stands_beside_its_namesake() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("output");
        let first = save(&place, "form4_2026-11-26.pdf", b"one").unwrap();
        let second = save(&place, "form4_2026-11-26.pdf", b"two").unwrap();
        assert_eq!(first, place.join("form4_2026-11-26.pdf"));
        assert_eq!(second, place.join("form4_2026-11-26_2.pdf"));
        assert_eq!(fs::read(&first).unwrap(), b"one");
        assert_eq!(fs::metadata(&second).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(&place).unwrap().count(), 2, "nothing is left beside them");
    }
}
