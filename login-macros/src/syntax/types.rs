//! Questions about a written type.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, GenericArgument, Path, PathArguments, PathSegment, Type};

/// The type inside parentheses and inside the invisible groups that `macro_rules!` puts around a `$t:ty`.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// The last segment of a path type: `Option<User>` of `std::option::Option<User>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match peel(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The `T` of `Option<T>` or `Result<T, …>`, and of `T` itself: what an extractor extracts, if anything.
pub(crate) fn if_any(ty: &Type) -> &Type {
    let optional = is_called(ty, &["Option", "Result"]).then(|| last_segment(ty).and_then(first_argument));
    peel(optional.flatten().unwrap_or(ty))
}

/// Whether the type has one of these names.
pub(crate) fn is_called(ty: &Type, names: &[&str]) -> bool {
    last_segment(ty).is_some_and(|last| is_among(&last.ident, names))
}

/// Whether the identifier is one of these. Each comparison with one makes a text of it, so one text is compared with all.
pub(crate) fn is_among(ident: &Ident, names: &[&str]) -> bool {
    names.contains(&ident.to_string().as_str())
}

/// Whether the type has one of these names and a type argument, as those extractors of ours have that are for one type of users.
/// The names alone may well be the application's own: `Query<Login>`.
pub(crate) fn is_generic(ty: &Type, names: &[&str]) -> bool {
    is_called(ty, names) && last_segment(ty).and_then(first_argument).is_some()
}

/// The `T` of `Name<T, …>`.
pub(crate) fn first_argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Whether one of `words` stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: impl ToTokens, words: &[&str]) -> bool {
    fn any(tokens: TokenStream, words: &[&str]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => any(group.stream(), words),
            token => words.contains(&token.to_string().as_str()),
        })
    }
    any(tokens.into_token_stream(), words)
}

/// The expression inside parentheses and inside the invisible groups that `macro_rules!` puts around a `$e:expr`.
pub(crate) fn peel_expr(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}

/// The type as a person would write it.
pub(crate) fn text(ty: &Type) -> String {
    spaceless(peel(ty))
}

/// The path as a person would write it. Of words alone, as most are, it is put together without asking the compiler.
pub(crate) fn path_text(path: &Path) -> String {
    if path.segments.iter().any(|segment| !segment.arguments.is_none()) {
        return spaceless(path);
    }
    let words: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    format!("{}{}", if path.leading_colon.is_some() { "::" } else { "" }, words.join("::"))
}

/// Tokens as a person would write them: token streams print with a space around everything.
pub(crate) fn spaceless(tokens: &impl ToTokens) -> String {
    let mut spaced = tokens.to_token_stream().to_string();
    // rustc prints a long stream on several lines.
    if spaced.contains('\n') {
        spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
    ]
    .iter()
    .fold(spaced, |text, (from, to)| text.replace(from, to))
}
