//! Who may sign in to a demo store, and with which passphrase.

use super::dice::Dice;
use super::plan::{CITY_DESK, HOME};
use super::world::World;
use crate::domain::{Actor, Id, Noun, Role, UserId};

/// An operator of a demo store. The passphrase guards invented people only.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Who signs in.
    pub actor: Actor,
    /// With what: 13 characters or more.
    pub passphrase: String,
}

const WORDS: [&str; 24] = [
    "momiji",
    "kawara",
    "suzume",
    "tsubaki",
    "akari",
    "hotaru",
    "komachi",
    "sakana",
    "wakaba",
    "nagisa",
    "kogane",
    "hibari",
    "mikan",
    "fukurou",
    "asagao",
    "yuzuki",
    "konoha",
    "tanpopo",
    "shizuku",
    "minato",
    "kazaguruma",
    "botan",
    "kirin",
    "usagi",
];

impl World {
    /// The operators: two admins of the signed-in office, its head, and the city's desk.
    pub(super) fn accounts(&self) -> Vec<Account> {
        let admin = |number: i64| Actor {
            operator: UserId(number).to_string(),
            role: Role::Admin,
            office: HOME,
            user: Some(UserId(number)),
            name: self.name(number).name,
        };
        let head = Actor {
            operator: "H-0001".to_owned(),
            role: Role::Head,
            office: HOME,
            user: None,
            name: self.office(HOME.0).head_name,
        };
        let city = Actor {
            operator: "C-0001".to_owned(),
            role: Role::City,
            office: CITY_DESK,
            user: None,
            name: self.office(CITY_DESK.0).head_name,
        };
        let actors = [admin(1), admin(2), head, city].into_iter().enumerate();
        actors
            .map(|(place, actor)| {
                let row = Id { noun: Noun::Entry, number: -(place as i64) - 1 };
                Account { actor, passphrase: passphrase(&mut self.dice(row)) }
            })
            .collect()
    }
}

fn passphrase(dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..3).map(|_| *dice.pick(&WORDS)).collect();
    format!("{}-{}", words.join("-"), dice.between(10, 99))
}
