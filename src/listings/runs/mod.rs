//! The runs of a person: 入職 and 退職・異動, each a checklist derived from the register.

mod joiner;
mod leaver;
#[cfg(test)]
mod tests;

pub use joiner::joiner;
pub use leaver::leaver;

use super::as_of;
use super::checklist::{Checklist, Progress, Step, Topic};
use crate::domain::case::UserCase;
use crate::domain::{Context, InvitationState};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::Day;
use crate::text::{Sentence, Shown, Text};

/// The steps about a topic; `None` where its row is not there.
pub fn about(reader: &Reader<'_>, ctx: &Context, topic: Topic) -> Result<Option<Checklist>, StoreError> {
    match topic {
        Topic::Leaver(user) => leaver(reader, ctx, user),
        Topic::Joiner(user) => joiner(reader, ctx, user),
        Topic::PatientOn(patient, day) => as_of::patient_on(reader, ctx, patient, day),
        Topic::UserOn(user, day) => as_of::user_on(reader, ctx, user, day),
    }
}

/// A step that a day in the register shows to be done.
fn dated(step: Step, day: Option<Day>) -> Step {
    match day {
        Some(day) => step.says(Progress::Done, sentence!("{day}", "{day}", day = day)),
        None => step.says(Progress::Open, Text::new("記録なし", "not on record")),
    }
}

/// The heading of a person's run.
fn headed(case: &UserCase, run: Text) -> (Sentence, Vec<String>) {
    let title = sentence!(
        "{run}  {id} {name} {occupation}",
        "{run}  {id} {name}, {occupation}",
        run = run,
        id = case.user.id,
        name = Shown::new(&case.user.name),
        occupation = case.user.occupation.label()
    );
    (title, vec![case.user.name.clone()])
}

/// The open invitations to a person, each with the act that comes next for it.
fn invitations(
    reader: &Reader<'_>,
    ctx: &Context,
    case: &UserCase,
    next: fn(InvitationState) -> Option<&'static str>,
) -> Result<Vec<Step>, StoreError> {
    let label = Text::new("招待", "Invitation");
    let mut steps = Vec::new();
    for invitation in reader.open_invitations_to(case.user.id)? {
        let state = invitation.state(ctx.today());
        let title = reader.name_of(invitation.group.id())?;
        let says = sentence!(
            "{title}への招待：{state}",
            "Into {title}: {state}",
            title = Shown::new(&title),
            state = state.label()
        );
        let step = Step::new("invitation", label, invitation.id).says(Progress::Open, says).on("8-3");
        steps.push(Step { action: next(state), ..step.naming([title]) });
    }
    Ok(steps)
}
