using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Explorer;

/// <summary>One parameter of an operation as every reader of ApiExplorer sees it, with what only our document
/// says.</summary>
internal sealed class DescribedParameter : ApiParameterDescription
{
    private static readonly EmptyModelMetadataProvider Models = new();

    private DescribedParameter()
    {
    }

    /// <summary>Makes its schema.</summary>
    internal required Func<SchemaCatalogue, IOpenApiSchema> Schema { get; init; }

    internal string? Description { get; init; }

    /// <summary>Makes an example of it; <see langword="null"/> for none.</summary>
    internal Func<Examples, JsonNode?>? Example { get; init; }

    /// <summary>Whether a caller may send several values of it.</summary>
    internal bool IsRepeatable { get; init; }

    /// <param name="name">Its name in the address, the header or the body.</param>
    /// <param name="type">What .NET reads it as.</param>
    /// <param name="source">Where it travels.</param>
    /// <param name="schema">Makes its schema.</param>
    /// <param name="description">What it says, for a person to read.</param>
    /// <param name="isRequired">Whether a caller must send it.</param>
    /// <param name="example">Makes an example of it.</param>
    /// <param name="isRepeatable">Whether a caller may send several values of it.</param>
    internal static DescribedParameter Of(
        string name, Type type, BindingSource source, Func<SchemaCatalogue, IOpenApiSchema> schema, string? description,
        bool isRequired = false, Func<Examples, JsonNode?>? example = null, bool isRepeatable = false) => new()
        {
            Name = name,
            Type = type,
            Source = source,
            IsRequired = isRequired,
            ModelMetadata = Models.GetMetadataForType(type),
            ParameterDescriptor = new ParameterDescriptor { Name = name, ParameterType = type },
            Schema = schema,
            Description = description,
            Example = example,
            IsRepeatable = isRepeatable,
        };
}
