//! Checks of the city's desk: applications on their way, the published list, and the administrators' room.

use super::{Check, Counts, PLAIN, Weight};
use crate::regulation::clause::id;
use crate::store::duty::city;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &city::TO_FORWARD,
        id: "application_to_forward",
        label: Text::new("エンブレースへ送付する申込み", "Application to forward"),
        clause: id("3"),
        action: "application.forward",
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &city::TO_REGISTER,
        id: "application_to_register",
        label: Text::new("登録の通知を待つ申込み", "Application waiting for registration"),
        clause: id("3"),
        action: "application.register",
        counts: Counts::Never,
        weight: Weight::Review,
        ..PLAIN
    },
    Check {
        duty: &city::TO_PUBLISH,
        id: "application_to_publish",
        label: Text::new("一覧に公開する事業所", "Office to publish"),
        clause: id("3-2"),
        action: "application.publish",
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &city::UNPUBLISHED,
        id: "office_unpublished",
        label: Text::new("一覧に公開していない事業所", "Registered office not in the list"),
        clause: id("3-2"),
        action: "office.publish",
        counts: Counts::Never,
        weight: Weight::Review,
        ..PLAIN
    },
    Check {
        duty: &city::NOT_IN_ROOM,
        id: "admin_not_in_room",
        label: Text::new("MCS管理者の部屋に不参加", "Not in the administrators' room"),
        clause: id("3-3"),
        action: "room.admit",
        ..PLAIN
    },
    Check {
        duty: &city::STILL_IN_ROOM,
        id: "former_admin_in_room",
        label: Text::new("MCS管理者の部屋からの退出", "To leave the administrators' room"),
        clause: id("3-3"),
        action: "room.leave",
        weight: Weight::Review,
        ..PLAIN
    },
    Check {
        duty: &city::SEATS_EMPTY,
        id: "seat_empty",
        label: Text::new("部屋に不参加のMCS管理者", "Administrator not in the room"),
        clause: id("3-3"),
        action: "room.admit",
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &city::SEATS_TO_LEAVE,
        id: "seat_to_leave",
        label: Text::new("部屋から外す元MCS管理者", "Former administrator in the room"),
        clause: id("3-3"),
        action: "room.leave",
        counts: Counts::Never,
        weight: Weight::Review,
        ..PLAIN
    },
];
