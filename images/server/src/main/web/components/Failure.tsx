import type { ExceededLimit } from '../api';
import { capital, limitName, number } from '../format';
import type { ApiError } from '../http';

/** Why something failed, in words; a limit is named with the tier above. Nothing when nothing failed. */
export function Failure({ error, onRetry }: { error: ApiError | null; onRetry?: () => void }) {
  if (error === null) return <div role="alert" />;
  const { problem, retryAfterSeconds } = error;
  return (
    <div role="alert">
      <div class={problem.limit === undefined ? 'notice failed' : 'notice limit'}>
        {problem.limit === undefined ? <p>{problem.detail}</p> : <LimitWords limit={problem.limit} />}
        {retryAfterSeconds !== null && retryAfterSeconds > 0 && (
          <p class="hint">Try again in {retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`}.</p>
        )}
        {problem.status >= 500 && problem.requestId !== undefined && (
          <p class="hint">
            Request <code>{problem.requestId}</code>
          </p>
        )}
        {onRetry !== undefined && (
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

function LimitWords({ limit }: { limit: ExceededLimit }) {
  const what = limitName(limit.name);
  return (
    <>
      <p>
        <strong>That is the limit{limit.tier === null ? '' : ` of the ${limit.tier} tier`}.</strong> It allows{' '}
        {number(limit.allowed)} {what}.
      </p>
      {limit.nextTier !== null && (
        <p>
          {capital(limit.nextTier)}, the tier above, allows{' '}
          {limit.nextAllowed === null ? `${what} as agreed` : `${number(limit.nextAllowed)}`}.
        </p>
      )}
    </>
  );
}
