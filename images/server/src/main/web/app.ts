/** What every part of the page knows: the environment and who is signed in. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, Session } from './api';
import type { Config } from './config';

export interface App {
  config: Config;
  /** null: nobody is signed in. */
  session: Session | null;
  signedIn(session: Session): void;
  signedOut(): void;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('outside of the app');
  return app;
}

const RANKS: Record<Role, number> = { reader: 0, member: 1, owner: 2 };

/** Whether who is signed in may do what the role may. */
export function useMay(role: Role): boolean {
  const { session } = useApp();
  return session !== null && RANKS[session.role] >= RANKS[role];
}
