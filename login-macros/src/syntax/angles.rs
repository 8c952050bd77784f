//! Angle brackets, which are no groups for a token stream.

use proc_macro2::TokenTree;

/// Takes tokens up to the first that `ends` them and stands in no angle brackets, and takes that one too.
pub(super) fn until(
    tokens: &mut impl Iterator<Item = TokenTree>,
    ends: impl Fn(&TokenTree) -> bool,
) -> (Vec<TokenTree>, Option<TokenTree>) {
    let (mut before, mut depth, mut is_arrow) = (Vec::new(), 0, false);
    for token in tokens {
        if depth == 0 && ends(&token) {
            return (before, Some(token));
        }
        let punct = if let TokenTree::Punct(punct) = &token { punct.as_char() } else { ' ' };
        match punct {
            '<' => depth += 1,
            '>' if !is_arrow => depth -= 1,
            _ => {}
        }
        is_arrow = punct == '-';
        before.push(token);
    }
    (before, None)
}
