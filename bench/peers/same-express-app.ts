import { addExpressRoutes } from './express-routes';
import { benchHost } from './ours';
import { announce, hostname } from './serve';

// The Express app of `ours-front`, the host's own middleware in it, on Express's own listen().
const { express: app } = benchHost();
addExpressRoutes(app);
const server = app.listen(0, hostname, () => announce(server));
