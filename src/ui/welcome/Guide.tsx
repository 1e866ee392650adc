/** The card for a newcomer: the welcome of a first visit, or the tour. It lies on the page and locks nothing. */
import { useEffect } from 'react';
import { endGuide } from '../actions/learn.ts';
import { useFocusAfter } from '../lessons/useFocusAfter.ts';
import { Style } from '../Style.tsx';
import { useStore } from '../store.ts';
import { Tour } from './Tour.tsx';
import { Welcome } from './Welcome.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './welcome.css?inline';

export function Guide() {
  const guide = useStore((state) => state.guide);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What lies in front, a menu or a dialog, is closed first.
      if (event.key === 'Escape' && !event.defaultPrevented) endGuide();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  useFocusAfter();
  return (
    <>
      <Style>{style}</Style>
      {guide === 'tour' ? <Tour /> : <Welcome />}
    </>
  );
}
