//! Breaking cycles, so that all edges can point down.

pub(crate) mod acyclic;
pub(crate) mod shallow;
