/** The legs of a tour as they arrive, from a worker of their own; it ends where another setting is toured, or none. */
import { useEffect, useState } from 'react';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import type { Leg } from '../../../core/study/plane/tour.ts';
import type { TourJob } from './planeWorker.ts';
import { sayLost, spawn } from './spawn.ts';

/** The same list until another leg is there. */
export function useTour(setting: PlaneSetting | undefined): readonly Leg[] {
  const [toured, setToured] = useState<{ readonly of: PlaneSetting; readonly legs: readonly Leg[] }>();
  useEffect(() => {
    if (!setting) return;
    const worker = spawn();
    let legs: readonly Leg[] = [];
    worker.onmessage = ({ data }: MessageEvent<Leg>) => {
      legs = [...legs, data];
      setToured({ of: setting, legs });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      sayLost();
    };
    worker.postMessage({ kind: 'tour', setting } satisfies TourJob);
    return () => worker.terminate();
  }, [setting]);
  return toured && toured.of === setting ? toured.legs : none;
}

const none: readonly Leg[] = [];
