//! Posts: written, edited, published, and hidden from those whom they do not concern.

use axum::http::StatusCode;

use crate::support::{Browser, Site};

const WELCOME: &str = "/posts/1";
const DRAFT: &str = "/posts/2";

async fn sign_up(site: &Site, name: &str) -> Browser {
    let mut browser = site.browser();
    browser
        .post("/signup", &[("username", name), ("password", "quite another password")])
        .await
        .redirects_to();
    browser
}

#[tokio::test]
async fn an_author_writes_a_draft_and_an_editor_publishes_it() {
    let site = Site::start().await;
    let mut ann = sign_up(&site, "ann").await;
    let text = [("title", "Lanterns"), ("body", "They <b>glow</b>.")];
    let address = ann.post("/posts", &text).await.redirects_to().to_owned();
    let page = ann.get(&address).await;
    page.shows("Lanterns");
    page.shows("draft");
    page.hides("<b>");
    page.hides("id=\"publish\"");
    let publish = format!("{address}/publish");
    assert_eq!(ann.post(&publish, &[("published", "true")]).await.status, StatusCode::NOT_FOUND);

    let mut editor = site.browser_of("editor").await;
    editor.get(&address).await.shows("id=\"publish\"");
    editor.post(&publish, &[("published", "true")]).await.redirects_to();
    site.browser().get(&address).await.shows("They &#60;b&#62;glow");
    site.browser().get("/posts").await.shows("Lanterns");
}

#[tokio::test]
async fn a_draft_is_a_404_to_strangers_like_an_address_where_nothing_is() {
    let site = Site::start().await;
    let mut stranger = sign_up(&site, "ann").await;
    for mut browser in [site.browser(), stranger.clone()] {
        browser.get(WELCOME).await.shows("Welcome");
        let (draft, missing) = (browser.get(DRAFT).await, browser.get("/posts/99").await);
        assert_eq!((draft.status, &draft.headers), (StatusCode::NOT_FOUND, &missing.headers));
        assert_eq!(draft.body, missing.body);
        assert_eq!(draft.body, browser.get("/no/where").await.body);
        browser.get("/posts").await.hides("Only a draft");
    }
    for path in ["/posts/2", "/posts/2/publish", "/posts/2/delete", "/posts/1", "/posts/1/delete"] {
        let answer = stranger.post(path, &[("title", "Mine"), ("body", "now"), ("published", "true")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(stranger.get("/posts/2/edit").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.browser().get("/posts/2/edit").await.redirects_to(), "/login?next=%2Fposts%2F2%2Fedit");
}

#[tokio::test]
async fn authors_edit_their_own_and_editors_edit_all() {
    let site = Site::start().await;
    for name in ["demo", "editor", "admin"] {
        let mut browser = site.browser_of(name).await;
        browser.get("/posts").await.shows("draft");
        browser.get("/posts/2/edit").await.shows("<h1>Edit</h1>");
        let title = format!("By {name}");
        browser.post(DRAFT, &[("title", &title), ("body", "text")]).await.redirects_to();
        browser.get(DRAFT).await.shows(&title);
        browser
            .post(DRAFT, &[("title", " "), ("body", "text")])
            .await
            .shows("A post has a title and a text.");
    }
}

#[tokio::test]
async fn deleting_takes_the_owner_or_an_admin_who_is_surely_there() {
    let site = Site::start().await;
    let mut editor = site.browser_of("editor").await;
    assert_eq!(editor.post("/posts/2/delete", &[]).await.status, StatusCode::NOT_FOUND);
    let mut demo = site.browser_of("demo").await;
    site.clock.advance(std::time::Duration::from_mins(16));
    assert!(demo.post("/posts/2/delete", &[]).await.redirects_to().starts_with("/confirm"));
    let mut admin = site.browser_of("admin").await;
    assert_eq!(admin.post("/posts/2/delete", &[]).await.redirects_to(), "/posts");
    assert_eq!(admin.get(DRAFT).await.status, StatusCode::NOT_FOUND);
}
