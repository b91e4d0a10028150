import { Mark } from './Mark';

/** What is seen until the server answered. */
export function Starting({ failures }: { failures: number }) {
  return (
    <main class="starting" aria-busy="true">
      <Mark />
      <p role="status">{failures === 0 ? '' : 'AgentHQ does not answer yet. We keep trying…'}</p>
    </main>
  );
}
