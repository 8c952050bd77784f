//! What a refusal looks like to each kind of client.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use login_runtime::{
    AccessRule, LoginManager, LoginManagerBuilder, Refusal, Router, current_user, fresh_login_required,
    login_required, routing::get,
};

use crate::common::{Browser, Logs, MINUTE, Page, SCRIPT, Site, User, Users, guarded_routes, key, log_in};

const HTMX: &[(&str, &str)] = &[
    ("hx-request", "true"),
    ("sec-fetch-mode", "cors"),
    ("hx-current-url", "https://app.example/cart?page=2"),
];

async fn refused(site: &Site, method: Method, path: &str, headers: &[(&str, &str)]) -> Page {
    site.browser().ask(method, path, headers, Body::empty()).await
}

#[tokio::test]
async fn each_kind_of_client_is_refused_in_its_own_way() {
    let site = Site::new();
    let to_login = (StatusCode::SEE_OTHER, Some("/login?next=%2Fdashboard"));
    let unauthorized = (StatusCode::UNAUTHORIZED, None);
    for (headers, expected) in [
        (&[("sec-fetch-mode", "navigate"), ("accept", "text/html")][..], to_login),
        (&[("sec-fetch-mode", "navigate"), ("accept", "*/*")], to_login),
        (&[("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")], to_login),
        (&[("accept", "TEXT/HTML")], to_login),
        (&[("sec-fetch-mode", "cors"), ("accept", "text/html")], unauthorized),
        (&[("sec-fetch-mode", "no-cors"), ("accept", "image/png")], unauthorized),
        (&[("sec-fetch-mode", "websocket")], unauthorized),
        (&[("accept", "text/html"), ("x-requested-with", "XMLHttpRequest")], unauthorized),
        (&[("accept", "application/json")], unauthorized),
        (&[("accept", "*/*")], unauthorized),
        (&[], unauthorized),
    ] {
        let page = refused(&site, Method::GET, "/dashboard", headers).await;
        assert_eq!((page.status, page.location()), expected, "{headers:?}");
        assert!(page.is_private(), "{headers:?}");
    }
}

#[tokio::test]
async fn a_program_gets_a_problem_document_and_no_cookie() {
    let site = Site::new();
    let page = site.browser().fetch("/dashboard").await;
    assert_eq!(page.header("content-type"), Some("application/problem+json"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert!(page.set_cookies().is_empty(), "no message for a page nobody is sent to");
    let problem: serde_json::Value = serde_json::from_str(&page.body).expect("JSON");
    assert_eq!(
        problem,
        serde_json::json!({
            "type": "about:blank",
            "title": "Unauthorized",
            "status": 401,
            "detail": "Please log in to access this page.",
            "reason": "login_required",
        })
    );
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    let page = browser.fetch("/fresh").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.body.contains(r#""reason":"fresh_login_required""#), "{page:?}");
}

#[tokio::test]
async fn htmx_is_sent_on_and_comes_back_to_the_page_it_shows() {
    let site = Site::new();
    let page = refused(&site, Method::GET, "/dashboard", HTMX).await;
    assert_eq!(page.header("hx-redirect"), Some("/login?next=%2Fcart%3Fpage%3D2"));
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
    assert!(page.set_cookie("flash").is_some());
    let page = refused(&site, Method::POST, "/upload", HTMX).await;
    assert_eq!(page.header("hx-redirect"), Some("/login?next=%2Fcart%3Fpage%3D2"));
}

#[tokio::test]
async fn htmx_names_a_page_of_this_host_or_none() {
    let site = Site::new();
    for url in [
        "https://evil.example/cart",
        "https://app.example.evil/cart",
        "https://app.example@evil.example/cart",
        "https://app.example",
        "https://app.example//evil.example",
        "javascript:alert(1)",
        "/cart",
        "",
        "\u{ff}",
    ] {
        let headers = [("hx-request", "true"), ("hx-current-url", url)];
        let page = refused(&site, Method::GET, "/dashboard", &headers).await;
        assert_eq!(page.header("hx-redirect"), Some("/login"), "{url}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_for_again_is_no_next() {
    let site = Site::new();
    let navigate = [("sec-fetch-mode", "navigate")];
    let page = refused(&site, Method::POST, "/upload", &navigate).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login")));
    let page = refused(&site, Method::HEAD, "/dashboard", &navigate).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login?next=%2Fdashboard")));
}

#[tokio::test]
async fn the_message_is_shown_once() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    browser.get("/dashboard").await;
    let page = browser.get("/login").await;
    assert_eq!(page.body, "flash: [message] Please log in to access this page.; next: ");
    assert!(page.deletes("flash"), "{page:?}");
    assert!(page.is_private(), "a page with a personal message");
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ");
}

#[tokio::test]
async fn the_message_is_old_news_after_five_minutes() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    let flash = browser.ticket("flash");
    site.advance(5 * crate::common::MINUTE);
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ", "the browser dropped it");
    browser.set_cookie("__Host-flash", &flash);
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ", "and a copy is not believed");
}

#[tokio::test]
async fn the_message_is_what_the_manager_says() {
    let site = Site::with(|manager| manager.login_message("Bitte anmelden, Ada & Bob: „hier“"));
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    assert_eq!(
        browser.get("/login").await.body,
        "flash: [message] Bitte anmelden, Ada & Bob: „hier“; next: "
    );
    let silent = Site::with(|manager| manager.no_login_message().no_refresh_message());
    let mut browser = silent.browser();
    assert!(browser.get("/dashboard").await.set_cookies().is_empty());
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert!(browser.get("/fresh").await.set_cookies().is_empty());
    let site = Site::with(|manager| manager.refresh_message("Still you?"));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    browser.get("/fresh").await;
    assert_eq!(browser.get("/confirm").await.body, "Still you?");
}

#[tokio::test]
async fn without_a_view_everybody_gets_401() {
    let site = Site::build(
        |_| LoginManager::new(key(1)),
        |manager, users| guarded_routes().with_login(manager, users),
    );
    let page = site.browser().get("/dashboard").await;
    assert_eq!((page.status, &*page.body), (StatusCode::UNAUTHORIZED, "Please log in to access this page."));
    assert!(page.set_cookies().is_empty());
    let page = refused(&site, Method::GET, "/dashboard", HTMX).await;
    assert_eq!((page.status, page.header("hx-redirect")), (StatusCode::UNAUTHORIZED, None));
}

#[tokio::test]
async fn the_applications_own_handlers_answer_in_place_of_ours() {
    let site = Site::with(|manager| {
        manager
            .unauthorized_handler(|refusal| {
                let (method, uri, location) = (refusal.method(), refusal.uri(), refusal.location());
                let agent = refusal.headers()["user-agent"].to_str().expect("text").to_owned();
                (StatusCode::IM_A_TEAPOT, format!("{method} {uri} {location:?} {agent}"))
            })
            .needs_refresh_handler(|refusal| refusal.location().expect("a view").to_owned().into_response())
    });
    let mut browser = site.browser();
    let page = browser.get("/dashboard?x=1").await;
    assert_eq!(page.status, StatusCode::IM_A_TEAPOT);
    assert_eq!(page.body, "GET /dashboard?x=1 Some(\"/login?next=%2Fdashboard%3Fx%3D1\") Firefox");
    assert!(page.set_cookies().is_empty(), "no message");
    assert!(page.is_private());
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.get("/fresh").await.body, "/confirm?next=%2Ffresh");
}

/// A handler may add to what the library answers, to each client in its way.
#[tokio::test]
async fn a_handler_that_leaves_the_answer_to_us_adds_to_it() {
    let ours = Site::new();
    let theirs = Site::with(|manager| {
        manager
            .unauthorized_handler(|refusal| ([("x-help", "/help")], refusal.default_response()))
            .denied_handler(|refusal| ([("x-help", "/help")], refusal.default_response()))
    });
    for headers in [&[("sec-fetch-mode", "navigate")][..], HTMX, SCRIPT] {
        let expected = refused(&ours, Method::GET, "/dashboard?x=1", headers).await;
        let page = refused(&theirs, Method::GET, "/dashboard?x=1", headers).await;
        assert_eq!(page.header("x-help"), Some("/help"));
        assert_eq!((page.status, &page.body), (expected.status, &expected.body));
        for header in ["location", "hx-redirect", "content-type", "cache-control"] {
            assert_eq!(page.header(header), expected.header(header), "{header} for {headers:?}");
        }
    }
    // The message and the way back are left as if there were no handler.
    let kept = |manager: LoginManagerBuilder| manager.next_in_cookie();
    for site in [
        Site::with(kept),
        Site::with(|manager| kept(manager).unauthorized_handler(|it| it.default_response())),
    ] {
        let mut browser = site.browser();
        browser.get("/dashboard?x=1").await;
        assert_eq!(browser.cookie_names(), ["__Host-flash", "__Host-next"]);
    }
    // Its own view is no place to send anybody to.
    let site = Site::build(
        |manager| manager.login_view("/dashboard").unauthorized_handler(|refusal| refusal.default_response()),
        |manager, users| guarded_routes().with_login(manager, users),
    );
    assert_eq!(site.browser().get("/dashboard").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn next_names_the_path_as_it_was_sent_byte_for_byte() {
    let site = Site::with_routes(with_any_path(), |manager| manager);
    for path in [
        "/x/a",
        "/x/a?b=1&c=%20&d=a+b",
        "/x/caf%C3%A9?q=%E4%BD%90",
        "/x/a;b=1,c",
        "/x/a?next=%2Flogout",
        "/x/a?x=http://evil.example",
        "/x/~-._!$&()*+,;=:@",
        "/x/a%25b",
    ] {
        let mut browser = site.browser();
        let location = browser.get(path).await.location().expect("a login page").to_owned();
        let page = browser.get(&location).await;
        assert!(page.body.ends_with(&format!("; next: {path}")), "{path}: {page:?}");
        let page = browser.post(&location, &[("user", "ada")]).await;
        assert_eq!(page.location(), Some(path));
    }
}

#[tokio::test]
async fn a_path_that_would_leave_the_site_is_no_next() {
    let site = Site::with_routes(with_any_path(), |manager| manager);
    for path in ["/x//evil.example", "/x/..", "/x/%2e%2e/a", "/x/a%2fb", "/x/a%5cb", "/x/%00", "/x/a'b"] {
        assert_eq!(site.browser().get(path).await.location(), Some("/login"), "{path}");
    }
    let long = format!("/x/{}", "a".repeat(2000));
    assert_eq!(site.browser().get(&long).await.location(), Some("/login"));
    let site = Site::build(
        |manager| manager,
        |manager, users| guarded_routes().fallback(anywhere).with_login(manager, users),
    );
    assert_eq!(
        site.browser().get("//evil.example/x").await.location(),
        Some("/login"),
        "axum routes the raw path"
    );
}

#[login_required]
async fn anywhere() {}

fn with_any_path() -> Router<User, Users> {
    guarded_routes().route("/x/{*rest}", get(anywhere))
}

#[tokio::test]
async fn the_host_header_is_never_part_of_a_redirect() {
    let site = Site::new();
    for host in ["evil.example", "app.example:1", "[::1]"] {
        let headers = [("host", host), ("x-forwarded-host", host), ("sec-fetch-mode", "navigate")];
        let page = refused(&site, Method::GET, "/dashboard", &headers).await;
        assert_eq!(page.location(), Some("/login?next=%2Fdashboard"), "{host}");
    }
}

#[tokio::test]
async fn a_log_in_view_that_is_guarded_does_not_redirect_to_itself() {
    let site = Site::with(|manager| manager.login_view("/dashboard").refresh_view("/fresh"));
    let mut browser = site.browser();
    let page = browser.get("/dashboard").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
    let page = browser.get("/upload-is-elsewhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    browser.log_in_with("ada", &[("stale", "on")]).await;
    let page = browser.get("/fresh").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
}

#[tokio::test]
async fn a_refused_page_that_is_no_place_to_go_is_no_next() {
    let routes = guarded_routes().route("/sign-out", get(anywhere)).route("/sign-out/here", get(anywhere));
    let site = Site::with_routes(routes, |manager| manager.refuse_next("/sign-out"));
    assert_eq!(site.browser().get("/sign-out").await.location(), Some("/login"));
    assert_eq!(site.browser().get("/confirm").await.location(), Some("/login"));
    let page = site.browser().get("/sign-out/here").await;
    assert_eq!(page.location(), Some("/login?next=%2Fsign-out%2Fhere"));
}

#[tokio::test]
async fn a_home_page_for_guests_does_not_redirect_to_itself() {
    let site = Site::with(|manager| manager.home_view("/join"));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let page = browser.get("/join").await;
    assert_ne!(page.location(), Some("/join"), "the browser would go round and round");
}

/// The status of the page where a browser ends up, and after how many redirects.
async fn end_of_redirects(browser: &mut Browser, path: &str) -> (StatusCode, usize) {
    let mut path = path.to_owned();
    for redirects in 0..=5 {
        let page = browser.get(&path).await;
        let Some(location) = page.location() else { return (page.status, redirects) };
        location.clone_into(&mut path);
    }
    panic!("round and round by {path}");
}

/// A page for guests sends back whoever is logged in: it is found out at the first bounce, wherever the pages stand.
#[tokio::test]
async fn a_page_for_guests_makes_no_log_in_fresh() {
    let settings = |prefix: &'static str| {
        move |manager: LoginManagerBuilder| {
            let view = format!("{prefix}/join");
            manager.login_view(&view).refresh_view(view)
        }
    };
    let plain = Site::with(settings(""));
    let nested = Site::build(settings("/app"), |manager, users| {
        axum::Router::new().nest("/app", guarded_routes().with_login(manager, users))
    });
    for (site, prefix) in [(plain, ""), (nested, "/app")] {
        let mut browser = site.browser();
        browser.post(&format!("{prefix}/login"), &[("user", "ada")]).await;
        site.advance(11 * MINUTE);
        let logs = Logs::capture();
        assert_eq!(
            end_of_redirects(&mut browser, &format!("{prefix}/very-fresh")).await,
            (StatusCode::UNAUTHORIZED, 2)
        );
        let messages = logs.messages();
        assert!(messages.iter().any(|message| message.contains("`refresh_view`")), "{messages:?}");
        // Whoever is logged in and follows a link to the log-in page still gets where it leads.
        let page = browser.get(&format!("{prefix}/join?next=%2Fdashboard")).await;
        assert_eq!(page.location(), Some("/dashboard"));
        assert!(
            site.browser().get(&format!("{prefix}/fresh")).await.location().is_some(),
            "guests log in there"
        );
    }
}

/// It may be a page of one router and the view of another.
#[tokio::test]
async fn a_page_for_guests_makes_no_log_in_fresh_for_another_router() {
    let area = |change: fn(Router<User, Users>) -> Router<User, Users>| {
        let routes = guarded_routes().nest("/area", change(guarded_routes()));
        Site::with_routes(routes, |manager| manager.login_view("/login").refresh_view("/confirm"))
    };
    for site in [
        area(|area| area.refresh_view("/join")),
        area(|area| area.refresh_view("/join").refusal_handler(|refusal| refusal.status())),
        area(|area| area.nest("/lower", guarded_routes()).refresh_view("/area/lower/join")),
    ] {
        let mut browser = site.browser();
        browser.log_in("ada").await;
        site.advance(11 * MINUTE);
        assert_eq!(end_of_redirects(&mut browser, "/area/very-fresh").await, (StatusCode::UNAUTHORIZED, 2));
        assert_eq!(browser.get("/very-fresh").await.location(), Some("/confirm?next=%2Fvery-fresh"));
    }
}

#[tokio::test]
async fn the_pages_that_log_in_and_out_are_no_next() {
    let site = Site::with(|manager| manager.refuse_next("/sign-out"));
    for next in ["/login", "/login?x=1", "/login#x", "/confirm", "/logout", "/sign-out"] {
        let mut browser = site.browser();
        let page = browser.log_in_with("ada", &[("next", next)]).await;
        assert_eq!(page.location(), Some("/home"), "{next}");
    }
    let mut browser = site.browser();
    let page = browser.log_in_with("ada", &[("next", "/logout-and-more")]).await;
    assert_eq!(page.location(), Some("/logout-and-more"), "exactly these paths");
}

/// Over HTTP/2 there is no `Host` header: the authority stands in the URI.
#[tokio::test]
async fn requests_that_carry_their_authority_in_the_uri_come_back_as_well() {
    let site = Site::new();
    let ask = async |headers: &[(&'static str, &'static str)]| {
        let request = axum::http::Request::get("https://app.example/dashboard?x=1");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        crate::common::send(&site.app, request.body(Body::empty()).expect("a request")).await
    };
    let page = ask(&[("sec-fetch-mode", "navigate")]).await;
    assert_eq!(page.location(), Some("/login?next=%2Fdashboard%3Fx%3D1"));
    let page = ask(HTMX).await;
    assert_eq!(page.header("hx-redirect"), Some("/login?next=%2Fcart%3Fpage%3D2"));
}

#[tokio::test]
async fn odd_requests_are_refused_and_never_panic() {
    let site = Site::with_routes(guarded_routes().fallback(anywhere), |manager| manager);
    for (method, uri) in [
        (Method::OPTIONS, "*"),
        (Method::CONNECT, "app.example:443"),
        (Method::GET, "http://evil.example"),
        (Method::GET, "/?"),
        (Method::GET, "/%ff%fe"),
        (Method::TRACE, "/dashboard"),
        (Method::from_bytes(b"BREW").expect("a method"), "/dashboard"),
    ] {
        let page = refused(&site, method.clone(), uri, &[("sec-fetch-mode", "navigate")]).await;
        assert!(
            page.status.is_client_error()
                || page.status.is_redirection()
                || uri.len() < 3
                || uri.ends_with("evil.example"),
            "{method} {uri}: {page:?}"
        );
        assert!(!page.status.is_server_error(), "{method} {uri}");
    }
    let request =
        ["accept", "user-agent", "sec-fetch-mode", "hx-request", "hx-current-url", "host", "origin"]
            .into_iter()
            .fold(axum::http::Request::get("/dashboard"), |request, name| {
                request.header(name, &b"\xff\xfe"[..])
            });
    let page = crate::common::send(&site.app, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "headers that are no text");
}

/// The names of whoever is refused, and of what a layer left in the request.
fn name_whom() -> String {
    current_user::<User>().map_or_else(|| "nobody".to_owned(), |user| user.name.clone())
}

#[derive(Clone)]
struct RequestId(&'static str);

fn naming(manager: LoginManagerBuilder) -> LoginManagerBuilder {
    let answer = |refusal: Refusal<'_>| {
        let id = refusal.extensions().get().map_or("none", |RequestId(id)| id);
        (refusal.status(), format!("{}, {id}", name_whom()))
    };
    manager.unauthorized_handler(answer).needs_refresh_handler(answer).denied_handler(answer)
}

/// Whoever writes a page for a refusal may show who is logged in, wherever the refusal comes from.
#[tokio::test]
async fn a_handler_of_refusals_knows_who_is_refused_and_what_layers_left() {
    let numbered = || guarded_routes().layer(axum::Extension(RequestId("r1")));
    let routers = [
        ("guarded", Site::with_routes(numbered(), naming)),
        (
            "mounted",
            Site::build(naming, |manager, users| {
                Router::<User, Users>::new()
                    .route("/login", login_runtime::routing::post(log_in))
                    .mount("/fresh", AccessRule::fresh_login_required(), axum::Router::new())
                    .layer(axum::Extension(RequestId("r1")))
                    .with_login(manager, users)
            }),
        ),
    ];
    for (router, site) in routers {
        let mut browser = site.browser();
        assert_eq!(browser.get("/fresh").await.body, "nobody, r1", "{router}");
        browser.log_in_with("ada", &[("stale", "on")]).await;
        let page = browser.get("/fresh").await;
        assert_eq!((page.status.as_u16(), &*page.body), (401, "ada, r1"), "{router}");
    }
}

/// A plain router's guards ask behind the layer.
#[tokio::test]
async fn a_handler_of_refusals_behind_the_layer_knows_as_much() {
    let site = Site::build(naming, |manager, users| {
        let routes = axum::Router::new()
            .route("/login", axum::routing::post(log_in))
            .route("/fresh", axum::routing::get(only_fresh));
        routes.layer(manager.layer::<User, _>(users.clone())).with_state(users)
    });
    let mut browser = site.browser();
    assert_eq!(browser.get("/fresh").await.body, "nobody, none");
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.get("/fresh").await.body, "ada, none");
}

#[fresh_login_required]
async fn only_fresh() {}
