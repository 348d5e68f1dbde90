//! Samples one by one, with frames at the granularity of the options.

use bstr::{BStr, BString};

use crate::{
    graph::{Frames, Identities, Measure, SourceFiles},
    options::Options,
    profile::{LabelValue, LocationId, Sample},
    view::{LabelUnits, View},
};

/// The samples of a selection.
#[derive(Debug)]
pub struct Traces<'a> {
    view: &'a View<'a>,
    measure: Measure,
    units: &'a LabelUnits,
    frames: Frames,
    /// The name of every node of `frames`.
    names: Vec<BString>,
}

/// A sample.
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    /// Its value; a mean if the options ask for means.
    pub value: i64,
    /// Key and value of its text labels, in file order.
    pub texts: Vec<(&'a BStr, &'a BStr)>,
    /// Key, value and unit of its number labels, in file order.
    pub numbers: Vec<(&'a BStr, i64, &'a BStr)>,
    stack: &'a [LocationId],
    frames: &'a Frames,
    names: &'a [BString],
}

impl<'a> Trace<'a> {
    /// Its frames, leaf first.
    pub fn frames(&self) -> impl Iterator<Item = TraceFrame<'a>> + use<'a> {
        let (frames, names) = (self.frames, self.names);
        self.stack.iter().flat_map(move |&location| {
            let nodes = frames.of(location);
            // The outermost comes first here, and the others are inlined in it.
            let frame = |(place, &node): (usize, &u32)| TraceFrame {
                name: BStr::new(&names[node as usize]),
                is_inlined: place > 0,
            };
            nodes.iter().enumerate().rev().map(frame)
        })
    }
}

/// A frame of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceFrame<'a> {
    /// Address, name and place, as far as the granularity has them.
    pub name: &'a BStr,
    /// Whether it is inlined in the next frame.
    pub is_inlined: bool,
}

impl<'a> Traces<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        options: &'a Options,
        measure: Measure,
        units: &'a LabelUnits,
    ) -> Traces<'a> {
        let mut identities = Identities::new();
        let frames = Frames::new(view, options, &SourceFiles::new(view, options), false, &mut identities);
        let names = identities.ids().map(|id| identities.printed(id)).collect();
        Traces { view, measure, units, frames, names }
    }

    /// The samples in file order, without those with an empty stack.
    pub fn iter(&self) -> impl Iterator<Item = Trace<'_>> + '_ {
        self.view.samples().filter(|sample| !sample.stack.is_empty()).map(|sample| self.trace(sample))
    }

    fn trace<'s>(&'s self, sample: Sample<'s>) -> Trace<'s> {
        let view = self.view;
        let texts = view.labels(&sample).filter_map(|label| match label.value {
            LabelValue::Text(text) => Some((view.text(label.key), view.text(text))),
            LabelValue::Number(..) => None,
        });
        let numbers = view.labels(&sample).filter_map(|label| match label.value {
            LabelValue::Text(_) => None,
            LabelValue::Number(value, _) => {
                let key = view.text(label.key);
                Some((key, value, self.units.of(key)))
            }
        });
        let (texts, numbers) = (texts.collect(), numbers.collect());
        let (frames, names) = (&self.frames, &self.names);
        Trace { value: self.measure.of(sample).shown(), texts, numbers, stack: sample.stack, frames, names }
    }
}
