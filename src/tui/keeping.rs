//! Keeping the workspace: runs on the writer thread, after what is being written. No act, and no entry.

use super::effects::Keep;
use super::message::Kept;
use super::workspace::Workspace;
use crate::actions::{READ_ONLY, scope};
use crate::domain::Context;
use crate::listings::view::{deleted, name_taken, no_view, renamed, saved};
use crate::store::{Breach, Forgotten, Former, Store, StoreError};
use crate::text::{Sentence, Text};

/// Keeps something of the operator's workspace; answers what must be told.
pub fn keep(store: &mut Store, ctx: &Context, what: Keep) -> Option<Kept> {
    let mismatch = store.breach().map(Breach::refusal);
    if let Some(why) = mismatch.or_else(|| store.is_read_only().then(|| READ_ONLY.into())) {
        let is_screen = matches!(what, Keep::Screen { .. });
        return (!is_screen).then_some(Kept::NoView(why));
    }
    let operator = &ctx.actor.operator;
    match what {
        Keep::Screen { bytes, base, former } => match keep_screen(store, ctx, bytes, &base, former) {
            Ok(()) => None,
            Err(error) => Some(Kept::NotKept((!error.is_busy()).then(|| error.sentence()))),
        },
        Keep::SaveView(view) => {
            if let Some(refused) = erased(store, ctx, &[&view.name, &view.filter]) {
                return Some(refused);
            }
            let done = store.save_view(operator, &view);
            Some(views(store, operator, done.map(|()| saved(&view.name))))
        }
        Keep::RenameView(_, _, to) if erased(store, ctx, &[&to]).is_some() => erased(store, ctx, &[&to]),
        Keep::RenameView(noun, name, to) => match store.rename_view(operator, noun, &name, &to) {
            Ok(true) => Some(views(store, operator, Ok(renamed(&to)))),
            Ok(false) => Some(Kept::NoView(no_view(&name))),
            Err(error) if error.is_duplicate() => Some(Kept::NoView(name_taken(&to))),
            Err(error) => Some(Kept::NoView(error.sentence())),
        },
        Keep::DeleteView(noun, name) => match store.delete_view(operator, noun, &name) {
            Ok(true) => Some(views(store, operator, Ok(deleted(&name)))),
            Ok(false) => Some(Kept::NoView(no_view(&name))),
            Err(error) => Some(Kept::NoView(error.sentence())),
        },
    }
}

/// Keeps how a screen is left. Of two screens of one operator the last to leave decides where the console opens
/// again; a form that the other has left half-filled meanwhile is kept beside the own ones.
fn keep_screen(
    store: &mut Store,
    ctx: &Context,
    bytes: Vec<u8>,
    base: &[u8],
    former: Former,
) -> Result<(), StoreError> {
    let operator = &ctx.actor.operator;
    let there = store.workspace(operator)?.filter(|there| there != base && *there != bytes);
    let beside = there.and_then(|there| Workspace::beside(&bytes, base, &there).ok());
    let left = beside.unwrap_or(bytes);
    // What was erased while this screen was open is not written back by it.
    let left = forgotten(store, ctx)?.out_of(&left).unwrap_or(left);
    store.keep_workspace(operator, &left, former)
}

/// What erasures took out of what consoles remember.
fn forgotten(store: &Store, ctx: &Context) -> Result<Forgotten, StoreError> {
    store.reader(scope(ctx), ctx.today()).forgotten()
}

/// Why a view under this name, or with this filter, is not kept: an erasure took it out.
fn erased(store: &Store, ctx: &Context, texts: &[&str]) -> Option<Kept> {
    match forgotten(store, ctx) {
        Ok(forgotten) if texts.iter().any(|text| forgotten.tells(text)) => Some(Kept::NoView(
            Text::new(
                "消去した個人情報を含むため、保存しません（様式3 第5条(4)）。",
                "It has personal data that was erased, and is not saved (Form 3 Art. 5(4)).",
            )
            .into(),
        )),
        Ok(_) => None,
        Err(error) => Some(Kept::NoView(error.sentence())),
    }
}

/// All views as they are now, and what was done.
fn views(store: &Store, operator: &str, done: Result<Sentence, StoreError>) -> Kept {
    match done.and_then(|sentence| Ok((store.saved_views(operator)?, sentence))) {
        Ok((views, sentence)) => Kept::Views(views, sentence),
        Err(error) => Kept::NoView(error.sentence()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::Outcome;
    use crate::domain::Noun;
    use crate::testing::World;
    use crate::text::Lang;
    use crate::tui::harness::Console;

    fn left(focus: &str, drafts: &[&str]) -> Vec<u8> {
        let drafts: Vec<String> = drafts
            .iter()
            .map(|target| {
                format!(r#"{{"action":"user.memo","targets":["{target}"],"texts":[["memo","x"]]}}"#)
            })
            .collect();
        format!(r#"{{"version":1,"focus":"{focus}","drafts":[{}]}}"#, drafts.join(",")).into_bytes()
    }

    #[test]
    fn of_two_screens_the_last_to_leave_decides_and_no_half_filled_form_is_lost() {
        let World { mut store, ctx } = World::new();
        let mut leave = |bytes: Vec<u8>, base: Vec<u8>| {
            let what = Keep::Screen { bytes, base, former: Former::Replaced };
            assert!(keep(&mut store, &ctx, what).is_none());
            let kept = store.workspace(&ctx.actor.operator).expect("a store").expect("a workspace");
            String::from_utf8(kept).expect("words")
        };
        let begun = left("user", &["U-0001"]);
        leave(begun.clone(), Vec::new());
        // One screen leaves another form; the other, begun from the same place, has finished the first.
        leave(left("group", &["U-0001", "U-0002"]), begun.clone());
        let kept = leave(left("invitation", &["U-0003"]), begun);
        assert!(kept.contains(r#""focus":"invitation""#), "{kept}");
        assert!(kept.contains("U-0003") && kept.contains("U-0002"), "{kept}");
        assert!(!kept.contains("U-0001"), "what was finished does not come back: {kept}");
    }

    /// 山田 太郎 is erased at the request of the family, as any operator would do it.
    fn erase(world: &mut World) {
        let mut act = |action: &str, id: &str, typed: &[(&str, &str)]| match world.typed(action, id, typed) {
            Outcome::Done(receipt) => receipt.object.to_string(),
            other => panic!("{action}: {other:?}"),
        };
        let received =
            [("patient", "P-0001"), ("kind", "erasure"), ("requester", "山田 花子"), ("relation", "family")];
        let id = act("request.receive", "O-0001", &received);
        act("request.identify", &id, &[("identity", "運転免許証と戸籍")]);
        let granted = [
            ("decision", "granted"),
            ("decided_by", "狛江 院長"),
            ("retention", "診療録5年、経過済み"),
            ("retention_until", "2026-03-31"),
        ];
        act("request.decide", &id, &granted);
        let end = [("end", "今日"), ("why", "consent_withdrawn")];
        act("group.archive", "G-0001", &end);
        act("group.delete", "G-0001", &[("title", "山田 太郎様"), ("reason", "消去の請求に応じるため")]);
        act("request.erase", &id, &[("name", "山田 太郎"), ("reason", "法定の保存期間が過ぎたため")]);
    }

    #[test]
    fn no_view_is_saved_or_renamed_that_holds_the_name_of_somebody_erased() {
        for (lang, refusal) in [(Lang::Ja, "様式3 第5条(4)"), (Lang::En, "Form 3 Art. 5(4)")] {
            let mut world = World::new();
            erase(&mut world);
            let mut console = Console::new(world, lang, 80, 24);
            let names = |console: &Console| {
                let views = console.world.store.saved_views(&console.world.ctx.actor.operator);
                views.expect("a store").into_iter().map(|view| view.name).collect::<Vec<_>>()
            };
            console.keys("2/").typed("やまだ たろう").keys("<Enter>b<Enter><Enter>");
            assert!(console.said().contains(refusal), "as a filter: {}", console.said());
            console
                .keys("<Esc>")
                .keys("2/")
                .typed("鈴木")
                .keys("<Enter>b<Enter><C-u>")
                .typed("山田太郎")
                .keys("<Enter>");
            assert!(console.said().contains(refusal), "as a name: {}", console.said());
            assert!(names(&console).is_empty());
            console.keys("b<Enter><C-u>").typed("鈴木さん").keys("<Enter>");
            assert_eq!(names(&console), ["鈴木さん"], "{}", console.said());
            let rename = Keep::RenameView(Noun::Group, "鈴木さん".to_owned(), "ヤマダ タロウ".to_owned());
            let World { store, ctx } = &mut console.world;
            let refused = keep(store, ctx, rename);
            assert!(matches!(refused, Some(Kept::NoView(why)) if why.get(lang).contains(refusal)));
            assert_eq!(names(&console), ["鈴木さん"]);
        }
    }
}
