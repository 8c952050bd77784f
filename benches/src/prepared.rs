//! A request that can be sent again and again to an app, in process.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt as _;

use crate::Result;

#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) app: Router,
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Taken in turn; none at all sends no `Cookie` header.
    pub(crate) cookies: Vec<HeaderValue>,
    pub(crate) status: StatusCode,
    next: AtomicUsize,
}

impl Prepared {
    pub(crate) fn new(
        app: &Router,
        method: Method,
        path: impl Into<String>,
        cookie: Option<HeaderValue>,
        status: StatusCode,
    ) -> Self {
        let cookies = cookie.into_iter().collect();
        Self { app: app.clone(), method, path: path.into(), cookies, status, next: AtomicUsize::new(0) }
    }

    pub(crate) fn get(app: &Router, path: impl Into<String>, cookie: HeaderValue) -> Self {
        Self::new(app, Method::GET, path, Some(cookie), StatusCode::OK)
    }

    pub(crate) async fn send(&self) -> Response {
        let mut request = Request::builder().method(&self.method).uri(&self.path);
        if !self.cookies.is_empty() {
            let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.cookies.len();
            request = request.header(header::COOKIE, &self.cookies[turn]);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = match self.app.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        assert_eq!(response.status(), self.status, "{} {}", self.method, self.path);
        response
    }

    pub(crate) async fn send_times(&self, times: u32) {
        for _ in 0..times {
            std::hint::black_box(self.send().await);
        }
    }
}

/// Logs in and returns what a browser sends from then on.
pub(crate) async fn log_in(app: &Router) -> Result<String> {
    let log_in = Prepared::new(app, Method::POST, "/log-in", None, StatusCode::OK);
    let response = log_in.send().await;
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let pairs: Vec<&str> = cookies
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .filter(|pair| !pair.ends_with('='))
        .collect();
    if pairs.is_empty() { Err("a log-in set no cookie".into()) } else { Ok(pairs.join("; ")) }
}

pub(crate) async fn log_in_as_header(app: &Router) -> Result<HeaderValue> {
    Ok(HeaderValue::try_from(log_in(app).await?)?)
}
