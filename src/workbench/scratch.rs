//! A text for the editor of the user.
#![expect(unused_imports, reason = "the screens use it")]

pub(crate) use crate::store::scratch::Scratch;
