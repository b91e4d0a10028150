import type { Connection } from '../live';

const WORDS: Record<Connection, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
};

/** Whether what is shown is as of now. */
export function Connected({ connection }: { connection: Connection }) {
  return (
    <p class="connected" data-connection={connection} role="status">
      <span class="lamp" aria-hidden="true" />
      {WORDS[connection]}
    </p>
  );
}
