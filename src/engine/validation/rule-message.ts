import type { ValidationArguments } from 'class-validator';
import type { RuleRecord } from './class-validator-storage';

/** What class-validator hands to a rule and to its message. */
export function argumentsFor(record: RuleRecord, object: object, value: unknown): ValidationArguments {
  return {
    targetName: (object.constructor ? object.constructor.name : undefined) as string,
    property: record.propertyName,
    object,
    value,
    constraints: record.constraints,
  };
}

/** Fills in `$constraint1`, `$value`, `$property` and `$target` exactly as class-validator does, oddities included. */
export function fillTokens(template: unknown, args: ValidationArguments): string {
  let text = typeof template === 'function' ? template(args) : typeof template === 'string' ? template : undefined;
  if (text && Array.isArray(args.constraints)) {
    for (const [index, constraint] of args.constraints.entries()) {
      text = text.replace(new RegExp(`\\$constraint${index + 1}`, 'g'), constraintText(constraint));
    }
  }
  if (text && ['string', 'boolean', 'number'].includes(typeof args.value)) {
    text = text.replace(/\$value/g, args.value);
  }
  if (text) text = text.replace(/\$property/g, args.property);
  if (text) text = text.replace(/\$target/g, args.targetName);
  return text;
}

function constraintText(constraint: unknown): string {
  if (Array.isArray(constraint)) return constraint.join(', ');
  return typeof constraint === 'symbol' ? `${constraint.description}` : `${constraint}`;
}
