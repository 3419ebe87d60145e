//! What a list says otherwise than the register, and what it says of somebody whom the register does not have.

use super::people::mailbox;
use crate::domain::User;
use crate::exchange::Person;
use crate::sentence;
use crate::text::{Sentence, Shown};

/// What is known of a form's answers already, by field, as one would type it.
type Typed = Vec<(&'static str, String)>;

/// What differs.
pub(super) struct Differences {
    /// In words.
    pub says: Sentence,
    /// What the form that mends it begins with.
    pub answers: Typed,
}

/// What differs, as far as the list says anything; blanks in names are no difference.
pub(super) fn of(user: &User, person: &Person) -> Option<Differences> {
    let bare = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let name = Some(&person.name).filter(|name| bare(name) != bare(&user.name));
    let occupation = person.occupation.filter(|occupation| *occupation != user.occupation);
    let mail = mailbox(&person.mail).filter(|there| mailbox(&user.mail).as_ref() != Some(there));
    let mail = mail.map(|_| &person.mail);
    let said: Vec<Sentence> = [
        name.map(|name| sentence!("氏名 {name}", "name {name}", name = Shown::new(name))),
        occupation.map(|it| sentence!("職種 {it}", "occupation {it}", it = it.label())),
        mail.map(|mail| sentence!("メール {mail}", "mail {mail}", mail = Shown::new(mail))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let answers: Typed = [
        name.map(|name| ("name", name.clone())),
        occupation.map(|occupation| ("occupation", occupation.word().to_owned())),
        mail.map(|mail| ("mail", mail.clone())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let differs = !answers.is_empty();
    let says = sentence!(
        "{name}（{row}行目）：MCSでは {there}",
        "{name} (row {row}): in MCS {there}",
        name = Shown::new(&user.name),
        row = person.row,
        there = Sentence::in_a_row(&said)
    );
    let answers = answers.into_iter().filter(|(_, text)| is_harmless(text)).collect();
    differs.then_some(Differences { says, answers })
}

/// What the list says of somebody, for the form that registers the person.
pub(super) fn typed(person: &Person) -> Typed {
    let occupation = person.occupation.map(|occupation| ("occupation", occupation.word().to_owned()));
    filled([("name", &person.name), ("mail", &person.mail)]).chain(occupation).collect()
}

/// What the list says of somebody of another office, for the form that invites the person.
pub(super) fn invited(person: &Person) -> Typed {
    filled([("name", &person.name), ("office", &person.office), ("mail", &person.mail)]).collect()
}

fn filled<const N: usize>(
    fields: [(&'static str, &String); N],
) -> impl Iterator<Item = (&'static str, String)> {
    let is_filled = |text: &str| !text.is_empty() && is_harmless(text);
    fields.into_iter().filter(move |(_, text)| is_filled(text)).map(|(field, text)| (field, text.clone()))
}

/// True for what a form may begin with: a text that is shown as it stands. Any other is seen, and typed by a person.
fn is_harmless(text: &str) -> bool {
    Shown::new(text).as_str() == text
}
