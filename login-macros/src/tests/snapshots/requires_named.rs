/// Who may put a post before the public.
#[derive(Debug)]
pub(crate) struct CanPublish;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for CanPublish {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::requires(
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::PermissionIs(<Posts>::Publish),
        ),
    );
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::RuleFor<__User, __State>
for CanPublish
where
    __User: ::login_runtime::__private::HasPermissions,
{}
#[automatically_derived]
impl ::login_runtime::__private::NamedRule for CanPublish {
    type Itself = Self;
    const NAME: &'static ::core::primitive::str = "CanPublish";
}
