//! Every parameter of 第13条 changes what the office is told or allowed at once, and says that it is the office's own.

use super::broken_tests::{IN_ORDER, whole};
use super::*;
use crate::actions::{Outcome, in_force};
use crate::domain::{Parameter, Source};
use crate::listings::parameters;
use crate::regulation::book::BOOK;
use crate::testing::World;

/// A parameter that a rule changes, and what it makes of something.
struct Changed {
    parameter: Parameter,
    /// What it is about.
    seed: &'static str,
    /// What is looked at.
    seen: Seen,
    /// What is seen under the first value.
    first: &'static str,
    /// The rule's value.
    value: &'static str,
    /// What is seen under it.
    then: &'static str,
}

/// What is looked at.
enum Seen {
    /// How many rows stand against a clause.
    Against(&'static str),
    /// What becomes of the approval of an invitation to somebody without a pledge.
    Approval,
    /// The last day of a new invitation.
    Expiry,
}

const CHANGED: &[Changed] = &[
    Changed {
        parameter: Parameter::ArchiveDays,
        seed: "UPDATE groups SET ended_on = '2026-11-20', end_reason = 'moved' WHERE id = 1",
        seen: Seen::Against("N2-1"),
        first: "0",
        value: "2",
        then: "1",
    },
    Changed {
        parameter: Parameter::LeaveRemovalDays,
        seed: "MEMBER UPDATE users SET released_on = '2026-11-20' WHERE id = 3",
        seen: Seen::Against("N1-4"),
        first: "0",
        value: "2",
        then: "1",
    },
    Changed {
        parameter: Parameter::InvitationDays,
        seed: "",
        seen: Seen::Expiry,
        first: "2026-12-23",
        value: "7",
        then: "2026-11-30",
    },
    Changed {
        parameter: Parameter::ReviewMonths,
        seed: "MEMBER UPDATE memberships SET joined_at = '2026-01-01T00:00:00.000Z' WHERE id = 90",
        seen: Seen::Against("N1-4"),
        first: "0",
        value: "1",
        then: "1",
    },
    Changed {
        parameter: Parameter::TrainingMonths,
        seed: "",
        seen: Seen::Against("9-1"),
        first: "0",
        value: "6",
        then: "4",
    },
    Changed {
        parameter: Parameter::PointsMonths,
        seed: "UPDATE users SET points_read_on = '2026-06-01' WHERE id <> 3",
        seen: Seen::Against("10"),
        first: "0",
        value: "7",
        then: "1",
    },
    Changed {
        parameter: Parameter::DeviceCheckMonths,
        seed: "DEVICE UPDATE records SET facts = json_set(facts, '$.checked_on', '2026-05-01') WHERE id = 80",
        seen: Seen::Against("8-5"),
        first: "0",
        value: "3",
        then: "1",
    },
    Changed {
        parameter: Parameter::BootPasswordMonths,
        seed: "DEVICE UPDATE records SET facts = json_set(facts, '$.boot_password_on', '2026-09-15') WHERE id = 80",
        seen: Seen::Against("12-1"),
        first: "0",
        value: "1",
        then: "1",
    },
    Changed {
        parameter: Parameter::FirstAnswerDays,
        seed: "INCIDENT UPDATE records SET facts = json_remove(json_set(facts, '$.reported_on', '2026-11-20'), \
               '$.instruction') WHERE id = 82",
        seen: Seen::Against("N3-10"),
        first: "1",
        value: "7",
        then: "0",
    },
    Changed {
        parameter: Parameter::PledgeBeforeApproval,
        seed: "UPDATE pledges SET voided = 1 WHERE user = 4",
        seen: Seen::Approval,
        first: "done",
        value: "block",
        then: "pledge_first",
    },
    Changed {
        parameter: Parameter::PasswordProfile,
        seed: "UPDATE users SET password_changed_on = '2026-08-01' WHERE id = 3",
        seen: Seen::Against("11-2"),
        first: "1",
        value: "length_13",
        then: "0",
    },
];

impl Changed {
    fn world(&self) -> World {
        let world = World::new();
        world.store.run(IN_ORDER);
        world.store.run(&whole(self.seed));
        world
    }

    fn look(&self, world: &mut World) -> String {
        match self.seen {
            Seen::Against(clause) => {
                let ctx = in_force(&world.reader(), &world.ctx).expect("the office's rules");
                let standings = board(&world.reader(), &ctx, &BOOK).expect("a store");
                let standing = standings.iter().find(|s| s.clause.id.as_str() == clause).expect("a clause");
                standing.open.to_string()
            }
            Seen::Approval => {
                match world.typed("invitation.approve", "I-0003", &[("reason", "採用の手続き中のため")])
                {
                    Outcome::Done(_) => "done".to_owned(),
                    Outcome::Refused(refusal) => refusal.findings[0].rule.to_owned(),
                    other => panic!("{other:?}"),
                }
            }
            Seen::Expiry => {
                let outcome = world.typed("group.invite", "G-0002", &[("user", "U-0004")]);
                assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
                let sql = "SELECT expires_on FROM invitations ORDER BY id DESC LIMIT 1";
                world.store.texts(sql).remove(0)
            }
        }
    }
}

#[test]
fn a_rule_of_the_office_changes_at_once_what_its_parameter_decides() {
    let known: Vec<Parameter> = CHANGED.iter().map(|changed| changed.parameter).collect();
    // The wording of a printed form changes no check and no act.
    let counting = Parameter::ALL.iter().copied().filter(|parameter| *parameter != Parameter::FormWording);
    assert_eq!(known, counting.collect::<Vec<_>>(), "every parameter is in the table");
    for changed in CHANGED {
        let word = changed.parameter.word();
        assert_eq!(changed.look(&mut changed.world()), changed.first, "{word} at first");
        let mut world = changed.world();
        let rule = [
            ("parameter", word),
            ("value", changed.value),
            ("decided_by", "院長"),
            ("text", "事業所の定めによる"),
        ];
        let outcome = world.typed("rule.set", "O-0001", &rule);
        assert!(matches!(outcome, Outcome::Done(_)), "{word}: {outcome:?}");
        assert_eq!(changed.look(&mut world), changed.then, "{word} under the rule");
        let ctx = in_force(&world.reader(), &world.ctx).expect("the office's rules");
        let told = parameters::standing(&ctx.settings);
        let own: Vec<_> = told.iter().filter(|s| s.source == Source::Office).map(|s| s.parameter).collect();
        assert_eq!(own, [changed.parameter], "{word} says whence it is");
    }
}
