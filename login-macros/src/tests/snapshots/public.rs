#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_index;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_index {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::public();
    const HANDLER: ::login_runtime::__private::HandlerSite = ::login_runtime::__private::HandlerSite::here(
        ::core::module_path!(),
        "index",
    );
    const ASKS_IDENTITY: ::core::primitive::bool = {
        use ::login_runtime::__private::AsksByDefault as _;
        ::login_runtime::__private::Asks::<Option<CurrentUser<User>>>::ASKS
            || ::login_runtime::__private::Asks::<Query<Page>>::ASKS
    };
}
async fn index(
    _: ::login_runtime::__private::Guard<__login_rule_index>,
    user: Option<CurrentUser<User>>,
    Query(q): Query<Page>,
) {}
