#!/usr/bin/env python3
"""Check, in a browser, that no text of a picture leaves its box.

    text_fit.py a.svg b.svg …          every file in its own fonts, and in DejaVu Sans
    text_fit.py --font '' a.svg        in its own fonts only

Text is measured with a table when a picture is drawn; here Chromium measures what it draws. Each picture is opened
inside of a page, once with the fonts it names and once with --font forced on it, by default DejaVu Sans, which is
12 to 15 % wider and stands for a machine without any of them. In both

  boxes     the texts of a box lie inside of its rectangle
  apart     no two texts of a box cover each other
  page      all texts lie on the page

to --slack px. A line is printed for every file. Exit status: 0 all fit, 1 some text does not, 2 nothing could be
measured (no Chromium, a font missing, not an SVG).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>text fit</title></head><body>
%(svg)s
<script>
const font = %(font)s, slack = %(slack)s;

// A font is there if what would stand in for it makes no difference.
function isThere(name) {
  const width = (stand_in) => {
    const context = document.createElement('canvas').getContext('2d');
    context.font = '40px ' + JSON.stringify(name) + ', ' + stand_in;
    return context.measureText('Hamburgefonstiv 0123').width;
  };
  return width('serif') === width('monospace');
}

function edges(element) {
  const box = element.getBBox();
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

function outside(text, room) {
  return Math.max(room.left - text.left, room.top - text.top, text.right - room.right, text.bottom - room.bottom);
}

// The width that two texts of one line share. Lines may share a little height, since a font is higher than its letters.
function covered(a, b) {
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const isOneLine = height > Math.min(a.bottom - a.top, b.bottom - b.top) / 3;
  return isOneLine ? Math.min(a.right, b.right) - Math.max(a.left, b.left) : 0;
}

function measure(svg) {
  const wrong = [];
  let n_texts = 0;
  const boxes = svg.querySelectorAll('.node, .ghost');
  for (const box of boxes) {
    const room = edges(box.querySelector('rect'));
    const texts = [...box.querySelectorAll('text')].map((element) => [element.textContent, edges(element)]);
    n_texts += texts.length;
    texts.forEach(([words, text], index) => {
      const by = outside(text, room);
      if (by > slack) wrong.push(`${box.id}: "${words}" leaves its box by ${by.toFixed(1)} px`);
      for (const [others, other] of texts.slice(index + 1)) {
        const by = covered(text, other);
        if (by > slack) wrong.push(`${box.id}: "${words}" and "${others}" cover each other by ${by.toFixed(1)} px`);
      }
    });
  }
  const page = svg.getBoundingClientRect();
  for (const element of svg.querySelectorAll('text')) {
    const by = outside(element.getBoundingClientRect(), page);
    if (by > slack) wrong.push(`"${element.textContent}" leaves the page by ${by.toFixed(1)} px`);
  }
  return { boxes: boxes.length, texts: n_texts, wrong };
}

const verdict = { fonts: [] };
const svg = document.querySelector('svg');
if (!svg) {
  verdict.error = 'no SVG in it';
} else if (font && !isThere(font)) {
  verdict.error = 'the font ' + font + ' is missing';
} else {
  verdict.fonts.push(['its own fonts', measure(svg)]);
  if (font) {
    const force = document.createElement('style');
    force.textContent = `svg text, svg tspan { font-family: ${JSON.stringify(font)} !important }`;
    document.head.append(force);
    verdict.fonts.push([font, measure(svg)]);
  }
}
const out = document.createElement('pre');
out.id = 'verdict';
out.textContent = encodeURIComponent(JSON.stringify(verdict));
document.body.append(out);
</script></body></html>
"""


def fail(message):
    print(f"text_fit: {message}", file=sys.stderr)
    sys.exit(2)


def verdict(path, options):
    """What the browser says of one file: {fonts: [[name, {boxes, texts, wrong}]], error?}."""
    svg = re.sub(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|\s)*", "", path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="text-fit-") as folder:
        page = Path(folder) / "page.html"
        values = {"svg": svg, "font": json.dumps(options.font), "slack": options.slack}
        page.write_text(PAGE % values, encoding="utf-8")
        command = [options.chromium, *FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=options.timeout, check=False)
        except FileNotFoundError:
            fail(f"NO CHROMIUM at {options.chromium}: nothing was measured")
        except subprocess.TimeoutExpired:
            fail(f"{path}: no answer from Chromium in {options.timeout} s")
    found = re.search(r'<pre id="verdict">([^<]*)</pre>', done.stdout.decode("utf-8", "replace"))
    if not found:
        error = done.stderr.decode("utf-8", "replace").strip().splitlines()[-3:]
        fail(f"{path}: no verdict from Chromium (status {done.returncode}): " + " / ".join(error))
    return json.loads(unquote(found.group(1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--font", default="DejaVu Sans", help="the font to force in the second round")
    parser.add_argument("--slack", type=float, default=0.5, help="px by which a text may stick out")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--show", type=int, default=5, help="faults to print of a file and font")
    options = parser.parse_args()
    n_wrong = 0
    for path in options.files:
        told = verdict(path, options)
        if "error" in told:
            fail(f"{path}: {told['error']}")
        n_wrong += any(measured["wrong"] for _, measured in told["fonts"])
        print(f"{path}: " + "; ".join(summary(*round_) for round_ in told["fonts"]))
        for font, measured in told["fonts"]:
            for line in measured["wrong"][: options.show]:
                print(f"    {font}: {line}")
    return 1 if n_wrong else 0


def summary(font, measured):
    wrong = len(measured["wrong"])
    state = f"{wrong} WRONG" if wrong else "fits"
    return f"{font}: {measured['texts']} texts in {measured['boxes']} boxes, {state}"


if __name__ == "__main__":
    sys.exit(main())
