/** What stands in place of a chart's title where it can be chosen. */

interface ChoiceProps {
  readonly name: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Choice({ name, choices, value, onChange }: ChoiceProps) {
  return (
    <select className="chart-choice" aria-label={name} value={value} onChange={(event) => onChange(event.target.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
