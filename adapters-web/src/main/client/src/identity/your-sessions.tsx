import { useEffect, useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import { dateTime } from '../format';
import { Dialog } from '../ui/dialog';
import { Empty, Fault } from '../ui/pane';
import { callAs, signOut, type Identity } from './identities';
import { browserOf, ownSessions, type OwnSession } from './own-sessions';

/** Where one is signed in, to end what one does not know. */
export function YourSessions({ identity, onClose }: { identity: Identity; onClose: () => void }) {
    const [sessions, setSessions] = useState<OwnSession[] | null>(null);
    const [fault, setFault] = useState<string | null>(null);
    const [ending, setEnding] = useState<string | null>(null);

    const load = async () => {
        try {
            setSessions(ownSessions(await callAs<unknown>(identity, '/api/auth/sessions')));
            setFault(null);
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };
    useEffect(() => void load(), []);

    const end = async (session: OwnSession) => {
        if (session.current) {
            onClose();
            await signOut(identity.id);
            return;
        }
        setEnding(session.id);
        try {
            await callAs(identity, `/api/auth/sessions/${encodeURIComponent(session.id)}`, { method: 'DELETE' });
            await load();
        } catch (thrown) {
            setFault(sentence(thrown));
        } finally {
            setEnding(null);
        }
    };

    return (
        <Dialog title="Your sessions" onClose={onClose}>
            <p class="muted">
                Where <bdi class="cut">{identity.user.email}</bdi> is signed in. End what you do not know, and change the password then.
            </p>
            {fault && (
                <>
                    <Fault>{fault}</Fault>
                    <button type="button" onClick={() => void load()}>
                        Try again
                    </button>
                </>
            )}
            {sessions === null && !fault && <p role="status">Loading …</p>}
            {sessions?.length === 0 && <Empty>There are none.</Empty>}
            <ul class="own-sessions">
                {sessions?.map((session) => (
                    <li key={session.id}>
                        <div>
                            <strong title={session.userAgent}>
                                <bdi>{browserOf(session.userAgent)}</bdi>
                            </strong>{' '}
                            {session.current && <span class="badge is-trade">this one</span>}
                            <p class="muted">
                                from <bdi class="cut">{session.ip}</bdi>, since {dateTime(session.createdAt)}, last used {dateTime(session.lastUsedAt)}
                            </p>
                        </div>
                        <button type="button" disabled={ending !== null} onClick={() => void end(session)}>
                            {session.current ? 'Sign out' : 'End'}
                            <span class="sr-only">
                                {' '}
                                {browserOf(session.userAgent)} from {session.ip}
                            </span>
                        </button>
                    </li>
                ))}
            </ul>
        </Dialog>
    );
}
