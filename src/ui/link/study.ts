/**
 * A study in a link: `#1/study/<study>`, packed as the link of one experiment is, its experiment as what differs from a
 * preset. What it holds comes on the desk and is not started. Links come from anybody: they are bounded and parsed.
 */
import { experimentVersion } from '../../core/experiment.ts';
import { own } from '../../core/fields.ts';
import { migrateLink } from '../../core/migrate.ts';
import { baseOf } from '../../core/presets.ts';
import { error, type Problem, show } from '../../core/problem.ts';
import { parseStudy } from '../../core/study/parse.ts';
import type { Study } from '../../core/study/study.ts';
import { copyAgain, linkText, whyNotUnpacked } from './linkText.ts';
import { linkLimits, pack, unpack } from './pack.ts';
import { applyPatch } from './patch.ts';
import { leastPatch } from './url.ts';

const prefix = `${experimentVersion}/study/`;

/** The fragment of a study, with its `#`; nothing where it is longer than what is read. */
export function encodeStudy({ experiment, ...study }: Study): string | undefined {
  const { preset, json } = leastPatch(experiment);
  const patch = json === '' ? {} : { patch: JSON.parse(json) as unknown };
  const link = `#${prefix}${pack(JSON.stringify({ preset, ...patch, study }))}`;
  return link.length > linkLimits.fragment ? undefined : link;
}

/** What a fragment says. Never throws: a broken one has no study, and Problems. */
export function decodeStudy(fragment: string): { readonly study?: Study; readonly problems: readonly Problem[] } {
  const text = linkText(fragment);
  const wrong = whyNotUnpacked(text);
  if (wrong) return { problems: [wrong] };
  const broken = (message: string) => ({ problems: [error([], message, copyAgain)] });
  const unpacked = unpack(text.slice(prefix.length));
  if (!unpacked) return broken('The link is damaged: its end cannot be read.');
  const preset = own(unpacked.value, 'preset');
  const base = typeof preset === 'string' ? baseOf(preset) : undefined;
  if (!base) return broken(`The link starts from ${show(preset)}, which is no preset here.`);
  const patch = own(unpacked.value, 'patch');
  const study = own(unpacked.value, 'study');
  if (typeof study !== 'object' || study === null) return broken(`The link holds ${show(study)}, no study.`);
  const experiment = patch === undefined ? base : applyPatch(base, migrateLink(patch));
  const parsed = parseStudy({ ...study, experiment }, base);
  return parsed.problems.some(({ severity }) => severity === 'error') ? { problems: parsed.problems } : parsed;
}
