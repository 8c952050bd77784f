//! Ids of every type come back as they went, and an id of another type never loads.

use axum::http::StatusCode;
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, IdBuffer, Login, LoginManager, ManualClock, Router, UserId, UserMixin, login_required,
    public, user_loader,
};

use crate::common::{Browser, key};

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
struct AccountId(u64);

/// An id with an encoding of its own, which could be taken for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Country([u8; 2]);

impl UserId for Country {
    fn encode(&self, out: &mut IdBuffer) {
        out.push(b"country");
        out.push(&self.0);
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        bytes.strip_prefix(b"country")?.try_into().ok().map(Country)
    }
}

/// A user type with this type of id, and an application in which the user with this very id logs in.
macro_rules! user_type {
    ($module:ident, $id:ty, $value:expr) => {
        mod $module {
            use super::*;

            #[derive(Clone, UserMixin)]
            pub(super) struct User {
                id: $id,
            }

            #[user_loader]
            fn load_user(id: $id) -> Option<User> {
                Some(User { id })
            }

            #[public]
            async fn log_in(login: Login<User>) {
                login.login_user(&User { id: $value }).remember(true).await.expect("a good log-in");
            }

            #[login_required]
            async fn me(user: CurrentUser<User>) -> String {
                format!("{:?}", user.id)
            }

            pub(super) fn app() -> axum::Router {
                let manager = LoginManager::new(key(1)).build().expect("good settings");
                Router::<User>::new().route("/in", post(log_in)).route("/me", get(me)).with_login(manager, ())
            }

            #[tokio::test]
            async fn comes_back_as_it_went() {
                let mut browser = Browser::new(&app(), &ManualClock::default());
                browser.post("/in", &[]).await;
                let expected: $id = $value;
                assert_eq!(browser.get("/me").await.body, format!("{expected:?}"));
                browser.close();
                assert_eq!(browser.get("/me").await.body, format!("{expected:?}"), "remembered");
            }
        }
    };
}

user_type!(small, i32, i32::MIN);
user_type!(number, i64, 49);
user_type!(unsigned, u64, 49);
user_type!(byte, u8, 49);
user_type!(wide, i128, 49);
user_type!(wide_unsigned, u128, u128::MAX);
user_type!(text, String, "1".to_owned());
user_type!(foreign_text, String, "佐藤 | Müller; \"x\" = \u{1F980}".to_owned());
user_type!(newtype, AccountId, AccountId(u64::MAX));
user_type!(country, Country, Country(*b"de"));
#[cfg(feature = "uuid")]
user_type!(uuid, ::uuid::Uuid, ::uuid::Uuid::from_u128(49));

/// Everybody's ticket, everywhere: it is honoured where the type of the id is the same, and nowhere else.
#[tokio::test]
async fn an_id_of_another_type_never_loads() {
    let kinds: Vec<(&str, &str, axum::Router)> = vec![
        ("i64", "i", number::app()),
        ("u64", "u", unsigned::app()),
        ("i128", "I", wide::app()),
        ("u128", "U", wide_unsigned::app()),
        ("String", "s", text::app()),
        ("Country", "c", country::app()),
        #[cfg(feature = "uuid")]
        ("Uuid", "g", uuid::app()),
    ];
    for (made_for, kind, app) in &kinds {
        let mut owner = Browser::new(app, &ManualClock::default());
        owner.post("/in", &[]).await;
        for (shown_to, other_kind, other) in &kinds {
            for only_remember in [false, true] {
                let mut browser = owner.clone();
                browser.app = other.clone();
                if only_remember {
                    browser.close();
                }
                let page = browser.get("/me").await;
                let expected = if kind == other_kind { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
                assert_eq!(page.status, expected, "{made_for} shown to {shown_to}: {page:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_number_that_does_not_fit_is_another_user() {
    let mut owner = Browser::new(&newtype::app(), &ManualClock::default());
    owner.post("/in", &[]).await;
    owner.app = byte::app();
    assert_eq!(owner.get("/me").await.status, StatusCode::UNAUTHORIZED, "u64::MAX is no u8");
}
