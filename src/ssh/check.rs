//! Whether sshd does what the drop-in says: asked of sshd itself, since later files and defaults count, too.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use super::setup::{Apt, Setting, Setup};
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// Only the host's own file can say these; no `Match` can.
const OF_THE_HOST: [(&str, &str); 1] = [("PermitUserEnvironment", "no")];

/// Asks sshd what holds for the account; `config` is another file than sshd's own.
pub fn settings_of(sshd: &Path, account: &str, config: Option<&Path>) -> io::Result<String> {
    let mut command = Command::new(sshd);
    command.arg("-T").arg("-C").arg(format!("user={account},host=localhost,addr=127.0.0.1"));
    if let Some(config) = config {
        command.arg("-f").arg(config);
    }
    let output = command.output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(why.lines().next().unwrap_or_default().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// One sentence for each setting that is another one; `told` is what sshd says.
pub fn deviations(setup: &Setup, told: &str) -> Vec<Sentence> {
    let told: BTreeMap<String, &str> = told
        .lines()
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .map(|(name, value)| (name.to_lowercase(), value.trim()))
        .collect();
    let of_the_host = OF_THE_HOST.into_iter().map(|(name, value)| Setting {
        name,
        value: value.to_owned(),
        apt: Apt::Same,
    });
    setup
        .settings()
        .into_iter()
        .chain(of_the_host)
        .filter_map(|setting| deviation(&setting, told.get(&setting.name.to_lowercase()).copied()))
        .collect()
}

/// sshd does not name what it was built without, nor what stands at `none`: that is as good as off.
fn deviation(setting: &Setting, told: Option<&str>) -> Option<Sentence> {
    let is_off = matches!(setting.value.as_str(), "no" | "none");
    let Some(told) = told else { return (!is_off).then(|| missing(setting)) };
    let is_apt = match setting.apt {
        Apt::Same => told == setting.value,
        Apt::UpTo(most) => told.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number)),
    };
    (!is_apt).then(|| other(setting, told))
}

fn missing(setting: &Setting) -> Sentence {
    sentence!(
        "sshd の {name} がありません。正しい値：{value}",
        "sshd says nothing of {name}. It must be: {value}",
        name = setting.name,
        value = setting.value
    )
}

fn other(setting: &Setting, told: &str) -> Sentence {
    let told = Shown::new(told);
    match setting.apt {
        Apt::Same => sentence!(
            "sshd の {name} が「{told}」です。正しい値：{value}",
            "sshd has {name} \"{told}\". It must be: {value}",
            name = setting.name,
            told = told,
            value = setting.value
        ),
        Apt::UpTo(most) => sentence!(
            "sshd の {name} が「{told}」です。正しい値：1から{most}まで",
            "sshd has {name} \"{told}\". It must be 1 to {most}.",
            name = setting.name,
            told = told,
            most = most
        ),
    }
}

/// What else to do on the host, step by step.
pub fn further_steps(setup: &Setup) -> Vec<Sentence> {
    let folder = setup.public_file.parent().unwrap_or(Path::new("/"));
    vec![
        sentence!(
            "1. アカウント：useradd --system --create-home --shell /bin/sh {account} と useradd --system --shell /usr/sbin/nologin {keys}",
            "1. The accounts: useradd --system --create-home --shell /bin/sh {account}, and useradd --system --shell /usr/sbin/nologin {keys}",
            account = setup.account,
            keys = setup.keys_account
        ),
        sentence!(
            "2. 指紋のフォルダー：install -d -m 755 -o {account} {folder}",
            "2. The folder of the fingerprints: install -d -m 755 -o {account} {folder}",
            account = setup.account,
            folder = folder.display()
        ),
        sentence!(
            "3. /etc/mcs-console/config.toml に ssh_fingerprints = \"{file}\" と db = \"…\" を書く",
            "3. In /etc/mcs-console/config.toml: ssh_fingerprints = \"{file}\" and db = \"...\"",
            file = setup.public_file.display()
        ),
        sentence!(
            "4. この出力を {file} に保存し、sshd -t で確かめ、systemctl reload ssh",
            "4. Save this output as {file}, check it with sshd -t, then: systemctl reload ssh",
            file = super::setup::DROP_IN
        ),
        Text::new("5. 点検：mcs-console ssh setup --check", "5. Check it: mcs-console ssh setup --check")
            .into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::setup::tests::setup;
    use super::*;
    use crate::text::Lang;

    /// What an sshd says that does as it was told.
    fn told() -> String {
        let mut told = String::from("permituserenvironment no\nport 22\n");
        for setting in setup().settings() {
            told.push_str(&format!("{} {}\n", setting.name.to_lowercase(), setting.value));
        }
        told
    }

    #[test]
    fn an_sshd_that_does_as_told_has_no_deviation() {
        assert_eq!(deviations(&setup(), &told()), []);
    }

    #[test]
    fn every_setting_that_is_another_one_is_a_sentence_of_its_own() {
        for setting in setup().settings() {
            let name = setting.name.to_lowercase();
            let right = format!("{name} {}\n", setting.value);
            let wrong = told().replace(&right, &format!("{name} wrong\n"));
            let found = deviations(&setup(), &wrong);
            assert_eq!(found.len(), 1, "{name}");
            assert!(found[0].get(Lang::En).contains(setting.name), "{found:?}");
        }
    }

    #[test]
    fn a_client_that_is_never_asked_for_a_sign_of_life_is_a_deviation() {
        for (interval, count) in [("0", 1), ("16", 1), ("1", 0), ("15", 0)] {
            let told = told().replace("clientaliveinterval 15", &format!("clientaliveinterval {interval}"));
            assert_eq!(deviations(&setup(), &told).len(), count, "{interval}");
        }
    }

    #[test]
    fn what_sshd_does_not_name_is_off_but_what_must_be_on_is_missed() {
        let without = |name: &str| -> String {
            told().lines().filter(|line| !line.starts_with(name)).map(|line| format!("{line}\n")).collect()
        };
        assert_eq!(deviations(&setup(), &without("gssapiauthentication")), []);
        assert_eq!(deviations(&setup(), &without("authorizedkeyscommand ")).len(), 1);
    }

    #[test]
    fn a_host_that_takes_an_environment_from_its_users_is_a_deviation() {
        let told = told().replace("permituserenvironment no", "permituserenvironment yes");
        assert_eq!(deviations(&setup(), &told).len(), 1);
    }
}
