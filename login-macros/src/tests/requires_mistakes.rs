//! Each mistake in `#[requires(...)]` is one error, and all of them come at once.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_errors, handler, login_required, pretty, public, requires};

fn of_post(args: TokenStream) -> syn::File {
    requires(args, quote! { async fn page(user: CurrentUser<User>, post: Loaded<Post>) {} })
}

#[track_caller]
fn assert_error(args: TokenStream, error: &str) {
    let output = requires(args, handler());
    assert_errors(&output, &[error]);
    // A mistake must not echo as a missing rule at the route.
    assert!(
        pretty(&output).contains("Guard<::login_runtime::__private::LoginRequired>"),
        "{}",
        pretty(&output)
    );
}

#[test]
fn the_form_of_a_condition() {
    for (args, error) in [
        (quote!(role = "admin"), "roles are types; write `role = AppRole::Admin`"),
        (quote!(role("admin")), "`role` is written otherwise; write `role = AppRole::Admin`"),
        (quote!(role), "`role` is written otherwise; write `role = AppRole::Admin`"),
        (quote!(role = Admin), "`role` needs the type too; write `role = AppRole::Admin`"),
        (quote!(permission = "edit"), "permissions are types; write `permission = Posts::Publish`"),
        (quote!(permission = 3), "permissions are types; write `permission = Posts::Publish`"),
        (
            quote!(role = A::B || A::C),
            "conditions are not joined by operators; write `any(...)`, `all(...)` or `not(...)`",
        ),
        (
            quote!(role = !A::B),
            "conditions are not joined by operators; write `any(...)`, `all(...)` or `not(...)`",
        ),
        (quote!(check = |user| true), "`check` is written otherwise; write `check = path::to::function`"),
        (quote!(rule = "safe"), "`rule` is written otherwise; write `rule = NamedRule`"),
        (quote!(fresh = "10"), "`10` has no unit; write `10s`, `10m`, `10h` or `10d`"),
        (quote!(fresh = 10), "`fresh` is written otherwise; write `fresh = \"15m\"` or `fresh`"),
        (quote!(remembered = true), "`remembered` is written alone; write `remembered`"),
        (quote!(can(Edit)), "`can` is written otherwise; write `can(Edit, post)`"),
        (quote!(can = Edit), "`can` is written otherwise; write `can(Edit, post)`"),
        (quote!(owner()), "`owner` is written otherwise; write `owner(post)`"),
        (quote!(any), "`any` takes conditions in parentheses; write `any(a, b)`"),
        (quote!(not(remembered, fresh)), "`not` takes one condition; write `not(condition)`"),
        (quote!(not()), "`not` takes one condition; write `not(condition)`"),
        (
            quote!("admin"),
            "this is no condition; write one such as `role = AppRole::Admin` or `can(Edit, post)`",
        ),
        (
            quote!(deny = forbidden),
            "`deny` can only be `not_found`; write `deny = not_found`, or leave it out for a 403",
        ),
        (
            quote!(fresh, login = required),
            "`login` can only be `optional`; write `login = optional`, or leave it out to ask for a login",
        ),
        (quote!(roles = A::B), "unknown argument `roles`; did you mean `role`?"),
        (quote!(remember), "unknown argument `remember`; did you mean `remembered`?"),
        (quote!(role = AppRole), "`role` needs a variant too; write `role = AppRole::...`"),
        (quote!(role = [A::B, A::C]), "`role` takes one; write `any(role = A::B, role = A::C)`"),
        (quote!(role = any(A::B, A::C)), "`role` takes one; write `any(role = A::B, role = A::C)`"),
        (quote!(Trusted), "a condition begins with its name; write `rule = Trusted`"),
        (
            quote!(AppRole::Admin),
            "a condition begins with its name; write `role = AppRole::Admin` or `permission = AppRole::Admin`",
        ),
        (quote!(or(fresh, remembered)), "conditions are joined by name; write `any(...)`"),
        (quote!(within = "15m"), "unknown condition `within`; write `fresh = \"15m\"`"),
        (quote!(login_required), "a login is asked for anyway; remove `login_required`"),
        (
            quote!(admin),
            "unknown condition `admin`; the known ones are `all`, `any`, `not`, `role`, `permission`, `fresh`, \
             `remembered`, `can`, `owner`, `check`, `rule`, `insecure_unchecked`",
        ),
        (quote!(can(post, Edit)), "the action comes first; write `can(Edit, post)`"),
        (
            quote!(can(Posts::Edit, post)),
            "an action is a type of its own; write `struct Edit;` and `can(Edit, post)`",
        ),
    ] {
        let text = args.to_string();
        let output = requires(args, handler());
        let found = super::errors(&output);
        let found: Vec<_> =
            found.iter().filter(|found| *found != crate::diagnostics::messages::REQUIRES_NOTHING).collect();
        assert_eq!(found, [error], "{text}");
    }
}

#[test]
fn operators_wherever_they_stand() {
    let joined = "conditions are not joined by operators; write `any(...)`, `all(...)` or `not(...)`";
    let compared =
        "a condition is not compared; write one `=`, `role = AppRole::Admin`, or `not(...)` around it";
    for (args, error) in [
        (quote!(role = A::B || permission = C::D), joined),
        (quote!(fresh || remembered), joined),
        (quote!(any(can(Edit, post) && fresh, remembered)), joined),
        (quote!(!role = A::B), joined),
        (quote!(role == A::B), compared),
        (quote!(role != A::B), compared),
    ] {
        let text = args.to_string();
        let output = requires(args, handler());
        assert_eq!(super::errors(&output), [error], "{text}");
    }
}

#[test]
fn what_conditions_mean_together() {
    for (args, error) in [
        (quote!(), "`requires` names no condition; write one, or `#[login_required]` if a login is enough"),
        (
            quote!(deny = not_found),
            "`requires` names no condition; write one, or `#[login_required]` if a login is enough",
        ),
        (quote!(any()), "`any()` lets nobody in; name the conditions one of which is enough"),
        (quote!(all()), "`all()` asks for nothing; name the conditions, or remove it"),
        (quote!(any(fresh)), "`any` of one condition is that condition; write it alone"),
        (quote!(fresh, all(remembered)), "`all` of one condition is that condition; write it alone"),
        (
            quote!(role = A::B, fresh, role = A::C),
            "a comma asks for both roles; write `any(role = A::B, role = A::C)` if one is enough, or `all(role = A::B, role = A::C)`",
        ),
        (
            quote!(role = A::B, not(role = A::B)),
            "`role = A::B` and its opposite are never true together, so nobody is let in; remove one of them",
        ),
        (
            quote!(fresh, any(not(remembered), remembered)),
            "`remembered` or its opposite is always true; remove both",
        ),
        (
            quote!(any(role = A::B, role = A::C), not(role = A::B), not(role = A::C)),
            "these conditions are never true together, so nobody is let in; remove one of them",
        ),
        (
            quote!(any(role = A::B, not(all(role = A::B, fresh)))),
            "these conditions are true for everybody who is logged in; write `#[login_required]`",
        ),
    ] {
        assert_error(args, error);
    }
    assert_errors(
        &requires(quote!(any(role = A::B, fresh, role = A::B)), handler()),
        &["`role = A::B` is written twice; keep one", "the first one is here"],
    );
    // The same condition in two places that do not meet is none of our business.
    assert_errors(&requires(quote!(any(all(role = A::B, fresh), all(role = A::C, fresh))), handler()), &[]);
}

#[test]
fn lists_have_an_end() {
    let many = |count: usize| {
        let ages = (1..=count).map(|seconds| format!("{seconds}s"));
        quote!(any(#(fresh = #ages),*))
    };
    assert_errors(&requires(many(128), handler()), &[]);
    assert_error(
        many(129),
        "a list of 129 conditions is longer than 128; give some of them a name, `#[requires(any(...))] struct Many;`, and write `rule = Many`",
    );
}

#[test]
fn the_arguments_it_is_about() {
    let unchecked = "`post` is loaded and no condition is about it; add `can(Action, post)` or `owner(post)` to `#[requires(...)]`";
    assert_errors(&of_post(quote!(can(Edit, post))), &[]);
    assert_errors(&of_post(quote!(can(Edit, pots))), &["no argument `pots`; did you mean `post`?"]);
    assert_errors(
        &of_post(quote!(owner(comment))),
        &["no argument `comment`; add `comment: Loaded<...>` to the handler"],
    );
    assert_errors(&of_post(quote!(role = A::B)), &[unchecked]);
    assert_errors(&of_post(quote!(role = A::B, insecure_unchecked(post))), &[]);
    assert_errors(
        &requires(quote!(can(Edit, post)), quote! { async fn page(post: Path<i64>) {} }),
        &["`post` must be loaded, as a condition is about it; take `Loaded<...>` or `Permit<Action, ...>`"],
    );
    let handler = quote! { async fn page(post: Loaded<Post>) {} };
    assert_errors(&login_required(quote!(), handler.clone()), &[unchecked]);
    assert_errors(&public(quote!(), handler), &[unchecked]);
    // Nothing is loaded for these, and nobody would be let in.
    assert_errors(
        &login_required(quote!(), quote! { async fn page(_: Loaded<Post>, edit: Permit<Edit, Post>) {} }),
        &["conditions name what is loaded; write `name: Loaded<Post>`"],
    );
    assert_errors(
        &login_required(quote!(), quote! { async fn page(post: Loaded<Post>, edit: Permit<Edit, Post>) {} }),
        &[unchecked, "nothing gives this permit; add `can(Edit, edit)` to `#[requires(...)]`"],
    );
    // Evidence about which of the two?
    assert_errors(
        &requires(
            quote!(can(Read, from), can(Edit, to)),
            quote! { async fn page(from: Loaded<Post>, to: Permit<Edit, Post>, read: Permit<Read, Post>) {} },
        ),
        &["this permit could be about `from` or `to`; make that argument the permit"],
    );
    let of_two_kinds =
        quote! { async fn page(a: Loaded<Post>, b: Loaded<Team>, read: Permit<Read, Post>) {} };
    assert_errors(&requires(quote!(can(Read, a), can(Read, b)), of_two_kinds), &[]);
    // An extractor of the application's own.
    assert_errors(&login_required(quote!(), quote! { async fn page(permit: Permit) {} }), &[]);
    // Evidence that no condition asks for.
    let unasked = "nothing gives this permit; add `can(Read, post)` to `#[requires(...)]`";
    let permit = quote! { async fn page(post: Permit<Read, Post>) {} };
    assert_errors(&requires(quote!(can(Edit, post)), permit.clone()), &[unasked]);
    assert_errors(&requires(quote!(any(role = A::B, can(actions::Read, post))), permit), &[]);
    let beside = quote! { async fn page(post: Loaded<Post>, read: Permit<Read, Post>) {} };
    assert_errors(&requires(quote!(owner(post)), beside.clone()), &[unasked]);
    assert_errors(&requires(quote!(owner(post), not(can(Read, post))), beside), &[]);
    // No argument is missing: this one has no name.
    assert_errors(
        &requires(quote!(can(Edit, post)), quote! { async fn page(Loaded(post): Loaded<Post>) {} }),
        &["conditions name what is loaded; write `name: Loaded<Post>`"],
    );
    assert_errors(
        &requires(quote!(can(Edit, post)), quote! { async fn page(form: Form<Edit>, post: Loaded<Post>) {} }),
        &["`Form<Edit>` reads the request's body, which is read last; move it behind the other arguments"],
    );
}

#[test]
fn every_mistake_at_once() {
    let args =
        quote!(roles = A::B, role = "x", any(fresh = "10", can(Edit)), can(Edit, pots), "x", deny = never);
    let output = requires(args, quote! { fn page(&self) {} }.into_iter().collect::<TokenStream>());
    let _ = output;
    let args =
        quote!(roles = A::B, role = "x", any(fresh = "10", can(Edit)), can(Edit, pots), "x", deny = never);
    let output = requires(args, quote! { fn page(post: Loaded<Post>) {} });
    assert_errors(
        &output,
        &[
            "unknown argument `roles`; did you mean `role`?",
            "roles are types; write `role = AppRole::Admin`",
            "`10` has no unit; write `10s`, `10m`, `10h` or `10d`",
            "`can` is written otherwise; write `can(Edit, post)`",
            "no argument `pots`; did you mean `post`?",
            "this is no condition; write one such as `role = AppRole::Admin` or `can(Edit, post)`",
            "`deny` can only be `not_found`; write `deny = not_found`, or leave it out for a 403",
            "`requires` needs an async fn; add `async` before `fn`",
        ],
    );
}

#[test]
fn two_attributes_are_shown_as_one() {
    for (args, second, error) in [
        (
            quote!(role = A::B),
            quote!(#[requires(can(Edit, post), deny = not_found)]),
            "a handler has one access rule; write `#[requires(role = A::B, can(Edit, post), deny = not_found)]`",
        ),
        (
            quote!(role = A::B),
            quote!(#[fresh_login_required(within = "10m")]),
            "a handler has one access rule; write `#[requires(role = A::B, fresh = \"10m\")]`",
        ),
        (
            quote!(role = A::B),
            quote!(#[login_required]),
            "a handler has one access rule; write `#[requires(role = A::B)]`",
        ),
        (
            quote!(role = A::B),
            quote!(#[public]),
            "a handler has one access rule; keep `#[requires]` or `#[public]`",
        ),
    ] {
        assert_errors(&requires(args, quote!(#second async fn page() {})), &[error]);
    }
    // What the second one says is about the object of the first one too.
    let edit = quote! { #[requires(can(Edit, post))] async fn page(post: Loaded<Post>) {} };
    let merged = "a handler has one access rule; write `#[requires(can(Edit, post))]`";
    assert_errors(&login_required(quote!(), edit.clone()), &[merged]);
    let kept = "a handler has one access rule; keep `#[public]` or `#[requires]`";
    assert_errors(&public(quote!(), edit), &[kept]);
    // A long one stays on one line.
    let long = quote!(any(role = Application::Administrator, permission = Publications::WithdrawAltogether));
    let output = requires(
        long,
        quote!(
            #[fresh_login_required(within = "10m")]
            async fn page() {}
        ),
    );
    assert!(super::errors(&output).iter().all(|error| !error.contains('\n')));
}

#[test]
fn named_rules_and_groups() {
    for (args, item, errors) in [
        (
            quote!(fresh),
            quote! { struct Rule(u8); },
            &["a named rule holds nothing; write a unit struct, `struct Name;`"][..],
        ),
        (
            quote!(can(Edit, post), owner(post)),
            quote! { struct Rule; },
            &[
                "a named rule has no arguments to load; write `can(Edit, post)` on the handler",
                "a named rule has no arguments to load; write `owner(post)` on the handler",
            ],
        ),
        (
            quote!(fresh),
            quote! { mod pages { async fn page() {} } },
            &[
                "nothing in here is a handler; make the handlers visible, `pub async fn` or `pub(super) async fn`",
            ],
        ),
        (
            quote!(fresh),
            quote! { mod pages { #[public] pub async fn page() {} pub async fn other() {} } },
            &["the rule of the module or impl around it is asked here too; move this handler out of it"],
        ),
        (
            quote!(fresh),
            quote! { mod pages { pub async fn page() {} #[cfg_attr(unix, login_runtime::login_required)] impl Shelf { pub async fn books() {} } } },
            &[
                "the rule of the module around it does not see this access attribute; write it without `cfg_attr`, and \
                 `#[cfg(...)]` beside it",
            ],
        ),
        (
            quote!(fresh),
            quote! { mod pages { use login_runtime::{public, login_required as signed_in}; pub async fn page() {} #[signed_in] async fn b() {} } },
            &[
                "the rule of the module around it knows access attributes by their names; import this one without `as`",
            ],
        ),
        // What cannot be read must not be lost with the attribute.
        (
            quote!(fresh),
            quote! { mod pages { pub async fn page() {} #[requires(permission Posts::Publish)] mod inner { pub async fn page() {} } } },
            &["expected `,`"],
        ),
        (
            quote!(fresh),
            quote! { impl Pages { #[requires(fresh && remembered)] pub async fn page() {} } },
            &["conditions are not joined by operators; write `any(...)`, `all(...)` or `not(...)`"],
        ),
        (
            quote!(fresh),
            quote! { mod pages { #[requires(can(Read, post), login = optional)] pub async fn page(post: Loaded<Post>) {} } },
            &[
                "the module or impl around it asks for a login, so none is optional here; write `login = optional` there too, or \
                 move this handler out of it",
            ],
        ),
        (
            quote!(fresh),
            quote! { impl Pages { #[guest_only] pub async fn page() {} #[requires(role = "x")] async fn own() {} } },
            &[
                "the rule of the module or impl around it is asked here too; move this handler out of it",
                "roles are types; write `role = AppRole::Admin`",
            ],
        ),
    ] {
        assert_errors(&requires(args, item), errors);
    }
}
