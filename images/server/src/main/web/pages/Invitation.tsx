import { useState } from 'preact/hooks';
import { api } from '../api';
import { useApp } from '../app';
import { useSend, useTitle } from '../hooks';
import { forgetOrganization } from '../organization';
import { go } from '../routes';
import { Failure } from '../components/Failure';
import { Field } from '../components/Field';

/** Where the links of invitations and of new passwords lead; the token is in the fragment, which no server sees. */
export function Invitation() {
  const { config, signedIn } = useApp();
  const [token] = useState(() => location.hash.slice(1));
  const [known] = useState(() => new URLSearchParams(location.search).has('reset'));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, error, send } = useSend();
  useTitle(known ? 'New password' : 'Welcome');
  const submit = (event: Event) => {
    event.preventDefault();
    void send(async () => {
      const typed = name.trim();
      // The link says which organisation it is for, not what this window was used for before.
      forgetOrganization();
      const session = await api.acceptInvitation({ token, password, ...(typed === '' ? {} : { name: typed }) });
      signedIn(session);
      go('/board', 'replace');
    });
  };
  if (token === '') {
    return (
      <div class="door">
        <h1>This link is not whole</h1>
        <p class="lead">Its last part is missing. Copy all of it, to the end, or ask for a new one.</p>
      </div>
    );
  }
  const where = config.organization?.name;
  return (
    <div class="door">
      {known ? (
        <>
          <h1>A new password{where === undefined ? '' : ` for ${where}`}</h1>
          <p class="lead">Choose it, and you are in. The old one works until then.</p>
        </>
      ) : (
        <>
          <h1>Welcome{where === undefined ? '' : ` to ${where}`}</h1>
          <p class="lead">Choose a password, and you are in.</p>
        </>
      )}
      <form onSubmit={submit}>
        {!known && (
          <Field label="Your name" hint="As others here see it." error={error} pointer="/name">
            {(wiring) => (
              <input {...wiring} type="text" name="name" autocomplete="name" required maxLength={80} value={name}
                onInput={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
        )}
        <Field label="New password" hint="At least 10 characters." error={error} pointer="/password">
          {(wiring) => (
            <input {...wiring} type="password" name="password" autocomplete="new-password" required minLength={10}
              maxLength={200} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
          )}
        </Field>
        <Failure error={error} />
        <button type="submit" class="primary large wide" disabled={busy}>
          Go in
        </button>
      </form>
    </div>
  );
}
