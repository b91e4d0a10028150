import type { Parts } from '../pages/useParts';
import { Failure } from './Failure';

/** The end of a list that comes in parts: why it is not there, that it is empty, or the way to more. */
export function More<T>({ parts, empty }: { parts: Parts<T>; empty: string }) {
  return (
    <>
      {parts.data === null && parts.error === null && <p class="empty">Loading…</p>}
      <Failure error={parts.error} onRetry={parts.reload} />
      {parts.data !== null && parts.items.length === 0 && <p class="empty">{empty}</p>}
      <Failure error={parts.moreSending.error} />
      {parts.hasMore && (
        <button type="button" class="more" disabled={parts.moreSending.busy} onClick={parts.more}>
          Show more
        </button>
      )}
    </>
  );
}
