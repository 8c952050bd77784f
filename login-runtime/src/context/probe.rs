//! What the matrix of `testing` needs of a request: to come as anybody, to stop before the handler, and to be told what a
//! refusal was. Compiled with that feature only.

use std::time::Duration;

use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::issue;
use super::state::CookieChange;
use crate::clock::Timestamp;
use crate::manager::Settings;
use crate::policy::Decision;
use crate::rule::{AccessRule, Denial};
use crate::session::RequestHead;
use crate::ticket::{LoginId, LoginTicket};
use crate::user::{IdBuffer, UserMixin};

/// Put into a request's extensions: it is to be decided about, and not handled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probe;

/// What an answer of ours was, in the response's extensions: a handler may answer 403 too.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Noted {
    LetThrough,
    Denied(Denial),
    Home,
    Refused(Decision),
}

/// Notes what an answer was. What is known more exactly already stays.
pub(super) fn noted(mut response: Response, what: Noted) -> Response {
    response.extensions_mut().get_or_insert(what);
    response
}

/// Notes what nobody noted: a failure of the user's loader, or of a resource's.
pub(super) fn noted_failure(response: Response) -> Response {
    noted(response, Noted::Refused(Decision::Unavailable))
}

/// The answer to a probe that the rules let through; without rules the guards further in are still to be asked.
pub(super) fn instead_of_handler(rules: &[AccessRule], extensions: &Extensions) -> Option<Response> {
    extensions.get::<Probe>().filter(|_| !rules.is_empty())?;
    Some(noted(StatusCode::NO_CONTENT.into_response(), Noted::LetThrough))
}

/// The `Cookie` header of somebody who is logged in, as a log-in would have set it; `None` where none could.
pub(crate) fn session_cookie<U: UserMixin>(
    settings: &Settings,
    user: &U,
    proved_ago: Option<Duration>,
    is_remembered: bool,
    headers: &HeaderMap,
) -> Option<String> {
    let now = settings.now();
    let ago =
        |age: Duration| Timestamp::from_unix_seconds(now.as_unix_seconds().saturating_sub(age.as_secs()));
    let ticket = LoginTicket {
        login: LoginId::random().ok()?,
        is_remembered,
        issued_at: settings.ended.first_valid_issue(IdBuffer::of(user.get_id()).as_bytes()?, now),
        authenticated_at: proved_ago.map(ago),
        seen_or_ends: now,
        stamp: issue::stamp(settings.sealer.active(), user),
        fingerprint: issue::fingerprint(settings, RequestHead::new(headers, &Extensions::new())),
        user_id: user.get_id().clone(),
    };
    let CookieChange::Set(cookie) = issue::session(settings, &ticket) else {
        return None;
    };
    let (pair, _) = cookie.to_str().ok()?.split_once(';')?;
    Some(pair.to_owned())
}
