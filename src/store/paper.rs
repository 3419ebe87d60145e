//! Papers and trainings as registers: each stands in a table of its own, and is read as one record.

use rusqlite::OptionalExtension;

use super::page::{Order, Read, Segment, Source};
use super::{Ask, Key, Page, Reader, StoreError, Window};
use crate::domain::case::RecordCase;
use crate::domain::{Case, Id, Noun};

// The latest day first, of equal days the latest row: keys run upwards, so that both count down.
macro_rules! newest {
    ($alias:literal, $day:literal) => {
        &[Segment {
            condition: "1",
            keys: &[
                concat!("-CAST(replace(", $alias, ".", $day, ", '-', '') AS INTEGER)"),
                concat!("-", $alias, ".id"),
            ],
        }]
    };
}

/// How a paper's table is read as records.
struct Paper {
    source: Source,
    /// `id, version` and the columns of a record, then the names beside it.
    select: &'static str,
}

static CONSENTS: Paper = Paper {
    source: Source {
        from: "consents c JOIN groups g ON g.id = c.\"group\" LEFT JOIN patients p ON p.id = g.patient",
        related_from: "consents c JOIN groups g ON g.id = c.\"group\" LEFT JOIN patients p ON p.id = g.patient",
        alias: "c",
        scope: "c.voided = 0 AND g.office = :office",
        search: &[
            "g.search",
            "p.folded",
            "folded(c.kept_at)",
            "folded(c.signers)",
            "folded(c.facts)",
            "printf('dー%04d', c.id)",
            "folded(CASE WHEN c.withdrawn_on IS NULL THEN '有効 Valid' WHEN c.facts ->> 'ended_by' = 'handover' \
             THEN '引継ぎで終了 Ended by handover' ELSE '撤回 Withdrawn' END)",
            "folded(CASE c.kind WHEN 'waiver' THEN '第6条第2項 Art. 6 para. 2 6-2' ELSE '第6条第1項 Art. 6 para. 1 6-1' END)",
        ],
        orders: &[
            Order { id: "newest", segments: newest!("c", "signed_on") },
            Order { id: "dated", segments: &[Segment { condition: "1", keys: &["c.signed_on", "c.id"] }] },
            Order { id: "id", segments: &[Segment { condition: "1", keys: &["c.id"] }] },
        ],
        relations: &[(Noun::Group, "c.\"group\" = :related"), (Noun::Patient, "g.patient = :related")],
        conditions: &[
            ("valid", "c.withdrawn_on IS NULL"),
            ("waiver", "c.kind = 'waiver' AND c.withdrawn_on IS NULL"),
        ],
    },
    select: "c.id, c.version, 'consent', g.office, NULL, c.\"group\", g.patient, \
             CASE WHEN c.withdrawn_on IS NULL THEN 'valid' WHEN c.facts ->> 'ended_by' = 'handover' THEN 'handed_over' \
             ELSE 'withdrawn' END, c.withdrawn_on IS NULL, c.signed_on, \
             NULL, c.kept_at, json_patch(coalesce(c.facts, '{}'), json_object('kind', c.kind, 'signers', c.signers, \
             'withdrawn_on', c.withdrawn_on)), '', '', g.title, coalesce(p.name, ''), '', p.born_on",
};

static PLEDGES: Paper = Paper {
    source: Source {
        from: "pledges p JOIN users u ON u.id = p.user",
        related_from: "pledges p JOIN users u ON u.id = p.user",
        alias: "p",
        scope: "p.voided = 0 AND u.office = :office",
        search: &[
            "u.search",
            "folded(p.kept_at)",
            "folded(p.facts)",
            "printf('fー%04d', p.id)",
            "folded('有効 Valid')",
            "folded(CASE p.kind WHEN 'waiver' THEN '第9条第2項 Art. 9 para. 2 9-2' ELSE '第9条第1項 Art. 9 para. 1 9-1' END)",
        ],
        orders: &[
            Order { id: "newest", segments: newest!("p", "signed_on") },
            Order { id: "dated", segments: &[Segment { condition: "1", keys: &["p.signed_on", "p.id"] }] },
            Order { id: "id", segments: &[Segment { condition: "1", keys: &["p.id"] }] },
        ],
        relations: &[(Noun::User, "p.user = :related")],
        conditions: &[("waiver", "p.kind = 'waiver'")],
    },
    select: "p.id, p.version, 'pledge', u.office, p.user, NULL, NULL, 'valid', 1, p.signed_on, NULL, p.kept_at, \
             json_patch(coalesce(p.facts, '{}'), json_object('kind', p.kind)), '', u.name, '', '', u.mail, NULL",
};

static TRAININGS: Paper = Paper {
    source: Source {
        from: "trainings t JOIN users u ON u.id = t.user",
        related_from: "trainings t JOIN users u ON u.id = t.user",
        alias: "t",
        scope: "t.voided = 0 AND t.office = :office",
        search: &[
            "u.search",
            "folded(t.topic)",
            "folded(t.facts)",
            "printf('tー%04d', t.id)",
            "folded('受講済 Attended')",
            "folded('第9条第1項 Art. 9 para. 1 9-1')",
        ],
        orders: &[
            Order { id: "newest", segments: newest!("t", "held_on") },
            Order { id: "dated", segments: &[Segment { condition: "1", keys: &["t.held_on", "t.id"] }] },
            Order { id: "id", segments: &[Segment { condition: "1", keys: &["t.id"] }] },
        ],
        relations: &[(Noun::User, "t.user = :related")],
        conditions: &[("pledge", "t.covers_pledge = 1")],
    },
    select: "t.id, t.version, 'training', t.office, t.user, NULL, NULL, 'held', 0, t.held_on, NULL, '', \
             json_patch(coalesce(t.facts, '{}'), json_object('topic', t.topic, \
             'covers_pledge', CASE t.covers_pledge WHEN 1 THEN 'yes' END)), '', u.name, '', '', u.mail, NULL",
};

fn paper(noun: Noun) -> Result<&'static Paper, StoreError> {
    match noun {
        Noun::Consent => Ok(&CONSENTS),
        Noun::Pledge => Ok(&PLEDGES),
        Noun::Training => Ok(&TRAININGS),
        _ => Err(StoreError::Damaged("not a paper".into())),
    }
}

fn read(noun: Noun) -> Result<Read<'static, RecordCase>, StoreError> {
    let paper = paper(noun)?;
    let select = paper.select.to_owned();
    Ok(Read { source: &paper.source, select, columns: super::record::WIDTH, read: super::record::read_case })
}

impl Reader<'_> {
    /// A page of consents, pledges or trainings, each as a record.
    pub fn papers(
        &self,
        noun: Noun,
        ask: &Ask,
        window: &Window,
        limit: usize,
    ) -> Result<Page<Case>, StoreError> {
        read(noun)?.page(self, ask, window, limit)?.completed(Ok)
    }

    /// The place of a paper in the asked order.
    pub fn locate_paper(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read(id.noun)?.locate(self, ask, id)
    }

    /// How many there are.
    pub fn count_papers(&self, noun: Noun, ask: &Ask) -> Result<u64, StoreError> {
        read(noun)?.count(self, ask)
    }

    /// A paper of the own office, as a record.
    pub fn paper_case(&self, id: Id) -> Result<Option<RecordCase>, StoreError> {
        let Paper { source, select } = paper(id.noun)?;
        let (from, scope) = (source.from, source.scope);
        let sql = format!("SELECT {select} FROM {from} WHERE {}.id = :id AND {scope}", source.alias);
        let bound = rusqlite::named_params! { ":id": id.number, ":office": self.office().0 };
        Ok(self.conn().prepare_cached(&sql)?.query_row(bound, super::record::read_case).optional()?)
    }
}
