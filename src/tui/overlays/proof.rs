//! The passphrase, asked again before what is grave: a gate before one act, over the question that led to it.
//!
//! Esc goes back to the question, with all that was typed. Given rightly it lets one act through and no second one.

use super::Next;
use super::gate::{Checking, Secret, hint, label, secret_row, state_rows};
use crate::text::{Sentence, Text};
use crate::tui::effects::{Effect, Write};
use crate::tui::message::Given;
use crate::tui::model::{Hearing, Model, Writing};
use crate::tui::overlays::Overlay;
use crate::tui::stroke::{ENTER, ESC, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// The passphrase of whoever is signed in, and what it lets through.
#[derive(Clone, Debug)]
pub struct Proof {
    why: Text,
    secret: Secret,
    trouble: Option<Sentence>,
    checking: Checking,
    then: Write,
}

/// Asks for the passphrase before `then` is written.
pub fn ask(model: &mut Model, why: Text, then: Write) {
    let proof = Proof { why, secret: Secret::default(), trouble: None, checking: Checking::default(), then };
    model.overlays.push(Overlay::Proof(Box::new(proof)));
    model.hearing = Hearing::UntilDrawn;
}

/// The passphrase was right: the act follows.
pub fn given(model: &mut Model) -> Vec<Effect> {
    match model.overlays.pop_if(|overlay| matches!(overlay, Overlay::Proof(_))) {
        Some(Overlay::Proof(proof)) => {
            model.writing = Writing::Underway;
            vec![Effect::WriteProved(proof.then)]
        }
        // It was left meanwhile: nothing follows.
        _ => Vec::new(),
    }
}

/// The passphrase was wrong, or may not be tried now.
pub fn refused(model: &mut Model, why: Sentence) {
    if let Some(Overlay::Proof(proof)) = model.overlays.last_mut() {
        (proof.trouble, proof.checking) = (Some(why), Checking::Idle);
    }
}

impl Proof {
    /// Takes what was typed.
    pub fn press(&mut self, given: &Given) -> (Next, Vec<Effect>) {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        match (stroke, self.checking) {
            (Some(ESC), _) => return (Next::Close, Vec::new()),
            (_, Checking::Underway | Checking::BringingUp) => {}
            (Some(ENTER), Checking::Idle) if !self.secret.is_empty() => {
                (self.checking, self.trouble) = (Checking::Underway, None);
                return (Next::Stay, vec![Effect::Prove(self.secret.hand_over())]);
            }
            (_, Checking::Idle) => self.secret.take(given),
        }
        (Next::Stay, Vec::new())
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let mut body = Row::wrapped(self.why.get(lang), Look::Caution, 2, width);
        body.push(Row::blank());
        if let Some(context) = &model.context {
            let operator = crate::text::Shown::new(&context.actor.operator);
            let row = Row::plain(label(Text::new("操作者ID", "Operator"), lang));
            body.push(row.and(operator.as_str(), Look::Plain));
        }
        body.push(secret_row(&self.secret, Text::new("パスフレーズ", "Passphrase"), lang, width, true));
        body.push(Row::blank());
        body.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        body.push(hint(
            Text::new(
                "Enter 実行  Esc 戻る（入力は残ります）",
                "Enter goes ahead  Esc back (what was typed is kept)",
            ),
            lang,
        ));
        Sheet { body, ..Sheet::default() }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Assurance;
    use crate::text::Lang;
    use crate::tui::effects::Effect;
    use crate::tui::harness::Console;
    use crate::tui::message::News;

    /// The first admin before the question whether the second is to be dismissed, some time after the sign-in.
    fn asked(lang: Lang) -> Console {
        let mut console = Console::new(crate::testing::World::new(), lang, 80, 24);
        if let Some(context) = &mut console.model.context {
            context.assurance = Assurance::SignedIn;
        }
        let effects = console.model.go_to("U-0002".parse().unwrap());
        effects.into_iter().for_each(|effect| console.carry_out(effect));
        let dismiss = crate::actions::table::find("user.dismiss").unwrap();
        let effects = crate::tui::update::open_action(&mut console.model, dismiss);
        effects.into_iter().for_each(|effect| console.carry_out(effect));
        console.tell(News::Drawn);
        console.keys("異動のため<Tab><Tab><Enter>");
        console
    }

    fn is_admin(console: &Console) -> bool {
        let crate::domain::Case::User(case) = console.world.case("U-0002") else { panic!("a user") };
        case.user.admin_since.is_some()
    }

    #[test]
    fn before_an_admin_is_dismissed_the_passphrase_is_asked_again_and_lets_one_act_through() {
        let mut console = asked(Lang::Ja);
        assert!(console.shows("MCS管理者の権限を終える"), "{}", console.frame());
        assert!(is_admin(&console), "y alone dismisses nobody");
        console.keys("asa no ame<Enter>");
        assert!(matches!(console.others.last(), Some(Effect::Prove(typed)) if &**typed.0 == "asa no ame"));
        assert!(!console.frame().contains("asa"), "nothing of it is shown");
        console.tell(News::ProofRefused(crate::text::Text::new("違います。", "Wrong.").into()));
        assert!(console.shows("違います。") && is_admin(&console));
        console.keys("asa no kaze<Enter>");
        console.tell(News::Proved);
        assert!(!is_admin(&console), "{}", console.frame());
        assert_eq!(console.model.context.as_ref().unwrap().assurance, Assurance::SignedIn);
    }

    #[test]
    fn esc_goes_back_to_the_question_with_what_was_typed() {
        let mut console = asked(Lang::En);
        console.keys("half<Esc>");
        assert!(console.shows("異動のため"), "{}", console.frame());
        console.tell(News::Proved);
        assert!(is_admin(&console), "an answer that comes late lets nothing through");
    }

    #[test]
    fn the_write_path_dismisses_nobody_without_it_whatever_the_screen_did() {
        let mut console = asked(Lang::Ja);
        console.keys("<Esc>");
        let mut ctx = console.world.ctx.clone();
        ctx.assurance = Assurance::SignedIn;
        console.world.ctx = ctx;
        let answers = crate::actions::Answers::default().because("異動のため");
        let outcome = console.world.act("user.dismiss", "U-0002", answers);
        let crate::actions::Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
        assert_eq!((refusal.remedy, refusal.entry), (crate::actions::Remedy::Passphrase, None));
    }
}
