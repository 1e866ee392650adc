/**
 * An experiment in a link: `#1/<preset>/<what differs>`. The difference is JSON in base64url after `j`, or deflated
 * after `z` where that is shorter. Links come from anybody: sizes are bounded before and after decompression, and what
 * comes out is parsed like any other input.
 */
import { deflateSync, Inflate } from 'fflate';
import { type Experiment, experimentVersion } from '../../core/experiment.ts';
import { migrateLink } from '../../core/migrate.ts';
import { parseExperiment } from '../../core/parse.ts';
import { baseOf, defaultExperiment, presets } from '../../core/presets.ts';
import { error, type Problem, show } from '../../core/problem.ts';
import { applyPatch, makePatch } from './patch.ts';

/** The longest fragment that is read, in characters, and the longest JSON, in bytes. */
export const linkLimits = { fragment: 60_000, json: 400_000 } as const;

/** The fragment of an experiment, with its `#`: relative to the preset from which least differs. */
export function encodeLink(experiment: Experiment): string {
  let best: { readonly id: string; readonly json: string } | undefined;
  for (const preset of presets) {
    const patch = makePatch(preset.experiment, experiment);
    const json = Object.keys(patch).length > 0 ? JSON.stringify(patch) : '';
    if (!best || json.length < best.json.length) best = { id: preset.id, json };
  }
  if (!best) throw new Error('There are no presets.');
  const start = `#${experimentVersion}/${best.id}`;
  return best.json === '' ? start : `${start}/${pack(best.json)}`;
}

export interface Opened {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
}

/** The characters of a link. What stands behind one in a text comes along with it: a full stop, a bracket, a quote. */
const linkCharacters = /^#?([\w/-]*)/;

/** The fragment of a link that stands in a text; nothing where there is none, or JSON. */
export function findLink(text: string): string | undefined {
  return /^\s*[{[]/.test(text) ? undefined : /#\d+\/[\w/-]*/.exec(text)?.[0];
}

/** What a fragment says; nothing for an empty one. Never throws: a broken one gives the default and Problems. */
export function decodeLink(fragment: string): Opened | undefined {
  const text = linkCharacters.exec(fragment)?.[1] ?? '';
  if (text === '') return undefined;
  const problem = (message: string, remedy: string): Opened => ({
    experiment: defaultExperiment,
    problems: [error([], message, remedy)],
  });
  if (text.length > linkLimits.fragment) {
    return problem(`The link has ${text.length} characters; ${linkLimits.fragment} are read.`, 'Send a file instead.');
  }
  const [version, id = '', payload, ...rest] = text.split('/');
  if (version !== String(experimentVersion)) {
    const isNewer = Number(version) > experimentVersion;
    return problem(
      `The link has the version ${show(version)}; this page reads version ${experimentVersion}.`,
      isNewer ? 'It was made by a newer Loss Mixer: reload the page to get it.' : 'Copy the whole link again.',
    );
  }
  const base = baseOf(id);
  if (!base || rest.length > 0) {
    return problem(`The link starts from ${show(id)}, which is no preset here.`, 'Copy the whole link again.');
  }
  const isCut = payload === '' && !fragment.endsWith('/');
  if (!isCut && (payload === undefined || payload === '')) return { experiment: base, problems: [] };
  const patch = unpack(payload ?? '');
  if (!patch) return problem('The link is damaged: its end cannot be read.', 'Copy the whole link again.');
  const parsed = parseExperiment(applyPatch(base, migrateLink(patch.value)), base);
  const isBroken = parsed.problems.some(({ severity }) => severity === 'error');
  return isBroken ? { experiment: defaultExperiment, problems: parsed.problems } : parsed;
}

function pack(json: string): string {
  const bytes = new TextEncoder().encode(json);
  const deflated = deflateSync(bytes, { level: 9 });
  return deflated.length < bytes.length ? `z${toBase64(deflated)}` : `j${toBase64(bytes)}`;
}

function unpack(payload: string): { readonly value: unknown } | undefined {
  try {
    const bytes = fromBase64(payload.slice(1));
    const json = payload.startsWith('z') ? inflate(bytes) : payload.startsWith('j') ? bytes : undefined;
    if (!json || json.length > linkLimits.json) return undefined;
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) };
  } catch {
    return undefined;
  }
}

/** Inflates piece by piece, so that a decompression bomb is given up before it fills the memory. */
function inflate(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Inflate((chunk, isLast) => {
    length += chunk.length;
    if (length > linkLimits.json) throw new Error('too long');
    chunks.push(chunk);
    isWhole = isLast;
  });
  const piece = 512;
  for (let i = 0; i < bytes.length; i += piece) stream.push(bytes.slice(i, i + piece), i + piece >= bytes.length);
  if (!isWhole) throw new Error('cut short');
  const result = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
