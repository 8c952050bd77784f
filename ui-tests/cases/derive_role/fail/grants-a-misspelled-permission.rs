// The caret is on the variant that is not there.
use domain::Posts;
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(grants(Posts::Pulish))]
    Author,
}

fn main() {}
