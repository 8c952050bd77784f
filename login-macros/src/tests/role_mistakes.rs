//! Each mistake on roles and permissions is one error, and all of them come at once.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{assert_errors, permission, pretty, role, user_mixin};

#[track_caller]
fn check(roles: TokenStream, expected: &[&str]) {
    let output = role(roles);
    assert_errors(&output, expected);
    assert!(pretty(&output).contains("Role for R"), "a missing impl would be reported as well");
}

const NAME: &str = "`name` takes a text that is not empty and holds no comma; write `name = \"admin\"`";
const INCLUDES: &str = "`includes` takes roles of this enum; write `includes(Reader, Author)`";
const GRANTS: &str = "`grants` takes permissions with their types; write `grants(Posts::Edit)`";

#[test]
fn shapes() {
    let is_enum = "`Role` stands for one of several; derive it on an enum";
    let generic = "roles and permissions are plain values; remove the generics";
    check(quote! { struct R; }, &[is_enum]);
    check(quote!(union R { a: u8 }), &[is_enum]);
    check(quote! { struct R<T>(T); }, &[is_enum, generic]);
    check(quote! { enum R {} }, &["nobody could have any of these; add a variant"]);
    check(quote! { enum R<'a, const N: u8> { A } }, &[generic]);
    check(
        quote! { enum R { A(u8), B {}, C(), D } },
        &["A", "B", "C"]
            .map(|name| format!("`{name}` carries a value; a role or permission is a variant without fields"))
            .each_ref()
            .map(String::as_str),
    );
    let names = (0..66).map(|at| format_ident!("V{at}"));
    check(
        quote! { enum R { #(#names),* } },
        &["a set of these has 64 bits; put this variant and what follows into another enum"],
    );
    let names = (0..64).map(|at| format_ident!("V{at}"));
    check(quote! { enum R { #(#names),* } }, &[]);
}

#[test]
fn names() {
    for name in [quote!(""), quote!("a,b"), quote!(" a"), quote!("a\n"), quote!(admin), quote!(7)] {
        check(quote! { enum R { #[role(name = #name)] A } }, &[NAME]);
    }
    check(quote! { enum R { #[role(name)] A, #[role(name("x"))] B } }, &[NAME, NAME]);
    check(quote! { enum R { #[role(name = "x", name = "y")] A } }, &["duplicate argument `name`; keep one"]);
    // Given, made of the variant's, and both.
    check(
        quote! { enum R { #[role(name = "boss")] A, #[role(name = "boss")] B, Boss, BigBoss, #[role(name = "big_boss")] C } },
        &[
            "`A` is stored as `boss` too; give one of them another `name`",
            "`A` is stored as `boss` too; give one of them another `name`",
            "`BigBoss` is stored as `big_boss` too; give one of them another `name`",
        ],
    );
    check(quote! { enum R { #[role(name = "straße / 1")] A, Ärger, r#Type } }, &[]);
}

#[test]
fn includes() {
    for wrong in [
        quote!(includes),
        quote!(includes = A),
        quote!(includes()),
        quote!(includes("A")),
        quote!(includes(R::A)),
        quote!(includes(A B)),
    ] {
        check(quote! { enum R { A, #[role(#wrong)] B } }, &[INCLUDES]);
    }
    check(
        quote! { enum R { Reader, #[role(includes(Reader, Raeder, Xyz, Reader, Author))] Author } },
        &[
            "no role `Raeder`; did you mean `Reader`?",
            "no role `Xyz` in this enum; add the variant, or remove it here",
            "`Reader` is listed twice; keep one",
            "a role is itself anyway; remove it",
        ],
    );
    check(quote! { enum R { A, #[role(includes(A,))] B } }, &[]);
}

#[test]
fn cycles() {
    let cycle = |chain: &str| format!("{chain}; remove one of them");
    check(
        quote! { enum R { #[role(includes(B))] A, #[role(includes(A))] B } },
        &[&cycle("`B` includes `A`, which includes `B`")],
    );
    // Only those on the circle, by whatever way there is.
    check(
        quote! {
            enum R {
                #[role(includes(A))] Before,
                #[role(includes(B, After))] A,
                #[role(includes(C))] B,
                #[role(includes(A, After))] C,
                After,
            }
        },
        &[&cycle("`C` includes `A`, which includes `B`, which includes `C`")],
    );
    // Two circles that have nothing to do with each other, and one that shares a role with the first.
    check(
        quote! {
            enum R {
                #[role(includes(B, E))] A, #[role(includes(A))] B,
                #[role(includes(D))] C, #[role(includes(C))] D,
                #[role(includes(A))] E,
            }
        },
        &[
            &cycle("`B` includes `A`, which includes `B`"),
            &cycle("`D` includes `C`, which includes `D`"),
            &cycle("`E` includes `A`, which includes `E`"),
        ],
    );
    // Two ways to the same role are none.
    check(
        quote! { enum R { #[role(includes(B, C, D))] A, #[role(includes(D))] B, #[role(includes(B, D))] C, D } },
        &[],
    );
}

#[test]
fn grants() {
    for wrong in [
        quote!(grants),
        quote!(grants = Posts::Edit),
        quote!(grants()),
        quote!(grants("edit")),
        quote!(grants(Edit)),
        quote!(grants(Posts::Edit | Posts::Read)),
    ] {
        check(quote! { enum R { #[role(#wrong)] A } }, &[GRANTS]);
    }
    check(quote! { enum R { #[role(grants(Edit, Posts::Read, Publish))] A } }, &[GRANTS, GRANTS]);
    check(
        quote! { enum R { #[role(grants(Posts::Edit, ::a::Posts::Edit, Posts::Edit))] A } },
        &["`Posts::Edit` is listed twice; keep one"],
    );
    // What an included role grants too is no mistake.
    check(quote! { enum R { #[role(grants(P::A))] A, #[role(includes(A), grants(P::A))] B } }, &[]);
}

#[test]
fn arguments() {
    check(
        quote! {
            #[role(serd, sqlx = true, crate = "relative", name = "x")]
            enum R { #[role] A, #[role(include(A), "A")] B }
        },
        &[
            "unknown argument `serd`; did you mean `serde`?",
            "`sqlx` takes no value; write `sqlx` alone",
            "`crate` takes an absolute path in quotes; write `crate = \"::login_runtime\"` or `crate = \"crate::login\"`",
            "unknown argument `name`; the known ones are `crate`, `serde`, `sqlx`",
            "`role` takes its arguments in parentheses; write `#[role(...)]`",
            "unknown argument `include`; did you mean `includes`?",
            "a value needs a name; write `name = value`",
        ],
    );
}

#[test]
fn permissions() {
    let output = permission(quote! {
        #[permission(sqlxx)]
        enum P { #[permission(includes(B))] A, #[permission(name = "a")] B, #[permission(name = "")] C(u8) }
    });
    assert_errors(
        &output,
        &[
            "unknown argument `sqlxx`; did you mean `sqlx`?",
            "unknown argument `includes`; the only one is `name`",
            "`A` is stored as `a` too; give one of them another `name`",
            NAME,
            "`C` carries a value; a role or permission is a variant without fields",
        ],
    );
    assert_errors(
        &permission(quote! { struct P; }),
        &["`Permission` stands for one of several; derive it on an enum"],
    );
}

#[test]
fn fields_of_a_user() {
    let roles = "`role` marks a field of exactly one role; write `roles` for any other number";
    let no_role = "roles are types; make this an enum that derives `Role`";
    let no_permission = "permissions are types; make this an enum that derives `Permission`";
    let check = |fields: TokenStream, expected: &[&str]| {
        assert_errors(&user_mixin(quote! { struct User { id: i64, #fields } }), expected);
    };
    for ty in [
        quote!(Option<AppRole>),
        quote!(std::vec::Vec<AppRole>),
        quote!([AppRole; 2]),
        quote!(RoleSet<AppRole>),
        quote!(Arc<[AppRole]>),
    ] {
        check(quote! { #[user(role)] role: #ty }, &[roles]);
        check(quote! { #[user(roles)] role: #ty }, &[]);
    }
    for ty in
        [quote!(String), quote!(&'static str), quote!(Option<i64>), quote!(Vec<String>), quote!(Box<[u8]>)]
    {
        check(quote! { #[user(roles)] roles: #ty }, &[no_role]);
        check(quote! { #[user(permissions)] permissions: #ty }, &[no_permission]);
    }
    check(quote! { #[user(role)] role: (String) }, &[no_role]);
    check(
        quote! { #[user(role, roles)] a: AppRole },
        &["a field holds one role or a set of them; keep `role` or `roles`"],
    );
    check(
        quote! { #[user(role)] a: AppRole, #[user(roles)] b: Vec<AppRole>, #[user(role)] c: Team, #[user(role)] r#type: Kind, #[user(role)] d: Kind },
        &[
            "`a` holds `AppRole` too; keep both in one field, a set marked `#[user(roles)]`",
            "`type` holds `Kind` too; keep both in one field, a set marked `#[user(roles)]`",
        ],
    );
    // A user has what either of two fields says.
    check(quote! { #[user(permissions)] own: Vec<Posts>, #[user(permissions)] by_groups: Vec<Posts> }, &[]);
    // A field without a mark may hold anything.
    check(quote! { role: String, roles: Vec<String>, permissions: Vec<i64> }, &[]);
}

#[test]
fn a_bad_mark_hides_nothing_of_its_variant() {
    let unknown = "no role `Nobody` in this enum; add the variant, or remove it here";
    let named = "`Author` is stored as `admin` too; give one of them another `name`";
    check(
        quote! {
            enum R {
                #[role(name = "admin", grants(Edit))] Author,
                #[role(includes(Nobody), nam = "a")] Admin,
            }
        },
        &[
            "`grants` takes permissions with their types; write `grants(Posts::Edit)`",
            "unknown argument `nam`; did you mean `name`?",
            unknown,
            named,
        ],
    );
}
