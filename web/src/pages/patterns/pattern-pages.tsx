/** The pages of patterns, one a pattern. */
import { PatternPage } from './pattern-page.tsx';

export const ClientsPage = () => <PatternPage name="clients" />;
export const TargetsPage = () => <PatternPage name="targets" />;
export const SuppliersPage = () => <PatternPage name="suppliers" />;
export const ToolsPage = () => <PatternPage name="tools" />;
export const PeopleTables = () => <PatternPage name="people" />;
export const TimelineTables = () => <PatternPage name="timeline" />;
