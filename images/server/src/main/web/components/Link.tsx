import type { ComponentChildren } from 'preact';
import { go } from '../routes';

interface Properties {
  to: string;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

/** A link within the page; new windows and other keys work as with any link. */
export function Link({ to, current, children, ...rest }: Properties) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
    window.scrollTo(0, 0);
  };
  return (
    <a href={to} onClick={follow} aria-current={current === true ? 'page' : undefined} {...rest}>
      {children}
    </a>
  );
}
