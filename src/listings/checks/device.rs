//! Checks on devices: permits, checklist, boot passwords, losses, returns and erasures.

use super::{Check, Counts, PLAIN, after_months, months_ago};
use crate::regulation::clause::id;
use crate::store::duty::device;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    // 12-10 only recommends, the pledge obliges: the stronger one is shown.
    Check {
        duty: &device::NO_PERMIT,
        id: "device_no_permit",
        label: Text::new("個人所有の端末の許可なし", "Personal device without a permit"),
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
        action: "device.record_found",
        ..PLAIN
    },
    Check {
        duty: &device::OF_LEAVER,
        id: "device_of_leaver",
        label: Text::new("離れた人の端末", "Device of somebody who left"),
        clause: id("N3-7"),
        also: &[id("8-5")],
        action: "device.record_return",
        ..PLAIN
    },
    Check {
        duty: &device::NOT_ERASED,
        id: "device_not_erased",
        label: Text::new("返却後のデータ未消去", "Returned, not erased"),
        clause: id("F4-2-2"),
        action: "device.record_erasure",
        ..PLAIN
    },
    Check {
        duty: &device::CHECK,
        id: "device_check",
        label: Text::new("端末の点検", "Device check"),
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
        id: "device_boot_password",
        label: Text::new("起動時パスワードの変更", "Boot password change"),
        clause: id("12-1"),
        action: "device.check",
        before: |ctx| months_ago(ctx, |settings| settings.boot_password_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.boot_password_months)),
        counts: Counts::OncePast,
        ..PLAIN
    },
    Check {
        duty: &device::DEFINITIONS,
        id: "device_definitions",
        label: Text::new("ウイルス定義ファイルが古い", "Virus definitions out of date"),
        clause: id("12-3"),
        action: "device.check",
        ..PLAIN
    },
];
