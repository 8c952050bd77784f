//! What `#[user_loader]` and `#[request_loader]` emit: the function, and an impl that calls it.

use quote::quote;

use super::{assert_errors, assert_snapshot, pretty, request_loader, user_loader};

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
fn a_request_loader() {
    let loader = quote! {
        async fn load_by_token(headers: HeaderMap, State(db): State<SqlitePool>) -> sqlx::Result<Option<User>> {
            db.find(headers).await
        }
    };
    assert_snapshot(&request_loader(quote!(), loader), "request_loader");
}

#[test]
fn a_request_loader_on_terms() {
    let loader = quote! {
        #[cfg(feature = "tls")]
        fn by_certificate(Certificate(name): Certificate) -> Option<domain::User> { None }
    };
    let args = quote!(challenge = r#"Basic realm="api""#, fresh, before_session, state = AppState);
    assert_snapshot(&request_loader(args, loader), "request_loader_terms");
}

#[test]
fn a_broken_request_loader_is_no_missing_loader() {
    let loader = quote! { async fn load_by_token() -> Option<User> { None } };
    assert_snapshot(&request_loader(quote!(fresh), loader), "request_loader_stand_in");
}

#[test]
fn the_user_type_is_found_in_invisible_groups() {
    let ty = proc_macro2::Group::new(proc_macro2::Delimiter::None, quote!(Result<Option<User>, Error>));
    let output = user_loader(quote!(), quote!(fn load(id: i64) -> #ty { None }));
    assert_errors(&output, &[]);
    assert!(pretty(&output).contains("LoaderDeclared for User"));
}
