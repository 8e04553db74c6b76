import { Dto, Prop, Returns, Route } from '../../dtos';
import { AppHost, Handles, Service } from '../../src/engine';
import { announce } from './serve';

// As many operations as OPERATIONS says, each with a DTO, a Service and a route of its own.
type Thing = { Id: number; Name?: string };

@Dto()
class ThingResponse {
  @Prop('string') Result?: string;
}

function thingClass(n: number): new () => Thing {
  const name = `ReadThing${n}`;
  const type = { [name]: class {} }[name] as unknown as new () => Thing;
  Dto({ name })(type);
  Prop('int')(type.prototype, 'Id');
  Prop('string')(type.prototype, 'Name');
  Returns('ThingResponse')(type);
  Route(`/things${n}/{Id}`, 'GET')(type);
  return type;
}

function serviceOf(request: new () => Thing, n: number): new () => Service {
  class ThingServices extends Service {
    @Handles(request)
    any({ Id }: Thing): ThingResponse {
      return Object.assign(new ThingResponse(), { Result: `thing ${n} ${Id}` });
    }
  }
  return ThingServices;
}

const count = Number(process.env.OPERATIONS);
const services = Array.from({ length: count }, (_, n) => serviceOf(thingClass(n), n));
const host = new AppHost({ name: 'bench', services });
host.listen(0).then(announce);
