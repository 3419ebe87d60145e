//! Tests of the slot file.

use chrono::DateTime;

use super::super::derive::tests::{CHEAP, COUNT};
use super::*;

const PASSPHRASE: &str = "みどり野の風と空";

fn new_slot<'a>(operator: &'a str, passphrase: &'a str) -> NewSlot<'a> {
    NewSlot {
        operator,
        kind: SlotKind::Operator,
        role: Some("admin"),
        label: "管理者の鍵",
        created: DateTime::from_timestamp_millis(1_795_000_000_123).unwrap(),
        passphrase,
        cost: CHEAP,
    }
}

fn two_slots() -> (Slots, DataKey) {
    let key = DataKey::random();
    let mut slots = Slots::new(&key, Purpose::Real);
    slots.add(&new_slot("U-0001", PASSPHRASE), &key).unwrap();
    slots.add(&new_slot("U-0002", "another long passphrase"), &key).unwrap();
    (slots, key)
}

fn reread(slots: &Slots) -> Slots {
    Slots::parse(&slots.to_bytes()).unwrap()
}

fn edited(slots: &Slots, edit: impl FnOnce(&mut serde_json::Value)) -> Result<Slots, SlotError> {
    let mut value = serde_json::to_value(slots).unwrap();
    edit(&mut value);
    Slots::parse(&serde_json::to_vec(&value).unwrap())
}

#[test]
fn each_operator_opens_with_the_own_passphrase() {
    let (slots, key) = two_slots();
    let slots = reread(&slots);
    assert_eq!(slots.unlock("U-0001", PASSPHRASE).unwrap().data, key);
    assert_eq!(slots.unlock("U-0002", "another long passphrase").unwrap().data, key);
}

#[test]
fn an_unknown_operator_and_a_wrong_passphrase_get_the_same_answer() {
    let (slots, _) = two_slots();
    for (operator, passphrase) in [("U-0001", "wrong"), ("U-0002", PASSPHRASE), ("U-0009", PASSPHRASE)] {
        let error = slots.unlock(operator, passphrase).unwrap_err();
        assert!(matches!(error, SlotError::WrongPassphrase), "{operator}: {error}");
    }
}

#[test]
fn an_unknown_operator_costs_the_same_derivation_as_a_wrong_passphrase() {
    let (slots, _) = two_slots();
    let cost = |operator| {
        let before = COUNT.get();
        slots.unlock(operator, "wrong").unwrap_err();
        COUNT.get() - before
    };
    assert_eq!([cost("U-0001"), cost("U-0009")], [1, 1]);
}

#[test]
fn a_removed_operator_cannot_open_and_the_last_slot_stays() {
    let (mut slots, key) = two_slots();
    slots.remove("U-0001").unwrap();
    assert!(slots.unlock("U-0001", PASSPHRASE).is_err());
    assert!(matches!(slots.remove("U-0002").unwrap_err(), SlotError::Last(_)));
    assert!(matches!(slots.remove("U-0001").unwrap_err(), SlotError::Unknown(_)));
    assert_eq!(slots.unlock("U-0002", "another long passphrase").unwrap().data, key);
}

#[test]
fn a_renewed_slot_opens_with_the_new_passphrase_only() {
    let (mut slots, key) = two_slots();
    slots.renew(&new_slot("U-0001", "the next passphrase"), &key).unwrap();
    assert!(slots.unlock("U-0001", PASSPHRASE).is_err());
    assert_eq!(slots.unlock("U-0001", "the next passphrase").unwrap().data, key);
    assert!(matches!(slots.add(&new_slot("U-0001", "x"), &key).unwrap_err(), SlotError::Exists(_)));
}

#[test]
fn the_data_key_changes_without_any_passphrase() {
    let (mut slots, old) = two_slots();
    let new = DataKey::random();
    slots.prepare(&old, &new).unwrap();
    let mut slots = reread(&slots);
    let between = slots.unlock("U-0001", PASSPHRASE).unwrap();
    assert_eq!((between.data, between.next), (old, Some(new.clone())), "both until it is settled");
    slots.settle(&new).unwrap();
    let slots = reread(&slots);
    let after = slots.unlock("U-0001", PASSPHRASE).unwrap();
    assert_eq!((after.data, after.next), (new.clone(), None));
    assert_eq!(slots.unlock("U-0002", "another long passphrase").unwrap().data, new);
}

#[test]
fn a_pair_once_opened_opens_the_next_data_key_too() {
    let (mut slots, old) = two_slots();
    let pair = slots.unlock("U-0001", PASSPHRASE).unwrap().pair;
    let new = DataKey::random();
    slots.prepare(&old, &new).unwrap();
    slots.settle(&new).unwrap();
    assert_eq!(slots.reopen("U-0001", &SlotKind::Operator, &pair).unwrap().data, new);
    let error = slots.reopen("U-0002", &SlotKind::Operator, &pair).unwrap_err();
    assert!(matches!(error, SlotError::SlotDamaged(_)), "another's slot: {error}");
}

#[test]
fn a_slot_put_in_by_a_stranger_never_receives_the_next_data_key() {
    let (mut slots, key) = two_slots();
    let strangers_key = DataKey::random();
    slots.add(&new_slot("U-0666", "stranger"), &strangers_key).unwrap();
    let before = slots.clone();
    let error = slots.prepare(&key, &DataKey::random()).unwrap_err();
    assert!(matches!(error, SlotError::SlotDamaged(operator) if operator == "U-0666"));
    assert_eq!(slots, before, "all or none");
}

#[test]
fn slots_of_different_kinds_stand_side_by_side_and_count_apart() {
    let (mut slots, key) = two_slots();
    let until = DateTime::from_timestamp_millis(1_795_086_400_123).unwrap();
    let enrolment = NewSlot { kind: SlotKind::Enrolment { until }, ..new_slot("U-0001", "ocean paper") };
    slots.add(&enrolment, &key).unwrap();
    slots.add(&NewSlot { kind: SlotKind::Recovery, ..new_slot("recovery", "envelope") }, &key).unwrap();
    let mut slots = reread(&slots);
    assert!(slots.unlock("U-0001", "ocean paper").is_err(), "a code is no passphrase");
    assert!(slots.unlock("recovery", "envelope").is_err(), "an envelope is no operator");
    let any_time = SlotKind::Enrolment { until: DateTime::UNIX_EPOCH };
    assert_eq!(slots.unlock_kind("U-0001", &any_time, "ocean paper").unwrap().data, key);
    assert_eq!(slots.operators().count(), 2);
    slots.withdraw("U-0001", &any_time).unwrap();
    slots.remove("U-0001").unwrap();
    assert!(matches!(slots.remove("U-0002").unwrap_err(), SlotError::Last(_)));
}

#[test]
fn an_enrolment_cannot_be_given_more_time_in_the_file() {
    let (mut slots, key) = two_slots();
    let kind = SlotKind::Enrolment { until: DateTime::from_timestamp_millis(1_795_000_000_000).unwrap() };
    slots.add(&NewSlot { kind: kind.clone(), ..new_slot("U-0003", "ocean paper") }, &key).unwrap();
    let longer = edited(&slots, |file| {
        file["slots"][2]["kind"]["enrolment"]["until"] = "2099-01-01T00:00:00Z".into();
    });
    assert!(longer.unwrap().unlock_kind("U-0003", &kind, "ocean paper").is_err());
}

#[test]
fn a_slot_moved_to_another_name_or_store_does_not_open() {
    let (slots, _) = two_slots();
    let other_store =
        edited(&slots, |file| file["store"] = "00112233445566778899aabbccddeeff".into()).unwrap();
    assert!(other_store.unlock("U-0001", PASSPHRASE).is_err());
    let other_name = edited(&slots, |file| file["slots"][0]["operator"] = "U-0003".into()).unwrap();
    assert!(matches!(other_name.unlock("U-0003", PASSPHRASE).unwrap_err(), SlotError::SlotDamaged(_)));
}

#[test]
fn a_damaged_slot_is_told_apart_from_a_wrong_passphrase_and_leaves_the_others_whole() {
    let (slots, key) = two_slots();
    let text = "ab".repeat(48);
    let slots = edited(&slots, |file| file["slots"][0]["private"]["text"] = text.into()).unwrap();
    assert!(matches!(slots.unlock("U-0001", PASSPHRASE).unwrap_err(), SlotError::SlotDamaged(_)));
    assert_eq!(slots.unlock("U-0002", "another long passphrase").unwrap().data, key);
}

#[test]
fn garbage_foreign_newer_and_damaged_files_are_told_apart() {
    let (slots, _) = two_slots();
    assert!(matches!(Slots::parse(b"\x00garbage").unwrap_err(), SlotError::Foreign));
    assert!(matches!(edited(&slots, |f| f["format"] = "x".into()).unwrap_err(), SlotError::Foreign));
    assert!(matches!(edited(&slots, |f| f["version"] = 3.into()).unwrap_err(), SlotError::Newer(3)));
    assert_eq!(edited(&slots, |f| f["version"] = 1.into()).unwrap(), slots, "version 1 is read");
    assert!(matches!(edited(&slots, |f| f["slots"] = "x".into()).unwrap_err(), SlotError::Damaged));
}

#[test]
fn only_a_demo_store_has_its_key_in_the_clear() {
    let (slots, key) = two_slots();
    assert!(matches!(slots.demo().unwrap_err(), SlotError::NotDemo));
    let clear: String = key.bytes().iter().map(|b| format!("{b:02x}")).collect();
    assert!(!String::from_utf8(slots.to_bytes()).unwrap().contains(&clear));

    let mut demo = Slots::new(&key, Purpose::Demo);
    demo.add(&new_slot("U-0001", PASSPHRASE), &key).unwrap();
    assert_eq!(reread(&demo).demo().unwrap(), (key, "U-0001"));
}

#[test]
fn changes_by_several_at_once_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let files = StoreFiles::at(&folder.path().join("x.db")).unwrap();
    let (slots, key) = two_slots();
    slots.write_new(&files).unwrap();
    std::thread::scope(|scope| {
        for n in 10..18 {
            let (files, key) = (&files, &key);
            scope.spawn(move || {
                let operator = format!("U-{n:04}");
                Slots::change(files, |slots| slots.add(&new_slot(&operator, PASSPHRASE), key)).unwrap();
            });
        }
    });
    let slots = Slots::read(&files).unwrap();
    assert_eq!(slots.operators().count(), 10);
    assert_eq!(slots.unlock("U-0017", PASSPHRASE).unwrap().data, key);
}

#[test]
fn a_missing_slot_file_is_told_as_missing() {
    let folder = tempfile::tempdir().unwrap();
    let files = StoreFiles::at(&folder.path().join("x.db")).unwrap();
    assert!(Slots::read(&files).unwrap_err().is_missing());
}
