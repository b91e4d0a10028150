import type { Config } from '../config';
import { Mark } from '../components/Mark';
import { useTitle } from '../hooks';

/** The host of an organisation that does not exist. */
export function NoOrganization({ config }: { config: Config }) {
  useTitle('No such organisation');
  return (
    <main class="starting">
      <Mark />
      <h1>There is no organisation here</h1>
      <p>
        Nobody has the address <strong>{location.hostname}</strong>. Check its spelling, or start from the front page.
      </p>
      <a class="button primary" href={config.publicUrl}>
        Front page
      </a>
    </main>
  );
}

/** An address that is none of the page's. */
export function NotFound() {
  useTitle('Not found');
  return (
    <main class="starting">
      <Mark />
      <h1>There is nothing at this address</h1>
      <a class="button primary" href="/">
        Front page
      </a>
    </main>
  );
}
