//! Conditions of a rule: `any(role = ..., role = ..., ...)`, of which the last one is a yes, so that every one is asked.

use login_runtime::routing::{get, post};
use login_runtime::{Key, Login, LoginError, LoginManager, Role, RoleSet, Router, UserMixin};
use login_runtime::{public, requires, user_loader};

use crate::Result;
use crate::prepared::{Prepared, log_in_as_header};

pub(crate) const COUNTS: [usize; 5] = [1, 5, 10, 25, 50];

pub(crate) async fn prepare(atoms: usize) -> Result<Prepared> {
    if !COUNTS.contains(&atoms) {
        return Err(format!("no rule has {atoms} conditions; there are {COUNTS:?}").into());
    }
    let manager = LoginManager::new(Key::generate()?).build()?;
    let app = pages().route("/log-in", post(log_in)).with_login(manager, ());
    let cookie = log_in_as_header(&app).await?;
    Ok(Prepared::get(&app, format!("/{atoms}"), cookie))
}

#[derive(Clone, UserMixin)]
#[user(session_stamp = none)]
struct User {
    id: u64,
    #[user(roles)]
    ranks: RoleSet<Rank>,
}

#[user_loader]
fn load_user(id: u64) -> Option<User> {
    (id != 0).then(|| User { id, ranks: [Rank::R49].into_iter().collect() })
}

#[public]
async fn log_in(login: Login<User>) -> std::result::Result<(), LoginError> {
    login.login_user(&User { id: 7, ranks: RoleSet::default() }).await
}

macro_rules! ranks {
    ($($rank:ident)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
        enum Rank {
            $($rank,)*
        }
    };
}

ranks!(
    R00 R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24 R25
    R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R41 R42 R43 R44 R45 R46 R47 R48 R49
);

#[requires(role = Rank::R49)]
async fn one() -> &'static str {
    "ok"
}

/// A page for each rule, at the number of its conditions.
macro_rules! pages {
    ($($name:ident at $path:literal: $($rank:ident)*;)*) => {
        $(
            #[requires(any($(role = Rank::$rank),*))]
            async fn $name() -> &'static str {
                "ok"
            }
        )*

        fn pages() -> Router<User> {
            Router::new().route("/1", get(one))$(.route($path, get($name)))*
        }
    };
}

pages!(
    five at "/5": R45 R46 R47 R48 R49;
    ten at "/10": R40 R41 R42 R43 R44 R45 R46 R47 R48 R49;
    twenty_five at "/25":
        R25 R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R41 R42 R43 R44 R45 R46 R47 R48 R49;
    fifty at "/50":
        R00 R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24
        R25 R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R41 R42 R43 R44 R45 R46 R47 R48 R49;
);
