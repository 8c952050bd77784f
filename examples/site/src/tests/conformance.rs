//! The library's own suite, through all of the site's layers and settings.

use login_runtime::{
    Key, ManualClock,
    testing::{Conformance, login_conformance},
};

use super::site::Site;
use crate::{
    routes::{app as serve, login_manager},
    user::User,
};

async fn app() -> Conformance<User> {
    let (site, clock) = (Site::start().await, ManualClock::default());
    let key = Key::generate().expect("a key");
    let manager =
        login_manager(key, site.ledger().await).clock(clock.clone()).build().expect("good settings");
    let demo = site.user("demo").await;
    Conformance::new(serve(site.state.clone(), manager.clone()), &manager, &clock, demo, "/dashboard")
        .fresh_route("/account/password")
        .changing_route("/account/logout-everywhere")
        .keeping(site)
}

login_conformance!(app);
