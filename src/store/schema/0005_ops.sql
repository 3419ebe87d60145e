-- What became of a request that its caller had named (`op`). Only what was done or refused is kept; a conflict or
-- an error may be asked again under the same name. The sentence of a refusal may name people.
CREATE TABLE ops (
    op          TEXT PRIMARY KEY,
    request     TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    entry       INTEGER,
    object      TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    sentence_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;
