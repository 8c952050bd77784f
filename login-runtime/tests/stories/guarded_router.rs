//! The guarded router: everything axum's does, and a rule on every route.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::extract::{MatchedPath, OriginalUri, Path, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use login_runtime::routing::{any, delete, get, head, on, options, patch, post, put};
use login_runtime::{
    AccessRule, CurrentUser, Decision, Loaded, Login, LoginEvent, LoginOptions, Policy, Resource, Router,
    fresh_login_required, guest_only, login_required, public, requires, resource_loader,
};

use crate::common::{Browser, MINUTE, Page, Site, User, Users, guarded_routes, log_in, who};

#[public]
async fn open() -> &'static str {
    "open"
}

#[public]
async fn here(path: MatchedPath, uri: OriginalUri, Path(names): Path<Vec<(String, String)>>) -> String {
    let names: Vec<_> = names.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {} {}", path.as_str(), uri.path(), names.join(" "))
}

#[login_required]
async fn closed() -> &'static str {
    "closed"
}

#[fresh_login_required(within = "10m")]
async fn very_closed() -> &'static str {
    "very closed"
}

#[guest_only]
async fn visitors() -> &'static str {
    "visitors"
}

#[login_required]
async fn parameter(Path(name): Path<String>, user: CurrentUser<User>) -> String {
    format!("{name} for {}", user.name)
}

#[public(insecure_cross_origin)]
async fn webhook() {}

fn base() -> Router<User, Users> {
    Router::new().route("/login", post(log_in)).route("/who", get(who))
}

fn site(routes: Router<User, Users>) -> Site {
    Site::with_routes(routes, |manager| manager)
}

async fn ask(browser: &mut Browser, method: &Method, path: &str) -> Page {
    let headers = [("sec-fetch-mode", "navigate"), ("sec-fetch-site", "same-origin")];
    browser.ask(method.clone(), path, &headers, Body::empty()).await
}

async fn ada(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser
}

/// What a guest and Ada get.
async fn both(site: &Site, method: &Method, path: &str) -> (u16, u16) {
    let guest = ask(&mut site.browser(), method, path).await.status;
    let ada = ask(&mut ada(site).await, method, path).await.status;
    (guest.as_u16(), ada.as_u16())
}

#[tokio::test]
async fn every_method_is_guarded_by_its_own_handlers_rule() {
    let every = get(open).post(closed).put(closed).patch(open).delete(very_closed).options(open);
    let site = site(base().route("/x", every));
    for (method, expected) in [
        (Method::GET, (200, 200)),
        (Method::HEAD, (200, 200)),
        (Method::POST, (303, 200)),
        (Method::PUT, (303, 200)),
        (Method::PATCH, (200, 200)),
        (Method::DELETE, (303, 200)),
        (Method::OPTIONS, (200, 200)),
        (Method::TRACE, (405, 405)),
    ] {
        assert_eq!(both(&site, &method, "/x").await, expected, "{method}");
    }
}

#[tokio::test]
async fn each_function_routes_its_own_method() {
    let routes = base()
        .route("/get", get(closed))
        .route("/post", post(closed))
        .route("/put", put(closed))
        .route("/patch", patch(closed))
        .route("/delete", delete(closed))
        .route("/head", head(closed))
        .route("/options", options(closed))
        .route("/any", any(closed))
        .route("/on", on(axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::POST), closed));
    let site = site(routes);
    let methods = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
    ];
    for path in ["/get", "/post", "/put", "/patch", "/delete", "/head", "/options", "/any", "/on"] {
        for method in &methods {
            let answers = path == "/any"
                || path == "/on" && [Method::GET, Method::HEAD, Method::POST].contains(method)
                || path == "/get" && *method == Method::HEAD
                || path[1..] == method.as_str().to_lowercase();
            let expected = if answers { (303, 200) } else { (405, 405) };
            assert_eq!(both(&site, method, path).await, expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_head_request_is_guarded_as_the_get_is() {
    let site = site(base().route("/x", get(closed)));
    assert_eq!(both(&site, &Method::HEAD, "/x").await, (303, 200));
    assert_eq!(ask(&mut ada(&site).await, &Method::HEAD, "/x").await.body, "");
}

#[tokio::test]
async fn a_method_without_a_handler_is_405_and_told_which_ones_there_are() {
    let site = site(base().route("/x", get(closed).post(closed).delete(open)));
    for method in [Method::PUT, Method::OPTIONS] {
        let page = ask(&mut site.browser(), &method, "/x").await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(page.header("allow"), Some("GET,HEAD,POST,DELETE"));
        assert_eq!(page.header("cache-control"), None, "nobody was asked for");
    }
}

#[tokio::test]
async fn nested_routers_keep_their_rules_and_next_the_whole_path() {
    let inner =
        Router::new().route("/", get(closed)).route("/deep/{name}", get(parameter)).route("/open", get(open));
    let site = site(base().nest("/a", Router::new().nest("/b", inner)));
    for (path, expected) in
        [("/a/b", (303, 200)), ("/a/b/deep/x", (303, 200)), ("/a/b/open", (200, 200)), ("/a/c", (404, 404))]
    {
        assert_eq!(both(&site, &Method::GET, path).await, expected, "{path}");
    }
    let page = ask(&mut site.browser(), &Method::GET, "/a/b/deep/x?y=1").await;
    assert_eq!(page.location(), Some("/login?next=%2Fa%2Fb%2Fdeep%2Fx%3Fy%3D1"));
    assert_eq!(ask(&mut ada(&site).await, &Method::GET, "/a/b/deep/x").await.body, "x for ada");
}

#[tokio::test]
async fn merged_routers_keep_their_rules() {
    let other = Router::new().route("/closed", get(closed)).route("/open", get(open));
    let site = site(base().merge(other));
    assert_eq!(both(&site, &Method::GET, "/closed").await, (303, 200));
    assert_eq!(both(&site, &Method::GET, "/open").await, (200, 200));
}

#[tokio::test]
async fn a_path_given_twice_may_split_its_methods() {
    let site = site(base().route("/x", get(open)).route("/x", post(closed)));
    assert_eq!(both(&site, &Method::GET, "/x").await, (200, 200));
    assert_eq!(both(&site, &Method::POST, "/x").await, (303, 200));
}

#[test]
fn a_method_given_twice_panics_at_the_start() {
    let given_twice =
        std::panic::catch_unwind(|| site(base().route("/x", get(open)).route("/x", get(closed))));
    assert!(given_twice.is_err());
}

#[tokio::test]
async fn a_fallback_has_a_rule_too() {
    let site = site(base().fallback(closed));
    assert_eq!(both(&site, &Method::GET, "/nowhere").await, (303, 200));
    assert_eq!(both(&site, &Method::POST, "/nowhere").await, (303, 200));
    assert_eq!(both(&site, &Method::GET, "/who").await, (200, 200));
}

#[tokio::test]
async fn a_nested_fallback_answers_below_its_prefix_only() {
    let inner = Router::new().route("/x", get(open)).fallback(closed);
    let site = site(base().nest("/inner", inner).fallback(open));
    assert_eq!(both(&site, &Method::GET, "/inner/nowhere").await, (303, 200));
    assert_eq!(both(&site, &Method::GET, "/nowhere").await, (200, 200));
}

/// Also below the prefix with nothing behind it, where axum would ask the fallback around it.
#[tokio::test]
async fn a_nested_fallback_answers_the_whole_of_its_prefix() {
    let files = axum::Router::new().fallback(|| async { "file" });
    let guarded = [
        Router::new().route("/x", get(closed)).fallback(closed),
        Router::new().merge(Router::new().fallback(closed)),
        Router::new().mount("/", AccessRule::login_required(), files.clone()),
    ];
    for inner in guarded {
        let site = site(base().nest("/inner", inner).mount("/", AccessRule::public(), files.clone()));
        for path in ["/inner", "/inner/", "/inner/?a", "/inner//", "/inner/y", "/inner/x/"] {
            assert_eq!(both(&site, &Method::GET, path).await, (303, 200), "{path}");
        }
        assert_eq!(both(&site, &Method::GET, "/").await, (200, 200));
    }
}

/// What the application routes itself around the nested router stays, also where it is merged.
#[tokio::test]
async fn routes_beside_a_nested_fallback_stay() {
    let nested = || base().nest("/inner", Router::new().route("/", get(closed)).fallback(closed));
    let beside = |routes: Router<User, Users>| {
        routes.route("/inner/", get(open)).route("/inner/{x}", get(open)).route("/inner/deep/{*x}", get(open))
    };
    for routes in
        [beside(nested()), beside(Router::new()).merge(nested()), nested().merge(beside(Router::new()))]
    {
        let site = site(routes);
        for path in ["/inner/", "/inner/x", "/inner/deep/x"] {
            assert_eq!(both(&site, &Method::GET, path).await, (200, 200), "{path}");
        }
        for path in ["/inner", "/inner/x/y"] {
            assert_eq!(both(&site, &Method::GET, path).await, (303, 200), "{path}");
        }
    }
}

/// Also where it stands in another nested router, or the prefix ends with a slash.
#[tokio::test]
async fn routes_around_a_nested_fallback_stay_at_any_depth() {
    let inner = || Router::new().route("/", get(open)).route("/x", get(open)).fallback(closed);
    let site = site(
        base()
            .route("/outer/inner/", get(open))
            .nest("/outer", Router::new().nest("/inner", inner()))
            .nest("/slash/", inner())
            .merge(Router::new().nest("/merged", Router::new().nest("/inner", inner())))
            .merge(Router::new().route("/merged/inner/", get(open))),
    );
    for path in ["/outer/inner", "/outer/inner/", "/slash/", "/merged/inner", "/merged/inner/"] {
        assert_eq!(both(&site, &Method::GET, path).await, (200, 200), "{path}");
    }
    for path in ["/outer/inner/y", "/slash/y", "/merged/inner/y"] {
        assert_eq!(both(&site, &Method::GET, path).await, (303, 200), "{path}");
    }
}

/// Also where the routers in between have no fallback, of which axum would ask the outermost.
#[tokio::test]
async fn the_nearest_fallback_answers_at_any_depth() {
    let files = axum::Router::new().fallback(|| async { "file" });
    let guarded = || Router::new().mount("/", AccessRule::login_required(), files.clone());
    let routes = base()
        .nest("/a", Router::new().nest("/b", guarded()).layer(middleware::from_fn(mark)))
        .nest("/c", Router::new().nest("/d", Router::new().merge(Router::new().nest("/e", guarded()))))
        .nest("/f", Router::new().nest("/g", guarded()).fallback(open))
        .mount("/", AccessRule::public(), files.clone());
    let table = routes.access_table();
    let site = site(routes);
    for prefix in ["/a/b", "/c/d/e", "/f/g"] {
        let entry = table.iter().find(|entry| entry.path == format!("{prefix}/{{*path}}"));
        assert_eq!(entry.expect("a mount").rule_text, "login");
        for path in ["", "/", "/y", "/y/z", "/?a"] {
            assert_eq!(
                both(&site, &Method::GET, &format!("{prefix}{path}")).await,
                (303, 200),
                "{prefix}{path}"
            );
        }
    }
    for path in ["/a", "/a/", "/a/y", "/c/d", "/c/d/y", "/f", "/f/", "/f/y", "/y"] {
        assert_eq!(both(&site, &Method::GET, path).await, (200, 200), "{path}");
    }
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/a/b/y").await.header("x-layer"), Some("seen"));
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/a/y").await.header("x-layer"), None);
}

/// Over HTTP/2 the host stands in the URI, and it is what the check for requests of other sites compares.
#[tokio::test]
async fn a_nested_fallback_knows_the_host() {
    let site = site(base().nest("/inner", Router::new().route("/x", get(open)).fallback(open)));
    for path in ["/inner/y", "/inner", "/inner/", "/inner/?a"] {
        for (origin, status) in [("https://app.example", 200), ("https://evil.example", 403)] {
            let request = Request::post(format!("https://app.example{path}")).header("origin", origin);
            let page = crate::common::send(&site.app, request.body(Body::empty()).expect("a request")).await;
            assert_eq!(page.status, status, "{path} from {origin}");
        }
    }
}

/// The fallback answers, in its layers, and not the page at the root.
#[tokio::test]
async fn a_slash_behind_a_prefix_is_the_fallbacks() {
    let inner = Router::new().route("/", get(open)).fallback(closed).layer(middleware::from_fn(mark));
    let site = site(base().nest("/inner", inner));
    assert_eq!(both(&site, &Method::GET, "/inner").await, (200, 200));
    assert_eq!(both(&site, &Method::GET, "/inner/").await, (303, 200));
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/inner/").await.header("x-layer"), Some("seen"));
}

#[tokio::test]
async fn a_nested_router_with_a_fallback_knows_where_it_is() {
    let inner = Router::new().route("/{post}", get(here)).fallback(here);
    let seen = |request: axum::extract::Request, next: Next| async move {
        let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
        let mut response = next.run(request).await;
        let path = HeaderValue::from_str(path.as_deref().unwrap_or("none")).expect("a path");
        response.headers_mut().insert("x-matched", path);
        response
    };
    let site = site(base().nest("/teams/{team}", inner).layer(middleware::from_fn(seen)));
    let page = ask(&mut site.browser(), &Method::GET, "/teams/7/8").await;
    assert_eq!(page.body, "/teams/{team}/{post} /teams/7/8 team=7 post=8");
    assert_eq!(page.header("x-matched"), Some("/teams/{team}/{post}"));
    let page = ask(&mut site.browser(), &Method::GET, "/teams/7/").await;
    assert_eq!(page.body, "/teams/{team}/ /teams/7/ team=7");
}

#[public]
async fn not_like_this(user: Option<CurrentUser<User>>, State(_): State<Users>) -> (StatusCode, String) {
    (StatusCode::METHOD_NOT_ALLOWED, user.map_or_else(|| "nobody".to_owned(), |user| user.name.clone()))
}

#[tokio::test]
async fn a_method_that_no_handler_answers_has_a_handler_of_its_own() {
    let inner = Router::new().route("/x", get(open)).method_not_allowed_fallback(closed);
    let routes = base()
        .nest("/inner", inner)
        .nest("/plain", Router::new().route("/x", get(open).delete(closed)))
        .method_not_allowed_fallback(not_like_this)
        .layer(middleware::from_fn(mark))
        .route("/later", get(open));
    let site = site(routes);
    for (mut browser, name, closed) in [(site.browser(), "nobody", 401), (ada(&site).await, "ada", 200)] {
        let page = browser.ask(Method::PUT, "/plain/x", &[], Body::empty()).await;
        assert_eq!((page.status.as_u16(), &*page.body), (405, name));
        assert_eq!(page.header("allow"), Some("GET,HEAD,DELETE"));
        assert_eq!(page.header("x-layer"), Some("seen"));
        assert_eq!(browser.ask(Method::PUT, "/inner/x", &[], Body::empty()).await.status, closed);
        assert_eq!(browser.ask(Method::PUT, "/later", &[], Body::empty()).await.body, "");
        assert_eq!(browser.get("/plain/x").await.body, "open");
    }
    let elsewhere = [("sec-fetch-site", "cross-site")];
    assert_eq!(site.browser().ask(Method::PUT, "/plain/x", &elsewhere, Body::empty()).await.status, 403);
}

struct Post;

struct Edit;

impl Resource for Post {
    type User = User;
}

impl Policy<Edit> for Post {
    fn decide(&self, _: &User) -> Decision {
        Decision::Allow
    }
}

#[resource_loader]
fn load_post(_: i64) -> Option<Post> {
    Some(Post)
}

#[requires(can(Edit, post))]
async fn edit(post: Loaded<Post>) {
    let Post = *post;
}

#[test]
#[should_panic(expected = "its rule can be about no object")]
fn a_fallback_for_methods_is_about_no_object() {
    let _ = base().method_not_allowed_fallback(edit);
}

#[tokio::test]
async fn tricks_with_the_path_never_part_a_handler_from_its_rule() {
    let site = site(base().route("/x/y", get(closed)).route("/p/{name}", get(parameter)));
    for path in [
        "/x/y/",
        "//x/y",
        "/x//y",
        "/x/./y",
        "/x/../x/y",
        "/x/%79",
        "/X/Y",
        "/x%2fy",
        "/x/y;a=b",
        "/x/y%00",
        "/p/a%2fb",
        "/p/..",
        "/p/%2e%2e",
    ] {
        let page = ask(&mut site.browser(), &Method::GET, path).await;
        assert_ne!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("closed"), "{path}");
    }
}

async fn mark(request: axum::extract::Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().append("x-layer", HeaderValue::from_static("seen"));
    response
}

#[tokio::test]
async fn a_layer_wraps_what_was_added_before_it_refusals_included() {
    let routes =
        base().route("/before", get(closed)).layer(middleware::from_fn(mark)).route("/after", get(closed));
    let site = site(routes);
    for mut browser in [site.browser(), ada(&site).await] {
        assert_eq!(ask(&mut browser, &Method::GET, "/before").await.header("x-layer"), Some("seen"));
        assert_eq!(ask(&mut browser, &Method::GET, "/after").await.header("x-layer"), None);
    }
}

#[tokio::test]
async fn a_route_layer_leaves_alone_what_no_route_matches() {
    let site = site(base().route("/x", get(closed)).route_layer(middleware::from_fn(mark)));
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/x").await.header("x-layer"), Some("seen"));
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/nowhere").await.header("x-layer"), None);
}

#[tokio::test]
async fn a_mounted_service_has_one_rule_for_all_of_it() {
    let reports = axum::Router::new()
        .route("/", axum::routing::get(async || "all"))
        .route("/{name}", axum::routing::get(async |Path(name): Path<String>| name));
    let site = site(
        base()
            .mount("/reports", AccessRule::login_required(), reports.clone())
            .mount("/fresh", AccessRule::fresh_login_within(MINUTE), reports.clone())
            .mount("/guests", AccessRule::guest_only(), reports.clone())
            .mount("/open", AccessRule::public(), reports),
    );
    for (path, expected) in [
        ("/reports", (303, 200)),
        ("/reports/", (303, 200)),
        ("/reports/2026", (303, 200)),
        ("/reports/a/b/c", (303, 404)),
        ("/fresh/2026", (303, 200)),
        ("/guests/2026", (200, 303)),
        ("/open/2026", (200, 200)),
    ] {
        assert_eq!(both(&site, &Method::GET, path).await, expected, "{path}");
    }
    let page = ask(&mut site.browser(), &Method::GET, "/reports/2026?x").await;
    assert_eq!(page.location(), Some("/login?next=%2Freports%2F2026%3Fx"));
    let mut browser = ada(&site).await;
    site.advance(MINUTE);
    assert_eq!(ask(&mut browser, &Method::GET, "/fresh/2026").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_guarded_handler_inside_a_mounted_router_knows_the_user() {
    let inside = axum::Router::new().route("/{name}", axum::routing::get(parameter));
    let site = site(base().mount("/m", AccessRule::public(), inside));
    assert_eq!(both(&site, &Method::GET, "/m/x").await, (303, 200));
    assert_eq!(ask(&mut ada(&site).await, &Method::GET, "/m/x").await.body, "x for ada");
}

#[tokio::test]
async fn trusted_routes_are_left_alone() {
    let metrics = axum::Router::new().route("/metrics", axum::routing::get(async || "metrics"));
    let site = site(base().trust_unguarded("private network", metrics));
    let page = ask(&mut ada(&site).await, &Method::GET, "/metrics").await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, None));
}

#[tokio::test]
async fn a_guarded_handler_among_trusted_routes_fails_closed() {
    let careless = axum::Router::new().route("/x", axum::routing::get(closed));
    let site = site(base().trust_unguarded("a mistake", careless));
    assert_eq!(both(&site, &Method::GET, "/x").await, (500, 500));
}

fn every_kind_of_route() -> Router<User, Users> {
    let inner =
        Router::new().route("/", get(closed)).route("/{name}", get(parameter).put(closed)).fallback(visitors);
    Router::new()
        .route("/", get(open).post(very_closed))
        .route("/hook", post(webhook))
        .route("/visitors", any(visitors))
        .route("/both", on(axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::POST), closed))
        .nest("/inner", inner)
        .merge(Router::new().route("/merged", delete(closed)))
        .mount("/reports", AccessRule::fresh_login_required(), axum::Router::new())
        .layer(middleware::from_fn(mark))
        .trust_unguarded("metrics, on the private network", axum::Router::new())
        .fallback(open)
}

#[test]
fn the_access_table_tells_every_route_with_its_rule() {
    assert_eq!(
        every_kind_of_route().access_table().to_string(),
        "\
METHOD    PATH                RULE                                        HANDLER
GET       /                   public                                      guarded_router::open
POST      /                   fresh login within 10m                      guarded_router::very_closed
POST      /hook               public, insecure cross-origin               guarded_router::webhook
ANY       /visitors           guest only                                  guarded_router::visitors
GET,POST  /both               login                                       guarded_router::closed
GET       /inner              login                                       guarded_router::closed
GET       /inner/{name}       login                                       guarded_router::parameter
PUT       /inner/{name}       login                                       guarded_router::closed
ANY       /inner/{*fallback}  guest only                                  guarded_router::visitors
DELETE    /merged             login                                       guarded_router::closed
ANY       /reports/{*path}    fresh login                                 (service)
ANY       /{*unguarded}       unguarded: metrics, on the private network  (service)
ANY       /{*fallback}        public                                      guarded_router::open
"
    );
}

#[test]
fn the_access_table_is_data() {
    let table = every_kind_of_route().access_table();
    let entry = table.iter().find(|entry| entry.path == "/inner/{name}").expect("the nested route");
    assert_eq!(entry.methods, ["GET"]);
    assert_eq!(entry.rules, [AccessRule::login_required()]);
    assert_eq!((&*entry.handler, entry.module), ("parameter", module_path!()));
    let (file, line) = entry.location.expect("a handler of ours");
    assert!(file.ends_with("guarded_router.rs"), "{file}");
    let source = include_str!("guarded_router.rs").lines().nth(line as usize - 1).expect("a line");
    assert!(source.contains("get(parameter)"), "{source}");
    let unguarded: Vec<_> = table.into_iter().filter(|entry| entry.rules.is_empty()).collect();
    assert_eq!(unguarded.len(), 1);
    assert_eq!(unguarded[0].location, None);
}

#[tokio::test]
async fn each_line_of_the_table_is_what_the_site_does() {
    let site = site(every_kind_of_route().route("/login", post(log_in)));
    for entry in &every_kind_of_route().access_table() {
        let [rule] = &entry.rules[..] else { continue };
        let path =
            entry.path.replace("{name}", "x").replace("{*path}", "x").replace("{*fallback}", "no/where");
        for method in &entry.methods {
            let method = if *method == "ANY" { Method::PUT } else { method.parse().expect("a method") };
            let (guest, ada) = both(&site, &method, &path).await;
            let expected = match rule.to_string().split([' ', ',']).next() {
                Some("public") => (false, false),
                Some("guest") => (false, true),
                _ => (true, false),
            };
            assert_eq!((guest == 303, ada == 303), expected, "{method} {path} {rule}");
        }
    }
}

/// One manager in two routers, one of which stands in the other: each has something to say about the session cookie.
#[tokio::test]
async fn of_two_routers_of_one_manager_the_inner_one_sets_the_cookie() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            let inner = guarded_routes().with_login(manager.clone(), users.clone());
            Router::<User, Users>::new()
                .mount("/app", AccessRule::login_required(), inner)
                .route("/login", post(log_in))
                .with_login(manager, users)
        },
    );
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(30 * MINUTE); // the session is made anew
    let page = browser.post("/app/login", &[("user", "bob")]).await;
    assert!(page.set_cookie("session").is_some(), "once: {page:?}");
    assert_eq!(browser.get("/app/who").await.body, "bob fresh");
}

async fn name_who(user: Option<CurrentUser<User>>, request: axum::extract::Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let name = user.map_or("guest".to_owned(), |user| user.name.clone());
    response.headers_mut().insert("x-user", name.parse().expect("a header value"));
    response
}

/// Middleware may ask who is there, and whoever it asked about is loaded once and told of once.
#[tokio::test]
async fn a_layer_with_login_knows_the_user() {
    let accesses = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&accesses);
    let site = Site::with_routes(
        guarded_routes()
            .route("/hook", post(webhook))
            .layer_with_login(middleware::from_fn(name_who))
            .layer(middleware::from_fn(mark)),
        |manager| {
            manager.on_event(move |event: &LoginEvent<'_, User>, _| {
                if let LoginEvent::Accessed = event {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            })
        },
    );
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    for (path, method) in [("/dashboard", Method::GET), ("/who", Method::GET), ("/confirm", Method::POST)] {
        site.users.loads();
        accesses.store(0, Ordering::Relaxed);
        let page = ask(&mut browser, &method, path).await;
        assert!(page.status.is_success(), "{path} {page:?}");
        assert_eq!((page.header("x-user"), page.header("x-layer")), (Some("ada"), Some("seen")), "{path}");
        assert_eq!((site.users.loads(), accesses.load(Ordering::Relaxed)), (1, 1), "{path}");
    }
    let refused = site.browser().get("/dashboard").await;
    assert_eq!((refused.status, refused.header("x-user")), (StatusCode::SEE_OTHER, Some("guest")));
    // What finding somebody changed is said once, whoever asked first.
    site.advance(30 * MINUTE);
    assert!(browser.get("/who").await.set_cookie("session").is_some());
    browser.close();
    assert_eq!(browser.get("/who").await.body, "ada stale remembered");
    // The routes' own exceptions from the check for other sites stand.
    let cross = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let page = browser.ask(Method::POST, "/hook", &cross, Body::empty()).await;
    assert_eq!((page.status, page.header("x-user")), (StatusCode::OK, Some("ada")));
    let page = browser.ask(Method::POST, "/confirm", &cross, Body::empty()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    // A log-out of the handler stands, though the layer found somebody.
    browser.post("/logout", &[]).await;
    assert_eq!((browser.cookie("session"), browser.cookie("remember")), (None, None));
}

#[tokio::test]
async fn a_layer_that_found_somebody_by_cookies_says_nothing_where_they_are_ignored() {
    let api = guarded_routes().layer(axum::Extension(LoginOptions::new().ignore_cookies()));
    let site = Site::with_routes(api.layer_with_login(middleware::from_fn(name_who)), |manager| manager);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let page = browser.get("/who").await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("ada"), "guest"));
}

/// An access attribute on middleware is a rule like any other.
#[fresh_login_required]
async fn only_fresh(request: axum::extract::Request, next: Next) -> Response {
    next.run(request).await
}

#[tokio::test]
async fn the_rule_of_middleware_around_a_handler_is_asked_and_so_is_the_handlers() {
    let layered = Handler::layer(closed, middleware::from_fn(only_fresh));
    let closer = Handler::layer(very_closed, middleware::from_fn(only_fresh));
    let site = site(base().route("/layered", get(layered)).route("/closer", get(closer)));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.get("/layered").await.status, StatusCode::SEE_OTHER);
    browser.log_in("ada").await;
    assert_eq!(browser.get("/layered").await.body, "closed");
    assert_eq!(browser.get("/closer").await.body, "very closed");
    site.advance(12 * MINUTE);
    assert_eq!(browser.get("/layered").await.body, "closed");
    assert_eq!(browser.get("/closer").await.status, StatusCode::SEE_OTHER, "the handler's own");
    assert_eq!(site.browser().get("/layered").await.status, StatusCode::SEE_OTHER);
}

async fn as_somebody_else(mut request: axum::extract::Request, next: Next) -> Response {
    if let Some(other) = request.headers_mut().remove("x-cookie") {
        request.headers_mut().insert(header::COOKIE, other);
    }
    next.run(request).await
}

#[tokio::test]
async fn what_a_layer_in_between_puts_into_the_request_counts() {
    let routes = guarded_routes().layer(middleware::from_fn(as_somebody_else));
    let site = Site::with_routes(routes.layer_with_login(middleware::from_fn(name_who)), |manager| manager);
    let (mut ada, mut bob) = (site.browser(), site.browser());
    ada.log_in("ada").await;
    bob.log_in("bob").await;
    let of_bob = format!("__Host-session={}", bob.ticket("session"));
    let page = ada.ask(Method::GET, "/who", &[("x-cookie", &of_bob)], Body::empty()).await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("ada"), "bob fresh"));
}

async fn heed_cookies_again(mut request: axum::extract::Request, next: Next) -> Response {
    request.extensions_mut().remove::<LoginOptions>();
    next.run(request).await
}

#[tokio::test]
async fn a_layer_may_have_the_cookies_heeded_again() {
    let routes = guarded_routes().layer(middleware::from_fn(heed_cookies_again));
    let routes = routes.layer_with_login(middleware::from_fn(name_who));
    let ignoring = axum::Extension(LoginOptions::new().ignore_cookies());
    let site =
        Site::build(|manager| manager, |manager, users| routes.with_login(manager, users).layer(ignoring));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let page = browser.get("/who").await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("guest"), "ada fresh"));
}

#[tokio::test]
async fn a_layer_of_one_path_wraps_its_handlers_alone() {
    let routes = get(closed).layer(middleware::from_fn(mark)).merge(post(open));
    let any_method = any(closed).layer(middleware::from_fn(mark));
    let site = site(base().route("/x", routes).route("/y", get(open)).route("/any", any_method));
    let mut ada = ada(&site).await;
    assert_eq!(ask(&mut ada, &Method::PUT, "/any").await.header("x-layer"), Some("seen"));
    for (method, path, layer) in [
        (Method::GET, "/x", Some("seen")),
        (Method::HEAD, "/x", Some("seen")),
        (Method::POST, "/x", None),
        (Method::DELETE, "/x", None),
        (Method::GET, "/y", None),
    ] {
        let page = ask(&mut ada, &method, path).await;
        assert_eq!(page.header("x-layer"), layer, "{method} {path}");
        assert_eq!(page.status == StatusCode::METHOD_NOT_ALLOWED, method == Method::DELETE);
    }
    let page = ask(&mut site.browser(), &Method::GET, "/x").await;
    assert_eq!((page.status, page.header("x-layer")), (StatusCode::SEE_OTHER, Some("seen")));
}

#[tokio::test]
async fn what_is_mounted_at_the_root_gets_what_no_route_matches() {
    let files = axum::Router::new().fallback(async |uri: axum::http::Uri| uri.path().to_owned());
    let routes = base().route("/x", get(open)).mount("/", AccessRule::login_required(), files);
    let table = routes.access_table();
    assert_eq!(table.iter().last().expect("an entry").path, "/{*path}");
    let site = site(routes);
    for path in ["/", "/a/b"] {
        assert_eq!(both(&site, &Method::GET, path).await, (303, 200), "{path}");
        assert_eq!(ask(&mut ada(&site).await, &Method::GET, path).await.body, path);
    }
    assert_eq!(both(&site, &Method::GET, "/x").await, (200, 200));
}

async fn log_bob_in(
    login: Login<User>,
    State(users): State<Users>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    login.login_user(&users.find("bob")).remember(true).await.expect("a good log-in");
    next.run(request).await
}

/// Middleware logs in whom the handler logs out: the browser is left with nothing.
#[tokio::test]
async fn what_a_handler_ended_is_not_set_by_the_layer_around_it() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            let layer = middleware::from_fn_with_state(users.clone(), log_bob_in);
            guarded_routes().layer_with_login(layer).with_login(manager, users)
        },
    );
    let mut browser = site.browser();
    let page = browser.post("/logout", &[]).await;
    assert_eq!((&*page.body, browser.cookie("session"), browser.cookie("remember")), ("true", None, None));
    assert_eq!(browser.get("/who").await.body, "bob fresh remembered");
    assert!(browser.cookie("session").is_some());
}

async fn strip_cookies(mut request: axum::extract::Request) -> axum::extract::Request {
    request.headers_mut().remove("cookie");
    request
}

#[tokio::test]
async fn cookies_taken_away_on_the_way_do_not_count_by_way_of_a_layer() {
    let api = guarded_routes().layer(middleware::map_request(strip_cookies));
    let site = Site::with_routes(
        Router::new()
            .nest("/api", api)
            .route("/login", post(log_in))
            .layer_with_login(middleware::from_fn(name_who)),
        |manager| manager,
    );
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let page = browser.get("/api/who").await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("ada"), "guest"));
}

#[requires(not(remembered))]
struct Newcomers;

/// Nobody can meet both rules, and being sent from the one to the other would go on for ever.
#[tokio::test]
async fn a_guest_is_not_sent_home_from_a_page_for_guests() {
    let routes = Router::new().route("/", get(closed)).route("/login", get(visitors)).requires(Newcomers);
    let site = site(routes);
    assert_eq!(ask(&mut site.browser(), &Method::GET, "/login").await.status, StatusCode::FORBIDDEN);
}
