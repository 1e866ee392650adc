/**
 * Names of what a person uses or reads on the page: lessons point at them, a class's link shows, locks and hides them.
 * How each is reached stands in `ui/controls.ts`. They appear in links: renaming one breaks those.
 */
export const controlNames = [
  'run',
  'step',
  'reset',
  'presets',
  'open',
  'share',
  'learn',
  'glossary',
  'commands',
  'help',
  'backend',
  'undo',
  'network',
  'palette',
  'palette-layers',
  'palette-blocks',
  'palette-heads',
  'palette-losses',
  'dataset',
  'desk',
  'add-loss',
  'faders',
  'mutes',
  'trade-slider',
  'strategy',
  'schedule',
  'optimizer',
  'learning-rate',
  'training',
  'inspector',
  'vary',
  'introduction',
  'equation',
  'code',
  'verdict',
  'charts',
  'step-stages',
  'tab-curves',
  'tab-gradients',
  'tab-predictions',
  'tab-layer',
  'tab-step',
  'tab-compare',
  'tab-study',
  'tab-plane',
] as const;

export type ControlName = (typeof controlNames)[number];

/** Whether a text names a control. */
export function isControlName(text: string): text is ControlName {
  return controlNames.some((name) => name === text);
}
