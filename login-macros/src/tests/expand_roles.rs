//! What the derives of roles and permissions emit: the hierarchy is worked out here, and nothing is left to do at run time.

use quote::quote;

use super::{assert_snapshot, permission, pretty, role, user_mixin};

#[test]
fn permissions() {
    let posts = quote! {
        pub enum Posts { Edit, #[permission(name = "spam")] MarkAsSpam = 7, r#Move }
    };
    assert_snapshot(&permission(posts), "permission");
}

#[test]
fn roles_that_include_and_grant() {
    let roles = quote! {
        enum AppRole {
            Reader,
            #[role(includes(Reader), grants(Posts::Edit, users::Users::Ban))]
            Author,
            #[role(includes(Author), grants(Posts::Edit, Posts::Publish))]
            #[role(name = "administrator")]
            Admin,
        }
    };
    assert_snapshot(&role(roles), "role");
}

#[test]
fn the_names_to_store_are_in_snake_case() {
    let text = pretty(&role(quote!(
        enum AppRole {
            MarkAsSpam,
            HTTPAdmin,
            Tier2,
            r#Move,
        }
    )));
    for name in ["mark_as_spam", "http_admin", "tier2", "move"] {
        assert!(text.contains(&format!("\"{name}\"")), "{name} in {text}");
    }
}

#[test]
fn every_option_of_the_enum() {
    let roles = quote! {
        #[role(serde, sqlx)]
        #[role(crate = "::renamed")]
        enum AppRole { Reader }
    };
    let text = pretty(&role(roles));
    assert!(text.contains("::renamed::__access_enum_serde! {\n    AppRole\n}"), "{text}");
    assert!(text.contains("::renamed::__access_enum_sqlx! {\n    AppRole\n}"), "{text}");
    assert!(text.contains("impl ::renamed::__private::Role for AppRole"), "{text}");
    assert!(!text.contains("login_runtime"), "{text}");
}

#[test]
fn a_broken_enum_is_no_missing_enum() {
    assert_snapshot(&role(quote! { enum AppRole<T> { Admin(T) } }), "role_stand_in");
    assert_snapshot(&permission(quote! { struct Posts; }), "permission_stand_in");
}

/// Each role with what it includes as bits, the role itself among them.
#[track_caller]
fn assert_included(roles: proc_macro2::TokenStream, expected: &[(&str, u64)]) {
    let text = pretty(&role(roles));
    let included = text.split("fn with_included").nth(1).expect("the method");
    let included = included.split("fn granted_bits").next().expect("the next one");
    for (role, bits) in expected {
        assert!(
            included.contains(&format!("Self::{role} => {bits},")),
            "{role} includes {bits:#b}: {included}"
        );
    }
}

#[test]
fn what_is_included_is_included_by_way_of_others() {
    // A diamond, written upside down.
    assert_included(
        quote! {
            enum R {
                #[role(includes(Left, Right))] Top,
                #[role(includes(Bottom))] Left,
                #[role(includes(Bottom))] Right,
                Bottom,
                Alone,
            }
        },
        &[("Top", 0b1111), ("Left", 0b1010), ("Right", 0b1100), ("Bottom", 0b1000), ("Alone", 0b1_0000)],
    );
    // A chain through all 64, whose last has the highest bit.
    let names: Vec<_> = (0..64).map(|at| quote::format_ident!("V{at}")).collect();
    let (last, others) = (&names[63], &names[..63]);
    let next = &names[1..];
    assert_included(
        quote! { enum R { #(#[role(includes(#next))] #others,)* #last } },
        &[("V0", u64::MAX), ("V62", 0b11 << 62), ("V63", 1 << 63)],
    );
}

#[test]
fn users_with_roles_and_permissions() {
    let user = quote! {
        struct User<T: Team> {
            id: i64,
            #[user(role)]
            role: AppRole,
            #[user(roles)]
            teams: Vec<T>,
            #[user(permissions)]
            posts: PermissionSet<Posts>,
        }
    };
    assert_snapshot(&user_mixin(user), "user_roles");
}
