//! `--plain` for whoever cannot sign in yet: a one-time code made and used up, and the sealed envelope opened.

use std::path::Path;
use std::process::{Command, Stdio};

use totp_rs::{Algorithm, Builder, Secret};

use crate::plain::founded;
use crate::pty::{self, Exit, Pty};

const PASSPHRASE: &str = "asa no ame 2026 ni";
const OWN: &str = "yoru no kaze 2026 he";

/// The conversation with a store's door.
pub fn knocking(folder: &Path, args: &[&str]) -> Pty {
    let mut command = pty::console(["--plain", "--db"]);
    command.arg(folder.join("store.db"));
    command.args(args);
    command.env("HOME", folder);
    Pty::start(command, 100, 40)
}

/// What an authenticator app shows for the letters that stand on the screen.
pub fn app_code(pty: &Pty) -> String {
    let screen = pty.screen();
    let is_letters = |row: &&String| row.split_whitespace().filter(|word| word.len() == 4).count() == 8;
    let letters = screen.iter().rfind(is_letters).expect("the key's letters");
    let secret = Secret::try_from_base32(letters.split_whitespace().collect::<String>()).expect("base32");
    let app = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30);
    let now = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    app.with_secret(secret).build_noncompliant().generate(now).to_string()
}

/// Waits until a prompt has been said so many times.
fn nth(pty: &Pty, count: usize, prompt: &str) {
    pty.wait_until(prompt, |screen| screen.contents().matches(prompt).count() == count);
}

/// The row of so many words in small letters: a code, or an envelope.
fn words(rows: &[String], count: usize) -> String {
    let is_word = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let are_words = |row: &&String| row.split(' ').count() == count && row.split(' ').all(is_word);
    rows.iter().rfind(are_words).unwrap_or_else(|| panic!("{rows:#?}")).clone()
}

/// Everything that has come to the terminal.
fn written(pty: &Pty) -> String {
    String::from_utf8_lossy(&pty.bytes_since(0)).into_owned()
}

fn leave(mut pty: Pty) {
    pty.send("q\n");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    pty.assert_restored();
}

#[test]
pub fn an_admin_makes_a_code_and_the_newcomer_comes_in_with_it_and_an_own_key() {
    let folder = tempfile::tempdir().expect("a folder");
    founded(folder.path(), PASSPHRASE);
    let mut admin = knocking(folder.path(), &[]);
    admin.wait_for("U-0001 のパスフレーズ >");
    admin.send(format!("{PASSPHRASE}\n"));
    admin.wait_for("アプリに表示されたコード >");
    admin.send(format!("{}\n", app_code(&admin)));
    admin.wait_for("招待 >");
    admin.send("operators 追加 高原 あおい\n");
    admin.wait_for("本人であることを確かめるため");
    admin.wait_for("（やめるは Enter） >");
    admin.send(format!("{PASSPHRASE}\n"));
    admin.wait_for("のコードです");
    admin.wait_until("the words", |screen| screen.contents().trim_end().ends_with('>'));
    let code = words(&admin.screen(), 8);
    leave(admin);

    let mut newcomer = knocking(folder.path(), &[]);
    newcomer.wait_for("受け取ったコードや回復用の封筒でサインインできます");
    newcomer.wait_for("U-0001 のパスフレーズ >");
    newcomer.send("\n");
    newcomer.wait_for("1 受け取ったコード、2 回復用の封筒");
    newcomer.send("１\n");
    // The only one who has a key is not the newcomer, and is not offered: Enter goes back.
    let asked = "操作者ID（コードと一緒に知らされた番号、戻るは Enter） >";
    newcomer.wait_for(asked);
    newcomer.send("\n");
    nth(&newcomer, 2, "U-0001 のパスフレーズ >");
    newcomer.send("\n");
    nth(&newcomer, 2, "1 受け取ったコード、2 回復用の封筒");
    newcomer.send("1\n");
    nth(&newcomer, 2, asked);
    newcomer.send("h-0001\n");
    newcomer.wait_for("コード（8語、表示されません） >");
    newcomer.send(format!("{}\n", code.to_uppercase()));
    // Too short, then not the same twice, then right: the words are typed once.
    for (count, (first, second)) in
        [("mijikai", "mijikai"), (OWN, "yoru"), (OWN, OWN)].into_iter().enumerate()
    {
        nth(&newcomer, count + 1, "新しいパスフレーズ >");
        newcomer.send(format!("{first}\n"));
        nth(&newcomer, count + 1, "もう一度 >");
        newcomer.send(format!("{second}\n"));
    }
    newcomer.wait_for("パスフレーズを設定しました。");
    newcomer.wait_for("アプリに表示されたコード >");
    newcomer.send(format!("{}\n", app_code(&newcomer)));
    newcomer.wait_for("操作者 H-0001");
    newcomer.wait_for("招待 >");
    let screen = newcomer.screen().join("");
    assert!(!screen.contains(OWN) && !screen.contains("mijikai"), "{screen}");
    assert!(!written(&newcomer).to_lowercase().contains(&code), "the words are not shown either: {screen}");
    leave(newcomer);

    // The code is used up, and the way back to the passphrase is open.
    let mut again = knocking(folder.path(), &["--operator", "H-0001"]);
    again.wait_for("H-0001 のパスフレーズ >");
    again.send("\n");
    again.wait_for("2 回復用の封筒");
    again.send("1\n");
    again.wait_for("コード（8語、表示されません） >");
    again.send(format!("{code}\n"));
    again.wait_for("新しいパスフレーズ >");
    again.send(format!("{OWN}\n"));
    again.wait_for("もう一度 >");
    again.send(format!("{OWN}\n"));
    again.wait_for("期限（24時間）が切れています");
    nth(&again, 2, "H-0001 のパスフレーズ >");
    again.send(format!("{OWN}\n"));
    again.wait_for("認証コード >");
}

#[test]
pub fn the_envelope_gives_an_operator_a_new_passphrase_and_everybody_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("store.db");
    let run = |args: &[&str]| {
        use std::io::Write as _;
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcs-console"));
        command
            .args(args)
            .args(["--passphrase-stdin", "--db"])
            .arg(&db)
            .env_clear()
            .env("HOME", folder.path());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        writeln!(child.stdin.take().expect("a pipe"), "{PASSPHRASE}").expect("the program reads");
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    run(&["init", "--office", "みどり訪問看護", "--admin", "林 由紀", "--policy", "long"]);
    let envelope = run(&["operator", "envelope", "--operator", "U-0001"]);
    let envelope = words(&envelope.lines().map(str::to_owned).collect::<Vec<_>>(), 12);

    let mut forgot = knocking(folder.path(), &["--lang", "en"]);
    forgot.wait_for("the recovery envelope");
    forgot.wait_for("Passphrase of U-0001 >");
    forgot.send("\n");
    forgot.wait_for("1 a one-time code, 2 the recovery envelope");
    forgot.send("2\n");
    forgot.wait_for("Operator (Enter takes U-0001) >");
    forgot.send("\n");
    forgot.wait_for("Words of the envelope (12, not shown) >");
    forgot.send(format!("{envelope}\n"));
    forgot.wait_for("New passphrase >");
    forgot.send(format!("{OWN}\n"));
    forgot.wait_for("Once more >");
    forgot.send(format!("{OWN}\n"));
    forgot.wait_for("Your passphrase is set.");
    forgot.wait_for("The sealed recovery envelope was used");
    forgot.wait_for("Invitations >");
    assert!(!written(&forgot).contains(&envelope), "the words are not shown: {:#?}", forgot.screen());
    leave(forgot);

    // Where nothing may be written no key is made: the other ways are not told of, and Enter is a wrong passphrase.
    let mut reading = knocking(folder.path(), &["--lang", "en", "--read-only"]);
    reading.wait_for("Passphrase of U-0001 >");
    assert!(!reading.screen().join("").contains("envelope"));
    reading.send("\n");
    nth(&reading, 2, "Passphrase of U-0001 >");
    reading.send(format!("{OWN}\n"));
    reading.wait_for("Invitations >");
}
