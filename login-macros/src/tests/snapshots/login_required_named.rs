struct LoggedIn;
#[automatically_derived]
impl ::login_runtime::__private::NamedRule for LoggedIn {
    type Itself = Self;
    const RULE: ::login_runtime::__private::AccessRule = <::login_runtime::__private::LoginRequired as ::login_runtime::__private::DeclaredRule>::RULE;
    const NAME: &'static ::core::primitive::str = "LoggedIn";
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::NamedRuleFor<__User, __State>
for LoggedIn
where
    ::login_runtime::__private::LoginRequired: ::login_runtime::__private::RuleFor<
        __User,
        __State,
    >,
{}
