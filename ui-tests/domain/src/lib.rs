//! A user type of another crate, which knows the library by another name: `login_runtime` cannot be named here.
//!
//! Everything is public, so that lints on what a library shows see what the macros emit.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    unused,
    missing_debug_implementations,
    unnameable_types,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use axum::http::HeaderMap;
use renamed::{
    CurrentUser, Decision, Permission, Policy, Resource, Role, Router, UserId, UserMixin, public,
    request_loader, resource_loader, routing::get, user_loader,
};

/// An id of this crate's own.
#[derive(Clone, Debug, PartialEq, Eq, UserId)]
#[user(crate = "::renamed")]
pub struct MemberId(pub i64);

/// A user whose loaders are in this crate.
#[derive(Clone, Debug, UserMixin)]
#[user(crate = "::renamed", request_loader)]
pub struct Member {
    /// The id.
    pub id: MemberId,
}

/// What may be done with posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
#[permission(crate = "::renamed")]
pub enum Posts {
    /// Change them.
    Edit,
    /// Put them before the public.
    Publish,
}

/// The roles of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
#[role(crate = "::renamed")]
pub enum AppRole {
    /// Writes.
    #[role(grants(Posts::Edit))]
    Author,
    /// Decides.
    #[role(includes(Author), grants(Posts::Publish))]
    Admin,
}

/// A user with a role, whose loaders are in the application.
#[derive(Clone, Debug, UserMixin)]
#[user(crate = "::renamed", loader = elsewhere, request_loader)]
pub struct Staff {
    /// The id.
    pub id: i64,
    /// The role.
    #[user(role)]
    pub role: AppRole,
}

/// A user whose loader is in the application.
#[derive(Clone, Debug, UserMixin)]
#[user(crate = "::renamed", loader = elsewhere)]
pub struct User {
    /// The id.
    pub id: i64,
}

/// Something that rules are about.
#[derive(Clone, Debug)]
pub struct Post {
    /// The author's id.
    pub author: i64,
}

impl Resource for Post {
    type User = User;
}

/// Changing a post.
#[derive(Clone, Copy, Debug)]
pub struct Edit;

impl Policy<Edit> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(user.id == self.author)
    }
}

#[resource_loader(crate = "::renamed")]
fn load_post(id: i64) -> Option<Post> {
    (id > 0).then_some(Post { author: id })
}

#[user_loader(crate = "::renamed")]
fn load_member(id: MemberId) -> Option<Member> {
    (id.0 > 0).then_some(Member { id })
}

#[request_loader(crate = "::renamed", challenge = "Bearer", fresh)]
fn member_of_token(mut headers: HeaderMap) -> Option<Member> {
    headers.remove("authorization").map(|_| Member { id: MemberId(1) })
}

/// A page for everybody.
#[public(crate = "::renamed")]
pub async fn greet(member: Option<CurrentUser<Member>>) -> &'static str {
    if member.is_some() { "hello, member" } else { "hello" }
}

/// A page for members.
#[renamed::login_required(crate = "::renamed")]
pub async fn account(_: CurrentUser<Member>) {}

/// A page for members who are surely there.
#[renamed::fresh_login_required(within = "10m", crate = "::renamed")]
pub async fn password(_: CurrentUser<Member>) {}

/// A page for everybody else.
#[renamed::guest_only(crate = "::renamed")]
pub async fn sign_up() {}

/// A rule with a name.
#[renamed::requires(not(remembered), crate = "::renamed")]
#[derive(Clone, Copy, Debug)]
pub struct Cautious;

/// Pages under one rule.
#[renamed::requires(rule = super::Cautious, crate = "::renamed")]
pub mod cautious {
    /// A page.
    pub async fn page() {}

    /// A page that asks for more.
    #[renamed::requires(fresh = "5m")]
    pub async fn vault() {}
}

/// The pages of this crate.
pub fn pages() -> Router<Member> {
    Router::new()
        .route("/greet", get(greet))
        .route("/account", get(account))
        .route("/password", get(password))
        .route("/sign-up", get(sign_up))
        .route("/cautious", get(cautious::page))
        .route("/vault", get(cautious::vault))
}
