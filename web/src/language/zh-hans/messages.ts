export { en as zhHans } from '../en/messages.ts';
