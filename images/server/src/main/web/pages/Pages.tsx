import type { ComponentType } from 'preact';
import { useApp } from '../app';
import type { Place, Route } from '../routes';
import { OpenFrame } from '../components/OpenFrame';
import { Shell } from '../components/Shell';
import { Agents } from './Agents';
import { Board } from './Board';
import { Invitation } from './Invitation';
import { Keys } from './Keys';
import { Landing } from './Landing';
import { Members } from './Members';
import { SignIn } from './SignIn';
import { Status } from './Status';
import { Usage } from './Usage';

const PAGES: Record<Route, ComponentType<{ place: Place }>> = {
  '/': Landing,
  '/sign-in': SignIn,
  '/invitation': Invitation,
  '/board': Board,
  '/agents': Agents,
  '/usage': Usage,
  '/members': Members,
  '/keys': Keys,
  '/status': Status,
};

/** The page of a place, in the frame of those who are signed in or of those who are not. */
export function Pages({ place }: { place: Place }) {
  const { session } = useApp();
  const Page = PAGES[place.route];
  const Frame = session === null || place.route === '/invitation' ? OpenFrame : Shell;
  return (
    <Frame route={place.route}>
      <Page key={place.route} place={place} />
    </Frame>
  );
}
