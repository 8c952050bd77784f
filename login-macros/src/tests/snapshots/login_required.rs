#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) struct __login_rule_dashboard;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_dashboard {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::login_required();
    const HANDLER: ::login_runtime::__private::HandlerSite = ::login_runtime::__private::HandlerSite::here(
        ::core::module_path!(),
        "dashboard",
    );
}
/// The first page.
#[tracing::instrument]
pub(crate) async fn dashboard(
    _: ::login_runtime::__private::Guard<__login_rule_dashboard>,
    user: CurrentUser<User>,
) -> String {
    user.name.clone()
}
