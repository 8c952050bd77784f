//! Guarded routes beside the one that is asked for.

use axum::http::HeaderValue;
use login_runtime::{Key, LoginManager, login_required, routing};

use crate::Result;
use crate::prepared::{Prepared, log_in_as_header};
use crate::users::App;
use crate::variants::{Variant, ours};

pub(crate) const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];

pub(crate) async fn prepare(variant: Variant, count: usize) -> Result<Prepared> {
    let paths = (0..count).map(|number| format!("/page/{number}"));
    let asked = format!("/page/{}", count / 2);
    if variant == Variant::Bare {
        let app =
            paths.fold(axum::Router::new(), |app, path| app.route(&path, axum::routing::get(bare_page)));
        return Ok(Prepared::get(&app, asked, HeaderValue::from_static("id=7")));
    }
    let manager = LoginManager::new(Key::generate()?).build()?;
    let routes = paths.fold(ours::routes(), |app, path| app.route(&path, routing::get(page)));
    let app = routes.with_login(manager, App::default());
    let cookie = log_in_as_header(&app).await?;
    Ok(Prepared::get(&app, asked, cookie))
}

#[login_required]
async fn page() -> &'static str {
    "ok"
}

async fn bare_page() -> &'static str {
    "ok"
}
