import { DomainError, type Process } from '../../engine/process';

/** Which status an API answers with, by the name of the refusal. */
const statusOf: Readonly<Record<string, number>> = {
  UnknownNotificationType: 400,
  MissingContext: 400,
  MissingCustomer: 400,
  UnexpectedCustomer: 400,
  InvalidSchedule: 400,
  UnsupportedVersion: 400,
  MissingSalesChannel: 400,
  CustomerNotFound: 404,
  ProductNotFound: 404,
  ConcurrentChange: 409,
};

/**
 * Work on a request, whose refusals leave the API with a status before their name: `404 CustomerNotFound`. Whatever else
 * goes wrong is the API's own trouble, keeps its name, and may go well another time.
 */
export function* withStatus<Answer>(work: Process<Answer>): Process<Answer> {
  try {
    return yield* work;
  } catch (error) {
    const status = error instanceof DomainError ? statusOf[error.name] : undefined;
    if (status === undefined) throw error;
    const { name, message } = error as DomainError;
    throw new DomainError(`${status} ${name}`, message);
  }
}
