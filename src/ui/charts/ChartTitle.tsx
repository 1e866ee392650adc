/** What a chart is called; its term, where it shows something that the glossary explains. */
import { Term } from '../Term.tsx';

interface Props {
  readonly title: string;
  /** Id of an entry of the glossary. */
  readonly term?: string | undefined;
}

export function ChartTitle({ title, term }: Props) {
  return <span className="chart-title">{term === undefined ? title : <Term id={term}>{title}</Term>}</span>;
}
