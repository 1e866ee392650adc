/** A sentence of the page in which each word that has an entry in the glossary is a term, where it stands first. */
import { Term } from './Term.tsx';

/** Their entries have the same names. */
const words =
  /\b(multi-task|multi-objective|Pareto front|cosine|trunk|penalty|hyper-parameter|learning rate|overfitting|hypervolume|standard error)\b/i;

export function TermText({ text }: { readonly text: string }) {
  const seen = new Set<string>();
  return text.split(words).map((piece, i) => {
    const id = piece.toLowerCase().replace(' ', '-');
    if (i % 2 === 0 || seen.has(id)) return piece;
    seen.add(id);
    return (
      <Term key={id} id={id}>
        {piece}
      </Term>
    );
  });
}
