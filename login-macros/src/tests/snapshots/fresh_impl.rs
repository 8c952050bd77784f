#[doc(hidden)]
#[allow(non_camel_case_types)]
pub struct __login_rule_Pages_list;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_Pages_list {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::requires(
            ::login_runtime::__private::Rule::Fresh(::core::option::Option::Some(600)),
        )
        .at(::core::module_path!(), "Pages::list");
}
#[automatically_derived]
impl<__User, __State: 'static> ::login_runtime::__private::RuleFor<__User, __State>
for __login_rule_Pages_list {}
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub struct __login_rule_Pages_edit;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_Pages_edit {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::requires(
            ::login_runtime::__private::Rule::All(
                &[
                    ::login_runtime::__private::Rule::Fresh(
                        ::core::option::Option::Some(600),
                    ),
                    ::login_runtime::__private::Rule::Atom(
                        &::login_runtime::__private::OfObject::owner::<
                            Loaded<Post>,
                        >("post"),
                    ),
                ],
            ),
        )
        .at(::core::module_path!(), "Pages::edit");
}
#[automatically_derived]
impl<
    __State: 'static + ::core::marker::Send + ::core::marker::Sync,
> ::login_runtime::__private::RuleFor<
    ::login_runtime::__private::UserOf<Loaded<Post>>,
    __State,
> for __login_rule_Pages_edit
where
    ::login_runtime::__private::ResourceOf<
        Loaded<Post>,
    >: ::login_runtime::__private::ResourceLoader<__State>,
{
    const LOADS: &'static [::login_runtime::__private::Load<__State>] = &[
        ::login_runtime::__private::Load::of::<Loaded<Post>>("post"),
    ];
}
impl Pages {
    #[allow(clippy::unused_async)]
    pub async fn list(
        _: ::login_runtime::__private::RuleGuard<__login_rule_Pages_list>,
        State(db): State<Db>,
    ) {}
    #[allow(clippy::unused_async)]
    pub async fn edit(
        _: ::login_runtime::__private::RuleGuard<__login_rule_Pages_edit>,
        post: Loaded<Post>,
    ) {}
    fn helper(&self) {}
    pub async fn later(&self) {}
}
