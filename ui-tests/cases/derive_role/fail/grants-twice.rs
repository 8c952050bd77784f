// The caret is on the second one.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(grants(domain::Posts::Edit, domain::Posts::Edit))]
    Author,
}

fn main() {}
