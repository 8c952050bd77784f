//! What `testing` needs of a request: to come as anybody, to stop before the handler, and to be told who was there and
//! what a refusal was. Compiled with that feature only.

use std::any::{TypeId, type_name};
use std::fmt::{self, Display};
use std::time::Duration;

use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::present::Present;
use super::state::CookieChange;
use super::{LoginContext, issue, recording};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::manager::Settings;
use crate::policy::Decision;
use crate::rule::{AccessRule, Denial};
use crate::session::{ClientInfo, RequestHead};
use crate::ticket::Lifespan;
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

/// The two cookies of somebody who is logged in, as the `Set-Cookie` of a log-in.
pub(crate) struct LoginCookies {
    pub(crate) session: HeaderValue,
    /// Its deletion, where the log-in is not remembered.
    pub(crate) remember: HeaderValue,
    pub(crate) handle: LoginHandle,
}

/// What a log-in would have set for somebody who proved that long ago who they are; `None` where the id fits no ticket.
pub(crate) fn login_cookies<U: UserMixin>(
    settings: &Settings,
    user: &U,
    proved_ago: Option<Duration>,
    is_remembered: bool,
    headers: &HeaderMap,
) -> Option<LoginCookies> {
    let now = settings.now();
    let ago =
        |age: Duration| Timestamp::from_unix_seconds(now.as_unix_seconds().saturating_sub(age.as_secs()));
    let extensions = Extensions::new();
    let request = &RequestHead::new(headers, &extensions);
    let fingerprint = issue::fingerprint(settings, request);
    let mut ticket = issue::begin(settings, user, fingerprint, now).ok()?;
    (ticket.is_remembered, ticket.authenticated_at) = (is_remembered, proved_ago.map(ago));
    let CookieChange::Set(session) = issue::session(settings, &ticket) else { return None };
    let span = Lifespan::from(now, settings.remember_for);
    if settings.ledger.is_some() {
        let client = ClientInfo::of(request, &settings.fingerprint);
        let record = recording::record(settings, &ticket, is_remembered.then_some(span.ends), &client);
        settings.unwritten.push(IdBuffer::of(&ticket.user_id), record);
    }
    let remember = is_remembered.then(|| issue::remember(settings, &ticket, span, now));
    let remember = match remember {
        Some(CookieChange::Set(remember)) => remember,
        _ => settings.deletions.remember.clone(),
    };
    Some(LoginCookies { session, remember, handle: LoginHandle::of(ticket.login.0) })
}

/// Somebody who can log in. Ids of two user types may look the same, and so may two ids of a type that prints little.
#[derive(Clone, Debug)]
pub(crate) struct Somebody {
    user_type: TypeId,
    id: IdBuffer,
    text: String,
}

impl Somebody {
    pub(crate) fn of<U: UserMixin>(user: &U) -> Self {
        let id = user.get_id();
        let text = format!("`{}` {id:?}", type_name::<U>());
        Self { user_type: TypeId::of::<U>(), id: IdBuffer::of(id), text }
    }
}

impl PartialEq for Somebody {
    fn eq(&self, other: &Self) -> bool {
        self.user_type == other.user_type && self.id.as_bytes() == other.id.as_bytes()
    }
}

impl Display for Somebody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Who is logged in once a response is there, in its extensions; absent where nobody asked or nobody could tell. One for
/// each user type that was asked for: a realm may be mounted in another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitors(pub(crate) Vec<Somebody>);

impl<U: UserMixin> LoginContext<U> {
    /// Notes who is there, as far as it was asked.
    pub(super) fn note_visitor(&self, response: &mut Response, is_log_out: bool) {
        let (person, _) = self.present();
        if person.is_none() && self.found().is_none() {
            return;
        }
        let visitor = match &person {
            // What a failed handler began is taken back, and only a log-out stands.
            Some(Present::Changed(_)) if response.status().is_server_error() => {
                self.found_person().filter(|_| !is_log_out).map(|person| &person.user)
            }
            person => person.as_ref().map(|person| &person.user),
        };
        let Visitors(visitors) = response.extensions_mut().get_or_insert_default();
        let is_new = |visitor: &Somebody| !visitors.contains(visitor);
        let visitor = visitor.map(Somebody::of).filter(is_new);
        visitors.extend(visitor);
    }
}
