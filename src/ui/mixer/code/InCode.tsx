/** The button that shows the desk as a few lines of code; they come in a script of their own. */
import { useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { error } from '../../../core/problem.ts';
import { complain } from '../../actions/open.ts';
import { readStored, writeStored } from '../../storage.ts';
import { later, useLater } from '../../useLater.ts';

const key = 'loss-mixer-code';
const panel = later(async () => (await import('./CodePanel.tsx')).CodePanel);

export function InCode() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(readStored(key, z.boolean()) ?? false), []);
  const CodePanel = useLater(panel, isOpen, () => {
    setOpen(false);
    complain([error([], 'The code could not be loaded.', 'Check the connection and open it again.')]);
  });
  const toggle = () => {
    writeStored(key, !isOpen);
    setOpen(!isOpen);
  };
  return (
    <>
      <button ref={button} type="button" className="button small" aria-expanded={isOpen} onClick={toggle}>
        In code
      </button>
      {isOpen && CodePanel && <CodePanel anchor={button} onClose={toggle} />}
    </>
  );
}
