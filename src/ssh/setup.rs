//! What sshd is told about the service account, as one list: printed as a drop-in, and checked against.

use std::path::{Path, PathBuf};

use crate::sentence;
use crate::text::Sentence;

/// Where the drop-in goes.
pub const DROP_IN: &str = "/etc/ssh/sshd_config.d/50-mcs-console.conf";

/// The account that the sessions run as.
pub const ACCOUNT: &str = "mcs";

/// The account that looks keys up: it reads the public file, and nothing else of ours.
pub const KEYS_ACCOUNT: &str = "mcs-keys";

/// Where the public file lies; its folder is the service account's, and open to be read.
pub const PUBLIC_FILE: &str = "/var/lib/mcs-console/keys/fingerprints";

/// Seconds without a sign of life after which sshd asks for one.
pub const ALIVE_SECONDS: u32 = 15;

/// So many unanswered questions end the connection.
pub const ALIVE_COUNT: u32 = 2;

/// The host's side of signing in over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The account that the sessions run as.
    pub account: String,
    /// The account that looks keys up.
    pub keys_account: String,
    /// The public file.
    pub public_file: PathBuf,
    /// This program, at the place that sshd starts it from.
    pub program: PathBuf,
}

/// One setting of sshd, and the values that will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name, as sshd writes it.
    pub name: &'static str,
    /// What the drop-in says; empty where only the host's own file can say it.
    pub value: String,
    /// What will do when it is checked.
    pub apt: Apt,
}

/// What will do when a setting is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apt {
    /// The value itself.
    Same,
    /// A number from 1 up to the value: 0 switches the thing off.
    UpTo(u32),
}

impl Setup {
    /// Checks that the names can stand in a drop-in as they are.
    pub fn new(setup: Setup) -> Result<Setup, Sentence> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        for account in [&setup.account, &setup.keys_account] {
            if account.is_empty() || account.starts_with('-') || !account.chars().all(is_name) {
                return Err(sentence!(
                    "「{account}」はアカウントの名前に使えません。英数字・-・_ です。",
                    "\"{account}\" is no account's name: letters, digits, - and _.",
                    account = crate::text::Shown::new(account)
                ));
            }
        }
        for path in [&setup.public_file, &setup.program] {
            let is_plain = |text: &str| text.starts_with('/') && text.chars().all(is_plain_in_a_path);
            if !path.to_str().is_some_and(is_plain) {
                return Err(sentence!(
                    "{path} は使えません。空白や引用符のない絶対パスにしてください。",
                    "{path} will not do: an absolute path without spaces or quotes is needed.",
                    path = path.display()
                ));
            }
        }
        Ok(setup)
    }

    /// Every setting, in the order of the drop-in.
    pub fn settings(&self) -> Vec<Setting> {
        let same = |name, value: &str| Setting { name, value: value.to_owned(), apt: Apt::Same };
        let up_to = |name, most: u32| Setting { name, value: most.to_string(), apt: Apt::UpTo(most) };
        vec![
            same("AuthenticationMethods", "publickey"),
            same("PubkeyAuthentication", "yes"),
            same("PasswordAuthentication", "no"),
            same("KbdInteractiveAuthentication", "no"),
            same("HostbasedAuthentication", "no"),
            same("GSSAPIAuthentication", "no"),
            same("AuthorizedKeysFile", "none"),
            same("AuthorizedPrincipalsFile", "none"),
            same("TrustedUserCAKeys", "none"),
            same("AuthorizedKeysCommand", &self.helper()),
            same("AuthorizedKeysCommandUser", &self.keys_account),
            same("ForceCommand", "none"),
            same("DisableForwarding", "yes"),
            same("AllowTcpForwarding", "no"),
            same("AllowStreamLocalForwarding", "no"),
            same("AllowAgentForwarding", "no"),
            same("X11Forwarding", "no"),
            same("PermitTunnel", "no"),
            same("PermitUserRC", "no"),
            same("PermitTTY", "yes"),
            up_to("ClientAliveInterval", ALIVE_SECONDS),
            up_to("ClientAliveCountMax", ALIVE_COUNT),
        ]
    }

    /// What sshd runs to look a key up.
    pub fn helper(&self) -> String {
        format!("{} ssh keys --public-file {} %f %t %k", self.program.display(), self.public_file.display())
    }

    /// The drop-in, whole.
    pub fn drop_in(&self) -> String {
        let mut text = format!("# {DROP_IN}: made by mcs-console ssh setup\nMatch User {}\n", self.account);
        for setting in self.settings() {
            text.push_str(&format!("    {} {}\n", setting.name, setting.value));
        }
        text
    }
}

/// The line of `authorized_keys` for a key that is known.
pub fn key_line(program: &Path, id: &str, key: &str) -> String {
    format!("restrict,pty,command=\"{} ssh session --key-id {id}\" {key}\n", program.display())
}

fn is_plain_in_a_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+')
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn setup() -> Setup {
        Setup {
            account: ACCOUNT.to_owned(),
            keys_account: KEYS_ACCOUNT.to_owned(),
            public_file: PUBLIC_FILE.into(),
            program: "/usr/local/bin/mcs-console".into(),
        }
    }

    #[test]
    fn the_example_in_the_package_is_what_setup_prints_there() {
        let setup = Setup::new(Setup {
            account: ACCOUNT.into(),
            keys_account: KEYS_ACCOUNT.into(),
            public_file: PUBLIC_FILE.into(),
            program: "/usr/bin/mcs-console".into(),
        });
        assert_eq!(setup.unwrap().drop_in(), include_str!("../assets/sshd/50-mcs-console.conf"));
    }

    #[test]
    fn the_drop_in_is_for_one_account_and_its_helper_gets_fingerprint_kind_and_key() {
        let text = setup().drop_in();
        assert_eq!(text.matches("Match ").count(), 1, "{text}");
        assert!(text.contains("Match User mcs\n"), "{text}");
        let helper = "AuthorizedKeysCommand /usr/local/bin/mcs-console ssh keys --public-file \
                      /var/lib/mcs-console/keys/fingerprints %f %t %k\n";
        assert!(text.contains(helper), "{text}");
    }

    #[test]
    fn no_name_or_path_says_anything_else_in_the_drop_in() {
        for account in ["", "-x", "a b", "a\nPermitTTY no", "a,b", "*"] {
            assert!(Setup::new(Setup { account: account.into(), ..setup() }).is_err(), "{account:?}");
        }
        for path in ["relative", "/a b", "/a\"b", "/a\nb", "/a%b", "/a,b"] {
            assert!(Setup::new(Setup { public_file: path.into(), ..setup() }).is_err(), "{path:?}");
            assert!(Setup::new(Setup { program: path.into(), ..setup() }).is_err(), "{path:?}");
        }
        assert!(Setup::new(setup()).is_ok());
    }

    #[test]
    fn a_known_key_gets_a_terminal_and_the_forced_command_and_nothing_else() {
        let line = key_line(Path::new("/usr/bin/mcs-console"), "ab12", "ssh-ed25519 AAAA");
        let due =
            "restrict,pty,command=\"/usr/bin/mcs-console ssh session --key-id ab12\" ssh-ed25519 AAAA\n";
        assert_eq!(line, due);
    }
}
