import { useEffect } from 'preact/hooks';
import { api, type Health } from '../api';
import { useLoad } from '../hooks';
import { capital, moment } from '../format';
import { Ago } from '../components/Ago';
import { PageHead } from '../components/PageHead';

const WORDS: Record<Health, string> = { ok: 'OK', degraded: 'degraded', down: 'down' };
const WHOLE: Record<Health, string> = {
  ok: 'Everything works',
  degraded: 'Something works only partly',
  down: 'Something is down',
};
const NAMES: Record<string, string> = { api: 'API', 'live-updates': 'Live updates' };
const EVERY_MS = 5000;

/** The health of the parts, looked at again every few seconds. */
export function Status() {
  const { data, error, reload } = useLoad(api.status, []);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const whole: Health | null = error !== null ? 'down' : (data?.status ?? null);
  return (
    <>
      <PageHead title="Status" words="The health of AgentHQ's parts, as of now." />
      <p class="health" data-health={whole} role="status">
        <span class="lamp" aria-hidden="true" />
        {whole === null ? 'Asking…' : error !== null ? error.problem.detail : WHOLE[whole]}
      </p>
      {data !== null && (
        <>
          <ul class="parts" aria-label="Parts" data-old={error !== null}>
            {data.parts.map((part) => (
              <li key={part.name} data-health={part.status}>
                <span class="lamp" aria-hidden="true" />
                <div>
                  <h2>
                    {NAMES[part.name] ?? capital(part.name)} <span>{WORDS[part.status]}</span>
                  </h2>
                  <p>{part.detail}</p>
                </div>
              </li>
            ))}
          </ul>
          <dl class="facts">
            <div>
              <dt>Environment</dt>
              <dd>{data.environment}</dd>
            </div>
            <div>
              <dt>Version</dt>
              <dd>{data.version}</dd>
            </div>
            <div>
              <dt>Started</dt>
              <dd title={moment(data.startedAt)}>
                <Ago at={data.startedAt} />
              </dd>
            </div>
          </dl>
        </>
      )}
    </>
  );
}
