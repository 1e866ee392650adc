/** Which backend trains and how fast; under it why, what else the machine has, and the choice of another. */
import { drivenRun, useStore } from '../store.ts';
import { LazyMenu } from './LazyMenu.tsx';

export function BackendBadge() {
  const name = useStore((state) => drivenRun(state)?.choice?.name);
  const stepMs = useStore((state) => drivenRun(state)?.pace?.stepMs);
  // The status tells seconds.
  const speed = stepMs === undefined || stepMs >= 1500 ? '' : ` · ${Number(stepMs.toPrecision(2))} ms a step`;
  return (
    <LazyMenu
      of={(menus) => menus.BackendItems}
      className="button badge"
      aria-label={`Backend: ${name ?? 'choosing'}${speed}`}
    >
      <span>
        {name ?? (
          <>
            <span className="badge-word">backend </span>…
          </>
        )}
        <span className="badge-speed">{speed}</span>
      </span>
      <span aria-hidden="true">▾</span>
    </LazyMenu>
  );
}
