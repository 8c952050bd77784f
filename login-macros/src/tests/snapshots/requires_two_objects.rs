#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __login_rule_delete {}
#[automatically_derived]
impl ::login_runtime::__private::OwnConditions for __login_rule_delete {
    const OWN: &'static [::login_runtime::__private::Rule] = &[
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::OfObject::can::<
                Read,
                Loaded<Post>,
            >("Read", "post"),
        ),
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::OfObject::can::<
                Delete,
                Permit<Delete, Comment>,
            >("Delete", "comment"),
        ),
        ::login_runtime::__private::Rule::Unchecked("log"),
    ];
}
#[automatically_derived]
impl<
    __State: 'static + ::core::marker::Send + ::core::marker::Sync,
> ::login_runtime::__private::Loads<
    ::login_runtime::__private::UserOf<Loaded<Post>>,
    __State,
> for __login_rule_delete
where
    ::login_runtime::__private::ResourceOf<
        Loaded<Post>,
    >: ::login_runtime::__private::ResourceLoader<__State>,
    ::login_runtime::__private::ResourceOf<
        Permit<Delete, Comment>,
    >: ::login_runtime::__private::Resource<
            User = ::login_runtime::__private::UserOf<Loaded<Post>>,
        > + ::login_runtime::__private::ResourceLoader<__State>,
    ::login_runtime::__private::ResourceOf<
        Loaded<Log>,
    >: ::login_runtime::__private::Resource<
            User = ::login_runtime::__private::UserOf<Loaded<Post>>,
        > + ::login_runtime::__private::ResourceLoader<__State>,
{
    const LOADS: &'static [::login_runtime::__private::Load<__State>] = &[
        ::login_runtime::__private::Load::of::<Loaded<Post>>("post"),
        ::login_runtime::__private::Load::of::<Permit<Delete, Comment>>("comment"),
        ::login_runtime::__private::Load::of::<Loaded<Log>>("log"),
    ];
}
async fn delete(
    _: ::login_runtime::__private::RuleGuard<
        ::login_runtime::__private::Loading<
            __login_rule_delete,
            (
                ::login_runtime::__private::Own<__login_rule_delete, 0>,
                ::login_runtime::__private::Own<__login_rule_delete, 1>,
                ::login_runtime::__private::Own<__login_rule_delete, 2>,
            ),
        >,
    >,
    post: Loaded<Post>,
    comment: Permit<Delete, Comment>,
    log: Loaded<Log>,
) {}
