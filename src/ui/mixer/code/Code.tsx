/** The lines for what is on the desk, in the framework that was chosen last, and what to mind in them. */
import { useId, useMemo, useState } from 'react';
import * as z from 'zod/mini';
import { codeOf } from '../../../core/code/code.ts';
import { type Framework, frameworkNames, frameworks, textOf } from '../../../core/code/framework.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { Style } from '../../Style.tsx';
import { readStored, writeStored } from '../../storage.ts';
import { useStore } from '../../store.ts';
import style from './code.css?inline';
import { Lines } from './Lines.tsx';

const key = 'loss-mixer-code-framework';
const stored = z.enum(frameworkNames as [Framework, ...Framework[]]);

export function Code() {
  const experiment = useStore((state) => state.experiment);
  const [framework, setFramework] = useState<Framework>(() => readStored(key, stored) ?? 'keras');
  const program = useMemo(() => codeOf(experiment, graphOf(experiment), framework), [experiment, framework]);
  const choose = (name: Framework) => {
    setFramework(name);
    writeStored(key, name);
  };
  const name = useId();
  return (
    <>
      <Style>{style}</Style>
      <div className="in-code-head">
        <fieldset className="in-code-choice">
          <legend className="visually-hidden">Framework</legend>
          {frameworkNames.map((one) => (
            <label key={one}>
              <input type="radio" name={name} checked={one === framework} onChange={() => choose(one)} />
              {frameworks[one].label}
            </label>
          ))}
        </fieldset>
        {/* Anew for another text, of which nothing was copied. */}
        <CopyButton look="small" key={program.code} label="Copy" text={() => textOf(program, framework)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard. */}
      <section className="in-code-lines" tabIndex={0} aria-label={`In ${frameworks[framework].label}`}>
        <Lines code={program.code} framework={framework} />
      </section>
      {program.notes.length > 0 && (
        <ul className="in-code-notes" aria-label="What to mind">
          {program.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
