//! Writes what an importer planned; numbers of new rows are given here.

use crate::actions::register::end_on;
use crate::domain::*;
use crate::exchange::import::{Outsider, Write};
use crate::regulation::register::takes_place_of;
use crate::store::{StoreError, Tx};

/// Writes one planned row.
pub(super) fn put(tx: &mut Tx<'_>, write: Write) -> Result<(), StoreError> {
    match write {
        Write::NewUser(user) => tx.insert(&User { id: UserId(tx.next_number::<User>()?), ..*user }),
        Write::User(user) => tx.save(user.as_ref()),
        Write::NewPatient(patient) => new_patient(tx, *patient).map(|_| ()),
        Write::Patient(patient) => tx.save(patient.as_ref()),
        Write::NewMembership(membership, outsider) => {
            let user = match outsider {
                Some(person) => known_from_now_on(tx, &person)?,
                None => membership.user,
            };
            let id = MembershipId(tx.next_number::<Membership>()?);
            tx.insert(&Membership { id, user, ..*membership })
        }
        Write::Membership(membership) => tx.save(membership.as_ref()),
        Write::NewGroup(group, patient) => {
            let made = patient.map(|patient| new_patient(tx, *patient)).transpose()?;
            let patient = made.or(group.patient);
            tx.insert(&Group { id: GroupId(tx.next_number::<Group>()?), patient, ..*group })
        }
        Write::Group(group) => tx.save(group.as_ref()),
        Write::NewInvitation(invitation, office) => {
            let inviter_office =
                if office.is_empty() { invitation.inviter_office } else { tx.office_named(&office)? };
            let id = InvitationId(tx.next_number::<Invitation>()?);
            tx.insert(&Invitation { id, inviter_office, ..*invitation })
        }
        Write::NewRecord(record) => new_record(tx, *record),
        Write::Record(record) => tx.save(record.as_ref()),
        Write::Application(record, office) => application(tx, *record, office.map(|office| *office)),
        Write::Pledge(pledge) => tx.save(pledge.as_ref()),
        Write::Training(training) => tx.save(training.as_ref()),
        Write::Consent(consent) => tx.save(consent.as_ref()),
        Write::NewPledge(pledge) => {
            touch_user(tx, pledge.user)?;
            tx.insert(&Pledge { id: PledgeId(tx.next_number::<Pledge>()?), ..*pledge })
        }
        Write::NewTraining(training) => {
            touch_user(tx, training.user)?;
            tx.insert(&Training { id: TrainingId(tx.next_number::<Training>()?), ..*training })
        }
        Write::NewConsent(consent) => {
            if let Some(case) = tx.group_case(consent.group)? {
                tx.save(&case.group)?;
            }
            tx.insert(&Consent { id: ConsentId(tx.next_number::<Consent>()?), ..*consent })
        }
    }
}

/// A record, which ends those whose place it takes; among rows that hold at once the one of the latest day stays.
fn new_record(tx: &mut Tx<'_>, mut record: Record) -> Result<(), StoreError> {
    if record.is_open {
        let all = tx.all_records(record.id.noun)?.into_iter();
        let beside = all.filter(|old| old.is_open && takes_place_of(&record, old)).collect::<Vec<_>>();
        for mut old in beside {
            if old.dated_on > record.dated_on {
                end_on(&mut record, old.dated_on);
            } else {
                end_on(&mut old, record.dated_on);
                tx.save(&old)?;
            }
        }
    }
    let id = Id { number: tx.next_number::<Record>()?, ..record.id };
    tx.insert(&Record { id, ..record })
}

/// An application and its office, which is new with it or was led on by it.
fn application(tx: &mut Tx<'_>, record: Record, office: Option<Office>) -> Result<(), StoreError> {
    let of = match office {
        None => record.office,
        Some(office) if office.id.0 == 0 => {
            let id = OfficeId(tx.next_number::<Office>()?);
            tx.insert(&Office { id, ..office })?;
            id
        }
        Some(office) => {
            tx.save(&office)?;
            office.id
        }
    };
    if record.id.number > 0 {
        return tx.save(&record);
    }
    let id = Id { number: tx.next_number::<Record>()?, ..record.id };
    tx.insert(&Record { id, office: of, ..record })
}

/// A paper raises the version of whom it is about: an undo of an earlier act stops there.
fn touch_user(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    match tx.user_case(user)? {
        Some(case) => tx.save(&case.user),
        None => Ok(()),
    }
}

/// Somebody of another office, who may be on a row before.
fn known_from_now_on(tx: &mut Tx<'_>, person: &Outsider) -> Result<UserId, StoreError> {
    let office = tx.office_named(&person.office)?;
    if let Some(user) = tx.users_of_office_like(office, &person.name)?.into_iter().next() {
        return Ok(user.id);
    }
    let id = UserId(tx.next_number::<User>()?);
    tx.insert(&person.user(id, office))?;
    Ok(id)
}

fn new_patient(tx: &mut Tx<'_>, patient: Patient) -> Result<PatientId, StoreError> {
    let id = PatientId(tx.next_number::<Patient>()?);
    tx.insert(&Patient { id, ..patient })?;
    Ok(id)
}
