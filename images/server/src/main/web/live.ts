/**
 * Tasks as they change, by server-sent events. Read with fetch and not with EventSource: that one cannot send the
 * organisation's header, hides an error's status, gives up on any answer but 200, and does not notice a connection
 * that died in silence.
 */
import type { Task } from './api';
import { organizationHeaders, refused } from './http';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface Listener {
  onTask(task: Task): void;
  onConnection(connection: Connection): void;
  /** The stream is there again after it was away: what is shown may be old. */
  onReturn(): void;
}

/** The server sends something every 10 s. */
const SILENCE_MS = 25_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A window that nobody sees for so long gives its connection back: a browser has six to a host. */
const UNSEEN_MS = 60_000;

/** Follows the organisation's tasks until the function that it gives is called. */
export function follow(listener: Listener): () => void {
  let over = false;
  let stream = new AbortController();
  let wake: () => void = () => {};
  let failures = 0;
  let lastId = '';
  let wasLive = false;
  let unseen: ReturnType<typeof setTimeout> | undefined;
  let rests = false;

  async function run(): Promise<void> {
    listener.onConnection('connecting');
    while (!over) {
      if (rests) await sleep();
      if (over) return;
      let pause = 0;
      try {
        pause = await read();
      } catch {
        // The network's errors have nothing to say that the pause does not.
      }
      if (over) return;
      listener.onConnection('reconnecting');
      failures += 1;
      await sleep(Math.max(pause, backoff(failures)));
    }
  }

  /** Reads one stream to its end; gives for how long the server wants to be left alone, in ms. */
  async function read(): Promise<number> {
    stream = new AbortController();
    const silence = watchdog(() => stream.abort());
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream', ...organizationHeaders() };
      if (lastId !== '') headers['Last-Event-ID'] = lastId;
      const response = await fetch('/api/tasks/events', { headers, cache: 'no-store', signal: stream.signal });
      if (!response.ok || response.body === null) {
        const error = await refused(response);
        if (error.status === 401) over = true;
        return (error.retryAfterSeconds ?? 0) * 1000;
      }
      failures = 0;
      listener.onConnection('live');
      if (wasLive) listener.onReturn();
      wasLive = true;
      await events(response.body, silence.fed);
      return 0;
    } finally {
      silence.stop();
      stream.abort();
    }
  }

  async function events(body: ReadableStream<Uint8Array>, fed: () => void): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      fed();
      text = (text + value).replaceAll('\r\n', '\n');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach(dispatch);
    }
  }

  function dispatch(block: string): void {
    let name = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const [field, value] = fieldOf(line);
      if (field === 'event') name = value;
      else if (field === 'data') data.push(value);
      else if (field === 'id') lastId = value;
    }
    if (over) return;
    // More has changed than is sent one by one.
    if (name === 'reset') listener.onReturn();
    if (name === 'task') listener.onTask(JSON.parse(data.join('\n')) as Task);
  }

  /** Until so much time went by, or without it until wake() is called. */
  function sleep(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const rest = () => {
    rests = true;
    stream.abort();
  };
  const hurry = () => {
    clearTimeout(unseen);
    if (document.visibilityState === 'hidden') {
      unseen = setTimeout(rest, UNSEEN_MS);
    } else {
      rests = false;
      wake();
    }
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  void run();
  return () => {
    over = true;
    clearTimeout(unseen);
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
    stream.abort();
    wake();
  };
}

/** The wait before the nth try: doubled each time, and never the same in two windows. */
export function backoff(failures: number): number {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return most * (0.6 + 0.4 * Math.random());
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value];
}

function watchdog(bite: () => void): { fed: () => void; stop: () => void } {
  let timer = setTimeout(bite, SILENCE_MS);
  const stop = () => clearTimeout(timer);
  const fed = () => {
    stop();
    timer = setTimeout(bite, SILENCE_MS);
  };
  return { fed, stop };
}
