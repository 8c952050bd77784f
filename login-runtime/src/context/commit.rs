//! What the response carries: cookies, and the headers that keep it out of caches.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;

use super::claim::has_ended;
use super::ending::{end_with_successors, rotate};
use super::recording::Unrecorded;
use super::state::{Carried, Change, CookieChange, News};
use super::{LoginContext, Person};
use crate::crypto::Purpose;
use crate::events::LoginEvent;
use crate::session::Ending;
use crate::user::UserMixin;

impl<U: UserMixin> LoginContext<U> {
    /// Commits what the request changed, unless its handler failed: a log-in whose handler answers with a 500 never happened.
    /// What the ledger must be told first is given back, and nothing is committed yet.
    pub(super) fn commit(&self, response: &mut Response) -> Option<Box<Unrecorded>> {
        self.note_commit();
        let Some(change) = self.take_change() else {
            #[cfg(feature = "testing")]
            self.note_visitor(response, false);
            if self.is_consulted() {
                self.keep_out_of_caches(response.headers_mut());
            }
            return None;
        };
        if let Some(entry) = self.entry(&change, response) {
            return Some(Box::new(Unrecorded { change, entry }));
        }
        self.commit_change(change, response);
        None
    }

    /// Commits a change of which the ledger knows.
    pub(super) fn commit_change(&self, mut change: Change, response: &mut Response) {
        #[cfg(feature = "testing")]
        self.note_visitor(response, change.is_log_out);
        let settings = self.settings();
        let carried = self.found().map_or_else(Carried::default, |found| found.carried);
        self.leave_ended_alone(&mut change);
        if response.status().is_server_error() {
            change.undo();
        } else {
            self.settle(&mut change);
        }
        let deletions = &settings.deletions;
        let cookies = [
            (Purpose::Session, change.session, carried.session, &deletions.session),
            (Purpose::Remember, change.remember, carried.remember, &deletions.remember),
            // These are deleted only when they were read, so the browser had them.
            (Purpose::Flash, change.flash, true, &deletions.flash),
            (Purpose::Next, change.next, true, &deletions.next),
        ];
        let headers = response.headers_mut();
        let mut is_private = self.is_consulted();
        for (purpose, change, is_carried, deletion) in cookies {
            let header = match change {
                CookieChange::Set(header) => Some(header),
                CookieChange::Delete if is_carried => Some(deletion.clone()),
                CookieChange::Keep | CookieChange::Delete => None,
            };
            if let Some(header) = header.filter(|_| !is_set(headers, settings.cookie_name(purpose))) {
                headers.append(header::SET_COOKIE, header);
                is_private = true;
            }
        }
        if let Some(deletion) = change.taken_over {
            headers.append(header::SET_COOKIE, deletion);
        }
        if is_private {
            self.keep_out_of_caches(headers);
        }
    }

    /// Shared caches and the back button: what depends on who asks is stored nowhere, whatever the handler said.
    fn keep_out_of_caches(&self, headers: &mut HeaderMap) {
        const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
        const COOKIE: HeaderValue = HeaderValue::from_static("Cookie");
        const AUTHORIZATION: HeaderValue = HeaderValue::from_static("Authorization");
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        drop_targeted(headers);
        vary_on(COOKIE, headers);
        if self.bound().requests().are_asked {
            vary_on(AUTHORIZATION, headers);
        }
    }

    /// Sets no ticket of a log-in that ended meanwhile: it would be worthless, and lie over the cookie of whoever logged in
    /// or confirmed in another tab since.
    fn leave_ended_alone(&self, change: &mut Change) {
        let settings = self.settings();
        let (person, _) = self.present();
        let Some(ticket) = person.as_deref().and_then(Person::ticket) else { return };
        if has_ended(settings, ticket, settings.now()) {
            for cookie in [&mut change.session, &mut change.remember] {
                if matches!(cookie, CookieChange::Set(_)) {
                    *cookie = CookieChange::Keep;
                }
            }
            change.news = None;
        }
    }

    /// Ends what the change replaces, and tells of it.
    fn settle(&self, change: &mut Change) {
        let settings = self.settings();
        let now = settings.now();
        for superseded in std::mem::take(&mut change.superseded) {
            if change.rotated_from != Some(superseded.login) {
                end_with_successors(settings, &superseded, now);
                continue;
            }
            let (person, _) = self.present();
            let successor = person.as_deref().and_then(Person::ticket).map(|ticket| ticket.login);
            if rotate(settings, &superseded, successor, now) == Ending::HadEnded {
                change.give_way();
                break;
            }
        }
        let Some(news) = change.news.take() else { return };
        let (Some(person), _) = self.present() else { return };
        let user = &person.user;
        let event = match news {
            News::LoggedIn => LoginEvent::LoggedIn { user, remembered: person.is_remembered() },
            News::Confirmed => LoginEvent::Confirmed { user },
        };
        self.bound().tell(event, || change.client.take().unwrap_or_default());
    }
}

impl Change {
    /// Leaves everything to another tab, which logged out or confirmed since: going on under a new id would bring the session back,
    /// and a deletion, or an end to what the other tab was given, would take that away.
    pub(super) fn give_way(&mut self) {
        (self.session, self.remember) = (CookieChange::Keep, CookieChange::Keep);
        self.superseded.clear();
        self.news = None;
    }

    /// Takes back what a failed handler began. A log-out stands.
    fn undo(&mut self) {
        let outcome = || if self.is_log_out { CookieChange::Delete } else { CookieChange::Keep };
        (self.session, self.remember) = (outcome(), outcome());
        (self.flash, self.next) = (CookieChange::Keep, CookieChange::Keep);
        if !self.is_log_out {
            self.taken_over = None;
        }
    }
}

/// Says whether the response sets a cookie already: a router of the same manager further in knew more than this one.
fn is_set(headers: &HeaderMap, name: &str) -> bool {
    let sets = |line: &HeaderValue| {
        line.as_bytes().strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"="))
    };
    headers.get_all(header::SET_COOKIE).iter().any(sets)
}

/// Drops what shared caches heed before `Cache-Control`: `CDN-Cache-Control` (RFC 9213), those with a vendor's name,
/// `Surrogate-Control`, `Edge-Control`, and nginx's `X-Accel-Expires`.
fn drop_targeted(headers: &mut HeaderMap) {
    let is_targeted = |name: &&HeaderName| {
        let name = name.as_str();
        name.ends_with("-cache-control")
            || matches!(name, "surrogate-control" | "edge-control" | "x-accel-expires")
    };
    // Hardly ever is there any, so nothing is collected first.
    while let Some(name) = headers.keys().find(is_targeted).cloned() {
        headers.remove(name);
    }
}

/// Adds a header that the response depends on, unless it is named already.
fn vary_on(name: HeaderValue, headers: &mut HeaderMap) {
    // A response has few headers: walking past their names takes less than hashing one.
    if headers.keys().all(|key| key != header::VARY) {
        headers.insert(header::VARY, name);
        return;
    }
    let is_named = headers.get_all(header::VARY).iter().any(|vary| {
        vary.as_bytes().split(|byte| *byte == b',').any(|named| {
            let named = named.trim_ascii();
            named == b"*" || named.eq_ignore_ascii_case(name.as_bytes())
        })
    });
    if !is_named {
        headers.append(header::VARY, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vary_is_added_to_and_not_repeated() {
        for (given, after) in [
            (&[][..], &["Cookie"][..]),
            (&["Accept"], &["Accept", "Cookie"]),
            (&["accept , cOOkie"], &["accept , cOOkie"]),
            (&[" * "], &["*"]),
        ] {
            let mut headers = HeaderMap::new();
            for vary in given {
                headers.append(header::VARY, HeaderValue::from_static(vary.trim()));
            }
            vary_on(HeaderValue::from_static("Cookie"), &mut headers);
            let all: Vec<_> = headers.get_all(header::VARY).iter().collect();
            assert_eq!(all, after);
        }
    }
}
