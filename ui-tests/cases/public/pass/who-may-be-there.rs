// A user who may not be there, under any name that says so.
use axum::extract::{Form, Query};
use domain::User;
use login_runtime::{CurrentUser, Flash, Login, LoginRejection, Router, SafeNext, public, routing::get};

type Visitor = Option<CurrentUser<User>>;

#[public]
async fn optional(user: Option<CurrentUser<User>>) -> String {
    user.map_or_else(String::new, |user| user.id.to_string())
}

#[public]
async fn alias(_: Visitor) {}

#[public]
async fn result(_: Result<CurrentUser<User>, LoginRejection>) {}

#[public]
async fn login_page(_: Option<Flash>, _: Option<SafeNext>) {}

#[public(insecure_cross_origin)]
async fn log_in(_: Login<User>, _: Query<Vec<(String, String)>>, _: Form<Vec<(String, String)>>) {}

fn main() {
    let app = Router::<User>::new()
        .route("/", get(optional).post(alias).put(result))
        .route("/login", get(login_page).post(log_in));
    assert_eq!(app.access_table().iter().count(), 5);
}
