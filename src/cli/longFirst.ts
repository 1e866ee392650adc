/** The order in which Vitest takes test files: first those that train for seconds, so that no core waits for one at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of few lines and long runs; otherwise Vitest goes by the size of a file. */
const long =
  /\/src\/cli\/(promises\/|command\.test)|\/src\/engine\/(step\/gradients|backends\/longSums)\.browser\.test/;

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
