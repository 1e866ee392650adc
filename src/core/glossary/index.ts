/** The glossary: ideas, and a row for every loss, strategy, optimizer, layer, metric and plane, out of their tables. */
import { scheduleFields } from '../experiment.ts';
import { metaOf } from '../fields.ts';
import { layerKinds } from '../layers/index.ts';
import { lossKinds } from '../losses/index.ts';
import { optimizerKinds } from '../optimizers.ts';
import { headMetrics } from '../run/headMetrics.ts';
import { strategies } from '../strategies/index.ts';
import { planes } from '../study/plane/index.ts';
import { concepts } from './concepts.ts';
import type { Entry } from './entry.ts';
import { pageParts } from './pageParts.ts';
import { trainingWords } from './trainingWords.ts';

const ofLosses = Object.values(lossKinds).map(
  ({ kind, label, help, formula, citation, reads }): Entry => ({
    id: kind,
    term: label,
    group: 'loss',
    text: help,
    formula,
    citation,
    see: [reads === 'target' ? 'loss' : 'penalty'],
  }),
);

const ofStrategies = Object.values(strategies).map(({ kind, label, help, formula, ...row }): Entry => {
  const paper = 'paper' in row ? row.paper : undefined;
  return {
    id: kind,
    term: label,
    group: 'strategy',
    text: help,
    formula,
    see: ['strategy'],
    ...(paper && { citation: `${paper.authors} ${paper.year}, ${paper.title}, ${paper.venue}`, url: paper.url }),
  };
});

const ofSchedules = (metaOf(scheduleFields.shape.kind).choices ?? []).map(
  ({ value, label, help = '' }): Entry => ({
    id: `schedule-${value}`,
    term: `Optimizers: ${label}`,
    group: 'schedule',
    text: help,
    see: ['schedule'],
  }),
);

const ofOptimizers = Object.entries(optimizerKinds).map(
  ([id, { label, help, formula, citation }]): Entry => ({
    id,
    term: label,
    group: 'optimizer',
    text: help,
    formula,
    citation,
    see: ['optimizer'],
  }),
);

const ofLayers = Object.values(layerKinds).map(
  ({ kind, label, help, formula }): Entry => ({
    id: `layer-${kind}`,
    term: label,
    group: 'layer',
    text: help,
    formula,
  }),
);

const ofMetrics = Object.entries(headMetrics).map(
  ([id, { label, help }]): Entry => ({ id: `metric-${id}`, term: label, group: 'metric', text: help, see: ['metric'] }),
);

const ofPlanes = Object.values(planes).map(
  ({ kind, label, help, formulas, citation }): Entry => ({
    id: kind,
    term: label,
    group: 'plane',
    text: help,
    formula: formulas.join(String.raw`,\quad `),
    citation,
    see: ['tab-plane'],
  }),
);

/** All entries, ideas first. */
export const glossary: readonly Entry[] = [
  ...concepts,
  ...trainingWords,
  ...ofLosses,
  ...ofStrategies,
  ...ofSchedules,
  ...ofOptimizers,
  ...ofLayers,
  ...ofMetrics,
  ...ofPlanes,
  ...pageParts,
];

const byId = new Map(glossary.map((entry) => [entry.id, entry]));

/** The entry of that id, or nothing. */
export function entryOf(id: string): Entry | undefined {
  return byId.get(id);
}
