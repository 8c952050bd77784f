//! Precedence cannot be misread: whatever stands in whatever, every user, against the plain Boolean reading.
//!
//! A library that joined conditions as flat tokens let `any(all(..), ..)` through that nobody meant.

use login_runtime::routing::get;
use login_runtime::{MethodRouter, Role, RoleSet, Router, UserMixin, requires, user_loader};

use crate::common::{Browser, key};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
enum Letter {
    A,
    B,
    C,
    D,
}

/// The id says which letters the user has.
#[derive(Clone, Debug, UserMixin)]
struct Reader {
    id: u8,
    #[user(roles)]
    letters: RoleSet<Letter>,
}

#[user_loader]
fn load_reader(id: u8) -> Option<Reader> {
    Some(Reader { id, letters: RoleSet::from_bits(id.into())? })
}

#[login_runtime::public]
async fn log_in(
    login: login_runtime::Login<Reader>,
    axum::extract::Path(id): axum::extract::Path<u8>,
) -> Result<(), login_runtime::LoginError> {
    login.login_user(&Reader { id, letters: RoleSet::from_bits(id.into()).unwrap_or_default() }).await
}

/// A handler for each shape, and what it should mean.
macro_rules! shapes {
    ($($name:ident: ($($rule:tt)*) is |$a:ident, $b:ident, $c:ident, $d:ident| $meaning:expr;)*) => {
        $(
            #[requires($($rule)*)]
            async fn $name() {}
        )*

        type Meaning = fn(bool, bool, bool, bool) -> bool;

        fn shapes() -> Vec<(&'static str, MethodRouter<Reader>, Meaning)> {
            vec![$((
                concat!("/", stringify!($name)),
                get($name),
                |$a: bool, $b: bool, $c: bool, $d: bool| { let _ = ($a, $b, $c, $d); $meaning },
            )),*]
        }
    };
}

shapes! {
    list: (all(role = Letter::A, role = Letter::B)) is |a, b, c, d| a && b;
    any: (any(role = Letter::A, role = Letter::B)) is |a, b, c, d| a || b;
    any_then: (any(role = Letter::A, role = Letter::B), role = Letter::C) is |a, b, c, d| (a || b) && c;
    then_any: (role = Letter::C, any(role = Letter::A, role = Letter::B)) is |a, b, c, d| c && (a || b);
    two_any: (any(role = Letter::A, role = Letter::B), any(role = Letter::C, role = Letter::D))
        is |a, b, c, d| (a || b) && (c || d);
    any_of_all: (any(all(role = Letter::A, role = Letter::B), role = Letter::C)) is |a, b, c, d| a && b || c;
    any_of_alls: (any(all(role = Letter::A, role = Letter::B), all(role = Letter::C, role = Letter::D)))
        is |a, b, c, d| a && b || c && d;
    all_of_any_of_all: (all(any(all(role = Letter::A, role = Letter::B), role = Letter::C), role = Letter::D))
        is |a, b, c, d| (a && b || c) && d;
    any_of_all_of_any: (any(all(any(role = Letter::A, role = Letter::B), role = Letter::C), role = Letter::D))
        is |a, b, c, d| (a || b) && c || d;
    not_one: (not(role = Letter::A)) is |a, b, c, d| !a;
    not_any: (not(any(role = Letter::A, role = Letter::B))) is |a, b, c, d| !(a || b);
    not_all: (not(all(role = Letter::A, role = Letter::B))) is |a, b, c, d| !(a && b);
    not_any_then: (not(any(role = Letter::A, role = Letter::B)), role = Letter::C) is |a, b, c, d| !(a || b) && c;
    any_of_nots: (any(not(role = Letter::A), not(role = Letter::B))) is |a, b, c, d| !a || !b;
    any_of_not_all: (any(not(all(role = Letter::A, role = Letter::B)), role = Letter::C)) is |a, b, c, d| !(a && b) || c;
    not_not: (not(not(role = Letter::A))) is |a, b, c, d| a;
    not_of_any_of_all_and_not: (not(any(all(role = Letter::A, not(role = Letter::B)), role = Letter::C)))
        is |a, b, c, d| !(a && !b || c);
    four_deep: (any(role = Letter::A, all(role = Letter::B, any(role = Letter::C, not(role = Letter::D)))))
        is |a, b, c, d| a || b && (c || !d);
}

#[tokio::test]
async fn every_shape_means_what_it_says_for_every_user() {
    let clock = login_runtime::ManualClock::default();
    let manager =
        login_runtime::LoginManager::new(key(1)).clock(clock.clone()).build().expect("good settings");
    let routes = Router::<Reader>::new().route("/as/{id}", login_runtime::routing::post(log_in));
    let app = shapes().into_iter().fold(routes, |routes, (path, route, _)| routes.route(path, route));
    let app = app.with_login(manager, ());
    let mut cases = 0;
    for id in 0..16_u8 {
        let mut browser = Browser::new(&app, &clock);
        assert_eq!(browser.post(&format!("/as/{id}"), &[]).await.status, 200);
        let has = |bit: u8| id >> bit & 1 == 1;
        for (path, _, meaning) in shapes() {
            let expected = if meaning(has(0), has(1), has(2), has(3)) { 200 } else { 403 };
            assert_eq!(browser.get(path).await.status, expected, "{path} with the letters {id:04b}");
            cases += 1;
        }
    }
    assert_eq!(cases, 16 * 18);
}
