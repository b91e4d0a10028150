import type { ComponentChildren } from 'preact';
import type { Route } from '../routes';
import { Banner } from './Banner';
import { Link } from './Link';
import { Mark } from './Mark';

/** The frame of those who are not signed in. */
export function OpenFrame({ route, children }: { route: Route; children: ComponentChildren }) {
  return (
    <div class="open">
      <Banner />
      <header class="open-header">
        <Link to="/" class="brand">
          <Mark />
          <span>AgentHQ</span>
        </Link>
        <nav aria-label="Pages">
          <Link to="/status" class="quiet-link" current={route === '/status'}>
            Status
          </Link>
          {route !== '/sign-in' && (
            <Link to="/sign-in" class="quiet-link">
              Sign in
            </Link>
          )}
        </nav>
      </header>
      <main id="main">{children}</main>
    </div>
  );
}
