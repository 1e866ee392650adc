/** The walks of what is set, from a worker; those of before stay until the new ones are there. */
import { useEffect, useRef, useState } from 'react';
import type { Outing } from '../../../core/study/plane/outing.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import { sayLost, spawn } from './spawn.ts';
import { makeWalker, type Walker } from './walker.ts';

export interface Walks {
  readonly setting: PlaneSetting;
  readonly outings: readonly Outing[];
}

/** Undefined until the first are there. */
export function useWalks(setting: PlaneSetting): Walks | undefined {
  const [walks, setWalks] = useState<Walks>();
  const walker = useRef<Walker>(undefined);
  useEffect(() => {
    walker.current = makeWalker(spawn, (of, outings) => setWalks({ setting: of, outings }), sayLost);
    return () => walker.current?.stop();
  }, []);
  useEffect(() => walker.current?.ask(setting), [setting]);
  return walks;
}
