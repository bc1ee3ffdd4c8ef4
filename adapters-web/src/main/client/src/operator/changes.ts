import type { Person, Role } from './types';

/** What an operator can do to somebody. */
export type Change = { disabled: boolean } | { role: Role };

/** What is asked before it is done. Every sentence is a promise of the server's. */
export interface Question {
    title: string;
    act: string;
    danger: boolean;
    sentences: string[];
    done: string;
}

const sessions = (count: number) =>
    count === 0 ? 'They have no session just now.' : `Their ${count === 1 ? 'session ends' : `${count} sessions end`} at once.`;

export function question(person: Person, change: Change): Question {
    if ('disabled' in change) {
        return change.disabled
            ? {
                  title: 'Disable this user?',
                  act: 'Disable',
                  danger: true,
                  sentences: [
                      sessions(person.sessions),
                      isReserved(person)
                          ? 'The API token of this server is refused until you enable them again.'
                          : 'They are refused however they come, by password or by single sign-on, until you enable them again.',
                      'Orders they have open stay open at the exchanges.',
                  ],
                  done: 'The user is disabled.',
              }
            : {
                  title: 'Enable this user again?',
                  act: 'Enable',
                  danger: false,
                  sentences: [
                      'They can sign in again as before, with the role they have. Sessions that ended stay ended.',
                  ],
                  done: 'The user is enabled.',
              };
    }
    return change.role === 'operator'
        ? {
              title: 'Make this user an operator?',
              act: 'Make operator',
              danger: false,
              sentences: [
                  'They will be able to do all that you can do here: make and disable users, you too, end sessions, read the audit trail and stop all trading.',
                  'The exchange accounts of others stay closed to them.',
              ],
              done: 'The user is an operator.',
          }
        : {
              title: 'Make this operator a user?',
              act: 'Make user',
              danger: true,
              sentences: ['They lose this page at once. Their sessions and their own accounts stay as they are.'],
              done: 'The operator is a user.',
          };
}

/** The server's own user, of the API token: it has no password and stays an operator. */
export function isReserved(person: Person): boolean {
    return /@local$/i.test(person.email);
}

export function waysIn(person: Person): string {
    const ways = [person.has_password && 'Password', person.sso_bound && 'Single sign-on'].filter(Boolean);
    return ways.length > 0 ? ways.join(', ') : isReserved(person) ? 'API token' : 'None';
}

/** What a new password does to somebody. */
export function passwordSentences(person: Person): string[] {
    return [
        person.has_password
            ? 'The password they have now stops working.'
            : 'They have no password yet; they will be able to sign in here with this one as well.',
        sessions(person.sessions),
    ];
}
