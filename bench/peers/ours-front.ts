import { addExpressRoutes } from './express-routes';
import { benchHost } from './ours';
import { announce } from './serve';

// As `npm start` does it: messages first, an Express app with routes of its own behind them.
const host = benchHost();
addExpressRoutes(host.express);
host.listen(0).then(announce);
