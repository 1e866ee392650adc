/** The glossary in the card: a search, all terms in their groups, and one entry with the lessons that speak of it. */
import { useEffect, useRef, useState } from 'react';
import { type Entry, groups } from '../../core/glossary/entry.ts';
import { findEntries } from '../../core/glossary/find.ts';
import { entryOf } from '../../core/glossary/index.ts';
import { pagesWithTerm } from '../../core/lessons/termPages.ts';
import { counted } from '../../core/words.ts';
import { learn, openTerm } from '../actions/learn.ts';
import { EntryText } from '../terms/EntryText.tsx';

/** `id` of an entry; empty for all of them. */
export function Glossary({ id }: { readonly id: string }) {
  const [search, setSearch] = useState('');
  const entry = entryOf(id);
  return entry ? (
    <One key={id} entry={entry} />
  ) : (
    <>
      {id !== '' && <p role="alert">The glossary has no term “{id}”. Look for it by another word below.</p>}
      <All search={search} onSearch={setSearch} />
    </>
  );
}

interface AllProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

function All({ search, onSearch }: AllProps) {
  const found = findEntries(search);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <search className="glossary-search">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (found[0]) openTerm(found[0].id);
          }}
        >
          <input
            ref={field}
            type="search"
            className="text-input"
            aria-label="Find a term"
            placeholder="Find a term; Enter opens the first"
            value={search}
            onChange={(event) => onSearch(event.target.value)}
          />
        </form>
      </search>
      <p className="visually-hidden" role="status">
        {counted(found.length, 'term')}
      </p>
      {found.length === 0 && <p>No term has all of these words. Try fewer, or another one.</p>}
      {Object.entries(groups).map(([group, title]) => (
        <Group key={group} title={title} entries={found.filter((entry) => entry.group === group)} />
      ))}
    </>
  );
}

function Group({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="glossary-group">
        {title} <span>{entries.length}</span>
      </h3>
      <ul className="glossary-list">
        {entries.map(({ id, term, text }) => (
          <li key={id}>
            <button type="button" onClick={() => openTerm(id)}>
              <b className="glossary-term">{term}</b> {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ entry }: { readonly entry: Entry }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const pages = pagesWithTerm(entry.id);
  return (
    <article className="glossary-entry">
      <button type="button" className="lesson-link" onClick={() => openTerm()}>
        All terms
      </button>
      <h3 ref={title} tabIndex={-1}>
        <a href={`#term/${entry.id}`}>{entry.term}</a>
      </h3>
      <span className="glossary-kind">{groups[entry.group]}</span>
      <EntryText entry={entry} onSee={openTerm} />
      {pages.length > 0 && (
        <section data-control="learn" aria-label="In the lessons">
          <h4>In the lessons</h4>
          <ul className="glossary-pages">
            {pages.map(({ lesson, page }) => (
              <li key={`${lesson.id}/${page.id}`}>
                <button type="button" className="lesson-link" onClick={() => learn(lesson.id, page.id)}>
                  {lesson.title}: {page.title}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
