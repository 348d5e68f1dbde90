//! Ctrl-C that stops a report, not the program.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::reports::{self, Written};

/// Whether a stop is requested. Clones share the flag.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// A report was stopped.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("stopped")]
pub(crate) struct Stopped;

impl Stop {
    /// Makes Ctrl-C request a stop. If that is impossible, it ends the program.
    #[cfg(feature = "shell")]
    pub(crate) fn on_ctrl_c() -> Stop {
        let stop = Stop::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&stop.0));
        stop
    }

    /// Resets the flag before the next report.
    pub(crate) fn forget(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Fails if a stop is requested.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if self.0.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    /// Stops a report's output when requested.
    pub(crate) fn guarding<'a>(&self, written: Written<'a>) -> Written<'a> {
        let stop = self.clone();
        reports::boxed(move |out| written(&mut Guarded { out, stop }))
    }
}

/// A writer that fails when a stop is requested.
struct Guarded<'a> {
    out: &'a mut dyn Write,
    stop: Stop,
}

impl Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stop.check().map_err(io::Error::other)?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_ends_where_it_is() {
        let stop = Stop::default();
        let asked = stop.clone();
        let report = stop.guarding(reports::boxed(move |out| {
            out.write_all(b"a")?;
            asked.0.store(true, Ordering::Relaxed);
            out.write_all(b"b")
        }));
        let mut out = Vec::new();
        assert!(report(&mut out).is_err());
        assert_eq!((out, stop.check().is_err()), (b"a".to_vec(), true));
        stop.forget();
        assert!(stop.check().is_ok());
    }
}
