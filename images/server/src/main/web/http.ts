/** Requests to the API: the organisation's and the session's headers, and errors as problem documents. */
import type { Problem, Session } from './api';
import { chosenOrganization } from './organization';

const PATIENCE_MS = 20_000;

/** What went wrong with a request; `status` is 0 when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.detail);
  }

  get status(): number {
    return this.problem.status;
  }

  /** The word by which programs tell problems apart; empty when there is none. */
  get kind(): string {
    return this.problem.type.startsWith('urn:agenthq:problem:') ? this.problem.type.slice(20) : '';
  }

  /** Whether the same request may well succeed soon. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

let csrfToken: string | null = null;
let onSignedOut: () => void = () => {};
let onSignedInAnew: (session: Session) => void = () => {};

/** Sets what goes with everything that changes something. */
export function sendCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Sets what happens when the API says that nobody is signed in. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action;
}

/** Sets what happens when another window has signed in anew, so that the session is another one. */
export function whenSignedInAnew(action: (session: Session) => void): void {
  onSignedInAnew = action;
}

/** Headers that say for which organisation a request is; none where the host says it. */
export function organizationHeaders(): Record<string, string> {
  const slug = chosenOrganization();
  return slug === null ? {} : { 'X-Organization-Slug': slug };
}

/** A name for a request, so that its repetition takes effect once. */
export function onceOnly(): string {
  return crypto.randomUUID();
}

/** Sends a request and gives its answer's JSON; throws ApiError. */
export async function request<T>(method: string, path: string, body?: unknown, once?: string): Promise<T> {
  try {
    return await attempt<T>(method, path, body, once);
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.kind !== 'csrf') throw problem;
    onSignedInAnew(await attempt<Session>('GET', '/api/session'));
    return attempt<T>(method, path, body, once);
  }
}

async function attempt<T>(method: string, path: string, body?: unknown, once?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...organizationHeaders() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken !== null) headers['X-CSRF-Token'] = csrfToken;
  if (once !== undefined) headers['Idempotency-Key'] = once;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await refused(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw unreachable();
  }
}

/** The error that an answer which is none of 2xx stands for; tells the page when the session ended. */
export async function refused(response: Response): Promise<ApiError> {
  const error = new ApiError(await problemOf(response), retryAfter(response));
  const ended = response.status === 401 && error.kind !== 'sign-in-failed';
  if (ended || (response.status === 403 && error.kind === 'organization-mismatch')) onSignedOut();
  return error;
}

export function unreachable(): ApiError {
  const detail = 'AgentHQ cannot be reached. Check your connection, or try again in a moment.';
  return new ApiError({ type: 'about:blank', title: 'No answer', status: 0, detail }, null);
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (typeof problem.detail === 'string') {
      return { type: 'about:blank', title: '', ...problem, status: response.status, detail: problem.detail };
    }
  } catch {
    // A proxy's answer, not the server's.
  }
  const detail = `AgentHQ could not answer (${response.status}). Try again in a moment.`;
  return { type: 'about:blank', title: response.statusText, status: response.status, detail };
}

function retryAfter(response: Response): number | null {
  const value = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
