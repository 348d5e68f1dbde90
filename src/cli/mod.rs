//! The command line: parsing, requests, reading of sources, output.

mod ahead;
mod amount;
mod answer;
mod args;
mod browser;
mod comparison;
mod completions;
mod convert;
mod destination;
mod earlier;
mod failure;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(not(feature = "fetch"))]
#[path = "without_fetch.rs"]
mod fetch;
mod help;
mod input;
mod logs;
mod look;
mod man;
mod message;
mod options;
mod output;
mod picture;
mod progress;
mod reports;
mod run;
mod runs;
mod shell;
mod source;
mod sources;
mod stop;
mod symbolization;
#[cfg(feature = "symbolize")]
mod symbols;
mod table;
mod values;
mod visible;

pub(crate) use self::{comparison::Outcome, message::say, run::run};

use self::message::{reason, say_lines, shown};
