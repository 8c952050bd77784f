#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_change;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_change {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::fresh_login_required()
        .at(::core::module_path!(), "change");
}
async fn change(_: ::login_runtime::__private::Guard<__login_rule_change>) {}
