//! Questions to a profile: which functions took how much, who called them, with which labels.
//!
//! An [`Analysis`] is made of a profile once. [`Analysis::select`] narrows it down by options to a [`Selection`], which
//! answers: with the call graph, cut down for a picture or a table, with labels, with samples. The answers are values:
//! what they are called, in which unit they read best, and how they are printed is the business of whoever shows
//! them, for which a [`Graph`] brings a [`Scale`].

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
