/** What the environment tells the page at run time: one build serves them all. */
export interface Config {
  environment: string;
  version: string;
  publicUrl: string;
  /** An organisation's address with {slug} in it; empty where one host serves all. */
  organizationUrl: string;
  /** The host's organisation; null at the service's own host and where there is none of that name. */
  organization: { slug: string; name: string } | null;
  features: {
    usagePage: boolean;
    beta: boolean;
    sampleSignIn: boolean;
    sampleOrganizationsNightlyReset: boolean;
    selfSignUp: boolean;
  };
  sampleOrganizations: { slug: string; name: string; url: string }[];
}

export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
}

/** Whether one host serves all organisations, so that people have to say which is theirs. */
export function oneHost(config: Config): boolean {
  return config.organizationUrl === '';
}

/** Whether this is the host of an organisation that does not exist. */
export function nobodysHost(config: Config): boolean {
  return !oneHost(config) && config.organization === null && location.origin !== new URL(config.publicUrl).origin;
}

/** An organisation's address. */
export function addressOf(config: Config, slug: string): string {
  return oneHost(config) ? config.publicUrl : config.organizationUrl.replace('{slug}', slug);
}
