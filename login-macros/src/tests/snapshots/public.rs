#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_index;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_index {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::public()
        .at(::core::module_path!(), "index");
    const ASKS_IDENTITY: ::core::primitive::bool = {
        use ::login_runtime::__private::AsksByDefault as _;
        ::login_runtime::__private::Asks::<Option<CurrentUser<User>>>::ASKS
            || ::login_runtime::__private::Asks::<Query<Page>>::ASKS
    };
}
async fn index(
    _: ::login_runtime::__private::Guard<__login_rule_index, CurrentUser<User>>,
    user: Option<CurrentUser<User>>,
    Query(q): Query<Page>,
) {}
