import type { Part } from '../api';
import { type Loaded, type Sending, useLoad, useSend } from '../hooks';

export interface Parts<T> extends Loaded<Part<T>> {
  items: T[];
  hasMore: boolean;
  moreSending: Sending;
  more(): void;
}

/** A list that comes in parts: the first at once, the others when asked for. */
export function useParts<T>(load: (cursor: string | null) => Promise<Part<T>>): Parts<T> {
  const loaded = useLoad(() => load(null), []);
  const moreSending = useSend();
  const more = () =>
    void moreSending.send(async () => {
      const next = await load(loaded.data?.next ?? null);
      loaded.replace((old) => ({ items: [...old.items, ...next.items], next: next.next }));
    });
  return {
    ...loaded,
    items: loaded.data?.items ?? [],
    hasMore: loaded.data !== null && loaded.data.next !== null,
    moreSending,
    more,
  };
}
