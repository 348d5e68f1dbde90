#!/usr/bin/env python3
"""Compares our layout with that of Graphviz dot, over a folder of profiles, and prints the tables of docs/layout.md.

    layout_tables.py [--ours PROGRAM] [--nodes N]... [--reference PROGRAM] [--keep FOLDER] FOLDER...

Every profile is drawn with -nodecount=N, for N of 20, 80, 300 and 1000 unless told otherwise, with all fractions 0
from 300 up. `dot` then gets the same boxes, the same sizes of labels and the same weights, so that only the layout
differs. Both drawings are measured:

  crossings    places where two edges cross, further than 2 from a box that both end at
  weighted length, weighted dx    sum over edges of weight × length, of weight × sideways travel
  turn         all turning of all edges, in quarter turns
  area         the smallest rectangle that holds everything
  hits, near   edge and foreign box: it runs through the box less a border of 1; it comes nearer than 4
  overlaps     boxes that share more than a border of 0.5
  detached     ends of edges more than 3 off their box, or more than 6 inside of it
  labels over a node, a label, a foreign edge; labels far: further than 12 from their own edge
  merged       length of edges with another one within 1.5 and nearly parallel, where nobody can tell them apart

Lengths are CSS pixels for us and points for dot; curves are measured as polygons within 0.25. Ratios are ours / dot's
with 1 added to both, and their means geometric. `merged` is left out of graphs of more than 1500 edges. Time is
CPU time, the least of three runs: `dot -Tsvg` against `pprof-svg -svg` less `pprof-svg -dot`, whole processes, one
at a time. With --timer (what `cargo build --release --example layout_time` makes) the layout alone is timed as well.

With --reference (`go tool pprof`, or what it starts) there is a second table for each N: the reference's own
drawing of the profile, with its own boxes, against ours. A row of its labels is measured by the widths of Times.

--keep keeps the drawings, and dot's answers, which are then not asked for again; and for each graph a picture of
both side by side, ours to the left, with boxes, lines and labels in one plain style. --limit CPU seconds are what dot may
take (60). Graphs of fewer than --least nodes (8) are left out. Exit status: 0, 1 if nothing could be compared,
2 for wrong usage or if dot is missing.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import math
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
RATIOS = {"crossings": "crossings", "wlen": "weighted length", "wdx": "weighted dx", "area": "area", "turn": "turn"}
TOTALS = {"hits": "hits", "overlaps": "overlaps", "detached": "detached", "label_node": "label on node",
          "label_label": "on label", "label_edge": "on foreign edge", "label_far": "far from own", "labels": "labels",
          "near": "near", "merged": "merged"}
MERGED_UP_TO = 1500

# Widths of the letters from space to tilde in Times, in thousandths of their size.
TIMES = [250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, *[500] * 10, 278, 278, 564,
         564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667,
         556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500,
         278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541]

Edge = collections.namedtuple("Edge", "tail head weight line label")
Drawing = collections.namedtuple("Drawing", "boxes edges")


class Failed(Exception):
    """A program ended with an error, or took too long."""


# Reading drawings. A box is (left, top, right, bottom).


def read_svg(text):
    """The drawing in an SVG of ours or of Graphviz."""
    root = ElementTree.fromstring(text)
    graph = next((part for part in root.iter() if "graph" in classes(part)), root)
    boxes, edges, labels = {}, [], {}
    walk(graph, (0, 0), boxes, edges, labels)
    read = []
    for (tail, head), weight, line, label in edges:
        if tail in boxes and head in boxes:
            read.append(Edge(tail, head, weight, line, label or labels.get((tail, head))))
    return Drawing(boxes, read)


def classes(element):
    return (element.get("class") or "").split()


def kind(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def moved(element, origin):
    found = re.match(r"translate\(([-\d.e]+)[ ,]+([-\d.e]+)\)", element.get("transform") or "")
    return (origin[0] + float(found[1]), origin[1] + float(found[2])) if found else origin


def walk(group, origin, boxes, edges, labels):
    for element in group:
        inner = moved(element, origin)
        name = next((part.text or "" for part in element if kind(part) == "title"), "")
        if "node" in classes(element):
            points = [point for part, at in shapes(element, inner) for point in corners(part, at)]
            own = re.search(r"(NN?\d+(_\d+)?)$", element.get("id") or "")
            if points:
                boxes[own[1] if own else name] = bounds(points)
        elif "edge" in classes(element):
            edge = read_edge(element, inner, name)
            if edge:
                edges.append(edge)
        elif "label" in classes(element) and element.get("data-from"):
            labels[element.get("data-from"), element.get("data-to")] = label_box(element, inner)
        else:
            walk(element, inner, boxes, edges, labels)


def shapes(group, origin):
    """Everything drawn in a group, however deep, with what it is moved by."""
    for part in group:
        at = moved(part, origin)
        yield part, at
        yield from shapes(part, at)


def numbers(text):
    return [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", text)]


def pairs(values, origin=(0, 0)):
    return [(x + origin[0], y + origin[1]) for x, y in zip(values[::2], values[1::2])]


def corners(part, origin):
    value = lambda name: float(part.get(name) or 0)
    if kind(part) == "rect":
        x, y = value("x") + origin[0], value("y") + origin[1]
        return [(x, y), (x + value("width"), y + value("height"))]
    if kind(part) == "ellipse":
        x, y, rx, ry = value("cx") + origin[0], value("cy") + origin[1], value("rx"), value("ry")
        return [(x - rx, y - ry), (x + rx, y + ry)]
    return pairs(numbers(part.get("points") or ""), origin) if kind(part) == "polygon" else []


def read_edge(group, origin, name):
    parts = list(shapes(group, origin))
    path = next(((part, at) for part, at in parts if kind(part) == "path"), None)
    if path is None:
        return None
    line = flattened(pairs(numbers(path[0].get("d")), path[1]))
    for part, at in parts:
        if kind(part) == "polygon":
            line = with_arrowhead(line, corners(part, at))
    texts = [label_box(part, at) for part, at in parts if kind(part) == "text"]
    ends = (group.get("data-from"), group.get("data-to"))
    if not ends[0]:
        ends = tuple(end.split(":")[0] for end in name.split("->", 1))
    label = bounds([point for box in texts for point in (box[:2], box[2:])]) if texts else None
    return ends, float(group.get("data-weight") or 1), line, label


def with_arrowhead(line, points):
    """The line led on to the tip of its arrowhead, which may be at either end."""
    for end in (line[-1], line[0]):
        nearest = min(math.dist(point, end) for point in points)
        tip = max(points, key=lambda point: math.dist(point, end))
        if nearest < 1:
            return line
        if nearest < 12 and math.dist(tip, end) < 45:
            return [*line, tip] if end == line[-1] else [tip, *line]
    return line


def label_box(text, origin):
    size = float(re.match(r"[\d.]+", text.get("font-size") or "14")[0])
    x, y = float(text.get("x") or 0) + origin[0], float(text.get("y") or 0) + origin[1] - 0.27 * size
    letters = "".join(text.itertext())
    width = sum(TIMES[ord(c) - 32] if " " <= c <= "~" else 500 for c in letters) * size / 1000
    width = float(text.get("data-w") or width + 2)
    height = float(text.get("data-h") or 1.2 * size + 2)
    if text.get("text-anchor") == "start":
        x += width / 2
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def flattened(points):
    """A chain of cubic curves as a polygon that stays within 0.25 of it."""
    line = [points[0]]
    for a, b, c, d in (points[index:index + 4] for index in range(0, len(points) - 3, 3)):
        bend = max(math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]),
                   math.hypot(b[0] - 2 * c[0] + d[0], b[1] - 2 * c[1] + d[1]))
        pieces = max(1, min(64, math.ceil(math.sqrt(3 * bend))))
        for piece in range(1, pieces + 1):
            t, s = piece / pieces, 1 - piece / pieces
            at = lambda i: s * s * s * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t * t * t * d[i]
            line.append((at(0), at(1)) if piece < pieces else d)
    return [point for index, point in enumerate(line) if index == 0 or math.dist(point, line[index - 1]) > 1e-6]


# Geometry.


def bounds(points):
    xs, ys = zip(*points)
    return (min(xs), min(ys), max(xs), max(ys))


def grown(box, by):
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def box_distance(point, box):
    return math.hypot(max(box[0] - point[0], 0, point[0] - box[2]), max(box[1] - point[1], 0, point[1] - box[3]))


def depth(point, box):
    return min(point[0] - box[0], box[2] - point[0], point[1] - box[1], box[3] - point[1])


def meets(a, b, box):
    """Whether the open segment from a to b meets the inside of the box (Liang and Barsky, 1984)."""
    start, end = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for way, room in ((-dx, a[0] - box[0]), (dx, box[2] - a[0]), (-dy, a[1] - box[1]), (dy, box[3] - a[1])):
        if way == 0:
            if room <= 0:
                return False
        elif way < 0:
            start = max(start, room / way)
        else:
            end = min(end, room / way)
    return start < end


def segment_distance(point, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / ((dx * dx + dy * dy) or 1)
    t = max(0, min(1, t))
    return math.dist(point, (a[0] + t * dx, a[1] + t * dy))


def line_distance(line, box):
    """From a line to a box."""
    least = math.inf
    for a, b in zip(line, line[1:]):
        if meets(a, b, box):
            return 0.0
        ends = min(box_distance(a, box), box_distance(b, box))
        least = min(least, ends, *(segment_distance((x, y), a, b) for x in box[::2] for y in box[1::2]))
    return least


class Grid:
    """Things in the square cells that they touch, to find those nearby."""

    def __init__(self, cell):
        self.cell = cell
        self.things = collections.defaultdict(list)

    def cells(self, box):
        left, top, right, bottom = (math.floor(value / self.cell) for value in box)
        return ((i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))

    def add(self, box, thing):
        for cell in self.cells(box):
            self.things[cell].append(thing)

    def near(self, box):
        return {thing for cell in self.cells(box) for thing in self.things.get(cell, ())}


# Measuring.


def pieces(line, longest):
    """The segments of a line, long ones in pieces, so that their bounds are small."""
    for a, b in zip(line, line[1:]):
        count = max(1, math.ceil(math.dist(a, b) / longest))
        at = lambda index: (a[0] + (b[0] - a[0]) * index / count, a[1] + (b[1] - a[1]) * index / count)
        for index in range(count):
            yield (at(index), at(index + 1))


def measure(drawing):
    """All numbers of a drawing."""
    found = dict.fromkeys([*RATIOS, *TOTALS], 0)
    found["nodes"], found["edges"] = len(drawing.boxes), len(drawing.edges)
    found["crossings"] = crossings(drawing)
    found["overlaps"] = overlaps(list(drawing.boxes.values()), 0.25)
    by_place = Grid(60)
    for name, box in drawing.boxes.items():
        by_place.add(box, name)
    for edge in drawing.edges:
        course(edge, drawing.boxes, by_place, found)
    labels(drawing, by_place, found)
    points = [point for edge in drawing.edges for point in edge.line]
    points += [corner for edge in drawing.edges if edge.label for corner in (edge.label[:2], edge.label[2:])]
    points += [corner for box in drawing.boxes.values() for corner in (box[:2], box[2:])]
    left, top, right, bottom = bounds(points)
    found["area"] = (right - left) * (bottom - top)
    found["merged"] = merged(drawing) if len(drawing.edges) <= MERGED_UP_TO else None
    return found


def overlaps(boxes, border):
    grid = Grid(60)
    count = 0
    for box in boxes:
        count += sum(overlap(grown(box, -border), grown(other, -border)) for other in grid.near(box))
        grid.add(box, box)
    return count


def course(edge, boxes, by_place, found):
    """Adds what one edge does on its way."""
    hit, near = set(), set()
    length = sideways = turn = 0
    before = None
    for a, b in zip(edge.line, edge.line[1:]):
        length += math.dist(a, b)
        sideways += abs(b[0] - a[0])
        way = (b[0] - a[0], b[1] - a[1])
        if before:
            turn += abs(math.atan2(before[0] * way[1] - before[1] * way[0], before[0] * way[0] + before[1] * way[1]))
        before = way
    for a, b in pieces(edge.line, 60):
        for name in by_place.near(grown(bounds([a, b]), 4)) - {edge.tail, edge.head}:
            if meets(a, b, grown(boxes[name], -1)):
                hit.add(name)
            elif meets(a, b, grown(boxes[name], 4)):
                near.add(name)
    found["hits"] += len(hit)
    found["near"] += len(near - hit)
    found["wlen"] += edge.weight * length
    found["wdx"] += edge.weight * sideways
    found["turn"] += turn / (math.pi / 2)
    for point, box in ((edge.line[0], boxes[edge.tail]), (edge.line[-1], boxes[edge.head])):
        found["detached"] += box_distance(point, box) > 3 or depth(point, box) > 6


def labels(drawing, by_place, found):
    """Adds what is wrong with labels."""
    segments = Grid(60)
    for index, edge in enumerate(drawing.edges):
        for piece in pieces(edge.line, 60):
            segments.add(bounds(piece), (index, piece))
    labelled = [(index, edge) for index, edge in enumerate(drawing.edges) if edge.label]
    found["labels"] = len(labelled)
    found["label_label"] = overlaps([edge.label for _, edge in labelled], 0.5)
    for index, edge in labelled:
        inside = grown(edge.label, -0.5)
        found["label_node"] += sum(
            overlap(inside, grown(drawing.boxes[name], -0.5)) for name in by_place.near(edge.label))
        inside = grown(edge.label, -2)
        others = {other for other, (a, b) in segments.near(edge.label) if other != index and meets(a, b, inside)}
        found["label_edge"] += len(others)
        found["label_far"] += line_distance(edge.line, edge.label) > 12


def crossings(drawing):
    """Proper intersections of different edges. Each is counted in the cell of the grid that it lies in."""
    grid = Grid(32)
    for index, edge in enumerate(drawing.edges):
        for segment in zip(edge.line, edge.line[1:]):
            cells = {cell for piece in pieces(segment, grid.cell) for cell in grid.cells(bounds(piece))}
            for cell in cells:
                grid.things[cell].append((index, *segment, bounds(segment)))
    count = 0
    for cell, segments in grid.things.items():
        for place, first in enumerate(segments):
            for second in segments[place + 1:]:
                if first[0] == second[0] or not touch(first[3], second[3]):
                    continue
                point = intersection(*first[1:3], *second[1:3])
                if point is None or tuple(math.floor(value / grid.cell) for value in point) != cell:
                    continue
                one, other = drawing.edges[first[0]], drawing.edges[second[0]]
                shared = {one.tail, one.head} & {other.tail, other.head}
                count += all(depth(point, drawing.boxes[name]) < -2 for name in shared)
    return count


def touch(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def intersection(a, b, c, d):
    side = lambda p, q, r: (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    if (side(a, b, c) >= 0) == (side(a, b, d) >= 0):
        return None
    from_a, from_b = side(c, d, a), side(c, d, b)
    if (from_a >= 0) == (from_b >= 0):
        return None
    t = from_a / (from_a - from_b)
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def merged(drawing):
    """The length of what runs beside another edge, sampled every 4."""
    step, parallel = 4.0, math.cos(math.radians(15))
    grid = collections.defaultdict(list)
    for index, edge in enumerate(drawing.edges):
        for a, b in zip(edge.line, edge.line[1:]):
            length = math.dist(a, b)
            count = max(1, round(length / step))
            way = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
            for sample in range(count):
                t = (sample + 0.5) / count
                x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
                grid[x // 3, y // 3].append((index, x, y, way, length / count))
    total = 0.0
    for (i, j), samples in grid.items():
        nearby = [sample for di in (-1, 0, 1) for dj in (-1, 0, 1) for sample in grid.get((i + di, j + dj), ())]
        if all(sample[0] == nearby[0][0] for sample in nearby):
            continue
        for index, x, y, way, length in samples:
            for other, ox, oy, along, _ in nearby:
                if other == index or abs(way[0] * along[0] + way[1] * along[1]) < parallel:
                    continue
                aside = abs((x - ox) * along[1] - (y - oy) * along[0])
                ahead = abs((x - ox) * along[0] + (y - oy) * along[1])
                if aside > 1.5 or ahead > step:
                    continue
                one, two = drawing.edges[index], drawing.edges[other]
                shared = {one.tail, one.head} & {two.tail, two.head}
                if all(box_distance((x, y), drawing.boxes[name]) >= 12 for name in shared):
                    total += length
                    break
    return total


# Running programs.


def run(command, seconds=120, runs=1):
    """The output of a command and the least of its CPU times over several runs."""
    least = math.inf
    environment = {**os.environ, "TZ": "UTC", "PPROF_BINARY_PATH": "/nonexistent"}
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
    for _ in range(runs):
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment,
                                     preexec_fn=limit)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            errors.seek(0)
            if status:
                why = errors.read().decode(errors="replace").strip().splitlines()
                raise Failed(f"status {child.returncode}: {why[-1] if why else 'no message'}")
            least = min(least, used.ru_utime + used.ru_stime)
            text = output.read()
        if least > 2:
            break
    return text, least


def options(n_nodes):
    fractions = ["-nodefraction=0", "-edgefraction=0"] if n_nodes >= 300 else []
    return ["-symbolize=none", f"-nodecount={n_nodes}", *fractions]


def dot_source(drawing):
    """The graph for dot: boxes of fixed size, labels as empty tables of fixed size, the same weights."""
    lines = ["digraph {", 'node [shape=box fixedsize=true label=""]']
    for name, (left, top, right, bottom) in drawing.boxes.items():
        lines.append(f'"{name}" [width={(right - left) / 72:.4f} height={(bottom - top) / 72:.4f}]')
    for edge in drawing.edges:
        label = ""
        if edge.label:
            size = f'WIDTH="{label_size(edge, 0)}" HEIGHT="{label_size(edge, 1)}"'
            label = ('label=<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" '
                     f"{size}><TR><TD></TD></TR></TABLE>>")
        lines.append(f'"{edge.tail}" -> "{edge.head}" [weight={max(1, min(100, round(edge.weight)))} {label}]')
    return "\n".join([*lines, "}", ""])


def label_size(edge, axis):
    return max(1, round(edge.label[axis + 2] - edge.label[axis]))


def dot_drawing(answer, ours):
    """Dot's drawing from its two answers: boxes and curves from the SVG, places of labels from the JSON."""
    drawing = read_svg(answer["svg"])
    names = [node["name"] for node in answer["json"].get("objects", [])]
    places = collections.defaultdict(list)
    for edge in answer["json"].get("edges", []):
        places[names[edge["tail"]], names[edge["head"]]].append(edge.get("lp"))
    sources = collections.defaultdict(list)
    for edge in ours.edges:
        sources[edge.tail, edge.head].append(edge)
    edges = []
    for edge in drawing.edges:
        place, source = places[edge.tail, edge.head].pop(0), sources[edge.tail, edge.head].pop(0)
        label = None
        if place and source.label:
            x, y = (float(value) for value in place.split(","))
            dx, dy = label_size(source, 0) / 2, label_size(source, 1) / 2
            # Dot's y grows upwards, and SVG's downwards from there.
            label = (x - dx, -y - dy, x + dx, -y + dy)
        edges.append(edge._replace(weight=source.weight, label=label))
    return Drawing(drawing.boxes, edges)


def ask_dot(source, limit, keep):
    """Dot's SVG and JSON of a graph, or why there is none; kept for the next time."""
    kept = keep / f"dot-{hashlib.sha256(source.encode()).hexdigest()[:24]}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    with tempfile.TemporaryDirectory() as folder:
        graph = pathlib.Path(folder, "graph.gv")
        graph.write_text(source)
        try:
            _, took = run(["dot", "-Tsvg", "-Tjson0", "-O", graph], limit)
            svg, places = (pathlib.Path(f"{graph}.{name}").read_text() for name in ("svg", "json0"))
            answer = {"svg": svg, "json": json.loads(places), "took": took}
        except Failed as failure:
            answer = {"failed": str(failure)}
    kept.write_text(json.dumps(answer))
    return answer


# Pictures.


def side_by_side(ours, dots):
    """Both drawings in one SVG, ours to the left."""
    gap = 60
    frames = [bounds([point for edge in drawing.edges for point in edge.line] +
                     [corner for box in drawing.boxes.values() for corner in (box[:2], box[2:])])
              for drawing in (ours, dots)]
    width = sum(frame[2] - frame[0] for frame in frames) + 3 * gap
    height = max(frame[3] - frame[1] for frame in frames) + 2 * gap
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif">',
             '<rect width="100%" height="100%" fill="#fff"/>']
    left = gap
    for name, drawing, frame in zip(("ours", "dot"), (ours, dots), frames):
        lines.append(f'<text x="{left}" y="{gap * 0.7:.0f}" font-size="{gap * 0.5:.0f}" fill="#666">{name}</text>')
        lines.append(f'<g transform="translate({left - frame[0]:.1f} {gap - frame[1]:.1f})">')
        lines += plain(drawing)
        lines.append("</g>")
        left += frame[2] - frame[0] + gap
    return "\n".join([*lines, "</svg>", ""])


def plain(drawing):
    """Boxes, lines as thick as their weight, labels as small bars."""
    rect = lambda box: 'x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"'.format(
        box[0], box[1], box[2] - box[0], box[3] - box[1])
    yield '<g fill="#e8d9c6" stroke="#a98f6d">'
    yield from (f"<rect {rect(box)}/>" for box in drawing.boxes.values())
    yield '</g><g fill="none" stroke="#35507a" stroke-linejoin="round">'
    for edge in drawing.edges:
        points = " ".join(f"{x:.0f},{y:.0f}" for x, y in edge.line)
        yield f'<polyline stroke-width="{1 + edge.weight / 20:.1f}" points="{points}"/>'
    yield '</g><g fill="#35507a">'
    for edge in drawing.edges:
        (ax, ay), (bx, by) = edge.line[-2:]
        length = math.dist((ax, ay), (bx, by)) or 1
        dx, dy, size = (bx - ax) / length, (by - ay) / length, 5 + edge.weight / 20
        yield (f'<path d="M{bx:.0f} {by:.0f}L{bx - 2 * size * dx - size * dy:.0f} {by - 2 * size * dy + size * dx:.0f}'
               f'L{bx - 2 * size * dx + size * dy:.0f} {by - 2 * size * dy - size * dx:.0f}Z"/>')
    yield '</g><g fill="#9bb0cc">'
    yield from (f"<rect {rect(grown(edge.label, -2))}/>" for edge in drawing.edges if edge.label)
    yield "</g>"


# Comparing.


def profiles(folders, skipped):
    """The files of the folders."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not set(skipped) & set(path.relative_to(folder).parts):
                yield path


def compare(path, n_nodes, args):
    """Everything about one profile at one number of nodes, but times; none for what cannot be drawn."""
    try:
        svg, _ = run([args.ours, *options(n_nodes), "-columns=false", "-stubs=false", "-svg", path])
    except Failed:
        return None
    ours = read_svg(svg)
    if len(ours.boxes) < args.least or not ours.edges:
        return None
    name = f"{path.name}.{n_nodes}"
    (args.keep / f"{name}.svg").write_bytes(svg)
    source = dot_source(ours)
    (args.keep / f"{name}.gv").write_text(source)
    answer = ask_dot(source, args.limit, args.keep)
    result = {"path": path, "source": source, "ours": measure(ours), "failed": answer.get("failed")}
    if not result["failed"]:
        (args.keep / f"{name}.dot.svg").write_text(answer["svg"])
        dots = dot_drawing(answer, ours)
        result["dot"] = measure(dots)
        (args.keep / f"{name}.both.svg").write_text(side_by_side(ours, dots))
        result["took_dot"] = answer["took"]
    if args.reference:
        result["reference"] = reference(path, n_nodes, ours, args)
    return result


def reference(path, n_nodes, ours, args):
    """The numbers of the reference's own drawing, or none if it makes none."""
    kept = args.keep / f"{path.name}.{n_nodes}.reference.svg"
    if not kept.exists():
        try:
            kept.write_bytes(run([*args.reference.split(), *options(n_nodes), "-svg", path], args.limit)[0])
        except Failed:
            kept.write_bytes(b"")
    text = kept.read_bytes()
    if not text:
        return None
    drawing = read_svg(text)
    weights = {(edge.tail, edge.head): edge.weight for edge in ours.edges}
    edges = [edge._replace(weight=weights.get((edge.tail, edge.head), 1.0)) for edge in drawing.edges]
    if len(drawing.boxes) < args.least or not edges:
        return None
    return measure(Drawing(drawing.boxes, edges))


def times(result, n_nodes, args):
    """CPU times of both, least of three runs, nothing else running."""
    if result["took_dot"] < 2:
        graph = args.keep / f"{result['path'].name}.{n_nodes}.gv"
        result["took_dot"] = run(["dot", "-Tsvg", graph], args.limit, 3)[1]
    whole = run([args.ours, *options(n_nodes), "-columns=false", "-stubs=false", "-svg", result["path"]], runs=3)[1]
    rest = run([args.ours, *options(n_nodes), "-dot", result["path"]], runs=3)[1]
    result["took"] = max(0.001, whole - rest)
    if args.timer:
        result["alone"] = float(run([args.timer, str(n_nodes), result["path"]])[0].split()[0]) / 1000


def geometric(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values)) if values else math.nan


def ratio(result, other, name):
    return (result["ours"][name] + 1) / (result[other][name] + 1)


def total(results, which, name):
    return sum(result[which][name] or 0 for result in results)


def print_table(results, other, title):
    """The ratios in one row; below them the totals of both."""
    print(f"| {title} | {' | '.join(RATIOS.values())} |")
    print(f"|{'---|' * (len(RATIOS) + 1)}")
    means = [geometric(ratio(result, other, name) for result in results) for name in RATIOS]
    print(f"| ours / {other}'s | {' | '.join(f'{mean:.2f}' for mean in means)} |\n")
    print(f"| totals | {' | '.join(TOTALS.values())} |")
    print(f"|{'---|' * (len(TOTALS) + 1)}")
    for which in ("ours", other):
        print(f"| {which} | {' | '.join(f'{total(results, which, name):.0f}' for name in TOTALS)} |")
    print()


def print_comparison(results, n_nodes, args):
    drawn = [result for result in results if not result["failed"]]
    for result in drawn:
        if not args.no_times:
            times(result, n_nodes, args)
    print(f"### {n_nodes} nodes\n")
    print_table(drawn, "dot", f"{len(drawn)} graphs")
    if not args.no_times:
        faster = [result["took_dot"] / result["took"] for result in drawn]
        ours, dots = (sorted(result[name] * 1000 for result in drawn) for name in ("took", "took_dot"))
        print(f"Layout time: {geometric(faster):.1f} times less than dot's. Ours {ours[len(ours) // 2]:.0f} ms at the "
              f"median and {ours[-1]:.0f} ms at most, dot's {dots[len(dots) // 2]:.0f} ms and {dots[-1]:.0f} ms.\n")
        if args.timer:
            alone = sorted(result["alone"] * 1000 for result in drawn)
            faster = [result["took_dot"] / result["alone"] for result in drawn]
            print(f"Without the rest of our process: {geometric(faster):.1f} times less than all of dot's, "
                  f"{alone[len(alone) // 2]:.2f} ms at the median and {alone[-1]:.1f} ms at most.\n")
    worse = [result for result in drawn if result["ours"]["crossings"] > 1.1 * result["dot"]["crossings"]]
    for result in worse:
        print(f"- more crossings than dot: {result['path'].name}, "
              f"{result['ours']['crossings']} : {result['dot']['crossings']}")
    for result in results:
        if result["failed"]:
            print(f"- dot has no drawing ({result['failed']}): {result['path'].name}, "
                  f"{result['ours']['nodes']} nodes, {result['ours']['edges']} edges; ours has "
                  f"{result['ours']['hits']} hits, {result['ours']['overlaps']} overlaps")
    if worse or len(drawn) < len(results):
        print()
    if args.reference:
        theirs = [result for result in results if result["reference"]]
        if theirs:
            print_table(theirs, "reference", f"{len(theirs)} graphs, its own drawing")
    if args.verbose:
        for result in drawn:
            ratios = "  ".join(f"{name} {ratio(result, 'dot', name):.2f}" for name in RATIOS)
            numbers = {name: result["ours"][name] for name in TOTALS if name != "labels" and result["ours"][name]}
            took = f"{result['took_dot'] / result['took']:.0f}x" if "took" in result else ""
            print(f"    {result['path'].name[:40]:40} {result['ours']['nodes']:5} {result['ours']['edges']:5}  {ratios}  "
                  f"{took}  {numbers}", file=sys.stderr)
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--ours", default=REPOSITORY / "target/release/pprof-svg", metavar="PROGRAM")
    parser.add_argument("--nodes", type=int, action="append", metavar="N")
    parser.add_argument("--reference", metavar="PROGRAM", help="as in 'go tool pprof'")
    parser.add_argument("--timer", metavar="PROGRAM", help="as in target/release/examples/layout_time")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--skip", action="append", default=["malformed", "gen"], metavar="NAME",
                        help="files and folders of this name are left out (malformed, gen)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files with this in their name")
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--least", type=int, default=8, metavar="NODES")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-times", action="store_true", help="measure no times")
    parser.add_argument("--verbose", action="store_true", help="a line for each graph, to standard error")
    args = parser.parse_args()
    if not shutil.which("dot"):
        print("DOT IS MISSING: install Graphviz. Nothing is compared.", file=sys.stderr)
        return 2
    if not shutil.which(args.ours):
        print(f"{args.ours} IS MISSING: build it, or say --ours PROGRAM. Nothing is compared.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        args.keep = args.keep or pathlib.Path(folder)
        args.keep.mkdir(parents=True, exist_ok=True)
        return compare_all(args)


def compare_all(args):
    paths = [path for path in profiles(args.folders, args.skip) if args.only in path.name]
    version = subprocess.run(["dot", "-V"], capture_output=True, text=True).stderr.strip()
    print(f"{len(paths)} files, against {version}.\n")
    compared = 0
    for n_nodes in args.nodes or [20, 80, 300, 1000]:
        with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
            found = list(pool.map(compare, paths, [n_nodes] * len(paths), [args] * len(paths)))
        # Profiles of the same program may have the same graph; it counts once.
        results = list({result["source"]: result for result in reversed(found) if result}.values())[::-1]
        compared += len(results)
        if results:
            print_comparison(results, n_nodes, args)
    return 0 if compared else 1


if __name__ == "__main__":
    sys.exit(main())
