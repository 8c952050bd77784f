//! What compiles and is likely a mistake.

use std::any::TypeId;
use std::hash::Hasher;

use login_runtime::routing::{any, get, post};
use login_runtime::{
    AccessLint, AccessRule, Loaded, NoRequestLoader, Permission, Router, UserMixin, fresh_login_required,
    login_required, requires,
};

use super::blog::{Admins, Blog, Members, Post, Posts, User, edit, feed, index, join};

fn lints(routes: &Router<User, Blog>) -> Vec<String> {
    routes.access_table().lints().iter().map(ToString::to_string).collect()
}

#[login_required]
async fn change() {}

#[fresh_login_required]
async fn change_freshly() {}

#[requires(rule = Members)]
async fn change_as_a_member() {}

#[test]
fn a_change_that_asks_for_a_login_alone() {
    let routes = Router::<User, Blog>::new()
        .route("/a", post(change).get(change))
        .route("/b", any(change))
        .route("/c", post(change_freshly))
        .route("/d", post(change_as_a_member))
        .route("/e", get(change))
        .route("/f", post(index))
        .mount("/m", AccessRule::login_required(), axum::Router::new())
        .nest("/admin", Router::new().route("/", post(change)).requires(Admins))
        .nest("/members", Router::new().route("/", post(index)).requires(Members));
    let table = routes.access_table();
    let paths: Vec<_> = table
        .lints()
        .iter()
        .map(|lint| {
            assert!(matches!(lint, AccessLint::LoginAlone { .. }), "{lint}");
            lint.entry().path.clone()
        })
        .collect();
    assert_eq!(paths, ["/a", "/b", "/d", "/m/{*path}", "/members"]);
    assert_eq!(
        table.lints()[0].to_string(),
        "POST /a changes something, and whoever is logged in may use it; say who may, or that it is about the user's own"
    );
}

#[requires(permission = Posts::Burn)]
async fn burn() {}

#[requires(any(permission = Posts::Publish, not(permission = Posts::Burn)))]
async fn publish() {}

#[requires(permission = Posts::Burn)]
struct Burners;

#[test]
fn a_permission_that_no_role_grants() {
    let inner = Router::new().route("/", get(index)).requires(Burners);
    let routes =
        Router::new().route("/burn", post(burn)).route("/publish", post(publish)).nest("/inner", inner);
    assert_eq!(
        lints(&routes),
        ["POST /burn", "POST /publish", "GET /inner"].map(|route| format!(
            "{route} asks for `permission = Posts::Burn`, which no role grants and no user carries; grant it to a role"
        ))
    );
}

/// A user type without the derive, whose users may have one permission of two.
#[derive(Clone)]
struct ByHand {
    id: i64,
}

impl UserMixin for ByHand {
    type Id = i64;
    type Requests = NoRequestLoader;

    fn get_id(&self) -> &i64 {
        &self.id
    }

    fn is_active(&self) -> bool {
        true
    }

    fn session_stamp<H: Hasher>(&self, _: &mut H) {}

    fn permission_bits(&self, permission: TypeId) -> Option<u64> {
        Some(Self::grantable_bits(permission))
    }

    fn grantable_bits(permission: TypeId) -> u64 {
        u64::from(permission == TypeId::of::<Tools>())
    }
}

impl login_runtime::__private::HasPermissions for ByHand {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum Tools {
    Saw,
    Drill,
}

#[requires(permission = Tools::Saw)]
async fn saw() {}

#[requires(permission = Tools::Drill)]
async fn drill() {}

#[test]
fn the_user_type_says_what_can_be_granted() {
    let routes = Router::<ByHand>::new().route("/saw", post(saw)).route("/drill", post(drill));
    let table = routes.access_table();
    let [AccessLint::GrantedToNobody { entry, permission }] = table.lints()[..] else { panic!("one lint") };
    assert_eq!((entry.path.as_str(), permission), ("/drill", "permission = Tools::Drill"));
}

#[requires(insecure_unchecked(post))]
async fn peek(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[test]
fn an_argument_without_a_rule() {
    let routes = Router::new().route("/posts/{id}", get(peek).post(edit_any)).route("/edit/{id}", get(edit));
    assert_eq!(
        lints(&routes),
        [
            "GET /posts/{id} loads `post` without a rule about it; write `can(…, post)` or `owner(post)`",
            "POST /posts/{id} changes something, and whoever is logged in may use it; say who may, or that it is about the user's own",
            "POST /posts/{id} loads `post` without a rule about it; write `can(…, post)` or `owner(post)`",
        ]
    );
}

#[requires(insecure_unchecked(post))]
async fn edit_any(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[test]
fn a_rule_that_is_never_met() {
    let members = Router::new()
        .route("/join", get(join))
        .mount("/service", AccessRule::guest_only(), axum::Router::new())
        .route("/feed", get(feed))
        .requires(Members);
    assert_eq!(
        lints(&Router::new().nest("/members", members)),
        ["GET /members/join", "ANY /members/service/{*path}"].map(|route| format!(
            "{route} is for guests only and requires a login; move it out of the router whose rule contradicts it"
        ))
    );
}

#[test]
fn honest_routes_have_no_lints() {
    let routes = Router::new()
        .route("/", get(index).post(index))
        .route("/join", get(join).post(join))
        .route("/feed", get(feed))
        .route("/posts/{id}", get(edit).post(edit));
    assert_eq!(lints(&routes), [""; 0]);
}
