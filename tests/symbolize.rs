//! Symbolization compared with `addr2line`, for programs compiled by the compilers of this machine.
//!
//! Each program is compiled in several ways, and addresses are looked up as for a profile of its run.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]
#![allow(clippy::print_stderr, reason = "whoever runs tests should know which were left out")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use object::{Object, ObjectSegment, ObjectSymbol, SymbolKind};
use pprof_svg::profile::{Location, LocationId, Mapping, MappingId, Profile};
use pprof_svg::symbolize::{Mismatch, Part, Request, Resolve, SymbolizeOptions, Unnamed, symbolize};

/// The load address of the program.
const LOADED_AT: u64 = 0x5555_5554_0000;

/// The number of addresses that are looked up.
const N_ADDRESSES: usize = 1000;

/// A frame: function, file and line.
type Frame = (String, String, u64);

/// A directory for the programs of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("symbolize").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/symbolize").join(name)
}

/// Whether all these programs are installed. If one is missing, a test prints that and ends.
fn are_there(programs: &[&str]) -> bool {
    let missing = |program: &&&str| Command::new(program).arg("--version").output().is_err();
    let missing: Vec<_> = programs.iter().filter(missing).collect();
    if !missing.is_empty() {
        eprintln!("NOT TESTED: {missing:?} are not installed");
    }
    missing.is_empty()
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Vec<u8> {
    let ran = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{program} {arguments:?}: {said}");
    ran.stdout
}

/// Files of a directory, found by name.
struct Folder<'f>(&'f Path);

impl Resolve for Folder<'_> {
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String> {
        let name = match request.part {
            Part::Binary => request.filename.to_string(),
            Part::Debug { link: Some((name, _)) } => name.to_string(),
            Part::Debug { link: None } => format!("{}.debug", request.filename),
            Part::Package => format!("{}.dwp", request.filename),
            Part::Unit { name, .. } | Part::Shared { name } => name.to_string(),
        };
        fs::read(self.0.join(name)).map_err(|error| error.to_string())
    }
}

/// Addresses inside of functions, the same in each run.
fn addresses(file: &Path) -> Vec<u64> {
    let bytes = fs::read(file).unwrap();
    let object = object::File::parse(&*bytes).unwrap();
    let functions: Vec<(u64, u64)> = object
        .symbols()
        .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.size() > 0 && symbol.is_definition())
        .map(|symbol| (symbol.address(), symbol.size()))
        .collect();
    let mut state = 1_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut addresses: Vec<u64> = (0..N_ADDRESSES)
        .map(|_| {
            let (start, size) = functions[random(functions.len() as u64) as usize];
            start + random(size)
        })
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// A profile with these addresses of a program that was loaded elsewhere.
fn profile(file: &Path, addresses: &[u64]) -> Profile {
    let bytes = fs::read(file).unwrap();
    let object = object::File::parse(&*bytes).unwrap();
    let bias = if object.kind() == object::ObjectKind::Executable { 0 } else { LOADED_AT };
    let code = object.segments().find(|segment| segment.permissions().executable()).unwrap();
    let (offset, _) = code.file_range();
    let into_page = offset % 0x1000;
    let mut profile = Profile::default();
    let filename = profile.strings.push(file.file_name().unwrap().as_encoded_bytes());
    profile.mappings.push(Mapping {
        id: 1,
        memory_start: code.address() - into_page + bias,
        memory_limit: code.address() + code.size() + bias,
        file_offset: offset - into_page,
        filename,
        ..Mapping::default()
    });
    profile.locations = (1..)
        .zip(addresses)
        .map(|(id, address)| Location {
            id,
            mapping: Some(MappingId(0)),
            address: address + bias,
            ..Location::default()
        })
        .collect();
    profile
}

fn frames(profile: &Profile) -> Vec<Vec<Frame>> {
    let frame = |line: &pprof_svg::profile::Line| {
        let function = &profile.functions[line.function.0 as usize];
        let text = |id| profile.text(id).to_string();
        (text(function.system_name), text(function.filename), line.line as u64)
    };
    (0..)
        .take(profile.locations.len())
        .map(|location| profile.lines_of(LocationId(location)).iter().map(frame).collect())
        .collect()
}

/// The results of another symbolizer.
fn others(program: &str, file: &Path, addresses: &[u64]) -> Vec<Vec<Frame>> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let addresses: Vec<String> = addresses.iter().map(|address| format!("{address:#x}")).collect();
    let mut arguments = vec!["-a", "-i", "-f", "-e", name];
    arguments.extend(addresses.iter().map(String::as_str));
    let said = String::from_utf8_lossy(&run(file.parent().unwrap(), program, &arguments)).into_owned();
    let mut all: Vec<Vec<Frame>> = Vec::new();
    let mut lines = said.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("0x") {
            all.push(Vec::new());
            continue;
        }
        let place = lines.next().unwrap();
        let (path, number) = place.rsplit_once(':').unwrap();
        let number = number.split(' ').next().unwrap().parse().unwrap_or_default();
        let known = |text: &str| if text == "??" { String::new() } else { text.to_owned() };
        // For local symbols they print the object file, which is not the source.
        let path = if number == 0 && !path.contains('/') { "" } else { path };
        if line != "??" {
            all.last_mut().unwrap().push((known(line), known(path), number));
        }
    }
    assert_eq!(all.len(), addresses.len(), "{program}");
    all
}

/// Looks up addresses of `file`, with the files beside it, and compares them with other symbolizers' results for
/// `oracle`.
fn agrees(oracle: &Path, file: &Path) {
    let addresses = addresses(oracle);
    let mut profile = profile(oracle, &addresses);
    profile.mappings[0].filename = profile.strings.push(file.file_name().unwrap().as_encoded_bytes());
    let outcome = symbolize(&mut profile, &mut Folder(file.parent().unwrap()), &SymbolizeOptions::default());
    let named = outcome.mappings[0].1.clone().unwrap();
    assert_eq!(named.error, None);
    let ours = frames(&profile);
    let [gnu, llvm] = ["addr2line", "llvm-addr2line"].map(|program| others(program, oracle, &addresses));
    let differs = |&index: &usize| ours[index] != gnu[index] && ours[index] != llvm[index];
    let differing: Vec<usize> = (0..addresses.len()).filter(differs).collect();
    let shown = |&index: &usize| {
        let (address, ours, gnu, llvm) = (addresses[index], &ours[index], &gnu[index], &llvm[index]);
        format!("{address:#x}\n  ours {ours:?}\n  gnu  {gnu:?}\n  llvm {llvm:?}\n")
    };
    let all: String = differing.iter().map(shown).collect();
    let (n_differing, n) = (differing.len(), addresses.len());
    assert!(n_differing * 50 <= n, "{}: {n_differing} of {n} addresses differ\n{all}", file.display());
}

fn compiled(folder: &Path, compiler: &str, source_name: &str, options: &[&str]) -> PathBuf {
    let program = folder.join("program");
    let source = source(source_name);
    let mut arguments = options.to_vec();
    arguments.extend([source.to_str().unwrap(), "-o", program.to_str().unwrap()]);
    run(folder, compiler, &arguments);
    program
}

#[test]
fn programs_of_gcc() {
    if !are_there(&["g++", "gcc", "addr2line", "llvm-addr2line"]) {
        return;
    }
    for (name, options) in [
        ("dwarf4", &["-g", "-gdwarf-4", "-O2"][..]),
        ("dwarf5", &["-g", "-gdwarf-5", "-O2"]),
        ("not-optimized", &["-g", "-O0"]),
        ("no-pie", &["-g", "-O2", "-no-pie"]),
        ("static", &["-g", "-O2", "-static"]),
        ("shared", &["-g", "-O2", "-shared", "-fPIC"]),
        ("lines-only", &["-g1", "-O2"]),
        ("packed", &["-g", "-O3", "-gz"]),
        ("symbols-only", &["-g0", "-O2"]),
        ("lto", &["-g", "-O2", "-flto"]),
    ] {
        let program = compiled(&folder(&format!("cc-{name}")), "g++", "shapes.cc", options);
        agrees(&program, &program);
        let program = compiled(&folder(&format!("c-{name}")), "gcc", "plain.c", options);
        agrees(&program, &program);
    }
}

#[test]
fn programs_of_rustc() {
    if !are_there(&["rustc", "addr2line", "llvm-addr2line"]) {
        return;
    }
    for (name, options) in [
        ("debug", &["-g"][..]),
        ("release", &["-g", "-O"]),
        ("dwarf5", &["-g", "-O", "-Zunstable-options", "-Cdwarf-version=5"]),
        ("lines-only", &["-Cdebuginfo=line-tables-only", "-O"]),
        ("symbols-only", &["-O"]),
    ] {
        let options: Vec<&str> = options.iter().copied().filter(|option| !option.starts_with("-Z")).collect();
        let program = compiled(&folder(&format!("rs-{name}")), "rustc", "words.rs", &options);
        agrees(&program, &program);
    }
}

/// A program with all debug information, for other symbolizers, and the stripped one with separate files.
fn taken_apart(name: &str) -> PathBuf {
    let folder = folder(name);
    let program = compiled(&folder, "g++", "shapes.cc", &["-g", "-O2"]);
    run(&folder, "objcopy", &["--only-keep-debug", "program", "program.debug"]);
    run(&folder, "objcopy", &["--strip-all", "--add-gnu-debuglink=program.debug", "program", "stripped"]);
    program
}

#[test]
fn debug_information_in_a_file_of_its_own() {
    if !are_there(&["g++", "objcopy", "addr2line", "llvm-addr2line"]) {
        return;
    }
    let program = taken_apart("apart");
    agrees(&program, &program.with_file_name("stripped"));
    agrees(&program, &program.with_file_name("program.debug"));
}

#[test]
fn a_file_of_another_build_names_nothing() {
    if !are_there(&["g++", "objcopy"]) {
        return;
    }
    let program = taken_apart("other-build");
    let build_id =
        object::File::parse(&*fs::read(&program).unwrap()).unwrap().build_id().unwrap().unwrap().to_vec();
    let build_id: String = build_id.iter().map(|byte| format!("{byte:02X}")).collect();
    let outcome = |build_id: &str, file: &str| {
        let mut profile = profile(&program, &addresses(&program));
        profile.mappings[0].filename = profile.strings.push(file.as_bytes());
        profile.mappings[0].build_id = profile.strings.push(build_id.as_bytes());
        let outcome =
            symbolize(&mut profile, &mut Folder(program.parent().unwrap()), &SymbolizeOptions::default());
        (outcome.mappings[0].1.clone().map(|named| named.n_named > 0), profile.functions.len())
    };
    assert_eq!(outcome(&build_id, "program").0, Ok(true), "capitals make no other build");
    assert_eq!(
        outcome(&build_id, "missing").0.map_err(|error| error.to_string()),
        Err("No such file or directory (os error 2)".to_owned())
    );
    assert_eq!(outcome(&build_id, "program").0, Ok(true));
    let (other, n_functions) = outcome("0123", "program");
    let found = build_id.to_lowercase();
    assert_eq!(other, Err(Unnamed::Mismatch(Mismatch::BuildId { wanted: "0123".into(), found })));
    assert_eq!(n_functions, 0);
    // The separate debug file is used even without the program.
    fs::rename(program.with_file_name("program.debug"), program.with_file_name("missing.debug")).unwrap();
    assert_eq!(outcome(&build_id, "missing").0, Ok(true));
    assert!(outcome("0123", "missing").0.is_err());
}

#[test]
fn units_that_were_split_off() {
    if !are_there(&["g++", "addr2line", "llvm-addr2line", "llvm-dwp"]) {
        return;
    }
    for version in ["4", "5"] {
        let folder = folder(&format!("split-{version}"));
        let dwarf = format!("-gdwarf-{version}");
        run(
            &folder,
            "g++",
            &["-g", &dwarf, "-gsplit-dwarf", "-O2", "-c", source("shapes.cc").to_str().unwrap()],
        );
        run(&folder, "g++", &["shapes.o", "-o", "program"]);
        let program = folder.join("program");
        agrees(&program, &program);
        run(&folder, "llvm-dwp", &["-e", "program", "-o", "program.dwp"]);
        fs::rename(folder.join("shapes.dwo"), folder.join("elsewhere.dwo")).unwrap();
        agrees(&program, &program);
    }
}

#[test]
fn sections_that_zstd_has_compressed() {
    if !are_there(&["g++", "objcopy", "addr2line", "llvm-addr2line"]) {
        return;
    }
    let folder = folder("zstd");
    let program = compiled(&folder, "g++", "shapes.cc", &["-g", "-O2"]);
    let arguments = ["--compress-debug-sections=zstd", "program", "packed"];
    if !Command::new("objcopy").args(arguments).current_dir(&folder).output().unwrap().status.success() {
        eprintln!("NOT TESTED: this objcopy does not pack with zstd");
        return;
    }
    agrees(&program, &program.with_file_name("packed"));
}

/// Runs the command on a profile of `entry`, whose program is in a directory that does not exist.
fn dot(program: &Path, folders: &str, arguments: &[&str]) -> (String, String) {
    let bytes = fs::read(program).unwrap();
    let object = object::File::parse(&*bytes).unwrap();
    let entry = object.symbols().find(|symbol| symbol.name() == Ok("entry")).unwrap().address() + LOADED_AT;
    let end = LOADED_AT + 0x10_0000;
    let text = format!(
        "heap profile: 1: 10 [1: 10] @ heapprofile\n1: 10 [1: 10] @ {:#x}\n\nMAPPED_LIBRARIES:\n\
         {LOADED_AT:x}-{end:x} r-xp 00000000 00:00 0 /nowhere/program\n",
        entry + 5
    );
    let profile = program.with_file_name("profile");
    fs::write(&profile, text).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_pprof-svg"))
        .arg("-dot")
        .args(arguments)
        .arg(profile)
        .env("PPROF_BINARY_PATH", folders)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    assert!(ran.status.success(), "{}", text(ran.stderr));
    (text(ran.stdout), text(ran.stderr))
}

#[test]
fn the_command_finds_programs_in_folders_and_where_it_is_told() {
    if !are_there(&["g++", "objcopy"]) {
        return;
    }
    let program = taken_apart("command");
    let folder = program.parent().unwrap().to_str().unwrap();
    let is_named = |(dot, said): &(String, String)| {
        assert!(said.is_empty() || !dot.contains("entry"), "{said}");
        dot.contains("\"entry\\n") || dot.contains("[label=\"entry")
    };
    assert!(is_named(&dot(&program, folder, &[])));
    assert!(is_named(&dot(&program, "/nowhere", &[program.to_str().unwrap()])));
    let off = dot(&program, folder, &["-symbolize=none"]);
    assert!(!is_named(&off) && off.1.is_empty(), "{}", off.1);
    let (_, said) = dot(&program, "/nowhere", &[]);
    let expected =
        "Local symbolization failed for program: open /nowhere/program: no such file or directory\n";
    assert_eq!(said, expected);
}

#[test]
fn the_command_finds_debug_information_by_build_id() {
    if !are_there(&["g++", "objcopy"]) {
        return;
    }
    let program = taken_apart("build-id");
    let bytes = fs::read(&program).unwrap();
    let build_id = object::File::parse(&*bytes).unwrap().build_id().unwrap().unwrap().to_vec();
    let build_id: String = build_id.iter().map(|byte| format!("{byte:02x}")).collect();
    let folders = program.with_file_name("kept");
    let inside = folders.join(&build_id[..2]);
    fs::create_dir_all(&inside).unwrap();
    fs::rename(program.with_file_name("program.debug"), inside.join(format!("{}.debug", &build_id[2..])))
        .unwrap();
    let folders = folders.to_str().unwrap();
    let (named, said) = dot(&program, folders, &[&format!("-buildid={build_id}")]);
    assert!(named.contains("entry"), "{said}");
    let (unnamed, said) = dot(&program, program.parent().unwrap().to_str().unwrap(), &["-buildid=abcdef"]);
    assert!(!unnamed.contains("entry"));
    assert!(said.contains(&format!("build-id mismatch (abcdef != {build_id})")), "{said}");
}
