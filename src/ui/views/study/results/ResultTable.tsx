/** A row a combination: mean and spread of each measure over seeds and folds. */
import { measureText } from '../../../../core/compare/measures.ts';
import type { PictureProps } from './picture.ts';

export function ResultTable({ results: { measures, setups } }: PictureProps) {
  const main = measures.filter(({ isMain }) => isMain);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Combination</th>
          {main.map(({ key, title, quantity }) => (
            <th key={key} scope="col">
              {title}: {quantity}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {setups.map(({ setup, final }) => (
          <tr key={setup.label}>
            <th scope="row">{setup.label}</th>
            {main.map((measure) => (
              <td key={measure.key}>{measureText(measure, final.get(measure.key)?.mean ?? Number.NaN)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
