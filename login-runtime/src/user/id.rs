//! Typed user ids and their one encoding in a ticket.

use std::fmt::Debug;

/// The type of a user's id, as it travels in a ticket.
///
/// Implemented for the integers up to 64 bits and 128 bits, for `String`, and (feature `uuid`) for `uuid::Uuid`.
/// For a newtype derive it; the newtype is encoded as the type inside.
///
/// ```
/// use login_runtime::UserId;
///
/// #[derive(Clone, Debug, PartialEq, Eq, UserId)]
/// struct AccountId(i64);
/// ```
///
/// Each id has exactly one encoding, and each kind of id its own: a ticket for the text `1` never loads the user
/// with the number 1.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a user id",
    label = "this type cannot stand in a ticket",
    note = "use an integer, `String` or `uuid::Uuid` (feature `uuid`), or derive it for a newtype: `#[derive(UserId)]`"
)]
pub trait UserId: Clone + Eq + Debug + Send + Sync + 'static {
    /// Appends the id's bytes.
    ///
    /// ```
    /// use login_runtime::{IdBuffer, UserId};
    ///
    /// #[derive(Clone, Debug, PartialEq, Eq)]
    /// struct Country([u8; 2]);
    ///
    /// impl UserId for Country {
    ///     fn encode(&self, out: &mut IdBuffer) {
    ///         out.push(b"country"); // tells this kind of id from others
    ///         out.push(&self.0);
    ///     }
    ///
    ///     fn decode(bytes: &[u8]) -> Option<Self> {
    ///         bytes.strip_prefix(b"country")?.try_into().ok().map(Self)
    ///     }
    /// }
    /// ```
    fn encode(&self, out: &mut IdBuffer);

    /// Reads the id back; `None` for bytes that [`encode`](UserId::encode) would not write.
    ///
    /// ```
    /// # use login_runtime::{IdBuffer, UserId};
    /// # #[derive(Clone, Debug, PartialEq, Eq)] struct Country([u8; 2]);
    /// # impl UserId for Country {
    /// #     fn encode(&self, out: &mut IdBuffer) { out.push(b"country"); out.push(&self.0); }
    /// #     fn decode(bytes: &[u8]) -> Option<Self> { bytes.strip_prefix(b"country")?.try_into().ok().map(Self) }
    /// # }
    /// assert_eq!(Country::decode(b"countryde"), Some(Country(*b"de")));
    /// assert_eq!(Country::decode(b"de"), None);
    /// ```
    fn decode(bytes: &[u8]) -> Option<Self>;
}

/// Takes the bytes of one user id: at least 1 and at most 128 of them, and one byte for the kind.
///
/// An id that is empty or too long cannot log in: [`LoginError::UserId`](crate::LoginError::UserId).
///
/// ```
/// use login_runtime::{IdBuffer, UserId};
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// struct Handle(String);
///
/// impl UserId for Handle {
///     fn encode(&self, out: &mut IdBuffer) {
///         out.push(b"@");
///         out.push(self.0.as_bytes());
///     }
///
///     fn decode(bytes: &[u8]) -> Option<Self> {
///         let handle = std::str::from_utf8(bytes.strip_prefix(b"@")?).ok()?;
///         (!handle.is_empty()).then(|| Self(handle.to_owned()))
///     }
/// }
///
/// assert_eq!(Handle::decode(b"@ada"), Some(Handle("ada".to_owned())));
/// ```
#[derive(Clone, Debug)]
pub struct IdBuffer {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl IdBuffer {
    /// 128 bytes of id and one of kind: a cookie stays far below the 4096 bytes that browsers keep.
    pub(crate) const CAPACITY: usize = 129;

    pub(crate) fn of<I: UserId>(id: &I) -> Self {
        let mut buffer = Self { bytes: [0; Self::CAPACITY], len: 0 };
        id.encode(&mut buffer);
        buffer
    }

    /// Appends bytes; what does not fit makes the id unusable, never shorter.
    ///
    /// ```
    /// use login_runtime::{IdBuffer, UserId};
    ///
    /// #[derive(Clone, Debug, PartialEq, Eq)]
    /// struct Country([u8; 2]);
    ///
    /// impl UserId for Country {
    ///     fn encode(&self, out: &mut IdBuffer) {
    ///         out.push(b"country");
    ///         out.push(&self.0);
    ///     }
    ///     fn decode(bytes: &[u8]) -> Option<Self> {
    ///         bytes.strip_prefix(b"country")?.try_into().ok().map(Country)
    ///     }
    /// }
    /// ```
    pub fn push(&mut self, bytes: &[u8]) {
        let end = self.len.saturating_add(bytes.len());
        if let Some(free) = self.bytes.get_mut(self.len..end) {
            free.copy_from_slice(bytes);
        }
        self.len = end;
    }

    /// The bytes of an id that was in a ticket; none for one that fits no ticket, so that it is nobody's.
    pub(crate) fn in_ticket(&self) -> &[u8] {
        self.as_bytes().unwrap_or_default()
    }

    /// The bytes, unless they are none or too many.
    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        // The first byte is the kind, so a lone byte is an empty id.
        self.bytes.get(..self.len).filter(|bytes| bytes.len() > 1)
    }
}

macro_rules! integer_ids {
    ($tag:literal, $wide:ty: $($id:ty),*) => {$(
        impl UserId for $id {
            fn encode(&self, out: &mut IdBuffer) {
                out.push(&[$tag]);
                out.push(&<$wide>::from(*self).to_be_bytes());
            }

            fn decode(bytes: &[u8]) -> Option<Self> {
                let digits = bytes.strip_prefix(&[$tag])?;
                <$wide>::from_be_bytes(digits.try_into().ok()?).try_into().ok()
            }
        }
    )*};
}

// One form for all widths of a sign: a site that outgrows `i32` keeps its people logged in.
integer_ids!(b'i', i64: i8, i16, i32, i64);
integer_ids!(b'u', u64: u8, u16, u32, u64);
integer_ids!(b'I', i128: i128);
integer_ids!(b'U', u128: u128);

impl UserId for String {
    fn encode(&self, out: &mut IdBuffer) {
        out.push(b"s");
        out.push(self.as_bytes());
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let text = bytes.strip_prefix(b"s")?;
        std::str::from_utf8(text).ok().filter(|text| !text.is_empty()).map(str::to_owned)
    }
}

#[cfg(feature = "uuid")]
impl UserId for uuid::Uuid {
    fn encode(&self, out: &mut IdBuffer) {
        out.push(b"g");
        out.push(self.as_bytes());
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        bytes.strip_prefix(b"g")?.try_into().ok().map(Self::from_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn round_trips<I: UserId>(id: I) {
        let buffer = IdBuffer::of(&id);
        assert_eq!(I::decode(buffer.as_bytes().expect("a usable id")), Some(id));
    }

    #[test]
    fn every_kind_comes_back_as_it_went() {
        round_trips(i8::MIN);
        round_trips(-1_i32);
        round_trips(i64::MAX);
        round_trips(u64::MAX);
        round_trips(i128::MIN);
        round_trips(u128::MAX);
        round_trips("佐藤|1".to_owned());
        round_trips("a".repeat(128));
    }

    #[test]
    fn kinds_are_never_confused() {
        let text = IdBuffer::of(&"1".to_owned());
        assert_eq!(i64::decode(text.as_bytes().expect("a usable id")), None);
        let signed = IdBuffer::of(&1_i64);
        assert_eq!(u64::decode(signed.as_bytes().expect("a usable id")), None);
        assert_eq!(String::decode(signed.as_bytes().expect("a usable id")), None);
    }

    #[test]
    fn widening_keeps_the_id_and_narrowing_never_wraps() {
        let narrow = IdBuffer::of(&7_i32);
        assert_eq!(i64::decode(narrow.as_bytes().expect("a usable id")), Some(7));
        let wide = IdBuffer::of(&(i64::from(i32::MAX) + 1));
        assert_eq!(i32::decode(wide.as_bytes().expect("a usable id")), None);
    }

    #[test]
    fn empty_and_overlong_ids_are_unusable() {
        assert!(IdBuffer::of(&String::new()).as_bytes().is_none());
        assert!(IdBuffer::of(&"a".repeat(129)).as_bytes().is_none());
        assert!(IdBuffer::of(&"a".repeat(100_000)).as_bytes().is_none());
        assert_eq!(String::decode(b"s"), None);
        assert_eq!(String::decode(b"s\xff"), None);
    }
}
