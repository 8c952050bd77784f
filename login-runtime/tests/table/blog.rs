//! A blog: its people, its posts, and routes of every kind.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::State;
use login_runtime::routing::{get, on, post};
use login_runtime::{
    AccessRule, CurrentUser, Decision, Loaded, Owned, Permission, Policy, Resource, Role, Router, UserMixin,
    fresh_login_required, guest_only, login_required, public, requires, resource_loader, user_loader,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
pub(crate) enum Posts {
    Publish,
    /// No role grants it.
    Burn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
pub(crate) enum AppRole {
    Author,
    #[role(includes(Author), grants(Posts::Publish))]
    Admin,
}

#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    pub(crate) id: i64,
    #[user(role)]
    pub(crate) role: AppRole,
    #[user(active)]
    pub(crate) enabled: bool,
}

pub(crate) const ADA: User = User { id: 1, role: AppRole::Author, enabled: true };
pub(crate) const BOB: User = User { id: 2, role: AppRole::Author, enabled: true };
pub(crate) const EVE: User = User { id: 3, role: AppRole::Admin, enabled: true };
/// Switched off.
pub(crate) const OLD: User = User { id: 4, role: AppRole::Admin, enabled: false };

#[derive(Debug, PartialEq)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) author: i64,
}

/// Ada's.
pub(crate) const POST: Post = Post { id: 7, author: 1 };

impl Resource for Post {
    type User = User;
}

impl Owned for Post {
    fn owner_id(&self) -> &i64 {
        &self.author
    }
}

pub(crate) struct Edit;

impl Policy<Edit> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(self.is_owned_by(user))
    }
}

/// The state: how often a handler ran.
#[derive(Clone, Default)]
pub(crate) struct Blog(Arc<AtomicUsize>);

impl Blog {
    #[cfg(feature = "testing")]
    pub(crate) fn runs(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn run(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    [ADA, BOB, EVE, OLD].into_iter().find(|user| user.id == id)
}

#[resource_loader]
fn load_post(id: i64) -> Option<Post> {
    (id == POST.id).then_some(POST)
}

async fn has_paid(user: &User) -> Result<bool, Infallible> {
    Ok(user.id == ADA.id)
}

#[public]
pub(crate) async fn index() {}

#[public]
pub(crate) async fn greet(user: Option<CurrentUser<User>>, State(blog): State<Blog>) -> String {
    blog.run();
    format!("{}", user.is_some())
}

#[guest_only]
pub(crate) async fn join() {}

#[login_required]
pub(crate) async fn feed(State(blog): State<Blog>) {
    blog.run();
}

#[fresh_login_required(within = "10m")]
pub(crate) async fn keys() {}

#[requires(any(fresh, remembered), not(fresh = "1m"))]
pub(crate) async fn odd() {}

#[requires(check = has_paid)]
pub(crate) async fn export() {}

#[requires(any(role = AppRole::Admin, can(Edit, post)), deny = not_found)]
pub(crate) async fn edit(post: Loaded<Post>, State(blog): State<Blog>) -> String {
    blog.run();
    post.id.to_string()
}

#[requires(role = AppRole::Admin)]
pub(crate) struct Admins;

#[login_required]
pub(crate) struct Members;

#[public(insecure_cross_origin)]
pub(crate) async fn webhook() {}

/// Routes of every kind.
pub(crate) fn routes() -> Router<User, Blog> {
    let get_and_post = axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::POST);
    let admin = Router::new().route("/", get(index)).route("/odd", get(odd)).requires(Admins);
    Router::new()
        .route("/", get(index))
        .route("/greet", get(greet))
        .route("/join", get(join).post(join))
        .route("/feed", on(get_and_post, feed))
        .route("/keys", get(keys))
        .route("/export", post(export))
        .route("/posts/{id}/edit", get(edit).post(edit))
        .route("/hook", post(webhook))
        .nest("/admin", admin)
        .mount("/reports", AccessRule::login_required(), axum::Router::new())
        .fallback(index)
}
