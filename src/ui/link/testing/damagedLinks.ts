/** Damaged links of every kind, for tests: what may come of one on its way here, and what somebody may put into it. */
import fc from 'fast-check';
import type { Classroom } from '../../../core/classroom/classroom.ts';
import { defaultExperiment, presets } from '../../../core/presets.ts';
import { makeStudy, type Study } from '../../../core/study/study.ts';
import { freshView, type LinkedView } from '../../store.ts';
import { encodeClass } from '../classLink.ts';
import { classPart } from '../classPart.ts';
import { encodeComparison } from '../comparison.ts';
import { pack } from '../pack.ts';
import { encodeStudy } from '../study.ts';
import { encodeLink } from '../url.ts';
import { encodeView } from '../view.ts';
import { damaged, damagedText } from './damage.ts';
import { formerLinks } from './formerLinks.ts';

export const study: Study = makeStudy(defaultExperiment, {
  title: 'Rates',
  variations: [
    { kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.01, 0.1], labels: ['low', 'high'] },
  ],
  seeds: [1, 2],
  folds: 2,
});

export const classroom: Classroom = {
  version: 1,
  title: 'Which loss wins?',
  isHeld: true,
  locked: ['faders'],
  hidden: ['verdict', 'tab-plane'],
  pages: [
    { title: 'One', text: 'Look at $L_1$, [there](https://example.org).' },
    { title: '', text: '', question: { kind: 'choice', prompt: 'Which?', answers: ['colour', 'size'] } },
    { title: '', text: '', question: { kind: 'number', prompt: 'How low?', answers: [] } },
  ],
};

const shown: LinkedView = {
  view: { ...freshView, tab: 'plane', scale: 'log', smoothing: 0.3, metric: 'iou' },
  selection: [{ kind: 'loss', id: 'size' }, { kind: 'training' }],
  isHeld: true,
};
const curves = {
  train: { step: [0, 10], 'loss:colour': [2, 1] },
  validation: { step: [10], 'accuracy:colour': [0.5] },
};
const patch = { title: 'Mine', training: { epochs: 3 }, losses: { colour: { fader: 2 } } };
const run = { title: 'One', preset: 'colour-size', patch, baseline: true, curves };

/** A link as the page writes it. */
export const link = encodeLink({
  ...defaultExperiment,
  title: 'Mine',
  losses: [...defaultExperiment.losses].reverse(),
});

/** The JSON of a link, harmed, in a link again. */
const packed = (start: string, document: unknown) =>
  damaged(document).map((one) => `${start}${pack(JSON.stringify(one) ?? '')}`);

/** By what they hold. */
export const damagedLinks = {
  experiment: fc.oneof(
    ...[link, ...Object.values(formerLinks).flatMap(({ links }) => links.map((one) => one.link))].map(damagedText),
    packed(`#1/${presets[0]?.id}/`, patch),
  ),
  study: fc.oneof(
    damagedText(encodeStudy(study) ?? ''),
    packed('#1/study/', { preset: 'colour-size', patch, study: { ...study, experiment: undefined } }),
  ),
  comparison: fc.oneof(
    damagedText(encodeComparison([{ title: 'One', experiment: defaultExperiment, isBaseline: true }])),
    packed('#1/compare/', { runs: [run, run] }),
  ),
  class: fc.oneof(damagedText(link + classPart(encodeClass(classroom))), packed(`${link}&class=`, classroom)),
  view: fc.oneof(
    damagedText(link + encodeView(shown)),
    packed(`${link}&view=`, { ...shown.view, selection: shown.selection, isHeld: true }),
  ),
  lesson: damagedText('#learn/one-loss/hinge'),
  term: damagedText('#term/multi-task'),
} as const satisfies Record<string, fc.Arbitrary<string>>;
