/** None that is taken for another when it is read from paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP = 5;

type Fill = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** Twenty letters in groups, 115 bits: more than anybody guesses, and still to be typed from a phone. */
export function suggestPassword(fill: Fill = (bytes) => crypto.getRandomValues(bytes)): string {
    // Bytes past the last whole multiple would make the first letters likelier.
    const fair = 256 - (256 % LETTERS.length);
    let letters = '';
    while (letters.length < GROUPS * GROUP) {
        for (const byte of fill(new Uint8Array(32))) {
            if (byte < fair && letters.length < GROUPS * GROUP) {
                letters += LETTERS.charAt(byte % LETTERS.length);
            }
        }
    }
    return letters.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? letters;
}
