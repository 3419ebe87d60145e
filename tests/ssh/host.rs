//! A host as the README sets it up: an account, a store in it, sshd on a free port of the loopback, one key.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::pty::{self, Pty};

pub const PASSPHRASE: &str = "asa no ame 2026 ni";

/// The account's configuration, in its home.
const CONFIGURATION: &str = ".config/mcs-console/config.toml";

/// One host at a time: there is one account.
static ACCOUNT: Mutex<()> = Mutex::new(());

/// How long anything that is asked for may take.
const PATIENCE: &str = "60";

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// A running sshd, ended when dropped.
pub struct Host {
    folder: tempfile::TempDir,
    account: String,
    owner: (u32, u32),
    home: PathBuf,
    program: PathBuf,
    port: u16,
    sshd: Child,
    _one: MutexGuard<'static, ()>,
}

/// The process behind somebody's session.
pub struct Process(PathBuf);

impl Host {
    /// Founds a store, registers a key, and starts sshd.
    pub fn start() -> Host {
        let one = ACCOUNT.lock().unwrap_or_else(PoisonError::into_inner);
        let account = std::env::var("MCS_SSH_ACCOUNT").expect("the gate's account");
        let place = PathBuf::from(std::env::var_os("MCS_SSH_FOLDER").expect("the gate's folder"));
        let (home, program) = (place.join("home"), place.join("mcs-console"));
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_mcs-console"), &program).expect("a copy of the program");
        }
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
        fs::create_dir_all("/run/sshd").expect("what sshd needs");
        let owner = (number(&account, "-u"), number(&account, "-g"));
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let sshd = Command::new("true").spawn().expect("a program that ends");
        let mut host = Host { folder, account, owner, home, program, port, sshd, _one: one };
        host.found();
        host.register_key();
        host.sshd = host.listen();
        host
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The client, asking for these words, with the passphrase on its standard input.
    pub fn asked(&self, words: &[&str]) -> Ran {
        self.asked_with(PASSPHRASE, words)
    }

    pub fn asked_with(&self, passphrase: &str, words: &[&str]) -> Ran {
        self.ssh(&["-T"], words, &format!("{passphrase}\n"))
    }

    /// The client with further options.
    pub fn ssh(&self, options: &[&str], words: &[&str], input: &str) -> Ran {
        let mut command = Command::new("timeout");
        command.args([PATIENCE, "ssh"]).args(self.options()).args(options);
        fed(command.arg(self.address()).args(words), input)
    }

    /// The client in a terminal, at the sign-in.
    pub fn console(&self) -> Pty {
        let mut command = pty::command("ssh");
        command.args(self.options());
        command.args(["-tt".to_owned(), self.address()]);
        let console = Pty::start(command, 100, 30);
        console.wait_for("U-0001");
        console.wait_for("パスフレーズ");
        console
    }

    /// The same, signed in.
    pub fn signed_in(&self) -> Pty {
        let mut console = self.console();
        console.send(format!("{PASSPHRASE}\r"));
        console.wait_for("林 由紀");
        console
    }

    /// `ssh setup --check` on this host's file.
    pub fn check(&self) -> Ran {
        let mut command = Command::new(&self.program);
        command.args(["ssh", "setup", "--check", "--lang", "en", "--user", &self.account]);
        command.args(["--keys-user", "nobody", "--public-file"]).arg(self.public());
        command.arg("--sshd-config").arg(self.folder.path().join("sshd_config"));
        let ran = fed(&mut command, "");
        let told = ran.err.lines().filter(|line| !line.contains("sshd does what")).collect::<Vec<_>>();
        Ran { err: told.join("\n"), ..ran }
    }

    /// Puts lines before those of `ssh setup`: sshd takes the first.
    pub fn allow(&self, lines: &str) {
        let file = self.folder.path().join("sshd_config");
        let text = fs::read_to_string(&file).expect("the settings");
        let (before, after) =
            text.split_once("    AuthenticationMethods").expect("the settings of the account");
        fs::write(&file, format!("{before}{lines}    AuthenticationMethods{after}")).expect("the settings");
    }

    pub fn fingerprints(&self) -> Vec<u8> {
        fs::read(self.public()).expect("the public file")
    }

    pub fn put_fingerprints(&self, bytes: &[u8]) {
        fs::write(self.public(), bytes).expect("the public file");
    }

    /// A file that the account may read, at a place in its home.
    pub fn place(&self, name: &str, text: &str) -> PathBuf {
        let file = self.home.join(name);
        fs::write(&file, text).expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a private file");
        self.give(&file);
        file
    }

    /// A path in the account's home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    /// Adds lines to the account's configuration.
    pub fn configure(&self, lines: &str) {
        use std::io::Write as _;
        let file = fs::OpenOptions::new().append(true).open(self.path(CONFIGURATION));
        file.and_then(|mut file| file.write_all(lines.as_bytes())).expect("the configuration");
    }

    /// Removes the key, as its operator at the host.
    pub fn remove_key(&self) {
        let listed = self.own(&["operator", "keys", "--json"]);
        let keys: Vec<serde_json::Value> = serde_json::from_str(&listed.out).expect("JSON");
        let fingerprint = keys[0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
        let ran = self.own(&["operator", "remove-key", "U-0001", &fingerprint]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }

    /// The session that runs, if one does.
    pub fn session(&self) -> Option<Process> {
        let is_ours = |folder: &PathBuf| {
            let line = fs::read(folder.join("cmdline")).unwrap_or_default();
            let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            words.first() == Some(&self.program.as_os_str().as_encoded_bytes())
                && words.contains(&&b"session"[..])
        };
        let all = fs::read_dir("/proc").expect("processes");
        all.filter_map(|entry| entry.ok().map(|entry| entry.path())).find(is_ours).map(Process)
    }

    pub fn wait_for_no_session(&self, patience: Duration) {
        let until = Instant::now() + patience;
        while self.session().is_some() {
            assert!(Instant::now() < until, "the session is still there after {patience:?}");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn public(&self) -> PathBuf {
        self.home.join("keys/fingerprints")
    }

    fn address(&self) -> String {
        format!("{}@127.0.0.1", self.account)
    }

    fn options(&self) -> Vec<String> {
        let key = self.folder.path().join("key").display().to_string();
        let mut options =
            vec!["-F".into(), "none".into(), "-i".into(), key, "-p".into(), self.port.to_string()];
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
            "LogLevel=ERROR",
        ] {
            options.extend(["-o".to_owned(), option.to_owned()]);
        }
        options
    }

    /// The program, run by the account at the host itself, signed in.
    pub fn own(&self, words: &[&str]) -> Ran {
        let mut command = Command::new("timeout");
        command.args([PATIENCE, "runuser", "-u", &self.account, "--"]).arg(&self.program).args(words);
        command.args(["--operator", "U-0001", "--passphrase-stdin"]);
        command.env_clear().env("HOME", &self.home).env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        fed(command.current_dir("/"), &format!("{PASSPHRASE}\n"))
    }

    fn found(&self) {
        for entry in fs::read_dir(&self.home).expect("a home").flatten() {
            let _ = fs::remove_dir_all(entry.path());
        }
        for (name, mode) in [("", 0o755), (".config/mcs-console", 0o755), ("store", 0o700), ("keys", 0o755)] {
            let folder = self.home.join(name);
            fs::create_dir_all(&folder).expect("a folder");
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("a folder");
            self.give(&folder);
        }
        let (db, public) = (self.home.join("store/store.db"), self.public());
        let text = format!("db = {db:?}\nssh_fingerprints = {public:?}\nlang = \"ja\"\n");
        fs::write(self.path(CONFIGURATION), text).expect("the configuration");
        self.give(&self.home.join(".config"));
        let ran = self.own(&["init", "--office", "みどり訪問看護", "--admin", "林 由紀"]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }

    fn register_key(&self) {
        let key = self.folder.path().join("key");
        keygen(&key);
        let public = fs::read_to_string(key.with_extension("pub")).expect("a public key");
        let ran = self.own(&["operator", "add-key", "U-0001", "--key", public.trim()]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }

    fn listen(&self) -> Child {
        let host_key = self.folder.path().join("host_key");
        keygen(&host_key);
        let mut setup = Command::new(&self.program);
        setup.args(["ssh", "setup", "--user", &self.account, "--keys-user", "nobody", "--public-file"]);
        let printed = fed(setup.arg(self.public()), "");
        assert_eq!(printed.status, 0, "{printed:?}");
        let text = format!(
            "Port {}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nAcceptEnv LANG LC_*\n\
             Subsystem sftp internal-sftp\n{}",
            self.port,
            host_key.display(),
            printed.out
        );
        let config = self.folder.path().join("sshd_config");
        fs::write(&config, text).expect("the settings");
        let log = self.folder.path().join("log");
        let sshd = Command::new("/usr/sbin/sshd").args(["-D", "-f"]).arg(&config).arg("-E").arg(&log).spawn();
        let sshd = sshd.expect("sshd");
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < until, "{:?}", fs::read_to_string(&log));
            thread::sleep(Duration::from_millis(20));
        }
        sshd
    }

    fn give(&self, path: &Path) {
        chown(path, Some(self.owner.0), Some(self.owner.1)).expect("root gives files away");
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if thread::panicking() {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            let from = log.len().saturating_sub(4000);
            eprintln!("sshd: {}", log.get(from..).unwrap_or_default());
        }
        // It may have ended by itself.
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

impl Process {
    /// A value of the process's status.
    pub fn status(&self, name: &str) -> String {
        let text = fs::read_to_string(self.0.join("status")).expect("a status");
        text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    }

    /// The processes that its threads have started and that are still there.
    pub fn children(&self) -> String {
        let tasks = fs::read_dir(self.0.join("task")).expect("threads");
        let of = |task: PathBuf| fs::read_to_string(task.join("children")).expect("the children of a thread");
        tasks.map(|task| of(task.expect("a thread").path())).collect()
    }

    /// Whether other processes of the account may look into its memory: its files in /proc are the account's then.
    pub fn is_dumpable(&self) -> bool {
        fs::metadata(self.0.join("status")).expect("a status").uid() != 0
    }

    /// The soft and the hard limit of a core file.
    pub fn core_limit(&self) -> Vec<String> {
        let text = fs::read_to_string(self.0.join("limits")).expect("limits");
        let line = text.lines().find(|line| line.starts_with("Max core file size")).expect("the limit");
        line.split_whitespace().skip(4).take(2).map(str::to_owned).collect()
    }
}

fn fed(command: &mut Command, input: &str) -> Ran {
    use std::io::Write as _;
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the program starts");
    // A program that does not read is judged by its status.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    ran(child.wait_with_output().expect("it ends"))
}

fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("it ended by itself"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn keygen(file: &Path) {
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(file).status();
    assert!(made.expect("ssh-keygen").success());
}

fn number(account: &str, which: &str) -> u32 {
    let output = Command::new("id").args([which, account]).output().expect("id");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("an account")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
