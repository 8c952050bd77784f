//! The log-ins of one user.

use std::iter;
use std::sync::Arc;

use axum::http::HeaderValue;

use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// A log-in, in few bytes: an address is a whole IPv6 one, and clients that call themselves the same share the name.
pub(super) struct Live {
    pub(super) handle: LoginHandle,
    pub(super) created_at: Timestamp,
    pub(super) seen_at: Timestamp,
    pub(super) expires_at: Timestamp,
    /// `::` where it is not known.
    pub(super) address: [u8; 16],
    pub(super) user_agent: Option<Arc<HeaderValue>>,
}

/// One log-in behind the other. Most users have one, and a chain of one takes the fewest bytes.
#[derive(Default)]
pub(super) struct Chain(Link);

type Link = Option<Box<Node>>;

struct Node {
    live: Live,
    next: Link,
}

// What a request asks for lies in one line of the cache, and a million log-ins in no more memory than is promised.
#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<Node>() == 64);

impl Chain {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Live> {
        iter::successors(self.0.as_deref(), |node| node.next.as_deref()).map(|node| &node.live)
    }

    pub(super) fn find_mut(&mut self, handle: LoginHandle) -> Option<&mut Live> {
        let mut link = &mut self.0;
        while let Some(node) = link {
            if node.live.handle == handle {
                return Some(&mut node.live);
            }
            link = &mut node.next;
        }
        None
    }

    pub(super) fn push(&mut self, live: Live) {
        self.0 = Some(Box::new(Node { live, next: self.0.take() }));
    }

    /// Keeps those for which `keep` says so, in any order; returns how many went.
    pub(super) fn retain(&mut self, keep: impl Fn(&Live) -> bool) -> usize {
        let (mut rest, mut gone) = (self.0.take(), 0);
        while let Some(mut node) = rest {
            rest = node.next.take();
            if keep(&node.live) {
                node.next = self.0.take();
                self.0 = Some(node);
            } else {
                gone += 1;
            }
        }
        gone
    }
}

impl Drop for Chain {
    /// One by one: a box that drops the next one would need a stack as deep as the chain is long.
    fn drop(&mut self) {
        let mut link = self.0.take();
        while let Some(node) = link {
            link = node.next;
        }
    }
}
