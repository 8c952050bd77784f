/// Who may put a post before the public.
#[derive(Debug)]
pub(crate) struct CanPublish;
#[automatically_derived]
impl ::login_runtime::__private::NamedRule for CanPublish {
    type Itself = Self;
    const RULE: ::login_runtime::__private::AccessRule = <::login_runtime::__private::PermissionIs<
        Posts,
        { ::login_runtime::__private::permission::<Posts>(<Posts>::Publish as _) },
    > as ::login_runtime::__private::DeclaredRule>::RULE;
    const NAME: &'static ::core::primitive::str = "CanPublish";
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::NamedRuleFor<__User, __State>
for CanPublish
where
    ::login_runtime::__private::PermissionIs<
        Posts,
        { ::login_runtime::__private::permission::<Posts>(<Posts>::Publish as _) },
    >: ::login_runtime::__private::RuleFor<__User, __State>,
{}
