#!/usr/bin/env python3
"""Compares pprof-svg with the reference, `go tool pprof`, on random options and random profiles.

    compare_random.py [--formats FORMATS] [--oracle PROGRAM] [--ours PROGRAM] [--seed N] [--count N] [--save FOLDER]
                      [FOLDER...]
    compare_random.py --seed 7 --only 123       one comparison once more, with its difference

A comparison draws a format, `-dot` unless --formats names others (or `all`), and some options, mostly three or more, from all groups, with values made from the profile's own names,
labels and types; and a profile, half of the time one of those below the FOLDERs (golden/ and examples/ if none is
given) and else a small random one, sometimes with others to merge or to subtract. Standard output must agree byte for
byte (unpacked, where it is packed), the exit status too, and standard error as a list of lines in any order.

Where they disagree the reference is asked three times more, and twenty more times if only the order differs. If it
agrees once, or disagrees with itself, the comparison counts as unstable. Otherwise the options and the random profile are made as small as the difference allows,
and a FOLDER that --save names keeps both outputs and the profiles, one of each kind.

Exit status: 0 all agree, 1 some differ, 2 nothing could be compared.
"""

import argparse
import collections
import concurrent.futures
import difflib
import functools
import gzip
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import random_profile
from golden_reference import outputs, reference, unordered

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 120
MOST_BYTES = 1_300_000  # of a profile's file: more than that takes the reference seconds
Case = collections.namedtuple("Case", "number format options profiles base")
Outcome = collections.namedtuple("Outcome", "status stdout stderr")

FORMATS = ["dot", "top", "text", "tree", "peek", "list", "traces", "tags", "comments", "raw", "callgrind", "proto", "topproto"]
UNITS = ["auto", "minimum", "bogus", "B", "b", "kB", "KB", "KiB", "kb", "MB", "mb", "MiB", "GB", "gigabyte", "TB", "PB",
         "bytes", "byte", "kilobytes", "ns", "nanoseconds", "us", "µs", "microsecond", "ms", "s", "sec", "second", "Seconds",
         "min", "minutes", "h", "hr", "hours", "d", "days", "wk", "week", "yr", "years", "GCU", "gcu", "nGCU", "mGCU", "kGCU",
         "PGCU", "count", "samples", "cpu", "cycle", "%", "MS", "NS"]
TRICKY = [".", "", "^", "$", "^$", "(?:)", "|", "a|", "()", "a{", "a{,2}", "a{x}", "[[:upper:]]", "[[:^alpha:]]", "[[:word:]]",
          "[[:bogus:]]", r"\pL", r"\PL", r"\p{Greek}", r"\p{^Latin}", r"\p{Lu}", r"\p{Letter}", r"\p{Bogus}", r"\pX", r"\p{L",
          r"\p{Any}", r"\p{Alphabetic}", r"\p{greek}", r"\p{Grek}", r"\p{Uppercase}", r"\p{ASCII}", r"\p{Lowercase_Letter}",
          r"\p{LC}", r"\p{Cn}", r"\p{Emoji}", r"\p{sc=Greek}", r"\p{White_Space}", r"\pN", r"\d+", r"\w\W", r"\s", r"\S{4}",
          r"\bmain\b", r"\Bf", "(?U)a.*b", "(?P<n>x)|(?P<n>f)", "(?<n>f)", "(?P<n", "(?P<>f)", "(?P<n!>f)", "(?P=n)", "(?#c)",
          "[^a]", "[a-m]", "[]a]", "[^]a]", "[-a]", "[a-]", "[a-a]", "[z-a]", "[a", "[", "[]", "[^]", r"[a-\d]", r"[\d-z]",
          r"[\w.]+", r"[\pL\d]", r"[^\W]", r"[\Q]\E]", r"[\b]", "[[a]", "[a&&b]", "[a--b]", "[a~~b]", "[a||b]", "[+--]", "[[=a=]]",
          r"\x61", r"\x{66}", r"\x{110000}", r"\x6", r"\x", r"\141", r"\08", r"\0", r"\1", r"\8", r"\n", r"\t", r"\v", r"\f",
          r"\r", r"\a", r"\e", r"\C", r"\Z", r"\z", r"\A", r"\G", r"\K", r"\h", r"\R", r"\X", r"\N", r"\<", r"\>", r"\_", r"\-",
          r"\/", r"\é", r"\ ", "\\", r"\Qa.b\E", r"\Q(*", r"\Q\E", r"a\Qb\E+", r"\E", r"\Q\\E", r"\Qab\E{2}", "é", "λ", "(?i)K",
          "(?i)ſ", "(?i)[^k]", "(?i)Λ", "(?i)[k-l]", r"(?i)\w", r"(?i)[^\w]", r"(?i)\W", r"(?i)\pLu", r"(?i)\p{Lu}", "(?s).", "(?m)^f$",
          "(?-s).", "(?i-s:F)", "(?i:F)K", "(?i", "(?i)", "(?-)", "(?-i)", "(?i-)", "(?--i)", "(?x)a", "(?u)a", "(?^i)a", "(?=a)",
          "(?!a)", "(?<=a)b", "(?<!a)b", "(?>a)", "a**", "a*+", "a++", "a??", "a*?", "a+?", "a{2}{3}", "a{2}?", "a{2}??", "*a", "+",
          "?", "a|*", "(*)", "^*", "$+", r"\b*", "(?i)*", "a(?i)*", "a*(?i)*", "(a*)*", "(a*)+", "(?:a{10}){10}", "(a{100}){11}",
          "x{1000}", "x{1001}", "x{0}", "x{0,0}", "x{2,1}", "x{01}", "x{,}", "x{1,}", "x{-1}", "x{99999999999}", "{2}", "(a", "a)", ")",
          "((((f))))", "a||b", "^^f", "f$$", "f$x", "x^f", "(^f|k$)", ".{2,3}", "(f|k)+", ".*.*.*x", "(?:(?:(?:f)?)?)?", "a b", "main..ain",
          "[.]", "[$]", "[*", "[λ-ω]", "[^λ]", r"[\x{3b1}-\x{3c9}]", r"[[:alpha:][:digit:]]", r"[[:alpha:]-z]", "[:alpha:]", "[[:alpha:",
          "(" * 1001 + ")" * 1001, "(" * 999 + "f" + ")" * 999, "f" * 2000]
NUMBERS = ["0", "1", "5", "-5", "+5", "16", "1000", "1024", "1536", "2048", "65536", "1.5", "007", "9223372036854775807"]
RANGE_UNITS = ["", "", "b", "B", "kb", "KB", "mb", "MiB", "bytes", "ns", "us", "ms", "s", "m", "h", "req", "goid", "count", "GCU", "x_y"]


def short(random, text):
    """A piece of a text."""
    start = random.randrange(len(text))
    return text[start:start + random.randint(1, 12)]


def regex(random, words):
    """A regular expression about some of these words."""
    word = random.choice([word for word in words if word] or ["x"])
    escaped = re.sub(r"([^\w\s/:<>\"'`~@#%&=,;!-]|\\)", r"\\\1", word, flags=re.ASCII)
    return random.choice([
        lambda: escaped, lambda: escaped, lambda: f"^{escaped}$", lambda: re.escape(short(random, word)),
        lambda: short(random, word), lambda: re.match(r"\W*\w*", word)[0] or ".", lambda: f"(?i){escaped.swapcase()}",
        lambda: rf"\Q{word}\E", lambda: f"{regex(random, words)}|{escaped}", lambda: "^[a-m]", lambda: "^" + re.escape(word[:1]),
        lambda: re.sub(r"[aeiou]", ".", escaped), lambda: escaped + "+", lambda: f"(?:{escaped}){{1,2}}",
        lambda: random.choice(TRICKY), lambda: random.choice(TRICKY) + random.choice(TRICKY),
        lambda: f"{random.choice(TRICKY)}|{escaped}", lambda: "nothing_has_this_name",
    ])()


def tag_filter(random, facts):
    """A value for -tagfocus or -tagignore."""
    number = lambda: random.choice(NUMBERS) + random.choice(RANGE_UNITS)
    if facts.numbers and random.random() < .6:
        number = lambda: "{1}{2}".format(*random.choice(facts.numbers))
    texts = facts.texts or [("user", "alice")]
    values = [value for _, value in texts]
    made = random.choice([
        number, number, lambda: number() + ":", lambda: ":" + number(), lambda: f"{number()}:{number()}",
        lambda: f"{random.choice(NUMBERS)}{random.choice(RANGE_UNITS)}:{random.choice(NUMBERS)}{random.choice(RANGE_UNITS)}",
        lambda: random.choice(values), lambda: ":".join(random.choice(texts)), lambda: regex(random, values),
        lambda: ",".join(regex(random, values) for _ in range(2)), lambda: f"{number()},{number()}", lambda: ":", lambda: ",",
    ])()
    return f"{random.choice(facts.keys or ['bytes'])}={made}" if random.random() < .5 else made


def keys(random, facts):
    """A value for -tagroot or -tagleaf."""
    known = [*facts.keys, "bogus"]
    return ",".join(random.choice(known) for _ in range(random.choice([1, 1, 2, 3]))) + random.choice(["", "", ","])


def paths(random, facts):
    """A value for -trim_path or -source_path."""
    def one():
        parts = random.choice(facts.files).split("/")
        return "/".join(parts[:random.randint(1, len(parts))]) or "/"
    return ":".join(one() for _ in range(random.choice([1, 1, 2])))


def drawn(random, facts):
    """Options, each drawn from another group."""
    names = lambda: regex(random, random.choice([facts.names, facts.names, facts.names, facts.files, facts.binaries + ["x"]]) or ["x"])
    label = lambda: regex(random, facts.keys or ["bytes"])
    word = lambda *words: random.choice(words)
    types = [*facts.types, *map(str, range(len(facts.types))), *facts.types, *(["bogus", "-1", "99"] if random.random() < .1 else [])]
    groups = [
        lambda: word("-functions", "-filefunctions", "-files", "-lines", "-addresses", "-lines=true", "-files=false"),
        lambda: word("-functions", "-filefunctions", "-files", "-lines", "-addresses"),
        lambda: "-noinlines", lambda: "-showcolumns", lambda: "-call_tree", lambda: "-relative_percentages",
        lambda: "-drop_negative", lambda: "-compact_labels", lambda: word("-mean", "-mean", "-mean_delay"),
        lambda: f"-trim_path={paths(random, facts)}", lambda: f"-source_path={paths(random, facts)}",
        lambda: f"-divide_by={word('2', '0.5', '1000', '-3', '1', '7.3', 'inf', 'nan', '1e-300', '0x10p1', '1e300')}"
        if random.random() < .97 else "-divide_by=0",
        lambda: f"-unit={random.choice(UNITS)}",
        lambda: f"-focus={names()}", lambda: f"-ignore={names()}", lambda: f"-hide={names()}", lambda: f"-show={names()}",
        lambda: f"-show_from={names()}", lambda: f"-prune_from={names()}",
        lambda: f"-tagfocus={tag_filter(random, facts)}", lambda: f"-tagignore={tag_filter(random, facts)}",
        lambda: f"-tagshow={label()}", lambda: f"-taghide={label()}",
        lambda: f"-tagroot={keys(random, facts)}", lambda: f"-tagleaf={keys(random, facts)}",
        lambda: f"-nodecount={word('-1', '0', '1', '2', '3', '5', '10', '20', '80', '1000', '-7', '0x10')}",
        lambda: f"-nodefraction={word('0', '0.005', '0.01', '0.1', '0.3', '1', '2', '-0.1', '1e-9', 'nan', 'inf', '-inf')}",
        lambda: f"-edgefraction={word('0', '0.001', '0.01', '0.1', '0.3', '1', '2', '-0.1', '1e-9', 'nan', 'inf')}",
        lambda: word("-trim=false", "-trim=0", "-trim"),
        lambda: f"-sample_index={random.choice(types or ['0'])}",
        lambda: word("-inuse_space", "-alloc_objects", "-contentions", "-total_delay", "-alloc_space", "-inuse_objects")
        if random.random() < .3 else "-cum",
        lambda: word("-all_frames", "-cum", "-flat", "-buildid=feed", "-add_comment=said", "-intel_syntax", "-tools=/x"),
    ]
    count = random.choices([1, 2, 3, 4, 5, 6, 8, 11], [1, 2, 8, 8, 6, 4, 3, 1])[0]
    # Names may have a null byte; no argument can.
    return [make().replace("\0", "") for make in random.sample(groups, count)]


@functools.cache
def facts_of(path):
    return random_profile.Facts(path.read_bytes())


class Comparison:
    """The two programs, and a folder for profiles."""

    def __init__(self, ours, theirs, folder, seed, files, formats=("dot",), symbolize="none"):
        self.ours, self.theirs, self.folder, self.seed, self.files = ours, theirs, folder, seed, files
        self.formats, self.symbolize = formats, symbolize

    def case(self, number):
        chance = random.Random(f"{self.seed}/{number}")
        if self.files and chance.random() < .5:
            path = chance.choice(self.files)
            profiles, facts = [path], facts_of(path)
            others = [chance.choice([path, *(file for file in self.files if file.parent == path.parent)])]
        else:
            profile = random_profile.draw(chance)
            profiles, facts = [profile], random_profile.Facts(random_profile.encode(profile))
            others = [random_profile.sibling(chance, profile) for _ in range(2)]
        options, base = drawn(chance, facts), []
        if chance.random() < .15:
            profiles += others[:chance.choice([1, 1, 2])]
        if chance.random() < .25:
            options += [chance.choice(["-base=", "-diff_base="])] + (["-normalize"] if chance.random() < .4 else [])
            base = [others[-1]]
        chance.shuffle(options)
        format = "-" + chance.choice(self.formats) if len(self.formats) > 1 else "-" + self.formats[0]
        if format in ("-peek", "-list"):
            format += "=" + (regex(chance, facts.names or ["x"]) or ".").replace("\0", "")
        return Case(number, format, options, profiles, base)

    def command(self, case):
        """The arguments both programs are run with."""
        def path(profile, name):
            if isinstance(profile, pathlib.Path):
                return str(profile)
            file = self.folder / f"{case.number}.{name}.pb"
            file.write_bytes(random_profile.encode(profile))
            return str(file)
        base = [path(profile, f"base{i}") for i, profile in enumerate(case.base)]
        options = [option + base[0] if option in ("-base=", "-diff_base=") else option for option in case.options]
        first = [] if self.symbolize == "default" else [f"-symbolize={self.symbolize}"]
        return [*first, case.format, *options, *(path(profile, f"source{i}") for i, profile in enumerate(case.profiles))]

    def run(self, program, arguments):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PPROF_")}
        environment |= {"TZ": "UTC", "TERM": "dumb", "HOME": str(self.folder), "PPROF_BINARY_PATH": "/nonexistent"}
        try:
            done = subprocess.run([*program, *arguments], cwd=self.folder, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return Outcome("timeout", b"", [])
        stdout = gzip.decompress(done.stdout) if done.stdout.startswith(b"\x1f\x8b") else done.stdout
        return Outcome(done.returncode, stdout, said(done.stderr.decode("utf-8", "replace")))

    def difference(self, case):
        """What differs ("stdout", "stderr", "status"), or "unstable", or nothing; and both outcomes."""
        arguments = self.command(case)
        ours, theirs = self.run(self.ours, arguments), self.run(self.theirs, arguments)
        if ours == theirs:
            return "", ours, theirs
        if known(theirs, ours, case):
            return "known", ours, theirs
        again = [self.run(self.theirs, arguments) for _ in range(3)]
        if ours._replace(stdout=b"") == theirs._replace(stdout=b"") and unordered(ours.stdout) == unordered(theirs.stdout):
            # Ties: it may take a while until they fall otherwise.
            again += [self.run(self.theirs, arguments) for _ in range(20)]
        if ours in again or any(other != theirs for other in again):
            same_lines = [unordered(other.stdout) == unordered(ours.stdout) for other in [theirs, *again]]
            same_rest = (ours.status, ours.stderr) == (theirs.status, theirs.stderr)
            return "unstable" if any(same_lines) and same_rest else "unstable, other lines", ours, theirs
        differing = [field for field in Outcome._fields if getattr(ours, field) != getattr(theirs, field)]
        return "+".join(differing), ours, theirs

    def smallest(self, case, kind):
        """The case with as few options and as small profiles as the difference allows."""
        def tries(case):
            for i in range(len(case.options)):
                if not case.options[i].endswith("base="):
                    yield case._replace(options=case.options[:i] + case.options[i + 1:])
                else:
                    options = [option for option in case.options if option not in (case.options[i], "-normalize")]
                    yield case._replace(options=options, base=[])
            for i in range(len(case.profiles) * (len(case.profiles) > 1)):
                yield case._replace(profiles=case.profiles[:i] + case.profiles[i + 1:])
            for i, profile in enumerate(case.profiles):
                for less in random_profile.smaller(profile) if isinstance(profile, dict) else ():
                    yield case._replace(profiles=[*case.profiles[:i], less, *case.profiles[i + 1:]])
            for profile in case.base if isinstance(case.base and case.base[0], dict) else ():
                for less in random_profile.smaller(profile):
                    yield case._replace(base=[less])
        found = True
        while found:
            found = next((less for less in tries(case) if self.difference(less)[0] == kind), None)
            case = found or case
        return case

    def save(self, folder, case, kind):
        """Keeps the case and both outcomes."""
        _, ours, theirs = self.difference(case)
        name = "_".join([kind, case.format.split("=")[0].strip("-"), *sorted({option.split("=")[0].strip("-") for option in case.options})])[:120]
        kept = folder / name
        if kept.exists():
            return name
        kept.mkdir(parents=True)
        arguments = self.command(case)
        for argument in arguments:
            file = pathlib.Path(argument.split("=", 1)[-1])
            if file.parent == self.folder:
                shutil.copy(file, kept)
        (kept / "command").write_text(shlex.join(arguments) + "\n")
        (kept / "case").write_text(f"{case}\n")
        (kept / "diff").write_text("\n".join(listing(ours, theirs)) + "\n")
        return name


def known(theirs, ours, case):
    """Whether the reference does what pprof-svg does otherwise, on purpose.

    It leaves a source out that it cannot read, and takes a CPU profile of gperftools, which begins with zeros, for an
    object file if another profile follows; some labels make it panic; frames of labels get ids after the largest one,
    which may be the largest there is.
    """
    said = "\n".join(theirs.stderr)
    first = case.profiles[0]
    is_taken_for_binary = (len(case.profiles) > 1 and isinstance(first, pathlib.Path)
                           and first.read_bytes()[:8] == bytes(8))
    return (is_taken_for_binary or re.search(r"^Fetched \d+ (source|base) profiles out of", said, re.MULTILINE)
            or "found location with reserved id=0" in said
            or ("panic:" in said and ours.status == 2 and len(ours.stderr) >= 1))


def listing(ours, theirs):
    """The difference, for people."""
    lines = lambda outcome: [f"status {outcome.status}", *outcome.stderr,
                             *outcome.stdout.decode("utf-8", "backslashreplace").splitlines()]
    return difflib.unified_diff(lines(theirs), lines(ours), "reference", "ours", lineterm="", n=1)


def said(stderr):
    """The lines of standard error, in any order; without what is free to differ.

    That is the order of the names of conflicting options and addresses in memory, which the reference leaves to
    chance, the words of complaints about profiles that do not go together, and characters that turn a line's direction or
    end it, which pprof-svg escapes.
    """
    def control(found):
        return {"n": "\n", "r": "\r", "t": "\t"}.get(found[1]) or chr(int(found[1][2:-1], 16))

    stderr = re.sub(r"\\([nrt]|u\{[0-9a-f]{1,4}\})", control, stderr)

    def line(text):
        text = text.removeprefix("pprof-svg: ")
        text = re.sub(r"^(problem fetching (source|base) profiles: |the profiles cannot be (merged|compared): )", "", text)
        text = re.sub(r"^conflicting options set: \[(.*)\]",
                      lambda names: f"conflicting options set: {sorted(names[1].split())}", text)
        text = re.sub(r"^(incompatible sample types|-normalize needs profiles of the same sample types).*",
                      "incompatible sample types", text)
        text = re.sub(r"^(they have no sample type in common|profiles have empty common sample type list)", "nothing in common", text)
        text = re.sub(r"^(period type: incompatible types|one was sampled by).*", "incompatible period types", text)
        # Nobody reads more.
        return text.rstrip(",")[:1900]
    if re.search("^failed to fetch any|parsing profile: |not a pprof profile|is damaged", stderr, re.MULTILINE):
        return [text for text in stderr.splitlines() if text.startswith("Fetched")] or ["unreadable"]
    return sorted(line(text) for text in stderr.splitlines())


def profiles_below(folders):
    files = [file for folder in folders for file in sorted(pathlib.Path(folder).resolve().rglob("*")) if file.is_file()]
    formats = {".gz", ".pb", ".prof", ".heap", ".growth", ".contention", ".thread", ".txt"}
    kept = {output.path for options in (REPOSITORY / "golden").glob("*/options") for output in outputs(options.parent)}
    usable = lambda file: (file not in kept and file.suffix in formats and file.stat().st_size <= MOST_BYTES
                           and "malformed" not in file.parts)
    return [file for file in files if usable(file)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", metavar="PROGRAM", help="the reference; `go tool pprof` if not given")
    parser.add_argument("--ours", metavar="PROGRAM", default=str(REPOSITORY / "target/release/pprof-svg"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the first number")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--only", type=int, metavar="N", help="this comparison only")
    parser.add_argument("--save", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--formats", default="dot", help="`all`, or some of: " + ",".join(FORMATS))
    parser.add_argument("--symbolize", default="none", metavar="MODE", help="`default` leaves -symbolize out")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    args = parser.parse_args()
    theirs, ours = reference(args.oracle), shutil.which(args.ours)
    if not theirs:
        print("THE REFERENCE IS MISSING: install Go, or say --oracle PROGRAM. Nothing is compared.", file=sys.stderr)
        return 2
    if not ours:
        print(f"{args.ours} IS MISSING: cargo build --release. Nothing is compared.", file=sys.stderr)
        return 2
    formats = FORMATS if args.formats == "all" else args.formats.split(",")
    files = profiles_below(args.folders or [REPOSITORY / "golden", REPOSITORY / "examples"])
    numbers = range(args.start, args.start + args.count) if args.only is None else [args.only]
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison([os.path.abspath(ours)], theirs, pathlib.Path(folder), args.seed, files,
                                formats, args.symbolize)
        return compare(comparison, numbers, args)


def compare(comparison, numbers, args):
    counts, agreed = collections.Counter(), collections.Counter()

    def one(number):
        case = comparison.case(number)
        return case, *comparison.difference(case)

    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for case, kind, ours, theirs in pool.map(one, numbers):
            counts[kind] += 1
            agreed["errors" if theirs.status else "warned" if theirs.stderr else "plain"] += not kind
            if args.only is not None:
                print(shlex.join(comparison.command(case)), *listing(ours, theirs), sep="\n")
            if kind in ("", "known", "unstable"):
                continue
            if args.save and kind != "unstable, other lines":
                case = comparison.smallest(case, kind)
                print(f"{case.number}: {kind}: {comparison.save(args.save, case, kind)}")
            print(f"{case.number}: {kind}: {shlex.join(comparison.command(case))}"[:600], flush=True)
    total, n_same = sum(counts.values()) - counts["known"], counts[""]
    n_unstable = counts["unstable"] + counts["unstable, other lines"]
    print(f"of those that agree: {dict(agreed)}; differences: { {kind: n for kind, n in counts.items() if kind} }")
    print(f"random: {n_same}/{total - n_unstable} agree, {n_unstable} more are unstable in the reference, "
          f"{counts['known']} are known to differ")
    return 2 if total == 0 else int(n_same + n_unstable < total)


if __name__ == "__main__":
    sys.exit(main())
