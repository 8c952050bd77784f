#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_change;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_change {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::fresh_login_required();
    const HANDLER: ::login_runtime::__private::HandlerSite = ::login_runtime::__private::HandlerSite::here(
        ::core::module_path!(),
        "change",
    );
}
async fn change(_: ::login_runtime::__private::Guard<__login_rule_change>) {}
