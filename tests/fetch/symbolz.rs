//! Symbolization by the server that a profile is from.

use std::thread;
use std::time::{Duration, Instant};

use pprof_svg::profile::{
    Location, LocationId, Mapping, MappingId, Profile, Samples, StringId, ValueType, encode,
};

use super::server::{Server, Stream, reply, send};
use super::{Folder, SECRET, ran};

/// A profile of two addresses, one calling the other, in a file that is loaded at `start`; without mapping if `None`.
fn bare(start: Option<u64>, filename: &str) -> Vec<u8> {
    let mut profile = Profile::default();
    let [kind, unit, filename] =
        ["samples", "count", filename].map(|text| profile.strings.push(text.as_bytes()));
    profile.sample_types = vec![ValueType { kind, unit }];
    let mapping = start.map(|start| {
        let limits = (start, start + 0x10000);
        let (memory_start, memory_limit) = limits;
        profile.mappings.push(Mapping { id: 1, memory_start, memory_limit, filename, ..Mapping::default() });
        MappingId(0)
    });
    let address = |offset: u64| start.unwrap_or_default() + offset;
    profile.locations = [(1, 0x1000), (2, 0x2000)]
        .map(|(id, offset)| Location { id, mapping, address: address(offset), ..Location::default() })
        .to_vec();
    profile.samples = Samples::new(1);
    profile.samples.push(&[LocationId(0), LocationId(1)], &[10], &[]);
    profile.samples.push(&[LocationId(1)], &[5], &[]);
    assert_eq!(profile.drop_frames, StringId::default());
    encode(&profile)
}

/// A server with such a profile that symbolizes every address.
fn knowing(profile: Vec<u8>) -> Server {
    Server::with_body(move |line, sent, stream| {
        if line.starts_with("GET") {
            return send(stream, &profile);
        }
        let names = sent.split(|&byte| byte == b'+').map(|address| {
            let address = String::from_utf8(address.to_vec()).unwrap();
            format!("{address} _ZN4main{}f_{}Ev\n", address.len(), &address[2..])
        });
        let names = names.collect::<String>();
        reply(stream, "200 OK", &["Content-Type: text/plain"], format!("num_symbols: 1\n{names}").as_bytes());
    })
}

/// The names in a graph.
fn names(dot: &str) -> Vec<&str> {
    let nodes = dot.lines().filter(|line| line.starts_with('N') && !line.contains("->"));
    let tooltips = nodes.filter_map(|line| line.split("tooltip=\"").nth(1));
    let mut names: Vec<_> = tooltips.map(|tooltip| tooltip.split(" (").next().unwrap()).collect();
    names.sort_unstable();
    names
}

fn posts(server: &Server) -> Vec<(String, String)> {
    let asked = server.requests().into_iter().zip(server.bodies());
    let line = |request: String| request.lines().next().unwrap().to_owned();
    let posts = asked.filter(|(request, _)| request.starts_with("POST"));
    posts.map(|(request, body)| (line(request), String::from_utf8(body).unwrap())).collect()
}

#[test]
fn the_server_is_asked_for_names_beside_the_profile() {
    let folder = Folder::new("symbolz");
    let server = knowing(bare(Some(0x1_0000), "/nowhere/prog"));
    let header = format!("-header=Authorization: Bearer {SECRET}");
    let (dot, said) = folder.dot(&[&server.at("/pprof/profile?a=b"), &header]);
    assert_eq!(names(&dot), ["main::f_11000", "main::f_12000"]);
    assert!(said.contains("Local symbolization failed for prog: "), "{said}");
    let asked = ("POST /pprof/symbol HTTP/1.1".to_owned(), "0x11000+0x12000".to_owned());
    assert_eq!(posts(&server), [asked]);
    let request = &server.requests()[1].to_lowercase();
    assert!(
        request.contains(SECRET) && request.contains("content-type: application/octet-stream\r\n"),
        "{request}"
    );
    // The saved profile has them.
    let saved = format!("saved/{}", folder.saved()[0]);
    assert_eq!(names(&folder.dot(&[&saved]).0), ["main::f_11000", "main::f_12000"]);
    let other = server.at("/other/page");
    folder.dot(&[&other]);
    assert_eq!(posts(&server)[1].0, "POST /other/symbolz HTTP/1.1");
}

#[test]
fn words_say_who_is_asked() {
    let folder = Folder::new("symbolz-words");
    let server = knowing(bare(Some(0x1_0000), ""));
    let n_posts = |word: &str| {
        let before = posts(&server).len();
        let (dot, _) = folder.dot(&[&server.at("/pprof/heap"), &format!("-symbolize={word}")]);
        let n_posts = posts(&server).len() - before;
        assert_eq!(names(&dot).contains(&"main::f_11000"), n_posts > 0, "{word} {dot}");
        n_posts
    };
    let counts =
        ["", "remote", "force", "local:remote", "local", "fastlocal", "remote:local", "none"].map(n_posts);
    assert_eq!(counts, [1, 1, 1, 1, 0, 0, 0, 0]);
}

/// Also without a mapping, and at any load address of the server.
#[test]
fn addresses_are_the_server_s_own() {
    let folder = Folder::new("symbolz-own");
    let without = knowing(bare(None, ""));
    assert_eq!(names(&folder.dot(&[&without.at("/p")]).0), ["main::f_1000", "main::f_2000"]);
    // Merged with a file that comes first, addresses are relative to that one.
    std::fs::write(folder.path("high"), bare(Some(0x5_0000), "/nowhere/prog")).unwrap();
    let low = knowing(bare(Some(0x1_0000), "/nowhere/prog"));
    let (dot, _) = folder.dot(&["high", &low.at("/p"), "-symbolize=remote"]);
    assert_eq!(names(&dot), ["main::f_11000", "main::f_12000"]);
    // Two programs without names are distinct.
    let (one, other) = (knowing(bare(Some(0x1_0000), "")), knowing(bare(Some(0x1_0000), "")));
    folder.dot(&[&one.at("/p"), &format!("-base={}", other.at("/p"))]);
    assert_eq!((posts(&one).len(), posts(&other).len()), (1, 1));
    // Servers are not asked about profiles of files.
    std::fs::write(folder.path("bare"), bare(Some(0x9_0000), "/nowhere/other")).unwrap();
    let (dot, _) = folder.dot(&["bare", &low.at("/p"), "-symbolize=remote"]);
    assert_eq!(names(&dot).iter().filter(|name| name.starts_with("main::")).count(), 2, "{dot}");
}

/// The message about a server with this response to a symbolization request.
fn said(test: &str, answer: impl Fn(&mut dyn Stream) + Send + Sync + 'static) -> String {
    let folder = Folder::new(test);
    let server = Server::new(move |line, stream| {
        if line.starts_with("GET") { send(stream, &bare(Some(0x1_0000), "")) } else { answer(stream) }
    });
    let (dot, said) = folder.dot(&[&server.at("/pprof/heap"), "-timeout=2"]);
    assert!(names(&dot).iter().all(|name| !name.starts_with("main")), "{dot}");
    let posts: Vec<_> = said.lines().filter(|line| line.starts_with("http post ")).collect();
    let start = format!("http post {}: ", server.at("/pprof/symbol"));
    match posts[..] {
        [] => String::new(),
        [line] => line.strip_prefix(&start).unwrap_or_else(|| panic!("{line}")).to_owned(),
        _ => panic!("{said}"),
    }
}

#[test]
fn without_an_answer_addresses_stay() {
    let stay = "its addresses stay without names";
    let missing = said("symbolz-404", |stream| reply(stream, "404 Not Found", &[], b"page"));
    assert_eq!(missing, format!("server response: 404 Not Found; {stay}"));
    let page = said("symbolz-page", |stream| reply(stream, "200 OK", &["Content-Type: text/html"], b"<p>"));
    assert_eq!(page, format!("a web page; {stay}"));
    let moved = |stream: &mut dyn Stream| {
        reply(stream, "302 Found", &[&format!("Location: http://a:{SECRET}@h/x")], b"");
    };
    let moved = said("symbolz-302", moved);
    assert_eq!(moved, format!("the server has moved it to http://h/x; name that address; {stay}"));
    assert_eq!(said("symbolz-odd", |stream| send(stream, b"0x11000\n0x1100 a\n0xzz b\n\xff\0")), "");
    let start = Instant::now();
    let slow = said("symbolz-slow", |_| thread::sleep(Duration::from_secs(20)));
    assert_eq!(slow, format!("no whole answer within 2 s; -timeout=4 waits longer; {stay}"));
    assert!(start.elapsed() < Duration::from_secs(12));
    let long = said("symbolz-long", |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while stream.write_all(&[b'0'; 1 << 16]).is_ok() {}
    });
    let is_limited = |what: &str| long == format!("{what}; {stay}");
    assert!(is_limited("the answer has more than 64 MB") || long.starts_with("no whole answer"), "{long}");
}

#[test]
fn one_server_less_is_not_all() {
    let folder = Folder::new("symbolz-two");
    let profile = || bare(Some(0x1_0000), "/nowhere/prog");
    let silent = Server::new(move |line, stream| {
        if line.starts_with("GET") { send(stream, &profile()) } else { reply(stream, "500 Oh", &[], b"") }
    });
    let server = knowing(bare(Some(0x1_0000), "/nowhere/prog"));
    let ran = ran(&mut folder.command(&["-dot", "-symbolize=remote", &silent.at("/p"), &server.at("/p")]));
    assert_eq!(names(&ran.stdout), ["main::f_11000", "main::f_12000"]);
    assert!(ran.stderr.contains("/symbolz: server response: 500 Internal Server Error; "), "{}", ran.stderr);
}
