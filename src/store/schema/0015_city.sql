-- The published list (第3条(2)): since when an office stands in it. What was shown as published until now goes on to be.
ALTER TABLE offices ADD COLUMN published_on TEXT;
UPDATE offices SET published_on = agreed_on WHERE state = 'registered' AND agreed_on IS NOT NULL;
CREATE INDEX offices_by_state ON offices (state, name, id) WHERE voided = 0;
-- Applications (様式1・2) are the desk's, whichever office they are for.
CREATE INDEX records_of_applications ON records (open, dated_on, id) WHERE register = 'application' AND voided = 0;
-- Who must be in the administrators' room, over all offices.
CREATE INDEX groups_room ON groups (admin_room) WHERE admin_room = 1 AND voided = 0;
CREATE INDEX users_appointed ON users (office, id) WHERE admin_since IS NOT NULL AND voided = 0;

-- Registers and papers, newest first: keys run upwards, so that days and numbers count down.
CREATE INDEX records_by_urgency ON records (office, register, open, coalesce(due_on, '9999-12-31'),
    -CAST(replace(dated_on, '-', '') AS INTEGER), -id) WHERE voided = 0;
CREATE INDEX records_newest ON records (office, register, open, -CAST(replace(dated_on, '-', '') AS INTEGER), -id)
    WHERE voided = 0;
CREATE INDEX consents_newest ON consents (-CAST(replace(signed_on, '-', '') AS INTEGER), -id) WHERE voided = 0;
CREATE INDEX pledges_newest ON pledges (-CAST(replace(signed_on, '-', '') AS INTEGER), -id) WHERE voided = 0;
CREATE INDEX trainings_newest ON trainings (office, -CAST(replace(held_on, '-', '') AS INTEGER), -id) WHERE voided = 0;

-- Patients by their reading (五十音順). Of those that are here already the group has the key, made of the same kana.
ALTER TABLE patients ADD COLUMN sort TEXT NOT NULL DEFAULT '';
CREATE INDEX groups_by_patient_for_now ON groups (patient);
UPDATE patients SET sort = coalesce((SELECT g.sort FROM groups g WHERE g.patient = patients.id
    ORDER BY g.id DESC LIMIT 1), '');
DROP INDEX groups_by_patient_for_now;
CREATE INDEX patients_in_order ON patients (office, sort, name, id) WHERE voided = 0;
