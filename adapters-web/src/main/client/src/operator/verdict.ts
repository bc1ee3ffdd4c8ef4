import type { Verification } from './types';

const count = (many: number, one: string, more: string) =>
    `${many.toLocaleString('en-US')} ${many === 1 ? one : more}`;

/** What a verification found, in words; `when` writes an instant. */
export function verdict(found: Verification, when: (instant: string) => string): string[] {
    const said: string[] = [];
    if (!found.ok) {
        said.push(
            found.fault_count === 1
                ? 'The trail is broken: in one place it is not what was sealed.'
                : `The trail is broken: in ${found.fault_count.toLocaleString('en-US')} places it is not what was sealed.`,
        );
    } else if (found.rows === 0) {
        said.push('The trail is whole: nothing is sealed yet.');
    } else {
        said.push(
            `The trail is whole: ${count(found.rows, 'row is', 'rows are')} sealed${
                found.sealed_through === undefined ? '' : `, up to seal ${found.sealed_through}`
            }, and none was changed, removed or put in since.`,
        );
    }
    if (found.retired > 0) {
        said.push(`${count(found.retired, 'sealed row was', 'sealed rows were')} moved to a file and removed, as they may be.`);
    }
    said.push(
        found.unsealed.rows === 0
            ? 'No row waits for its seal.'
            : `${count(found.unsealed.rows, 'row waits for its seal', 'rows wait for their seals')}${
                  found.unsealed.oldest ? `, the oldest since ${when(found.unsealed.oldest)}` : ''
              }.`,
    );
    return said;
}
