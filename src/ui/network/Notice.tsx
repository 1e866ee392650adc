/** Why something was not done, or what was: seen on the canvas and read out, for a while. */
import { useEffect } from 'react';
import { store } from '../store.ts';
import { canvasStore, useCanvas } from './canvasState.ts';

/** How long words stay: refusals are longer. */
const noticeMs = 5000;
const refusalMs = 12_000;

export function Notice() {
  const notice = useCanvas((state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => canvasStore.setState({ notice: null }), notice.isRefusal ? refusalMs : noticeMs);
    return () => clearTimeout(timer);
  }, [notice]);
  // Words are about the experiment as it was: an edit, undo or another experiment takes them away.
  useEffect(
    () =>
      store.subscribe(({ experiment }, before) => {
        if (experiment !== before.experiment) canvasStore.setState({ notice: null });
      }),
    [],
  );
  return (
    <output className="net-notice" data-refusal={notice?.isRefusal || undefined} aria-live="polite">
      {notice?.text}
    </output>
  );
}
