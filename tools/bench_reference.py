#!/usr/bin/env python3
"""Compares the cost of `pprof-svg -dot` with the reference's, `go tool pprof -dot`, on the same profiles.

    bench_reference.py [--ours PROGRAM] [--oracle PROGRAM] [--runs N] PROFILE... [-- FLAG...]

The two take turns, so that both see the same machine. For each profile it prints the medians of CPU and wall time
and the highest peak of resident memory, then how many times more the reference took. "gunzip" is the CPU time of
inflating the file and nothing else: less than that no reader can take. Flags after -- go to both programs.

Exit status: 0, 1 if a program failed or none was measured against the reference, 2 for wrong usage.
"""

import argparse
import ctypes
import math
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

MB = 1 << 20
REPOSITORY = pathlib.Path(__file__).resolve().parent.parent


class Cost:
    """What the runs of one program on one profile took."""

    def __init__(self):
        self.cpu, self.wall, self.rss, self.output = [], [], 0, b""

    def add(self, cpu, wall, rss, output):
        self.cpu.append(cpu)
        self.wall.append(wall)
        self.rss = max(self.rss, rss)
        self.output = output

    def medians(self):
        return statistics.median(self.cpu), statistics.median(self.wall), self.rss / MB


class Failed(Exception):
    """A program ended with an error."""


def become_subreaper():
    """Makes orphaned grandchildren ours to wait for. False where the system has no such thing."""
    set_child_subreaper = 36
    try:
        return ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0) == 0
    except (AttributeError, OSError):
        return False


def measure(command, cost, subreaper):
    """Runs a command once. Its CPU time and peak memory include the processes that it waited for.

    A process starts with the peak memory of the one that made it, which here is all of Python. So a shell starts
    the command in the background and ends at once: the command is left to us, with no more than the shell's peak.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        spawned = ["sh", "-c", '"$@" &', "sh", *command] if subreaper else command
        begin = time.perf_counter()
        pid = os.posix_spawnp(spawned[0], spawned, {**os.environ, "TZ": "UTC"}, file_actions=actions)
        if subreaper:
            os.waitpid(pid, 0)
            pid = -1
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - begin
        if status:
            errors.seek(0)
            why = errors.read().decode(errors="replace").strip() or "no message"
            raise Failed(f"{shlex.join(command)}: status {os.waitstatus_to_exitcode(status)}: {why}")
        output.seek(0)
        # The kernel counts in kilobytes on Linux, in bytes on macOS.
        rss = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        cost.add(usage.ru_utime + usage.ru_stime, wall, rss, output.read())


def gunzip(file, runs):
    """Median CPU seconds of inflating a file, piece by piece, and its size inflated; None if not compressed."""
    seconds = []
    for _ in range(runs):
        size, begin = 0, time.process_time()
        with open(file, "rb") as source:
            if source.read(2) != b"\x1f\x8b":
                return None, os.path.getsize(file)
            source.seek(0)
            inflate = zlib.decompressobj(wbits=31)
            while chunk := source.read(1 << 16):
                while chunk:
                    size += len(inflate.decompress(chunk, MB))
                    chunk = inflate.unconsumed_tail
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), size


def find_ours(given):
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    wanted = given or str(target / "release" / "pprof-svg")
    program = shutil.which(wanted)
    if not program:
        sys.exit(f"{wanted} is not there: cargo build --release, or say --ours PROGRAM")
    return program


def find_reference(given):
    """The program itself, not `go tool`, whose own start would be counted too. None if there is none."""
    if given:
        return shutil.which(given)
    if not shutil.which("go"):
        return None
    found = subprocess.run(["go", "tool", "-n", "pprof"], capture_output=True, text=True)
    if found.returncode:
        return None
    subprocess.run(["go", "tool", "pprof", "-h"], capture_output=True)  # newer versions build it at its first use
    return shutil.which(found.stdout.strip())


def no_reference(given):
    banner = "!" * 78
    what = f"{given} is no program" if given else "there is no `go tool pprof`"
    print(f"{banner}\n!! THE REFERENCE IS MISSING: {what}. Nothing is compared.\n"
          f"!! Install Go, or say --oracle PROGRAM.\n{banner}", file=sys.stderr)


def seconds(value):
    return "-" if value is None else f"{value * 1000:.1f}ms" if value < 1 else f"{value:.2f}s"


def row(*cells):
    widths = (34, 10, 10, 10, 10, 10, 8)
    line = f"{cells[0]:<{widths[0]}}" + "".join(f"{cell:>{w}}" for cell, w in zip(cells[1:], widths[1:]))
    print(line.rstrip(), flush=True)


def main():
    argv = sys.argv[1:]
    flags = []
    if "--" in argv:
        flags = argv[argv.index("--") + 1:]
        argv = argv[:argv.index("--")]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", metavar="PROGRAM", help="pprof-svg; the release build if not given")
    parser.add_argument("--oracle", metavar="PROGRAM", help="the reference; what `go tool pprof` runs if not given")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each on each profile (5)")
    parser.add_argument("profiles", nargs="+", metavar="PROFILE")
    args = parser.parse_args(argv)
    if args.runs < 1:
        parser.error("--runs wants at least 1")

    ours, reference = find_ours(args.ours), find_reference(args.oracle)
    programs = {"pprof-svg": [ours, "-dot", *flags]}
    if reference:
        programs["reference"] = [reference, "-dot", "-symbolize=none", *flags]
    else:
        no_reference(args.oracle)

    subreaper = become_subreaper()
    floor = Cost()
    measure(["true"], floor, subreaper)
    for name, command in programs.items():
        print(f"{name}: {shlex.join(command)}")
    print(f"{args.runs} runs of each in turn; less memory than `true` takes is not seen: {floor.rss / MB:.1f}MB\n")
    row("profile", "cpu", "wall", "peak", "gunzip", "inflated", "output")

    failed, ratios = False, []
    for profile in args.profiles:
        costs = {name: Cost() for name in programs}
        try:
            unzip, size = gunzip(profile, args.runs)
            for _ in range(args.runs):
                for name, command in programs.items():
                    measure([*command, profile], costs[name], subreaper)
        except (Failed, OSError, zlib.error) as error:
            print(f"!! {profile}: {error}", file=sys.stderr)
            failed = True
            continue
        row(profile if len(profile) < 34 else "…" + profile[-32:], "", "", "", seconds(unzip), f"{size / MB:.2f}MB")
        for name, cost in costs.items():
            cpu, wall, rss = cost.medians()
            row("  " + name, seconds(cpu), seconds(wall), f"{rss:.1f}MB", "", "", f"{len(cost.output)}B")
        if reference:
            pairs = zip(costs["reference"].medians(), costs["pprof-svg"].medians())
            ratio = [theirs / max(own, 1e-9) for theirs, own in pairs]
            ratios.append(ratio)
            same = "same" if costs["reference"].output == costs["pprof-svg"].output else "differs"
            row("  reference / pprof-svg", *(f"{r:.2f}x" for r in ratio), "", "", same)
    if len(ratios) > 1:
        means = [math.exp(statistics.mean(math.log(max(r[i], 1e-9)) for r in ratios)) for i in range(3)]
        row(f"geometric mean of {len(ratios)}", *(f"{m:.2f}x" for m in means))
    if not reference:
        no_reference(args.oracle)
    return int(failed or not ratios)


if __name__ == "__main__":
    sys.exit(main())
