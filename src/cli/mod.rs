//! The command line: options as typed, what they mean, files in and bytes out.

mod ahead;
mod args;
mod completions;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(not(feature = "fetch"))]
#[path = "without_fetch.rs"]
mod fetch;
mod help;
mod input;
mod man;
mod message;
mod options;
mod output;
mod reports;
mod run;
mod source;
mod sources;
mod symbolization;
#[cfg(feature = "symbolize")]
mod symbols;
mod table;
mod values;

pub(crate) use self::{message::say, run::run};

use self::message::{reason, shown};
