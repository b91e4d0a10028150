import type { ComponentChildren } from 'preact';
import { useApp, useMay } from '../app';
import type { Route } from '../routes';
import { Account } from './Account';
import { Banner } from './Banner';
import { Icon, type IconName } from './Icon';
import { Link } from './Link';
import { Mark } from './Mark';

/** The frame of those who are signed in: where one can go, and whose organisation it is. */
export function Shell({ route, children }: { route: Route; children: ComponentChildren }) {
  const { config, session } = useApp();
  const owner = useMay('owner');
  const items: [Route, string, IconName, boolean][] = [
    ['/board', 'Board', 'board', true],
    ['/agents', 'Agents', 'agents', true],
    ['/usage', 'Usage', 'usage', config.features.usagePage],
    ['/members', 'Members', 'members', true],
    ['/keys', 'Keys', 'keys', owner],
    ['/status', 'Status', 'status', true],
  ];
  return (
    <div class="frame">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Banner />
      <header class="side">
        <Link to="/board" class="brand">
          <Mark />
          <span>AgentHQ</span>
        </Link>
        <p class="organization">
          <strong>{session?.organization.name}</strong>
          <span class="tag">{session?.organization.tier}</span>
        </p>
        <nav aria-label="Pages" class="pages">
          {items
            .filter(([, , , shown]) => shown)
            .map(([to, name, icon]) => (
              <Link key={to} to={to} current={route === to}>
                <Icon name={icon} />
                <span>{name}</span>
              </Link>
            ))}
        </nav>
        <Account />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
