// Prints a heap profile of 1,200 functions, as profile.proto: a tree in which each calls up to three others.

const varint = (n) => (n < 128 ? [n] : [n % 128 + 128, ...varint(Math.floor(n / 128))]);
const number = (field, n) => [...varint(field * 8), ...varint(n)];
const bytes = (field, of) => [...varint(field * 8 + 2), ...varint(of.length), ...of];

const N_FUNCTIONS = 1200, FIRST_NAME = 3;
const parent = (n) => Math.floor((n - 1) / 3);
const stack = (n) => (n ? [n + 1, ...stack(parent(n))] : [1]);
const functions = Array.from({ length: N_FUNCTIONS }, (_, n) => n);
const profile = [
  bytes(1, [...number(1, 1), ...number(2, 2)]),
  ...functions.map((n) => bytes(2, [...bytes(1, stack(n).flatMap(varint)), ...bytes(2, varint(1000 + (n * 7919) % 4096))])),
  ...functions.map((n) => bytes(4, [...number(1, n + 1), ...bytes(4, number(1, n + 1))])),
  ...functions.map((n) => bytes(5, [...number(1, n + 1), ...number(2, n + FIRST_NAME)])),
  ...["", "space", "bytes", ...functions.map((n) => `package${n % 40}.function${n}`)].map((text) => bytes(6, [...Buffer.from(text)])),
];
process.stdout.write(Buffer.from(profile.flat()));
