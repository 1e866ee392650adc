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
import { copyAgain, linkText, whyNotUnpacked } from './linkText.ts';
import { pack, unpack } from './pack.ts';
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

/** The fragment of a link that stands in a text, with its parts; nothing where there is none, or JSON. */
export function findLink(text: string): string | undefined {
  return /^\s*[{[]/.test(text) ? undefined : /#\d+\/[\w/-]*(?:&[a-z]+=[\w-]+)*/.exec(text)?.[0];
}

/** Whether a fragment is of a study, of whatever version: see `study.ts`. */
export function isStudyLink(fragment: string): boolean {
  return /^#?\d+\/study(\/|$)/.test(fragment);
}

/** What a fragment says; nothing for an empty one. Never throws: a broken one gives the default and Problems. */
export function decodeLink(fragment: string): Opened | undefined {
  const text = linkText(fragment);
  if (text === '') return undefined;
  const instead = (problem: Problem): Opened => ({ experiment: defaultExperiment, problems: [problem] });
  const wrong = whyNotUnpacked(text);
  if (wrong) return instead(wrong);
  const broken = (message: string) => instead(error([], message, copyAgain));
  const [, id = '', payload, ...rest] = text.split('/');
  const base = baseOf(id);
  if (!base || rest.length > 0) {
    return broken(`The link starts from ${show(id)}, which is no preset here.`);
  }
  const isCut = payload === '' && !fragment.endsWith('/');
  if (!isCut && (payload === undefined || payload === '')) return { experiment: base, problems: [] };
  const patch = unpack(payload ?? '');
  if (!patch) return broken('The link is damaged: its end cannot be read.');
  const parsed = parseExperiment(applyPatch(base, migrateLink(patch.value)), base);
  const isBroken = parsed.problems.some(({ severity }) => severity === 'error');
  return isBroken ? { experiment: defaultExperiment, problems: parsed.problems } : parsed;
}
