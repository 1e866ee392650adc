/** Which controls students see and use, by where they stand. */
import { type ControlState, stateOf } from '../../../core/classroom/allows.ts';
import type { Classroom } from '../../../core/classroom/classroom.ts';
import { type ControlName, controlNames } from '../../../core/controlNames.ts';
import { capitalised } from '../../../core/words.ts';
import { controls } from '../../controls.ts';
import { groups } from './groups.ts';

type Held = Pick<Classroom, 'locked' | 'hidden'>;

interface Props {
  readonly held: Held;
  readonly onChange: (held: Held) => void;
}

const states = ['shown', 'locked', 'hidden'] as const satisfies readonly ControlState[];

/** What a class that only looks on may use. */
const forWatching: readonly ControlName[] = ['run', 'step', 'reset'];

export function ControlTable({ held, onChange }: Props) {
  const set = (name: ControlName, state: ControlState) => {
    const without = withoutName(held, name);
    onChange(state === 'shown' ? without : { ...without, [state]: [...without[state], name] });
  };
  const lockAll = () =>
    onChange({
      locked: controlNames.filter((name) => !forWatching.includes(name) && !name.startsWith('tab-')),
      hidden: held.hidden,
    });
  return (
    <>
      <div className="class-buttons">
        <button type="button" className="button small" onClick={() => onChange({ locked: [], hidden: [] })}>
          Show all
        </button>
        <button type="button" className="button small" onClick={lockAll}>
          Lock all but Run and the results
        </button>
      </div>
      <div className="class-controls">
        {groups.map(([title, names]) => (
          <table key={title}>
            <caption>{title}</caption>
            <thead>
              <tr>
                <th scope="col" className="visually-hidden">
                  Control
                </th>
                {states.map((state) => (
                  <th key={state} scope="col">
                    {state}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <Row key={name} name={name} held={held} onSet={(state) => set(name, state)} />
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </>
  );
}

interface RowProps {
  readonly name: ControlName;
  readonly held: Held;
  readonly onSet: (state: ControlState) => void;
}

function Row({ name, held, onSet }: RowProps) {
  const { label } = controls[name];
  const now = stateOf(held, name);
  // What lies within another control is held as that is.
  const least = states.indexOf(stateOf(withoutName(held, name), name));
  return (
    <tr data-state={now}>
      <th scope="row">{capitalised(label)}</th>
      {states.map((state, i) => (
        <td key={state}>
          <input
            type="radio"
            name={`class-${name}`}
            aria-label={`${label}: ${state}`}
            checked={now === state}
            disabled={i < least}
            onChange={() => onSet(state)}
          />
        </td>
      ))}
    </tr>
  );
}

function withoutName({ locked, hidden }: Held, name: ControlName): Held {
  return { locked: locked.filter((one) => one !== name), hidden: hidden.filter((one) => one !== name) };
}
