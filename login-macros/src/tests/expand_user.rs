//! What the derives emit: one impl, and for a user the question for its loader.

use quote::quote;

use super::{assert_snapshot, user_id, user_mixin};

#[test]
fn a_user_with_nothing_but_an_id() {
    assert_snapshot(&user_mixin(quote! { struct User { id: i64, name: String, } }), "user");
}

#[test]
fn a_user_with_every_mark() {
    let user = quote! {
        pub struct User {
            #[user(id)]
            r#type: AccountId,
            id: u8,
            #[user(active)]
            enabled: bool,
            #[user(active)]
            confirmed: bool,
            #[user(inactive)]
            banned: bool,
            #[user(session_stamp)]
            password_hash: String,
            #[user(session_stamp)]
            session_epoch: i64,
        }
    };
    assert_snapshot(&user_mixin(user), "user_every_mark");
}

#[test]
fn a_user_that_answers_on_the_struct() {
    let user = quote! {
        #[user(active = Self::may_come_in, session_stamp = none)]
        #[user(loader = elsewhere, crate = "::renamed")]
        struct User { id: i64, enabled: bool, password_hash: String }
    };
    assert_snapshot(&user_mixin(user), "user_struct_answers");
}

#[test]
fn always_active() {
    let user = quote! {
        #[user(active = always)]
        struct User { id: i64, is_banned: bool }
    };
    assert_snapshot(&user_mixin(user), "user_always_active");
}

#[test]
fn a_user_whom_requests_alone_tell() {
    let user = quote! {
        #[user(loader = none, request_loader)]
        struct User<T: Profile = Basic> { id: i64, profile: T }
    };
    assert_snapshot(&user_mixin(user), "user_of_requests");
}

#[test]
fn a_generic_user() {
    let user = quote! {
        struct User<T: Profile = Basic> where T: Clone { id: i64, profile: T }
    };
    assert_snapshot(&user_mixin(user), "user_generic");
}

#[test]
fn a_broken_user_is_no_missing_user() {
    assert_snapshot(&user_mixin(quote! { enum User { One, } }), "user_stand_in");
}

#[test]
fn an_id() {
    assert_snapshot(&user_id(quote! { pub struct AccountId(pub(crate) uuid::Uuid); }), "id");
}

#[test]
fn a_broken_id_is_no_missing_id() {
    let id = quote! {
        #[user(crate = "::renamed")]
        struct Id<T>(T);
    };
    assert_snapshot(&user_id(id), "id_stand_in");
}
