/** Has settings walked in a worker: one job runs and the newest waits. A job that keeps a newer one waiting too long is ended. */
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import type { Walked, WalkJob } from './planeWorker.ts';

/** As long as an old job may keep a newer one waiting. */
const patienceMs = 300;

/** The part of a Worker that is used. */
export interface WalkingWorker {
  onmessage: ((event: MessageEvent<Walked>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(job: WalkJob): void;
  terminate(): void;
}

export interface Walker {
  /** Has the setting walked; what was asked before and has not begun is dropped. */
  ask(setting: PlaneSetting): void;
  stop(): void;
}

/** `hear` gets what was walked, with its setting; `lost` is called where the worker cannot run. */
export function makeWalker(
  spawn: () => WalkingWorker,
  hear: (setting: PlaneSetting, outings: Walked['outings']) => void,
  lost: () => void,
): Walker {
  let worker: WalkingWorker | undefined;
  let running: WalkJob | undefined;
  let waiting: PlaneSetting | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  function end(): void {
    clearTimeout(patience);
    patience = undefined;
    worker?.terminate();
    worker = undefined;
    running = undefined;
  }

  function begin(setting: PlaneSetting): void {
    if (!worker) {
      worker = spawn();
      worker.onmessage = ({ data }) => finish(data);
      worker.onerror = (event) => {
        event.preventDefault();
        end();
        lost();
      };
    }
    running = { kind: 'walks', id: ++count, setting };
    worker.postMessage(running);
  }

  function goOn(): void {
    clearTimeout(patience);
    patience = undefined;
    const next = waiting;
    waiting = undefined;
    if (next) begin(next);
  }

  function finish({ id, outings }: Walked): void {
    if (running?.id !== id) return;
    const { setting } = running;
    running = undefined;
    hear(setting, outings);
    goOn();
  }

  return {
    ask(setting) {
      if (!running) return begin(setting);
      waiting = setting;
      patience ??= setTimeout(() => {
        end();
        goOn();
      }, patienceMs);
    },
    stop() {
      waiting = undefined;
      end();
    },
  };
}
