//! Checks on devices: the yearly checklist, permits, boot passwords, virus protection, return and erasure.

use super::{Check, Counts, ListedIn, PLAIN, after_months, days_after, months_ago};
use crate::regulation::clause::id;
use crate::store::duty::device;
use crate::text::Text;

/// Definitions older than so many months are stale.
const DEFINITIONS_MONTHS: u32 = 1;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &device::NO_PERMIT,
        id: "device_no_permit",
        label: Text::new("許可のない個人端末", "Personal device without permit"),
        clause: id("F4-2-2"),
        also: &[id("12-10")],
        action: "device.permit",
        ..PLAIN
    },
    Check {
        duty: &device::LOST,
        id: "device_lost",
        label: Text::new("紛失した端末の事案なし", "Lost device without an incident"),
        clause: id("N3-10"),
        action: "device.emergency_ban",
        ..PLAIN
    },
    Check {
        duty: &device::NOT_ERASED,
        id: "device_not_erased",
        label: Text::new("未消去の個人端末", "Personal device not erased"),
        clause: id("F4-2-2"),
        action: "device.record_erasure",
        ..PLAIN
    },
    Check {
        duty: &device::RETURNED_UNERASED,
        id: "device_returned_unerased",
        label: Text::new("返却後に未消去の端末", "Returned device not erased"),
        clause: id("N3-7"),
        also: &[id("8-5")],
        action: "device.record_erasure",
        ..PLAIN
    },
    Check {
        duty: &device::LOST_WITHOUT_HOLDER,
        id: "device_lost_without_holder",
        label: Text::new("使用者のない紛失端末の事案なし", "Lost device without holder or incident"),
        clause: id("N3-10"),
        action: "incident.open",
        ..PLAIN
    },
    Check {
        duty: &device::OF_LEAVER,
        id: "device_of_leaver",
        label: Text::new("離れた人の端末", "Device of somebody who left"),
        clause: id("N3-7"),
        action: "device.record_return",
        until: |found, ctx| days_after(found.day, ctx.settings.leave_removal_days),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &device::UNCHECKED,
        id: "device_check",
        label: Text::new("端末の点検", "Device to check"),
        clause: id("8-5"),
        also: &[id("12")],
        action: "device.check",
        before: |ctx| months_ago(ctx, |settings| settings.device_check_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.device_check_months)),
        counts: Counts::OncePast,
        ..PLAIN
    },
    Check {
        duty: &device::BOOT_PASSWORD,
        id: "boot_password",
        label: Text::new("起動時パスワードの変更", "Boot password"),
        clause: id("12-1"),
        action: "device.check",
        before: |ctx| months_ago(ctx, |settings| settings.boot_password_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.boot_password_months)),
        counts: Counts::OncePast,
        listed: ListedIn::Board,
        ..PLAIN
    },
    Check {
        duty: &device::ANTIVIRUS,
        id: "antivirus",
        label: Text::new("ウイルス対策・定義ファイル", "Anti-virus and its definitions"),
        clause: id("12-3"),
        action: "device.check",
        before: |ctx| months_ago(ctx, |_| DEFINITIONS_MONTHS),
        until: |found, _| found.day.map(|day| after_months(day, DEFINITIONS_MONTHS)),
        counts: Counts::OncePast,
        listed: ListedIn::Board,
        ..PLAIN
    },
];
