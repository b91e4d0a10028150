import { useState } from 'preact/hooks';
import { useApp } from '../app';
import { addressOf, type Config, oneHost } from '../config';
import { useTitle } from '../hooks';
import { chooseOrganization, slugOf } from '../organization';
import { go } from '../routes';
import { Sketch } from '../components/Sketch';
import { Link } from '../components/Link';

/** What this is, and the way to one's organisation. */
export function Landing() {
  const { config } = useApp();
  useTitle(config.organization?.name ?? 'Put agents to work');
  return (
    <div class="landing">
      <section class="hero">
        <div>
          <p class="eyebrow">{config.organization === null ? 'One place for your agents' : config.organization.name}</p>
          <h1>
            Put agents to work.
            <br />
            See what they do.
          </h1>
          <p class="lead">
            Your organisation's agents take tasks, run them side by side, and try again when something fails. You watch
            it happen, and know what was used.
          </p>
          {config.organization === null ? (
            <Choose config={config} />
          ) : (
            <Link to="/sign-in" class="button primary large">
              Sign in to {config.organization.name}
            </Link>
          )}
        </div>
        <Sketch />
      </section>
      {config.organization === null && <Samples config={config} />}
      <ul class="points">
        <li>
          <h2>Live, all the time</h2>
          <p>Each change of a task is on your screen a moment after it happened. A restart loses nothing.</p>
        </li>
        <li>
          <h2>Yours alone</h2>
          <p>Every organisation's data are apart in the database itself, not by a filter in a query.</p>
        </li>
        <li>
          <h2>Measured fairly</h2>
          <p>Calls, runs and storage by the day, beside the limits of your tier. An API for everything seen here.</p>
        </li>
      </ul>
    </div>
  );
}

/** Goes to an organisation: to its host, or, where one host serves all, to its sign-in. */
function enter(config: Config, slug: string): void {
  if (oneHost(config)) {
    chooseOrganization(slug);
    go('/sign-in');
  } else {
    location.assign(`${addressOf(config, slug)}/sign-in`);
  }
}

function Choose({ config }: { config: Config }) {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const slug = slugOf(typed);
    setFault(slug === null);
    if (slug !== null) enter(config, slug);
  };
  return (
    <form class="choose" onSubmit={submit} noValidate>
      <label for="organization">Your organisation's short name</label>
      <div class="choose-row">
        <input id="organization" type="text" autocomplete="organization" autocapitalize="none" spellcheck={false}
          placeholder="acme" value={typed} aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'organization-fault' : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)} />
        <button type="submit" class="primary">
          Continue
        </button>
      </div>
      <p id="organization-fault" class="fault" role="alert">
        {fault ? 'A short name is 1 to 40 lower-case letters, digits and inner hyphens, a letter first.' : ''}
      </p>
    </form>
  );
}

function Samples({ config }: { config: Config }) {
  if (config.sampleOrganizations.length === 0) return null;
  return (
    <section class="samples" aria-labelledby="samples">
      <h2 id="samples">{config.features.sampleSignIn ? 'Look around in a sample' : 'Sample organisations'}</h2>
      <ul>
        {config.sampleOrganizations.map((sample) => (
          <li key={sample.slug}>
            <a
              href={oneHost(config) ? '/sign-in' : `${sample.url}/sign-in`}
              onClick={(event) => {
                if (!oneHost(config)) return;
                event.preventDefault();
                enter(config, sample.slug);
              }}
            >
              <strong>{sample.name}</strong>
              <span>{oneHost(config) ? sample.slug : new URL(sample.url).host}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
