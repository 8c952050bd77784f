//! Our behavioral suite, to be run inside an application.

#[doc(hidden)]
pub mod cases;
mod examined;

pub use examined::Conformance;

/// Runs our behavioral suite inside an application: one test for each fact, in a module `login_conformance`.
///
/// The facts are the ones that an application can break although it compiles: by a layer that answers in place of a guard, that
/// drops a header or a cookie, by a route that is not as guarded as was thought, by settings that mean something else. The
/// argument is an `async fn` that makes the application anew for each test; see [`Conformance`].
///
/// ```
/// # use login_runtime::{CurrentUser, Login, LoginError, UserMixin, fresh_login_required, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[login_required] async fn dashboard() {}
/// # #[fresh_login_required] async fn keys() {}
/// # #[login_required] async fn log_out(login: Login<User>) -> Result<(), LoginError> { login.logout_user().await.map(drop) }
/// # fn routes() -> Router<User> {
/// #     Router::new().route("/dashboard", get(dashboard)).route("/keys", get(keys)).route("/logout", post(log_out))
/// # }
/// use login_runtime::testing::{Conformance, login_conformance};
/// use login_runtime::{Key, LoginManager, ManualClock, Router, routing::{get, post}};
///
/// async fn app() -> Conformance<User> {
///     let clock = ManualClock::default();
///     let key = Key::generate().expect("random bytes");
///     let manager = LoginManager::new(key).clock(clock.clone()).build().expect("good settings");
///     let app = routes().with_login(manager.clone(), ());
///     Conformance::new(app, &manager, &clock, User { id: 1 }, "/dashboard")
///         .fresh_route("/keys")
///         .changing_route("/logout")
/// }
///
/// login_conformance!(app);
/// # fn main() {}
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! login_conformance {
    ($app:path) => {
        $crate::login_conformance! { @
            $app,
            a_changed_ticket_is_a_guests,
            a_cut_or_longer_ticket_is_a_guests,
            a_fresh_route_asks_for_a_fresh_log_in,
            a_guest_comes_back_to_where_they_wanted_to_go,
            a_guest_is_refused,
            a_log_in_is_forgotten_when_the_browser_closes,
            a_log_in_is_served_and_kept_out_of_caches,
            a_log_out_everywhere_ends_every_log_in,
            a_remembered_log_in_ends,
            a_remembered_log_in_survives_the_browser,
            a_request_from_another_site_changes_nothing,
            a_session_ends_at_its_absolute_timeout,
            a_session_ends_when_nothing_is_asked_for_long,
            a_ticket_is_good_under_its_own_name_only,
            a_ticket_of_another_key_is_a_guests,
            a_ticket_sent_twice_is_nobodys,
            another_client_is_noticed,
            cookies_are_written_as_the_settings_say,
            foreign_cookies_change_nothing,
            junk_is_a_guests,
        }
    };
    (@ $app:path, $($case:ident,)*) => {
        mod login_conformance {
            #[allow(unused_imports, reason = "the path may be absolute")]
            use super::*;

            $(
                #[test]
                fn $case() {
                    $crate::testing::cases::run(async { $crate::testing::cases::$case(&$app().await).await });
                }
            )*
        }
    };
}

pub use login_conformance;
