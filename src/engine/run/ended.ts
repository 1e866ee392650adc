import type { EventBody } from '../../core/run/protocol.ts';

/** Thrown where a run ends before its last step; the trainer tells its last event. */
export class Ended extends Error {
  readonly event: EventBody;

  constructor(event: EventBody) {
    super('The run ended before its last step.');
    this.event = event;
  }

  /** Whether a person stopped the run, or its patience did: it can go on. */
  get isStopped(): boolean {
    return this.event.kind === 'status';
  }
}

/** The end of a run that a person stopped, or its patience. */
export function stopped(): Ended {
  return new Ended({ kind: 'status', status: 'stopped' });
}
