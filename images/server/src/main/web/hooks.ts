/** Loading, sending and time, as the pages need them. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './http';
import { backoff } from './live';

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  reload(): void;
  /** Shows something else until the next reload. */
  replace(change: (data: T) => T): void;
}

/** Loads something once, again on reload(), and again by itself while the server is away. */
export function useLoad<T>(load: () => Promise<T>, deps: readonly unknown[]): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const failures = useRef(0);

  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load().then(
      (found) => {
        if (over) return;
        failures.current = 0;
        setData(found);
        setError(null);
      },
      (problem: unknown) => {
        if (over) return;
        const failed = asApiError(problem);
        setError(failed);
        if (!failed.passing && failed.status !== 429) return;
        failures.current += 1;
        timer = setTimeout(reload, Math.max(backoff(failures.current), (failed.retryAfterSeconds ?? 0) * 1000));
      },
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [round, ...deps]);

  const replace = useCallback((change: (data: T) => T) => setData((old) => (old === null ? old : change(old))), []);
  return { data, error, reload, replace };
}

export interface Sending {
  busy: boolean;
  error: ApiError | null;
  /** Runs a request unless one runs already; true when it succeeded. */
  send(action: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

/** One request at a time, made by a button or a form, and why it failed. */
export function useSend(): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const send = useCallback(async (action: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (problem) {
      setError(asApiError(problem));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, error, send, clear: useCallback(() => setError(null), []) };
}

function asApiError(problem: unknown): ApiError {
  if (problem instanceof ApiError) return problem;
  console.error(problem);
  const detail = 'Something went wrong in this page. Reload it and try again.';
  return new ApiError({ type: 'about:blank', title: 'Fault', status: 500, detail }, null);
}

/** The time in ms, moving on every so many seconds. */
export function useNow(everySeconds: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}

/** The window's title. */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} · AgentHQ`;
  }, [name]);
}
