import type { TypeModel } from '../../core/type-model';
import { type XmlContract, type XmlMember, xmlContractOf } from '../../formats/xml-contract';
import { writeXml } from '../../formats/xml-writer';
import { collectionOf } from './sample-members';

/** An example as a data contract, laid out for people, without the XML declaration (metadata-and-types 2.4). */
export function sampleXml(value: unknown, type: TypeModel): string {
  const document = writeXml(value, bareObjects(xmlContractOf(collectionOf(type))), {
    absent: 'omit',
    isIndented: true,
  });
  // .NET's writer puts a blank before the end of an empty element; in texts and attributes `>` is escaped.
  return document.replace(/^<\?xml[^>]*\?>\s*/, '').replaceAll('/>', ' />');
}

/** The contract with members of type `object` as what an empty object of that type is: an element without content or type. */
function bareObjects(contract: XmlContract): XmlContract {
  switch (contract.kind) {
    case 'untyped':
      return { name: contract.name, ns: contract.ns, kind: 'members', members: [], find: () => undefined };
    case 'list':
      return { ...contract, item: bareObjects(contract.item) };
    case 'dictionary':
      return { ...contract, value: bareObjects(contract.value) };
    case 'members':
      return bareMembers(contract);
    default:
      return contract;
  }
}

/** Members are asked for level by level, as far as the example goes: types may hold themselves. */
function bareMembers(contract: Extract<XmlContract, { kind: 'members' }>): XmlContract {
  let members: readonly XmlMember[] | undefined;
  const { name, ns, rootNs, contentNs } = contract;
  return {
    ...{ kind: contract.kind, name, ns, rootNs, contentNs },
    get members() {
      members ??= contract.members.map((member) => ({ ...member, contract: bareObjects(member.contract) }));
      return members;
    },
    find: (wanted) => contract.find(wanted),
  };
}
