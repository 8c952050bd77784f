//! Ending log-ins before their time.

use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::Ending;
use crate::ticket::{LoginId, LoginTicket};

/// The moment after which no ticket of this log-in is good any more, ended or not.
///
/// `remembered_until` is the end of its remember ticket, where that is known.
pub(super) fn last_expiry<I>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    remembered_until: Option<Timestamp>,
    now: Timestamp,
) -> Timestamp {
    let latest = if ticket.is_remembered { now.after(Settings::MAX_REMEMBER) } else { now };
    // A session restored in the last second of a remember ticket lives on for a whole absolute timeout.
    remembered_until.unwrap_or(latest).after(settings.absolute)
}

/// Ends a log-in for good, as far as this process goes.
pub(super) fn end(settings: &Settings, login: LoginId, until: Timestamp, now: Timestamp) -> Ending {
    let ending = settings.ended.end(login, until, now);
    if ending == Ending::ListWasFull {
        Event::EndedListFull.emit();
    }
    ending
}
