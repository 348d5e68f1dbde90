"""Small random profiles, and what any profile holds; the standard library only.

A profile is drawn as a plain value (`draw`), which can be made smaller piece by piece (`smaller`) and written
(`encode`). `facts` reads from any profile the names, labels and sample types that options can refer to.
"""

import gzip
import re
import zlib

TYPES = [("samples", "count"), ("cpu", "nanoseconds"), ("alloc_objects", "count"), ("alloc_space", "bytes"),
         ("inuse_space", "bytes"), ("delay", "microseconds"), ("contentions", "count"), ("space", "kilobytes"),
         ("wall", "ms"), ("odd", "parsecs"), ("none", ""), ("cost", "GCU"), ("days", "d"), ("Frames", "Count")]
NAMES = ["main.main", "main.(*T).Run", "main.f[...]", "main.f[go.shape.int]", "runtime.mallocgc", "runtime.goexit",
         "std::vector<int, std::allocator<int> >::push_back(int const&)", "operator new(unsigned long)",
         "(anonymous namespace)::helper()", "ns::Class::operator()(int)", "java.util.List.get", "a.b.c$d.e", "λ.größe",
         "K", "k", "ſ", ".hidden", "_start", "f", "f.func1", "f.func1.2", "x<y>", "a{2}", "[vdso]", "tab\there",
         "quote\"d", "back\\slash", "<unknown>", "main.main.func1-range1", "core::ptr::drop_in_place::h0123456789abcdef",
         "github.com/a/b/v2.(*Deep).Call", "encoding/json.Marshal", "A::B<C::D>::E", "~T", "a b"]
FILES = ["", "/src/main.go", "/src/./x/../main.go", "main.go", "/build/src/a/b.cc", "//x//y.h", "/proc/self/cwd/z.c",
         "/proc/self/cwd/./z.c", "/usr/lib/go/src/runtime/malloc.go", "rel/path/main.go", "ünï.rs", "/src/", "..", "C:\\x.c"]
BINARIES = ["", "/bin/app", "/usr/lib/libc.so.6", "[vdso]", "[kernel.kallsyms]_text", "http://host/binary", "/bin/dir/",
            "app"]
KEYS = ["user", "bytes", "request", "alignment", "lat", "goid", "zone", "thread id", "k=v", "pprof::base"]
TEXTS = ["alice", "bob", "eu-1", "a,b", "1kb", "x:y", "λ", "", "5", "tab\t", "q\"", "true"]
UNITS = ["", "", "bytes", "kb", "ms", "ns", "req", "count", "MiB", "seconds", "s"]
FRAMES = ["", "", "", "runtime\\..*", "main.main|K", "operator new", "(", ".*", "f.*"]
EDGE_VALUES = [0, 1, -1, 2**63 - 1, -2**63, 2**53 + 1, 999, 1000, 1023, 1024, 1536, 10**9, 60 * 10**9]


def draw(random):
    """A profile: a dictionary of lists of tuples that refer to each other by index."""
    few = lambda most, least=1: random.randint(least, most)
    types = random.sample(TYPES, few(3))
    has_columns, has_lines, is_negative = random.random() < .3, random.random() < .8, random.random() < .25
    has_mappings, is_wild = random.random() < .8, random.random() < .1
    names = random.sample(NAMES, few(12, 2))
    files = random.sample(FILES, few(4))
    functions = [(name, random.choice(["", name, "_Z1fv"]), random.choice(files),
                  random.choice([0, 0, 10, 20]) if random.random() < .5 else 0)
                 for name in names for _ in range(random.choice([1, 1, 1, 2]))]
    mappings = [(0x1000 * (i + 1), 0x1000 * (i + 2), random.choice([0, 0, 0x1000]), file,
                 random.choice(["", "", "cafe", "0123456789abcdef0123"]))
                for i, file in enumerate(random.sample(BINARIES, few(3)))] if has_mappings else []
    if random.random() < .1:
        functions.append(("", "", random.choice(FILES), 0))

    def line():
        number = random.choice([0, 1, 7, 7, 42, 100]) if has_lines else 0
        return (random.randrange(len(functions)), number, random.choice([0, 3, 9]) if has_columns else 0)

    def location():
        n_lines = random.choices([0, 1, 2, 3], [1, 12, 3, 1])[0]
        mapping = few(len(mappings), 0) if mappings else 0
        address = random.choice([0, 0x1000 * mapping + random.randrange(64) * 16]) if random.random() < .9 else 16
        return (mapping, address, tuple(line() for _ in range(n_lines)))

    locations = [location() for _ in range(few(16))]
    labels = []
    for key in random.sample(KEYS[:-1] if random.random() < .97 else KEYS, few(4, 0)):
        unit = random.choice(UNITS)
        labels.append(lambda key=key: (key, random.choice(TEXTS)))
        labels.append(lambda key=key, unit=unit: (
            key, random.choice([0, 1, 5, 16, 1000, 1024, 1536, 65536, -5, 2**40]),
            unit if random.random() < .9 else random.choice(UNITS)))

    def value():
        if is_wild:
            return random.choice(EDGE_VALUES)
        number = random.choice([random.randint(0, 9), random.randint(0, 1000), int(10 ** random.uniform(0, 10))])
        return -number if is_negative and random.random() < .4 else number

    def sample():
        depth = few(8, 0 if random.random() < .1 else 1)
        chosen = random.choices(range(len(locations)), k=depth)
        pairs = [random.choice(labels)() for _ in range(few(3, 0))] if labels else []
        return (tuple(chosen), tuple(value() for _ in types), tuple(pairs))

    return {
        "types": types, "functions": functions, "mappings": mappings, "locations": locations,
        "samples": [sample() for _ in range(few(25, 0 if random.random() < .05 else 1))],
        "drop": random.choice(FRAMES), "keep": random.choice(FRAMES),
        "time": random.choice([0, 1_700_000_000 * 10**9, 1]), "duration": random.choice([0, 10**9, 1_234_567_890]),
        "period": random.choice([None, ("cpu", "nanoseconds", 10_000_000), ("space", "bytes", 524288)]),
        "comments": random.choice([[], [], ["a comment", "two \"words\""]]),
        "default": random.choice([None, None, types[0][0], "bogus"]), "url": random.choice(["", "", "https://x.org/y"]),
    }


def sibling(random, profile):
    """A profile of the same program: the same functions, other samples, and at times other types or units."""
    other = draw(random)
    other |= {key: profile[key] for key in ("functions", "mappings", "locations", "period")}
    if random.random() < .9:
        other["types"] = profile["types"]
    else:
        other["types"] = random.sample(profile["types"], len(profile["types"]))
    n_locations, n_types = len(profile["locations"]), len(other["types"])
    other["samples"] = [(tuple(at % n_locations for at in stack), tuple(values[i % len(values)] for i in range(n_types)),
                         labels) for stack, values, labels in other["samples"]]
    if profile["samples"] and random.random() < .5:
        known = [(stack, tuple(random.choice([value, value // 2, value * 2, -value]) for value in values), labels)
                 for stack, values, labels in random.choices(profile["samples"], k=5)]
        other["samples"] += [sample for sample in known if len(sample[1]) == n_types]
    return other


def smaller(profile):
    """Profiles with one thing less, the largest things first."""
    def without(key, items):
        for i in range(len(items)):
            yield profile | {key: items[:i] + items[i + 1:]}

    def with_sample(i, sample):
        return profile | {"samples": profile["samples"][:i] + [sample] + profile["samples"][i + 1:]}

    samples = profile["samples"]
    if len(samples) > 3:
        yield profile | {"samples": samples[::2]}
        yield profile | {"samples": samples[1::2]}
    yield from without("samples", samples)
    for i, (stack, values, labels) in enumerate(samples):
        for j in range(len(stack)):
            yield with_sample(i, (stack[:j] + stack[j + 1:], values, labels))
        for j in range(len(labels)):
            yield with_sample(i, (stack, values, labels[:j] + labels[j + 1:]))
    for i, (mapping, address, lines) in enumerate(profile["locations"]):
        for j in range(len(lines)):
            rest = (mapping, address, lines[:j] + lines[j + 1:])
            yield profile | {"locations": profile["locations"][:i] + [rest] + profile["locations"][i + 1:]}
    for key, empty in (("drop", ""), ("keep", ""), ("comments", []), ("url", ""), ("default", None), ("period", None),
                       ("time", 0), ("duration", 0)):
        if profile[key] != empty:
            yield profile | {key: empty}


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value) if value else b""
    return varint(number << 3 | 2) + varint(len(value)) + value


def encode(profile):
    """The profile in the protobuf format, not compressed."""
    strings = {"": 0}
    text = lambda string: strings.setdefault(string, len(strings))
    value_type = lambda name, unit: field(1, text(name)) + field(2, text(unit))
    out = [field(1, value_type(*names)) for names in profile["types"]]
    for stack, values, labels in profile["samples"]:
        body = field(1, b"".join(varint(at + 1) for at in stack)) if stack else b""
        body += field(2, b"".join(map(varint, values)))
        for key, value, *unit in labels:
            if isinstance(value, str):
                body += field(3, field(1, text(key)) + field(2, text(value)))
            else:
                body += field(3, field(1, text(key)) + field(3, value) + field(4, text(unit[0])))
        out.append(field(2, body))
    for i, (start, limit, offset, file, build_id) in enumerate(profile["mappings"]):
        out.append(field(3, field(1, i + 1) + field(2, start) + field(3, limit) + field(4, offset)
                         + field(5, text(file)) + field(6, text(build_id))))
    for i, (mapping, address, lines) in enumerate(profile["locations"]):
        body = field(1, i + 1) + field(2, mapping) + field(3, address)
        for function, line, column in lines:
            body += field(4, field(1, function + 1) + field(2, line) + field(3, column))
        out.append(field(4, body))
    for i, (name, system_name, file, start_line) in enumerate(profile["functions"]):
        out.append(field(5, field(1, i + 1) + field(2, text(name)) + field(3, text(system_name))
                         + field(4, text(file)) + field(5, start_line)))
    tail = [field(7, text(profile["drop"])), field(8, text(profile["keep"])), field(9, profile["time"]),
            field(10, profile["duration"])]
    if profile["period"]:
        name, unit, period = profile["period"]
        tail += [field(11, value_type(name, unit)), field(12, period)]
    tail += [field(13, varint(text(comment))) for comment in profile["comments"]]
    if profile["default"] is not None:
        tail.append(field(14, text(profile["default"])))
    tail.append(field(15, text(profile["url"])))
    return b"".join(out + [field(6, string.encode()) for string in strings] + tail)


def fields(data):
    """The fields of a message: number and value."""
    at = 0

    def number():
        nonlocal at
        result = shift = 0
        while True:
            byte = data[at]
            at += 1
            result |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return result

    while at < len(data):
        key = number()
        match key & 7:
            case 0:
                yield key >> 3, number()
            case 2:
                length = number()
                yield key >> 3, data[at:at + length]
                at += length
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                raise ValueError("no protobuf")


class Facts:
    """What options can refer to; lists without repetitions, in the order of the profile."""

    def __init__(self, data):
        self.types, self.names, self.files, self.binaries, self.keys, self.texts, self.numbers = [], [], [], [], [], [], []
        try:
            self._of_protobuf(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        except (ValueError, IndexError, TypeError, OSError, EOFError, zlib.error):
            self.names = re.findall(r"[A-Za-z_][\w.:/<>*()-]{3,60}", data[:200_000].decode("utf-8", "ignore"))[:500]
        self.names = [name for name in self.names if name] or ["main"]
        self.files = [file for file in self.files if file] or ["/src/main.c"]

    def _of_protobuf(self, data):
        messages = list(fields(data))
        strings = [value.decode("utf-8", "replace") for number, value in messages if number == 6]
        if not strings:
            raise ValueError("no strings")
        text = lambda message, wanted: strings[dict(fields(message)).get(wanted, 0)]
        of = lambda wanted: [value for number, value in messages if number == wanted]
        self.types = [text(message, 1) for message in of(1)]
        self.names = [text(message, 2) for message in of(5)[:2000]]
        self.files = sorted({text(message, 4) for message in of(5)[:2000]})
        self.binaries = [text(message, 5) for message in of(3)]
        labels = {}
        for sample in of(2)[:2000]:
            for number, value in fields(sample):
                if number == 3:
                    label = dict(fields(value))
                    labels[strings[label.get(1, 0)], strings[label.get(2, 0)], label.get(3, 0),
                           strings[label.get(4, 0)]] = None
        self.keys = list({key: None for key, _, _, _ in labels})
        self.texts = [(key, value) for key, value, _, _ in labels if value]
        self.numbers = [(key, (number + 2**63) % 2**64 - 2**63, unit) for key, value, number, unit in labels if not value]
