//! The scorecard of the console: fifty items, each 0 to 2, each with how it is seen.
//!
//! An item counts 2 when everything that sees it holds, 1 when something named is missing, 0 when nothing sees it.
//! What is driven here are the tests beside this file, on the real program in a real terminal; what is proved is
//! proved by the named test elsewhere. The table, driven anew:
//!
//! ```sh
//! cargo test --test console the_score_is_driven -- --ignored --nocapture
//! ```

use std::panic::catch_unwind;

use crate::{
    again, buttons, choosing, crashes, deciding, figures, hiding, manners, multiplexers, others, plain,
    sizes, typing,
};

/// How an item is seen.
enum Seen {
    /// By driving the program.
    Driven(&'static str, fn()),
    /// By a test elsewhere: its file and its name.
    Proved(&'static str, &'static str),
    /// Not whole: what is missing.
    Lacks(&'static str),
}

/// An item of the scorecard.
struct Item {
    number: u8,
    what: &'static str,
    seen: &'static [Seen],
}

/// Items that must have full marks.
const FULL: &[std::ops::RangeInclusive<u8>] = &[8..=23, 37..=37, 42..=42];
const LEAST_SCORE: u32 = 90;

macro_rules! driven {
    ($module:ident :: $test:ident) => {
        Seen::Driven(concat!(stringify!($module), "::", stringify!($test)), $module::$test)
    };
}

macro_rules! items {
    ($($number:literal $what:literal [$($seen:expr),* $(,)?])*) => {
        &[$(Item { number: $number, what: $what, seen: &[$($seen),*] }),*]
    };
}

use Seen::{Lacks, Proved};

const ITEMS: &[Item] = items! {
    1 "first complete frame in one layout" [
        driven!(figures::the_first_frame_is_one_write_of_a_whole_screen_within_its_bytes),
    ]
    2 "bytes of the first frame" [
        driven!(figures::the_first_frame_is_one_write_of_a_whole_screen_within_its_bytes),
        Proved("src/tui/figures_tests.rs", "the_first_frame_stays_within_its_bytes"),
    ]
    3 "bytes per cursor move" [
        Proved("src/tui/figures_tests.rs", "a_key_in_the_list_stays_within_its_bytes"),
        Proved("src/tui/figures_tests.rs", "a_dialog_opens_and_closes_within_its_bytes"),
    ]
    4 "idle: bytes and CPU ticks" [
        driven!(figures::a_screen_at_rest_for_a_minute_writes_nothing_and_spends_nothing),
        driven!(others::a_screen_at_rest_with_others_signed_in_wakes_for_nothing_and_sends_nothing),
    ]
    5 "another process changes a row: shown within 1 s" [
        driven!(others::a_change_by_another_is_shown_within_a_second),
    ]
    6 "key to paint p95" [
        driven!(figures::nineteen_of_twenty_keys_are_answered_at_once),
        Lacks("three times the floor (cargo bench): drawing a frame takes longer"),
    ]
    7 "synchronized output" [driven!(figures::every_frame_is_synchronized)]
    8 "approve = exactly two keys, one change" [driven!(deciding::approving_is_exactly_two_keys_and_one_entry)]
    9 "aa, a Enter, a Space, a + pasted y write nothing" [
        driven!(deciding::no_doubled_key_no_enter_no_space_and_no_paste_writes),
    ]
    10 "highlighted button = effect everywhere" [driven!(buttons::the_lit_button_is_the_one_that_acts)]
    11 "default button never writes" [driven!(buttons::the_button_lit_at_first_never_writes)]
    12 "ay in one write before the dialog is drawn" [driven!(deciding::a_yes_typed_before_the_dialog_is_drawn_is_dropped)]
    13 "split ESC + [A at 20/120/600 ms" [
        driven!(deciding::an_arrow_split_by_a_slow_line_moves_the_cursor_and_writes_nothing),
    ]
    14 "100,000 random bytes" [
        driven!(crashes::a_hundred_thousand_random_bytes_without_a_yes_write_nothing),
        Proved(
            "src/tui/monkey_tests.rs",
            "a_hundred_thousand_random_bytes_panic_nothing_and_write_nothing_unconfirmed",
        ),
        Proved("src/tui/monkey_tests.rs", "a_monkey_writes_only_what_a_dialog_asked_and_a_yes_confirmed"),
    ]
    15 "late terminal replies change nothing" [driven!(deciding::late_replies_of_the_terminal_change_nothing)]
    16 "paste of 1 KB in a list" [driven!(deciding::a_paste_into_a_list_is_offered_as_a_filter_and_never_typed)]
    17 "selected rows hidden by a filter are counted and listed" [
        driven!(choosing::selected_rows_that_the_filter_hides_are_counted_and_listed),
    ]
    18 "row decided by another during a dialog" [
        driven!(others::a_row_decided_by_another_during_the_dialog_is_not_decided_again_and_tells_who_did),
    ]
    19 "version changed between display and y: refused, shown, re-asked" [
        driven!(others::a_row_changed_by_another_is_refused_shown_and_asked_again),
        Proved("src/tui/others_tests.rs", "a_row_changed_unseen_before_y_is_refused_shown_and_asked_again"),
    ]
    20 "two admins approve at once: one write" [
        driven!(others::of_two_administrators_who_say_yes_at_the_same_instant_one_decides),
    ]
    21 "undo of approve, decline, restrict, archive" [
        driven!(others::approval_and_rejection_are_taken_back_by_keys),
        driven!(others::restriction_and_archive_are_taken_back_by_keys),
        driven!(others::what_another_built_upon_is_not_taken_back_and_says_who_did),
    ]
    22 "no reason, no restriction" [driven!(buttons::without_a_reason_nobody_is_restricted)]
    23 "archive of several: preview, typed count" [
        driven!(choosing::archiving_several_shows_them_and_wants_their_number_typed),
    ]
    24 "kill -9 in a 20-row batch: every row whole" [driven!(crashes::killed_in_a_batch_of_twenty_every_row_is_whole)]
    25 "every dimmed action says why" [
        driven!(buttons::a_verb_that_cannot_act_here_says_why),
        Proved("src/tui/look_tests.rs", "every_verb_of_a_key_opens_a_dialog_or_says_why_not"),
    ]
    26 "arrows + Enter + Tab + Esc reach everything" [
        driven!(buttons::arrows_and_enter_alone_approve_and_leave),
        Proved("src/tui/look_tests.rs", "the_menu_leads_everywhere_with_arrows_and_enter"),
    ]
    27 "help = palette = keymap" [
        Proved("src/tui/look_tests.rs", "every_gesture_stands_in_help_and_every_action_of_the_panes_too"),
        Proved("src/tui/look_tests.rs", "the_palette_offers_what_the_keys_do"),
    ]
    28 "every hinted key works; hints and ? together miss none" [
        Proved("src/tui/look_tests.rs", "every_hinted_key_does_something_and_hints_end_with_help"),
        Proved("src/tui/look_tests.rs", "every_gesture_stands_in_help_and_every_action_of_the_panes_too"),
    ]
    29 "full-width keys" [driven!(deciding::full_width_keys_approve_too)]
    30 "IME burst" [driven!(deciding::words_of_an_input_method_are_told_and_are_no_keys)]
    31 "caret cell while typing 髙橋𠮷葛󠄀 and moving" [
        driven!(typing::the_caret_stands_after_what_is_typed_and_moves_by_whole_characters),
    ]
    32 "^H and ^?" [driven!(typing::both_backspaces_remove_one_character_as_people_see_it)]
    33 "nothing drawn at the caret while resting" [driven!(typing::nothing_is_drawn_while_the_caret_rests)]
    34 "dialog over kanji at odd and even columns" [
        driven!(sizes::a_dialog_over_kanji_leaves_the_list_as_it_was_at_odd_and_even_columns),
        Proved("src/tui/terminal/painter_tests.rs", "a_dialog_over_kanji_leaves_no_half_of_one_at_any_column"),
    ]
    35 "screen with cjkwidth on" [
        driven!(multiplexers::in_screen_with_wide_ambiguous_characters_every_cell_stands_where_it_should),
        driven!(multiplexers::in_tmux_every_cell_stands_where_it_should),
    ]
    36 "truncation property" [
        Proved("src/text/width.rs", "a_cut_never_exceeds_and_keeps_whole_clusters"),
        Proved("src/text/width.rs", "a_cut_ends_in_its_mark_and_splits_no_cluster"),
    ]
    37 "hostile names" [driven!(hiding::hostile_names_send_nothing_but_our_own_bytes_on_any_screen)]
    38 "たかはし = ﾀｶﾊｼ = 髙橋 = 高橋 = takahasi = takahashi" [
        driven!(choosing::every_way_of_writing_a_name_finds_the_same_rows),
    ]
    39 "sizes 1x1 to 300x100, resize storm" [
        driven!(sizes::after_a_storm_of_sizes_the_frame_is_that_of_a_fresh_start),
        driven!(sizes::each_size_is_drawn_as_if_it_had_always_been_so),
    ]
    40 "NO_COLOR and old TERMs" [
        driven!(manners::no_colour_and_old_terminals_still_tell_selection_judgement_and_focus),
    ]
    41 "contrast on light and dark" [
        Proved("src/tui/contrast_tests.rs", "every_look_can_be_read_on_light_and_dark_grounds"),
    ]
    42 "signals and panic" [
        driven!(manners::signals_give_the_terminal_back_and_leave_a_sound_store),
        Proved("tests/terminal.rs", "a_panic_gives_the_terminal_back_and_tells_no_name"),
    ]
    43 "terminal gone" [driven!(manners::a_terminal_that_goes_away_ends_the_console_within_two_seconds)]
    44 "Ctrl-Z, fg" [driven!(manners::suspended_under_a_shell_the_console_comes_back_where_it_was)]
    45 "Ctrl-L" [driven!(manners::redraw_repairs_what_another_program_wrote_over_the_screen)]
    46 "lock shows no personal data, keeps state" [
        driven!(hiding::the_lock_shows_nobody_and_the_unlocked_screen_is_what_it_was),
    ]
    47 "state after restart" [
        driven!(again::after_quitting_everything_stands_where_it_was),
        driven!(again::after_a_signal_and_after_the_terminal_went_away_too),
        driven!(again::killed_while_a_form_is_half_filled_the_console_offers_it_and_writes_nothing),
    ]
    48 "read-only" [
        driven!(plain::a_read_only_conversation_refuses_every_verb_with_a_sentence),
        Proved("tests/cli/read_only.rs", "every_action_is_refused_and_the_stores_bytes_stay"),
    ]
    49 "command-line parity" [
        Proved("tests/stories/main.rs", "a_morning"),
        Proved("tests/stories/main.rs", "administrators_come_and_go"),
    ]
    50 "--plain parity, Japanese and English complete" [
        Proved("src/tui/look_tests.rs", "an_english_screen_speaks_no_japanese_outside_the_data"),
        Proved(
            "tests/stories/main.rs",
            "every_action_of_the_table_is_done_line_by_line_in_both_languages_leaving_the_ledger_of_the_commands",
        ),
        driven!(plain::nothing_but_a_yes_in_words_writes),
        driven!(plain::several_rows_are_one_batch_and_one_undo_and_those_with_a_finding_are_left_out),
        driven!(plain::the_registers_are_read_out_and_acted_on_in_place),
    ]
};

impl Item {
    /// The marks, if everything that sees it holds.
    fn marks(&self) -> u32 {
        let lacks = self.seen.iter().filter(|seen| matches!(seen, Lacks(_))).count();
        match (lacks, self.seen.len()) {
            (0, 1..) => 2,
            (lacks, all) if lacks < all => 1,
            _ => 0,
        }
    }

    fn must_be_full(&self) -> bool {
        FULL.iter().any(|range| range.contains(&self.number))
    }
}

#[test]
fn the_card_has_fifty_items_and_the_score_asked_for() {
    let numbers: Vec<u8> = ITEMS.iter().map(|item| item.number).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<u8>>());
    let score: u32 = ITEMS.iter().map(Item::marks).sum();
    assert!(score >= LEAST_SCORE, "{score} of 100");
    for item in ITEMS.iter().filter(|item| item.must_be_full()) {
        assert_eq!(item.marks(), 2, "{} {}", item.number, item.what);
    }
}

#[test]
fn every_proof_of_the_card_is_there() {
    for item in ITEMS {
        for seen in item.seen {
            if let Proved(file, name) = seen {
                let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
                assert!(text.contains(&format!("fn {name}(")), "{}: {file} has no {name}", item.number);
            }
        }
    }
}

/// Plays everything that is driven, and prints the table. By hand: the same tests run with all others, too.
#[test]
#[ignore = "drives the whole card again, to print its table"]
fn the_score_is_driven() {
    let mut score = 0;
    println!("| # | item | score | seen by |\n|---|---|---|---|");
    for item in ITEMS {
        let mut seen = Vec::new();
        let mut failed = 0;
        for way in item.seen {
            match way {
                Seen::Driven(name, drive) => {
                    let holds = catch_unwind(drive).is_ok();
                    failed += usize::from(!holds);
                    seen.push(format!("{}{name}", if holds { "" } else { "FAILED " }));
                }
                Proved(file, name) => seen.push(format!("{file} {name}")),
                Lacks(what) => seen.push(format!("lacks {what}")),
            }
        }
        let marks = if failed > 0 { 0 } else { item.marks() };
        score += marks;
        println!("| {} | {} | {marks} | {} |", item.number, item.what, seen.join("; "));
    }
    println!("\n{score} of {}", 2 * ITEMS.len());
    assert!(score >= LEAST_SCORE);
}
