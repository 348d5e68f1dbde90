//! What is noted of each run before all of them become one profile: how far runs differ tells what is noise.

use std::cell::RefCell;

use pprof_svg::analysis::Analysis;
use pprof_svg::profile::Profile;
use pprof_svg::review::ComparedRun;
use pprof_svg::symbols;

use super::options::Request;
use super::source;

/// Before a change, or after it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Side {
    Before,
    After,
}

/// The runs of a request, as far as they were seen.
pub(crate) struct Runs<'a> {
    request: &'a Request,
    seen: RefCell<[Vec<ComparedRun>; 2]>,
}

impl<'a> Runs<'a> {
    pub(crate) fn new(request: &'a Request) -> Runs<'a> {
        Runs { request, seen: RefCell::default() }
    }

    /// Notes what a run adds up to, if runs are compared. What is wrong with the options is told later, of all runs together.
    pub(crate) fn see(&self, side: Side, profile: &mut Profile, binary: &str) {
        if !self.request.compares_runs() {
            return;
        }
        name(profile, self.request, binary);
        let Ok(analysis) = Analysis::new(profile) else { return };
        if let Ok(selection) = analysis.select(&self.request.options_of_runs()) {
            self.seen.borrow_mut()[side as usize].push(ComparedRun::of(&selection));
        }
    }

    /// The runs before and after; none unless they are compared.
    pub(crate) fn seen(self) -> Option<[Vec<ComparedRun>; 2]> {
        let runs = self.seen.into_inner();
        runs.iter().all(|side| !side.is_empty()).then_some(runs)
    }
}

/// Gives functions the names, and leaves in the frames, that the profile of all runs will have.
#[cfg_attr(
    not(feature = "symbolize"),
    allow(unused_variables, reason = "names are looked up in binaries only")
)]
fn name(profile: &mut Profile, request: &Request, binary: &str) {
    if let Some(how) = request.edits.symbolization {
        #[cfg(feature = "symbolize")]
        super::symbols::find(profile, how, binary);
        symbols::demangle(profile, how.demangling);
    }
    if request.edits.all_frames {
        source::keep_all_frames(profile);
    }
}
