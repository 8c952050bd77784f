async fn change(
    _: crate::login::__private::Guard<
        crate::login::__private::InsecureCrossOrigin<
            crate::login::__private::FreshLoginWithin<600>,
        >,
    >,
) {}
