//! The book against its source and against a transcription of its table made apart from it.

use std::collections::BTreeSet;

use super::super::clause::{Handling, Strength};
use super::*;
use crate::text::Lang;

const TRANSCRIPT: &str = include_str!("../../../tests/fixtures/clauses.tsv");
const SOURCE: &str = include_str!("../../../tests/fixtures/regulation.txt");

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn key(strength: Strength) -> String {
    serde_json::to_value(strength).unwrap().as_str().unwrap().to_owned()
}

fn letter(handling: Handling) -> char {
    match handling {
        Handling::Record => 'R',
        Handling::Show => 'S',
        Handling::Check => 'C',
        Handling::Do => 'D',
        Handling::Ask => 'A',
    }
}

fn transcribed(clause: &Clause) -> String {
    let holders: Vec<&str> = clause.holders.iter().map(|holder| holder.text().ja).collect();
    let handling: String = clause.handling.iter().map(|&handling| letter(handling)).collect();
    [clause.id.as_str(), clause.shown_as.ja, &holders.join("/"), &key(clause.strength), &handling].join("\t")
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

/// Misprinted words, or a Latin word printed with gaps between its letters.
fn looks_misprinted(text: &str) -> bool {
    let known = ["日本エンプレース", "泊江市", "關係", "脊髄等", "MC S"];
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '-';
    known.iter().any(|word| text.contains(word)) || text.split(|c| !is_letter(c)).any(|word| word.len() == 1)
}

#[test]
fn the_book_has_113_clauses_with_ids_of_their_own() {
    let ids: BTreeSet<&str> = BOOK.clauses().map(|clause| clause.id.as_str()).collect();
    assert_eq!((BOOK.clauses().count(), ids.len()), (113, 113));
}

#[test]
fn id_name_holders_strength_and_handling_agree_with_the_transcription() {
    let rows: Vec<String> = BOOK.clauses().map(transcribed).collect();
    let expected: Vec<&str> = TRANSCRIPT.lines().skip(1).collect();
    assert_eq!(rows, expected);
}

#[test]
fn every_line_of_a_clause_stands_in_the_source_in_its_order() {
    let source = solid(SOURCE);
    for clause in BOOK.clauses() {
        assert!(!solid(clause.ja).is_empty(), "{} has no text", clause.id);
        let mut rest = source.as_str();
        for line in clause.ja.lines().map(solid) {
            let Some(at) = rest.find(&line) else { panic!("{}: not in the source: {line}", clause.id) };
            rest = &rest[at + line.len()..];
        }
    }
}

#[test]
fn words_are_spaced_as_in_the_source_where_it_broke_no_line() {
    let broken = ["6-2", "F1-1"];
    for clause in BOOK.clauses().filter(|clause| !broken.contains(&clause.id.as_str())) {
        for line in clause.ja.lines() {
            assert!(SOURCE.contains(line), "{}: spaced otherwise: {line}", clause.id);
        }
    }
}

#[test]
fn every_misprint_is_marked_and_nothing_else_is() {
    for clause in BOOK.clauses() {
        assert_eq!(clause.misprint.is_some(), looks_misprinted(clause.ja), "{}: {}", clause.id, clause.ja);
        assert!(!looks_misprinted(&clause.corrected()), "{}", clause.id);
        let marked = clause.misprint.is_none_or(|misprint| clause.ja.contains(misprint.printed));
        assert!(marked, "{}: the mark is not in the text", clause.id);
    }
}

#[test]
fn every_clause_has_names_in_both_languages_and_a_gist_in_sentences() {
    for clause in BOOK.clauses() {
        for lang in [Lang::Ja, Lang::En] {
            assert!(!clause.shown_as.get(lang).is_empty(), "{}", clause.id);
            assert!(!clause.title.get(lang).is_empty(), "{}", clause.id);
        }
        let starts_well = clause.gist.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(starts_well && clause.gist.ends_with('.') && !clause.gist.contains("  "), "{}", clause.id);
        assert!(!clause.holders.is_empty() && !clause.handling.is_empty(), "{}", clause.id);
    }
}

#[test]
fn no_two_clauses_are_shown_alike() {
    for lang in [Lang::Ja, Lang::En] {
        let names: BTreeSet<&str> = BOOK.clauses().map(|clause| clause.shown_as.get(lang)).collect();
        assert_eq!(names.len(), 113);
    }
}

#[test]
fn no_english_text_contains_japanese_characters() {
    let own = [BOOK.city.en, BOOK.name.en];
    let parts = BOOK.parts.iter().map(|part| part.title.en);
    let clauses = BOOK.clauses().flat_map(|clause| {
        let holders = clause.holders.iter().map(|holder| holder.text().en);
        let handling = clause.handling.iter().map(|handling| handling.text().en);
        let words = [clause.gist, clause.shown_as.en, clause.title.en, clause.strength.text().en];
        words.into_iter().chain(holders).chain(handling)
    });
    for english in own.into_iter().chain(parts).chain(clauses) {
        assert!(!english.contains(is_japanese), "{english}");
    }
}

#[test]
fn the_regulation_holds_from_the_first_of_october_2018() {
    assert_eq!(BOOK.effective.to_string(), "2018-10-01");
}
