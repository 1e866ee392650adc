/**
 * All experiments to start from, by the question that each answers: with its network, its losses and how long it takes.
 * What has the focus or lies under the pointer is shown larger beside them, where there is room.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Experiment } from '../../../core/experiment.ts';
import { type Preset, presetOf, presets, presetWith } from '../../../core/presets.ts';
import { summaryOf } from '../../../core/run/runSummary.ts';
import { counted } from '../../../core/words.ts';
import { loadPreset } from '../../actions/open.ts';
import { Style } from '../../Style.tsx';
import { type State, store, useStore } from '../../store.ts';
import { Frame } from '../Frame.tsx';
import { durations } from './duration.ts';
import { findPresets } from './facts.ts';
import { neighbour } from './gridKeys.ts';
import { PresetCard } from './PresetCard.tsx';
import { PresetPreview } from './PresetPreview.tsx';
import style from './presets.css?inline';

export function PresetsDialog() {
  return (
    <Frame
      title="Experiments"
      about="Each answers a question. Opening one can be taken back by Undo."
      className="dialog-large"
    >
      <Style>{style}</Style>
      <Presets />
    </Frame>
  );
}

/** In the frame: it gives the focus to a card before the frame looks for what comes first. */
function Presets() {
  const openId = useStore((state) => presetWith(state.experiment)?.id);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<Preset | undefined>(() => presetOf(openId ?? '') ?? presets[0]);
  // As the runs are when the dialog opens: one may train.
  const [durationOf] = useState(() => durations(pacedRuns(store.getState())));
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const groups = findPresets(query);
  const found = groups.flatMap((group) => group.presets);
  // Shown larger, the one stop of the Tab key among the cards, and what Enter opens from the search.
  const stop = found.find((preset) => preset === shown) ?? found[0];
  useEffect(() => cardOf(list.current, store.getState().experiment)?.focus(), []);

  function onListKey(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const cards = cardsOf(list.current);
    const from = cards.findIndex((card) => card.matches(':focus'));
    const to = neighbour(
      cards.map((card) => card.getBoundingClientRect()),
      from,
      key,
    );
    if (to !== undefined) {
      event.preventDefault();
      cards[to]?.focus();
    }
    // What is typed is searched for, from its first letter on.
    else if (/^[\p{L}\p{N}]$/u.test(key)) search.current?.focus();
  }

  function onSearchKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      cardsOf(list.current)[0]?.focus();
    }
    if (event.key === 'Enter' && stop) loadPreset(stop.id);
  }

  return (
    <div className="presets">
      <div className="presets-found">
        <input
          ref={search}
          type="search"
          className="text-input presets-search"
          aria-label="Search experiments"
          placeholder="Search: mask, MGDA, two optimizers …"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onSearchKey}
        />
        <p className="visually-hidden" role="status">
          {query && `${counted(found.length, 'experiment')} found`}
        </p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons in it */}
        <div ref={list} className="presets-list" onKeyDown={onListKey}>
          {groups.map(({ label, presets }) => (
            <section key={label} aria-label={label}>
              <h3>{label}</h3>
              <div className="presets-cards">
                {presets.map((preset) => (
                  <PresetCard
                    key={preset.id}
                    preset={preset}
                    duration={durationOf(preset.experiment)}
                    isOpen={preset.id === openId}
                    isShown={preset === stop}
                    isStop={preset === stop}
                    onShow={() => setShown(preset)}
                    onOpen={() => loadPreset(preset.id)}
                  />
                ))}
              </div>
            </section>
          ))}
          {found.length === 0 && (
            <p className="presets-none">
              No experiment has all of these words. Search for a loss, a target, a layer or a method.
            </p>
          )}
        </div>
      </div>
      {stop && <PresetPreview preset={stop} duration={durationOf(stop.experiment)} />}
    </div>
  );
}

/** The runs of this browser, those of this page last. */
function pacedRuns({ kept, runs }: State) {
  return [...kept, ...runs.filter(({ isFromLink }) => !isFromLink).map(summaryOf)];
}

function cardsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.preset-card') ?? [])];
}

/** That of the preset on the desk, or the first. */
function cardOf(list: HTMLElement | null, experiment: Experiment): HTMLElement | undefined {
  const cards = cardsOf(list);
  return cards.find((card) => card.dataset.preset === presetWith(experiment)?.id) ?? cards[0];
}
