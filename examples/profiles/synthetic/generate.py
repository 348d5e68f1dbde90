#!/usr/bin/env python3
"""Writes the made-up profiles among the golden cases, one shape each: golden/<case>/profile.pb.gz.

    generate.py GOLDEN [CASE...]

The same bytes come out each time. A file that already holds the same message stays as it is,
because another zlib may compress it to other bytes.

A stack is a text, root first, with ";" between calls and "~" between a function and what was inlined into it:
"main;outer~inlined;leaf". Where names hold such characters the stack is a list of lists instead.
Files, lines and addresses follow from the names: a function's k-th callee is called k lines below its start.
"""

import argparse
import gzip
import io
import pathlib

MS = 1_000_000  # nanoseconds
KB, MB = 1 << 10, 1 << 20
CPU = [("samples", "count"), ("cpu", "nanoseconds")]
HEAP = [("inuse_objects", "count"), ("inuse_space", "bytes")]
NOON = 1_767_268_800_000_000_000  # 2026-01-01 12:00 UTC


class Builder:
    """A profile in the making: numbers strings, functions and locations as they are first met."""

    def __init__(self, name, types, *, period=None, time=0, duration=0, default="", comments=(), drop="", keep="",
                 symbols=True):
        self.strings = {b"": 0}
        self.functions, self.locations, self.callees = {}, {}, {}
        self.samples = []
        self.symbols = symbols
        self.head = b"".join(message(1, self.value_type(*t)) for t in types)
        self.tail = varint_field(7, self.text(drop)) + varint_field(8, self.text(keep))
        self.tail += varint_field(9, time) + varint_field(10, duration)
        if period:
            kind, unit, every = period
            self.tail += message(11, self.value_type(kind, unit)) + varint_field(12, every)
        self.tail += packed(13, [self.text(c) for c in comments]) + varint_field(14, self.text(default))
        binary = varint_field(5, self.text(f"/usr/bin/{name}")) + varint_field(6, self.text("5e1f" * 10))
        flags = b"".join(varint_field(n, int(symbols)) for n in (7, 8, 9, 10))
        self.mapping = varint_field(1, 1) + varint_field(2, 0x400000) + varint_field(3, 0x800000) + binary + flags

    def sample(self, stack, *values, labels=()):
        """One sample. A label is (key, text) or (key, number, unit)."""
        calls = [call.split("~") for call in stack.split(";") if call] if isinstance(stack, str) else stack
        frames = [(name, i) for i, call in enumerate(calls) for name in call]
        sites = []
        for at, (name, call) in enumerate(frames):
            callee = frames[at + 1][0] if at + 1 < len(frames) else None
            site = (self.function(name), self.line(name, callee))
            if not sites or sites[-1][0] != call:
                sites.append((call, []))
            sites[-1][1].append(site)
        ids = [self.location(tuple(reversed(lines))) for _, lines in reversed(sites)]
        body = packed(1, ids) + packed(2, values)
        for key, value, *unit in labels:
            label = varint_field(1, self.text(key))
            if isinstance(value, int):
                label += varint_field(3, value) + varint_field(4, self.text(unit[0] if unit else ""))
            else:
                label += varint_field(2, self.text(value))
            body += message(3, label)
        self.samples.append(message(2, body))

    def function(self, name):
        if name not in self.functions:
            number = len(self.functions) + 1
            package = (name if isinstance(name, str) else "bytes").split(".")[0].split("::")[0]
            file = f"/src/app/{package}.src" if package.replace("_", "").isalnum() else f"/src/app/{number}.src"
            body = varint_field(1, number) + varint_field(2, self.text(name)) + varint_field(3, self.text(name))
            body += varint_field(4, self.text(file)) + varint_field(5, 20 * number)
            self.functions[name] = (number, message(5, body))
        return self.functions[name][0]

    def line(self, name, callee):
        callees = self.callees.setdefault(name, [])
        if callee not in callees:
            callees.append(callee)
        return 20 * self.function(name) + 1 + callees.index(callee)

    def location(self, lines):
        if lines not in self.locations:
            number = len(self.locations) + 1
            body = varint_field(1, number) + varint_field(2, 1) + varint_field(3, 0x401000 + 16 * number)
            if self.symbols:
                body += b"".join(message(4, varint_field(1, f) + varint_field(2, line)) for f, line in lines)
            self.locations[lines] = (number, message(4, body))
        return self.locations[lines][0]

    def value_type(self, kind, unit):
        return varint_field(1, self.text(kind)) + varint_field(2, self.text(unit))

    def text(self, text):
        raw = text if isinstance(text, bytes) else text.encode()
        return self.strings.setdefault(raw, len(self.strings))

    def message(self):
        parts = [self.head, *self.samples, message(3, self.mapping)]
        parts += [body for _, body in self.locations.values()]
        if self.symbols:
            parts += [body for _, body in self.functions.values()]
        parts += [message(6, string) for string in self.strings]
        return b"".join(parts) + self.tail


def varint(n):
    """n in seven-bit groups, the lowest first; negative numbers in two's complement."""
    n %= 1 << 64
    groups = [n >> shift & 0x7F for shift in range(0, 64, 7)]
    while len(groups) > 1 and not groups[-1]:
        groups.pop()
    return bytes([g | 0x80 for g in groups[:-1]] + groups[-1:])


def varint_field(number, value):
    return varint(number << 3) + varint(value) if value else b""


def message(number, body):
    return varint(number << 3 | 2) + varint(len(body)) + body


def packed(number, values):
    return message(number, b"".join(map(varint, values))) if values else b""


CASES = {}


def case(build):
    CASES[build.__name__.replace("_", "-")] = build
    return build


def cpu(name, stacks, **more):
    """A CPU profile from pairs of a stack and its milliseconds, 10 a sample."""
    p = Builder(name, CPU, period=("cpu", "nanoseconds", 10 * MS), duration=10_000 * MS, **more)
    for stack, ms in stacks:
        p.sample(stack, ms // 10, ms * MS)
    return p


@case
def recursion(name):
    """Self recursion, two functions in turn, and three, entered at each."""
    turn = ["expr", "term", "factor"]
    stacks = [("main;walk" + ";walk" * depth, 100 + 40 * depth) for depth in range(6)]
    stacks += [("main;even;odd;even;odd", 300), ("main;odd;even", 180), ("main;walk;even;odd;walk", 90)]
    stacks += [("main;parse;" + ";".join(turn[i % 3] for i in range(n)) + ";token", 30 * n) for n in range(1, 9)]
    return cpu(name, [*stacks, ("main;parse;factor;expr", 60)])


@case
def self_recursion(name):
    """The root calls itself, and so does a leaf that has flat and no other neighbour but its caller."""
    return cpu(name, [("loop", 200), ("loop;loop", 300), ("loop;loop;loop;spin", 100), ("loop;spin;spin;spin", 400)])


@case
def opposite_edges(name):
    """Heavy edges with light ones the other way round, and a pair of equals."""
    return cpu(name, [
        ("main;ping;pong", 900), ("main;pong;ping", 100), ("main;ping;pong;ping;pong", 50),
        ("main;left;right", 400), ("main;right;left", 400), ("main;ping;left", 70), ("main;left;ping", 70),
    ])


@case
def deep(name):
    """A chain of 60 functions whose end calls its beginning: one edge that goes back over 59 ranks."""
    chain = [f"level_{i:02}" for i in range(60)]
    stacks = [(";".join(chain[:depth]), 10 * (depth % 7 + 1)) for depth in range(1, 61)]
    return cpu(name, [*stacks, (";".join([*chain, "level_00", "level_01"]), 500)])


@case
def inline(name):
    """Frames inlined into others, the same function both inlined and called, and recursion inlined once."""
    return cpu(name, [
        ("main;run~step~hash~rotate", 700), ("main;run~step~hash", 250), ("main;run~step", 120), ("main;run", 80),
        ("main;hash~rotate", 300), ("main;hash", 90), ("main;rotate", 40), ("main;visit~visit;visit~visit~leaf", 200),
        ("main;run~step;alloc~fast_path", 160), ("main;run;alloc~slow_path;grow", 60),
    ], time=NOON)


@case
def residual(name):
    """250 handlers, each too small to be drawn, between functions that are not: residual edges."""
    stacks = [("main;serve", 300), ("main;serve;query", 400)]
    for i in range(250):
        stacks.append((f"main;serve;handler_{i:03};{'query' if i % 3 else 'render'};encode", 30 + 10 * (i % 4)))
        if i % 20 == 0:
            stacks.append((f"main;serve;handler_{i:03};log_{i:03};flush", 20))
    return cpu(name, stacks)


@case
def many(name):
    """More functions above the cutoffs than are drawn: 12 modules of 12 functions, which call each other's."""
    stacks = [(f"main;module_{m:02}", 20 + 10 * m) for m in range(12)]
    for m in range(12):
        for f in range(12):
            own, other = f"fn_{m:02}_{f:02}", f"fn_{(m + 1) % 12:02}_{(f * 5 + m) % 12:02}"
            stacks.append((f"main;module_{m:02};{own}", 60 + 10 * ((m * 7 + f * 5) % 11)))
            if f % 4 == m % 4:
                stacks.append((f"main;module_{m:02};{own};{other}", 40))
    return cpu(name, stacks)


@case
def drop_frames(name):
    """The profile itself says which frames to leave out with all they call, and which of those to keep."""
    return cpu(name, [
        ("main;work;alloc;alloc_page;zero", 400), ("main;work;alloc_shown;fill", 300), ("main;work", 200),
        ("main;work;alloc_shown;alloc", 150), ("alloc;refill", 100),
    ], drop="alloc.*", keep="alloc_shown")


@case
def components(name):
    """Four graphs that do not touch: two threads, one function alone, one cycle without an entrance."""
    return cpu(name, [
        ("main;listen;accept", 500), ("main;listen;read", 800), ("main;close", 150), ("main", 70),
        ("gc_thread;mark;scan", 900), ("gc_thread;sweep", 350), ("gc_thread;mark", 120),
        ("idle", 600),
        ("callback;timer;callback", 90), ("timer;callback;timer", 80),
    ])


@case
def crossings(name):
    """Four callers by four callees by three, whose best order is not the order of their weights."""
    stacks = [("main", 10)]
    for i in range(4):
        for j in range(4):
            if (i + j) % 4 != 1:
                ms = 40 + 30 * ((i * 5 + j * 3) % 7)
                stacks.append((f"main;caller_{i};worker_{(3 * j + i) % 4};sink_{(i * j) % 3}", ms))
        stacks.append((f"main;caller_{i};sink_{(i + 2) % 3}", 50))
    return cpu(name, stacks)


@case
def tags(name):
    """Text labels: few values, more values than nodelets, two values under one key, and samples with none."""
    p = Builder(name, CPU, period=("cpu", "nanoseconds", 10 * MS), time=NOON, duration=10_000 * MS,
                comments=["made up", "two comments"])
    for i in range(60):
        labels = [("endpoint", f"/api/{['users', 'orders', 'search', 'login', 'export', 'ping'][i * i % 6]}")]
        labels += [("status", "200" if i % 5 else "404")] * (i % 3 > 0)
        labels += [("shard", str(i % 2)), ("shard", "replica")] if i % 7 == 0 else []
        leaf = ["render", "query", "query;decode"][i % 3]
        p.sample(f"main;serve;{leaf}", 1 + i % 4, (1 + i % 4) * 10 * MS, labels=labels)
    p.sample("main;serve", 12, 120 * MS)
    p.sample("main;warm_up", 20, 200 * MS)
    return p


@case
def numeric_tags(name):
    """Heap sizes as "bytes" labels, as Go writes them, beside times, a plain number and a unit of its own."""
    p = Builder(name, HEAP, period=("space", "bytes", 512 * KB))
    for power in (3, 4, 6, 9, 12, 15, 18, 20, 24, 27):
        size = 1 << power
        count = max(1, 3 * MB // size)
        leaf = "grow" if power > 12 else "intern"
        p.sample(f"main;load;{leaf}", count, count * size, labels=[("bytes", size, "bytes")])
    p.sample("main;cache", 3, 48 * MB, labels=[("bytes", 16 * MB, "bytes"), ("age", 1500, "milliseconds")])
    p.sample("main;cache", 1, 9 * MB, labels=[("age", 3, "seconds"), ("generation", 2)])
    p.sample("main;cache;evict", 2, 5 * MB, labels=[("depth", 7, "hops"), ("generation", -1), ("kind", "old")])
    return p


@case
def difference(name):
    """Two heaps subtracted: the base's samples are negative and labelled pprof::base.

    What stays the same cancels out. The reference drops those nodes and keeps their edges, to an undeclared N0.
    """
    p = Builder(name, HEAP, period=("space", "bytes", 512 * KB), time=NOON)
    base = [("pprof::base", "true")]
    same = {"main;load;intern": 40, "main;cache": 30}
    before = {"main;load;parse": 90, "main;load;copy": 60, "main;old;leak": 25, **same}
    after = {"main;load;parse": 55, "main;load;copy": 75, "main;new;arena": 35, **same}
    for stack, size in after.items():
        p.sample(stack, size // 5, size * MB)
    for stack, size in before.items():
        p.sample(stack, -size // 5, -size * MB, labels=base)
    return p


@case
def negative(name):
    """Negative values with no base to compare with: totals are sums of sizes, edges may cancel out."""
    p = Builder(name, HEAP)
    for stack, size in [
        ("main;free", -80), ("main;grow", 70), ("main;grow;append", 45), ("main;pool;put", -30), ("main;pool;get", 30),
        ("main;pool", -6), ("main;balance", 0),
    ]:
        p.sample(stack, size // 2, size * MB)
    return p


@case
def mangled(name):
    """Mangled names of C++ and Rust, overloads and instances that become one function."""
    push_int = "_ZNSt6vectorIiSaIiEE9push_backERKi"
    push_double = "_ZNSt6vectorIdSaIdEE9push_backERKd"
    return cpu(name, [
        ("main;_ZN5store3addEi;" + push_int, 200), ("main;_ZN5store3addEd;" + push_double, 500),
        ("main;_ZN5store3addEi", 100), ("main;_ZN5store3addEd", 300), ("main;_ZNK5store4findERKSs", 40),
        ("main;_ZN5store3addEd;" + push_double + ";_ZN9allocator4growIdEEvm.cold", 150),
        ("main;_ZN4core3ptr13drop_in_place17h0123456789abcdefE", 60), ("main;_RNvCs1234_7mycrate3foo", 400),
        ("main;_RNvMNtCs1_5alloc3vecINtB2_3VechE4push", 80), ("main;store::dump(std::ostream&)", 70),
    ])


@case
def hostile(name):
    """Names that are markup, DOT, format strings or control characters, in every place that has a text."""
    markup = "<script>alert('&amp;\"')</script>"
    p = Builder(name, CPU, period=("cpu", "nanoseconds", 10 * MS), duration=1_000 * MS,
                comments=[markup, "]]> --> ?>", "back\\slash\\n \\l \\"])
    stacks = [
        [["main"], [markup], ["]]></text><g onload=\"x()\">"]],
        [["main"], ['quote " and \\" and \\'], ["N1 -> N2 [label=\"x\"]; }"]],
        [["main"], ["std::map<int, std::vector<char> >::operator[](int&&)"], ["operator<<"], ["a;b~c"]],
        [["main"], ["%s %d %n {} {0} ${HOME} $(id)"], ["-->"], ["<!--"]],
        [["main"], ["new\nline\tand\rreturn"], ["bell\x07escape\x1b[31mdelete\x7f"]],
        [["main"], ["javascript:alert(1)"], ["&lt;&#x3c;&nosuch;"]],
        [["main"], [" leading and trailing "], ["."], ["::"], ["."]],
        [["main"], ["very_long_" * 30], ["example.com/" + "a/" * 60 + "pkg.(*Type[go.shape.struct { x int }]).Method.func1"]],
        [["main"], ["_ZN4core3ptr13drop_in_placeIcEE"], ["java.util.concurrent.Executor$Worker.run()V"]],
    ]
    for i, stack in enumerate(stacks):
        labels = [("tag<&>", f"<i>{i}</i>")] if i < 3 else [("size", 10**6 * i, "<b>")] if i < 6 else []
        p.sample(stack, 5 + i, (5 + i) * 10 * MS, labels=labels)
    return p


@case
def hostile_tags(name):
    """Labels that would end a DOT string, and long ones. The reference leaves them unescaped: no dot reads its file."""
    p = Builder(name, CPU, period=("cpu", "nanoseconds", 10 * MS))
    for i, (key, text) in enumerate([
        ("quote", 'say "x"'), ("quote\"", "]; evil [label=x"), ("backslash", "C:\\new\\"), ("lines", "one\ntwo\r\nthree"),
        ("markup", "</text><script>alert(1)</script>"), ("long", "abcdefghi " * 40), ("", "no key"), ("no value", ""),
    ]):
        p.sample(f"main;work_{i}", 10 - i, (10 - i) * 10 * MS, labels=[(key, text)])
    return p


@case
def unicode(name):
    """Scripts of several directions and widths, marks that combine, and what lies beyond 16 bits."""
    return cpu(name, [
        ("main;main.Größe;main.straßeΩ", 300), ("main;main.計算する;main.平均値を求める", 500),
        ("main;main.حساب;main.عدد", 200), ("main;main.חשב", 150), ("main;main.вычислить;main.сумма", 400),
        ("main;main.कार्य;main.e\u0301te\u0301", 180), ("main;main.🦀🚀;main.👩‍👩‍👧‍👦", 220), ("main;main.𝒇𝒂𝒔𝒕", 90),
        ("main;main.zero\u200bwidth\u202eoverride", 60), ("main;main.\u3000ideographic\u00a0space", 70),
    ])


@case
def invalid_utf8(name):
    """Names that are bytes and no text: a stray byte, a cut sequence, half a surrogate pair."""
    p = cpu(name, [("main;fine", 100)])
    for i, raw in enumerate([b"stray\xff\xfebytes", b"cut\xe6\x97", b"half\xed\xa0\xbdpair", b"latin1 caf\xe9"]):
        p.sample([["main"], [raw]], 10 + i, (10 + i) * 10 * MS, labels=[("raw", b"\x80label\xc0")])
    return p


@case
def nul(name):
    """The one character at which a name ends for a program in C."""
    return cpu(name, [("main;before\0after", 300), ("main;before", 200), ("main;\0", 100)])


@case
def no_symbols(name):
    """Addresses in a binary, and nothing that names them."""
    return cpu(name, [("a;b;c", 500), ("a;b", 200), ("a;d", 300), ("a;d;d", 100)], symbols=False)


@case
def sample_types(name):
    """Four sample types of which the second is the default, and one that is always zero."""
    p = Builder(name, [("contentions", "count"), ("delay", "nanoseconds"), ("retries", ""), ("unused", "bytes")],
                period=("contentions", "count", 1), default="delay")
    for stack, count, delay in [
        ("main;lock", 900, 20), ("main;send", 40, 700), ("main;send;lock", 300, 90), ("main", 2, 1500),
    ]:
        p.sample(stack, count, delay * MS, count % 7, 0)
    return p


@case
def empty(name):
    """No samples at all."""
    return cpu(name, [], time=NOON)


@case
def zero(name):
    """Samples whose every value is zero, and one without frames."""
    return cpu(name, [("main;idle", 0), ("main;wait", 0), ("", 0)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("golden", type=pathlib.Path, help="folder of the cases")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], metavar="CASE", help="only these")
    args = parser.parse_args()
    for name in args.cases or CASES:
        raw = CASES[name](name).message()
        file = args.golden / name / "profile.pb.gz"
        if file.exists() and gzip.decompress(file.read_bytes()) == raw:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        packed_up = io.BytesIO()
        with gzip.GzipFile("", "wb", 9, packed_up, mtime=0) as out:
            out.write(raw)
        file.write_bytes(packed_up.getvalue())
        print(f"{file}: {len(packed_up.getvalue())} bytes")


if __name__ == "__main__":
    main()
