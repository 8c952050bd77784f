#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_change;
#[automatically_derived]
impl crate::login::__private::DeclaredRule for __login_rule_change {
    const DECLARED: crate::login::__private::Declared = crate::login::__private::AccessRule::fresh_login_within(
            ::core::time::Duration::from_secs(600),
        )
        .insecure_cross_origin()
        .at(::core::module_path!(), "change");
}
async fn change(_: crate::login::__private::Guard<__login_rule_change>) {}
