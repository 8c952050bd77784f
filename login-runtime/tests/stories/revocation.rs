//! What ends log-ins from outside: each takes effect at the very next request, for both tickets.

use axum::http::StatusCode;
use login_runtime::{LoginError, UserMixin};

use crate::common::{Browser, DAY, HOUR, MINUTE, SECOND, Site, User, Users, guarded_routes};

/// Two browsers of Ada: one with a session, one that has only the remember cookie left.
async fn browsers(site: &Site) -> [Browser; 2] {
    let (mut with_session, mut remembered) = (site.browser(), site.browser());
    with_session.log_in("ada").await;
    remembered.log_in_remembered("ada").await;
    remembered.close();
    [with_session, remembered]
}

#[tokio::test]
async fn what_happens_to_the_user_counts_at_the_next_request() {
    let changes = [
        ("deleted", (|users| users.delete("ada")) as fn(&Users)),
        ("switched off", |users| users.switch_on("ada", false)),
        ("password changed", |users| users.change_password("ada")),
    ];
    for (what, change) in changes {
        let site = Site::new();
        let mut browsers = browsers(&site).await;
        for browser in &browsers {
            assert_ne!(browser.clone().who().await, "guest", "before: {what}");
        }
        change(&site.users);
        for browser in &mut browsers {
            assert_eq!(browser.who().await, "guest", "{what}");
            let refused = browser.get("/dashboard").await;
            assert_eq!(refused.location(), Some("/login?next=%2Fdashboard"), "{what}");
        }
    }
}

#[tokio::test]
async fn a_log_in_that_was_refused_once_does_not_come_back_when_the_user_is_switched_on_again() {
    let site = Site::new();
    for mut browser in browsers(&site).await {
        let mut copy = browser.clone();
        site.users.switch_on("ada", false);
        assert_eq!(browser.who().await, "guest");
        site.users.loads();
        assert_eq!(browser.who().await, "guest");
        assert_eq!(site.users.loads(), 0, "nobody is asked about it again");
        site.users.switch_on("ada", true);
        assert_eq!(browser.who().await, "guest");
        assert_eq!(copy.who().await, "guest");
    }
}

#[tokio::test]
async fn changing_the_password_keeps_this_log_in_and_ends_the_others() {
    let site = Site::new();
    let (mut laptop, mut phone, mut bob) = (site.browser(), site.browser(), site.browser());
    laptop.log_in_remembered("ada").await;
    phone.log_in_remembered("ada").await;
    bob.log_in("bob").await;
    laptop.post("/password", &[]).await;
    assert_eq!(laptop.who().await, "ada fresh remembered");
    assert_eq!(phone.who().await, "guest");
    assert_eq!(bob.who().await, "bob fresh");
    laptop.close();
    assert_eq!(laptop.who().await, "ada stale remembered", "its remember ticket was made anew");
}

#[tokio::test]
async fn a_user_with_the_id_of_a_deleted_one_inherits_nothing() {
    let site = Site::new();
    let [mut with_session, mut remembered] = browsers(&site).await;
    let id = site.users.find("ada").id;
    site.users.delete("ada");
    site.users.change("bob", |user| user.id = id);
    assert_eq!(with_session.who().await, "guest");
    assert_eq!(remembered.who().await, "guest");
}

#[tokio::test]
async fn a_ticket_is_replayed_in_vain_after_each_way_to_end_it() {
    let ends: [(&str, &[&str]); 4] = [
        ("log-out", &["/logout"]),
        ("log-out everywhere", &["/everywhere"]),
        ("changed password", &["/password"]),
        ("log-in of another", &["/login"]),
    ];
    for (what, posts) in ends {
        let site = Site::new();
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut copies = [browser.clone(), browser.clone()];
        copies[1].close();
        for path in posts {
            browser.post(path, &[("user", "bob")]).await;
        }
        for copy in &mut copies {
            assert_eq!(copy.clone().who().await, "guest", "{what}");
        }
        site.advance(10 * DAY);
        for copy in &mut copies {
            assert_eq!(copy.who().await, "guest", "{what}, days later");
        }
    }
}

#[tokio::test]
async fn another_process_with_the_same_key_knows_the_same_people() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.app = site.restarted(|manager| manager).app;
    assert_eq!(browser.who().await, "ada fresh remembered");
}

/// The list of ended log-ins is bounded; when it is full, too many log-ins end rather than too few.
#[tokio::test]
async fn a_full_list_of_ended_log_ins_lets_nobody_back_in() {
    let site = Site::with(|manager| manager.ended_logins_capacity(1));
    let mut ended: Vec<Browser> = Vec::new();
    for round in 0..100 {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        assert_eq!(browser.clone().who().await, "ada fresh remembered", "round {round}: a new log-in works");
        ended.push(browser.clone());
        browser.post("/logout", &[]).await;
        for (number, copy) in ended.iter().enumerate() {
            assert_eq!(copy.clone().who().await, "guest", "log-in {number} in round {round}");
        }
    }
}

/// A ticket knows seconds, so a log-in right after such an end is issued a second ahead; not one more for each end.
#[tokio::test]
async fn logging_out_everywhere_again_and_again_locks_nobody_out() {
    let site = Site::new();
    let mut browser = site.browser();
    let mut refused = 0;
    for _ in 0..200 {
        let page = browser.post("/login", &[("user", "ada")]).await;
        refused += u32::from(page.status == StatusCode::TOO_MANY_REQUESTS);
        browser.post("/everywhere", &[]).await;
    }
    assert!(refused > 0, "a log-in that would not be believed is told, not made");
    assert_eq!(site.browser().log_in("bob").await.status, StatusCode::SEE_OTHER);
    site.advance(SECOND);
    browser.log_in("ada").await;
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn the_memory_of_a_log_out_lasts_as_long_as_its_tickets() {
    let site = Site::with(|manager| manager.ended_logins_capacity(64));
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut thief = browser.clone();
    thief.close();
    browser.post("/logout", &[]).await;
    for _ in 0..29 {
        site.advance(DAY);
        let mut other = site.browser();
        other.log_in("bob").await;
        other.post("/logout", &[]).await;
        assert_eq!(thief.clone().who().await, "guest");
    }
}

#[tokio::test]
async fn ending_a_restored_session_ends_it_for_as_long_as_it_could_live() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "3600")]).await;
    browser.close();
    site.advance(59 * MINUTE);
    browser.who().await;
    let mut thief = browser.clone();
    browser.post("/logout", &[]).await;
    for _ in 0..3 {
        site.advance(HOUR / 4);
        assert_eq!(thief.clone().who().await, "guest");
        let mut other = site.browser();
        other.log_in("bob").await;
        other.post("/logout", &[]).await;
    }
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn a_store_that_answers_with_another_user_logs_nobody_in() {
    let site = Site::new();
    site.users.change("bob", |user| user.password_hash = "$argon2id$hash-of-ada".to_owned());
    let mut browsers = browsers(&site).await;
    site.users.mix_up("bob");
    for browser in &mut browsers {
        assert_eq!(browser.who().await, "guest", "not even where the stamps are equal");
    }
}

#[derive(Clone, UserMixin)]
#[user(loader = elsewhere)]
struct Customer {
    id: i64,
}

/// A job or an admin ends log-ins without a request of the user's.
#[tokio::test]
async fn a_manager_ends_every_log_in_of_a_user() {
    let mut kept = None;
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            kept = Some(manager.clone());
            guarded_routes().with_login(manager, users)
        },
    );
    let manager = kept.expect("a manager");
    let (mut ada, mut bob) = (site.browser(), site.browser());
    ada.log_in_remembered("ada").await;
    bob.log_in("bob").await;
    manager.logout_everywhere::<User>(&1).await.expect("a log-out");
    assert_eq!(ada.who().await, "guest");
    assert_eq!(bob.who().await, "bob fresh");
    let of_others = manager.logout_everywhere::<Customer>(&1).await;
    assert!(matches!(of_others, Err(LoginError::UserType)), "the manager serves another type of users");
}
