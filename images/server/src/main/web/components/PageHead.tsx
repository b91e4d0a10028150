import type { ComponentChildren } from 'preact';
import { useTitle } from '../hooks';

/** A page's heading, what it is about, and what can be done there. */
export function PageHead({ title, words, children }: { title: string; words?: string; children?: ComponentChildren }) {
  useTitle(title);
  return (
    <header class="page-head">
      <div>
        <h1>{title}</h1>
        {words !== undefined && <p>{words}</p>}
      </div>
      {children !== undefined && <div class="page-actions">{children}</div>}
    </header>
  );
}
