//! The manual page, generated from the table of options.
//!
//! `clap_mangen` does not fit, for the reasons given in `completions`.

use super::{
    help::{facts, placeholder},
    shell,
    table::{Group, OPTIONS, Opt},
};

/// The page, for `man`.
pub(crate) fn page() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut page = format!(
        r#".TH PPROF\-SVG 1 "" "pprof\-svg {version}" "User Commands"
.SH NAME
pprof\-svg \- draw the call graph of a pprof profile
.SH SYNOPSIS
.B pprof\-svg
[\fIoptions\fR] [\fIbinary\fR] \fIprofile\fR ...
.SH DESCRIPTION
Draws the call graph of a pprof profile as one self\-contained SVG picture, or writes it in the language of Graphviz.
.PP
At a terminal, a profile without a format starts a shell; see \fBSHELL\fR.
.PP
A profile is a file, or \fB\-\fR for standard input. Several are merged.
.PP
Options are those of \fBgo tool pprof\fR, and stand before or after the profile. \fB\-name\fR and \fB\-\-name\fR are
the same, and so are \fB\-name=value\fR and \fB\-name value\fR. An option that takes no value is switched off by
\fB\-name=false\fR. Of an option given twice, the last one counts. After \fB\-\-\fR everything is a profile. Where no
default is given, an option is off.
.SH OPTIONS
"#
    );
    for group in Group::ALL {
        page += &format!(".SS {}\n", escaped(group.title()));
        page.extend(OPTIONS.iter().filter(|option| option.group == group).map(entry));
    }
    page += r".SH SHELL
Each line is a command; what is wrong is said, and the next one is read.
";
    page.extend(
        shell::manual()
            .iter()
            .map(|(line, does)| format!(".TP\n\\fB{}\\fR\n{}\n", escaped(line), escaped(does))),
    );
    page += r".SH EXIT STATUS
0 if the graph was written, 1 if it was and functions got worse by more than \fB\-fail_over\fR allows, 2 if anything was
wrong. What was wrong is said on standard error.
.SH EXAMPLES
.EX
pprof\-svg cpu.pb.gz > cpu.svg
pprof\-svg \-focus=json \-output=json.svg cpu.pb.gz
pprof\-svg \-diff_base=before.pb.gz \-output=growth.svg after.pb.gz
pprof\-svg \-markdown \-fail_over=5% \-before=before1.pb.gz \-before=before2.pb.gz after1.pb.gz after2.pb.gz
.EE
.SH SEE ALSO
.BR dot (1)
";
    page
}

fn entry(option: &Opt) -> String {
    let mut entry =
        format!(".TP\n\\fB\\-{}\\fR{}\n", escaped(option.name), escaped(&placeholder(option.kind)));
    entry += &format!("{}\n", escaped(option.help));
    let facts = facts(option);
    if !facts.is_empty() {
        entry += &format!(".br\n{}\n", escaped(&facts));
    }
    entry
}

/// Escapes text for `roff`, including the start of lines, which might be requests.
fn escaped(text: &str) -> String {
    let escaped = text.replace('\\', r"\e").replace('-', r"\-").replace('\'', r"\(aq").replace('`', r"\(ga");
    if escaped.starts_with('.') { format!(r"\&{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn options_have_default_and_example() {
        let page = page();
        let start = page.find(".TP\n\\fB\\-nodecount").unwrap();
        let end = page.find(".TP\n\\fB\\-edgefraction").unwrap();
        expect![[r"
            .TP
            \fB\-nodecount\fR=N
            Show at most N nodes; 0 is no limit, and \-1 is 80, or no limit for \-top and \-topproto.
            .br
            Default: \-1. Example: \-nodecount=20
            .TP
            \fB\-nodefraction\fR=X
            Leave out nodes whose cumulative value is below this fraction of the total.
            .br
            Default: 0.005. Example: \-nodefraction=0.02
        "]]
        .assert_eq(&page[start..end]);
    }

    #[test]
    fn every_option_is_there_and_no_text_is_a_command() {
        let page = page();
        for option in OPTIONS {
            assert!(page.contains(&format!(".TP\n\\fB\\-{}\\fR", option.name)), "{}", option.name);
        }
        let commands = [".TH ", ".SH ", ".SS ", ".TP", ".PP", ".br", ".B ", ".BR ", ".EX", ".EE"];
        for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
            assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
        }
    }
}
