#[doc(hidden)]
#[allow(non_camel_case_types)]
pub struct __login_rule_index;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_index {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::public();
    const HANDLER: ::login_runtime::__private::HandlerSite = ::login_runtime::__private::HandlerSite::here(
        ::core::module_path!(),
        "index",
    );
    const ASKS_IDENTITY: ::core::primitive::bool = false;
}
pub async fn index(_: ::login_runtime::__private::Guard<__login_rule_index>) {}
