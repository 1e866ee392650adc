/** Setting up a study of the experiment on the desk; each change can be undone. */
import type { StudyDraft } from '../../core/study/draft.ts';
import { withoutPlaces, withVariation } from '../../core/study/setup/replace.ts';
import type { Variation } from '../../core/study/study.ts';
import { blankDraft, store } from '../store.ts';
import { allowance } from './allowance.ts';
import { setView } from './look.ts';

/** Changes what is varied. */
export function editDraft(change: Partial<StudyDraft>): void {
  store.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** Varies what the variation names, in place of what varies one of its places already. */
export function vary(variation: Variation): void {
  if (!allowance.use('vary')) return;
  store.setState(({ draft }) => ({ draft: { ...draft, variations: withVariation(draft.variations, variation) } }));
}

/** Varies a place no longer. */
export function unvary(index: number): void {
  store.setState(({ draft }) => ({
    draft: { ...draft, variations: draft.variations.filter((_, i) => i !== index) },
  }));
}

/** Varies those places no longer; of fields that are drawn together the others stay. */
export function unvaryPlaces(places: readonly string[]): void {
  store.setState(({ draft }) => ({ draft: { ...draft, variations: withoutPlaces(draft.variations, places) } }));
}

/** Nothing is varied any more. */
export function clearDraft(): void {
  store.setState({ draft: blankDraft });
}

/** Shows what is set up, in the tab of studies. */
export function showSetup(): void {
  store.setState({ shownStudyId: null });
  showStudies();
}

/** Shows the tab of studies. */
export function showStudies(): void {
  setView({ tab: 'study' });
}
