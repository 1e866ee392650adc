/** What may come of a document on its way here, and what somebody may make of it: for tests. */
import fc from 'fast-check';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Values that no field expects, among them those that have broken other programs. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      '',
      'NaN',
      '__proto__',
      'constructor',
      '</script><script>alert(1)</script>',
      '\\href{javascript:0}{}',
    ],
    ...[0, -0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 4294967296, Number.NaN, Number.POSITIVE_INFINITY],
    ...['\u202e\u2066\u200b\ufeff', '\ud800', '\u0000', 'é'.repeat(20_000), '$'.repeat(10_000)],
    ...[[], {}, [[]], nested(200), { toString: 1, valueOf: null, length: 1e9 }],
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"hasOwnProperty":1}'),
  ),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** One step into a document: which of the entries there, as a share of how many there are. */
const way = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 9 });
const harm = fc.oneof(
  { weight: 4, arbitrary: hostile.map((value) => ({ kind: 'put', value }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'drop' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'double' } as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('__proto__', 'constructor', 'kind', 'toString', '', 'x'.repeat(5000)), hostile)
      .map(([key, value]) => ({ kind: 'add', key, value }) as const),
  },
);
type Harm = typeof harm extends fc.Arbitrary<infer T> ? T : never;

/** The document with one to five of its entries harmed; the document itself stays as it is. */
export function damaged(document: unknown): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(way, harm), { minLength: 1, maxLength: 5 })
    .map((all) => all.reduce<unknown>((value, [steps, one]) => harmed(value, steps, one), document));
}

function harmed(value: unknown, [step, ...rest]: readonly number[], harm: Harm): unknown {
  if (typeof value !== 'object' || value === null || step === undefined)
    return harm.kind === 'put' ? harm.value : value;
  const entries: [string, unknown][] = Object.entries(value);
  const at = Math.floor(step * entries.length);
  const [key, inner] = entries[at] ?? ['0', undefined];
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) entries[at] = [key, harmed(inner, rest, harm)];
  else if (harm.kind === 'put') entries[at] = [key, harm.value];
  else if (harm.kind === 'drop') entries.splice(at, 1);
  else if (harm.kind === 'double') entries.splice(at, 0, [key, inner]);
  else entries.push([harm.key, harm.value]);
  if (Array.isArray(value)) return entries.map(([, one]) => one);
  // As JSON.parse makes it: a key "__proto__" is one like any other.
  const made = {};
  for (const [name, one] of entries)
    Object.defineProperty(made, name, { value: one, enumerable: true, configurable: true, writable: true });
  return made;
}

/** The text cut, with pieces put in, left out, or twice, and with bytes that no text has. */
export function damagedText(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length);
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '/',
      '#',
      '%00',
      '%',
      '&view=',
      '{',
      '['.repeat(5000),
      '"',
      '\u0000',
      '\ufeff',
      'z'.repeat(70_000),
      '..//',
    ),
  );
  return fc
    .array(fc.tuple(place, place, piece), { minLength: 1, maxLength: 3 })
    .map((cuts) =>
      cuts.reduce((all, [from, to, put]) => all.slice(0, Math.min(from, to)) + put + all.slice(from), text),
    );
}
