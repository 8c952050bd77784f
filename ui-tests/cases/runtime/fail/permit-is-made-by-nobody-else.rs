// The caret is on the struct that cannot be made by hand.
use domain::{Edit, Post};
use login_runtime::Permit;

fn publish(_: Permit<Edit, Post>) {}

fn main() {
    publish(Permit { resource: Post { author: 1 }.into(), action: std::marker::PhantomData });
}
