//! The settings of the shell, which `name=value` changes and every report uses.

use std::ffi::OsString;

use super::super::args::{Args, ArgsError};
use super::super::options::Request;
use super::super::table::{GRANULARITIES, Group, Kind, OPTIONS, Opt, SORTS};
use super::super::values::boolean;
use super::number;

/// All settings.
#[derive(Clone, Debug)]
pub(super) struct Settings(Vec<Setting>);

/// A setting and its value.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// The setting.
    pub(super) of: Of,
    /// Its value in command line syntax; empty for no text, or no member of a set.
    pub(super) value: String,
}

/// What is set.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// An option of the table.
    Option(&'static Opt),
    /// A set of options of which at most one is on, with its own name.
    OneOf(&'static str, &'static [&'static str]),
}

/// Why a setting is rejected.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingError {
    #[error("illegal value {0:?} for bool variable")]
    Switch(String),
    #[error(transparent)]
    Number(#[from] number::NumberError),
    #[error("invalid {0:?} value {1:?}")]
    NotAMember(&'static str, String),
    #[error("unknown config field {0:?}")]
    MemberOff(String),
    #[error(transparent)]
    Args(#[from] ArgsError),
}

/// The sets of exclusive options.
pub(super) const SETS: [(&str, &[&str]); 2] = [("granularity", &GRANULARITIES), ("sort", &SORTS)];

/// The set with this member.
pub(super) fn set_with(member: &str) -> Option<(&'static str, &'static str)> {
    SETS.iter()
        .find_map(|(set, members)| members.iter().find(|name| **name == member).map(|member| (*set, *member)))
}

/// The options of the table that are settings: those that affect reports.
pub(super) fn options() -> impl Iterator<Item = &'static Opt> {
    OPTIONS.iter().filter(|option| match option.group {
        Group::Nodes | Group::Granularity => set_with(option.name).is_none(),
        Group::Filters | Group::Labels | Group::Units | Group::Picture => true,
        _ => OTHERS.contains(&option.name),
    })
}

/// Settings in groups whose other options have no meaning after the profile is read.
const OTHERS: [&str; 7] =
    ["output", "sample_index", "mean", "normalize", "trim_path", "source_path", "intel_syntax"];

impl Settings {
    /// The settings of the command line.
    pub(super) fn new(args: &Args, request: &Request) -> Settings {
        let option = |option| Setting { of: Of::Option(option), value: given(args, option) };
        let one_of = |(name, members): (_, &'static [&'static str])| {
            let value = args.on_among(members).first().copied().unwrap_or_default().to_owned();
            Setting { of: Of::OneOf(name, members), value }
        };
        let mut settings = Settings(options().map(option).chain(SETS.into_iter().map(one_of)).collect());
        settings.put("sample_index", request.options.sample_index.as_deref().unwrap_or_default());
        settings.put("mean", if request.options.mean { "true" } else { "false" });
        settings.put("compact_labels", "true");
        if settings.value("sort").is_empty() {
            settings.put("sort", "flat");
        }
        settings.0.sort_by_key(Setting::name);
        settings
    }

    /// All settings, by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.0.iter()
    }

    /// Whether there is a setting of this name, or a member of a set.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.find(name).is_some() || set_with(name).is_some()
    }

    /// The setting of this name.
    pub(super) fn find(&self, name: &str) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.name() == name)
    }

    /// The value of a setting; empty if there is none of this name.
    pub(super) fn value(&self, name: &str) -> &str {
        self.find(name).map_or("", |setting| &setting.value)
    }

    /// Sets a value that is known to be valid.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        if let Some(setting) = self.0.iter_mut().find(|setting| setting.name() == name) {
            value.clone_into(&mut setting.value);
        }
    }

    /// Sets a setting, or the set of a member, to a typed value.
    pub(super) fn set(&mut self, name: &str, typed: &str) -> Result<(), SettingError> {
        if let Some((set, member)) = set_with(name) {
            if boolean(typed) != Ok(true) {
                return Err(SettingError::MemberOff(name.to_owned()));
            }
            self.put(set, member);
            return Ok(());
        }
        let Some(of) = self.find(name).map(|setting| setting.of) else { return Ok(()) };
        let value = of.read(typed)?;
        self.put(name, &value);
        Ok(())
    }

    /// The equivalent command line.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        self.0.iter().filter(|setting| !setting.is_default()).filter_map(Setting::argument).collect()
    }
}

impl Setting {
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        self.of.name()
    }

    /// Whether it has its default value.
    pub(super) fn is_default(&self) -> bool {
        match self.of {
            Of::Option(option) => self.value == option.default,
            Of::OneOf(..) => self.value.is_empty(),
        }
    }

    /// The equivalent argument; `None` for options that were applied when the shell was started.
    fn argument(&self) -> Option<OsString> {
        Some(match self.of {
            Of::Option(Opt { name: "normalize", .. }) => return None,
            Of::Option(option) => format!("-{}={}", option.name, self.value).into(),
            Of::OneOf(..) => format!("-{}", self.value).into(),
        })
    }
}

impl Of {
    fn name(self) -> &'static str {
        match self {
            Of::Option(option) => option.name,
            Of::OneOf(name, _) => name,
        }
    }

    /// Parses a value, and normalizes its spelling.
    fn read(self, typed: &str) -> Result<String, SettingError> {
        let option = match self {
            Of::OneOf(_, members) if members.contains(&typed) => return Ok(typed.to_owned()),
            Of::OneOf(name, _) => return Err(SettingError::NotAMember(name, typed.to_owned())),
            Of::Option(option) => option,
        };
        Ok(match option.kind {
            Kind::Switch => switch(typed)?.to_string(),
            Kind::Integer => number::integer(typed)?.to_string(),
            Kind::Float => number::shown(number::float(typed)?),
            _ => {
                // Parsed as a command line option.
                Args::parse([OsString::from(format!("-{}={typed}", option.name))])?;
                typed.to_owned()
            }
        })
    }
}

/// The shell accepts more words than the command line.
fn switch(typed: &str) -> Result<bool, SettingError> {
    match typed.to_ascii_lowercase().as_str() {
        "" | "1" | "t" | "true" | "y" | "yes" => Ok(true),
        "0" | "f" | "false" | "n" | "no" => Ok(false),
        _ => Err(SettingError::Switch(typed.to_owned())),
    }
}

/// The value of an option on the command line, or its default.
fn given(args: &Args, option: &Opt) -> String {
    let value = match option.kind {
        Kind::Switch => args.switch(option.name).map(|value| value.to_string()),
        Kind::Integer => args.integer(option.name).map(|value| value.to_string()),
        Kind::Float => args.float(option.name).map(number::shown),
        _ => args.typed(option.name).map(str::to_owned),
    };
    value.unwrap_or_else(|| option.default.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::settings;
    use super::*;

    fn refused(name: &str, typed: &str) -> String {
        settings(&["p"]).set(name, typed).unwrap_err().to_string()
    }

    /// The equivalent command line after these were set.
    fn arguments(set: &[(&str, &str)]) -> Vec<OsString> {
        let mut settings = settings(&["p"]);
        set.iter().for_each(|(name, typed)| settings.set(name, typed).unwrap());
        settings.arguments()
    }

    #[test]
    fn they_begin_as_on_the_command_line() {
        let settings =
            settings(&["-cum", "-nodefraction=0x1p-3", "-files", "-theme=dark", "-mean_delay", "p"]);
        let expected = [
            "-compact_labels=true",
            "-files",
            "-mean=true",
            "-nodefraction=0.125",
            "-sample_index=delay",
            "-cum",
            "-theme=dark",
        ];
        assert_eq!(settings.arguments(), expected);
    }

    /// So that no setting is lost on its way to a report.
    #[test]
    fn every_value_makes_an_argument() {
        for option in options().filter(|option| option.name != "normalize") {
            let value = option.example.split_once('=').map_or("true", |(_, value)| value).trim_matches('\'');
            let value = if option.default == "true" { "false" } else { value };
            let mut settings = settings(&["p"]);
            settings.put("compact_labels", "false");
            settings.set(option.name, value).unwrap();
            assert!(
                settings.arguments().contains(&format!("-{}={value}", option.name).into()),
                "{}",
                option.name
            );
        }
    }

    #[test]
    fn values_have_one_spelling() {
        let set =
            [("nodecount", "+05"), ("divide_by", "1_0"), ("trim", "No"), ("lines", "T"), ("normalize", "y")];
        let expected =
            ["-compact_labels=true", "-divide_by=10", "-lines", "-nodecount=5", "-flat", "-trim=false"];
        assert_eq!(arguments(&set), expected);
        assert_eq!(arguments(&[("sort", "cum"), ("unit", "")]), ["-compact_labels=true", "-cum", "-unit="]);
    }

    #[test]
    fn other_values_are_refused() {
        assert_eq!(refused("trim", "maybe"), r#"illegal value "maybe" for bool variable"#);
        assert_eq!(refused("nodecount", "x"), r#"strconv.Atoi: parsing "x": invalid syntax"#);
        assert_eq!(refused("granularity", "wrong"), r#"invalid "granularity" value "wrong""#);
        assert_eq!(refused("sort", ""), r#"invalid "sort" value """#);
        assert_eq!(refused("lines", "yes"), r#"unknown config field "lines""#);
        assert_eq!(refused("cum", "false"), r#"unknown config field "cum""#);
        assert_eq!(
            refused("theme", "blue"),
            r#"invalid value "blue" for option -theme: must be one of: auto, light, dark, pprof"#
        );
    }
}
