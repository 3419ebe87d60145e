//! Mirror marks (MCS未反映) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::MirrorCase;
use crate::domain::{Case, Mirror};
use crate::text::Value;
use crate::text::date::today;

fn mark(case: &Case, value: impl Fn(&Mirror) -> Value) -> Value {
    read::<MirrorCase>(case, |c| value(&c.mirror))
}

/// The columns. What an act is called stands in a later layer: here it has its id.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("state", ("状態", "State"), 14, |c, _| mark(c, |m| word!(m.state))),
    Datum::new("object", ("対象", "Object"), 9, |c, _| mark(c, |m| Value::typed(&m.object.to_string()))),
    Datum::new("about", ("氏名・グループ名", "About"), 24, |c, _| {
        read::<MirrorCase>(c, |m| Value::typed(&m.about))
    }),
    Datum::new("action", ("操作", "Act"), 22, |c, _| mark(c, |m| Value::typed(&m.action))),
    Datum::new("opposite", ("取りやめ", "Opposite"), 8, |c, _| mark(c, |m| Value::mark(m.opposite))),
    Datum::new("entry", ("記録番号", "Entry"), 9, |c, _| mark(c, |m| Value::Number(m.entry))),
    Datum::new("settled_by", ("確認した人", "Settled by"), 9, |c, _| {
        mark(c, |m| Value::typed(&m.settled_by))
    }),
    Datum::new("settled_on", ("確認日", "Settled on"), 11, |c, _| {
        mark(c, |m| Value::day(m.settled_at.map(today)))
    }),
];
