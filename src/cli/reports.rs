//! Maps text formats to reports.

use std::io::{self, Write};

use pprof_svg::analysis::{Cut, ListedFunction, Order, Selection};
use pprof_svg::options::{Granularity, Options};
use pprof_svg::profile;
use pprof_svg::render;
use pprof_svg::text::{self, Heading};

use super::sources::Files;

/// A report other than a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// Its kind.
    pub(crate) kind: Kind,
    /// The order of functions, for reports that sort them.
    pub(crate) order: Order,
    /// The header of tables.
    pub(crate) heading: Heading,
}

/// The kind of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Top,
    Tree,
    Peek,
    List,
    Weblist,
    Traces,
    Tags,
    Comments,
    Raw,
    Callgrind,
    Proto,
    TopProto,
}

impl Kind {
    /// The kind with this option name.
    pub(crate) fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "top" | "text" => Kind::Top,
            "tree" => Kind::Tree,
            "peek" => Kind::Peek,
            "list" => Kind::List,
            "weblist" => Kind::Weblist,
            "traces" => Kind::Traces,
            "tags" => Kind::Tags,
            "comments" => Kind::Comments,
            "raw" => Kind::Raw,
            "callgrind" => Kind::Callgrind,
            "proto" => Kind::Proto,
            "topproto" => Kind::TopProto,
            _ => return None,
        })
    }

    /// The file name extension of a report that is not text.
    pub(crate) fn file_ending(self) -> Option<&'static str> {
        match self {
            Kind::Callgrind => Some("callgraph.out"),
            Kind::Proto | Kind::TopProto => Some("pb.gz"),
            Kind::Weblist => Some("html"),
            _ => None,
        }
    }

    /// The granularity of reports that have a fixed one.
    pub(crate) fn granularity(self) -> Option<Granularity> {
        matches!(self, Kind::Raw | Kind::Callgrind | Kind::Proto).then_some(Granularity::Addresses)
    }
}

impl Report {
    /// How the graph of the report is trimmed.
    fn cut(self, options: &Options) -> Cut {
        match self.kind {
            Kind::Top | Kind::TopProto => Cut::table(options, self.order, None),
            Kind::Tree => Cut::table(options, self.order, Some(80)),
            Kind::Callgrind => {
                Cut { call_tree: options.call_tree, by_object: true, ..Cut::nothing(self.order) }
            }
            _ => Cut::nothing(self.order),
        }
    }

    /// Computes the report of a selection. The result writes it.
    pub(crate) fn of<'a>(
        self,
        selection: &'a Selection<'a>,
        options: &'a Options,
    ) -> Result<Written<'a>, NoMatch> {
        let graph = move || selection.graph(&self.cut(options));
        let heading = self.heading;
        Ok(match self.kind {
            Kind::Top => boxed(move |mut out| text::top(&mut out, &graph(), heading)),
            Kind::Tree => boxed(move |mut out| text::tree(&mut out, &graph(), heading)),
            Kind::Peek => {
                let mut found = Vec::new();
                let is_any = text::peek(&mut found, selection, &graph(), heading);
                if !is_any.is_ok_and(|is_any| is_any) {
                    return Err(NoMatch(options.pattern.clone().unwrap_or_default()));
                }
                whole(found)
            }
            Kind::List => {
                let functions = listing(selection, options)?;
                boxed(move |mut out| {
                    text::list(&mut out, &functions, selection.scale(), &mut Files::new(options))
                })
            }
            Kind::Weblist => {
                let functions = listing(selection, options)?;
                boxed(move |mut out| {
                    render::weblist(&mut out, selection, &functions, &mut Files::new(options))
                })
            }
            Kind::Traces => boxed(|mut out| text::traces(&mut out, selection)),
            Kind::Tags => boxed(|mut out| text::tags(&mut out, selection)),
            Kind::Comments => boxed(|mut out| text::comments(&mut out, &selection.facts())),
            Kind::Raw => boxed(|mut out| text::raw(&mut out, &selection.records())),
            Kind::Callgrind => boxed(move |mut out| text::callgrind(&mut out, selection, &graph())),
            Kind::Proto => {
                boxed(|out| out.write_all(&profile::encode_gzip(&selection.records().to_profile())))
            }
            Kind::TopProto => boxed(move |out| {
                out.write_all(&profile::encode_gzip(&text::top_profile(&graph(), &selection.records())))
            }),
        })
    }
}

/// The functions that match the pattern, at least one.
fn listing(selection: &Selection<'_>, options: &Options) -> Result<Vec<ListedFunction>, NoMatch> {
    let functions = selection.listing();
    if functions.is_empty() {
        Err(NoMatch(options.pattern.clone().unwrap_or_default()))
    } else {
        Ok(functions)
    }
}

/// The pattern matches no function.
#[derive(Debug, thiserror::Error)]
#[error("no matches found for regexp: {0}")]
pub(crate) struct NoMatch(String);

/// Writes an output, which may be too large for memory.
pub(crate) type Written<'a> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'a>;

/// Writes the given bytes.
pub(crate) fn whole(bytes: Vec<u8>) -> Written<'static> {
    boxed(move |out| out.write_all(&bytes))
}

/// Boxes a writing function.
pub(crate) fn boxed<'a>(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + 'a) -> Written<'a> {
    Box::new(write)
}
