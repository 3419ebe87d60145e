//! Rows: how a noun stands in its table. One declaration per noun gives columns, reading and writing.

use rusqlite::types::Value;

use crate::domain::Noun;

/// A noun's row in its table, apart from `voided`, which only undo touches.
pub trait Row: Sized {
    /// The table's name.
    const TABLE: &'static str;
    /// The columns after `id` and `version`, as [`Row::values`] gives them.
    const COLUMNS: &'static [&'static str];

    /// Which noun it is.
    fn noun(&self) -> Noun;
    /// The row's number.
    fn number(&self) -> i64;
    /// The version this value was read at.
    fn version(&self) -> u32;
    /// The column values, in the order of [`Row::COLUMNS`].
    fn values(&self) -> Vec<Value>;
    /// Reads `id, version, COLUMNS…` from the column at `at` on; columns may follow.
    fn read_at(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self>;

    /// Reads a row that begins with the first column.
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Self::read_at(row, 0)
    }

    /// Reads a row that an outer join may not have found.
    fn read_joined(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        let is_there = row.get_ref(at)? != rusqlite::types::ValueRef::Null;
        is_there.then(|| Self::read_at(row, at)).transpose()
    }

    /// How many columns [`Row::select`] names.
    fn width() -> usize {
        Self::COLUMNS.len() + 2
    }

    /// `id, version, COLUMNS…` for a SELECT over `alias`.
    fn select(alias: &str) -> String {
        let mut out = format!("{alias}.id, {alias}.version");
        for column in Self::COLUMNS {
            out.push_str(&format!(", {alias}.\"{column}\""));
        }
        out
    }
}

/// Declares how a domain struct stands in its table; `derived` columns follow from the others and are only written.
macro_rules! table {
    ($row:ident, $id:ident in $table:literal { $($field:ident $(as $column:literal)?),* $(,)? } $(derived { $($name:literal = $derive:expr),* $(,)? })?) => {
        impl $crate::store::row::Row for $crate::domain::$row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] =
                &[$($crate::store::row::table!(@name $field $($column)?),)* $($($name,)*)?];

            fn noun(&self) -> $crate::domain::Noun {
                $crate::domain::$id(0).id().noun
            }

            fn number(&self) -> i64 {
                self.id.0
            }

            fn version(&self) -> u32 {
                self.version
            }

            fn values(&self) -> Vec<rusqlite::types::Value> {
                vec![
                    $($crate::store::column::Column::put(&self.$field),)*
                    $($({ let derive: fn(&$crate::domain::$row) -> String = $derive; derive(self).into() },)*)?
                ]
            }

            fn read_at(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
                let mut place = at + 1;
                Ok($crate::domain::$row {
                    id: $crate::domain::$id(row.get(at)?),
                    version: row.get(at + 1)?,
                    $($field: {
                        place += 1;
                        $crate::store::row::take(row, place)?
                    },)*
                })
            }
        }
    };
    (@name $field:ident $column:literal) => { $column };
    (@name $field:ident) => { stringify!($field) };
}

pub(super) use table;

/// Reads one column of `row`.
pub(super) fn take<T: super::column::Column>(row: &rusqlite::Row<'_>, place: usize) -> rusqlite::Result<T> {
    let value = row.get_ref(place)?;
    T::take(value)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(place, value.data_type(), Box::new(error)))
}
