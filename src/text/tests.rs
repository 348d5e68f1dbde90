mod comparison;

use std::io;

use bstr::{BStr, BString, ByteSlice};
use expect_test::{Expect, expect};

use super::{Heading, callgrind, comments, list, peek, raw, tags, top, top_profile, traces, tree};
use crate::{
    analysis::{Analysis, Cut, Order, Selection},
    options::{Filters, Granularity, NodeLimit, Options},
    profile::{
        LabelValue, Mapping, MappingId, Profile, StringId, SubtractOptions, Symbols, subtract,
        testing::{profile, profile_of},
    },
    sources::Sources,
};

type Written = io::Result<()>;

/// Checks what is written of a profile.
fn check(
    profile: &Profile,
    options: &Options,
    write: impl FnOnce(&mut Vec<u8>, &Selection<'_>) -> Written,
    expected: &Expect,
) {
    expected.assert_eq(&written(profile, options, write));
}

fn written(
    profile: &Profile,
    options: &Options,
    write: impl FnOnce(&mut Vec<u8>, &Selection<'_>) -> Written,
) -> String {
    let mut out = Vec::new();
    let analysis = Analysis::new(profile).unwrap();
    write(&mut out, &analysis.select(options).unwrap()).unwrap();
    String::from_utf8(out).unwrap()
}

/// The table of a graph from which nothing is cut.
fn whole_top(out: &mut Vec<u8>, selection: &Selection<'_>) -> Written {
    top(out, &selection.graph(&Cut::nothing(Order::Flat)), Heading::Compact)
}

fn whole_tree(out: &mut Vec<u8>, selection: &Selection<'_>) -> Written {
    tree(out, &selection.graph(&Cut::nothing(Order::Cum)), Heading::Compact)
}

/// A profile with addresses, a mapping, a comment, labels, and a function that is inlined in one place only.
fn server() -> Profile {
    let mut profile = profile_of(
        "objects/count space/bytes",
        "main@m.go:5;serve@s.go:10>copy@c.go:7 3,4096 user=alice size=64 size=128
         main@m.go:5;copy@c.go:9 1,100 size=16 zone=eu
         main@m.go:5 0,0",
    );
    let text = |profile: &mut Profile, text: &str| profile.strings.push(text.as_bytes());
    let (filename, build_id) = (text(&mut profile, "/bin/server"), text(&mut profile, "f00d"));
    let has = Symbols { functions: true, inline_frames: true, ..Symbols::default() };
    let (memory_start, memory_limit) = (0x1000, 0x9000);
    profile.mappings =
        vec![Mapping { id: 1, memory_start, memory_limit, filename, build_id, has, ..Mapping::default() }];
    for (location, address) in profile.locations.iter_mut().zip((0x1010..).step_by(0x20)) {
        (location.mapping, location.address) = (Some(MappingId(0)), address);
    }
    profile.comments = ["said", "#hidden"].map(|comment| text(&mut profile, comment)).to_vec();
    profile.default_sample_type = profile.sample_types[1].kind;
    (profile.time_nanos, profile.duration_nanos) = (1_700_000_000_500_000_000, 61_500_000_000);
    profile
}

/// A file of ten lines; all others are not there.
struct OneFile;

impl Sources for OneFile {
    fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString> {
        if file == "s.go" {
            Ok(b"1\n2\n3\n4\n5\n6\n\t7 <\xff>\r\n8\n9\n10".to_vec())
        } else {
            Err("no such file".into())
        }
    }
}

#[test]
fn a_listing_has_the_source_of_functions_that_match() {
    let mut profile = server();
    let main = profile.functions.iter().position(|function| profile.text(function.name) == "main").unwrap();
    profile.functions[main].filename = StringId::default();
    let options = Options { pattern: Some("main|serve|copy".to_owned()), ..Options::default() };
    let mut out = Vec::new();
    let analysis = Analysis::new(&profile).unwrap();
    let selection = analysis.select(&options).unwrap();
    list(&mut out, &selection.listing(), selection.scale(), &mut OneFile).unwrap();
    expect![[r#"
        Total: 4.10kB
        ROUTINE ======================== copy in c.go
            4.10kB     4.10kB (flat, cum)   100% of Total
         Error: no such file
        No source information for main
        ROUTINE ======================== serve in s.go
                 0        4kB (flat, cum) 97.62% of Total
                 .          .      5:5
                 .          .      6:6
                 .          .      7:	7 <�>
                 .          .      8:8
                 .          .      9:9
                 .        4kB     10:10
    "#]]
    .assert_eq(&out.to_str_lossy());
}

#[test]
fn a_table_has_the_heaviest_first() {
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| {
        top(out, &selection.graph(&Cut::table(&Options::default(), Order::Flat, None)), Heading::Full)
    };
    check(
        &server(),
        &Options::default(),
        write,
        &expect![[r#"
        File: server
        Build ID: f00d
        said
        Type: space
        Time: 2023-11-14 22:13:20 UTC
        Duration: 61.50s, Total samples = 4.10kB 
        Showing nodes accounting for 4.10kB, 100% of 4.10kB total
              flat  flat%   sum%        cum   cum%
            4.10kB   100%   100%     4.10kB   100%  copy (partial-inline)
                 0     0%   100%     4.10kB   100%  main
                 0     0%   100%        4kB 97.62%  serve
    "#]],
    );
}

#[test]
fn limits_and_filters_stand_above_a_table() {
    let filters = Filters { ignore: Some("nothing".to_owned()), ..Filters::default() };
    let options =
        Options { node_count: NodeLimit::AtMost(1), node_fraction: 0.1, filters, ..Options::default() };
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| {
        top(out, &selection.graph(&Cut::table(&options, Order::Cum, None)), Heading::Compact)
    };
    check(
        &profile("main;f 90\n main;g 1\n main;h 9"),
        &options,
        write,
        &expect![[r#"
        Active filters:
           ignore=nothing
        Showing nodes accounting for 0, 0% of 100 total
        Dropped 2 nodes (cum <= 10)
        Showing top 1 nodes out of 2
              flat  flat%   sum%        cum   cum%
                 0     0%     0%        100   100%  main
    "#]],
    );
}

#[test]
fn a_profile_of_nothing_is_a_table_of_nothing() {
    check(
        &profile(""),
        &Options::default(),
        whole_top,
        &expect![[r#"
        Showing nodes accounting for 0, 0% of 0 total
              flat  flat%   sum%        cum   cum%
    "#]],
    );
    check(
        &profile(""),
        &Options::default(),
        whole_tree,
        &expect![[r#"
        Showing nodes accounting for 0, 0% of 0 total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
    "#]],
    );
}

#[test]
fn a_tree_has_callers_above_and_callees_below() {
    check(
        &profile("main;f>g;h 6\n main;g 3\n main;f 1"),
        &Options::default(),
        whole_tree,
        &expect![[r#"
        Showing nodes accounting for 10, 100% of 10 total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
        ----------------------------------------------------------+-------------
                 0     0%     0%         10   100%                | main
                                                         7 70.00% |   f
                                                         3 30.00% |   g
        ----------------------------------------------------------+-------------
                                                         6 66.67% |   f (inline)
                                                         3 33.33% |   main
                 3 30.00% 30.00%          9 90.00%                | g
                                                         6 66.67% |   h
        ----------------------------------------------------------+-------------
                                                         7   100% |   main
                 1 10.00% 40.00%          7 70.00%                | f
                                                         6 85.71% |   g (inline)
        ----------------------------------------------------------+-------------
                                                         6   100% |   g
                 6 60.00%   100%          6 60.00%                | h
        ----------------------------------------------------------+-------------
    "#]],
    );
}

/// What has cancelled out is no node, but what it calls has been called.
#[test]
fn callers_that_weigh_nothing_are_told() {
    let difference =
        subtract(profile("main;f;g 5"), profile("main;f;h 5"), SubtractOptions::default()).unwrap();
    check(
        &difference,
        &Options::default(),
        whole_tree,
        &expect![[r#"
        Showing nodes accounting for 0, 0% of 10 total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
        ----------------------------------------------------------+-------------
                                                         5   100% |   f
                 5 50.00% 50.00%          5 50.00%                | g
        ----------------------------------------------------------+-------------
                                                        -5   100% |   f
                -5 50.00%     0%         -5 50.00%                | h
        ----------------------------------------------------------+-------------
    "#]],
    );
}

#[test]
fn means_are_shown_and_sums_are_passed_on() {
    let options = Options { mean: true, ..Options::default() };
    check(
        &profile_of("n/count delay/ns", "main;f 2,30\n main 1,5"),
        &options,
        whole_tree,
        &expect![[r#"
        Showing nodes accounting for 20ns, 181.82% of 11ns total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
        ----------------------------------------------------------+-------------
               5ns 45.45% 45.45%       11ns   100%                | main
                                                      30ns 272.73% |   f
        ----------------------------------------------------------+-------------
                                                      30ns 200.00% |   main
              15ns 136.36% 181.82%       15ns 136.36%                | f
        ----------------------------------------------------------+-------------
    "#]],
    );
}

#[test]
fn a_peek_has_what_matches() {
    let peeked = |pattern: &str| {
        let options = Options { pattern: Some(pattern.to_owned()), ..Options::default() };
        let profile = profile("main;f;g 6\n main;g 3");
        let write = |out: &mut Vec<u8>, selection: &Selection<'_>| {
            let graph = selection.graph(&Cut::nothing(Order::Flat));
            assert_eq!(peek(out, selection, &graph, Heading::Compact)?, pattern != "x");
            Ok(())
        };
        written(&profile, &options, write)
    };
    expect![[r#"
        Showing nodes accounting for 9, 100% of 9 total
        ----------------------------------------------------------+-------------
              flat  flat%   sum%        cum   cum%   calls calls% + context 	 	 
        ----------------------------------------------------------+-------------
                                                         6 66.67% |   f
                                                         3 33.33% |   main
                 9   100%   100%          9   100%                | g
        ----------------------------------------------------------+-------------
    "#]]
    .assert_eq(&peeked("^g$"));
    assert_eq!(peeked("x"), "");
}

#[test]
fn traces_have_labels_and_frames() {
    check(
        &server(),
        &Options::default(),
        traces,
        &expect![[r#"
        File: server
        Build ID: f00d
        said
        Type: space
        Time: 2023-11-14 22:13:20 UTC
        Duration: 61.50s, Total samples = 4.10kB 
        -----------+-------------------------------------------------------
              user:  alice
              size:  64 128
               4kB   copy (inline)
                     serve
                     main
        -----------+-------------------------------------------------------
              zone:  eu
              size:  16
              100B   copy
                     main
        -----------+-------------------------------------------------------
                 0   main
        -----------+-------------------------------------------------------
    "#]],
    );
}

/// The blocks of labels, with a bar before each line.
fn barred_tags(profile: &Profile) -> String {
    let text = written(profile, &Options::default(), tags);
    text.lines().map(|line| format!("|{line}\n")).collect()
}

#[test]
fn labels_are_weighed() {
    expect![[r#"
        | size: Total 8.10kB of 4.10kB (197.62%)
        |        4kB (97.62%): 128
        |        4kB (97.62%): 64
        |       100B ( 2.38%): 16
        |
        | user: Total 4kB of 4.10kB (97.62%)
        |       4kB (97.62%): alice
        |
        | zone: Total 100B of 4.10kB ( 2.38%)
        |       100B ( 2.38%): eu
        |
    "#]]
    .assert_eq(&barred_tags(&server()));
    assert_eq!(barred_tags(&profile("main 1")), "");
}

#[test]
fn shares_of_no_total_are_not_told() {
    assert_eq!(barred_tags(&profile("main 0 k=v")), "| k: Total 0 of 0\n|    0: v\n|\n");
}

#[test]
fn comments_are_all_told() {
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| comments(out, &selection.facts());
    check(
        &server(),
        &Options::default(),
        write,
        &expect![[r#"
        said
        #hidden
    "#]],
    );
}

#[test]
fn everything_is_told_of_a_raw_profile() {
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| raw(out, &selection.records());
    check(
        &server(),
        &Options::default(),
        write,
        &expect![[r#"
        Comment: said
        Comment: #hidden
        PeriodType:  
        Period: 0
        Time: 2023-11-14 22:13:20.5 +0000 UTC
        Duration: 1m1.
        Samples:
        objects/count space/bytes[dflt]
                  3       4096: 1 2 
                        user:[alice]
                        size:[64 128]
                  1        100: 3 2 
                        zone:[eu]
                        size:[16]
                  0          0: 2 
        Locations
             1: 0x1010 M=1 copy c.go:7:0 s=0()
                     serve s.go:10:0 s=0()
             2: 0x1030 M=1 main m.go:5:0 s=0()
             3: 0x1050 M=1 copy c.go:9:0 s=0()
        Mappings
        1: 0x1000/0x9000/0x0 /bin/server f00d [FN][IN]
    "#]],
    );
}

#[test]
fn units_of_labels_are_told_where_there_are_any() {
    let mut profile = profile("main 1 size=64 size=128");
    let unit = profile.strings.push(b"bytes");
    let size = profile.samples.get(0).labels[0].key;
    profile.samples = {
        let mut samples = crate::profile::Samples::new(1);
        let label =
            |number, unit| crate::profile::Label { key: size, value: LabelValue::Number(number, unit) };
        samples.push(&[], &[1], &[label(64, unit), label(128, StringId::default())]);
        samples
    };
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| raw(out, &selection.records());
    assert!(
        written(&profile, &Options::default(), write).contains("\n                size:[64 bytes 128 ]\n")
    );
}

#[test]
fn without_inlined_frames_a_location_has_one() {
    let options = Options { no_inlines: true, ..Options::default() };
    let write = |out: &mut Vec<u8>, selection: &Selection<'_>| raw(out, &selection.records());
    let text = written(&server(), &options, write);
    assert!(
        !text.contains("copy c.go:7") && text.contains("serve s.go:10:0") && !text.contains("[IN]"),
        "{text}"
    );
}

/// A graph as callgrind has it.
fn by_address(out: &mut Vec<u8>, selection: &Selection<'_>) -> Written {
    let cut = Cut { by_object: true, ..Cut::nothing(Order::Flat) };
    callgrind(out, selection, &selection.graph(&cut))
}

#[test]
fn callgrind_has_names_once() {
    let options = Options { granularity: Granularity::Addresses, ..Options::default() };
    check(
        &server(),
        &options,
        by_address,
        &expect![[r#"
        positions: instr line
        events: space(B)

        ob=(1) /bin/server
        fl=(1) c.go
        fn=(1) copy
        0x1010 7 4096
        +64 9 100

        ob=(1)
        fl=(2) s.go
        fn=(2) serve
        -64 10 0
        cfl=(1)
        cfn=(1)
        calls=0 -64 7
        * * 4096

        ob=(1)
        fl=(3) m.go
        fn=(3) main
        +32 5 0
        cfl=(2)
        cfn=(2)
        calls=0 * 10
        * * 4096
        cfl=(1)
        cfn=(1)
        calls=0 +64 9
        * * 100
    "#]],
    );
}

/// Two functions of one name and file are told apart by where they start.
#[test]
fn functions_that_share_a_name_are_numbered() {
    let mut profile = profile("main@m.go:1;f@f.go:2 1\n main@m.go:1;f@f.go:9 2");
    let start_of = |line: i64| if line == 9 { 8 } else { 1 };
    let lines = profile.lines.clone();
    for line in lines.iter().filter(|line| line.line != 1) {
        let mut function = profile.functions[line.function.0 as usize].clone();
        (function.id, function.start_line) = (function.id + 10 * line.line as u64, start_of(line.line));
        profile.functions.push(function);
        let added = profile.functions.len() - 1;
        let known = profile.lines.iter_mut().find(|known| known.line == line.line).unwrap();
        known.function.0 = added as u32;
    }
    let options = Options { granularity: Granularity::Addresses, ..Options::default() };
    let text = written(&profile, &options, by_address);
    assert!(text.contains("cfn=(3) f [1/2]\n") && text.contains("cfn=(4) f [2/2]\n"), "{text}");
}

#[test]
fn a_table_is_a_profile() {
    let profile = server();
    let analysis = Analysis::new(&profile).unwrap();
    let options = Options::default();
    let selection = analysis.select(&options).unwrap();
    let made = top_profile(&selection.graph(&Cut::nothing(Order::Flat)), &selection.records());
    assert_eq!(made.validate(), Ok(()));
    check(
        &made,
        &options,
        |out, selection| raw(out, &selection.records()),
        &expect![[r#"
        PeriodType:  
        Period: 0
        Time: 2023-11-14 22:13:20.5 +0000 UTC
        Duration: 1m1.
        Samples:
        cum/kB flat/kB
                  4          4: 1 
                  4          0: 2 
                  4          0: 3 
        Locations
             1: 0x0 M=1 copy :0:0 s=0()
             2: 0x0 M=1 main :0:0 s=0()
             3: 0x0 M=1 serve :0:0 s=0()
        Mappings
        1: 0x0/0x0/0x0   
    "#]],
    );
}

#[test]
fn a_selection_is_a_profile() {
    let filters =
        Filters { focus: Some("serve".to_owned()), tag_root: vec!["user".to_owned()], ..Filters::default() };
    let options = Options { filters, divide_by: 2.0, no_inlines: true, ..Options::default() };
    let profile = server();
    let analysis = Analysis::new(&profile).unwrap();
    let made = analysis.select(&options).unwrap().records().to_profile();
    assert_eq!(made.validate(), Ok(()));
    check(
        &made,
        &Options::default(),
        |out, selection| raw(out, &selection.records()),
        &expect![[r#"
        Comment: said
        Comment: #hidden
        PeriodType:  
        Period: 0
        Time: 2023-11-14 22:13:20.5 +0000 UTC
        Duration: 1m1.
        Samples:
        objects/count space/bytes[dflt]
                  1       2048: 1 2 4 
                        user:[alice]
                        size:[64 128]
                  0         50: 3 2 5 
                        zone:[eu]
                        size:[16]
                  0          0: 2 5 
        Locations
             1: 0x1010 M=1 serve s.go:10:0 s=0()
             2: 0x1030 M=1 main m.go:5:0 s=0()
             3: 0x1050 M=1 copy c.go:9:0 s=0()
             4: 0x0 alice user:0:0 s=0()
             5: 0x0  user:0:0 s=0
        Mappings
        1: 0x1000/0x9000/0x0 /bin/server f00d [FN]
    "#]],
    );
}
