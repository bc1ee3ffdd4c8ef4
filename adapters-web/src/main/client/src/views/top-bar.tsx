import { active } from '../identity/identities';
import { lineState } from '../live/live';
import { route, type Route } from '../ui/route';
import { theme, type Theme } from '../ui/theme';
import { IdentityMenu } from './identity-menu';

const LINES = {
    connecting: 'Connecting',
    live: 'Connected',
    lost: 'Connection lost, trying again',
    signed_out: 'Signed out',
} as const;

/** Always there: where one is, who one is, and whether what is shown is live. */
export function TopBar() {
    const identity = active.value;
    const link = (to: Route, title: string) => (
        <a href={`#/${to}`} aria-current={route.value === to ? 'page' : undefined}>
            {title}
        </a>
    );
    return (
        <header class="top-bar">
            <span class="brand">Profitmaker</span>
            {identity?.token && (
                <nav aria-label="Main">
                    {link('trade', 'Trade')}
                    {link('accounts', 'Accounts')}
                    {identity.user.role === 'operator' && link('operator', 'Operator')}
                </nav>
            )}
            <span class="spacer" />
            <span class={`line-state is-${lineState.value}`} role="status">
                <span class="dot" aria-hidden="true" />
                {LINES[lineState.value]}
            </span>
            <label class="sr-only" for="theme">
                Colours
            </label>
            <select id="theme" value={theme.value} onChange={(e) => (theme.value = e.currentTarget.value as Theme)}>
                <option value="system">Auto</option>
                <option value="dark">Dark</option>
                <option value="light">Light</option>
            </select>
            <IdentityMenu />
        </header>
    );
}
