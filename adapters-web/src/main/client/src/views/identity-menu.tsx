import { createPortal } from 'preact/compat';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ChangePassword } from '../identity/change-password';
import { active, activeId, authUrl, identities, remove, signOnState, signOut, switchTo, type Identity } from '../identity/identities';
import { SignOnLink } from '../identity/sign-on-link';
import { YourSessions } from '../identity/your-sessions';
import { go, route } from '../ui/route';
import './identity-menu.css';

/** Who is signed in here, one click to be another of them, and what concerns the one who is active. */
export function IdentityMenu() {
    const [open, setOpen] = useState(false);
    const [dialog, setDialog] = useState<'sessions' | 'password' | null>(null);
    const menu = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const first = useRef(0);
    const id = useId();
    const identity = active.value;

    useEffect(() => {
        if (!open) {
            return;
        }
        const elsewhere = (event: PointerEvent) => {
            if (!menu.current?.contains(event.target as Node)) {
                setOpen(false);
            }
        };
        document.addEventListener('pointerdown', elsewhere);
        return () => document.removeEventListener('pointerdown', elsewhere);
    }, [open]);

    useLayoutEffect(() => {
        if (open && first.current !== 0) {
            step(menu.current, first.current);
        }
        first.current = 0;
    }, [open]);

    // What concerns one of them is not asked of the next.
    useEffect(() => setDialog(null), [identity?.id]);

    if (identities.value.length === 0) {
        return null;
    }
    const done = (then?: () => void) => () => {
        setOpen(false);
        button.current?.focus();
        then?.();
    };
    const become = (one: Identity) => {
        switchTo(one.id);
        if (route.value === 'sign-in') {
            go('trade');
        }
    };

    const keys = (event: KeyboardEvent) => {
        if (event.key === 'Escape' && open) {
            event.preventDefault();
            done()();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            const by = event.key === 'ArrowDown' ? 1 : -1;
            if (open) {
                step(menu.current, by);
            } else {
                // There is nothing to go to yet.
                first.current = by;
                setOpen(true);
            }
        }
    };

    return (
        <>
            <div
                class="identity-menu"
                ref={menu}
                onKeyDown={keys}
                onFocusOut={(event) => {
                    if (event.relatedTarget instanceof Node && !menu.current?.contains(event.relatedTarget)) {
                        setOpen(false);
                    }
                }}
            >
                <button ref={button} type="button" class="identity-button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
                    <span class="sr-only">Identities </span>
                    <bdi>{identity ? identity.user.email : 'Nobody'}</bdi>
                    <span aria-hidden="true">▾</span>
                </button>
                <div class="identity-panel" id={id} hidden={!open}>
                    {open && (
                        <>
                            <ul aria-label="Signed in here">
                                {identities.value.map((one) => (
                                    <Entry
                                        key={one.id}
                                        identity={one}
                                        onChoose={done(() => become(one))}
                                        onLeave={() => {
                                            void signOut(one.id);
                                            button.current?.focus();
                                        }}
                                        onRemove={() => {
                                            remove(one.id);
                                            button.current?.focus();
                                        }}
                                    />
                                ))}
                            </ul>
                            {signOnState.value === 'unreachable' && (
                                <p class="identity-note" role="status">
                                    The sign-on service cannot be reached. Nobody is signed out by that.
                                </p>
                            )}
                            <div class="identity-actions">
                                <button type="button" onClick={done(() => go('sign-in'))}>
                                    Add an identity
                                </button>
                                {identity?.kind === 'local' && identity.token && (
                                    <>
                                        <button type="button" onClick={done(() => setDialog('sessions'))}>
                                            Your sessions
                                        </button>
                                        <button type="button" onClick={done(() => setDialog('password'))}>
                                            Change password
                                        </button>
                                    </>
                                )}
                                {identity?.token && (
                                    <button type="button" onClick={done(() => void signOut(identity.id))}>
                                        Sign out
                                    </button>
                                )}
                            </div>
                        </>
                    )}
                </div>
            </div>
            {identity?.token &&
                dialog &&
                // Not inside the page's banner.
                createPortal(
                    dialog === 'sessions' ? (
                        <YourSessions identity={identity} onClose={() => setDialog(null)} />
                    ) : (
                        <ChangePassword identity={identity} onClose={() => setDialog(null)} />
                    ),
                    document.body,
                )}
        </>
    );
}

function Entry(props: { identity: Identity; onChoose: () => void; onLeave: () => void; onRemove: () => void }) {
    const { identity, onChoose, onRemove } = props;
    const current = identity.id === activeId.value;
    return (
        <li class={current ? 'is-current' : ''}>
            <button type="button" class="identity-entry" aria-current={current ? 'true' : undefined} title={identity.user.email} onClick={onChoose}>
                <span class="mark" aria-hidden="true">
                    {current ? '✓' : ''}
                </span>
                <bdi>{identity.user.email}</bdi>
                <span class="badge">{identity.kind === 'sso' ? 'SSO' : 'local'}</span>
                {!identity.token && <span class="badge is-warn">signed out</span>}
            </button>
            {identity.token && !current && (
                <div class="identity-again">
                    <button type="button" class="link" aria-label={`Sign out ${identity.user.email}`} onClick={props.onLeave}>
                        Sign out
                    </button>
                </div>
            )}
            {!identity.token && (
                <div class="identity-again">
                    {identity.why && <p class="identity-note">{identity.why}</p>}
                    {identity.kind === 'local' ? (
                        <button type="button" onClick={onChoose}>
                            Sign in again
                        </button>
                    ) : (
                        authUrl.value && (
                            <SignOnLink another class="button">
                                Sign in again
                            </SignOnLink>
                        )
                    )}
                    <button type="button" aria-label={`Remove ${identity.user.email}`} onClick={onRemove}>
                        Remove
                    </button>
                </div>
            )}
        </li>
    );
}

/** From item to item, round and round. */
function step(menu: HTMLElement | null, by: number): void {
    const items = [...(menu?.querySelectorAll<HTMLElement>('.identity-panel button, .identity-panel a') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[at === -1 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length]?.focus();
}
