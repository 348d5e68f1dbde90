//! Symbolizes addresses by the servers that profiles came from.

use std::time::{Duration, Instant};

use pprof_svg::profile::{MappingId, Profile};
use pprof_svg::symbolize::{SymbolizeOptions, symbolz};
use ureq::http::StatusCode;

use super::super::options::Fetching;
use super::super::say;
use super::client::{Client, PATIENCE, Post};
use super::error::Cause;
use super::origin::Origin;
use super::progress::Progress;

/// The maximum size in bytes of a response.
const LONGEST_ANSWER: u64 = 64 << 20;

/// The servers to ask, and the remaining time.
struct Search<'s> {
    client: Client,
    origins: Vec<&'s Origin>,
    time: Duration,
    deadline: Instant,
}

/// Symbolizes addresses without names, and reports servers that do not respond, which are not asked again.
pub(crate) fn name<'o>(
    profile: &mut Profile,
    origins: impl Iterator<Item = &'o Origin>,
    force: bool,
    fetching: &Fetching,
) {
    let options = SymbolizeOptions { force, ..SymbolizeOptions::default() };
    let origins: Vec<_> = origins.collect();
    let is_asked = |id| symbolz::question(profile, id, 0, &options).is_some();
    if origins.is_empty() || !ids(profile).any(is_asked) {
        return;
    }
    // The settings were valid for fetching.
    let Ok(client) = Client::new(fetching) else { return };
    let time = Duration::from_secs(fetching.timeout.unwrap_or(PATIENCE));
    let mut search = Search { client, origins, time, deadline: Instant::now() + time };
    for id in ids(profile) {
        search.ask(profile, id, &options);
    }
}

fn ids(profile: &Profile) -> impl Iterator<Item = MappingId> + use<> {
    (0..).take(profile.mappings.len()).map(MappingId)
}

impl Search<'_> {
    /// Asks the servers of a mapping until one responds.
    fn ask(&mut self, profile: &mut Profile, id: MappingId, options: &SymbolizeOptions) {
        let mut at = 0;
        while let Some(origin) = self.origins.get(at) {
            let shift = origin.shift(profile, &profile.mappings[id.0 as usize]);
            let question =
                shift.and_then(|shift| Some((shift, symbolz::question(profile, id, shift, options)?)));
            let Some((shift, question)) = question else {
                at += 1;
                continue;
            };
            match self.answer(origin, question) {
                Ok(answer) => {
                    symbolz::answer(profile, id, shift, options, &answer);
                    return;
                }
                Err(cause) => {
                    let page = origin.page.symbols();
                    say(format_args!("http post {page}: {cause}; its addresses stay without names"));
                    self.origins.remove(at);
                }
            }
        }
    }

    fn answer(&self, origin: &Origin, question: String) -> Result<Vec<u8>, Cause> {
        let headers = &[("Content-Type", "application/octet-stream")];
        let post = Post { headers, body: question.into_bytes(), longest_answer: LONGEST_ANSWER };
        let left = self.deadline.saturating_duration_since(Instant::now());
        let progress = Progress::new(None);
        let reply = self.client.post(&origin.page.symbols(), &post, left, &progress);
        progress.end();
        let reply = reply.map_err(|cause| match cause {
            Cause::TimedOut(_) => Cause::TimedOut(self.time.as_secs()),
            cause => cause,
        })?;
        match reply.status {
            StatusCode::OK if reply.media_type() == "text/html" => {
                Err(Cause::NoNames("a web page".to_owned()))
            }
            StatusCode::OK => Ok(reply.body),
            status => Err(Cause::NoNames(format!("server response: {status}"))),
        }
    }
}
