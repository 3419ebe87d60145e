//! Pages of rows: keyset paging over any noun, in any of its orders, filtered and related.
//!
//! Never OFFSET, never the whole table: a page starts at a key. An order may fall into segments (open rows
//! before closed ones), each with an index of its own; a page runs over from one segment into the next.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::{Reader, StoreError};
use crate::domain::Id;
use crate::domain::Noun;
use crate::text::search::Needle;

/// Where a noun's rows come from.
pub struct Source {
    /// `users u`, with joins.
    pub from: &'static str,
    /// The same where only rows that belong to another one are asked for.
    pub related_from: &'static str,
    /// The alias of the row itself.
    pub alias: &'static str,
    /// SQL that holds for every row the office may see; `:office`, `:today` and `:desk` (1 for the city's) are bound.
    pub scope: &'static str,
    /// Columns with search keys.
    pub search: &'static [&'static str],
    /// Its orders; the first one is the usual one.
    pub orders: &'static [Order],
    /// Which rows belong to a row of another noun; `:related` is bound.
    pub relations: &'static [(Noun, &'static str)],
    /// Named conditions: filters, and the numbers in a pane's title.
    pub conditions: &'static [(&'static str, &'static str)],
}

/// One order of a listing.
pub struct Order {
    /// Its name on the command line (`--sort`).
    pub id: &'static str,
    /// Its segments, in sequence.
    pub segments: &'static [Segment],
}

/// A part of an order with a condition and keys of its own.
pub struct Segment {
    /// SQL that holds for the rows of this segment.
    pub condition: &'static str,
    /// Sort keys, ascending, the last one unique.
    pub keys: &'static [&'static str],
}

/// What is asked of a listing.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The order's id; the first order where `None`.
    pub order: Option<String>,
    /// Within each segment the other way round.
    pub way: Way,
    /// Filter text.
    pub needle: Option<Needle>,
    /// Only rows that belong to this one.
    pub related: Option<Id>,
    /// Only rows of this named condition.
    pub only: Option<&'static str>,
}

/// Which way an order runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// As the order says.
    #[default]
    Forward,
    /// The other way round.
    Backward,
}

impl Way {
    /// The other way.
    pub fn turned(self) -> Way {
        match self {
            Way::Forward => Way::Backward,
            Way::Backward => Way::Forward,
        }
    }
}

/// Where a page begins or ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// The first rows.
    First,
    /// The last rows.
    Last,
    /// The rows from this key on, this one included where it is still there.
    From(Key),
    /// The rows after this key.
    After(Key),
    /// The rows before this key.
    Before(Key),
}

/// The place of a row in an order. Means nothing in another order.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    segment: usize,
    values: Vec<Value>,
}

impl Key {
    /// True if a row that stood at `before` has left the rows it stood among for later ones: it is closed now.
    pub fn has_closed_since(&self, before: &Key) -> bool {
        self.segment > before.segment
    }
}

/// A page of rows with their keys.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<(Key, T)>,
    /// Rows stand before the first one.
    pub has_before: bool,
    /// Rows stand after the last one.
    pub has_after: bool,
}

impl<T> Page<T> {
    /// The page with its rows put together into their cases, all of them at once.
    pub(super) fn completed<C: Into<crate::domain::Case>>(
        self,
        complete: impl FnOnce(Vec<T>) -> Result<Vec<C>, StoreError>,
    ) -> Result<Page<crate::domain::Case>, StoreError> {
        let (keys, rows): (Vec<Key>, Vec<T>) = self.rows.into_iter().unzip();
        let cases = complete(rows)?.into_iter().map(Into::into);
        Ok(Page {
            rows: keys.into_iter().zip(cases).collect(),
            has_before: self.has_before,
            has_after: self.has_after,
        })
    }
}

/// A read of one noun: its source, what is asked, and how a row is read.
pub(super) struct Read<'a, T> {
    pub(super) source: &'a Source,
    pub(super) select: String,
    pub(super) columns: usize,
    pub(super) read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
}

impl<T> Read<'_, T> {
    /// At most `limit` rows at `window`.
    pub(super) fn page(
        &self,
        reader: &Reader<'_>,
        ask: &Ask,
        window: &Window,
        limit: usize,
    ) -> Result<Page<T>, StoreError> {
        let order = self.order(ask);
        let (way, start, inclusive) = match window {
            Window::First => (Way::Forward, None, false),
            Window::Last => (Way::Backward, None, false),
            Window::From(key) => (Way::Forward, Some(key), true),
            Window::After(key) => (Way::Forward, Some(key), false),
            Window::Before(key) => (Way::Backward, Some(key), false),
        };
        let mut rows = Vec::new();
        for segment in segments_from(order, way, start) {
            let start = start.filter(|key| key.segment == segment);
            let bound = Bound { segment, start, inclusive, way };
            rows.extend(self.segment(reader, ask, order, bound, limit + 1 - rows.len())?);
            if rows.len() > limit {
                break;
            }
        }
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let has_behind = match window {
            Window::First | Window::Last => false,
            Window::After(_) | Window::Before(_) => true,
            Window::From(_) => {
                rows.first().map_or(Ok(false), |(key, _)| self.any_before(reader, ask, order, key))?
            }
        };
        Ok(match way {
            Way::Forward => Page { rows, has_before: has_behind, has_after: has_more },
            Way::Backward => {
                rows.reverse();
                Page { rows, has_before: has_more, has_after: has_behind }
            }
        })
    }

    /// The key of a row in the asked order; `None` where the filter leaves it out.
    pub(super) fn locate(&self, reader: &Reader<'_>, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        let order = self.order(ask);
        for (segment, part) in order.segments.iter().enumerate() {
            let mut sql = Sql::new(format!("SELECT {} FROM {}", part.keys.join(", "), self.from(ask)));
            self.conditions(&mut sql, reader, ask, part);
            sql.and(&format!("{}.id = ?", self.source.alias), [id.number.into()]);
            let width = part.keys.len();
            let values = sql.one(reader.conn(), |row| (0..width).map(|i| row.get(i)).collect())?;
            if let Some(values) = values {
                return Ok(Some(Key { segment, values }));
            }
        }
        Ok(None)
    }

    /// How many rows there are.
    pub(super) fn count(&self, reader: &Reader<'_>, ask: &Ask) -> Result<u64, StoreError> {
        let mut sql = Sql::new(format!("SELECT count(*) FROM {}", self.from(ask)));
        let whole = Segment { condition: "1", keys: &[] };
        self.conditions(&mut sql, reader, ask, &whole);
        let count: Option<i64> = sql.one(reader.conn(), |row| row.get(0))?;
        Ok(count.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    }

    fn from(&self, ask: &Ask) -> &'static str {
        if ask.related.is_some() { self.source.related_from } else { self.source.from }
    }

    fn order(&self, ask: &Ask) -> &'static Order
    where
        Self: Sized,
    {
        let orders = self.source.orders;
        let named = ask.order.as_deref().and_then(|id| orders.iter().find(|o| o.id == id));
        named.unwrap_or(&orders[0])
    }

    fn any_before(
        &self,
        reader: &Reader<'_>,
        ask: &Ask,
        order: &Order,
        key: &Key,
    ) -> Result<bool, StoreError> {
        for segment in segments_from(order, Way::Backward, Some(key)) {
            let start = Some(key).filter(|key| key.segment == segment);
            let bound = Bound { segment, start, inclusive: false, way: Way::Backward };
            if !self.segment(reader, ask, order, bound, 1)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn segment(
        &self,
        reader: &Reader<'_>,
        ask: &Ask,
        order: &Order,
        bound: Bound<'_>,
        limit: usize,
    ) -> Result<Vec<(Key, T)>, StoreError> {
        let part = &order.segments[bound.segment];
        let (sign, direction) = match (bound.way, ask.way) {
            (Way::Forward, Way::Forward) | (Way::Backward, Way::Backward) => (">", "ASC"),
            (Way::Forward, Way::Backward) | (Way::Backward, Way::Forward) => ("<", "DESC"),
        };
        let mut sql =
            Sql::new(format!("SELECT {}, {} FROM {}", self.select, part.keys.join(", "), self.from(ask)));
        self.conditions(&mut sql, reader, ask, part);
        if let Some(key) = bound.start {
            let equal = if bound.inclusive { "=" } else { "" };
            let holes = vec!["?"; key.values.len()].join(", ");
            sql.and(
                &format!("({}) {sign}{equal} ({holes})", part.keys.join(", ")),
                key.values.iter().cloned(),
            );
        }
        let by: Vec<String> = part.keys.iter().map(|k| format!("{k} {direction}")).collect();
        sql.tail(&format!(" ORDER BY {} LIMIT {limit}", by.join(", ")));
        sql.all(reader.conn(), |row| {
            let values =
                (0..part.keys.len()).map(|i| row.get(self.columns + i)).collect::<rusqlite::Result<_>>()?;
            Ok((Key { segment: bound.segment, values }, (self.read)(row)?))
        })
    }

    fn conditions(&self, sql: &mut Sql, reader: &Reader<'_>, ask: &Ask, part: &Segment) {
        sql.office = reader.office().0;
        sql.today = reader.today().to_string();
        sql.desk = i64::from(reader.is_the_desk());
        sql.and(self.source.scope, []);
        sql.and(part.condition, []);
        if let Some(condition) = ask.only.and_then(|only| self.source.conditions.iter().find(|c| c.0 == only))
        {
            sql.and(condition.1, []);
        }
        if let Some(id) = ask.related {
            match self.source.relations.iter().find(|(noun, _)| *noun == id.noun) {
                Some((_, condition)) => sql.and(condition, [id.number.into()]),
                None => sql.and("0", []),
            }
        }
        for alternatives in ask.needle.iter().flat_map(|n| n.patterns()) {
            let (condition, values) = any_of(self.source.search, alternatives);
            sql.and(&condition, values);
        }
    }
}

/// Where a segment's rows begin, and which way they run.
#[derive(Clone, Copy)]
struct Bound<'k> {
    segment: usize,
    start: Option<&'k Key>,
    inclusive: bool,
    way: Way,
}

/// The segments a page runs over, from its start on.
fn segments_from(order: &Order, way: Way, start: Option<&Key>) -> Vec<usize> {
    let last = order.segments.len() - 1;
    match way {
        Way::Forward => (start.map_or(0, |k| k.segment)..=last).collect(),
        Way::Backward => (0..=start.map_or(last, |k| k.segment)).rev().collect(),
    }
}

/// One of the alternatives stands in one of the search columns.
fn any_of(columns: &[&str], alternatives: &[String]) -> (String, Vec<Value>) {
    let mut parts = Vec::new();
    let mut values = Vec::new();
    for column in columns {
        for pattern in alternatives {
            parts.push(format!("instr({column}, ?) > 0"));
            values.push(Value::Text(pattern.clone()));
        }
    }
    (format!("({})", parts.join(" OR ")), values)
}

/// A statement being put together: conditions with their values, in order; `:office`, `:today` and `:desk` by name.
struct Sql {
    text: String,
    conditions: Vec<String>,
    values: Vec<Value>,
    tail: String,
    office: i64,
    today: String,
    desk: i64,
}

impl Sql {
    fn new(text: String) -> Sql {
        Sql {
            text,
            conditions: Vec::new(),
            values: Vec::new(),
            tail: String::new(),
            office: 0,
            today: String::new(),
            desk: 0,
        }
    }

    /// Adds a condition; `?` and `:related` take the values in order.
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.replace(":related", "?"));
        self.values.extend(values);
    }

    fn tail(&mut self, tail: &str) {
        tail.clone_into(&mut self.tail);
    }

    /// The text with every hole numbered: the office is ?1, the day ?2, the desk ?3.
    fn finish(&self) -> (String, Vec<Value>) {
        let all = format!("{} WHERE {}{}", self.text, self.conditions.join(" AND "), self.tail);
        let named = all.replace(":office", "?1").replace(":today", "?2").replace(":desk", "?3");
        let mut out = String::with_capacity(named.len() + 16);
        let mut next = 4;
        let mut rest = named.as_str();
        while let Some(at) = rest.find('?') {
            let (before, hole) = rest.split_at(at);
            out.push_str(before);
            if hole[1..].starts_with(|c: char| c.is_ascii_digit()) {
                out.push('?');
            } else {
                out.push_str(&format!("?{next}"));
                next += 1;
            }
            rest = &hole[1..];
        }
        out.push_str(rest);
        let mut values = vec![self.office.into(), Value::Text(self.today.clone()), self.desk.into()];
        values.extend(self.values.iter().cloned());
        (out, values)
    }

    fn all<T>(
        &self,
        conn: &Connection,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let (text, values) = self.finish();
        let mut statement = conn.prepare_cached(&text)?;
        bind(&mut statement, &values)?;
        Ok(statement.raw_query().mapped(read).collect::<rusqlite::Result<_>>()?)
    }

    fn one<T>(
        &self,
        conn: &Connection,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let (text, values) = self.finish();
        let mut statement = conn.prepare_cached(&text)?;
        bind(&mut statement, &values)?;
        let mut rows = statement.raw_query();
        Ok(rows.next()?.map(read).transpose().optional()?.flatten())
    }
}

/// Binds the values that the statement has holes for: a listing need not name the office or the day.
fn bind(statement: &mut rusqlite::Statement<'_>, values: &[Value]) -> Result<(), StoreError> {
    for (place, value) in values.iter().enumerate().take(statement.parameter_count()) {
        statement.raw_bind_parameter(place + 1, value)?;
    }
    Ok(())
}
