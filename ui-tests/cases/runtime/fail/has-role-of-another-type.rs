// The caret is on the method.
use domain::{Staff, Posts};
use login_runtime::UserMixin;

fn is_editor(staff: &Staff) -> bool {
    staff.has_role(Posts::Edit)
}

fn main() {}
