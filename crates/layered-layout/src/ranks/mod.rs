//! Ranks: how far down each box stands.

pub(crate) mod balance;
pub(crate) mod fold;
pub(crate) mod rank;
