#[doc(hidden)]
#[allow(non_camel_case_types)]
pub struct __login_rule_index;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_index {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::public()
        .at(::core::module_path!(), "index");
    const ASKS_IDENTITY: ::core::primitive::bool = false;
}
pub async fn index(_: ::login_runtime::__private::Guard<__login_rule_index>) {}
