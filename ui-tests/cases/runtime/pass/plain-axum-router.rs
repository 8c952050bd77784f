// The attributes on a plain router of axum's, one at a time, with a layer.
use axum::{Router, routing::get};
use domain::{Member, MemberId};
use login_runtime::{CurrentUser, Key, LoginManager, current_user, login_required};

#[login_required]
async fn guarded(user: CurrentUser<Member>) -> String {
    format!("{:?} {:?}", user.id, current_user::<Member>())
}

async fn open() {}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let _: Router<u8> =
        Router::new().route("/", get(guarded).post(open)).layer(manager.layer::<Member, _>(()));
    let _ = Member { id: MemberId(1) };
}
