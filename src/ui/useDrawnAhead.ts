/** What the build drew and React takes over as it stands. */
import { useState, useSyncExternalStore } from 'react';

/** Whether the component was first drawn at the build; it answers so at the build, too. It does not change. */
export function useDrawnAhead(): boolean {
  const [isAhead] = useState(useSyncExternalStore(subscribe, isNot, is));
  return isAhead;
}

const subscribe = () => () => {};
const is = () => true;
const isNot = () => false;
