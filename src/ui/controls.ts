/** How the controls are reached that `core/controlNames.ts` names: by lessons that point at them, by classes that hide them. */
import type { ControlName } from '../core/controlNames.ts';

interface Control {
  /** What a person reads: "the button Run". */
  readonly label: string;
  readonly selector: string;
  /** What goes where it is hidden, if that is something else than what is pointed at: never a number of somebody else. */
  readonly hides?: string;
  /** What cannot be operated where it is locked, if that is something else than what is hidden. */
  readonly locks?: string;
}

const tab = (id: string, label: string): Control => ({
  label: `the tab ${label}`,
  selector: `.charts-tab[id$="-trigger-${id}"]`,
});

/** A row of the desk, with the fields of the inspector that set the same; `section` is the button of its form. */
const row = (label: string, name: string, places: string, section = ''): Control => {
  const chosen = `[aria-label="${name}"]`;
  return {
    label,
    selector: `.combine ${chosen}`,
    hides: `.combine dt:has(+ dd > ${chosen}), .combine dd:has(> ${chosen}), ${places}${section && `, ${section}`}`,
    locks: `.combine dd:has(> ${chosen}), ${places}`,
  };
};

const rowOf = (place: string) => `.combine dt:has(+ dd[data-place="${place}"]), .combine dd[data-place="${place}"]`;
const section = (index: number) => `.inspector-nav > .segment:nth-of-type(${index})`;
const palette = (title: string): Control => ({
  label: `the palette of ${title.toLowerCase()}`,
  selector: `.net-group[aria-label="${title}"]`,
});

const rate =
  '.field[data-place="training.learningRate"], .field-variant:has([data-place="training.learningRateCourse"])';

/** Not all of these can be varied in a study, and only those say their place. */
const restOfTraining =
  '.form:has(> [data-place="training.batchSize"]) > .field:not([data-place="training.learningRate"])';

export const controls: Readonly<Record<ControlName, Control>> = {
  run: { label: 'the button Run', selector: '.run-button' },
  step: { label: 'the button Step', selector: '.run-controls .button:last-child' },
  reset: { label: 'the button Reset', selector: '.run-controls .button:first-child' },
  presets: {
    label: 'the menu of experiments',
    selector: '.preset-button',
    hides: '.preset-button, [data-control="presets"]',
  },
  open: { label: 'opening files and texts', selector: '.preset-button', hides: '[data-control="open"]' },
  share: { label: 'the button Share', selector: '.top-bar-end .button[data-control="share"]' },
  learn: { label: 'the button Learn', selector: '.learn-button', hides: '.learn-button, [data-control="learn"]' },
  glossary: { label: 'the glossary', selector: '.learn-button', hides: '.learn-kinds, [data-control="glossary"]' },
  commands: { label: 'the palette of commands', selector: '[data-control="help"]', hides: '[data-control="commands"]' },
  help: { label: 'the button ?', selector: '[data-control="help"]' },
  backend: { label: 'the choice of the backend', selector: '.badge' },
  undo: { label: 'Undo and Redo', selector: '.undo-buttons' },
  network: {
    label: 'the network',
    selector: '#network',
    hides: '#network-panel, #network-panel + .separator, .stack-network',
    // It can be looked at: its nodes and numbers are reached, and what would change it is refused.
    locks: '.net-toolbar, .insert-button',
  },
  palette: { label: 'the palettes', selector: '.net-palette', hides: '.net-palette, .insert-button' },
  'palette-layers': palette('Layers'),
  'palette-blocks': palette('Blocks'),
  'palette-heads': palette('Heads'),
  'palette-losses': palette('Losses'),
  dataset: {
    label: 'the data',
    selector: '.dataset',
    hides: `.dataset, ${section(1)}, [data-place^="dataset."]`,
    locks: '.dataset .field, [data-place^="dataset."]',
  },
  desk: { label: 'the channels of the mixer', selector: '.desk' },
  'add-loss': {
    label: 'adding and removing losses',
    selector: '.desk-add',
    hides: '.desk-add, .channel-remove',
  },
  faders: {
    label: 'the faders',
    selector: '.desk-channels',
    hides:
      '.channel > .fader, .channel > :has(> .number-input), .channel > .number-input, [data-place$=".fader"], .field-variant:has([data-place$=".course"])',
  },
  mutes: { label: 'the mute and solo buttons', selector: '.desk-channels', hides: '.channel-buttons > :not(.vary)' },
  'trade-slider': { label: 'linking the faders (a and 1 − a)', selector: '.mixer-link', hides: '.mixer-link, .trade' },
  strategy: row('the strategy', 'Strategy', '[data-place^="strategy."]', section(2)),
  schedule: row('one optimizer or several', 'Optimizers', '[data-place^="schedule."]'),
  optimizer: row('the optimizer', 'Optimizer', '[data-place="optimizer"], [data-place^="optimizer."]'),
  'learning-rate': {
    label: 'the learning rate',
    selector: '.combine',
    hides: `${rowOf('training.learningRate')}, ${rate}`,
    locks: `.combine dd[data-place="training.learningRate"], ${rate}`,
  },
  training: {
    label: 'batch, epochs, seed and the rest of training',
    selector: `${section(3)}`,
    hides: `${rowOf('training.batchSize')}, ${restOfTraining}`,
    locks: `.combine dd[data-place="training.batchSize"], ${restOfTraining}`,
  },
  inspector: { label: 'the settings of what is selected', selector: '.inspector' },
  vary: { label: 'varying a setting in a study', selector: '.vary' },
  introduction: { label: 'the introduction of a preset', selector: '.introduction' },
  equation: { label: 'the equation', selector: '.mixer .loss-equation' },
  code: { label: 'the button “In code”', selector: '.mixer-head .button', hides: '.mixer-head .button, .in-code' },
  verdict: { label: 'the verdict', selector: '.verdict' },
  charts: { label: 'the charts', selector: '.chart-panel', hides: '.separator:has(+ #charts), #charts, .chart-panel' },
  'step-stages': { label: 'the stages of a step', selector: '.step-stages' },
  'tab-curves': tab('curves', 'Curves'),
  'tab-gradients': tab('gradients', 'Gradients'),
  'tab-predictions': tab('predictions', 'Predictions'),
  'tab-layer': tab('layer', 'Layer'),
  'tab-step': tab('step', 'Step'),
  'tab-compare': tab('runs', 'Compare'),
  'tab-study': tab('study', 'Study'),
  'tab-plane': tab('plane', 'Plane'),
};
