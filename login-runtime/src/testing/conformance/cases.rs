//! The facts, one function each. The macro names them; nobody else does.

use std::future::Future;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};

use super::Conformance;
use crate::context::login_cookies;
use crate::crypto::Key;
use crate::manager::{LoginManager, Settings};
use crate::session::{Ending, RequestHead, SessionProtection};
use crate::testing::{TestClient, TestResponse, assert_challenged, assert_logged_in_as};
use crate::user::{IdBuffer, UserMixin};

const SECOND: Duration = Duration::from_secs(1);

/// Runs a case on a runtime of its own, with whatever drivers the application's tokio has.
pub fn run(case: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be built").block_on(case);
}

/// A guest gets nowhere, and no cache keeps what they get.
pub async fn a_guest_is_refused<U: UserMixin>(examined: &Conformance<U>) {
    let response = examined.guest().get(&examined.guarded).await;
    assert_challenged!(response);
    assert_private(&response);
}

pub async fn a_log_in_is_served_and_kept_out_of_caches<U: UserMixin>(examined: &Conformance<U>) {
    let response = examined.logged_in().get(&examined.guarded).await;
    assert_logged_in_as!(response, &examined.user);
    assert_private(&response);
}

/// Whoever changes one character of a ticket has none.
pub async fn a_changed_ticket_is_a_guests<U: UserMixin>(examined: &Conformance<U>) {
    let ticket = ticket_of(examined);
    for at in 0..ticket.len() {
        let mut changed = ticket.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        assert_guests(examined, &changed).await;
    }
}

pub async fn a_cut_or_longer_ticket_is_a_guests<U: UserMixin>(examined: &Conformance<U>) {
    let ticket = ticket_of(examined);
    for end in (0..ticket.len()).step_by(7) {
        assert_guests(examined, &ticket.as_bytes()[..end]).await;
    }
    for more in ["A", "AAAA", "=", "==", "."] {
        assert_guests(examined, format!("{ticket}{more}").as_bytes()).await;
    }
}

pub async fn a_ticket_is_good_under_its_own_name_only<U: UserMixin>(examined: &Conformance<U>) {
    let names = &examined.manager.0.cookies;
    let mut client = examined.guest();
    client.acting_as(&examined.user).remembered();
    let tickets = [&names.session, &names.remember].map(|name| client.cookie(name).map(str::to_owned));
    let [Some(session), Some(remember)] = tickets else { panic!("a remembered log-in has two cookies") };
    for (name, value) in [(&names.session, remember), (&names.remember, session)] {
        let moved = HeaderValue::try_from(format!("{name}={value}")).expect("visible ASCII");
        assert_challenged!(ask_with(examined, moved).await);
    }
}

/// A sibling domain that adds a cookie of our name must not win by its place.
pub async fn a_ticket_sent_twice_is_nobodys<U: UserMixin>(examined: &Conformance<U>) {
    let (name, ticket) = (&examined.manager.0.cookies.session, ticket_of(examined));
    for (first, second) in [(&*ticket, &*ticket), (&*ticket, "junk"), ("junk", &*ticket)] {
        let both = HeaderValue::try_from(format!("{name}={first}; {name}={second}"));
        assert_challenged!(ask_with(examined, both.expect("visible ASCII")).await);
    }
}

pub async fn foreign_cookies_change_nothing<U: UserMixin>(examined: &Conformance<U>) {
    let (name, ticket) = (&examined.manager.0.cookies.session, ticket_of(examined));
    let lower = name.to_ascii_lowercase();
    let others = [
        "a=b; c=\"d e\"".to_owned(),
        "; ;; =; x; =y".to_owned(),
        format!("{lower}x=1; x{name}=2; {name}x=3"),
        name.replace('_', "%5F") + "=4",
        format!("big={}", "x".repeat(16_000)),
    ];
    for other in others.iter().map(String::as_bytes).chain([&b"n=\xff\xfe\x80"[..]]) {
        for cookies in [[other, &b"; "[..], name.as_bytes(), b"=", ticket.as_bytes()].concat(), {
            [name.as_bytes(), b"=", ticket.as_bytes(), b"; ", other].concat()
        }] {
            let cookies = HeaderValue::from_bytes(&cookies).expect("a header value");
            assert_logged_in_as!(ask_with(examined, cookies).await, &examined.user);
        }
    }
}

pub async fn junk_is_a_guests<U: UserMixin>(examined: &Conformance<U>) {
    let long = "A".repeat(65_536);
    let junk: [&[u8]; 9] = [
        b"",
        b"\"",
        b"null",
        b"0",
        b"1|abc",
        b"%00",
        b"\xff\xfe",
        b"eyJhbGciOiJub25lIn0.e30.",
        long.as_bytes(),
    ];
    for value in junk {
        assert_guests(examined, value).await;
    }
}

pub async fn a_ticket_of_another_key_is_a_guests<U: UserMixin>(examined: &Conformance<U>) {
    let key = Key::generate().expect("the operating system has random bytes");
    let other = LoginManager::new(key).build().expect("the defaults are good settings");
    let cookies = login_cookies(&other.0, &examined.user, Some(Duration::ZERO), false, &HeaderMap::new());
    let cookie = cookies.expect("the id fits a ticket").session;
    let (pair, _) = cookie.to_str().ok().and_then(|cookie| cookie.split_once(';')).expect("attributes");
    let (_, ticket) = pair.split_once('=').expect("a name and a value");
    assert_guests(examined, ticket.as_bytes()).await;
}

pub async fn a_session_ends_when_nothing_is_asked_for_long<U: UserMixin>(examined: &Conformance<U>) {
    let mut client = examined.logged_in();
    examined.clock.advance(settings(examined).idle.saturating_sub(SECOND));
    assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
    examined.clock.advance(settings(examined).idle);
    assert_challenged!(client.get(&examined.guarded).await);
}

/// However often somebody comes: a thief who keeps asking is out as well.
pub async fn a_session_ends_at_its_absolute_timeout<U: UserMixin>(examined: &Conformance<U>) {
    let (mut client, settings) = (examined.logged_in(), settings(examined));
    // At least a second less than the idle timeout, which is two or more; in at most a thousand steps.
    let step = settings.idle.saturating_sub(SECOND).max(SECOND);
    let mut age = Duration::ZERO;
    while age + step < settings.absolute && age < step * 1000 {
        examined.clock.advance(step);
        age += step;
        assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
    }
    examined.clock.advance(settings.absolute.saturating_sub(age));
    assert_challenged!(client.get(&examined.guarded).await);
}

pub async fn a_log_in_is_forgotten_when_the_browser_closes<U: UserMixin>(examined: &Conformance<U>) {
    let mut client = examined.logged_in();
    client.close_browser();
    assert_challenged!(client.get(&examined.guarded).await);
}

/// It comes back, and is not fresh: whoever sits down at the computer has proved nothing.
pub async fn a_remembered_log_in_survives_the_browser<U: UserMixin>(examined: &Conformance<U>) {
    let mut client = examined.guest();
    client.acting_as(&examined.user).remembered();
    client.close_browser();
    assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
    if let Some(fresh) = examined.fresh() {
        assert_challenged!(client.get(fresh).await);
    }
}

pub async fn a_remembered_log_in_ends<U: UserMixin>(examined: &Conformance<U>) {
    let mut client = examined.guest();
    client.acting_as(&examined.user).remembered();
    client.close_browser();
    let names = &settings(examined).cookies;
    let ticket = client.cookie(&names.remember).expect("a remembered log-in has a cookie").to_owned();
    examined.clock.advance(settings(examined).remember_for);
    // As somebody would who kept a copy: the browser's own is gone by now.
    client.set_cookie(&names.remember, &ticket);
    assert_challenged!(client.get(&examined.guarded).await);
}

pub async fn a_fresh_route_asks_for_a_fresh_log_in<U: UserMixin>(examined: &Conformance<U>) {
    let Some(fresh) = examined.fresh() else { return };
    let mut client = examined.logged_in();
    assert_logged_in_as!(client.get(fresh).await, &examined.user);
    client.acting_as(&examined.user).stale("399d");
    assert_challenged!(client.get(fresh).await);
    assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
}

/// What that means is for the session protection to say; a fingerprint that does not look at the `User-Agent` sees nothing.
pub async fn another_client_is_noticed<U: UserMixin>(examined: &Conformance<U>) {
    let settings = settings(examined);
    let print = |agent| {
        let headers = HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(agent))]);
        settings.fingerprint.of(settings.sealer.active(), &RequestHead::new(&headers, &Extensions::new()))
    };
    let mut client = examined.guest();
    client.acting_as(&examined.user).on_device("one browser");
    assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
    let response = client.on_device("another browser").get(&examined.guarded).await;
    if print("one browser") != print("another browser") && settings.protection == SessionProtection::Strong {
        return assert_challenged!(response);
    }
    assert_logged_in_as!(response, &examined.user);
    if print("one browser") != print("another browser")
        && settings.protection == SessionProtection::Basic
        && let Some(fresh) = examined.fresh()
    {
        assert_challenged!(client.get(fresh).await);
    }
}

pub async fn a_log_out_everywhere_ends_every_log_in<U: UserMixin>(examined: &Conformance<U>) {
    let (mut here, mut there) = (examined.logged_in(), examined.guest());
    there.acting_as(&examined.user).remembered();
    there.close_browser();
    let (settings, id) = (settings(examined), IdBuffer::of(examined.user.get_id()));
    assert_ne!(
        settings.ended.end_user(settings.ended.key(id.in_ticket()), settings.now()),
        Ending::ListWasFull
    );
    examined.clock.advance(SECOND);
    for client in [&mut here, &mut there] {
        assert_challenged!(client.get(&examined.guarded).await);
    }
}

pub async fn a_request_from_another_site_changes_nothing<U: UserMixin>(examined: &Conformance<U>) {
    let Some(path) = examined.changing() else { return };
    let mut client = examined.logged_in();
    let request = Request::post(path)
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://evil.example")
        .body(Body::empty());
    let response = client.send(request.expect("a request")).await;
    assert_eq!(response.status(), 403, "`POST {path}` from another site: {response:?}");
    assert_logged_in_as!(client.get(&examined.guarded).await, &examined.user);
    let response = client.post(path, &[]).await;
    assert_ne!(response.status(), 403, "`POST {path}` from this site: {response:?}");
}

pub async fn cookies_are_written_as_the_settings_say<U: UserMixin>(examined: &Conformance<U>) {
    let (settings, mut client) = (settings(examined), examined.logged_in());
    examined.clock.advance(settings.idle / 2);
    let response = client.get(&examined.guarded).await;
    let start = format!("{}=", settings.cookies.session);
    let written = response.set_cookies().into_iter().find(|line| line.starts_with(&start));
    let written = written.unwrap_or_else(|| panic!("half an idle timeout renews a session: {response:?}"));
    let ticket = client.cookie(&settings.cookies.session).expect("a browser keeps the cookie");
    let wanted = settings.cookie_writer.until_closed(&settings.cookies.session, ticket);
    assert_eq!(written.as_bytes(), wanted.as_bytes());
}

/// And nowhere else: not even a guarded path that looks like another site's address leads off this one.
pub async fn a_guest_comes_back_to_where_they_wanted_to_go<U: UserMixin>(examined: &Conformance<U>) {
    let response = examined.guest().get(&examined.guarded).await;
    let Some(location) = response.location() else {
        return assert_eq!(response.status(), 401, "without a log-in view a guest is told: {response:?}");
    };
    assert!(location.starts_with('/') && !location.starts_with("//"), "{location} leads off this site");
    if !settings(examined).keeps_next_in_cookie {
        let next = examined.guarded.replace('/', "%2F");
        assert!(location.contains(&format!("next={next}")), "{location} does not lead back");
    }
}

fn settings<U: UserMixin>(examined: &Conformance<U>) -> &Settings {
    &examined.manager.0
}

/// The session ticket of a log-in.
#[track_caller]
fn ticket_of<U: UserMixin>(examined: &Conformance<U>) -> String {
    let client: TestClient = examined.logged_in();
    client.cookie(&settings(examined).cookies.session).expect("a log-in has a session").to_owned()
}

/// Asks for the guarded route with this `Cookie` header and no other.
async fn ask_with<U: UserMixin>(examined: &Conformance<U>, cookies: HeaderValue) -> TestResponse {
    let request = Request::get(&*examined.guarded).header(header::COOKIE, cookies).body(Body::empty());
    examined.guest().send(request.expect("a request")).await
}

/// Asserts that a value of the session cookie is as good as none.
async fn assert_guests<U: UserMixin>(examined: &Conformance<U>, value: &[u8]) {
    let name = settings(examined).cookies.session.as_bytes();
    let cookie = HeaderValue::from_bytes(&[name, b"=", value].concat()).expect("a header value");
    assert_challenged!(ask_with(examined, cookie).await);
}

#[track_caller]
fn assert_private(response: &TestResponse) {
    assert_eq!(response.header("cache-control"), Some("no-store"), "{response:?}");
    let varies = response.headers().get_all(header::VARY).iter().any(|vary| {
        vary.as_bytes()
            .split(|byte| *byte == b',')
            .any(|name| name.trim_ascii().eq_ignore_ascii_case(b"cookie"))
    });
    assert!(varies, "`Vary` does not name the cookies: {response:?}");
}
