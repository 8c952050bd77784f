//! What a user is, and by which id.

use std::any::TypeId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Login, LoginError, NoRequestLoader, Router, UserId, UserLoader, UserMixin, public,
    user_loader,
};

use crate::common::Site;

/// Who was loaded: the state of each site.
#[derive(Clone, Default)]
struct Loaded(Arc<Mutex<Vec<String>>>);

impl Loaded {
    fn note<I: UserId>(&self, id: &I) {
        self.0.lock().expect("a whole list").push(format!("{id:?}"));
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("a whole list"))
    }
}

/// A user of whom nothing but the id is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, UserMixin)]
struct Plain {
    id: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, UserId)]
struct CustomerId(i64);

#[derive(Clone, UserMixin)]
struct Customer {
    id: CustomerId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, UserId)]
struct StaffId(i64);

#[derive(Clone, UserMixin)]
struct Staff {
    id: StaffId,
}

/// A user whose id is not the field of that name.
#[derive(Clone, UserMixin)]
struct Account {
    #[user(id)]
    email: String,
}

#[user_loader]
fn load_plain(id: i64, State(loaded): State<Loaded>) -> Option<Plain> {
    loaded.note(&id);
    Some(Plain { id })
}

#[user_loader]
fn load_customer(id: CustomerId, State(loaded): State<Loaded>) -> Option<Customer> {
    loaded.note(&id);
    Some(Customer { id })
}

#[user_loader]
fn load_staff(id: StaffId, State(loaded): State<Loaded>) -> Option<Staff> {
    loaded.note(&id);
    Some(Staff { id })
}

#[user_loader]
fn load_account(id: String, State(loaded): State<Loaded>) -> Option<Account> {
    loaded.note(&id);
    Some(Account { email: id })
}

trait Sample: UserMixin {
    /// The user who logs in.
    fn sample() -> Self;
}

impl Sample for Plain {
    fn sample() -> Self {
        Self { id: 1 }
    }
}

impl Sample for Customer {
    fn sample() -> Self {
        Self { id: CustomerId(1) }
    }
}

impl Sample for Staff {
    fn sample() -> Self {
        Self { id: StaffId(1) }
    }
}

impl Sample for Account {
    fn sample() -> Self {
        Self { email: "ada@example.org".to_owned() }
    }
}

#[public]
async fn log_in<U: Sample>(login: Login<U>) -> Result<String, LoginError> {
    login.login_user(&U::sample()).remember(true).await?;
    Ok(describe(login.user()))
}

#[public]
async fn who<U: Sample>(user: Option<CurrentUser<U>>) -> String {
    describe(user)
}

fn describe<U: UserMixin>(user: Option<CurrentUser<U>>) -> String {
    user.map_or("guest".to_owned(), |user| format!("{:?}", user.get_id()))
}

fn routes<U: Sample>() -> Router<U, Loaded> {
    Router::new().route("/in", post(log_in::<U>)).route("/who", get(who::<U>))
}

fn site<U: UserLoader<Loaded, Requests = NoRequestLoader>>(routes: Router<U, Loaded>) -> (Site, Loaded) {
    let loaded = Loaded::default();
    (Site::build(|manager| manager, |manager, _| routes.with_login(manager, loaded.clone())), loaded)
}

#[tokio::test]
async fn t094_a_user_of_whom_nothing_is_said_is_active_and_no_guest() {
    assert!(Plain { id: 1 }.is_active());
    let (site, _) = site(routes::<Plain>());
    let mut browser = site.browser();
    assert_eq!(browser.post("/in", &[]).await.body, "1");
    assert_eq!(browser.who().await, "1");
}

/// Flask-Login makes a text of it, `'1'`. Ours keeps its type.
#[test]
fn t095_the_id_is_the_field_of_that_name() {
    assert_eq!(Plain { id: 1 }.get_id(), &1_i64);
}

/// In Flask-Login a type without an id fails when somebody logs in. Ours does not compile (`ui-tests`:
/// `derive_user_mixin/fail/no-id.rs`) until a field is marked as the id.
#[test]
fn t096_without_such_a_field_another_one_is_marked() {
    assert_eq!(Account::sample().get_id(), "ada@example.org");
}

/// Flask-Login compares users by their ids. Ours are compared by their ids too, as they are typed; whether users themselves can be
/// compared is for their own `PartialEq` to say. A number and a text do not compare at all.
#[test]
fn t097_users_are_equal_by_their_ids() {
    let [one, same, other] = [1, 1, 2].map(|id| Plain { id });
    assert_eq!(one.get_id(), same.get_id());
    assert_ne!(one.get_id(), other.get_id());
    assert_eq!(one, same);
    assert_ne!(one, other);
    assert_ne!(TypeId::of::<<Plain as UserMixin>::Id>(), TypeId::of::<<Account as UserMixin>::Id>());
}

#[test]
fn t098_ids_and_whatever_users_derive_hash_can_be_hashed() {
    let users = [1, 1, 2].map(|id| Plain { id });
    assert_eq!(users.iter().map(UserMixin::get_id).collect::<HashSet<_>>().len(), 2);
    assert_eq!(users.iter().collect::<HashSet<_>>().len(), 2);
    assert_eq!(HashSet::from([StaffId(1), StaffId(1), StaffId(2)]).len(), 2);
}

#[tokio::test]
async fn e68_the_marked_field_is_what_a_log_in_writes_and_the_loader_gets() {
    let (site, loaded) = site(routes::<Account>());
    let mut browser = site.browser();
    browser.post("/in", &[]).await;
    assert_eq!(browser.who().await, r#""ada@example.org""#);
    assert_eq!(loaded.take(), [r#""ada@example.org""#]);
}

/// Tries to log in without an id, and says who is there then.
#[public]
async fn without_id(login: Login<Account>) -> String {
    let nobody = Account { email: String::new() };
    let outcomes = [login.login_user(&nobody).await, login.login_user(&nobody).remember(true).await];
    format!("{outcomes:?} {}", describe(login.user()))
}

/// Flask-Login takes an empty id for one like any other.
#[tokio::test]
async fn e36_an_empty_id_cannot_log_in() {
    let (site, loaded) = site(routes::<Account>().route("/without-id", post(without_id)));
    let page = site.browser().post("/without-id", &[]).await;
    assert_eq!((page.status, page.set_cookies()), (StatusCode::OK, vec![]));
    assert_eq!((page.body.as_str(), loaded.take()), ("[Err(UserId), Err(UserId)] guest", vec![]));
}

/// Flask-Login writes the text `None` into the remember cookie of a user without an id, and asks its loader for `None` then. No
/// type of ours that may be without a value is an id (`ui-tests`: `derive_user_mixin/fail/id-type-is-no-id.rs`); an empty id makes
/// no cookie; and the text `None` is a name like any other.
#[tokio::test]
async fn e37_no_loader_is_asked_for_an_id_that_nobody_has() {
    let (site, loaded) =
        site(routes::<Account>().route("/without-id", post(without_id)).route("/none", post(none)));
    let mut browser = site.browser();
    browser.post("/without-id", &[]).await;
    assert_eq!((browser.who().await.as_str(), loaded.take()), ("guest", vec![]));
    browser.post("/none", &[]).await;
    browser.close();
    assert_eq!((browser.who().await.as_str(), loaded.take()), (r#""None""#, vec![r#""None""#.to_owned()]));
}

#[public]
async fn none(login: Login<Account>) -> Result<(), LoginError> {
    login.login_user(&Account { email: "None".to_owned() }).remember(true).await
}

/// Flask-Login hands its loader the number from the session, and its text from the remember cookie.
#[tokio::test]
async fn e40_session_and_remember_cookie_hand_over_the_same_typed_id() {
    let (site, loaded) = site(routes::<Customer>());
    let mut browser = site.browser();
    browser.post("/in", &[]).await;
    browser.who().await;
    browser.close();
    browser.who().await;
    assert_eq!(loaded.take(), ["CustomerId(1)", "CustomerId(1)"]);
}

/// In Flask-Login users of different types with the same id are equal. Ours do not compare (`ui-tests`:
/// `runtime/fail/log-in-of-another-user.rs`), and a ticket of one type's user is worthless for the other type, though key, name of
/// the application and number are the same.
#[tokio::test]
async fn e84_users_of_different_types_with_equal_ids_are_not_the_same() {
    let ((customers, _), (staff, loaded)) = (site(routes::<Customer>()), site(routes::<Staff>()));
    let mut browser = customers.browser();
    browser.post("/in", &[]).await;
    assert_eq!(browser.who().await, "CustomerId(1)");
    browser.app = staff.app.clone();
    assert_eq!(browser.who().await, "guest");
    // A ledger of the other manager's does not know the log-in, so nobody is loaded at all.
    let asked: &[&str] = if Site::has_ledger() { &[] } else { &["StaffId(1)"] };
    assert_eq!(loaded.take(), asked, "though there is such a user");
    assert_ne!(TypeId::of::<<Customer as UserMixin>::Id>(), TypeId::of::<<Staff as UserMixin>::Id>());
}
