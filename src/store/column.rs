//! How domain values stand in columns: days and instants as ISO text, words as their English word, ids as numbers.

use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use crate::domain::*;
use crate::text::date::{Day, Instant, instant_iso};

/// A value that a column can hold.
pub trait Column: Sized {
    /// The value as the column holds it.
    fn put(&self) -> Value;
    /// Reads the value back; anything else in the column is damage.
    fn take(value: ValueRef<'_>) -> FromSqlResult<Self>;
}

impl Column for String {
    fn put(&self) -> Value {
        Value::Text(self.clone())
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<String> {
        value.as_str().map(str::to_owned)
    }
}

impl Column for i64 {
    fn put(&self) -> Value {
        Value::Integer(*self)
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<i64> {
        value.as_i64()
    }
}

impl Column for u32 {
    fn put(&self) -> Value {
        Value::Integer(i64::from(*self))
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<u32> {
        u32::try_from(value.as_i64()?).map_err(|_| FromSqlError::InvalidType)
    }
}

impl Column for bool {
    fn put(&self) -> Value {
        Value::Integer(i64::from(*self))
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<bool> {
        value.as_i64().map(|n| n != 0)
    }
}

impl Column for Day {
    fn put(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Day> {
        value.as_str()?.parse().map_err(|_| FromSqlError::InvalidType)
    }
}

impl Column for Instant {
    fn put(&self) -> Value {
        Value::Text(instant_iso(*self))
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Instant> {
        value.as_str()?.parse().map_err(|_| FromSqlError::InvalidType)
    }
}

impl Column for Id {
    fn put(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Id> {
        value.as_str()?.parse().map_err(|_| FromSqlError::InvalidType)
    }
}

impl<T: Column> Column for Option<T> {
    fn put(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::put)
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Option<T>> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::take(value).map(Some),
        }
    }
}

/// Lets values with an English word be stored as that word.
macro_rules! word_columns {
    ($($name:ident),* $(,)?) => {$(
        impl Column for $name {
            fn put(&self) -> Value {
                Value::Text(self.word().to_owned())
            }

            fn take(value: ValueRef<'_>) -> FromSqlResult<$name> {
                let word = value.as_str()?;
                $name::ALL.iter().copied().find(|v| v.word() == word).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}

word_columns!(
    ConsentKind,
    Decided,
    EndReason,
    GroupKind,
    GroupState,
    InvitationState,
    JudgedBy,
    Level,
    MirrorState,
    Occupation,
    OfficeState,
    PledgeKind,
    Role,
    Through,
);

/// Lets typed ids be stored as their number.
macro_rules! id_columns {
    ($($name:ident),* $(,)?) => {$(
        impl Column for $name {
            fn put(&self) -> Value {
                Value::Integer(self.0)
            }

            fn take(value: ValueRef<'_>) -> FromSqlResult<$name> {
                value.as_i64().map($name)
            }
        }
    )*};
}

id_columns!(
    ConsentId,
    DecisionId,
    GroupId,
    HoldId,
    InvitationId,
    MembershipId,
    MirrorId,
    OfficeId,
    PatientId,
    PledgeId,
    ReviewId,
    SanctionId,
    TrainingId,
    UserId,
);
