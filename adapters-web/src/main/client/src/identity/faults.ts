import { Refusal, sentence } from '../api/problem';

/** What to tell somebody who could not get in, and what would help. */
export interface EntryFault {
    text: string;
    /** `sign-in`: they may be known already; `only-sign-in`: and nobody new is let in;  `code`: the set-up code is missing or wrong. */
    helps: 'sign-in' | 'only-sign-in' | 'code' | null;
}

const fault = (text: string, helps: EntryFault['helps'] = null): EntryFault => ({ text, helps });

export function entryFault(thrown: unknown, codeGiven: boolean): EntryFault {
    if (!(thrown instanceof Refusal)) {
        return fault(sentence(thrown));
    }
    switch (thrown.code) {
        case 'wrong_credentials':
            return fault('The e-mail address or the password is wrong. Check both and try again.');
        case 'too_many_attempts':
            return fault(`Too many attempts. Try again ${wait(thrown.retryAfter)}.`);
        case 'busy':
            return fault(`Many people sign in at this moment. Try again ${wait(thrown.retryAfter)}.`);
        case 'setup_code_required':
            return fault(
                codeGiven
                    ? 'That set-up code is not the right one. Look for it where the server was started.'
                    : 'From another machine the first user needs the set-up code. It was printed where the server was started.',
                'code',
            );
        case 'email_taken':
            return fault('Somebody is known here by that e-mail address already. If that is you, sign in.', 'sign-in');
        case 'email_reserved':
            return fault('Addresses that end in @local are the server’s own. Use another one.');
        case 'registration_closed':
            return fault('Nobody new can register here now. If you are known here, sign in; otherwise ask the operator.', 'only-sign-in');
        case 'invalid_request':
            return fault(INVALID[String(thrown.details['field'])] ?? thrown.message);
        case 'wrong_password':
            return fault('The current password is wrong. Nothing was changed.');
        case 'no_password':
            return fault('You sign in without a password here, so there is none to change.');
        default:
            return fault(thrown.message);
    }
}

const INVALID: Record<string, string> = {
    email: 'That is not an e-mail address.',
    password: 'That password does not fit: at least 12 characters, at most 72 bytes.',
    new_password: 'That new password does not fit: at least 12 characters, at most 72 bytes.',
};

/** A wait in words, never shorter than it is. */
export function wait(milliseconds: number | null): string {
    if (milliseconds === null) {
        return 'in a little while';
    }
    const seconds = Math.ceil(milliseconds / 1000);
    if (seconds < 60) {
        return seconds === 1 ? 'in a second' : `in ${seconds} seconds`;
    }
    const minutes = Math.ceil(seconds / 60);
    if (minutes < 60) {
        return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
    }
    const hours = Math.ceil(minutes / 60);
    return hours === 1 ? 'in an hour' : `in ${hours} hours`;
}

/** The server's rule for new passwords, told before anything is sent; null: it fits. */
export function passwordFault(wished: string): string | null {
    if ([...wished].length < 12) {
        return 'A password has at least 12 characters.';
    }
    if (new TextEncoder().encode(wished).length > 72) {
        return 'A password has at most 72 bytes: about 72 letters, fewer with accents or emoji.';
    }
    return wished.includes('\0') ? 'A password cannot contain the character NUL.' : null;
}
