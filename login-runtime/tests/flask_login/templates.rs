//! Templates that show who is there.

use login_runtime::{LazyUser, LoginRejection, current_user, public, routing::get};

use crate::common::{Site, User, guarded_routes};
use crate::world::Heard;

/// A template, as an engine would make one; the argument is the part of the page that it is about.
fn template(shows_user: bool) -> String {
    let user = shows_user.then(current_user::<User>).flatten();
    user.map_or("Hello you".to_owned(), |user| format!("Hello {}", user.name))
}

#[public]
async fn imprint(mut visitor: LazyUser<User>) -> Result<String, LoginRejection> {
    visitor.render(|| template(false)).await
}

#[public]
async fn index(mut visitor: LazyUser<User>) -> Result<String, LoginRejection> {
    visitor.render(|| template(true)).await
}

fn site() -> (Site, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().route("/imprint", get(imprint)).route("/index", get(index));
    (Site::with_routes(routes, |manager| heard.listen(manager)), heard)
}

#[tokio::test]
async fn t076_a_template_asks_who_is_there_and_finds_a_guest() {
    let (site, _) = site();
    let mut browser = site.browser();
    assert_eq!(browser.get("/index").await.body, "Hello you");
    browser.log_in("ada").await;
    assert_eq!(browser.get("/index").await.body, "Hello ada");
}

/// Flask-Login loads the user for every template, also for one that shows nobody. Ours does where the template asks.
#[tokio::test]
async fn e80_a_template_that_shows_nobody_loads_nobody() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    let page = browser.get("/imprint").await;
    assert_eq!((page.body.as_str(), page.header("vary")), ("Hello you", None));
    assert_eq!((site.users.loads(), heard.take()), (0, vec![]));
    let page = browser.get("/index").await;
    assert_eq!((page.body.as_str(), page.header("vary")), ("Hello ada", Some("Cookie")));
    assert_eq!((site.users.loads(), heard.take()), (1, vec!["Accessed".to_owned()]));
}

#[cfg(feature = "minijinja")]
mod with_minijinja {
    use std::sync::Arc;

    use axum::extract::State;
    use axum::http::StatusCode;
    use login_runtime::routing::{get, post};
    use login_runtime::{
        LazyUser, Login, LoginError, LoginRejection, Router, UserMixin, current_user_global, public,
        user_loader,
    };
    use minijinja::Environment;

    use crate::common::Site;

    #[derive(Clone, UserMixin, serde::Serialize)]
    struct Reader {
        id: i64,
    }

    type Templates = Arc<Environment<'static>>;

    #[user_loader]
    fn load_reader(id: i64) -> Option<Reader> {
        Some(Reader { id })
    }

    #[public]
    async fn log_in(login: Login<Reader>) -> Result<(), LoginError> {
        login.login_user(&Reader { id: 7 }).await
    }

    #[public]
    async fn index(
        mut visitor: LazyUser<Reader>,
        State(templates): State<Templates>,
    ) -> Result<String, LoginRejection> {
        let template = templates.get_template("index").expect("a template");
        visitor.render(|| template.render(()).expect("a page")).await
    }

    #[tokio::test]
    async fn t076_the_current_user_is_a_global_of_templates() {
        let mut templates = Environment::new();
        templates.add_global("current_user", current_user_global::<Reader>());
        let page = "Hello {% if current_user %}{{ current_user.id }}{% else %}you{% endif %}";
        templates.add_template("index", page).expect("a good template");
        let routes = Router::<Reader, Templates>::new().route("/in", post(log_in)).route("/", get(index));
        let site = Site::build(
            |manager| manager,
            |manager, _| routes.with_login(manager, Templates::new(templates)),
        );
        let mut browser = site.browser();
        assert_eq!(browser.get("/").await.body, "Hello you");
        assert_eq!(browser.post("/in", &[]).await.status, StatusCode::OK);
        assert_eq!(browser.get("/").await.body, "Hello 7");
    }
}
