//! What is done to an office's row: its own corrections (第3条, 様式1), and the published list that the desk keeps.

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::answers::Answers;
use super::deed::{Done, On, Stop};
use super::register::application;
use crate::domain::case::OfficeCase;
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Field, Kind, Need, Noun, Office, OfficeState, Span, UserId};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::store::Tx;
use crate::text::{Sentence, Text};

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
    deed: &On::<OfficeCase> { stage: its_own, rules: &[], apply: edit },
};

/// The office's details are its own to correct.
fn its_own(case: &OfficeCase, ctx: &Context) -> Stage {
    if case.office.id == ctx.actor.office {
        return Stage::Now;
    }
    Stage::not_now("own", id("F1-2"), Text::new("他の事業所です。", "It is another office."))
}

/// Puts an office into the list that every office may read.
pub static PUBLISH: Action = Action {
    id: "office.publish",
    key: Some('a'),
    label: Text::new("一覧に公開", "Publish in the list"),
    about: Text::new(
        "登録済の事業所を、連携事業所の一覧で公開します。",
        "Puts a registered office into the list that every office may read.",
    ),
    basis: &[id("3-2")],
    fields: &[Field {
        id: "on",
        label: Text::new("公開日", "Published on"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    deed: &On::<OfficeCase> { stage: to_be_published, rules: &[], apply: publish },
    ..EDIT
};

/// Takes an office off the list.
pub static UNPUBLISH: Action = Action {
    id: "office.unpublish",
    key: Some('d'),
    label: Text::new("公開を取りやめ", "Take off the list"),
    about: Text::new(
        "連携事業所の一覧から外します。理由が要ります。登録はそのままです。",
        "Takes the office off the list, which takes a reason. It stays registered.",
    ),
    basis: &[id("3-2")],
    confirm: Confirm::Reason(1),
    fields: &[],
    deed: &On::<OfficeCase> {
        stage: |case, _| if case.office.is_published() { Stage::Now } else { not_published() },
        rules: &[],
        apply: |tx, _, case, _| {
            tx.save(&Office { published_on: None, ..case.office.clone() })?;
            Ok(Done::about(case.office.id))
        },
    },
    ..EDIT
};

fn not_published() -> Stage {
    Stage::not_now("published", id("3-2"), Text::new("公開されていません。", "It is not published."))
}

/// A registered office that agreed to it.
fn to_be_published(case: &OfficeCase, _: &Context) -> Stage {
    let office = &case.office;
    if office.is_published() {
        return Stage::Decided;
    }
    let not_now = |why| Stage::not_now("published", id("3-2"), why);
    if office.state != OfficeState::Registered {
        return not_now(Text::new("登録が済んでいません。", "It is not registered yet."));
    }
    if office.agreed_on.is_none() {
        return not_now(Text::new(
            "公示への同意（様式1）の記録がありません。申込みを受け付けてください。",
            "Its consent to publication (Form 1) is not on record: receive an application.",
        ));
    }
    Stage::Now
}

fn publish(tx: &mut Tx<'_>, ctx: &Context, case: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    if let Some(waiting) = application::waiting_for_publication(tx, case.office.id)? {
        let why = sentence!(
            "申込み {id} の「一覧に公開」で公開してください（application publish）。",
            "Publish it from its application {id}: \"Publish in the list\" (application publish).",
            id = waiting
        );
        return Err(Stop::Refused(Finding {
            rule: "published",
            clause: id("3-2"),
            severity: Severity::Block,
            sentence: why,
        }));
    }
    let on = answers.day("on").unwrap_or(ctx.today());
    if let Some(agreed) = case.office.agreed_on.filter(|agreed| on < *agreed) {
        let why =
            sentence!("同意の日（{day}）より前です。", "It is before the agreement ({day}).", day = agreed);
        return Err(Stop::at("on", why));
    }
    tx.save(&Office { published_on: Some(on), ..case.office.clone() })?;
    Ok(Done::about(case.office.id))
}

/// What comes after an office has its first administrator: the code with which that person gets in.
pub(super) fn code_for(admin: UserId) -> Sentence {
    sentence!(
        "続けて、最初のMCS管理者 {id} にサインインのコードを出します（操作者の画面で {id} を選ぶか、operator invite {id}）。",
        "Next, issue the first administrator {id} a sign-in code (choose {id} on the screen of operators, or operator invite {id}).",
        id = admin
    )
}

fn edit(tx: &mut Tx<'_>, _: &Context, case: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let mut office = case.office.clone();
    if let Some(other) = tx.office_by_name(answers.line("name"))?.filter(|other| other.id != office.id) {
        let why = sentence!(
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
