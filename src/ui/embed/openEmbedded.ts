/** What a frame shows of a link: one experiment, whatever kind of link it is. */
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { type Problem, warning } from '../../core/problem.ts';
import { classOfLink } from '../link/classPart.ts';
import { decodeComparison, isComparison } from '../link/comparison.ts';
import { lessonOfLink } from '../link/lessonLink.ts';
import { decodeStudy } from '../link/study.ts';
import { decodeLink, isStudyLink } from '../link/url.ts';
import { decodeView } from '../link/view.ts';
import type { View } from '../store.ts';

export interface Embedded {
  readonly experiment: Experiment;
  /** How its curves are drawn. */
  readonly view: Partial<View>;
  readonly problems: readonly Problem[];
}

/** Never throws: what cannot be shown gives the default experiment and says so. */
export function openEmbedded(fragment: string): Embedded {
  const shown = decodeView(fragment);
  const { experiment = defaultExperiment, problems } = held(fragment);
  return { experiment, view: shown?.linked.view ?? {}, problems: [...problems, ...(shown?.problems ?? [])] };
}

function held(fragment: string): {
  readonly experiment?: Experiment | undefined;
  readonly problems: readonly Problem[];
} {
  // What a lesson or a class shows and locks is the whole page.
  const whole = classOfLink(fragment) !== undefined ? 'A class' : lessonOfLink(fragment) ? 'A lesson' : undefined;
  if (whole) return { problems: [warning([], `${whole} needs the whole page.`, 'Open it in Loss Mixer.')] };
  if (isComparison(fragment)) {
    const { runs, problems } = decodeComparison(fragment);
    return { experiment: runs[0]?.experiment, problems };
  }
  if (isStudyLink(fragment)) {
    const { study, problems } = decodeStudy(fragment);
    return { experiment: study?.experiment, problems };
  }
  return decodeLink(fragment) ?? { problems: [] };
}
