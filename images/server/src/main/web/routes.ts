/** The page's addresses; the server answers each with the same document. */
export const ROUTES = [
  '/',
  '/sign-in',
  '/invitation',
  '/board',
  '/agents',
  '/usage',
  '/members',
  '/keys',
  '/status',
] as const;

export type Route = (typeof ROUTES)[number];

/** Those that anybody may see. */
export const OPEN: readonly Route[] = ['/', '/sign-in', '/invitation', '/status'];

export interface Place {
  route: Route;
  search: URLSearchParams;
}

export function placeOf(path: string): Place | null {
  const [name, search] = path.split('?', 2);
  const route = ROUTES.find((known) => known === name);
  return route === undefined ? null : { route, search: new URLSearchParams(search ?? '') };
}

const listeners = new Set<() => void>();

/** Goes to another place of the page without loading it anew. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  for (const listener of listeners) listener();
}

export function onMove(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Where one was before signing in: only ever a place of this page. */
export function returnTo(search: URLSearchParams): string {
  const from = search.get('from') ?? '';
  const place = placeOf(from);
  return place === null || OPEN.includes(place.route) ? '/board' : from;
}
