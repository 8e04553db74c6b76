<?php namespace dtos;

// Calls a running host with the generated classes. Arguments: the file of the classes, address, password, a name that nobody has yet.
use ServiceStack\JsonServiceClient;
use ServiceStack\WebServiceException;

[, $file, $url, $password, $name] = $argv;
require __DIR__ . '/ServiceStack.php';
require $file;

$client = new JsonServiceClient($url);
$signIn = function (string $userName) use ($client, $password) {
    $client->bearerToken = null;
    $request = new Authenticate(provider: 'credentials', userName: $userName, password: $password);
    $client->bearerToken = $client->send($request)->bearerToken;
};

$signIn('admin@missive.test');
$created = $client->send(new CreateCustomer(Firstname: 'Nora', Lastname: 'Native', Phone: '0701234567', Email: "$name@native.test"));
$updated = $client->send(new UpdateCustomer(Id: $created->Id, Firstname: 'Norma'));
$page = $client->send(new CustomerQuery(CustomerId: $created->Id));
$refusal = null;
try {
    $client->send(new UpdateCustomer(Id: $created->Id, Email: 'no address'));
} catch (WebServiceException $error) {
    $refusal = [$error->status, $error->responseStatus['ErrorCode'], $error->responseStatus['Errors'][0]['FieldName']];
}

$signIn('tax@missive.test');
$account = new Account(index: 0, userName: $name, email: "$name@native.test", profileUrl: 'https://native.test/p');
$customer = new Customer(index: 0, name: "$name AB", type: CustomerType::External, accounts: [$account]);
$batch = $client->send(new BatchRegisterCustomers(customers: [$customer]));
$response = new CustomerResponse();
$response->fromMap($batch[0]);

echo json_encode([
    'created' => get_class($created),
    'isDate' => $created->Created instanceof \DateTime,
    'updated' => $updated->Firstname,
    'rows' => count($page->results),
    'refusal' => $refusal,
    'registered' => [$response->customer->name, $response->customer->type, $response->customer->id > 0],
    'account' => get_class($response->customer->accounts[0]),
]);
