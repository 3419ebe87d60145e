//! Who else is signed in, as the header says it. Says who looks, and keeps nobody from anything.

use std::collections::BTreeSet;

use super::effects::{Effect, Query, Slot};
use super::mask::{Masking, Names};
use super::model::Model;
use super::theme::Look;
use crate::domain::Actor;
use crate::sentence;
use crate::store::presence::Visitor;
use crate::text::{Lang, Sentence, Shown};

/// The others who are signed in.
#[derive(Clone, Debug, Default)]
pub struct Company {
    visitors: Vec<Visitor>,
    /// Told of on the message line.
    told: BTreeSet<String>,
}

impl Company {
    /// These are here now.
    pub fn come(&mut self, visitors: Vec<Visitor>) {
        self.visitors = visitors;
    }

    /// The others of the same office, each once, by id.
    fn others(&self, actor: &Actor) -> Vec<&str> {
        let here =
            self.visitors.iter().filter(|v| v.office == actor.office.0 && v.operator != actor.operator);
        let mut others: Vec<&str> = here.map(|v| v.operator.as_str()).collect();
        others.dedup();
        others
    }

    /// The other sessions of the same person.
    fn own(&self, actor: &Actor) -> usize {
        self.visitors.iter().filter(|v| v.operator == actor.operator).count()
    }

    /// 「佐藤 ほか1名接続」: who looks, by id where names are masked, and how many others do.
    pub fn words(&self, actor: &Actor, masking: Masking, lang: Lang) -> String {
        let me = match masking {
            Masking::Off => Shown::new(&actor.name),
            Masking::On => Shown::new(&actor.operator),
        };
        let (others, own) = (self.others(actor).len(), self.own(actor) + 1);
        let sentence: Sentence = match (others, own) {
            (0, 1) => return me.to_string(),
            (0, _) => sentence!("{me} {own}画面で接続", "{me} on {own} screens", me = me, own = own),
            (1, 1) => sentence!("{me} ほか1名接続", "{me} and 1 other", me = me),
            (_, 1) => sentence!("{me} ほか{n}名接続", "{me} and {n} others", me = me, n = others),
            (1, _) => sentence!(
                "{me}（{own}画面） ほか1名接続",
                "{me} ({own} screens) and 1 other",
                me = me,
                own = own
            ),
            (_, _) => sentence!(
                "{me}（{own}画面） ほか{n}名接続",
                "{me} ({own} screens) and {n} others",
                me = me,
                own = own,
                n = others
            ),
        };
        sentence.get(lang).to_owned()
    }

    /// The same where the office's name needs the room: how many others look, and not on how many screens.
    pub fn brief(&self, actor: &Actor, masking: Masking, lang: Lang) -> String {
        let visitors = self.visitors.iter().filter(|v| v.operator != actor.operator).cloned().collect();
        Company { visitors, ..Company::default() }.words(actor, masking, lang)
    }
}

/// Somebody came or went.
pub fn changed(model: &mut Model, visitors: Vec<Visitor>) -> Vec<Effect> {
    model.company.come(visitors);
    ask_names(model)
}

/// Asks for the names of others that are not known yet.
pub fn ask_names(model: &mut Model) -> Vec<Effect> {
    let Some(actor) = model.context.as_ref().map(|context| context.actor.clone()) else { return Vec::new() };
    let company = &model.company;
    let unknown = |id: &&str| !company.told.contains(*id);
    let ids: Vec<String> = company.others(&actor).into_iter().filter(unknown).map(str::to_owned).collect();
    let here: BTreeSet<String> = company.others(&actor).into_iter().map(str::to_owned).collect();
    // Whoever left and comes again is told of again.
    model.company.told.retain(|id| here.contains(id));
    if ids.is_empty() { Vec::new() } else { vec![model.read(Slot::Company, Query::Operators(ids))] }
}

/// The names are there: who came is told, unless something else waits to be read.
pub fn named(model: &mut Model, names: Vec<(String, String)>) {
    let came: Vec<Shown> = names.iter().map(|(_, name)| Shown::new(name)).collect();
    let came = came.iter().map(Shown::as_str).collect::<Vec<_>>().join(", ");
    let these = Names::new(names.iter().map(|(_, name)| name.clone()));
    model.staff = Names::all([std::mem::take(&mut model.staff), these]);
    model.company.told.extend(names.iter().map(|(id, _)| id.clone()));
    if model.notices.fresh().is_none() {
        model.say(Look::Muted, sentence!("接続中：{came}", "Also signed in: {came}", came = came));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;
    use crate::tui::harness::Console;
    use crate::tui::message::News;

    fn visitor(operator: &str, session: &str, office: i64) -> Visitor {
        Visitor { session: session.into(), operator: operator.into(), office }
    }

    #[test]
    fn persons_are_counted_and_not_screens_and_other_offices_not_at_all() {
        let actor = World::new().ctx.actor;
        let words = |visitors: &[Visitor], lang| {
            let company = Company { visitors: visitors.to_vec(), ..Company::default() };
            company.words(&actor, Masking::Off, lang)
        };
        assert_eq!(words(&[], Lang::Ja), "林 由紀");
        let one = [visitor("U-0002", "a", 1), visitor("U-0002", "b", 1), visitor("U-0900", "c", 7)];
        assert_eq!(words(&one, Lang::Ja), "林 由紀 ほか1名接続");
        assert_eq!(words(&one, Lang::En), "林 由紀 and 1 other");
        let own = [visitor("U-0001", "a", 1)];
        assert_eq!(words(&own, Lang::Ja), "林 由紀 2画面で接続");
        let both = [visitor("U-0001", "a", 1), visitor("U-0002", "b", 1), visitor("U-0003", "c", 1)];
        assert_eq!(words(&both, Lang::En), "林 由紀 (2 screens) and 2 others");
        let company = Company { visitors: both.to_vec(), ..Company::default() };
        assert_eq!(company.brief(&actor, Masking::Off, Lang::En), "林 由紀 and 2 others");
    }

    #[test]
    fn at_80_columns_the_offices_name_is_whole_and_the_number_of_screens_gives_way() {
        for (width, has_room) in [(80, false), (140, true)] {
            let mut console = Console::new(World::demo(), Lang::En, width, 24);
            console.tell(News::Company(vec![visitor("U-0001", "a", 1)]));
            let header = console.frame().lines().next().unwrap_or_default().to_owned();
            let office =
                console.model.office.as_ref().map(|case| case.office.name.clone()).unwrap_or_default();
            assert!(!office.is_empty() && header.contains(&office), "{header}");
            let name = console.world.ctx.actor.name.clone();
            assert!(header.contains(&name), "{header}");
            assert_eq!(header.contains("on 2 screens"), has_room, "{header}");
        }
    }

    #[test]
    fn who_comes_is_named_once_and_stands_in_the_header_until_they_go() {
        let mut console = Console::small();
        console.tell(News::Company(vec![visitor("U-0002", "a", 1)]));
        assert!(console.shows("林 由紀 ほか1名接続"), "{}", console.frame());
        assert!(console.said().contains("接続中：佐藤 明"), "{}", console.said());
        console.tell(News::Company(Vec::new()));
        assert!(!console.shows("ほか1名接続"));
    }
}
