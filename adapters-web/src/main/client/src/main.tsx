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
    await boot();
    keepLine();
    render(<App settings={readSettings(document)} />, root);
}
