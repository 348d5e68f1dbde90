#!/usr/bin/env python3
"""Compares the accepted DOT and text in golden/ with what the reference prints, `go tool pprof`.

    golden_reference.py [--oracle PROGRAM] [CASE...]

Every `.dot` and `.txt` that an `options` file of golden/ names is written by the reference too, with the same options, and
compared byte for byte; its standard error likewise with `.stderr`, as a list of lines in any order. Where the
reference breaks ties by chance it is asked up to 20 times, and one agreement is enough; if there is none, the same
lines in another order and with other numbers are reported as that.

Exit status: 0 all agree, 1 some differ, 2 nothing could be compared.
"""

import argparse
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
ATTEMPTS = 20
# Of comparisons and logs, which the reference does not have.
OURS = {"-markdown", "-json"}
Output = collections.namedtuple("Output", "path profile options")


def reference(given):
    """The program's command line."""
    if given or not shutil.which("go"):
        program = shutil.which(given or "pprof")
        return [program] if program else None
    return ["go", "tool", "pprof"]


def outputs(folder):
    """The DOT files and texts that a case keeps."""
    pointer = folder / "profile"
    profile = pointer.read_text().strip() if pointer.exists() else f"golden/{folder.name}/profile.pb.gz"
    for line in (folder / "options").read_text().splitlines():
        if line and not line.startswith("#"):
            output, options = line.split(":", 1)
            name, *formats = output.split()
            if "dot" in formats:
                yield Output(folder / f"{name}.dot", profile, ["-dot", *options.split()])
            if "txt" in formats and OURS.isdisjoint(options.split()):
                yield Output(folder / f"{name}.txt", profile, options.split())


def run(command, output):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PPROF_")}
    environment |= {"TZ": "UTC", "TERM": "dumb", "PPROF_BINARY_PATH": "/nonexistent"}
    # Names are demangled, and no binaries are looked for.
    full = [*command, "-symbolize=remote", *output.options, output.profile]
    done = subprocess.run(full, cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout, sorted(done.stderr.splitlines())


def verdict(command, output):
    """Whether they agree: "same", which may be qualified, or "DIFFERS"."""
    said = output.path.with_suffix(".stderr")
    kept = (output.path.read_bytes(), sorted(said.read_bytes().splitlines()) if said.exists() else [])
    for attempt in range(1, ATTEMPTS + 1):
        theirs = run(command, output)
        if theirs == kept:
            return "same" if attempt == 1 else f"same at attempt {attempt}"
    if theirs[1] == kept[1] and unordered(theirs[0]) == unordered(kept[0]):
        return "same but for the order of equals"
    return "DIFFERS"


def unordered(dot):
    """The lines of an output, without the order and without the numbers of nodes."""
    text = re.sub(rb' id="node\d+"', b"", dot)
    nodes = dict(re.findall(rb'^(NN?[\d_]+) \[label ?= ?("(?:[^"\\]|\\.)*")', text, re.MULTILINE))
    return sorted(re.sub(rb"\bNN?[\d_]+\b", lambda name: nodes.get(name[0], name[0]), text).splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", metavar="PROGRAM", help="the reference; `go tool pprof` if not given")
    parser.add_argument("cases", nargs="*", metavar="CASE", help="folders of golden/; all if none")
    args = parser.parse_args()
    command = reference(args.oracle)
    if not command:
        print("THE REFERENCE IS MISSING: install Go, or say --oracle PROGRAM. Nothing is compared.", file=sys.stderr)
        return 2
    cases = args.cases or sorted(path.name for path in (REPOSITORY / "golden").iterdir() if path.is_dir())
    n_same = n_outputs = 0
    for output in (output for case in cases for output in outputs(REPOSITORY / "golden" / case)):
        name = output.path.relative_to(REPOSITORY)
        found = verdict(command, output)
        n_outputs += 1
        n_same += found != "DIFFERS"
        if found != "same":
            print(f"{name}: {found}")
    print(f"golden: {n_same}/{n_outputs}")
    return 2 if n_outputs == 0 else int(n_same < n_outputs)


if __name__ == "__main__":
    sys.exit(main())
