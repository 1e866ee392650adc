/** What is open on the page, in words: what a link takes along. */

import { lossName } from '../../../core/losses/names.ts';
import { headMetric } from '../../../core/run/headMetrics.ts';
import { titlesOf } from '../../../core/titles.ts';
import { counted, listText, lowered } from '../../../core/words.ts';
import { freshView, type Selection, type State, type View } from '../../store.ts';
import { tabs } from '../../tabs.ts';

/** "Adds the tab Plane, logarithmic axes and the loss colour, which is selected." */
export function openText({ view, selection, learning, experiment }: State): string {
  const isLesson = learning !== null && learning.lesson !== null;
  const parts = [
    ...(isLesson ? ['the lesson with its own experiment'] : []),
    `the tab ${tabs.find(({ id }) => id === view.tab)?.label ?? 'Curves'}`,
    ...lookTexts(view),
    ...selectionTexts(selection, experiment),
  ];
  return `Adds ${listText(parts)}.`;
}

function lookTexts(view: View): string[] {
  const differs = (name: keyof View) => view[name] !== freshView[name];
  return [
    ...(differs('takesCentre') ? ['the panel at its large size'] : []),
    ...(differs('scale') ? [`${view.scale === 'log' ? 'logarithmic' : 'linear'} axes`] : []),
    ...(differs('xAxis') ? [`curves by ${view.xAxis}`] : []),
    ...(differs('smoothing') ? [`smoothing ${view.smoothing.toFixed(2)}`] : []),
    ...(differs('showsWeighted') ? ['weighted losses'] : []),
    ...(differs('foldsSeeds') ? ['every seed by itself'] : []),
    ...(view.metric ? [`the chart of ${lowered(headMetric(view.metric).label)}`] : []),
    ...(differs('lossesOf') ? ['validation losses'] : []),
  ];
}

function selectionTexts(selection: readonly Selection[], experiment: State['experiment']): string[] {
  const [first, ...others] = selection;
  if (!first) return [];
  if (others.length > 0) return [`the selection of ${counted(selection.length, 'thing')}`];
  if (first.kind === 'loss') return [`the loss ${lossName(experiment, first.id)}, selected`];
  if (first.kind === 'layer') return [`the layer ${titlesOf(experiment).get(first.id) ?? first.id}, selected`];
  return [`the settings of the ${first.kind}, selected`];
}
