//! What `#[requires(...)]` emits on handlers, unit structs, modules and `impl`s.

use quote::{ToTokens, quote};
use syn::File;

use super::{assert_snapshot, fresh_login_required, login_required, pretty, requires, resource_loader};

#[test]
fn a_role() {
    assert_snapshot(
        &requires(quote!(role = AppRole::Admin), quote! { async fn admin() {} }),
        "requires_role",
    );
}

#[test]
fn every_condition() {
    let args = quote! {
        any(role = AppRole::Admin, all(permission = Posts::Edit, not(remembered))),
        any(can(actions::Edit, post), owner(post)),
        check = rules::is_paid,
        rule = rules::Safe,
        fresh = "15m",
        deny = not_found,
        login = optional,
        insecure_cross_origin,
    };
    let handler = quote! { async fn edit(post: Loaded<Post>, Form(form): Form<Edit>) {} };
    assert_snapshot(&requires(args, handler), "requires_every_condition");
}

#[test]
fn two_objects_and_a_permit() {
    let args = quote!(can(Read, post), can(Delete, comment), insecure_unchecked(log));
    let handler = quote! {
        async fn delete(post: Loaded<Post>, comment: Permit<Delete, Comment>, log: Loaded<Log>) {}
    };
    assert_snapshot(&requires(args, handler), "requires_two_objects");
}

/// The promise of the docs: one more argument, and about 20 lines where a condition is about an object or a function; as one would
/// write them, as absolute paths only make rustfmt break lines.
#[test]
fn a_handler_stays_small() {
    let lines = |expansion: File| {
        let text = expansion.into_token_stream().to_string();
        let imported =
            text.replace(":: login_runtime :: __private ::", "").replace(":: core :: marker ::", "");
        let imported: File = syn::parse_str(&imported).expect("shorter paths are paths");
        pretty(&imported).lines().count()
    };
    let page = || quote! { async fn page() {} };
    assert_eq!(lines(login_required(quote!(), page())), 1);
    assert_eq!(lines(requires(quote!(role = AppRole::Admin), page())), 4);
    let edit = quote! { async fn edit(post: Loaded<Post>) {} };
    assert_eq!(lines(requires(quote!(can(Edit, post)), edit)), 21);
}

#[test]
fn a_named_rule() {
    let item = quote! {
        /// Who may put a post before the public.
        #[derive(Debug)]
        pub(crate) struct CanPublish;
    };
    assert_snapshot(&requires(quote!(permission = Posts::Publish), item), "requires_named");
    assert_snapshot(&login_required(quote!(), quote! { struct LoggedIn; }), "login_required_named");
}

#[test]
fn a_module_hands_its_rule_to_its_handlers() {
    let item = quote! {
        pub mod admin {
            use super::*;
            pub async fn users() {}
            #[login_required(insecure_cross_origin)]
            pub(super) async fn hook() {}
            #[fresh_login_required(within = "10m")]
            async fn with_its_own() {}
            #[requires(role = AppRole::Admin, can(Edit, post), deny = not_found)]
            pub async fn edit(post: Loaded<Post>) {}
            async fn helper() {}
            pub fn routes() {}
            pub mod deeper {
                #[login_required]
                pub async fn list() {}
            }
            #[login_required]
            impl Pages {
                pub async fn first() {}
            }
            impl Db {
                pub async fn connect() {}
            }
            mod tests {
                async fn test() {}
            }
        }
    };
    assert_snapshot(&requires(quote!(role = AppRole::Admin, deny = not_found), item), "requires_module");
    // Whatever asks for a login asks for all; only where none does, guests are asked about too.
    let item = quote! {
        mod posts {
            #[login_required]
            pub async fn mine() {}
            #[requires(can(Read, post), login = optional)]
            pub async fn show(post: Loaded<Post>) {}
            pub async fn list() {}
        }
    };
    assert_snapshot(&requires(quote!(check = is_open, login = optional), item), "requires_module_of_guests");
}

#[test]
fn an_impl_has_its_rules_beside_it() {
    let item = quote! {
        impl Pages {
            pub async fn list(State(db): State<Db>) {}
            #[requires(owner(post))]
            pub async fn edit(post: Loaded<Post>) {}
            fn helper(&self) {}
            pub async fn later(&self) {}
        }
    };
    assert_snapshot(&fresh_login_required(quote!(within = "10m"), item), "fresh_impl");
}

#[test]
fn a_resource_loader() {
    let function = quote! {
        async fn load_post(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<Post>> { db.post(id).await }
    };
    assert_snapshot(&resource_loader(quote!(), function), "resource_loader");
}
