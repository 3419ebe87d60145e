//! An approved erasure (様式3第5条(4)): every row that carries a patient's names, and the before-images of the ledger,
//! which lose their content and keep their hash. The chain is over hashes and stays whole.

use rusqlite::params;

use super::row::Row;
use super::{Reader, StoreError, Tx};
use crate::domain::{Consent, Group, GroupId, Id, Invitation, PatientId};

impl Reader<'_> {
    /// Every group that a patient ever had in the own office, deleted ones included.
    pub fn groups_ever_of(&self, patient: PatientId) -> Result<Vec<Group>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g WHERE g.patient = ? AND g.office = ? AND g.voided = 0 ORDER BY g.id",
            Group::select("g")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params![patient.0, self.office().0], Group::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every consent of a group, withdrawn ones included.
    pub fn consents_ever_of(&self, group: GroupId) -> Result<Vec<Consent>, StoreError> {
        let sql = format!(
            "SELECT {} FROM consents c WHERE c.\"group\" = ? AND c.voided = 0 ORDER BY c.id",
            Consent::select("c")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([group.0], Consent::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Every invitation into a group, whatever became of it.
    pub fn invitations_ever_into(&self, group: GroupId) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!(
            "SELECT {} FROM invitations i WHERE i.\"group\" = ? AND i.voided = 0 ORDER BY i.id",
            Invitation::select("i")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([group.0], Invitation::read)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Empties every before-image of these rows: those of the ledger, and those of this very write.
    pub fn empty_images(&mut self, rows: &[Id]) -> Result<(), StoreError> {
        for row in rows {
            let sql =
                "UPDATE ledger_images SET before = NULL WHERE noun = ? AND number = ? AND before IS NOT NULL";
            self.conn().prepare_cached(sql)?.execute(params![row.noun.word(), row.number])?;
        }
        self.forget_images(rows);
        Ok(())
    }
}
