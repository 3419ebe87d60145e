//! The list being read: which noun, filtered and sorted how, and the page that was read out last.

use super::desk::{Desk, Item};
use super::talk::{Break, joined};
use crate::domain::{Case, Context, Id, Noun};
use crate::listings::mask::Names;
use crate::listings::{self, Cell, Listing};
use crate::sentence;
use crate::store::{Ask, Key, Way, Window};
use crate::text::{Lang, Sentence, Shown, Text};

/// Rows read out at a time.
pub const PAGE: usize = 20;

/// A list and the place in it.
#[derive(Clone, Debug)]
pub struct View {
    /// What is listed.
    pub noun: Noun,
    /// The place of the order among the listing's.
    order: usize,
    way: Way,
    filter: String,
    /// Only rows that belong to this one, with its name as stored.
    related: Option<(Id, String)>,
    /// The keys of the first and the last row of the page.
    ends: Option<(Key, Key)>,
    has_before: bool,
    has_after: bool,
}

impl View {
    /// The whole list of a noun, in its usual order.
    pub fn of(noun: Noun) -> View {
        View {
            noun,
            order: 0,
            way: Way::Forward,
            filter: String::new(),
            related: None,
            ends: None,
            has_before: false,
            has_after: false,
        }
    }

    /// The rows of a noun that belong to a row.
    pub fn related(noun: Noun, to: Id, name: String) -> View {
        View { related: Some((to, name)), ..View::of(noun) }
    }

    fn listing(&self) -> Option<&'static Listing> {
        listings::of(self.noun)
    }

    /// What the list asks of the store.
    pub fn ask(&self) -> Ask {
        let (only, needle) = self.listing().map_or((None, None), |listing| listing.asked(&self.filter));
        let pending = (self.noun == Noun::Mirror && self.related.is_none()).then_some("pending");
        Ask {
            order: self.listing().and_then(|l| l.orders.get(self.order)).map(|o| o.id.to_owned()),
            way: self.way,
            needle,
            related: self.related.as_ref().map(|(id, _)| *id),
            only: only.or(pending),
        }
    }
}

/// Opens a list and reads its first rows out.
pub fn open(desk: &mut Desk, view: View) -> Result<(), Break> {
    desk.view = view;
    again(desk)
}

/// Reads the list out from its beginning.
pub fn again(desk: &mut Desk) -> Result<(), Break> {
    desk.forget_numbers();
    headline(desk)?;
    page(desk, &Window::First)
}

/// Filters the list; nothing to filter by shows all again.
pub fn filter(desk: &mut Desk, text: &str) -> Result<(), Break> {
    text.clone_into(&mut desk.view.filter);
    desk.view.related = None;
    again(desk)
}

/// The next rows.
pub fn more(desk: &mut Desk) -> Result<(), Break> {
    match desk.view.ends.clone().filter(|_| desk.view.has_after) {
        Some((_, last)) => page(desk, &Window::After(last)),
        None => {
            desk.say(Text::new("これが最後の行です。", "These are the last rows."));
            Ok(())
        }
    }
}

/// The rows before.
pub fn back(desk: &mut Desk) -> Result<(), Break> {
    match desk.view.ends.clone().filter(|_| desk.view.has_before) {
        Some((first, _)) => page(desk, &Window::Before(first)),
        None => {
            desk.say(Text::new("これが最初の行です。", "These are the first rows."));
            Ok(())
        }
    }
}

/// Sorts by the order named, the other way round where it is the one already; without a name it names them.
pub fn sort(desk: &mut Desk, named: &str) -> Result<(), Break> {
    let Some(listing) = desk.view.listing() else { return Ok(()) };
    let is_meant = |o: &listings::Choice| [o.id, o.label.ja, o.label.en].contains(&named);
    match listing.orders.iter().position(is_meant) {
        Some(at) if at == desk.view.order => desk.view.way = desk.view.way.turned(),
        Some(at) => (desk.view.order, desk.view.way) = (at, Way::Forward),
        None => {
            desk.say(Text::new(
                "並べ替えは s と順を入力します。同じ順をもう一度で逆順です。",
                "Sort with s and an order. The same order again turns it round.",
            ));
            for order in listing.orders {
                desk.say(sentence!("s {id}：{label}", "s {id}: {label}", id = order.id, label = order.label));
            }
            return Ok(());
        }
    }
    again(desk)
}

/// One sentence that says what is listed: how many, in which order, filtered by what.
fn headline(desk: &mut Desk) -> Result<(), Break> {
    let Some(listing) = desk.view.listing() else { return Ok(()) };
    let ctx = desk.context();
    let count = (listing.count)(&desk.reader(&ctx), &desk.view.ask())?;
    let mut parts =
        vec![sentence!("{noun} {n}件", "{noun}: {n} rows", noun = desk.view.noun.label(), n = count)];
    parts.extend(listing.orders.get(desk.view.order).map(|order| Sentence::from(order.label)));
    if desk.view.way == Way::Backward {
        parts.push(Text::new("逆順", "turned round").into());
    }
    if !desk.view.filter.is_empty() {
        let filter = Shown::new(&desk.view.filter);
        parts.push(sentence!("絞込 {filter}", "filtered by {filter}", filter = filter));
    }
    let names = Names::new(desk.view.related.iter().map(|(_, name)| name.clone()));
    if let Some((id, name)) = &desk.view.related {
        let name = Shown::new(name);
        parts.push(sentence!("{id} {name} の分", "of {id} {name}", id = id, name = name));
    }
    for tally in listing.tallies {
        let ask = Ask { only: Some(tally.id), ..Ask::default() };
        let n = (listing.count)(&desk.reader(&ctx), &ask)?;
        parts.push(sentence!("{label} {n}", "{label} {n}", label = tally.label, n = n));
    }
    let all = joined(&parts);
    desk.say_about(&sentence!("{all}。", "{all}.", all = all), &names);
    Ok(())
}

fn page(desk: &mut Desk, window: &Window) -> Result<(), Break> {
    let Some(listing) = desk.view.listing() else { return Ok(()) };
    let ctx = desk.context();
    let page = listings::desk::page(listing, &desk.reader(&ctx), &desk.view.ask(), window, PAGE)?;
    let ends = page.rows.first().zip(page.rows.last());
    desk.view.ends = ends.map(|((first, _), (last, _))| (first.clone(), last.clone()));
    (desk.view.has_before, desk.view.has_after) = (page.has_before, page.has_after);
    for (_, case) in &page.rows {
        say_row(desk, listing, case, &ctx);
    }
    if page.has_after {
        desk.say(Text::new("続きは + です。", "+ reads on."));
    }
    Ok(())
}

/// One row on one line, with its number.
pub fn say_row(desk: &mut Desk, listing: &Listing, case: &Case, ctx: &Context) {
    let number = desk.number(Item::Row(case.id()));
    let cells = listing.columns.iter().map(|column| (column.cell)(case, ctx)).filter(is_said);
    let mut parts = vec![sentence!("{id}", "{id}", id = case.id())];
    parts.extend(cells.map(|cell| cell.words));
    let parts = joined(&parts);
    let line = sentence!("{number}：{parts}", "{number}: {parts}", number = number, parts = parts);
    desk.say_about(&line, &Names::of(case));
}

/// A column without content, or with the sign for none, has nothing to say.
fn is_said(cell: &Cell) -> bool {
    !matches!(cell.words.get(Lang::Ja), "" | "-")
}
