// The caret is on the text of the request: a default is written in the source.
use axum::response::Redirect;
use domain::User;
use login_runtime::Login;

fn leave(login: &Login<User>, next: String) -> Redirect {
    login.redirect_to_next(&next)
}

fn main() {}
