/** The controls by where they stand on the page. */
import { type ControlName, controlNames } from '../../../core/controlNames.ts';

const named: readonly (readonly [title: string, names: readonly ControlName[]])[] = [
  [
    'Bar',
    ['run', 'step', 'reset', 'presets', 'open', 'undo', 'backend', 'learn', 'glossary', 'commands', 'help', 'share'],
  ],
  ['Data and palettes', ['dataset', 'palette', 'palette-layers', 'palette-blocks', 'palette-heads', 'palette-losses']],
  ['Network', ['network', 'inspector', 'step-stages']],
  [
    'Mixer',
    [
      'introduction',
      'equation',
      'code',
      'verdict',
      'desk',
      'faders',
      'trade-slider',
      'mutes',
      'add-loss',
      'strategy',
      'schedule',
      'optimizer',
      'learning-rate',
      'training',
      'vary',
    ],
  ],
  ['Results', ['charts', ...controlNames.filter((name) => name.startsWith('tab-'))]],
];

const others = controlNames.filter((name) => named.every(([, names]) => !names.includes(name)));

/** Every control once. */
export const groups = others.length > 0 ? [...named, ['Besides', others] as const] : named;
