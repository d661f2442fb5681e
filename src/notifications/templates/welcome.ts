import * as v from 'valibot';
import { defineTemplate, letter } from '../template';

export const welcome = defineTemplate({
  name: 'welcome',
  context: v.object({}),
  render: {
    email: (_, to) => ({
      subject: `Welcome, ${to.name}`,
      body: letter(
        to,
        'It is good to have you with us. We write to you by email; SMS and push messages are off until you switch them on in your preferences.',
      ),
    }),
  },
});
