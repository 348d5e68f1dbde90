//! Queries of a profile: the weights of functions, calls, labels and samples.
//!
//! An [`Analysis`] is made of a profile once. [`Analysis::select`] applies options, and returns a [`Selection`], which
//! answers queries: the call graph, trimmed for a picture or a table, labels, samples. The results are numbers and
//! names; formatting is up to their user, for which a [`Graph`] has a [`Scale`].

mod counting;
mod cums;
mod error;
mod facts;
mod graph;
mod labels;
mod library;
mod listing;
mod measure;
mod model;
mod nodelets;
mod notices;
mod records;
mod scale;
mod selection;
mod tally;
mod traces;

#[cfg(test)]
mod tests;

pub use crate::{
    graph::{Cut, Limits, Order},
    pattern::PatternError,
    view::FilterError,
};

pub use self::{
    counting::Counting,
    cums::{Cums, FunctionCum},
    error::{AnalysisError, AnalysisErrorKind},
    labels::{LabelKey, LabelText},
    listing::{ListedFile, ListedFunction, ListedLine},
    model::{Edge, Facts, Graph, LeftOut, Node, NodeLabel, Place, Sides, SourceFile, Tag, Weight},
    notices::{NamelessMapping, Notice, TypeTotal},
    records::Records,
    scale::Scale,
    selection::{Analysis, Selection},
    tally::{Estimate, Tally, TallyCall, TallyFunction},
    traces::{Trace, TraceFrame, Traces},
};
