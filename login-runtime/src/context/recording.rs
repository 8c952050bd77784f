//! What the ledger is asked and told of a request's log-in, where there is one.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};

use super::claim::has_ended;
use super::ending::{Superseded, last_expiry};
use super::state::{Change, CookieChange, Person};
use super::{LoginContext, LoginError};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::ledger::{AnyLedger, LedgerError, LoginRecord};
use crate::manager::Settings;
use crate::session::ClientInfo;
use crate::ticket::{LoginId, LoginTicket};
use crate::user::{IdBuffer, UserId, UserMixin};

/// The log-ins of one user, as the ledger knows them.
pub(super) struct Account<'l> {
    pub(super) ledger: &'l dyn AnyLedger,
    owner: IdBuffer,
}

impl<'l> Account<'l> {
    /// `None` where there is no ledger.
    pub(super) fn of<I: UserId>(settings: &'l Settings, user_id: &I) -> Option<Self> {
        let ledger = settings.ledger.as_deref()?;
        Some(Self { ledger, owner: IdBuffer::of(user_id) })
    }

    pub(super) fn owner(&self) -> &[u8] {
        self.owner.in_ticket()
    }
}

/// Says whether a log-in stands in the ledger, if that can be told without waiting; each does where there is none.
pub(super) fn stands_at_once<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    now: Timestamp,
) -> Option<Result<bool, LedgerError>> {
    let Some(account) = Account::of(settings, &ticket.user_id) else { return Some(Ok(true)) };
    let expiry = account.ledger.expiry_at_once(account.owner(), LoginHandle::of(ticket.login.0))?;
    Some(expiry.map(|expiry| is_ahead(expiry, now)))
}

/// Says whether a log-in stands in the ledger.
pub(super) async fn stands<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    now: Timestamp,
) -> Result<bool, LedgerError> {
    let Some(account) = Account::of(settings, &ticket.user_id) else { return Ok(true) };
    let expiry = account.ledger.expiry(account.owner(), LoginHandle::of(ticket.login.0)).await?;
    Ok(is_ahead(expiry, now))
}

fn is_ahead(expiry: Option<Timestamp>, now: Timestamp) -> bool {
    expiry.is_some_and(|expiry| expiry > now)
}

/// Ends in the ledger what ended in this process: its user is gone or switched off.
pub(super) async fn end_as_here<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    now: Timestamp,
) -> Result<(), LedgerError> {
    if let Some(account) = Account::of(settings, &ticket.user_id)
        && has_ended(settings, ticket, now)
    {
        account.ledger.end(account.owner(), LoginHandle::of(ticket.login.0)).await?;
    }
    Ok(())
}

/// Ends log-ins in the ledger, but for one, and those as which they went on a moment ago.
pub(super) async fn end_all(
    settings: &Settings,
    ended: &[Superseded],
    except: Option<LoginId>,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let Some(ledger) = settings.ledger.as_deref() else { return Ok(()) };
    for ended in ended.iter().filter(|ended| Some(ended.login) != except) {
        let mut next = Some(ended.login);
        while let Some(login) = next {
            ledger.end(&ended.owner, LoginHandle::of(login.0)).await?;
            next = settings.ended.successor(login, now);
        }
    }
    Ok(())
}

/// Writes a log-in down that begins.
pub(super) async fn begin<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    remembered_until: Option<Timestamp>,
    client: &ClientInfo,
) -> Result<(), LedgerError> {
    let Some(account) = Account::of(settings, &ticket.user_id) else { return Ok(()) };
    let record = record(settings, ticket, remembered_until, client);
    if account.ledger.create(account.owner(), record).await? { Ok(()) } else { Err(HANDLE_TAKEN.into()) }
}

const HANDLE_TAKEN: &str =
    "the ledger has a log-in of this handle already, which by chance alone there is not";

pub(super) fn record<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    remembered_until: Option<Timestamp>,
    client: &ClientInfo,
) -> LoginRecord {
    LoginRecord {
        handle: LoginHandle::of(ticket.login.0),
        client: client.for_the_record(),
        created_at: ticket.issued_at,
        seen_at: ticket.seen_or_ends,
        expires_at: last_expiry(settings, ticket, remembered_until, ticket.issued_at),
    }
}

/// What a response changes, before the ledger is told of it.
pub(crate) struct Unrecorded {
    pub(super) change: Change,
    pub(super) entry: Entry,
}

/// What is to be written.
pub(super) struct Entry {
    owner: IdBuffer,
    what: What,
}

enum What {
    Create(LoginRecord),
    Replace { old: LoginHandle, new: LoginRecord },
    Touch { handle: LoginHandle, seen_at: Timestamp, expires_at: Timestamp },
}

impl<U: UserMixin> LoginContext<U> {
    /// What the ledger must be told before a change goes out.
    pub(super) fn entry(&self, change: &Change, response: &Response) -> Option<Entry> {
        let settings = self.settings();
        // A failed handler has changed nothing, and a log-out told the ledger already.
        if settings.ledger.is_none() || response.status().is_server_error() {
            return None;
        }
        let (person, _) = self.present();
        let ticket = person.as_deref().and_then(Person::ticket)?;
        if has_ended(settings, ticket, settings.now()) {
            return None;
        }
        let what = match &change.client {
            Some(client) => {
                let remembered_until = self.state().remembered.map(|span| span.ends);
                let new = record(settings, ticket, remembered_until, client);
                match change.rotated_from {
                    Some(old) => What::Replace { old: LoginHandle::of(old.0), new },
                    None => What::Create(new),
                }
            }
            None if matches!(change.session, CookieChange::Set(_)) => What::Touch {
                handle: LoginHandle::of(ticket.login.0),
                seen_at: ticket.seen_or_ends,
                expires_at: change.remembered_until.map_or(ticket.seen_or_ends, |ends| {
                    last_expiry(settings, ticket, Some(ends), ticket.issued_at)
                }),
            },
            None => return None,
        };
        Some(Entry { owner: IdBuffer::of(&ticket.user_id), what })
    }

    /// Commits what the request changed, once the ledger knows.
    pub(super) async fn finish(self: Arc<Self>, mut response: Response) -> Response {
        match self.commit(&mut response) {
            None => response,
            Some(unrecorded) => self.record(unrecorded, response).await,
        }
    }

    /// Tells the ledger of a change and commits it; a 503 where that fails, and no cookie is set.
    pub(super) async fn record(
        self: Arc<Self>,
        unrecorded: Box<Unrecorded>,
        mut response: Response,
    ) -> Response {
        let Unrecorded { mut change, entry } = *unrecorded;
        match write(self.settings(), entry, &change).await {
            Ok(true) => {}
            // It ended in the meantime: its cookies would be worthless, and lie over those of another tab.
            Ok(false) => change.give_way(),
            Err(error) => response = LoginError::Ledger(error).into_response(),
        }
        self.commit_change(change, &mut response);
        response
    }
}

/// Says whether the log-in stands now that it is written.
async fn write(settings: &Settings, entry: Entry, change: &Change) -> Result<bool, LedgerError> {
    let Some(ledger) = settings.ledger.as_deref() else { return Ok(true) };
    let owner = entry.owner.in_ticket();
    match entry.what {
        What::Touch { handle, seen_at, expires_at } => ledger.touch(owner, handle, seen_at, expires_at).await,
        What::Create(record) => {
            let handle = record.handle;
            if !ledger.create(owner, record).await? {
                return Err(HANDLE_TAKEN.into());
            }
            let ended = end_replaced(settings, owner, handle, change).await;
            if ended.is_err() {
                // Whoever was logged in here still is. It may fail as well, and then nobody has this log-in's cookie.
                let _ = ledger.end(owner, handle).await;
            }
            ended.map(|()| true)
        }
        What::Replace { old, new } => {
            let handle = new.handle;
            // First, as what else there is to end may be what another tab replaced the old one by.
            if !ledger.replace(owner, old, new).await? {
                return Ok(false);
            }
            end_replaced(settings, owner, handle, change).await.map(|()| true)
        }
    }
}

/// Ends what a log-in takes the place of, but for its old id, which is replaced.
async fn end_replaced(
    settings: &Settings,
    owner: &[u8],
    kept: LoginHandle,
    change: &Change,
) -> Result<(), LedgerError> {
    end_all(settings, &change.superseded, change.rotated_from, settings.now()).await?;
    if let Some(ledger) = settings.ledger.as_deref().filter(|_| change.ends_others) {
        ledger.end_all(owner, Some(kept)).await?;
    }
    Ok(())
}
