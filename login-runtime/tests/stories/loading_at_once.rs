//! A loader that waits for nothing is asked at once, and what becomes of a request is the same as with one that waits.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, StatusCode, Version};
use login_runtime::{
    CurrentUser, Key, Login, LoginError, LoginManager, Router, SessionProtection, UserLoader, UserMixin,
    login_required, public, routing::get, user_loader,
};

use crate::common::send;

/// What the store says of whoever is asked for.
#[derive(Clone, Copy, Debug)]
enum Store {
    Knows {
        id: i64,
        stamp: u8,
        active: bool,
    },
    HasNobody,
    IsDown,
    /// Whoever asks fails the test.
    IsNotAsked,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Store>>);

const ADA: Store = Store::Knows { id: 1, stamp: 1, active: true };

/// The same site twice, but for how its loader is written.
macro_rules! site {
    ($site:ident: $($waits:ident)?) => {
        mod $site {
            use super::*;
            use axum::extract::State;

            #[derive(Clone, UserMixin)]
            pub(super) struct User {
                pub(super) id: i64,
                #[user(session_stamp)]
                stamp: u8,
                #[user(active)]
                active: bool,
            }

            #[user_loader]
            $($waits)? fn load_user(_id: i64, State(store): State<Shared>) -> Result<Option<User>, &'static str> {
                match *store.0.lock().expect("no test panics while it holds the store") {
                    Store::Knows { id, stamp, active } => Ok(Some(User { id, stamp, active })),
                    Store::HasNobody => Ok(None),
                    Store::IsDown => Err("the store is down"),
                    Store::IsNotAsked => panic!("the store was asked"),
                }
            }

            #[login_required]
            async fn me(user: CurrentUser<User>) -> String {
                format!("{} {}", user.id, if user.is_fresh() { "fresh" } else { "stale" })
            }

            #[public]
            async fn who(user: Option<CurrentUser<User>>) -> String {
                user.map_or("guest".to_owned(), |user| user.id.to_string())
            }

            #[public]
            async fn enter(login: Login<User>) -> Result<(), LoginError> {
                login.login_user(&User { id: 1, stamp: 1, active: true }).remember(true).await
            }

            /// What comes of both cookies, or of the session alone, as the store is by then.
            pub(super) async fn visit(
                protection: SessionProtection,
                store: Store,
                agent: &str,
                path: &str,
                is_remembered: bool,
            ) -> (StatusCode, String, Vec<String>) {
                let manager = LoginManager::new(Key::generate().expect("a key")).session_protection(protection);
                let shared = Shared(Arc::new(Mutex::new(ADA)));
                let app = Router::<User, Shared>::new()
                    .route("/me", get(me))
                    .route("/who", get(who))
                    .route("/enter", get(enter))
                    .with_login(manager.build().expect("good settings"), shared.clone());
                let entered = send(&app, request("/enter", "here", "")).await;
                let cookies: Vec<_> = entered
                    .set_cookies()
                    .into_iter()
                    .filter_map(|cookie| cookie.split(';').next())
                    .filter(|cookie| is_remembered || cookie.starts_with("__Host-session="))
                    .collect();
                *shared.0.lock().expect("no test panics while it holds the store") = store;
                let page = send(&app, request(path, agent, &cookies.join("; "))).await;
                let named = |cookie: &str| {
                    let (name, value) = cookie.split_once('=').expect("a cookie");
                    format!("{name} {}", if value.starts_with(';') { "deleted" } else { "set" })
                };
                (page.status, page.body.clone(), page.set_cookies().into_iter().map(named).collect())
            }
        }
    };
}

site!(at_once:);
site!(waiting: async);

fn request(path: &str, agent: &str, cookies: &str) -> Request<Body> {
    let request = Request::get(path).header("user-agent", agent).header("cookie", cookies);
    request.body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn whatever_the_store_says_a_loader_that_waits_for_nothing_leads_to_the_same() {
    let stores = [
        ADA,
        Store::HasNobody,
        Store::IsDown,
        Store::Knows { id: 2, stamp: 1, active: true },
        Store::Knows { id: 1, stamp: 2, active: true },
        Store::Knows { id: 1, stamp: 1, active: false },
    ];
    let mut seen = Vec::new();
    for protection in [SessionProtection::None, SessionProtection::Basic, SessionProtection::Strong] {
        for store in stores {
            for (agent, path, is_remembered) in [
                ("here", "/me", false),
                ("here", "/me", true),
                ("here", "/who", true),
                ("elsewhere", "/me", false),
                ("elsewhere", "/who", true),
            ] {
                let at_once = at_once::visit(protection, store, agent, path, is_remembered).await;
                let waiting = waiting::visit(protection, store, agent, path, is_remembered).await;
                assert_eq!(at_once, waiting, "{protection:?} {store:?} {agent} {path} {is_remembered}");
                seen.push(at_once.0);
            }
        }
    }
    for status in [StatusCode::OK, StatusCode::UNAUTHORIZED, StatusCode::SERVICE_UNAVAILABLE] {
        assert!(seen.contains(&status), "{status} is among what was compared");
    }
}

#[tokio::test]
async fn nobody_is_loaded_for_a_client_that_is_refused() {
    let (strong, store) = (SessionProtection::Strong, Store::IsNotAsked);
    for (path, status) in [("/me", StatusCode::UNAUTHORIZED), ("/who", StatusCode::OK)] {
        assert_eq!(at_once::visit(strong, store, "elsewhere", path, true).await.0, status, "{path}");
        assert_eq!(waiting::visit(strong, store, "elsewhere", path, true).await.0, status, "{path}");
    }
}

#[derive(Clone, UserMixin)]
struct Tenant {
    id: i64,
}

#[user_loader]
fn load_tenant(id: i64, version: Version) -> Option<Tenant> {
    (version == Version::HTTP_11).then_some(Tenant { id })
}

#[test]
fn a_loader_that_waits_or_wants_something_of_the_request_is_not_asked_at_once() {
    let store = Shared(Arc::new(Mutex::new(ADA)));
    let loaded = at_once::User::load_at_once(&1, &store).expect("a loader that takes a state alone");
    assert_eq!(loaded.expect("a store that works").expect("Ada").id, 1);
    assert!(waiting::User::load_at_once(&1, &store).is_none());
    assert!(Tenant::load_at_once(&1, &()).is_none());
}
