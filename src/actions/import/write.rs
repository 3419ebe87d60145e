//! Writes what an importer planned; numbers of new rows are given here.

use crate::domain::*;
use crate::exchange::import::Write;
use crate::store::{StoreError, Tx};

/// Writes one planned row.
pub(super) fn put(tx: &mut Tx<'_>, write: Write) -> Result<(), StoreError> {
    match write {
        Write::NewUser(user) => tx.insert(&User { id: UserId(tx.next_number::<User>()?), ..*user }),
        Write::User(user) => tx.save(user.as_ref()),
        Write::NewGroup(group, patient) => {
            let patient = patient.map(|patient| new_patient(tx, *patient)).transpose()?;
            tx.insert(&Group { id: GroupId(tx.next_number::<Group>()?), patient, ..*group })
        }
        Write::Group(group) => tx.save(group.as_ref()),
        Write::NewInvitation(invitation, office) => {
            let inviter_office =
                if office.is_empty() { invitation.inviter_office } else { tx.office_named(&office)? };
            let id = InvitationId(tx.next_number::<Invitation>()?);
            tx.insert(&Invitation { id, inviter_office, ..*invitation })
        }
        Write::NewRecord(record) => {
            let id = Id { number: tx.next_number::<Record>()?, ..record.id };
            tx.insert(&Record { id, ..*record })
        }
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

/// A paper raises the version of whom it is about: an undo of an earlier act stops there.
fn touch_user(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    match tx.user_case(user)? {
        Some(case) => tx.save(&case.user),
        None => Ok(()),
    }
}

fn new_patient(tx: &mut Tx<'_>, patient: Patient) -> Result<PatientId, StoreError> {
    let id = PatientId(tx.next_number::<Patient>()?);
    tx.insert(&Patient { id, ..patient })?;
    Ok(id)
}
