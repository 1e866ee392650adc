/** The file of outcomes beside a study: read before, written anew after every run, so that an interrupted study goes on. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { type OutcomesFile, outcomesVersion, readOutcomes, type StudyOutcome } from '../../core/study/outcomes.ts';
import type { Study } from '../../core/study/study.ts';
import { readJsonFile, textOf, WrongCall } from '../command.ts';

/** "race.json" → "race.outcomes.json". */
export function outcomesPath(studyPath: string): string {
  return `${studyPath.replace(/\.json$/i, '')}.outcomes.json`;
}

export class OutcomesOnDisk {
  readonly #path: string;
  readonly #study: Study;
  /** By id of the run; those of earlier forms of the study stay. */
  readonly #outcomes: Map<string, StudyOutcome>;

  /** Reads what is there. Throws WrongCall where it is no file of outcomes: it would be lost. */
  constructor(path: string, study: Study) {
    this.#path = path;
    this.#study = study;
    const { outcomes, problems } = existsSync(path) ? readOutcomes(readJsonFile(path)) : { outcomes: [], problems: [] };
    const [problem] = problems;
    if (problem) throw new WrongCall(`${path}: ${textOf(problem)} Move it away, or name the study otherwise.`);
    this.#outcomes = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  }

  get outcomes(): readonly StudyOutcome[] {
    return [...this.#outcomes.values()];
  }

  /** Whether the run of that id has ended as it should; one that failed is tried again. */
  isDone(id: string): boolean {
    const outcome = this.#outcomes.get(id);
    return outcome !== undefined && outcome.ending !== 'failed';
  }

  /** Adds an outcome and writes the file: whole or not at all. */
  add(outcome: StudyOutcome): void {
    this.#outcomes.set(outcome.id, outcome);
    const file: OutcomesFile = { version: outcomesVersion, study: this.#study, outcomes: this.outcomes };
    writeFileSync(`${this.#path}.part`, `${JSON.stringify(file)}\n`);
    renameSync(`${this.#path}.part`, this.#path);
  }
}
