<?php namespace dtos;

// What derived classes do without any member of their base set, and with a base that has none. Argument: the file of the classes.
require __DIR__ . '/ServiceStack.php';
require $argv[1];

$more = new More();
$more->fromMap(['id' => 3, 'name' => 'x']);
$books = new ImportBooks(title: 't', books: [new Book(title: 'b', printed: new \DateTime('2001-02-03'))]);
echo json_encode([$more, new Something(), new QueryBooks(titleContains: 'a'), $books->jsonSerialize()['books'][0]->title]);
