// Entry of the browser bundle.
import { startApp } from './start.ts';

void startApp();
