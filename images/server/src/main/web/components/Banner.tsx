import { useApp } from '../app';

const WORDS: Record<string, string> = {
  local: 'this machine only',
  selfhosted: 'self-hosted',
};

/** Says which environment one is in. */
export function Banner() {
  const { config } = useApp();
  const words = config.features.sampleOrganizationsNightlyReset
    ? 'sample organisations start afresh every night'
    : WORDS[config.environment];
  return (
    <section class="banner" aria-label="Environment" data-environment={config.environment}>
      <p>
        Environment: <strong>{config.environment}</strong>
        {words !== undefined && <span class="banner-words"> · {words}</span>}
      </p>
      {config.features.beta && <span class="tag">Beta</span>}
    </section>
  );
}
