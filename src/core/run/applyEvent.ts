/** What an event of the engine does to its run. Pure: the client applies all that came together, then sets state once. */
import { append, type Table } from './metrics.ts';
import type { EventBody } from './protocol.ts';
import { isAtWork, type Run } from './run.ts';

/**
 * The run after the event. A run that has failed or was stopped stays so, whatever status its worker still reports; one that
 * was asked to pause goes on until it rests, or is over.
 */
export function applyEvent(run: Run, event: EventBody): Run {
  switch (event.kind) {
    case 'status':
      if (run.status === 'failed' || run.status === 'stopped') return run;
      return run.status === 'pausing' && isAtWork(event.status) ? run : { ...run, status: event.status };
    case 'backend':
      return { ...run, choice: event.choice };
    case 'notice': {
      const { kind: _, ...notice } = event;
      const isKnown = run.notices.some(({ message }) => message === notice.message);
      return isKnown ? run : { ...run, notices: [...run.notices, notice] };
    }
    case 'dataset': {
      const { kind: _, ...dataset } = event;
      return { ...run, dataset };
    }
    case 'metrics':
      return { ...run, [event.table]: append(run[event.table], event.columns) };
    case 'pace':
      return { ...run, pace: { step: event.step, imagesPerSecond: event.imagesPerSecond, stepMs: event.stepMs } };
    case 'gallery':
      return { ...run, answers: event.view };
    case 'confusion':
      return { ...run, confusion: { ...run.confusion, [event.loss]: event.counts } };
    case 'layer':
      return { ...run, layerView: event.view };
    case 'dissection': {
      // The arithmetic was of another step.
      const { arithmetic: _, ...before } = run;
      return { ...before, dissection: event.dissection };
    }
    case 'arithmetic':
      return { ...run, arithmetic: event.arithmetic };
    case 'changed':
      return { ...run, changes: [...run.changes, { step: event.step, change: event.change }] };
    // The client keeps them: for the runs to come, and to continue this one.
    case 'measured':
    case 'checkpoint':
      return run;
    case 'restored':
      return {
        ...run,
        // A row of training is named by the steps before its own, an evaluation by those taken: the engine goes on with
        // the row of this very step, and tells again the changes that it makes again.
        train: upTo(run.train, event.step - 1),
        validation: upTo(run.validation, event.step),
        changes: run.changes.slice(0, event.changes),
      };
    case 'failure':
      return { ...run, status: 'failed', failure: event.failure };
    default:
      return event satisfies never;
  }
}

/** The rows of the table up to a step. */
function upTo(table: Table, step: number): Table {
  const steps = table.buffers.step;
  let length = table.length;
  while (length > 0 && (steps?.[length - 1] ?? 0) > step) length -= 1;
  return length === table.length ? table : { length, buffers: table.buffers };
}
