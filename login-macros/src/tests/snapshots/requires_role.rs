#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_admin;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_admin {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::requires(
            ::login_runtime::__private::Rule::Atom(
                &::login_runtime::__private::RoleIs(<AppRole>::Admin),
            ),
        )
        .at(::core::module_path!(), "admin");
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::RuleFor<__User, __State>
for __login_rule_admin
where
    __User: ::login_runtime::__private::HasRole<AppRole>,
{}
async fn admin(_: ::login_runtime::__private::RuleGuard<__login_rule_admin>) {}
