import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { mount } from 'svelte';
import { loadLaterAnalysis } from './analysis/to-come';
import App from './App.svelte';
import './app.css';
import { loadEverything } from './simulation';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element');

/** What the first step does not need, and all that follows on it does. */
const loadTheRest = () => Promise.all([loadEverything(), loadLaterAnalysis()]);

// An address may lead to any moment of any run; without one the page opens on what it has, and the rest follows.
if (location.hash !== '') await loadTheRest();
mount(App, { target });
void loadTheRest();
