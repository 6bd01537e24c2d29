//! A report as blocks that a terminal can show: the names of the room `report` for the faces.

pub(crate) use crate::report::blocks::{Align, Block, Span, blocks};
