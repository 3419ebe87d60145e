//! What is done to the office's rules (事業所の定め, 第13条): laid down, which replaces the old one, and ended.

use super::{Adds, Moves, any_time, replace};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::OfficeCase;
use crate::domain::{Context, Noun, Parameter, Record};
use crate::regulation::clause::id;
use crate::regulation::register::rule::*;
use crate::regulation::register::{KEPT_AT, RULE};
use crate::store::Tx;
use crate::text::Text;

/// Lays down a rule; one for the same parameter ends with it.
pub static SET: Action = Action {
    id: "rule.set",
    noun: Noun::Rule,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("事業所の定めを置く", "Lay down a rule"),
    about: Text::new(
        "第13条により事業所の定めを置きます。同じ事項の定めは入れ替わり、点検にすぐ反映されます。",
        "Lays down a rule of the office under Article 13. It replaces an older one and counts at once.",
    ),
    basis: &[id("13")],
    confirm: Confirm::Once,
    fields: &[PARAMETER.must(), VALUE.must(), DECIDED_BY.must(), TEXT.may(), DECIDED_ON.may(), KEPT_AT.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> { register: &RULE, stage: any_time, rules: &[], complete: set },
};

/// Ends a rule: the parameter falls back to what the regulation, or the console, has for it.
pub static END: Action = Action {
    id: "rule.repeal",
    noun: Noun::Rule,
    on: Noun::Rule,
    key: Some('x'),
    label: Text::new("定めを終える", "End a rule"),
    about: Text::new(
        "事業所の定めを終えます。値は規程の定め、または初期値に戻ります。",
        "Ends a rule of the office. The value is the regulation's, or the first one, again.",
    ),
    basis: &[id("13")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Moves {
        register: &RULE,
        from: &["in_force"],
        to: Some("replaced"),
        rules: &[],
        complete: |_, ctx, _, _, record| {
            record.facts.set("replaced_on", ctx.today().to_string());
            Ok(())
        },
    },
};

fn set(
    tx: &mut Tx<'_>,
    ctx: &Context,
    _: &OfficeCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    let parameter = answers.choice("parameter").and_then(Parameter::read);
    let parameter = parameter.ok_or_else(|| Stop::Answer(PARAMETER.must().missing()))?;
    let value = value_kept(parameter, answers.line("value"), answers.line("text"));
    let value = value.map_err(|(field, why)| Stop::at(field, why))?;
    record.facts.set("value", value);
    replace(tx, ctx, record)
}
