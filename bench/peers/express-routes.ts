import express, { type Express } from 'express';

/** What stands behind, or beside, the measured operations in an Express app: a JSON route. Other paths answer 404. */
export function addExpressRoutes(app: Express): void {
  app.post('/plain/echo', express.json(), (request, response) => {
    response.json({ Result: `Hello, ${(request.body as { Name: string }).Name}!` });
  });
}
