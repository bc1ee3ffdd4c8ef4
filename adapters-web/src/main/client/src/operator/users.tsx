import { useEffect, useState } from 'preact/hooks';
import { dateTime } from '../format';
import { active } from '../identity/identities';
import { Field } from '../ui/field';
import { Empty } from '../ui/pane';
import { toast } from '../ui/toasts';
import { isReserved, question, waysIn, type Change } from './changes';
import { Confirm, Cut, Named } from './confirm';
import { changePerson, MOST, people } from './desk';
import { Shown, useLoaded } from './loaded';
import { NewUser } from './new-user';
import { SetPassword } from './new-password';
import { Table, Cell } from './table';
import type { Person } from './types';

type Asking = { person: Person; change: Change } | { person: Person; change: 'password' };

const TYPED = 250;

/** Everybody here. One's own row is to look at: another operator changes it. */
export function Users({ onSessions }: { onSessions: (email: string) => void }) {
    const [typed, setTyped] = useState('');
    const [query, setQuery] = useState('');
    const [creating, setCreating] = useState(false);
    const [asking, setAsking] = useState<Asking | null>(null);
    const loaded = useLoaded(query, (signal) => people(query, signal));
    useEffect(() => {
        const timer = setTimeout(() => setQuery(typed.trim()), TYPED);
        return () => clearTimeout(timer);
    }, [typed]);
    const close = () => setAsking(null);
    const done = (said: string) => {
        close();
        setCreating(false);
        toast('good', said);
        loaded.reload();
    };

    return (
        <div class="stack">
            <div class="row tools">
                <Field
                    label="Filter by e-mail"
                    type="search"
                    value={typed}
                    maxLength={320}
                    onInput={(event) => setTyped(event.currentTarget.value)}
                />
                <button type="button" class="primary" onClick={() => setCreating(true)}>
                    Create a user
                </button>
            </div>
            <Shown loaded={loaded} what="the users">
                {(found) => <People found={found} query={query} onAsk={setAsking} onSessions={onSessions} />}
            </Shown>
            {creating && (
                <NewUser
                    onClose={() => setCreating(false)}
                    onDone={() => done('The user is made and can sign in now.')}
                />
            )}
            {asking && asking.change === 'password' && (
                <SetPassword
                    person={asking.person}
                    onClose={close}
                    onDone={() => done('The new password holds.')}
                />
            )}
            {asking && asking.change !== 'password' && (
                <Asked person={asking.person} change={asking.change} onClose={close} onDone={done} />
            )}
        </div>
    );
}

function Asked(props: { person: Person; change: Change; onClose: () => void; onDone: (said: string) => void }) {
    const asked = question(props.person, props.change);
    return (
        <Confirm
            title={asked.title}
            act={asked.act}
            danger={asked.danger}
            onClose={props.onClose}
            run={async () => {
                await changePerson(props.person.id, props.change);
                props.onDone(asked.done);
            }}
        >
            <Named text={props.person.email} />
            {asked.sentences.map((said) => (
                <p key={said}>{said}</p>
            ))}
        </Confirm>
    );
}

function People(props: {
    found: Person[];
    query: string;
    onAsk: (asking: Asking) => void;
    onSessions: (email: string) => void;
}) {
    const { found, query, onAsk, onSessions } = props;
    if (found.length === 0) {
        return <Empty>{query ? 'Nobody has that in their e-mail address.' : 'There are no users.'}</Empty>;
    }
    return (
        <>
            {found.length >= MOST && (
                <p class="note">The first {MOST} are shown; filter to find the others.</p>
            )}
            <Table label="Users" columns={['User', 'Role', 'State', 'Signs in with', 'Created', 'Last seen', 'Sessions', 'Actions']}>
                {found.map((person) => (
                    <tr key={person.id} role="row" class={person.disabled ? 'off' : ''}>
                        <Cell label="User">
                            <Cut text={person.email} />
                            {person.name && <Cut class="muted" text={person.name} />}
                        </Cell>
                        <Cell label="Role">
                            <span class={`badge ${person.role === 'operator' ? 'is-warn' : ''}`}>
                                {person.role === 'operator' ? 'Operator' : 'User'}
                            </span>
                        </Cell>
                        <Cell label="State">
                            <span class={person.disabled ? 'sell' : 'buy'}>{person.disabled ? 'Disabled' : 'Enabled'}</span>
                        </Cell>
                        <Cell label="Signs in with">{waysIn(person)}</Cell>
                        <Cell label="Created">{dateTime(person.created_at)}</Cell>
                        <Cell label="Last seen">{dateTime(person.last_seen_at)}</Cell>
                        <Cell label="Sessions">
                            {person.sessions === 0 ? (
                                '0'
                            ) : (
                                <button
                                    type="button"
                                    class="link"
                                    aria-label={`${person.sessions} sessions of ${person.email}`}
                                    onClick={() => onSessions(person.email)}
                                >
                                    {person.sessions}
                                </button>
                            )}
                        </Cell>
                        <Cell label="Actions">
                            <Actions person={person} onAsk={onAsk} />
                        </Cell>
                    </tr>
                ))}
            </Table>
        </>
    );
}

function isOwn(person: Person): boolean {
    const me = active.value?.user;
    return me !== undefined && (me.id === person.id || me.email.toLowerCase() === person.email.toLowerCase());
}

function Actions({ person, onAsk }: { person: Person; onAsk: (asking: Asking) => void }) {
    if (isOwn(person)) {
        return <span class="muted">You; another operator can change this</span>;
    }
    const button = (title: string, change: Asking['change']) => (
        <button
            type="button"
            aria-label={`${title}: ${person.email}`}
            onClick={() => onAsk({ person, change } as Asking)}
        >
            {title}
        </button>
    );
    return (
        <div class="row tight">
            {person.disabled ? button('Enable', { disabled: false }) : button('Disable', { disabled: true })}
            {!isReserved(person) && (
                <>
                    {person.role === 'operator'
                        ? button('Make user', { role: 'user' })
                        : button('Make operator', { role: 'operator' })}
                    {button('Set password', 'password')}
                </>
            )}
        </div>
    );
}
