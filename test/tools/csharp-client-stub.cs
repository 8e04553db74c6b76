// What generated C# takes from the client library, and what pages leave out: enough for a compiler to read the output.
using System;
using System.Collections.Generic;

namespace ServiceStack
{
    public interface IReturn {}
    public interface IReturn<T> : IReturn {}
    public interface IReturnVoid : IReturn {}
    public interface IVerb {}
    public interface IGet : IVerb {}
    public interface IPost : IVerb {}
    public interface IPut : IVerb {}
    public interface IDelete : IVerb {}
    public interface IPatch : IVerb {}
    public interface ICreateDb<Table> {}

    public class QueryBase
    {
        public virtual int? Skip { get; set; }
        public virtual int? Take { get; set; }
        public virtual Dictionary<string, string> Meta { get; set; }
    }
    public class QueryDb<T> : QueryBase {}
    public class QueryResponse<T>
    {
        public virtual List<T> Results { get; set; }
    }
    public class ResponseError
    {
        public string ErrorCode { get; set; }
        public string FieldName { get; set; }
        public string Message { get; set; }
        public Dictionary<string, string> Meta { get; set; }
    }
    public class ResponseStatus
    {
        public string ErrorCode { get; set; }
        public string Message { get; set; }
        public List<ResponseError> Errors { get; set; }
    }

    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public class RouteAttribute : Attribute
    {
        public RouteAttribute(string path) {}
        public RouteAttribute(string path, string verbs) {}
    }
    public class ApiAttribute : Attribute
    {
        public string Description { get; set; }
        public int BodyParameter { get; set; }
    }
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public class ApiResponseAttribute : Attribute
    {
        public string Description { get; set; }
        public bool IsDefaultResponse { get; set; }
        public Type ResponseType { get; set; }
        public int StatusCode { get; set; }
    }
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public class ApiMemberAttribute : Attribute
    {
        public bool AllowMultiple { get; set; }
        public string DataType { get; set; }
        public string Description { get; set; }
        public bool ExcludeInSchema { get; set; }
        public string Format { get; set; }
        public bool IsOptional { get; set; }
        public bool IsRequired { get; set; }
        public string Name { get; set; }
        public string ParameterType { get; set; }
        public string Route { get; set; }
        public string Verb { get; set; }
    }
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public class ValidateRequestAttribute : Attribute
    {
        public ValidateRequestAttribute(string validator = null) {}
        public string Condition { get; set; }
        public string ErrorCode { get; set; }
        public string Message { get; set; }
        public int StatusCode { get; set; }
    }
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    public class ValidateAttribute : ValidateRequestAttribute
    {
        public ValidateAttribute(string validator = null) {}
    }
}

namespace ServiceStack.DataAnnotations
{
    public class DescriptionAttribute : Attribute
    {
        public DescriptionAttribute(string description) {}
    }
    public class RequiredAttribute : Attribute {}
    public class StringLengthAttribute : Attribute
    {
        public StringLengthAttribute(int maximumLength) {}
    }
    public class ReferencesAttribute : Attribute
    {
        public ReferencesAttribute(Type model) {}
    }
}

namespace BokaMera.API.ServiceModel.Dtos
{
    public interface ICompany
    {
        Guid? CompanyId { get; set; }
    }
}

namespace PwC.TaxFiling.ServiceModel
{
    public interface IHasName
    {
        string Name { get; set; }
    }
    public interface IHasUserName
    {
        string UserName { get; set; }
    }
    // A list in the arguments of a dictionary leads a page to no type, by rule.
    public class Order {}
}

// Of the platform, whose library of this name compilers are often installed without.
namespace System.Runtime.Serialization
{
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    public class ContractNamespaceAttribute : Attribute
    {
        public ContractNamespaceAttribute(string contractNamespace) {}
        public string ClrNamespace { get; set; }
    }
    public class DataContractAttribute : Attribute
    {
        public string Name { get; set; }
        public string Namespace { get; set; }
    }
    public class DataMemberAttribute : Attribute
    {
        public bool EmitDefaultValue { get; set; }
        public bool IsRequired { get; set; }
        public string Name { get; set; }
        public int Order { get; set; }
    }
    public class EnumMemberAttribute : Attribute
    {
        public string Value { get; set; }
    }
    public class ExtensionDataObject {}
    public interface IExtensibleDataObject
    {
        ExtensionDataObject ExtensionData { get; set; }
    }
}
