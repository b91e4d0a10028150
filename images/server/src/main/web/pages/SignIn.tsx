import { useState } from 'preact/hooks';
import { api, type Session } from '../api';
import { useApp } from '../app';
import { oneHost } from '../config';
import { useSend, useTitle } from '../hooks';
import { chosenOrganization } from '../organization';
import { go, type Place, returnTo } from '../routes';
import { Failure } from '../components/Failure';
import { Field } from '../components/Field';
import { Link } from '../components/Link';

/** By password, or by one click in a sample organisation. */
export function SignIn({ place }: { place: Place }) {
  const { config, signedIn } = useApp();
  const slug = config.organization?.slug ?? chosenOrganization();
  const sample = config.sampleOrganizations.find((one) => one.slug === slug);
  const name = config.organization?.name ?? sample?.name ?? slug;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, error, send } = useSend();
  useTitle('Sign in');
  if (slug === null) return <Nowhere />;

  const enter = (session: Session) => {
    signedIn(session);
    go(returnTo(place.search), 'replace');
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void send(async () => enter(await api.signIn(email.trim(), password)));
  };
  return (
    <div class="door">
      <h1>Sign in</h1>
      <p class="lead">
        to <strong>{name}</strong>
        {oneHost(config) && (
          <>
            {' '}
            · <Link to="/">another organisation</Link>
          </>
        )}
      </p>
      {place.search.has('from') && <p class="notice">Sign in to go on where you were.</p>}
      {config.features.sampleSignIn && sample !== undefined && (
        <>
          <button type="button" class="primary large wide" disabled={busy}
            onClick={() => send(async () => enter(await api.signInAsSample()))}>
            Look around as a sample member
          </button>
          <p class="or">
            <span>or with a password</span>
          </p>
        </>
      )}
      <form onSubmit={submit}>
        <Field label="E-mail" error={error} pointer="/email">
          {(wiring) => (
            <input {...wiring} type="email" name="email" autocomplete="username" required maxLength={254} value={email}
              onInput={(event) => setEmail(event.currentTarget.value)} />
          )}
        </Field>
        <Field label="Password" error={error} pointer="/password">
          {(wiring) => (
            <input {...wiring} type="password" name="password" autocomplete="current-password" required maxLength={200}
              value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
          )}
        </Field>
        <Failure error={error} />
        <button type="submit" class={`large wide ${config.features.sampleSignIn && sample ? '' : 'primary'}`}
          disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p class="hint">Forgot it? An owner of {name} can give you a link for a new one.</p>
    </div>
  );
}

function Nowhere() {
  return (
    <div class="door">
      <h1>Sign in</h1>
      <p class="lead">Which organisation is yours?</p>
      <Link to="/" class="button primary large wide">
        Choose an organisation
      </Link>
    </div>
  );
}
