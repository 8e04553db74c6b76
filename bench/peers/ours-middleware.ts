import { createServer } from 'node:http';
import express from 'express';
import { bornForExpress } from '../../src/engine/host/express-behind';
import { addExpressRoutes } from './express-routes';
import { benchHost } from './ours';
import { announce, hostname } from './serve';

// Inside somebody's Express app, on a server whose requests are born with Express's prototypes.
const app = express();
app.use(benchHost().middleware());
addExpressRoutes(app);
const server = createServer(bornForExpress(app), app);
server.listen(0, hostname, () => announce(server));
