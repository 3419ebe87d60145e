//! 本日の対応: everything due that the register knows of, one list, by deadline.
//!
//! Each row says why (its clause), since when and until when, and which action settles it. A gap in a duty is
//! 要対応, any other 要検討.

use serde::Serialize;

use crate::domain::{Context, Id};
use crate::regulation::approval::due;
use crate::regulation::clause::{ClauseId, Gap, id};
use crate::sentence;
use crate::store::{Duty, Found, Reader, StoreError};
use crate::text::date::Day;
use crate::text::{Lang, Sentence, Shown, Text};

/// How many rows of one kind the list holds; the rest follow when these are done.
pub const PER_KIND: u32 = 200;

/// Something due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// What kind of thing, as a stable word.
    pub id: &'static str,
    /// What kind of thing, in two or three words.
    pub kind: Text,
    /// What is to be done, with the name.
    pub sentence: Sentence,
    /// Why.
    pub clause: ClauseId,
    /// The day it counts from.
    pub since: Option<Day>,
    /// The last day, inclusive; `None` where it is overdue from the first day on.
    pub until: Option<Day>,
    /// The row to act on.
    pub target: Id,
    /// The id of the action that settles it.
    pub action: &'static str,
    /// The names in the sentence, as stored: what masking hides.
    pub names: Vec<String>,
}

/// One kind of duty: the question, its words, and how its deadline follows from the day found.
struct Kind {
    duty: Duty,
    /// A stable word for JSON.
    id: &'static str,
    label: Text,
    clause: ClauseId,
    action: &'static str,
    /// Periods that ended before this day are due.
    before: fn(&Context) -> Day,
    until: fn(&Found, &Context) -> Option<Day>,
}

/// Every kind, in the order of equal deadlines.
const KINDS: &[Kind] = &[
    Kind {
        duty: Duty::ToApprove,
        id: "to_approve",
        label: Text::new("承認待ち", "To approve"),
        clause: id("8-3"),
        action: "invitation.approve",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::ToJudge,
        id: "to_judge",
        label: Text::new("本人判断待ち", "To judge"),
        clause: id("N3-2"),
        action: "invitation.judge",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::ToAccept,
        id: "to_accept",
        label: Text::new("受理待ち", "To accept"),
        clause: id("N3-2"),
        action: "invitation.accept",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::Leaver,
        id: "left_still_member",
        label: Text::new("離れた人の参加", "Left, still a member"),
        clause: id("N1-4"),
        action: "membership.remove",
        before: Context::today,
        until: |found, ctx| later(found.day, ctx.settings.leave_removal_days),
    },
    Kind {
        duty: Duty::ToArchive,
        id: "to_archive",
        label: Text::new("保管候補", "To archive"),
        clause: id("N2-1"),
        action: "group.archive",
        before: Context::today,
        until: |found, ctx| later(found.day, ctx.settings.archive_within_days),
    },
    Kind {
        duty: Duty::Empty,
        id: "to_archive_empty",
        label: Text::new("保管候補（参加者なし）", "To archive (no member left)"),
        clause: id("N2-1"),
        action: "group.archive",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Consent,
        id: "no_consent",
        label: Text::new("同意書未取得", "No consent"),
        clause: id("6-1"),
        action: "group.record_consent",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Review,
        id: "sanction_review",
        label: Text::new("制限の見直し", "Sanction to review"),
        clause: id("8-4"),
        action: "user.lift",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::Pledge,
        id: "no_pledge",
        label: Text::new("誓約書なし", "No pledge"),
        clause: id("9-1"),
        action: "user.record_pledge",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Training,
        id: "training",
        label: Text::new("教育", "Training"),
        clause: id("9-1"),
        action: "user.record_training",
        before: |ctx| months_ago(ctx, ctx.settings.training_months),
        until: |found, ctx| found.day.map(|day| due(day, ctx.settings.training_months)),
    },
    Kind {
        duty: Duty::Password,
        id: "password_change",
        label: Text::new("パスワード変更", "Password change"),
        clause: id("11-2"),
        action: "user.record_password",
        before: |ctx| months_ago(ctx, ctx.settings.password_months.unwrap_or(u32::from(u16::MAX))),
        until: |found, ctx| found.day.zip(ctx.settings.password_months).map(|(day, months)| due(day, months)),
    },
    Kind {
        duty: Duty::Mirror,
        id: "to_do_in_mcs",
        label: Text::new("MCS未反映", "To do in MCS"),
        clause: id("8"),
        action: "mirror.confirm",
        before: Context::today,
        until: |found, _| found.day,
    },
];

/// Everything due for the office that looks, by deadline.
///
/// At most [`PER_KIND`] rows of each kind, so that a corporation of thousands gets its list as fast as a clinic.
pub fn due_today(reader: &Reader<'_>, ctx: &Context) -> Result<Vec<Due>, StoreError> {
    let mut rows = Vec::new();
    for kind in KINDS {
        let found = reader.due(kind.duty, (kind.before)(ctx), PER_KIND)?;
        for mut found in found {
            if kind.duty == Duty::Mirror {
                name_the_object(reader, &mut found)?;
            }
            rows.extend(row(kind, found, ctx));
        }
    }
    rows.sort_by_key(|due| (due.until.unwrap_or(Day::MAX), due.gap() != Gap::Open));
    Ok(rows)
}

fn row(kind: &Kind, found: Found, ctx: &Context) -> Option<Due> {
    let until = (kind.until)(&found, ctx);
    // A period that still runs is not due: the store counts days, the rule calendar months.
    let is_running =
        matches!(kind.duty, Duty::Training | Duty::Password) && until.is_some_and(|day| day >= ctx.today());
    (!is_running).then(|| Due {
        id: kind.id,
        kind: kind.label,
        sentence: sentence!(
            "{kind}：{names}",
            "{kind}: {names}",
            kind = kind.label,
            names = shown(&found.names)
        ),
        clause: kind.clause,
        since: found.day,
        until,
        target: found.id,
        action: kind.action,
        names: found.names,
    })
}

/// A mark names its object by id: the name of whom or what it is about stands beside it.
fn name_the_object(reader: &Reader<'_>, found: &mut Found) -> Result<(), StoreError> {
    if let Some(object) = found.names.first().and_then(|id| id.parse().ok()) {
        found.names.push(reader.name_of(object)?);
    }
    Ok(())
}

fn shown(names: &[String]) -> String {
    let names: Vec<Shown> = names.iter().map(|name| Shown::new(name)).collect();
    names.iter().map(Shown::as_str).collect::<Vec<_>>().join("  ")
}

fn later(day: Option<Day>, days: u32) -> Option<Day> {
    day.map(|day| day + chrono::Days::new(u64::from(days)))
}

fn months_ago(ctx: &Context, months: u32) -> Day {
    due(ctx.today(), 0).checked_sub_months(chrono::Months::new(months)).unwrap_or(Day::MIN)
}

impl Due {
    /// 要対応 for a duty, 要検討 for what is recommended.
    pub fn gap(&self) -> Gap {
        self.clause.clause().strength.gap()
    }

    /// Past its last day, or with no days at all.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.until.is_none_or(|until| until < today)
    }
}

/// JSON of `today --json`.
impl Serialize for Due {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Due", 8)?;
        out.serialize_field("id", &self.target)?;
        out.serialize_field("kind", self.id)?;
        out.serialize_field("text", self.sentence.get(Lang::Ja))?;
        out.serialize_field("text_en", self.sentence.get(Lang::En))?;
        out.serialize_field("clause", &self.clause)?;
        out.serialize_field("status", if self.gap() == Gap::Open { "open" } else { "review" })?;
        out.serialize_field("since", &self.since)?;
        out.serialize_field("until", &self.until)?;
        out.serialize_field("action", self.action)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::GroupState;
    use crate::domain::case::{GroupCase, OneCase, UserCase};
    use crate::store::Row;
    use crate::testing::{World, day};

    fn kinds(world: &World) -> Vec<(String, &'static str)> {
        let rows = due_today(&world.reader(), &world.ctx).expect("a store");
        rows.iter().map(|due| (due.target.to_string(), due.action)).collect()
    }

    fn change<R: Row>(world: &mut World, row: &R) {
        let scope = crate::actions::scope(&world.ctx);
        world.store.write(scope, day("2026-11-23"), |tx| tx.save(row)).expect("a saved row");
    }

    #[test]
    fn what_is_open_in_the_small_world_is_listed_by_deadline() {
        let world = World::new();
        let expected = [
            ("I-0001", "invitation.approve"),
            ("I-0003", "invitation.approve"),
            ("I-0004", "invitation.approve"),
            ("I-0002", "invitation.judge"),
            ("G-0002", "group.record_consent"),
            ("U-0004", "user.record_pledge"),
        ];
        assert_eq!(kinds(&world), expected.map(|(id, action)| (id.to_owned(), action)));
    }

    #[test]
    fn a_password_counts_calendar_months_to_the_day() {
        let mut world = World::new();
        let case = world.case("U-0003");
        let user = UserCase::of(&case).expect("a user").user.clone();
        change(
            &mut world,
            &crate::domain::User { password_changed_on: Some(day("2026-09-23")), ..user.clone() },
        );
        assert!(
            !kinds(&world).iter().any(|(_, action)| *action == "user.record_password"),
            "due today is not overdue"
        );
        let version = user.version + 1;
        change(
            &mut world,
            &crate::domain::User { password_changed_on: Some(day("2026-09-22")), version, ..user },
        );
        assert!(kinds(&world).contains(&("U-0003".to_owned(), "user.record_password")));
    }

    #[test]
    fn an_ended_group_is_to_be_archived_within_the_offices_days() {
        let mut world = World::new();
        let case = world.case("G-0001");
        let group = GroupCase::of(&case).expect("a group").group.clone();
        assert_eq!(group.state, GroupState::Active);
        change(&mut world, &crate::domain::Group { ended_on: Some(day("2026-11-10")), ..group });
        let rows = due_today(&world.reader(), &world.ctx).expect("a store");
        assert_eq!((rows[0].action, rows[0].until), ("group.archive", Some(day("2026-11-17"))));
        assert!(rows[0].is_overdue(world.ctx.today()));
    }
}
