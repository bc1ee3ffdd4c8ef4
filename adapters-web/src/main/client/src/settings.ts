/** What the server told the page about itself; see `PageSettings` on its side. */
export interface PageSettings {
    /** Where people sign in besides; null: nowhere. */
    authUrl: string | null;
    /** Whether that service is asked at once who is there. */
    silentSignIn: boolean;
    registration: 'closed' | 'anyone' | 'first' | 'first_with_code';
}

const UNKNOWN: PageSettings = { authUrl: null, silentSignIn: false, registration: 'closed' };

export function readSettings(document: Document): PageSettings {
    const written = document.querySelector<HTMLMetaElement>('meta[name="profitmaker-page"]')?.content ?? '';
    try {
        return { ...UNKNOWN, ...(JSON.parse(written) as Partial<PageSettings>) };
    } catch {
        return UNKNOWN; // `npm run dev`: nobody wrote them
    }
}
