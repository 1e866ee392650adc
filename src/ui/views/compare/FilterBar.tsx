/** Which runs are shown: by text, and by what they have in common. */

import { endOf } from '../../../core/compare/setup.ts';
import type { RunFilter } from '../../../core/compare/table.ts';
import type { RunStatus } from '../../../core/run/protocol.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { counted } from '../../../core/words.ts';
import { useStore } from '../../store.ts';
import { studiesIn } from './ofStudies.ts';
import { tableState, useTableState } from './tableState.ts';

const dayMs = 86_400_000;

interface FilterBarProps {
  /** Those of the studies that are not hidden. */
  readonly runs: readonly RunSummary[];
  readonly all: readonly RunSummary[];
}

export function FilterBar({ runs, all }: FilterBarProps) {
  const filter = useTableState((state) => state.filter);
  const presets = [...new Set(runs.map(({ experiment }) => experiment.title))];
  const kinds = [...new Set(runs.map((run) => endOf(run).strategy.kind))];
  const statuses = [...new Set(runs.map(({ status }) => status))];
  const isOld = runs.some(({ startedAt }) => startedAt < Date.now() - dayMs);
  return (
    <search className="compare-filter">
      <input
        type="search"
        className="text-input"
        placeholder="Filter runs"
        aria-label="Filter runs by their words"
        value={filter.text}
        onChange={({ target }) => setFilter({ text: target.value })}
      />
      <Choice
        label="Experiment"
        any="any experiment"
        value={filter.preset}
        choices={presets.map((title) => ({ value: title, label: title }))}
        onChange={(preset) => setFilter({ preset })}
      />
      <Choice
        label="Strategy"
        any="any strategy"
        value={filter.strategy}
        choices={kinds.map((kind) => ({ value: kind, label: strategies[kind].label }))}
        onChange={(strategy) => setFilter({ strategy })}
      />
      <Choice<RunStatus>
        label="Status"
        any="any status"
        value={filter.status}
        choices={statuses.map((status) => ({ value: status, label: status }))}
        onChange={(status) => setFilter({ status })}
      />
      {(isOld || filter.since !== undefined) && (
        <Choice
          label="Started"
          any="any time"
          value={filter.since === undefined ? undefined : String((Date.now() - filter.since) / dayMs > 2 ? 7 : 1)}
          choices={[
            { value: '1', label: 'last 24 hours' },
            { value: '7', label: 'last 7 days' },
          ]}
          onChange={(days) => setFilter({ since: days === undefined ? undefined : Date.now() - Number(days) * dayMs })}
        />
      )}
      <Studies runs={all} />
    </search>
  );
}

/** Whether the runs of studies are among the others: of one, of all, or of none. */
function Studies({ runs }: { readonly runs: readonly RunSummary[] }) {
  const studies = useStore((state) => state.studies);
  const choice = useTableState((state) => state.studies);
  const there = studiesIn(runs, studies);
  if (there.length === 0) return null;
  return (
    <select
      className="chart-choice"
      aria-label="Runs of studies"
      value={typeof choice === 'object' ? choice.studyId : choice}
      onChange={({ target: { value } }) =>
        tableState.setState({ studies: value === 'none' || value === 'all' ? value : { studyId: value } })
      }
    >
      <option value="none">without studies</option>
      {there.map(({ study: { id, study }, count }) => (
        <option key={id} value={id}>
          with {counted(count, 'run')} of {study.title}
        </option>
      ))}
      {there.length > 1 && <option value="all">with all runs of studies</option>}
    </select>
  );
}

/** Changes some of the filter; what is undefined is no longer asked for. */
function setFilter(change: { readonly [K in keyof RunFilter]?: RunFilter[K] | undefined }): void {
  const { text, ...choices } = { ...tableState.getState().filter, ...change };
  const asked = Object.entries(choices).filter(([, value]) => value !== undefined);
  tableState.setState({ filter: { text: text ?? '', ...Object.fromEntries(asked) } });
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly any: string;
  readonly value: T | undefined;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T | undefined) => void;
}

/** A list of what there is; nothing where all runs are alike. */
function Choice<T extends string>({ label, any, value, choices, onChange }: ChoiceProps<T>) {
  if (choices.length < 2 && value === undefined) return null;
  return (
    <select
      className="chart-choice"
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(choices.find((one) => one.value === target.value)?.value)}
    >
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
