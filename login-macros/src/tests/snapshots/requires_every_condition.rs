#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __login_rule_edit {}
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_edit {
    const RULE: ::login_runtime::__private::AccessRule = ::login_runtime::__private::AccessRule::requires(
            ::login_runtime::__private::Rule::All(
                &[
                    ::login_runtime::__private::Rule::Any(
                        &[
                            ::login_runtime::__private::Rule::Atom(
                                &::login_runtime::__private::RoleIs(<AppRole>::Admin),
                            ),
                            ::login_runtime::__private::Rule::All(
                                &[
                                    ::login_runtime::__private::Rule::Atom(
                                        &::login_runtime::__private::PermissionIs(<Posts>::Edit),
                                    ),
                                    ::login_runtime::__private::Rule::Not(
                                        &::login_runtime::__private::Rule::Remembered,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    ::login_runtime::__private::Rule::Any(
                        &[
                            ::login_runtime::__private::Rule::Atom(
                                &::login_runtime::__private::OfObject::can::<
                                    actions::Edit,
                                    Loaded<Post>,
                                >("Edit", "post"),
                            ),
                            ::login_runtime::__private::Rule::Atom(
                                &::login_runtime::__private::OfObject::owner::<
                                    Loaded<Post>,
                                >("post"),
                            ),
                        ],
                    ),
                    ::login_runtime::__private::Rule::Check(
                        &::login_runtime::__private::Check::new(
                            "rules::is_paid",
                            |__login_asked| ::login_runtime::__private::ask(
                                rules::is_paid,
                                __login_asked,
                            ),
                        ),
                    ),
                    <rules::Safe as ::login_runtime::__private::NamedRule>::NAMED,
                    ::login_runtime::__private::Rule::fresh_within(900),
                ],
            ),
        )
        .login_optional()
        .deny_not_found()
        .insecure_cross_origin();
}
#[automatically_derived]
impl<
    __State: 'static + ::core::marker::Send + ::core::marker::Sync,
> ::login_runtime::__private::RuleFor<
    ::login_runtime::__private::UserOf<Loaded<Post>>,
    __State,
> for __login_rule_edit
where
    ::login_runtime::__private::ResourceOf<
        Loaded<Post>,
    >: ::login_runtime::__private::ResourceLoader<__State>,
    ::login_runtime::__private::UserOf<
        Loaded<Post>,
    >: ::login_runtime::__private::HasRole<AppRole>,
    ::login_runtime::__private::UserOf<
        Loaded<Post>,
    >: ::login_runtime::__private::HasPermissions,
    rules::Safe: ::login_runtime::__private::FitsUsers<
        ::login_runtime::__private::UserOf<Loaded<Post>>,
        __State,
    >,
{
    const LOADS: &'static [::login_runtime::__private::Load<__State>] = &[
        ::login_runtime::__private::Load::of::<Loaded<Post>>("post"),
    ];
}
async fn edit(
    _: ::login_runtime::__private::RuleGuard<__login_rule_edit>,
    post: Loaded<Post>,
    Form(form): Form<Edit>,
) {}
