/**
 * Names of what a person uses or reads on the page: lessons point at them, a link for a class shows, hides and locks them.
 * How each is reached stands in `ui/controls.ts`. They appear in links: renaming one breaks those.
 */
export const controlNames = [
  'run',
  'step',
  'reset',
  'presets',
  'share',
  'undo',
  'network',
  'palette',
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
  'equation',
  'verdict',
  'tab-curves',
  'tab-gradients',
  'tab-predictions',
  'tab-layer',
  'tab-compare',
  'tab-study',
  'tab-plane',
] as const;

export type ControlName = (typeof controlNames)[number];

/** Whether a text names a control. */
export function isControlName(text: string): text is ControlName {
  return controlNames.some((name) => name === text);
}
