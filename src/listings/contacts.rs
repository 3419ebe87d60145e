//! The emergency sheet (緊急連絡先一覧): whom to call, and what stops each device's line. Only what the office has entered.

use serde::Serialize;

use crate::domain::{Noun, Record};
use crate::regulation::register::contact::ContactKind;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Lang, Sentence, Shown, Text};

/// The sheet.
#[derive(Debug)]
pub struct Contacts {
    office: String,
    entered: Vec<(ContactKind, Vec<Record>)>,
    devices: Vec<Record>,
}

/// Reads the sheet: the contacts that are current, by kind, and the devices with a line to stop.
pub fn contacts(reader: &Reader<'_>) -> Result<Contacts, StoreError> {
    let office = reader.office_case()?.map_or(String::new(), |case| case.office.name);
    let current: Vec<Record> =
        reader.all_records(Noun::Contact)?.into_iter().filter(|contact| contact.is_open).collect();
    let of = |kind: &ContactKind| {
        current.iter().filter(|contact| contact.facts.text("kind") == kind.word()).cloned().collect()
    };
    let entered = ContactKind::ALL.iter().map(|kind| (*kind, of(kind))).collect();
    let devices = reader.all_records(Noun::Device)?;
    let devices = devices.into_iter().filter(|d| d.is_open && !d.facts.text("carrier").is_empty()).collect();
    Ok(Contacts { office, entered, devices })
}

const TITLE: Text = Text::new("緊急連絡先一覧", "Emergency contacts");
const DEVICES: Text = Text::new("端末ごとの回線停止", "To stop the line of a device");
const NONE: Text = Text::new(
    "  （未登録：緊急連絡先に登録します）",
    "  (not entered yet: add it to the emergency contacts)",
);
const NO_DEVICE: Text = Text::new(
    "  （端末に回線停止の連絡先がありません：端末の修正で登録します）",
    "  (no device has a line-stop number yet: edit the device)",
);

impl Contacts {
    /// The kinds with their contacts; police and others only where there are some.
    pub fn kinds(&self) -> impl Iterator<Item = (ContactKind, &[Record])> {
        let is_wanted = |kind| !matches!(kind, ContactKind::Police | ContactKind::Other);
        let shown =
            self.entered.iter().filter(move |(kind, contacts)| is_wanted(*kind) || !contacts.is_empty());
        shown.map(|(kind, contacts)| (*kind, contacts.as_slice()))
    }

    /// The devices with a line to stop.
    pub fn devices(&self) -> &[Record] {
        &self.devices
    }

    /// The sheet as plain text, to be printed and hung up.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![format!("{}  {}", TITLE.get(lang), Shown::new(&self.office)), String::new()];
        for (kind, contacts) in self.kinds() {
            lines.push(kind.label().get(lang).to_owned());
            lines.extend(contacts.iter().map(|contact| line(contact, &["phone", "name", "hours", "note"])));
            if contacts.is_empty() {
                lines.push(NONE.get(lang).to_owned());
            }
        }
        lines.push(DEVICES.get(lang).to_owned());
        lines.extend(
            self.devices
                .iter()
                .map(|device| format!("{}  {}", line(device, &["carrier", "model"]), device.id)),
        );
        if self.devices.is_empty() {
            lines.push(NO_DEVICE.get(lang).to_owned());
        }
        lines.extend([String::new(), first_steps().get(lang).to_owned(), String::new()]);
        lines.join("\n")
    }

    /// The sheet as JSON.
    pub fn json(&self) -> serde_json::Value {
        let contacts = self.entered.iter().flat_map(|(kind, contacts)| {
            contacts.iter().map(|contact| Json {
                kind: kind.word(),
                id: contact.id.to_string(),
                name: contact.facts.text("name"),
                phone: contact.facts.text("phone"),
                hours: contact.facts.text("hours"),
                note: contact.facts.text("note"),
            })
        });
        let devices = self.devices.iter().map(|device| Json {
            kind: "device",
            id: device.id.to_string(),
            name: device.facts.text("model"),
            phone: device.facts.text("carrier"),
            hours: "",
            note: "",
        });
        super::value(&contacts.chain(devices).collect::<Vec<_>>())
    }
}

fn line(record: &Record, facts: &[&str]) -> String {
    let known = facts.iter().map(|fact| record.facts.text(fact)).filter(|text| !text.is_empty());
    known.fold(" ".to_owned(), |line, text| format!("{line} {}", Shown::new(text)))
}

/// What to do first: the act itself, in one sentence.
fn first_steps() -> Sentence {
    sentence!(
        "紛失・不正利用に気づいたら：1 回線停止に電話 2 緊急の利用禁止（{key}）3 指示を記録",
        "At a loss or misuse: 1 stop the line by telephone, 2 emergency ban ({key}), 3 record the instruction",
        key = "d"
    )
}

#[derive(Serialize)]
struct Json<'a> {
    kind: &'static str,
    id: String,
    name: &'a str,
    phone: &'a str,
    hours: &'a str,
    note: &'a str,
}
