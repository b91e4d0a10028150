import { api, type Organization, type Usage as Used } from '../api';
import { useApp } from '../app';
import { bytes, capital, compact, duration, GIGABYTE, limitsLine, number } from '../format';
import { useLoad } from '../hooks';
import { DayChart } from '../components/DayChart';
import { Failure } from '../components/Failure';
import { Meter } from '../components/Meter';
import { PageHead } from '../components/PageHead';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What was used by day, and how near the tier's limits are. */
export function Usage() {
  const organization = useLoad(api.organization, []);
  const usage = useLoad(() => {
    const tomorrow = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
    return api.usage(new Date(tomorrow - DAYS * DAY_MS), new Date(tomorrow));
  }, []);
  const { config } = useApp();
  if (!config.features.usagePage) return <PageHead title="Usage" words="This environment does not show it." />;
  return (
    <>
      <PageHead title="Usage" words={`The last ${DAYS} days, each from midnight to midnight UTC.`} />
      <Failure error={organization.error} onRetry={organization.reload} />
      {organization.data !== null && <Tier organization={organization.data} />}
      <Failure error={usage.error} onRetry={usage.reload} />
      {usage.data !== null && <Charts usage={usage.data} storage={storageLimit(organization.data)} />}
    </>
  );
}

function Tier({ organization }: { organization: Organization }) {
  const { limits, used, nextTier, tier } = organization;
  const parts = [
    { name: 'Agents', used: used.agents, allowed: limits.agents, words: compact },
    { name: 'Tasks at once', used: used.concurrentTasks, allowed: limits.concurrentTasks, words: compact },
    { name: 'Storage', used: used.storageBytes, allowed: storageLimit(organization), words: bytes },
  ];
  const near = parts.filter((part) => part.allowed !== null && part.used >= 0.8 * part.allowed);
  return (
    <section class="tier" aria-labelledby="tier">
      <h2 id="tier">
        {capital(tier)} tier <span>{limitsLine(limits)}</span>
      </h2>
      <div class="meters">
        {parts.map((part) => (
          <Meter key={part.name} {...part} />
        ))}
      </div>
      {nextTier !== null && (
        <p class={near.length > 0 ? 'notice limit' : 'notice'}>
          {near.length > 0 && <strong>{near.map((part) => part.name).join(' and ')}: nearly at the limit. </strong>}
          The next tier is <strong>{nextTier.name}</strong>: {limitsLine(nextTier.limits)}.
        </p>
      )}
    </section>
  );
}

/** In bytes; null where there is none, or it is not known yet. */
function storageLimit(organization: Organization | null): number | null {
  const allowed = organization?.limits.storageGb ?? null;
  return allowed === null ? null : allowed * GIGABYTE;
}

function Charts({ usage, storage }: { usage: Used; storage: number | null }) {
  const { items } = usage;
  const days = items.map((item) => item.from);
  return (
    <div class="charts">
      <DayChart title="API calls" days={days} values={items.map((item) => item.apiCalls)} words={compact}
        exactly={number} />
      <DayChart title="Task runs" days={days} values={items.map((item) => item.taskRuns)} words={compact}
        exactly={number} />
      <DayChart title="Task time" days={days} values={items.map((item) => item.taskSeconds)} words={duration} />
      <DayChart title="Storage" days={days} values={items.map((item) => item.storageBytes)} words={bytes} sum={false}
        limit={storage} base={1024} />
    </div>
  );
}
