//! `view`: the operator's saved views (保存した絞込), which `list --view` and the console show by.
//!
//! They are no data of the register and leave no entry in the ledger.

use serde_json::json;

use super::call::Call;
use super::output::{self, JsonArray};
use super::status::{Failure, Status};
use super::verb::Next;
use crate::domain::Noun;
use crate::listings::{self, view};
use crate::sentence;
use crate::session::Session;
use crate::store::{Ask, SavedView, StoreError, Way};
use crate::text::{Sentence, Shown, Text, width};

/// Lists the views of whoever is signed in.
pub(super) fn list(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let views = session.store.saved_views(&session.actor.operator)?;
    if call.has("json") {
        let mut array = JsonArray::begin(output::buffered())?;
        views.iter().try_for_each(|view| array.push(&as_json(view)))?;
        array.end()?;
    } else if views.is_empty() {
        call.tell(&Text::new("保存した絞込はありません。", "There is no saved view.").into());
    } else {
        output::print(&views.iter().map(line).collect::<String>())?;
    }
    Ok(Status::Done.into())
}

/// Saves a view, over one of the same name.
pub(super) fn save(call: &Call<'_>) -> Result<Next, Failure> {
    let (noun, name) = (noun(call)?, name(call.text("name"))?);
    let sort = call.text("sort");
    let orders = listings::of(noun).map_or(&[][..], |listing| listing.orders);
    if !sort.is_empty() && orders.iter().all(|order| order.id != sort) {
        let words: Vec<&str> = orders.iter().map(|order| order.id).collect();
        return Err(Failure::usage(sentence!(
            "--sort：「{sort}」という並び順はありません（{words}）。",
            "--sort: there is no order \"{sort}\" ({words}).",
            sort = Shown::new(sort),
            words = words.join(" ")
        )));
    }
    let way = if call.has("reverse") { Way::Backward } else { Way::Forward };
    let filter = call.text("filter").trim().to_owned();
    let saved = SavedView { noun, name, filter, sort: sort.to_owned(), way };
    let mut session = call.sign_in_writing()?;
    session.store.save_view(&session.actor.operator, &saved)?;
    call.tell(&view::saved(&saved.name));
    Ok(Status::Done.into())
}

/// Gives a view another name.
pub(super) fn rename(call: &Call<'_>) -> Result<Next, Failure> {
    let (noun, from, to) = (noun(call)?, call.text("name"), name(call.text("to"))?);
    let mut session = call.sign_in_writing()?;
    let renamed = session.store.rename_view(&session.actor.operator, noun, from, &to);
    if renamed.as_ref().is_err_and(StoreError::is_duplicate) {
        return Err(Failure::new(Status::Refused, view::name_taken(&to)));
    }
    answered(call, renamed?, from, &view::renamed(&to))
}

/// Deletes a view.
pub(super) fn delete(call: &Call<'_>) -> Result<Next, Failure> {
    let (noun, name) = (noun(call)?, call.text("name"));
    let mut session = call.sign_in_writing()?;
    let deleted = session.store.delete_view(&session.actor.operator, noun, name)?;
    answered(call, deleted, name, &view::deleted(name))
}

/// The view of this name.
pub(super) fn find(session: &Session, noun: Noun, name: &str) -> Result<SavedView, Failure> {
    let views = session.store.saved_views(&session.actor.operator)?;
    let found = views.into_iter().find(|view| view.noun == noun && view.name == name.trim());
    found.ok_or_else(|| no_view(name))
}

/// Lets a view say what the command line leaves open.
pub(super) fn fill_in(ask: &mut Ask, view: &SavedView, is_reversed: bool) {
    if ask.needle.is_none() {
        let (only, needle) =
            listings::of(view.noun).map_or((None, None), |listing| listing.asked(&view.filter));
        (ask.only, ask.needle) = (ask.only.or(only), needle);
    }
    if ask.order.is_none() {
        ask.order = Some(view.sort.clone()).filter(|sort| !sort.is_empty());
        ask.way = if is_reversed { view.way.turned() } else { view.way };
    }
}

fn answered(call: &Call<'_>, is_done: bool, name: &str, done: &Sentence) -> Result<Next, Failure> {
    if !is_done {
        return Err(no_view(name));
    }
    call.tell(done);
    Ok(Status::Done.into())
}

fn no_view(name: &str) -> Failure {
    Failure::new(Status::NotFound, view::no_view(name))
}

fn noun(call: &Call<'_>) -> Result<Noun, Failure> {
    let word = call.text("noun");
    let listing = listings::all().find(|listing| listing.noun.word() == word);
    listing.map(|listing| listing.noun).ok_or_else(|| no_view(word))
}

fn name(typed: &str) -> Result<String, Failure> {
    match typed.trim() {
        "" => Err(Failure::usage(sentence!("名前が空です。", "The name is empty."))),
        name => Ok(name.to_owned()),
    }
}

fn as_json(view: &SavedView) -> serde_json::Value {
    json!({
        "noun": view.noun.word(),
        "name": view.name,
        "filter": view.filter,
        "sort": view.sort,
        "reverse": view.way == Way::Backward,
    })
}

fn line(view: &SavedView) -> String {
    let name = width::pad(Shown::new(&view.name).as_str(), 24);
    let reverse = if view.way == Way::Backward { " --reverse" } else { "" };
    let filter = Shown::new(&view.filter);
    format!(
        "{}  {name}  --filter \"{filter}\" --sort {}{reverse}\n",
        width::pad(view.noun.word(), 12),
        view.sort
    )
}
