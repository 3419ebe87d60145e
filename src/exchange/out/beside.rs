//! A file that is whole or not there at all: written beside its place, synced, renamed; nobody else may read it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How many files of one name a folder may have.
const SAME_NAME_MAX: usize = 999;

/// A file beside its place. Dropped, it is gone.
#[derive(Debug)]
pub struct Beside {
    file: NamedTempFile,
    folder: PathBuf,
}

/// Where a file is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// In a folder, under a name that is numbered where it is taken.
    Folder(PathBuf, String),
    /// Under this very path, where nothing stands yet.
    Path(PathBuf),
}

impl Placed {
    fn folder(&self) -> &Path {
        match self {
            Placed::Folder(folder, _) => folder,
            Placed::Path(path) => {
                path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
            }
        }
    }
}

impl Beside {
    /// Begins a file beside its place; a folder that is not there is made.
    pub fn begin(place: &Placed) -> io::Result<Beside> {
        crate::store::files::keep_files_private();
        let folder = place.folder().to_owned();
        if let Placed::Folder(..) = place {
            fs::create_dir_all(&folder)?;
        }
        let file = tempfile::Builder::new().prefix(".beside-").tempfile_in(&folder)?;
        Ok(Beside { file, folder })
    }

    /// The file to write to.
    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Writes a file that is ready, in one go.
    pub fn save(place: &Placed, bytes: &[u8]) -> io::Result<PathBuf> {
        let mut beside = Beside::begin(place)?;
        beside.file().write_all(bytes)?;
        beside.stand(place)
    }

    /// Syncs it and gives it its name; a file that is there already stays as it is.
    pub fn stand(mut self, place: &Placed) -> io::Result<PathBuf> {
        self.file.as_file().sync_all()?;
        for path in names(place) {
            match self.file.persist_noclobber(&path) {
                Ok(_) => {
                    File::open(&self.folder)?.sync_all()?;
                    return Ok(path);
                }
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => self.file = error.file,
                Err(error) => return Err(error.error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

fn names(place: &Placed) -> Vec<PathBuf> {
    match place {
        Placed::Path(path) => vec![path.clone()],
        Placed::Folder(folder, name) => {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let numbered = (2..=SAME_NAME_MAX).map(|number| format!("{stem}_{number}.{ending}"));
            std::iter::once(name.clone()).chain(numbered).map(|name| folder.join(name)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_private_stands_beside_its_namesake_and_leaves_nothing_when_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let place = Placed::Folder(folder.path().join("output"), "users.csv".into());
        let write = |text: &[u8]| {
            let mut beside = Beside::begin(&place).unwrap();
            beside.file().write_all(text).unwrap();
            beside
        };
        let first = write(b"one").stand(&place).unwrap();
        let second = write(b"two").stand(&place).unwrap();
        drop(write(b"half"));
        assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (b"one".into(), b"two".into()));
        assert!(second.ends_with("output/users_2.csv"));
        assert_eq!(fs::metadata(&second).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(second.parent().unwrap()).unwrap().count(), 2);
    }

    #[test]
    fn a_path_that_is_taken_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.csv");
        fs::write(&path, "kept").unwrap();
        let place = Placed::Path(path.clone());
        let error = Beside::begin(&place).unwrap().stand(&place).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "kept");
    }
}
