/** Setting up a study of the experiment on the desk; each change can be undone. */
import type { StudyDraft } from '../../core/study/draft.ts';
import type { Variation } from '../../core/study/study.ts';
import { placesOf } from '../../core/study/variations.ts';
import { blankDraft, store } from '../store.ts';
import { setView } from './look.ts';

/** Changes what is varied. */
export function editDraft(change: Partial<StudyDraft>): void {
  store.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** Varies what the variation names; it takes the place of those that vary one of its places already. */
export function vary(variation: Variation): void {
  const places = new Set(placesOf(variation));
  store.setState(({ draft }) => {
    const others = draft.variations.filter((one) => !placesOf(one).some((place) => places.has(place)));
    return { draft: { ...draft, variations: [...others, variation] } };
  });
}

/** Varies a place no longer. */
export function unvary(index: number): void {
  store.setState(({ draft }) => ({
    draft: { ...draft, variations: draft.variations.filter((_, i) => i !== index) },
  }));
}

/** Nothing is varied any more. */
export function clearDraft(): void {
  store.setState({ draft: blankDraft });
}

/** Shows the tab of studies. */
export function showStudies(): void {
  setView({ tab: 'study' });
}
