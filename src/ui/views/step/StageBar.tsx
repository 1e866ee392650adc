/** The stages as a bar: where the step is, and a way to each of them, by arrow keys too; Space plays them in slow motion. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Stage } from '../../../core/run/stages.ts';
import { stageColor } from './lighting.ts';
import { stageLabel, type Told } from './stageTexts.ts';
import { goTo, paces, setPace, togglePlay, useStepState } from './stepState.ts';

export function StageBar({ stages, told }: { readonly stages: readonly Stage[]; readonly told: Told }) {
  const at = useStepState((state) => state.at);
  const isPlaying = useStepState((state) => state.isPlaying);
  const pace = useStepState((state) => state.pace);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const bar = list.current;
    const stage = bar?.children[at];
    if (!bar || !(stage instanceof HTMLElement)) return;
    // Not the page: it stands still while the stages play.
    bar.scrollLeft = stage.offsetLeft - (bar.clientWidth - stage.offsetWidth) / 2;
    const focused = document.activeElement;
    // A button that is off at an end would take the focus along.
    const isOff = focused?.matches(':disabled') && bar.parentElement?.contains(focused);
    if (isOff || bar.contains(focused)) stage.focus({ preventScroll: true });
  }, [at]);

  /** Space, which would run or pause elsewhere; the section has the other keys. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    togglePlay(stages.length);
  }

  return (
    <div className="step-bar">
      <button
        type="button"
        className="button small"
        aria-label="One stage back"
        disabled={at === 0}
        onClick={() => goTo(at - 1)}
      >
        ‹
      </button>
      <button
        type="button"
        className="button small step-play"
        title="Play the stages in slow motion (Space on the bar; ← and → go by one)"
        onClick={() => togglePlay(stages.length)}
      >
        {isPlaying ? 'Stop' : 'Play'}
      </button>
      <button
        type="button"
        className="button small"
        aria-label="One stage on"
        disabled={at >= stages.length - 1}
        onClick={() => goTo(at + 1)}
      >
        ›
      </button>
      <div
        ref={list}
        className="step-stages"
        role="listbox"
        aria-label="Stages of the step"
        aria-orientation="horizontal"
      >
        {stages.map((stage, i) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the stages of a step keep their order
            key={i}
            role="option"
            aria-selected={i === at}
            tabIndex={i === at ? 0 : -1}
            className="step-stage"
            data-past={i < at || undefined}
            data-broken={stage.isBroken || undefined}
            style={{ '--own': stageColor(stage, told) } as React.CSSProperties}
            onClick={() => goTo(i)}
            onKeyDown={onKeyDown}
          >
            {stageLabel(stage, told)}
          </div>
        ))}
      </div>
      <select
        className="chart-choice"
        aria-label="Pace of the slow motion"
        value={pace}
        onChange={({ target }) => setPace(paces.find(({ id }) => id === target.value)?.id ?? 'medium')}
      >
        {paces.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
