/**
 * An experiment in a link: `#1/<preset>/<what differs>`. The difference is JSON in base64url after `j`, or deflated
 * after `z` where that is shorter. Links come from anybody: sizes are bounded before and after decompression, and what
 * comes out is parsed like any other input.
 */
import { type Experiment, experimentVersion } from '../../core/experiment.ts';
import { migrateLink } from '../../core/migrate.ts';
import { parseExperiment } from '../../core/parse.ts';
import { baseOf, defaultExperiment, presets } from '../../core/presets.ts';
import { error, type Problem, show } from '../../core/problem.ts';
import { linkLimits, pack, unpack } from './pack.ts';
import { applyPatch, makePatch } from './patch.ts';

/** The fragment of an experiment, with its `#`: relative to the preset from which least differs. */
export function encodeLink(experiment: Experiment): string {
  const { preset, json } = leastPatch(experiment);
  const start = `#${experimentVersion}/${preset}`;
  return json === '' ? start : `${start}/${pack(json)}`;
}

/** The preset from which an experiment differs least, and the JSON of its patch; empty where it is that preset. */
export function leastPatch(experiment: Experiment): { readonly preset: string; readonly json: string } {
  let best: { readonly preset: string; readonly json: string } | undefined;
  for (const { id, experiment: base } of presets) {
    const patch = makePatch(base, experiment);
    const json = Object.keys(patch).length > 0 ? JSON.stringify(patch) : '';
    if (!best || json.length < best.json.length) best = { preset: id, json };
  }
  if (!best) throw new Error('There are no presets.');
  return best;
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

/** Whether a fragment is of a study, of whatever version: see `study.ts`. */
export function isStudyLink(fragment: string): boolean {
  return /^#?\d+\/study(\/|$)/.test(fragment);
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
