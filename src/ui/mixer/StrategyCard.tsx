/** The formula, the idea, the measured cost and the paper of a strategy: opened by hovering, a tap, or the keyboard. */
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { StrategySection } from '../../core/experiment.ts';
import { strategies } from '../../core/strategies/index.ts';
import { Equation } from '../Equation.tsx';
import { Popup } from '../forms/Popup.tsx';
import { StrategyFacts } from './StrategyFacts.tsx';

const lingerMs = 200;

/** A question mark and what it opens. */
export function StrategyCard({ strategy }: { readonly strategy: StrategySection }) {
  const [openedBy, setOpenedBy] = useState<'hover' | 'click' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpenedBy(null), []);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const row = strategies[strategy.kind];

  function enter(event: PointerEvent) {
    if (event.pointerType !== 'mouse') return;
    clearTimeout(timer.current);
    setOpenedBy((before) => before ?? 'hover');
  }
  function leave() {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpenedBy((before) => (before === 'hover' ? null : before)), lingerMs);
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className="combine-about"
        aria-label={`About ${row.label}`}
        aria-haspopup="dialog"
        aria-expanded={openedBy !== null}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onClick={() => setOpenedBy(openedBy === 'click' ? null : 'click')}
      >
        ?
      </button>
      <Popup
        isOpen={openedBy !== null}
        anchor={button}
        onClose={close}
        className="popover strategy-card"
        {...place()}
        sideOffset={6}
        aria-label={row.label}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onOpenAutoFocus={(event) => openedBy === 'hover' && event.preventDefault()}
      >
        <b>{row.label}</b>
        <div className="strategy-formula">
          <Equation tex={row.formula} />
        </div>
        <p>{row.help}</p>
        <StrategyFacts strategy={strategy} />
      </Popup>
    </>
  );
}

/** Beside the desk where there is room; a phone has it only above. */
function place() {
  const isPhone = globalThis.innerWidth < 700;
  return { side: isPhone ? 'top' : 'left', align: isPhone ? 'end' : 'center' } as const;
}
