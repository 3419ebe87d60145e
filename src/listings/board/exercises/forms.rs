//! What stands on 様式1 and 様式2 in the exercises, step by step.

use super::Typed;

/// Forms 1 and 2 taken in at the desk.
pub(super) const RECEIVED: (&str, &str, Typed) = (
    "application.receive",
    "O-0003",
    &[
        ("name", "多摩中央病院"),
        ("kind", "病院"),
        ("address", "架空市1-2-3"),
        ("head_name", "架空 長子"),
        ("head_mail", "head@tama.example"),
        ("agreed_on", "2026-11-10"),
        ("terms", "2024年4月版"),
        ("people", "12名"),
        ("on", "2026-11-12"),
    ],
);

/// Sent on to the vendor.
pub(super) const FORWARDED: (&str, &str, Typed) =
    ("application.forward", "Z-0074", &[("forwarded_on", "2026-11-13")]);

/// Registered with the first administrator.
pub(super) const REGISTERED: (&str, &str, Typed) = (
    "application.register",
    "Z-0074",
    &[("admin", "多摩 管子"), ("admin_mail", "kanko@tama.example"), ("registered_on", "2026-11-20")],
);

/// The same as the office itself keeps it.
pub(super) const OUR_OWN: Typed = &[
    ("agreed_on", "2025-03-01"),
    ("terms", "2024年4月版"),
    ("on", "2025-03-02"),
    ("people", "4"),
    ("forwarded_on", "2025-03-05"),
    ("registered_on", "2025-03-20"),
];
