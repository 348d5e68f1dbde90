#!/usr/bin/env python3
"""Draws profiles by the reference, `go tool pprof -svg`, and by pprof-svg, side by side on the same screen.

    side_by_side.py [--ours PROGRAM] [--oracle PROGRAM] [--out FOLDER] PROFILE_OR_FOLDER... [-- OPTION...]
    side_by_side.py [--ours PROGRAM] [--oracle PROGRAM] --docs

Both pictures of a profile are shrunk until all of them can be seen on a screen of 1600 x 900, and never enlarged.
The folder gets both as files, and a sheet of all as `sheet.html` and, if Chromium is there, `sheet.png`. Printed is a
table, in Markdown:

  scale      what one CSS pixel of the picture at its natural size is on the screen
  names      the share of the profile's total that is in functions whose names are set in at least 8 px there: the sum
             of the flat percentages of their boxes, without signs. What has no box has no name.
  all text   the same for all lines of a box but labels, its smallest. The reference sets all of them in one size.

With --docs it does so for the ten profiles of docs/reference.md, writes the table there, and `docs/reference.png` and
the two pictures of the page: everything in it but the words. The pictures of docs/pictures.md are made by
`UPDATE_GOLDEN=1 cargo test --test golden`.

Exit status: 0, 1 if a program failed, 2 for wrong usage.
"""

import argparse
import html
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
SCREEN = (1600, 900)
LEAST = 8.0
# The screen in the sheet.
CELL = (480, 270)
SVG = "{http://www.w3.org/2000/svg}"
# Points, which Graphviz measures in, are 4/3 of a pixel.
PIXELS_PER_POINT = 4 / 3
DOCS = REPOSITORY / "docs"
EXAMPLES = ["redis-restore.cpu", "redis-restore.heap", "redis-restore-fixed.heap", "wordcount.cpu", "recursion.cpu"]
CASES = ["many", "deep", "tags", "crossings", "difference"]
TEN = [f"examples/{name}.pb.gz" for name in EXAMPLES] + [f"golden/{name}/profile.pb.gz" for name in CASES]
# The one that docs/reference.md shows large.
SHOWN = "redis-restore.heap"


class Failed(Exception):
    """A program ended with an error."""


class Picture:
    """An SVG as it is shown: its text, its natural size in CSS pixels, and the sizes of each function's text."""

    def __init__(self, text, width, height, sizes):
        """`sizes` has the size of the name and the smallest size for each node's id."""
        self.text, self.width, self.height, self.sizes = text, width, height, sizes
        self.scale = min(SCREEN[0] / width, SCREEN[1] / height, 1.0)

    def readable(self, flats):
        """The shares of the total of which the names, and all of the text, can be read."""

        def is_readable(node, which):
            return self.sizes[node][which] * self.scale >= LEAST - 1e-6

        return [sum(flat for node, flat in flats.items() if is_readable(node, which)) for which in (0, 1)]


def run(command, what):
    done = subprocess.run(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        raise Failed(f"{what}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def flats(dot):
    """The share of the total that each box has by itself, in percent; 0 where DOT prints no share of it."""
    found = {}
    for line in dot.splitlines():
        node = re.match(r'(N\d+) \[label="((?:[^"\\]|\\.)*)"', line)
        if node:
            # The last lines of the label are flat, with its share, and cum; or `0 of` cum.
            text = re.sub(r"\\[nlr]", " ", node.group(2))
            flat = re.search(r"(?:^| )-?[\d.]+\S* \(-?([\d.]+)%\)(?: of .*)?$", text)
            has_none = re.search(r" 0 of \S+ \([^)]*\)$", text) or not flat
            found[node.group(1)] = 0.0 if has_none else float(flat.group(1))
    return found


def theirs(text):
    """The reference's picture without its script, at its natural size."""
    text = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->\n?|<!DOCTYPE[^>]*>\n?", "", text, flags=re.S)
    points = re.search(r'id="graph0".*?<polygon [^>]*points="([^"]*)"', text, flags=re.S).group(1)
    corners = [tuple(map(float, point.split(","))) for point in points.split()]
    width, height = (max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in (0, 1))
    px_width, px_height = width * PIXELS_PER_POINT, height * PIXELS_PER_POINT
    size = f'width="{px_width:.0f}" height="{px_height:.0f}" viewBox="0 0 {width:g} {height:g}"'
    text = text.replace('width="100%" height="100%"', size, 1)
    text = re.sub(r'(<g id="viewport") transform="[^"]*"', r"\1", text)
    found = {}
    # Not all of its pictures are XML: it is known to leave names unescaped.
    for group in re.finditer(r'class="node">\s*<title>(N\d+)</title>(.*?)</g>', text, flags=re.S):
        sizes = [float(size) for size in re.findall(r'<text [^>]*font-size="([\d.]+)"', group.group(2))]
        found[group.group(1)] = (max(sizes) * PIXELS_PER_POINT, min(sizes) * PIXELS_PER_POINT)
    return Picture(text, px_width, px_height, found)


def ours(text):
    root = ElementTree.fromstring(text.encode())
    sizes = {}
    for group in root.iter(f"{SVG}g"):
        if "node" in group.get("class", "").split():
            rows = {line for row in group.iter(f"{SVG}g") if row.get("class") == "row" for line in row.iter()}
            lines = [float(line.get("font-size")) for line in group.iter(f"{SVG}text") if line not in rows]
            # Nothing in a box is larger than the name.
            sizes[group.get("id")] = (max(lines), min(lines))
    return Picture(text, float(root.get("width")), float(root.get("height")), sizes)


def name(profile):
    stem = profile.name.removesuffix(".gz").removesuffix(".pb")
    return profile.parent.name if stem == "profile" else stem


def compared(arguments, profile, options):
    """The flat shares of a profile, and its two pictures."""
    with tempfile.TemporaryDirectory() as folder:
        kept = pathlib.Path(folder, "reference.svg")
        command = [*arguments.oracle, "-symbolize=none", "-svg", f"-output={kept}", *options, profile]
        run(command, f"the reference, {profile}")
        reference = theirs(kept.read_text())
    shares = flats(run([arguments.ours, "-dot", *options, profile], profile))
    return shares, reference, ours(run([arguments.ours, *options, profile], profile))


def table(rows):
    lines = [
        "| profile | boxes | `go tool pprof`: scale | names | all text | pprof-svg: scale | names | all text |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    sums = [0.0] * 4
    for title, shares, *pictures in rows:
        readable = [picture.readable(shares) for picture in pictures]
        sums = [total + one for total, one in zip(sums, readable[0] + readable[1])]
        cells = [[100 * picture.scale, *shares_of] for picture, shares_of in zip(pictures, readable)]
        cells = [f"{cell:.0f} %" for cell in cells[0] + cells[1]]
        lines.append(f"| {title} | {len(shares)} | {' | '.join(cells)} |")
    mean = [f"{total / len(rows):.0f} %" for total in sums]
    lines.append(f"| mean | | | {mean[0]} | {mean[1]} | | {mean[2]} | {mean[3]} |")
    return "\n".join(lines)


def sheet(rows, folder):
    """Both pictures of every profile, on screens shrunk to `CELL`."""
    cell = f"width:{CELL[0]}px;height:{CELL[1]}px"
    parts = [
        "<!DOCTYPE html><meta charset=utf-8><title>Side by side</title><style>"
        f"body{{margin:16px;font:16px Arial,sans-serif;width:{2 * CELL[0] + 24}px;color:#16181d;background:#fff}}"
        "h2{margin:16px 0 4px;font-size:16px}div{display:flex;gap:24px}"
        f"span{{{cell};border:1px solid #bbb;display:flex;align-items:center;justify-content:center}}"
        "</style>",
    ]
    for title, shares, *pictures in rows:
        parts.append(f"<h2>{html.escape(title)}: the reference, and pprof-svg</h2><div>")
        for picture, side in zip(pictures, ("reference", "ours")):
            file = folder / f"{title}.{side}.svg"
            file.write_text(picture.text)
            scale = picture.scale * CELL[0] / SCREEN[0]
            size = f'width="{picture.width * scale:.0f}" height="{picture.height * scale:.0f}"'
            parts.append(f'<span><img src="{html.escape(file.name)}" {size} alt=""></span>')
        parts.append("</div>")
    page = folder / "sheet.html"
    page.write_text("\n".join(parts) + "\n")
    return page


def screenshot(page, n_rows, into):
    """The sheet as one picture; False without Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        return False
    width, height = 2 * CELL[0] + 60, 40 + n_rows * (CELL[1] + 44)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    run([chromium, *flags, f"--screenshot={into}", page.resolve().as_uri()], "chromium")
    return True


def document(rows):
    """Writes what docs/reference.md has of this."""
    page = DOCS / "reference.md"
    begin, end = "<!-- table: tools/side_by_side.py --docs -->\n", "\n<!-- end of table -->"
    head, rest = page.read_text().split(begin)
    page.write_text(f"{head}{begin}{table(rows)}{end}{rest.split(end)[1]}")
    for title, _, reference, _ in rows:
        if title == SHOWN:
            (DOCS / f"{SHOWN}.reference.svg").write_text(reference.text)
    with tempfile.TemporaryDirectory() as folder:
        screenshot(sheet(rows, pathlib.Path(folder)), len(rows), DOCS / "reference.png")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ours", default=str(REPOSITORY / "target/release/pprof-svg"))
    parser.add_argument("--oracle", type=shlex.split, default=["go", "tool", "pprof"])
    parser.add_argument("--out", type=pathlib.Path, default=REPOSITORY / "target/side_by_side")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("profiles", nargs="*", metavar="PROFILE_OR_FOLDER")
    given = sys.argv[1:]
    own, options = (given[: given.index("--")], given[given.index("--") + 1 :]) if "--" in given else (given, [])
    arguments = parser.parse_args(own)
    if arguments.docs == bool(arguments.profiles):
        parser.error("either --docs or profiles")
    profiles = []
    for path in map(pathlib.Path, TEN if arguments.docs else arguments.profiles):
        path = REPOSITORY / path if arguments.docs else path.resolve()
        profiles += sorted(path.rglob("*.pb.gz")) if path.is_dir() else [path]
    try:
        rows = [(name(profile), *compared(arguments, profile, options)) for profile in profiles]
        print(table(rows))
        if arguments.docs:
            document(rows)
        else:
            arguments.out.mkdir(parents=True, exist_ok=True)
            page = sheet(rows, arguments.out)
            screenshot(page, len(rows), arguments.out / "sheet.png")
            print(f"\n{page}", file=sys.stderr)
    except Failed as failure:
        sys.exit(f"side_by_side.py: {failure}")


if __name__ == "__main__":
    main()
