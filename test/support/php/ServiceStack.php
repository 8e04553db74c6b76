<?php namespace ServiceStack;

use DateInterval;
use DateTime;
use Exception;
use JsonSerializable;

interface IReturn { public function createResponse(): mixed; }
interface IReturnVoid { public function createResponse(): void; }
interface IGet {}
interface IPost {}
interface IPut {}
interface IDelete {}
interface IPatch {}
interface IMeta {}
interface ICrud {}
interface ICreateDb extends ICrud {}

#[\Attribute]
class Returns
{
    public function __construct(public string $type) {}
}

class ArrayList extends \ArrayObject implements JsonSerializable
{
    public function jsonSerialize(): mixed { return $this->getArrayCopy(); }
}

class ByteArray implements JsonSerializable
{
    public function __construct(public string $bytes='') {}
    public function jsonSerialize(): mixed { return base64_encode($this->bytes); }
}

/** As the generated classes: an object where nothing is set. */
class QueryDb implements JsonSerializable
{
    public function __construct(public ?int $skip=null, public ?int $take=null, public ?string $include=null) {}
    public function fromMap($o): void { foreach ($o as $name => $value) $this->$name = $value; }
    public function jsonSerialize(): mixed
    {
        $o = array_filter(get_object_vars($this), fn($name) => in_array($name, ['skip', 'take', 'include']), ARRAY_FILTER_USE_KEY);
        $o = array_filter($o, fn($value) => $value !== null);
        return empty($o) ? new class(){} : $o;
    }
}

class QueryResponse
{
    public int $total = 0;
    public array $results = [];
    public function fromMap($o): void
    {
        $o = array_change_key_case((array)$o);
        $this->total = $o['total'] ?? 0;
        $this->results = $o['results'] ?? [];
    }
}

class ResponseError { public ?string $errorCode = null; public ?string $fieldName = null; public ?string $message = null; }
class ResponseStatus extends ResponseError { public array $errors = []; }

class WebServiceException extends Exception
{
    public function __construct(public int $status, public array $responseStatus) { parent::__construct("$status"); }
}

class JsonConverters
{
    public static function context(string $name, array $genericArgs): array { return ['name' => $name, 'args' => $genericArgs]; }

    public static function from(string|array $type, mixed $value): mixed
    {
        if (is_array($type)) return array_map(fn($item) => self::from($type['args'][1], $item), (array)$value);
        return match ($type) {
            'string', 'int', 'float', 'bool' => $value,
            'Object' => (object)$value,
            'DateTime' => new DateTime($value),
            'TimeSpan', 'DateInterval' => new DateInterval($value),
            'ByteArray' => new ByteArray(base64_decode($value)),
            default => self::read(class_exists("dtos\\$type") || enum_exists("dtos\\$type") ? "dtos\\$type" : "ServiceStack\\$type", $value),
        };
    }

    public static function to(string|array $type, mixed $value): mixed
    {
        if ($value instanceof DateTime) return $value->format('Y-m-d\TH:i:s\Z');
        if ($value instanceof DateInterval) return $value->format('P%dDT%hH%iM%sS');
        if ($value instanceof \BackedEnum) return $value->value;
        return $value;
    }

    public static function fromArray(string $type, mixed $values): array { return array_map(fn($item) => self::from($type, $item), $values); }
    public static function toArray(string $type, mixed $values): array { return array_map(fn($item) => self::to($type, $item), $values); }

    private static function read(string $class, mixed $value): mixed
    {
        if (enum_exists($class)) {
            foreach ($class::cases() as $case) if ($case->name === $value || $case->value === $value) return $case;
            throw new Exception("$class has no case " . json_encode($value));
        }
        $object = new $class();
        if (method_exists($object, 'fromMap')) $object->fromMap($value);
        else foreach ($value as $name => $member) $object->$name = $member;
        return $object;
    }
}

class JsonServiceClient
{
    public ?string $bearerToken = null;

    public function __construct(private string $baseUrl) {}

    public function send(object $request): mixed
    {
        $method = $request->getMethod();
        $url = "$this->baseUrl/api/{$request->getTypeName()}";
        $body = json_encode($request, JSON_THROW_ON_ERROR);
        $headers = ['Accept: application/json', 'Content-Type: application/json'];
        if ($this->bearerToken !== null) $headers[] = "Authorization: Bearer $this->bearerToken";
        $http = ['method' => $method, 'header' => $headers, 'ignore_errors' => true, 'timeout' => 20];
        if ($method === 'GET' || $method === 'DELETE') $url .= '?' . http_build_query(json_decode($body, true));
        else $http['content'] = $body;
        $text = file_get_contents($url, false, stream_context_create(['http' => $http]));
        $status = (int)explode(' ', $http_response_header[0])[1];
        $answer = json_decode($text, true);
        if ($status >= 400) throw new WebServiceException($status, $answer['responseStatus'] ?? $answer['ResponseStatus']);
        $response = $request->createResponse();
        if (!is_object($response)) return $answer;
        $response->fromMap($answer);
        return $response;
    }
}
