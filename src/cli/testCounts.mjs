/** A reporter of Vitest: writes how many tests passed and failed, and the names of those that passed at a second try. */
import { writeFileSync } from 'node:fs';

export default class TestCounts {
  #results = new Map();

  onTestCaseResult(test) {
    this.#results.set(test.id, test);
  }

  onTestRunEnd() {
    const tests = [...this.#results.values()];
    const of = (state) => tests.filter((test) => test.result().state === state);
    const flaky = of('passed').filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0);
    const counts = { passed: of('passed').length, failed: of('failed').length, flaky: flaky.map(nameOf) };
    writeFileSync(process.env.COUNTS, JSON.stringify(counts));
  }
}

function nameOf(test) {
  return `${test.module.relativeModuleId} › ${test.fullName}`;
}
