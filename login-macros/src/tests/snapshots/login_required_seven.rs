#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_many;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_many {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::login_required()
        .at(::core::module_path!(), "many");
}
#[allow(clippy::too_many_arguments)]
async fn many(
    _: ::login_runtime::__private::Guard<__login_rule_many>,
    a: A,
    b: B,
    c: C,
    d: D,
    e: E,
    f: F,
    g: G,
) {}
