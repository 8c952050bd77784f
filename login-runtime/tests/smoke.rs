use axum::{
    body::Body,
    http::{Request, StatusCode, header},
    response::Redirect,
};
use login_runtime::{
    CurrentUser, Key, Login, LoginError, LoginManager, Router, UserMixin, login_required, public,
    routing::{get, post},
    user_loader,
};
use tower::ServiceExt;

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

#[public]
async fn login(login: Login<User>) -> Result<Redirect, LoginError> {
    login.login_user(&User { id: 7 }).remember(true).await?;
    Ok(login.redirect_to_next("/"))
}
#[login_required]
async fn me(user: CurrentUser<User>) -> String {
    user.id.to_string()
}

#[tokio::test]
async fn smoke() {
    let manager = LoginManager::new(Key::generate().unwrap()).login_view("/login").build().unwrap();
    let r = Router::<User>::new().route("/login", post(login)).route("/me", get(me));
    println!("{}", r.access_table());
    let app = r.with_login(manager, ());
    let resp = app
        .clone()
        .oneshot(Request::get("/me").header("accept", "text/html").body(Body::empty()).unwrap())
        .await
        .unwrap();
    println!("{resp:?}");
    assert_eq!(resp.status(), StatusCode::SEE_OTHER);
    let resp =
        app.clone().oneshot(Request::post("/login?next=/me").body(Body::empty()).unwrap()).await.unwrap();
    println!("{resp:?}");
    let cookies: Vec<_> = resp
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|c| c.to_str().unwrap().split(';').next().unwrap().to_owned())
        .collect();
    let resp = app
        .clone()
        .oneshot(Request::get("/me").header("cookie", cookies.join("; ")).body(Body::empty()).unwrap())
        .await
        .unwrap();
    println!("{resp:?}");
    assert_eq!(resp.status(), StatusCode::OK);
}
