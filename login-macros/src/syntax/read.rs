//! Reading an item that an attribute can stand on.

use proc_macro2::TokenStream;

/// An item that an attribute can stand on.
pub(crate) trait Read: Sized {
    fn read(item: TokenStream) -> syn::Result<Self>;
}
