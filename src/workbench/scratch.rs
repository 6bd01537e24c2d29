//! A text for the editor of the user.

pub(crate) use crate::store::scratch::Scratch;
