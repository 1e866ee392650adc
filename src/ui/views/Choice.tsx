/** What stands in place of a chart's title where it can be chosen. */

interface ChoiceProps {
  readonly name: string;
  /** Id of the entry of the glossary that says what it shows. */
  readonly term?: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Choice({ name, term, choices, value, onChange }: ChoiceProps) {
  return (
    <select
      className="chart-choice"
      aria-label={name}
      data-term={term}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
