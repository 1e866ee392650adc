/** The formula, the idea, the measured cost and the paper of a strategy: opened by hovering, a tap, or the keyboard. */
import { Popover } from 'radix-ui';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { StrategySection } from '../../core/experiment.ts';
import { strategies } from '../../core/strategies/index.ts';
import { Equation } from '../Equation.tsx';
import { StrategyFacts } from './StrategyFacts.tsx';

const lingerMs = 200;

/** A question mark and what it opens. */
export function StrategyCard({ strategy }: { readonly strategy: StrategySection }) {
  const [openedBy, setOpenedBy] = useState<'hover' | 'click' | null>(null);
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
    <Popover.Root
      open={openedBy !== null}
      onOpenChange={(isOpen) => setOpenedBy(isOpen || openedBy === 'hover' ? 'click' : null)}
    >
      <Popover.Trigger
        className="combine-about"
        aria-label={`About ${row.label}`}
        onPointerEnter={enter}
        onPointerLeave={leave}
      >
        ?
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover strategy-card"
          {...place()}
          sideOffset={6}
          collisionPadding={8}
          aria-label={row.label}
          onPointerEnter={enter}
          onPointerLeave={leave}
          onOpenAutoFocus={(event) => openedBy === 'hover' && event.preventDefault()}
          onEscapeKeyDown={() => setOpenedBy(null)}
          onInteractOutside={() => setOpenedBy(null)}
        >
          <b>{row.label}</b>
          <div className="strategy-formula">
            <Equation tex={row.formula} />
          </div>
          <p>{row.help}</p>
          <StrategyFacts strategy={strategy} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Beside the desk where there is room; a phone has it only above. */
function place() {
  const isPhone = globalThis.innerWidth < 700;
  return { side: isPhone ? 'top' : 'left', align: isPhone ? 'end' : 'center' } as const;
}
