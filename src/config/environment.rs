//! What the environment says: language, places, the client's address. Read once, at the start.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use crate::text::Lang;
use crate::text::locale::names_other_charset;

/// The variables that this program looks at; no other is read.
const NAMES: &[&str] =
    &["MCS_CONSOLE_DB", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "TERM", "NO_COLOR", "SSH_CONNECTION"];

/// The environment of the process as it was at the start.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    folders: Option<Folders>,
    ssh_key: Option<String>,
}

#[derive(Clone, Debug)]
struct Folders {
    data: PathBuf,
    config: PathBuf,
    state: PathBuf,
}

impl Environment {
    /// Reads the process's own.
    pub fn of_process() -> Environment {
        let set =
            |name: &&str| std::env::var(name).ok().filter(|v| !v.is_empty()).map(|v| ((*name).to_owned(), v));
        let folders = Xdg::new().ok().map(|xdg| Folders {
            data: xdg.data_dir(),
            config: xdg.config_dir(),
            state: xdg.state_dir().unwrap_or_else(|| xdg.home_dir().join(".local/state")),
        });
        Environment { variables: NAMES.iter().filter_map(set).collect(), folders, ssh_key: None }
    }

    /// One variable that [`Environment::of_process`] looks at.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// The locale that names a charset other than UTF-8, where one does: then nothing readable can be printed.
    pub fn other_charset(&self) -> Option<&str> {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| self.get(name))?;
        names_other_charset(locale).then_some(locale)
    }

    /// The language that the locale names; `None` where it names none.
    pub fn lang(&self) -> Option<Lang> {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| self.get(name));
        let word = locale.unwrap_or_default().split(['_', '.', '@', '-']).next().unwrap_or_default();
        match word {
            "" | "C" | "POSIX" => None,
            "ja" => Some(Lang::Ja),
            _ => Some(Lang::En),
        }
    }

    /// `MCS_CONSOLE_DB`
    pub fn db(&self) -> Option<PathBuf> {
        self.get("MCS_CONSOLE_DB").map(PathBuf::from)
    }

    /// The store in the person's data folder.
    pub fn default_db(&self) -> Option<PathBuf> {
        self.folders.as_ref().map(|f| f.data.join("mcs-console").join("store.db"))
    }

    /// The person's own configuration file.
    pub fn config_file(&self) -> Option<PathBuf> {
        self.folders.as_ref().map(|f| f.config.join("mcs-console").join("config.toml"))
    }

    /// The folder for the anchors of the person's stores, apart from their data.
    pub fn default_anchors(&self) -> Option<PathBuf> {
        self.folders.as_ref().map(|f| f.state.join("mcs-console").join("anchors"))
    }

    /// The folder for the person's papers.
    pub fn default_output(&self) -> Option<PathBuf> {
        self.folders.as_ref().map(|f| f.data.join("mcs-console").join("papers"))
    }

    /// The same, with the SSH key that our forced command was started for. No variable says so: anybody sets those.
    #[must_use]
    pub fn came_with(self, fingerprint: &str) -> Environment {
        Environment { ssh_key: Some(fingerprint.to_owned()), ..self }
    }

    /// The fingerprint of the SSH key that the person came in with.
    pub fn ssh_key(&self) -> Option<&str> {
        self.ssh_key.as_deref()
    }

    /// The address that an SSH session comes from.
    pub fn client(&self) -> Option<IpAddr> {
        self.get("SSH_CONNECTION")?.split(' ').next()?.parse().ok()
    }
}

#[cfg(test)]
impl Environment {
    /// An environment of these variables, `HOME` and `XDG_DATA_HOME` among them.
    pub(super) fn of(pairs: &[(&str, &str)]) -> Environment {
        let variables: BTreeMap<String, String> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let folders = variables.get("HOME").map(|home| Folders {
            data: variables
                .get("XDG_DATA_HOME")
                .map_or_else(|| PathBuf::from(home).join(".local/share"), PathBuf::from),
            config: PathBuf::from(home).join(".config"),
            state: PathBuf::from(home).join(".local/state"),
        });
        Environment { variables, folders, ssh_key: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_set_names_the_language_and_c_names_none() {
        let lang = |pairs: &[(&str, &str)]| Environment::of(pairs).lang();
        assert_eq!(lang(&[]), None);
        assert_eq!(lang(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(lang(&[("LANG", "POSIX")]), None);
        assert_eq!(lang(&[("LANG", "en_US.UTF-8")]), Some(Lang::En));
        assert_eq!(lang(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "ja_JP.UTF-8")]), Some(Lang::Ja));
        assert_eq!(lang(&[("LC_MESSAGES", "en_GB"), ("LANG", "ja_JP.UTF-8")]), Some(Lang::En));
    }

    #[test]
    fn an_ssh_session_names_its_client() {
        let client = |value| Environment::of(&[("SSH_CONNECTION", value)]).client();
        assert_eq!(client("192.0.2.7 50022 198.51.100.1 22"), "192.0.2.7".parse().ok());
        assert_eq!(client("\u{1b}[31m 1 2 3"), None);
    }
}
