#[cfg(feature = "sign-up")]
#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_type;
#[cfg(feature = "sign-up")]
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_type {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::guest_only()
        .at(::core::module_path!(), "type");
}
#[cfg(feature = "sign-up")]
async fn r#type(_: ::login_runtime::__private::Guard<__login_rule_type>, r#in: String) {}
