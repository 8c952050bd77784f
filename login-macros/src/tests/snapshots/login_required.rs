#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) struct __login_rule_dashboard;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_dashboard {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::login_required()
        .at(::core::module_path!(), "dashboard");
}
/// The first page.
#[tracing::instrument]
pub(crate) async fn dashboard(
    _: ::login_runtime::__private::Guard<__login_rule_dashboard, CurrentUser<User>>,
    user: CurrentUser<User>,
) -> String {
    user.name.clone()
}
