<?php
// Parses every file that it is given; prints those that PHP refuses, and how many there were.
$files = array_slice($argv, 1);
foreach ($files as $file) {
    try {
        token_get_all(file_get_contents($file), TOKEN_PARSE);
    } catch (ParseError $error) {
        echo basename($file), ': ', $error->getMessage(), ' in line ', $error->getLine(), "\n";
    }
}
echo 'parsed ', count($files), "\n";
