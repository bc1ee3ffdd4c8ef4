import { useCallback, useState } from 'preact/hooks';
import { Audit } from '../operator/audit';
import { Exchanges } from '../operator/exchanges';
import { NotForYou } from '../operator/loaded';
import '../operator/operator.css';
import { show, tab, TABS } from '../operator/place';
import { Server } from '../operator/server';
import { Sessions } from '../operator/sessions';
import { Users } from '../operator/users';
import { Tabs } from '../ui/tabs';

/** Where operators look after the server. Whether somebody is one is the server's to say, each time. */
export function Operator() {
    const [refused, setRefused] = useState(false);
    const notForYou = useCallback(() => setRefused(true), []);
    const [sessionsOf, setSessionsOf] = useState('');
    if (refused) {
        return (
            <main class="view operator">
                <h1>Operator</h1>
                <p class="note" role="alert">
                    This page is for the operators of this server, and you are not one of them. If you should be, ask
                    one of them to change your role. <a href="#/trade">Go to trading</a>
                </p>
            </main>
        );
    }
    return (
        <NotForYou.Provider value={notForYou}>
            <main class="view operator">
                <h1>Operator</h1>
                <Tabs label="Parts of the operator's page" tabs={TABS} chosen={tab.value} onChoose={show}>
                    {tab.value === 'users' && (
                        <Users
                            onSessions={(email) => {
                                setSessionsOf(email);
                                show('sessions');
                            }}
                        />
                    )}
                    {tab.value === 'sessions' && <Sessions filter={sessionsOf} onFilter={setSessionsOf} />}
                    {tab.value === 'audit' && <Audit />}
                    {tab.value === 'exchanges' && <Exchanges />}
                    {tab.value === 'server' && <Server />}
                </Tabs>
            </main>
        </NotForYou.Provider>
    );
}
