import { AppHost, Handles, Service } from '../../src/engine';
import { Echo, EchoResponse } from '../echo';

class EchoService extends Service {
  @Handles(Echo)
  any({ text }: Echo): EchoResponse {
    return Object.assign(new EchoResponse(), { text });
  }
}

const host = new AppHost({ services: [EchoService] });
host.listen(Number(process.env.PORT)).then(() => process.send?.('ready'));
