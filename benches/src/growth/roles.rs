//! Roles that the application has, of which the user holds the last one, and the rule asks for it.

use login_runtime::routing::{get, post};
use login_runtime::{Key, Login, LoginError, LoginManager, Role, Router, UserMixin};
use login_runtime::{public, requires, user_loader};

use crate::Result;
use crate::prepared::{Prepared, log_in_as_header};

pub(crate) const COUNTS: [usize; 4] = [1, 8, 32, 64];

pub(crate) async fn prepare(count: usize) -> Result<Prepared> {
    let app = match count {
        1 => one::app()?,
        8 => eight::app()?,
        32 => thirty_two::app()?,
        64 => sixty_four::app()?,
        _ => return Err(format!("no application has {count} roles; there are {COUNTS:?}").into()),
    };
    let cookie = log_in_as_header(&app).await?;
    Ok(Prepared::get(&app, "/page", cookie))
}

/// An application with these roles, in a module of its own.
macro_rules! application {
    ($name:ident: $($role:ident)* => $last:ident) => {
        mod $name {
            use super::*;

            #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
            enum Rank {
                $($role,)*
            }

            #[derive(Clone, UserMixin)]
            #[user(session_stamp = none)]
            struct User {
                id: u64,
                #[user(roles)]
                ranks: login_runtime::RoleSet<Rank>,
            }

            #[user_loader]
            fn load_user(id: u64) -> Option<User> {
                (id != 0).then(|| User { id, ranks: [Rank::$last].into_iter().collect() })
            }

            #[requires(role = Rank::$last)]
            async fn page() -> &'static str {
                "ok"
            }

            #[public]
            async fn log_in(login: Login<User>) -> std::result::Result<(), LoginError> {
                login.login_user(&User { id: 7, ranks: login_runtime::RoleSet::default() }).await
            }

            pub(super) fn app() -> Result<axum::Router> {
                let manager = LoginManager::new(Key::generate()?).build()?;
                let routes = Router::<User>::new().route("/page", get(page)).route("/log-in", post(log_in));
                Ok(routes.with_login(manager, ()))
            }
        }
    };
}

application!(one: R00 => R00);
application!(eight: R00 R01 R02 R03 R04 R05 R06 R07 => R07);
application!(
    thirty_two:
    R00 R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24 R25
    R26 R27 R28 R29 R30 R31
    => R31
);
application!(
    sixty_four:
    R00 R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24 R25
    R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R41 R42 R43 R44 R45 R46 R47 R48 R49 R50 R51
    R52 R53 R54 R55 R56 R57 R58 R59 R60 R61 R62 R63
    => R63
);
