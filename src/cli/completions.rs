//! Shell completions, generated from the table of options.
//!
//! `clap_complete` does not fit: options of `clap` have two dashes, and its bash script does not complete values after
//! `=`. Help, completions and manual page are all generated from [`OPTIONS`].

use super::{
    help::{has_value, summary},
    table::{Kind, OPTIONS, Opt},
};

/// The completion script of a shell, one of [`super::table::SHELLS`].
pub(crate) fn script(shell: &str) -> String {
    match shell {
        "zsh" => zsh(),
        "fish" => fish(),
        _ => bash(),
    }
}

/// The values of an option, if there are few.
fn words(option: &Opt) -> Option<String> {
    match option.kind {
        Kind::Switch => Some("true false".to_owned()),
        Kind::Choice(words) => Some(words.join(" ")),
        _ => None,
    }
}

fn is_file(option: &&Opt) -> bool {
    matches!(option.kind, Kind::File(_) | Kind::Files(_))
}

/// In bash, `=` separates words by default.
fn bash() -> String {
    let case = |options: Vec<&Opt>, action: &str| {
        let spelling = |option: &Opt| match option.kind {
            Kind::Switch => format!("-{}=", option.name), // a value is never the next word
            _ => format!("-{0} | -{0}=", option.name),
        };
        let names: Vec<_> = options.into_iter().map(spelling).collect();
        format!("        {})\n            {action}\n            ;;\n", names.join(" | "))
    };
    let mut cases = case(
        OPTIONS.iter().filter(is_file).collect(),
        "compopt -o filenames 2> /dev/null\n            mapfile -t COMPREPLY < <(compgen -f -- \"$word\")",
    );
    cases += &case(
        OPTIONS.iter().filter(|option| option.kind == Kind::Switch).collect(),
        "mapfile -t COMPREPLY < <(compgen -W 'true false' -- \"$word\")",
    );
    for option in OPTIONS.iter().filter(|option| matches!(option.kind, Kind::Choice(_))) {
        let words = words(option).unwrap_or_default();
        cases += &case(vec![option], &format!("mapfile -t COMPREPLY < <(compgen -W '{words}' -- \"$word\")"));
    }
    let is_free = |option: &&Opt| has_value(option.kind) && words(option).is_none() && !is_file(option);
    cases += &case(OPTIONS.iter().filter(is_free).collect(), ": # anything");
    let name = |option: &Opt| format!("-{}{}", option.name, if has_value(option.kind) { "=" } else { "" });
    let names: Vec<_> = OPTIONS.iter().map(name).collect();
    format!(
        "\
# Completion of pprof-svg in bash, as `pprof-svg -completions=bash` prints it.
_pprof_svg() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
    if [[ $word == = ]]; then
        word= before+==
    elif [[ $before == = ]] && ((COMP_CWORD > 1)); then
        before=${{COMP_WORDS[COMP_CWORD - 2]}}=
    fi
    COMPREPLY=()
    case ${{before/#--/-}} in
{cases}        *)
            if [[ $word == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W '{}' -- \"${{word/#--/-}}\")
                [[ ${{COMPREPLY[0]}} != *= ]] || compopt -o nospace 2> /dev/null
            else
                compopt -o filenames 2> /dev/null
                mapfile -t COMPREPLY < <(compgen -f -- \"$word\")
            fi
            ;;
    esac
}}
complete -F _pprof_svg pprof-svg
",
        names.join(" ")
    )
}

fn zsh() -> String {
    let entry = |option: &Opt| {
        let action = match option.kind {
            Kind::Switch if option.default == "true" => "=-:value:(true false)".to_owned(),
            Kind::Switch | Kind::Help | Kind::Version | Kind::Man => String::new(),
            Kind::Integer | Kind::Float | Kind::Pixels => "=:number:".to_owned(),
            Kind::Ratio => "=:width to height:".to_owned(),
            Kind::Text(name) | Kind::Texts(name) => format!("=:{name}:"),
            Kind::File(name) | Kind::Files(name) => format!("=:{name}:_files"),
            Kind::Choice(words) => format!("=:value:({})", words.join(" ")),
        };
        let (equals, value) = action.split_at(action.find(':').unwrap_or(0));
        let summary = summary(option).replace('[', r"\[").replace(']', r"\]").replace(':', r"\:");
        let often = if matches!(option.kind, Kind::Texts(_) | Kind::Files(_)) { "*" } else { "" };
        format!("  '{often}-{}{equals}[{}]{value}' \\\n", option.name, summary.replace('\'', r"'\''"))
    };
    let entries: String = OPTIONS.iter().map(entry).collect();
    format!(
        "\
#compdef pprof-svg
# Completion of pprof-svg in zsh, as `pprof-svg -completions=zsh` prints it.
_arguments -S \\
{entries}  '*:profile:_files'
"
    )
}

fn fish() -> String {
    let entry = |option: &Opt| {
        let value = match option.kind {
            Kind::Switch | Kind::Help | Kind::Version | Kind::Man => String::new(),
            Kind::File(_) | Kind::Files(_) => " -r -F".to_owned(),
            Kind::Choice(words) => format!(" -x -a '{}'", words.join(" ")),
            Kind::Integer | Kind::Float | Kind::Pixels | Kind::Ratio | Kind::Text(_) | Kind::Texts(_) => {
                " -x".to_owned()
            }
        };
        let summary = summary(option).replace('\\', r"\\").replace('\'', r"\'");
        format!("complete -c pprof-svg -o {}{value} -d '{summary}'\n", option.name)
    };
    let entries: String = OPTIONS.iter().map(entry).collect();
    format!("# Completion of pprof-svg in fish, as `pprof-svg -completions=fish` prints it.\n{entries}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::table::SHELLS;

    #[test]
    fn every_option_is_there_with_one_dash() {
        for shell in SHELLS {
            let script = script(shell);
            for option in OPTIONS {
                let name = match shell {
                    "fish" => format!(" -o {} ", option.name),
                    "zsh" if matches!(option.kind, Kind::Texts(_) | Kind::Files(_)) => {
                        format!("'*-{}", option.name)
                    }
                    "zsh" => format!("'-{}", option.name),
                    _ => format!("-{}", option.name),
                };
                assert!(script.contains(&name), "{shell}: {name}");
                assert!(!script.contains(&format!("--{}", option.name)), "{shell}: {}", option.name);
            }
        }
    }

    #[test]
    fn values_are_offered() {
        let bash_case =
            "-completions | -completions=)\n            mapfile -t COMPREPLY < <(compgen -W 'bash zsh fish'";
        assert!(bash().contains(bash_case));
        assert!(zsh().contains("  '-completions=[") && zsh().contains("]:value:(bash zsh fish)' \\\n"));
        assert!(zsh().contains("  '-base=[Subtract this profile.]:PROFILE:_files' \\\n"));
        assert!(zsh().contains("  '-trim=-[") && zsh().contains("]:value:(true false)' \\\n"));
        assert!(fish().contains("-o completions -x -a 'bash zsh fish' -d 'Print"));
        assert!(fish().contains("-o nodecount -x -d 'Show at most N nodes; 0 is no limit, and -1 is 80, or no limit for -top and -topproto.'\n"));
        assert!(fish().contains(r"for `go tool pprof`\'s sake"));
    }
}
