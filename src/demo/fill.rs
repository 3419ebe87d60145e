//! Fills an empty store: noun by noun in the order of their references, in large transactions.

use super::accounts::Account;
use super::history::{before, group_before, membership_before};
use super::invitations::Ground;
use super::people::Roster;
use super::plan::{Block, HOME, Plan, Scale};
use super::world::World;
use crate::actions::Go;
use crate::domain::{Invitation, Membership, Role};
use crate::store::ledger::{self, Draft};
use crate::store::{Row, Scope, Store, StoreError};
use crate::text::Text;
use crate::text::date::Instant;

/// Rows between two reports of progress: few enough that a stop is heard at once.
const PIECE: usize = 2_000;

/// Pieces of one transaction: many, since each commit writes every page of an index that it touched.
const PIECES: usize = 100;

/// How far the filling has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being written.
    pub what: Text,
    /// Rows written so far.
    pub done: u64,
    /// Rows there will be, nearly.
    pub of: u64,
}

/// The store could not be filled; what stands in it is of no use.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The caller wanted no more.
    #[error("stopped")]
    Stopped,
}

/// Fills an empty store and returns who may sign in, the first admin first.
///
/// The same scale, seed and day give the same rows.
///
/// # Errors
/// Where the store fails or `progress` says stop. The store is then half filled and to be thrown away.
pub fn fill(
    store: &mut Store,
    scale: Scale,
    seed: u64,
    now: Instant,
    progress: &mut dyn FnMut(Progress) -> Go,
) -> Result<Vec<Account>, DemoError> {
    fill_as_planned(store, Plan::of(scale), seed, now, progress)
}

pub(super) fn fill_as_planned(
    store: &mut Store,
    plan: Plan,
    seed: u64,
    now: Instant,
    progress: &mut dyn FnMut(Progress) -> Go,
) -> Result<Vec<Account>, DemoError> {
    let world = World::new(plan, seed, now);
    store.with_room(|store| {
        let mut filling = Filling { store, world: &world, progress, done: 0 };
        filling.nouns()?;
        filling.past()
    })?;
    Ok(world.accounts())
}

struct Filling<'f> {
    store: &'f mut Store,
    world: &'f World,
    progress: &'f mut dyn FnMut(Progress) -> Go,
    done: u64,
}

impl Filling<'_> {
    fn nouns(&mut self) -> Result<(), DemoError> {
        let (world, plan) = (self.world, self.world.plan);
        let users = 1..=plan.total.users;
        self.rows(
            Text::new("事業所", "Offices"),
            (1..=plan.offices).map(|n| world.office(n)).chain(world.applicants()),
        )?;
        self.rows(Text::new("ユーザー", "Users"), world.everybody().map(|user| world.user_before(user)))?;
        self.rows(Text::new("誓約書", "Pledges"), users.clone().filter_map(|n| world.pledge(n)))?;
        self.rows(Text::new("教育", "Trainings"), users.clone().filter_map(|n| world.training(n)))?;
        let sanctions = users.filter_map(|n| world.sanction(n)).filter(|s| !world.is_told(s));
        self.rows(Text::new("制限", "Sanctions"), sanctions)?;
        self.rows(Text::new("患者", "Patients"), groups(plan).filter_map(|(b, n)| world.patient(&b, n)))?;
        let all = groups(plan).map(|(b, n)| {
            let group = world.group(&b, n);
            if b.is_home() { group_before(group) } else { group }
        });
        self.rows(Text::new("グループ", "Groups"), all)?;
        self.rows(
            Text::new("同意書", "Consents"),
            groups(plan).filter_map(|(b, n)| world.consent(&b, n)).chain(world.handed_over()),
        )?;
        self.rows(Text::new("保全", "Holds"), groups(plan).filter_map(|(b, n)| world.hold(&b, n)))?;
        self.rows(Text::new("参加", "Memberships"), plan.every_block().flat_map(|b| memberships(world, &b)))?;
        self.rows(Text::new("招待", "Invitations"), plan.every_block().flat_map(|b| invitations(world, &b)))?;
        self.rows(Text::new("台帳", "Registers"), plan.every_block().flat_map(|b| world.records(&b)))?;
        self.rows(Text::new("精査", "Reviews"), plan.every_block().flat_map(|b| world.decisions(&b)))
    }

    /// Streams rows of one noun into the store.
    fn rows<R: Row>(&mut self, what: Text, rows: impl Iterator<Item = R>) -> Result<(), DemoError> {
        let (mut rows, of, today) = (rows.peekable(), expected(&self.world.plan), self.world.today);
        while rows.peek().is_some() {
            let (done, progress) = (&mut self.done, &mut *self.progress);
            self.store.write(scope(), today, |tx| {
                for _ in 0..PIECES {
                    *done += tx.insert_bulk(rows.by_ref().take(PIECE))?;
                    if progress(Progress { what, done: *done, of: of.max(*done) }) == Go::Stop {
                        return Err(DemoError::Stopped);
                    }
                    if rows.peek().is_none() {
                        break;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The operators, the ledger's first entry, and what was decided since.
    fn past(&mut self) -> Result<(), DemoError> {
        let world = self.world;
        let home = world.plan.block(0);
        let roster = Roster::of(world, &home);
        let rows = Ground::of(world, &home, &roster).invitations();
        let events = world.events(&home, &roster, rows);
        let began = events.first().map_or(world.now, |event| event.at) - chrono::TimeDelta::hours(1);
        let details = format!("{{\"rows\":{}}}", self.done);
        self.store.write(scope(), world.today, |tx| {
            let accounts = world.accounts();
            let others = accounts.iter().map(|account| &account.actor).filter(|actor| actor.user.is_none());
            others.into_iter().try_for_each(|actor| tx.insert_operator(actor))?;
            ledger::append(tx, first_entry(began, details))?;
            events.iter().try_for_each(|event| world.replay(tx, event)).map_err(DemoError::from)
        })
    }
}

fn groups(plan: Plan) -> impl Iterator<Item = (Block, i64)> {
    plan.every_block().flat_map(|block| {
        let numbers = block.groups.clone();
        numbers.map(move |number| (block.clone(), number))
    })
}

fn memberships(world: &World, block: &Block) -> Vec<Membership> {
    let roster = Roster::of(world, block);
    let rows = block.groups.clone().flat_map(|number| {
        let group = world.group(block, number);
        world.memberships(block, &roster, &group)
    });
    if block.is_home() { rows.map(membership_before).collect() } else { rows.collect() }
}

fn invitations(world: &World, block: &Block) -> Vec<Invitation> {
    let roster = Roster::of(world, block);
    let rows = Ground::of(world, block, &roster).invitations();
    if block.is_home() { rows.into_iter().map(before).collect() } else { rows }
}

fn expected(plan: &Plan) -> u64 {
    let total = plan.total;
    let rows =
        plan.offices + 3 * total.users + 3 * total.groups + total.memberships + total.open + total.closed;
    rows.unsigned_abs()
}

fn scope() -> Scope {
    Scope { office: HOME, role: Role::Admin }
}

fn first_entry(at: Instant, details: String) -> Draft {
    Draft {
        at,
        actor: "demo".to_owned(),
        role: Role::Admin.word(),
        office: HOME.0,
        session: "demo".to_owned(),
        client: String::new(),
        key_print: String::new(),
        ssh_key: String::new(),
        action: "demo.fill".to_owned(),
        object: HOME.id().to_string(),
        outcome: ledger::Outcome::Done,
        reason: String::new(),
        clauses: String::new(),
        undoes: None,
        details,
    }
}
