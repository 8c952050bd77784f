//! Tests of an application that begin with somebody logged in: by the test kit where it is built in (feature `testing`), else by
//! the site's own form.

use login_runtime::{LoginManager, SessionProtection};

use self::kit::Client;
use crate::common::{Site, guarded_routes};

const EVERY_PROTECTION: [SessionProtection; 3] =
    [SessionProtection::None, SessionProtection::Basic, SessionProtection::Strong];

/// A site, and its manager.
type World = (Site, LoginManager);

fn world(protection: SessionProtection) -> World {
    let mut kept = None;
    let site = Site::build(
        |manager| manager.session_protection(protection),
        |manager, users| {
            kept = Some(manager.clone());
            guarded_routes().with_login(manager, users)
        },
    );
    (site, kept.expect("the manager of the site"))
}

#[cfg(feature = "testing")]
mod kit {
    use login_runtime::testing::TestClient;

    use super::World;

    pub(super) type Client = TestClient;

    pub(super) fn guest((site, manager): &World) -> Client {
        TestClient::new(&site.app, manager)
    }

    pub(super) async fn acting_as(world: &World, name: &str, is_fresh: bool) -> Client {
        let user = world.0.users.find(name);
        let mut client = guest(world);
        let proved_ago = if is_fresh { "0s" } else { "20m" };
        client.acting_as(&user).stale(proved_ago);
        std::future::ready(client).await
    }

    pub(super) fn go_on_at(client: &mut Client, device: &'static str) {
        client.on_device(device);
    }

    pub(super) async fn get(client: &mut Client, path: &str) -> (u16, String) {
        let response = client.fetch(path).await;
        (response.status().as_u16(), response.text().to_owned())
    }
}

#[cfg(not(feature = "testing"))]
mod kit {
    use super::World;
    use crate::common::Browser;

    pub(super) type Client = Browser;

    pub(super) fn guest((site, _): &World) -> Client {
        site.browser()
    }

    pub(super) async fn acting_as(world: &World, name: &str, is_fresh: bool) -> Client {
        let mut client = guest(world);
        client.log_in_with(name, if is_fresh { &[] } else { &[("stale", "on")] }).await;
        client
    }

    pub(super) fn go_on_at(client: &mut Client, device: &'static str) {
        client.agent = device;
    }

    pub(super) async fn get(client: &mut Client, path: &str) -> (u16, String) {
        let page = client.fetch(path).await;
        (page.status.as_u16(), page.body)
    }
}

async fn who(client: &mut Client) -> String {
    kit::get(client, "/who").await.1
}

#[tokio::test]
async fn t104_a_client_that_acts_as_nobody_is_a_guest() {
    assert_eq!(who(&mut kit::guest(&world(SessionProtection::None))).await, "guest");
}

#[tokio::test]
async fn t105_a_client_acts_as_a_user() {
    let world = world(SessionProtection::None);
    assert_eq!(who(&mut kit::acting_as(&world, "ada", true).await).await, "ada fresh");
}

#[tokio::test]
async fn t106_a_client_acts_as_a_user_whose_log_in_is_not_fresh() {
    let world = world(SessionProtection::None);
    assert_eq!(who(&mut kit::acting_as(&world, "ada", false).await).await, "ada stale");
}

/// The sessions of Flask-Login's test client know of no client: under basic protection they are never fresh, and strong
/// protection lets nobody in. Ours is logged in as by a log-in, whatever the protection.
#[tokio::test]
async fn t107_a_client_acts_as_it_is_told_under_every_protection() {
    for protection in EVERY_PROTECTION {
        let world = world(protection);
        for (is_fresh, seen) in [(true, "ada fresh"), (false, "ada stale")] {
            let mut client = kit::acting_as(&world, "ada", is_fresh).await;
            assert_eq!(who(&mut client).await, seen, "{protection:?}");
        }
    }
}

/// What Flask-Login's test client gets at once, ours gets where the cookies go on at another device, as anybody would.
#[tokio::test]
async fn e85_the_protection_is_put_to_the_test_by_another_device() {
    for (protection, seen) in EVERY_PROTECTION.into_iter().zip(["ada fresh", "ada stale", "guest"]) {
        let world = world(protection);
        let mut client = kit::acting_as(&world, "ada", true).await;
        assert_eq!(kit::get(&mut client, "/fresh").await, (200, "fresh enough".to_owned()), "{protection:?}");
        kit::go_on_at(&mut client, "curl");
        assert_eq!(who(&mut client).await, seen, "{protection:?}");
    }
}

/// Release 0.6.3 of Flask-Login has a switch that opens every guard, which a deployed site may carry by mistake. Ours has none:
/// its tests act as somebody.
#[tokio::test]
async fn r5_no_guard_is_switched_off_for_a_test() {
    let world = world(SessionProtection::Basic);
    let mut guest = kit::guest(&world);
    let mut ada = kit::acting_as(&world, "ada", true).await;
    for path in ["/dashboard", "/fresh"] {
        assert_eq!(kit::get(&mut guest, path).await.0, 401, "{path}");
        assert_eq!(kit::get(&mut ada, path).await.0, 200, "{path}");
    }
}
