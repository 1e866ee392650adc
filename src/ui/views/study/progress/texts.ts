/** How far a study is, in words. */
import { isolated } from '../../../../core/plainText.ts';
import { isUnderWay, type KeptStudy } from '../../../../core/study/keptStudy.ts';
import type { StudyLanes, StudyProgress } from '../../../../core/study/progress.ts';
import { counted, grouped } from '../../../../core/words.ts';
import { timeText } from '../times.ts';

export interface Situation {
  readonly lanes: StudyLanes;
  /** Whether it is the first under way: the one whose runs the lanes take. */
  readonly isFirst: boolean;
  /** Whether another tab runs it. */
  readonly isElsewhere: boolean;
}

/** "34 of 51 runs · 2 lanes · about 4 min left", "Paused after 3 of 51 runs", "51 runs, 2 of them diverged". */
export function progressText(
  { status }: Pick<KeptStudy, 'status'>,
  progress: StudyProgress,
  { lanes, isFirst, isElsewhere }: Situation,
): string {
  const { total, done, underWay, secondsLeft } = progress;
  const count = `${grouped(done)} of ${counted(total, 'run')}`;
  switch (status) {
    case 'done':
      return `${counted(total, 'run')}${endingsText(progress)}`;
    case 'cancelled':
      return `Cancelled after ${count}${endingsText(progress)}`;
    case 'paused':
      return underWay.length > 0
        ? `Pauses when ${counted(underWay.length, 'run')} under way ${underWay.length === 1 ? 'is' : 'are'} over · ${count}`
        : `Paused after ${count}`;
    default: {
      if (isElsewhere) return `${count} · runs in another tab`;
      if (!isFirst) return `Waits for the study before it · ${count}`;
      if (lanes.isYielding) return `${count} · waits while you train: pause the run on the desk to go on`;
      const left = secondsLeft === undefined ? '' : ` · about ${timeText(secondsLeft)} left`;
      const at = lanes.lanes > 0 ? ` · ${counted(lanes.lanes, 'lane')}` : '';
      const held = lanes.pausedRunId === null ? '' : ' · the run on the desk is paused for it';
      return `${count}${at}${left}${held}`;
    }
  }
}

/** ", 2 diverged, 1 failed"; nothing where all ended by themselves. */
function endingsText({ diverged, failed }: StudyProgress): string {
  const parts = [...(diverged > 0 ? [`${diverged} diverged`] : []), ...(failed > 0 ? [`${failed} failed`] : [])];
  return parts.map((part) => `, ${part}`).join('');
}

/** What is said when a study is over: "The study “Race” is done: 51 runs, 2 diverged". */
export function endText(title: string, progress: StudyProgress): string {
  return `The study “${isolated(title)}” is done: ${counted(progress.total, 'run')}${endingsText(progress)}.`;
}

/** Whether the study can be moved among those whose runs are to come. */
export function isQueued({ status }: Pick<KeptStudy, 'status'>): boolean {
  return isUnderWay(status) || status === 'paused';
}
