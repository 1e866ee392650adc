/**
 * What a person may use and change: everything, unless a class's link says otherwise, which `ui/classroom` sets here. It
 * keeps a class on one path; it is no security.
 */
import type { ControlName } from '../../core/controlNames.ts';
import type { Experiment } from '../../core/experiment.ts';

export interface Allowance {
  /** Whether a control may be used, by whatever way. What may not is said. */
  use(name: ControlName): boolean;
  /** The same of the controls that set what differs. */
  change(before: Experiment, after: Experiment): boolean;
  /** The same of a tab, by its id. */
  show(tab: string): boolean;
}

const everything: Allowance = { use: () => true, change: () => true, show: () => true };

/** What holds now. */
export let allowance = everything;

/** Sets what holds from now on; without an argument everything is allowed again. */
export function allowOnly(only = everything): void {
  allowance = only;
}
