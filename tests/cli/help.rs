//! Words: both languages everywhere, usage errors in ours, completions and the man page.

use crate::world::World;

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
}

#[test]
fn the_language_is_the_flags_then_the_locales_then_japanese() {
    let world = World::new();
    let err = |args: &[&str], set: &[(&str, &str)]| {
        let output = world.command(args).envs(set.iter().copied()).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let list = &["invitation", "list"][..];
    let english = &["invitation", "list", "--lang", "en"][..];
    assert!(is_japanese(&err(list, &[])));
    assert!(is_japanese(&err(list, &[("LANG", "C.UTF-8")])));
    assert!(!is_japanese(&err(list, &[("LANG", "en_US.UTF-8")])));
    assert!(is_japanese(&err(list, &[("LANG", "en_US.UTF-8"), ("LC_ALL", "ja_JP.UTF-8")])));
    assert!(!is_japanese(&err(english, &[("LANG", "ja_JP.UTF-8")])));
}

#[test]
fn a_usage_error_ends_with_2_and_says_how_it_is_written() {
    let world = World::empty();
    for (args, words) in [
        (&["invitation", "aprove", "I-0001"][..], "approve"),
        (&["invitaton"], "invitation"),
        (&["invitation"], "コマンドが足りません"),
        (&["invitation", "approve"], "I-ID"),
        (&["invitation", "list", "--sort", "colour"], "expires"),
        (&["invitation", "list", "--limit", "many"], "--limit"),
        (&["invitation", "list", "--jsno"], "--jsno"),
        (&["--lang", "de", "invitation", "list"], "ja"),
        (&["completions", "tcsh"], "bash"),
        (&["restore"], "FILE"),
    ] {
        let ran = world.run(args);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.contains(words) && is_japanese(&ran.err), "{words}: {ran:?}");
        assert_eq!(ran.out, "");
        let english = world.run(&[args, &["--lang", "en"]].concat());
        assert_eq!(english.status, 2);
        assert!(!is_japanese(&english.err), "{english:?}");
    }
}

#[test]
fn what_was_perhaps_meant_is_a_name_that_the_help_lists_or_nothing() {
    let world = World::empty();
    for (args, meant) in [
        (&["today", "--as", "U-0001"][..], None),
        (&["today", "--pasphrase_file", "x"], Some("--passphrase-file")),
        (&["today", "--read_onyl"], Some("--read-only")),
        (&["user", "record_trainig", "U-0001"], Some("record-training")),
        (&["invitation", "list", "--jsno"], Some("--json")),
    ] {
        let ran = world.run(args);
        assert_eq!(ran.status, 2, "{ran:?}");
        let said = ran.err.split_once("もしかして：").map(|(_, rest)| rest.lines().next().unwrap());
        assert_eq!(said, meant, "{ran:?}");
        let english = world.run(&[args, &["--lang", "en"]].concat());
        assert_eq!(english.err.contains("Perhaps: "), meant.is_some(), "{english:?}");
        assert!(meant.is_none_or(|meant| english.err.contains(meant)), "{english:?}");
    }
}

#[test]
fn help_and_version_need_no_store() {
    let world = World::empty();
    for args in [&["--help"][..], &["invitation", "approve", "--help"], &["init", "-h"], &["--version"]] {
        let ran = world.run(args);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn completions_and_the_man_page_are_made_without_a_store() {
    let world = World::empty();
    for (shell, words) in [("bash", "complete -F"), ("zsh", "#compdef"), ("fish", "complete -c mcs-console")]
    {
        let ran = world.run(&["completions", shell]);
        assert_eq!(ran.status, 0);
        assert!(ran.out.contains(words) && ran.out.contains("approve"), "{shell}");
    }
    for lang in ["ja", "en"] {
        let ran = world.run(&["man", "--lang", lang]);
        assert!(ran.out.contains(".TH") && ran.out.contains("invitation approve"), "{}", ran.out);
    }
    assert!(!is_japanese(&world.run(&["man", "--lang", "en"]).out));
}

#[test]
fn an_option_with_a_dash_is_also_read_with_an_underscore() {
    let world = World::new();
    let ran =
        world.run(&["invitation", "list", "--passphrase_file", world.path("passphrase").to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{ran:?}");
}
