//! Customers and staff, each with their own users, log-in and manager.

use axum::http::StatusCode;
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Key, Login, LoginManager, LoginManagerBuilder, ManualClock, Router, UserMixin, current_user,
    login_required, public, user_loader,
};

use crate::common::{Browser, Logs, key};

#[derive(Clone, UserMixin)]
struct Customer {
    id: i64,
}

#[user_loader]
fn load_customer(id: i64) -> Option<Customer> {
    Some(Customer { id })
}

#[derive(Clone, UserMixin)]
struct Staff {
    id: i64,
}

#[user_loader]
fn load_staff(id: i64) -> Option<Staff> {
    Some(Staff { id })
}

#[public]
async fn log_in_customer(login: Login<Customer>) {
    login.login_user(&Customer { id: 1 }).remember(true).await.expect("a good log-in");
}

#[public]
async fn log_in_staff(login: Login<Staff>) {
    login.login_user(&Staff { id: 1 }).remember(true).await.expect("a good log-in");
}

#[login_required]
async fn account(user: CurrentUser<Customer>) -> String {
    format!("customer {}", user.id)
}

#[login_required]
async fn office(user: CurrentUser<Staff>) -> String {
    format!("staff {}", user.id)
}

type SomeStaff = CurrentUser<Staff>;

/// Guarded by whatever router it stands in, and asks for a type of its own; by a name that hides it from the router.
#[login_required]
async fn confused(user: Option<SomeStaff>) -> String {
    format!("staff {:?}", user.map(|user| user.id))
}

#[login_required]
async fn deeply_confused() -> String {
    format!(
        "{:?} {:?}",
        current_user::<Customer>().map(|user| user.id),
        current_user::<Staff>().map(|user| user.id)
    )
}

fn customers() -> Router<Customer> {
    Router::new().route("/in", post(log_in_customer)).route("/account", get(account))
}

fn staff() -> Router<Staff> {
    Router::new().route("/staff/in", post(log_in_staff)).route("/staff/office", get(office))
}

fn manager(key: Key) -> LoginManagerBuilder {
    LoginManager::new(key)
}

fn build(builder: LoginManagerBuilder) -> LoginManager {
    builder.build().expect("good settings")
}

fn browser(app: &axum::Router) -> Browser {
    Browser::new(app, &ManualClock::default())
}

/// Logs in by one path, and reports what comes of another.
async fn after(app: &axum::Router, log_in: &str, path: &str) -> (StatusCode, String) {
    let mut browser = browser(app);
    assert_eq!(browser.post(log_in, &[]).await.status, StatusCode::OK);
    let page = browser.get(path).await;
    (page.status, page.body)
}

#[tokio::test]
async fn two_realms_with_their_own_keys_live_side_by_side() {
    let app = customers()
        .with_login(build(manager(key(1))), ())
        .merge(staff().with_login(build(manager(key(2)).application("staff")), ()));
    assert_eq!(after(&app, "/in", "/account").await, (StatusCode::OK, "customer 1".to_owned()));
    assert_eq!(after(&app, "/staff/in", "/staff/office").await, (StatusCode::OK, "staff 1".to_owned()));
    assert_eq!(after(&app, "/in", "/staff/office").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(after(&app, "/staff/in", "/account").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn two_applications_with_one_key_do_not_accept_each_others_tickets() {
    let app = customers()
        .with_login(build(manager(key(1)).application("shop")), ())
        .merge(staff().with_login(build(manager(key(1)).application("staff")), ()));
    assert_eq!(after(&app, "/in", "/staff/office").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(after(&app, "/staff/in", "/account").await.0, StatusCode::UNAUTHORIZED);
}

/// Customer 1 must never become staff member 1, however carelessly the managers were made.
#[tokio::test]
async fn a_ticket_of_one_user_type_never_loads_another() {
    let app = customers()
        .with_login(build(manager(key(1))), ())
        .merge(staff().with_login(build(manager(key(1))), ()));
    assert_eq!(after(&app, "/in", "/staff/office").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(after(&app, "/staff/in", "/account").await.0, StatusCode::UNAUTHORIZED);
}

mod partners {
    use super::*;

    /// Called as the other one is, and with the same ids.
    #[derive(Clone, UserMixin)]
    pub(super) struct Customer {
        id: i64,
    }

    #[user_loader]
    fn load_customer(id: i64) -> Option<Customer> {
        Some(Customer { id })
    }

    #[login_required]
    async fn orders(user: CurrentUser<Customer>) -> String {
        format!("partner {}", user.id)
    }

    pub(super) fn routes() -> Router<Customer> {
        Router::new().route("/partners/orders", get(orders))
    }
}

#[tokio::test]
async fn nor_does_it_where_two_types_have_one_name() {
    let app = customers()
        .with_login(build(manager(key(1))), ())
        .merge(partners::routes().with_login(build(manager(key(1))), ()));
    assert_eq!(after(&app, "/in", "/account").await.1, "customer 1");
    assert_eq!(after(&app, "/in", "/partners/orders").await.0, StatusCode::UNAUTHORIZED);
}

#[test]
#[should_panic(expected = "this login manager serves another user type already")]
fn one_manager_for_two_user_types_panics_at_the_start() {
    let shared = build(manager(key(1)));
    let _customers = customers().with_login(shared.clone(), ());
    let _more_customers = shared.layer::<Customer, _>(());
    let _staff = staff().with_login(shared, ());
}

#[test]
#[should_panic(expected = "this login manager serves another user type already")]
fn one_manager_for_two_layers_panics_at_the_start() {
    let shared = build(manager(key(1)));
    let _customers = shared.layer::<Customer, _>(());
    let _staff = shared.layer::<Staff, _>(());
}

#[tokio::test]
async fn a_handler_that_asks_for_another_user_type_is_a_500_and_no_pass() {
    let routes =
        customers().route("/confused", get(confused)).route("/deeply-confused", get(deeply_confused));
    let app = routes.with_login(build(manager(key(1))), ());
    let logs = Logs::capture();
    let (status, body) = after(&app, "/in", "/confused").await;
    assert_eq!((status, &*body), (StatusCode::INTERNAL_SERVER_ERROR, "This page is not set up correctly."));
    let records = logs.take();
    let record = records.last().expect("a record");
    assert_eq!(record.level, tracing::Level::ERROR);
    assert!(record.message.contains("another user type"), "{record:?}");
    assert!(record.fields["wanted"].ends_with("Staff"), "{record:?}");
    assert_eq!(
        browser(&app).get("/confused").await.status,
        StatusCode::UNAUTHORIZED,
        "a guest is refused before"
    );
    assert_eq!(after(&app, "/in", "/deeply-confused").await.1, "Some(1) None");
}

#[tokio::test]
async fn one_realm_mounted_in_another_keeps_its_own_users() {
    use login_runtime::AccessRule;
    let inner = staff().with_login(build(manager(key(2)).application("staff")), ());
    let app = customers()
        .mount("/for-customers", AccessRule::login_required(), inner)
        .with_login(build(manager(key(1))), ());
    assert_eq!(browser(&app).get("/for-customers/staff/office").await.status, StatusCode::UNAUTHORIZED);
    let (status, body) = after(&app, "/in", "/for-customers/staff/office").await;
    assert_eq!(
        (status, body.contains("staff 1")),
        (StatusCode::UNAUTHORIZED, false),
        "a customer is no staff"
    );
}

/// Both realms use the same cookie names, so this shows what happens when one person uses both.
#[tokio::test]
async fn a_guard_of_one_realm_leaves_the_other_realms_cookies_alone() {
    let app = customers()
        .with_login(build(manager(key(1)).application("shop")), ())
        .merge(staff().with_login(build(manager(key(1)).application("staff")), ()));
    let mut browser = browser(&app);
    browser.post("/in", &[]).await;
    assert_eq!(browser.get("/staff/office").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.get("/account").await.status, StatusCode::OK, "still logged in as a customer");
}
