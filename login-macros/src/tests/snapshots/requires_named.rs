/// Who may put a post before the public.
#[derive(Debug)]
pub(crate) struct CanPublish;
#[automatically_derived]
impl ::login_runtime::__private::NamedRule for CanPublish {
    type Rule = ::login_runtime::__private::PermissionIs<
        Posts,
        { ::login_runtime::__private::permission::<Posts>(<Posts>::Publish as _) },
    >;
    const NAME: &'static ::core::primitive::str = "CanPublish";
}
