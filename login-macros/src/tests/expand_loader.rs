//! What `#[user_loader]` emits: the function, and an impl that calls it.

use quote::quote;

use super::{assert_errors, assert_snapshot, pretty, user_loader};

#[test]
fn a_loader_with_extractors() {
    let loader = quote! {
        async fn load_user(id: i64, State(db): State<SqlitePool>, ip: ClientIp) -> sqlx::Result<Option<User>> {
            db.find(id).await
        }
    };
    assert_snapshot(&user_loader(quote!(), loader), "loader");
}

#[test]
fn a_sync_loader_of_nothing_but_the_id() {
    let loader = quote! { pub fn load_user(r#type: AccountId) -> Option<User> { None } };
    assert_snapshot(&user_loader(quote!(), loader), "loader_sync");
}

#[test]
fn a_loader_for_the_user_type_of_another_crate() {
    let loader = quote! {
        async fn load_user(id: i64, State(db): State<Db>) -> Result<std::option::Option<domain::User>, Error> {
            db.find(id).await
        }
    };
    assert_snapshot(&user_loader(quote!(state = AppState<Db>), loader), "loader_state");
}

#[test]
fn a_broken_loader_is_no_missing_loader() {
    let loader = quote! { async fn load_user(id: &i64) -> Option<User> { None } };
    assert_snapshot(&user_loader(quote!(), loader), "loader_stand_in");
}

#[test]
fn the_user_type_is_found_in_invisible_groups() {
    let ty = proc_macro2::Group::new(proc_macro2::Delimiter::None, quote!(Result<Option<User>, Error>));
    let output = user_loader(quote!(), quote!(fn load(id: i64) -> #ty { None }));
    assert_errors(&output, &[]);
    assert!(pretty(&output).contains("LoaderDeclared for User"));
}
