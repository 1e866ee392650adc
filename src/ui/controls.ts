/** How the controls are reached that `core/controlNames.ts` names: by lessons that point at them. */
import type { ControlName } from '../core/controlNames.ts';

interface Control {
  /** What a person reads: "the button Run". */
  readonly label: string;
  readonly selector: string;
}

const tab = (id: string, label: string): Control => ({
  label: `the tab ${label}`,
  selector: `.charts-tab[id$="-trigger-${id}"]`,
});

const choice = (label: string): Control => ({
  label: `the choice “${label}”`,
  selector: `.combine [aria-label="${label}"]`,
});

export const controls: Readonly<Record<ControlName, Control>> = {
  run: { label: 'the button Run', selector: '.run-button' },
  step: { label: 'the button Step', selector: '.run-controls .button:last-child' },
  reset: { label: 'the button Reset', selector: '.run-controls .button:first-child' },
  presets: { label: 'the menu of experiments', selector: '.preset-button' },
  share: { label: 'the button Share', selector: '.top-bar-end .button[data-control="share"]' },
  undo: { label: 'Undo and Redo', selector: '.undo-buttons' },
  network: { label: 'the network', selector: '#network' },
  palette: { label: 'the palettes', selector: '.net-palette' },
  dataset: { label: 'the data', selector: '.dataset' },
  desk: { label: 'the mixer', selector: '.desk' },
  'add-loss': { label: 'the button “Add a loss”', selector: '.desk-add' },
  faders: { label: 'the faders', selector: '.desk-channels' },
  mutes: { label: 'the mute buttons', selector: '.desk-channels' },
  'trade-slider': { label: 'the slider a', selector: '.mixer-link' },
  strategy: choice('Strategy'),
  schedule: choice('Optimizers'),
  optimizer: choice('Optimizer'),
  'learning-rate': { label: 'the learning rate', selector: '.combine' },
  equation: { label: 'the equation', selector: '.mixer .loss-equation' },
  verdict: { label: 'the verdict', selector: '.verdict' },
  'tab-curves': tab('curves', 'Curves'),
  'tab-gradients': tab('gradients', 'Gradients'),
  'tab-predictions': tab('predictions', 'Predictions'),
  'tab-layer': tab('layer', 'Layer'),
  'tab-compare': tab('runs', 'Compare'),
  'tab-study': tab('study', 'Study'),
  'tab-plane': tab('plane', 'Plane'),
};
