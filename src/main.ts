import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { mount } from 'svelte';
import { loadLaterAnalysis } from './analysis/to-come';
import App from './App.svelte';
import './app.css';
import { loadEverything } from './simulation';
import { laterParts } from './ui/later-parts';
import { isPacked } from './ui/location';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element');

/** What the first step does not need, and all that follows on it does. */
const loadTheRest = () => Promise.all([loadEverything(), loadLaterAnalysis()]);

/** `?embed`: a small page within another page. */
const isEmbedded = new URLSearchParams(location.search).has('embed');

// An address may lead to any moment of any run; without one the page opens on what it has, and the rest follows.
if (isPacked(location.hash)) await Promise.all([loadTheRest(), laterParts.placeLink.fetch()]);
else if (location.hash !== '') await loadTheRest();
mount(isEmbedded ? (await import('./ui/embed/Embed.svelte')).default : App, { target });
void loadTheRest();
