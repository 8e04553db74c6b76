import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { dtoClass } from '../../contract/dto-classes';
import { work } from '../../contract/work';

// The pipe finds the class by the parameter's metadata, or by this option where the type is no class declaration.
const pipe = (name: string) => new ValidationPipe({ transform: true, expectedType: dtoClass(name) });

@Controller('json/reply')
class BenchController {
  @Post('Echo')
  @HttpCode(200)
  echo(@Body(pipe('Echo')) request: object): object {
    return work.Echo(request as never);
  }

  @Post('UpdateCustomer')
  @HttpCode(200)
  update(@Body(pipe('UpdateCustomer')) request: object): object {
    return work.UpdateCustomer(request as never);
  }

  @Post('BatchRegisterCustomers')
  @HttpCode(200)
  register(@Body(pipe('BatchRegisterCustomers')) request: object): object {
    return work.BatchRegisterCustomers(request as never);
  }
}

@Module({ controllers: [BenchController] })
export class BenchModule {}
