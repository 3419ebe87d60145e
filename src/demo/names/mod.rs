//! Invented people's names with their readings. Nobody is meant.

mod given;
mod surnames;

use self::given::{ELDERLY, FROM_ABROAD, Given, MEN, MEN_LAST, WOMEN, WOMEN_LAST, WORKING};
use self::surnames::SURNAMES;
use super::dice::Dice;
use super::plan::Shuffle;
use crate::domain::PatientId;

/// A name and its reading, family name first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As written.
    pub(super) name: String,
    /// In kana.
    pub(super) kana: String,
}

/// Hands out names of staff, no two of which could be taken for each other.
pub(super) struct Roll {
    places: Shuffle,
    givens: i64,
    seed: u64,
}

impl Roll {
    /// A roll long enough for `people`.
    pub(super) fn of(people: i64, seed: u64) -> Roll {
        let listed = WORKING.len() as i64;
        let surnames = SURNAMES.len() as i64;
        let givens = if people <= surnames * listed { listed } else { composed_count() };
        Roll { places: Shuffle::of(surnames * givens, seed), givens, seed }
    }

    /// The name of the `number`th person; the dice choose between its writings.
    pub(super) fn name(&self, number: i64, dice: &mut Dice) -> Name {
        let place = self.places.place(number);
        let surname = place / self.givens;
        // Each surname begins elsewhere in the list, so that neighbours have nothing in common.
        let begin = Dice::of(self.seed, PatientId(surname).id()).below(self.givens);
        let given = (place + begin) % self.givens;
        let (given, given_kana) = if self.givens == WORKING.len() as i64 {
            let (name, kana) = WORKING[given as usize];
            (name.to_owned(), kana.to_owned())
        } else {
            composed(given)
        };
        joined(SURNAMES[surname as usize], &given, &given_kana, dice)
    }
}

/// The name of somebody from abroad.
pub(super) fn from_abroad(number: i64) -> Name {
    let (name, kana) = FROM_ABROAD[(number as usize) % FROM_ABROAD.len()];
    Name { name: name.to_owned(), kana: kana.to_owned() }
}

/// The name of a patient.
pub(super) fn elderly(dice: &mut Dice) -> Name {
    let (given, kana) = *dice.pick(ELDERLY);
    joined(*dice.pick(SURNAMES), given, kana, dice)
}

/// The name of an office's head.
pub(super) fn of_age(dice: &mut Dice) -> Name {
    let (given, kana) = *dice.pick(WORKING);
    joined(*dice.pick(SURNAMES), given, kana, dice)
}

/// Two patients whose names are told apart by one stroke.
pub(super) fn taken_for_each_other(which: usize) -> Name {
    const PAIR: [&str; 2] = ["斉藤 一郎", "齋藤 一郎"];
    Name { name: PAIR[which % 2].to_owned(), kana: "サイトウ イチロウ".to_owned() }
}

/// The same name in its other writing; itself where there is only one.
pub(super) fn written_otherwise(name: &Name) -> Name {
    let Some((family, given)) = name.name.split_once(' ') else { return name.clone() };
    let line = SURNAMES.iter().find(|(writings, _)| writings.split('|').any(|w| w == family));
    let other = line.and_then(|(writings, _)| writings.split('|').find(|w| *w != family)).unwrap_or(family);
    Name { name: format!("{other} {given}"), kana: name.kana.clone() }
}

/// The family names that have more than one writing begin at these places of the roll.
pub(super) fn with_variants(number: i64, dice: &mut Dice) -> Name {
    let variants: Vec<Given> = SURNAMES.iter().copied().filter(|(w, _)| w.contains('|')).collect();
    let surname = variants[(number as usize) % variants.len()];
    let (given, kana) = *dice.pick(WORKING);
    joined(surname, given, kana, dice)
}

fn joined((writings, family_kana): Given, given: &str, given_kana: &str, dice: &mut Dice) -> Name {
    let family = writings.split('|').nth(writing(writings, dice)).unwrap_or(writings);
    let kana = format!("{family_kana} {given_kana}");
    // Some offices type readings in hiragana.
    let kana = if dice.one_in(9) { kana.chars().map(hiragana).collect() } else { kana };
    Name { name: format!("{family} {given}"), kana }
}

fn writing(writings: &str, dice: &mut Dice) -> usize {
    let others = writings.matches('|').count() as i64;
    if others == 0 || dice.one_in(2) { 0 } else { dice.between(1, others) as usize }
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        other => other,
    }
}

fn composed_count() -> i64 {
    (MEN.len() * MEN_LAST.len() + WOMEN.len() * WOMEN_LAST.len()) as i64
}

fn composed(number: i64) -> (String, String) {
    let number = number as usize;
    let men = MEN.len() * MEN_LAST.len();
    let (first, last) = if number < men {
        (MEN[number / MEN_LAST.len()], MEN_LAST[number % MEN_LAST.len()])
    } else {
        let number = number - men;
        (WOMEN[number / WOMEN_LAST.len()], WOMEN_LAST[number % WOMEN_LAST.len()])
    };
    (format!("{}{}", first.0, last.0), format!("{}{}", first.1, last.1))
}
