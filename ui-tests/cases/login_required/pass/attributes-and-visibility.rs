// Doc comments, conditions, lints and visibility stay where they were written.
#![deny(missing_docs)]
#![allow(dead_code)]
//! Documented.

/// Pages.
pub mod pages {
    use login_runtime::{login_required, public};

    /// One.
    #[login_required]
    /// And more of it.
    pub async fn one() {}

    #[doc = "Two."]
    #[public]
    #[must_use]
    #[allow(clippy::unused_async)]
    pub async fn two() -> &'static str {
        "two"
    }

    #[login_required]
    #[cfg(any())]
    pub async fn three(_: NoSuchType) {}

    #[cfg(all())]
    #[login_required]
    pub(crate) async fn three(#[allow(unused)] method: axum::http::Method, #[cfg(all())] _: String) {}

    #[login_required]
    #[deprecated = "old"]
    pub(in crate::pages) async fn four() {}
}

fn main() {
    use login_runtime::routing::get;
    let _ = login_runtime::Router::<domain::User>::new()
        .route("/", get(pages::one).post(pages::two).put(pages::three));
}
