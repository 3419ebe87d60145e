//! What is done to the office's own row: correcting its details (第3条, 様式1).

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::answers::Answers;
use super::deed::{Done, On, Stop};
use crate::domain::case::OfficeCase;
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Field, Kind, Need, Noun, Office};
use crate::regulation::clause::id;
use crate::store::Tx;
use crate::text::Text;

const fn line(id: &'static str, label: Text) -> Field {
    Field { id, label, kind: Kind::Line, need: Need::May }
}

/// Corrects the office's details; what is left blank stays.
pub static EDIT: Action = Action {
    id: "office.edit",
    noun: Noun::Office,
    on: Noun::Office,
    key: Some('i'),
    label: Text::new("事業所の修正", "Edit the office"),
    about: Text::new(
        "事業所の名称、種別、所在地、連絡先、事業所の管理者を修正します。空欄の項目は変わりません。",
        "Corrects the office's name, kind, address, contact and head. What is left blank stays.",
    ),
    basis: &[id("3"), id("F1-2")],
    confirm: Confirm::Once,
    fields: &[
        line("name", Text::new("事業所名", "Name")),
        line("kind", Text::new("事業所種別", "Kind")),
        line("postal_code", Text::new("郵便番号", "Postal code")),
        line("address", Text::new("所在地", "Address")),
        line("phone", Text::new("電話番号", "Phone")),
        line("head_name", Text::new("事業所の管理者の氏名", "Head's name")),
        line("head_mail", Text::new("事業所の管理者のメール", "Head's mail")),
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<OfficeCase> { stage: |_, _| Stage::Now, rules: &[], apply: edit },
};

fn edit(tx: &mut Tx<'_>, _: &Context, case: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let mut office = case.office.clone();
    if let Some(other) = tx.office_by_name(answers.line("name"))?.filter(|other| other.id != office.id) {
        let why = crate::sentence!(
            "同じ名称の事業所があります：{id}",
            "Another office has this name: {id}",
            id = other.id
        );
        return Err(Stop::at("name", why));
    }
    let Office { name, kind, postal_code, address, phone, head_name, .. } = &mut office;
    let fields = [
        ("name", name),
        ("kind", kind),
        ("postal_code", postal_code),
        ("address", address),
        ("phone", phone),
        ("head_name", head_name),
    ];
    for (field, value) in fields {
        if !answers.line(field).is_empty() {
            answers.line(field).clone_into(value);
        }
    }
    let typed = answers.line("head_mail");
    if !typed.is_empty() {
        let (mail, _) = MailAddress::parse(typed).map_err(|error| Stop::at("head_mail", error.sentence()))?;
        mail.as_str().clone_into(&mut office.head_mail);
    }
    tx.save(&office)?;
    Ok(Done::about(office.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{Answer, Outcome};
    use crate::testing::World;

    #[test]
    fn the_offices_details_are_corrected_and_what_is_blank_stays() {
        let mut world = World::new();
        let answers = Answers::default()
            .with("phone", Answer::Line("03-0000-0000".into()))
            .with("head_mail", Answer::Line("Head@KOMAE.example".into()));
        assert!(matches!(world.act("office.edit", "O-0001", answers), Outcome::Done(_)));
        let office = world.reader().office_case().expect("a store").expect("an office").office;
        assert_eq!(office.phone, "03-0000-0000");
        assert_eq!(office.head_mail, "Head@komae.example");
        assert_eq!(office.name, "狛江訪問看護ステーション");
    }

    #[test]
    fn a_name_that_another_office_has_and_a_mail_that_is_none_are_refused_at_their_fields() {
        let mut world = World::new();
        let named = Answers::default().with("name", Answer::Line("多摩中央病院".into()));
        assert!(matches!(world.act("office.edit", "O-0001", named), Outcome::Unreadable(_)));
        let mail = Answers::default().with("head_mail", Answer::Line("no mail".into()));
        assert!(matches!(world.act("office.edit", "O-0001", mail), Outcome::Unreadable(_)));
    }
}
