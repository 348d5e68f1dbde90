//! Records the tally of each run before all are merged, since the differences between runs determine the noise.

use std::cell::RefCell;

use pprof_svg::analysis::Analysis;
use pprof_svg::profile::Profile;
use pprof_svg::review::ComparedRun;
use pprof_svg::symbols;

use super::options::Request;
use super::source;

/// The side of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Side {
    Before,
    After,
}

/// The runs of a request, as far as they were read.
pub(crate) struct Runs<'a> {
    request: &'a Request,
    seen: RefCell<[Vec<ComparedRun>; 2]>,
}

impl<'a> Runs<'a> {
    pub(crate) fn new(request: &'a Request) -> Runs<'a> {
        Runs { request, seen: RefCell::default() }
    }

    /// Records the tally of a run, if runs are compared. Errors in options are reported later, for all runs together.
    pub(crate) fn see(&self, side: Side, profile: &mut Profile, binary: &str) {
        if !self.request.compares_runs() {
            return;
        }
        prepare(profile, self.request, binary);
        let Ok(analysis) = Analysis::new(profile) else { return };
        if let Ok(selection) = analysis.select(&self.request.options_of_runs()) {
            self.seen.borrow_mut()[side as usize].push(ComparedRun::of(&selection));
        }
    }

    /// The runs before and after; `None` unless runs are compared.
    pub(crate) fn seen(self) -> Option<[Vec<ComparedRun>; 2]> {
        let runs = self.seen.into_inner();
        runs.iter().all(|side| !side.is_empty()).then_some(runs)
    }
}

/// Symbolizes, demangles and applies `-all_frames`, as is done to the merged profile.
#[cfg_attr(
    not(feature = "symbolize"),
    allow(unused_variables, reason = "names are looked up in binaries only")
)]
fn prepare(profile: &mut Profile, request: &Request, binary: &str) {
    if let Some(how) = request.edits.symbolization {
        #[cfg(feature = "symbolize")]
        super::symbols::find(profile, how, binary);
        symbols::demangle(profile, how.demangling);
    }
    if request.edits.all_frames {
        source::keep_all_frames(profile);
    }
}
