#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __login_rule_admin {}
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_admin {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::requires(
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::RoleIs(<AppRole>::Admin),
        ),
    );
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::RuleFor<__User, __State>
for __login_rule_admin
where
    __User: ::login_runtime::__private::HasRole<AppRole>,
{}
async fn admin(_: ::login_runtime::__private::RuleGuard<__login_rule_admin>) {}
