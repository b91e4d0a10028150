import './styles/base.css';
import './styles/controls.css';
import './styles/forms.css';
import './styles/dialog.css';
import './styles/brand.css';
import './styles/shell.css';
import './styles/open.css';
import './styles/board.css';
import './styles/task.css';
import './styles/lists.css';
import './styles/usage.css';
import { render } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { AppContext } from './app';
import { api, type Session } from './api';
import { nobodysHost, oneHost, type Config, loadConfig } from './config';
import { ApiError, sendCsrfToken, whenSignedInAnew, whenSignedOut } from './http';
import { backoff } from './live';
import { chooseOrganization, chosenOrganization, organizationIsChosen } from './organization';
import { go, onMove, OPEN, placeOf, returnTo } from './routes';
import { Starting } from './components/Starting';
import { NoOrganization, NotFound } from './pages/NotFound';
import { Pages } from './pages/Pages';

/** What is known once the server answered; `session` is null when nobody is signed in. */
interface Start {
  config: Config;
  session: Session | null;
}

async function start(): Promise<Start> {
  const config = await loadConfig();
  if (oneHost(config)) organizationIsChosen();
  const addressed = config.organization !== null || chosenOrganization() !== null || oneHost(config);
  return { config, session: addressed ? await whoIsThere() : null };
}

async function whoIsThere(): Promise<Session | null> {
  try {
    const session = await api.session();
    if (session.kind !== 'user') return null;
    chooseOrganization(session.organization.slug);
    return session;
  } catch (problem) {
    // Nobody, or nobody of this organisation. When the server is away, the start is tried again.
    if (problem instanceof ApiError && !problem.passing && problem.status !== 429) return null;
    throw problem;
  }
}

function Root() {
  const [begun, setBegun] = useState<Start | null>(null);
  const [failures, setFailures] = useState(0);
  const [path, setPath] = useState(() => location.pathname + location.search);

  useEffect(() => onMove(() => setPath(location.pathname + location.search)), []);

  useEffect(() => {
    if (begun !== null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    start().then(
      (found) => {
        sendCsrfToken(found.session?.csrfToken ?? null);
        setBegun(found);
      },
      () => {
        timer = setTimeout(() => setFailures(failures + 1), backoff(failures + 1));
      },
    );
    return () => clearTimeout(timer);
  }, [failures, begun]);

  const setSession = useCallback((session: Session | null) => {
    sendCsrfToken(session?.csrfToken ?? null);
    if (session !== null) chooseOrganization(session.organization.slug);
    setBegun((old) => (old === null ? old : { ...old, session }));
  }, []);

  useEffect(() => {
    whenSignedOut(() => setSession(null));
    whenSignedInAnew(setSession);
  }, [setSession]);

  const app = useMemo(
    () => begun && { ...begun, signedIn: setSession, signedOut: () => setSession(null) },
    [begun, setSession],
  );

  const place = placeOf(path);
  const session = begun?.session ?? null;
  const wanted = place === null || begun === null ? null : elsewhere(place.route, session !== null, path, place.search);
  useEffect(() => {
    if (wanted !== null) go(wanted, 'replace');
  }, [wanted]);

  if (app === null) return <Starting failures={failures} />;
  if (nobodysHost(app.config)) return <NoOrganization config={app.config} />;
  if (place === null) return <NotFound />;
  if (wanted !== null) return <Starting failures={0} />;
  return (
    <AppContext.Provider value={app}>
      <Pages place={place} />
    </AppContext.Provider>
  );
}

/** Where one is sent instead of a route: to sign in first and back after, or past the doors when one is inside. */
function elsewhere(route: string, inside: boolean, path: string, search: URLSearchParams): string | null {
  if (!inside) return OPEN.some((open) => open === route) ? null : `/sign-in?from=${encodeURIComponent(path)}`;
  if (route === '/') return '/board';
  return route === '/sign-in' ? returnTo(search) : null;
}

const root = document.getElementById('app');
if (root !== null) render(<Root />, root);
