//! `o`: lists options and their values.

use super::super::table::Group;
use super::settings::{Of, Setting, Settings};

/// A line for each option. Options of pictures that `go tool pprof` does not have are listed only if they differ from
/// their defaults.
pub(super) fn options(settings: &Settings, types: &[String]) -> String {
    let is_shown = |setting: &&Setting| match setting.of {
        Of::Option(option) if option.group == Group::Picture => !setting.is_default(),
        _ => setting.name() != "source_path",
    };
    let line = |setting: &Setting| {
        let (value, comment) = (value(setting), comment(setting, types));
        format!("  {:<25} = {value:<20} {comment}\n", setting.name())
    };
    settings.iter().filter(is_shown).map(line).collect()
}

fn value(setting: &Setting) -> &str {
    match (setting.of, setting.value.as_str()) {
        (Of::OneOf(..), "") => "(default)",
        (Of::Option(_), "") => "\"\"",
        (_, value) => value,
    }
}

/// The possible values, or the meaning of the current one.
fn comment(setting: &Setting, types: &[String]) -> String {
    match setting.of {
        Of::OneOf(_, members) => {
            let mut members = members.to_vec();
            members.sort_unstable();
            format!("//: [{}]", members.join(" | "))
        }
        Of::Option(_) if setting.name() == "sample_index" => format!("//: [{}]", types.join(" | ")),
        Of::Option(_) if setting.name() == "nodecount" && setting.is_default() => "//: default".to_owned(),
        Of::Option(_) => String::new(),
    }
}
