-- The last sign-in of each operator, by whichever way, is found without walking the ledger.
DROP INDEX ledger_of_sign_ins;
CREATE INDEX ledger_of_sign_ins ON ledger (actor, number)
    WHERE action IN ('session.sign_in', 'sign_in.command', 'sign_in.reading');
