// What generated F# takes from the client library: enough for a compiler to read the output.
namespace System.IO

type Nothing = class end

namespace System.Net

// The published pages name it without opening its namespace.
type HttpStatusCode =
    | Continue = 100
    | OK = 200

namespace System.Runtime.Serialization

open System

type DataContractAttribute() =
    inherit Attribute()
    member val Name: string = null with get, set
    member val Namespace: string = null with get, set

type DataMemberAttribute() =
    inherit Attribute()
    member val EmitDefaultValue = false with get, set
    member val IsRequired = false with get, set
    member val Name: string = null with get, set
    member val Order = 0 with get, set

type EnumMemberAttribute() =
    inherit Attribute()
    member val Value: string = null with get, set

[<AllowNullLiteral>]
type ExtensionDataObject() = class end

[<AllowNullLiteral>]
type IExtensibleDataObject =
    abstract ExtensionData: ExtensionDataObject with get, set

namespace System.CodeDom.Compiler

open System

type GeneratedCodeAttribute(tool: string, version: string) =
    inherit Attribute()

namespace ServiceStack

open System
open System.Collections.Generic

// Interfaces of C# take null, as these have to say.
[<AllowNullLiteral>]
type IReturn<'T> = interface end
[<AllowNullLiteral>]
type IReturnVoid = interface end
[<AllowNullLiteral>]
type IGet = interface end
[<AllowNullLiteral>]
type IPost = interface end
[<AllowNullLiteral>]
type IPut = interface end
[<AllowNullLiteral>]
type IDelete = interface end
[<AllowNullLiteral>]
type IPatch = interface end

[<AllowNullLiteral>]
type QueryDb<'T>() =
    member val Skip = Nullable<Int32>() with get, set
    member val Take = Nullable<Int32>() with get, set

[<AllowNullLiteral>]
type QueryResponse<'T>() =
    member val Results: ResizeArray<'T> = null with get, set

[<AllowNullLiteral>]
type ResponseError() =
    member val ErrorCode: string = null with get, set

[<AllowNullLiteral>]
type ResponseStatus() =
    member val Errors: ResizeArray<ResponseError> = null with get, set

// A list in the arguments of a dictionary leads a page to no type, by rule.
[<AllowNullLiteral>]
type Order() = class end

[<AttributeUsage(AttributeTargets.All, AllowMultiple = true)>]
type RouteAttribute(path: string, verbs: string) =
    inherit Attribute()
    new(path: string) = RouteAttribute(path, null)

type ApiAttribute() =
    inherit Attribute()
    member val Description: string = null with get, set

[<AttributeUsage(AttributeTargets.All, AllowMultiple = true)>]
type ApiResponseAttribute() =
    inherit Attribute()
    member val Description: string = null with get, set
    member val IsDefaultResponse = false with get, set
    member val ResponseType: Type = null with get, set
    member val StatusCode = 0 with get, set

type ApiMemberAttribute() =
    inherit Attribute()
    member val AllowMultiple = false with get, set
    member val DataType: string = null with get, set
    member val Description: string = null with get, set
    member val Format: string = null with get, set
    member val IsOptional = false with get, set
    member val IsRequired = false with get, set
    member val Name: string = null with get, set
    member val ParameterType: string = null with get, set
    member val Route: string = null with get, set
    member val Verb: string = null with get, set

[<AttributeUsage(AttributeTargets.All, AllowMultiple = true)>]
type ValidateRequestAttribute() =
    inherit Attribute()
    member val Condition: string = null with get, set
    member val ErrorCode: string = null with get, set
    member val Message: string = null with get, set
    member val StatusCode = 0 with get, set
    member val Validator: string = null with get, set

[<AttributeUsage(AttributeTargets.All, AllowMultiple = true)>]
type ValidateAttribute() =
    inherit ValidateRequestAttribute()

namespace ServiceStack.DataAnnotations

open System

type DescriptionAttribute(description: string) =
    inherit Attribute()

type RequiredAttribute() =
    inherit Attribute()

type StringLengthAttribute(maximumLength: int) =
    inherit Attribute()

type ReferencesAttribute(model: Type) =
    inherit Attribute()
