import { render } from 'preact';
import { boot } from './identity/identities';
import { keepLine } from './live/live';
import { readSettings } from './settings';
import './style/base.css';
import { keepTheme } from './ui/theme';
import { App } from './views/app';

const root = document.getElementById('app');
if (root) {
    keepTheme();
    const settings = readSettings(document);
    await boot(settings);
    keepLine();
    render(<App settings={settings} />, root);
}
