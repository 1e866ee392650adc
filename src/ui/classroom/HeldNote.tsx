/** Why nothing happened, at the foot of the page for a while. */
import { useEffect } from 'react';
import { hush, useSaid } from './said.ts';

const shownMs = 5000;

export function HeldNote() {
  const said = useSaid();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(hush, shownMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div role="status" className="class-note" data-shown={said !== null}>
      {said && <span key={said.at}>{said.text}</span>}
    </div>
  );
}
