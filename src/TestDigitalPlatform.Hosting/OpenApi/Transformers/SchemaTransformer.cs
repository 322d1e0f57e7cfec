using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>Says in each schema what the binder takes and what an answer holds.</summary>
/// <remarks>
/// The package knows one schema for each type, guesses the formats of values that a converter writes, and knows few of
/// the rules; a type that is sent is held to more than the same type in an answer.
/// </remarks>
internal sealed class SchemaTransformer(DocumentStates states) : IOpenApiSchemaTransformer
{
    private static readonly Type[] Streams = [typeof(IFormFile), typeof(IFormFileCollection), typeof(Stream), typeof(PipeReader)];

    private OpenApiSchemaTransformerContext? seen;

    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // The package comes again with the same context for whatever is within a schema: that was written with the whole.
        if (context.Document is null || ReferenceEquals(seen, context))
            return Task.CompletedTask;
        seen = context;
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Of(type, context.ParameterDescription?.Source, context) is { } written)
            states.Of(context.Document).Write(written, schema, context.Document);
        else if (!Streams.Contains(type))
            Complete(schema, Read(context.ParameterDescription) ?? type, type);
        return Task.CompletedTask;
    }

    /// <returns><see langword="null"/> for what the package describes better.</returns>
    private IOpenApiSchema? Of(Type type, BindingSource? source, OpenApiSchemaTransformerContext context)
    {
        var schemas = states.Of(context.Document!).Schemas;
        if (context.ParameterDescription is DescribedParameter described)
            return described.Schema(schemas);
        if (Streams.Contains(type))
            return null;
        if (source is null)
            return schemas.Of(type, SchemaUse.Response);
        return source == BindingSource.Body ? schemas.Of(type, SchemaUse.Endpoint) : null;
    }

    // What is read from a text is a text to ApiExplorer.
    private static Type? Read(ApiParameterDescription? parameter) =>
        parameter?.ParameterDescriptor?.ParameterType is { } type ? Nullable.GetUnderlyingType(type) ?? type : null;

    // The package knows the rules of a parameter's attributes and its route's constraints, but no type that has a
    // converter.
    private static void Complete(OpenApiSchema schema, Type type, Type known)
    {
        if (Shapes.ElementOfList(type) is { } element && schema.Items is OpenApiSchema item)
            Complete(item, Nullable.GetUnderlyingType(element) ?? element, element);
        else if ((schema.Type is null || type != known) && ScalarSchemas.Make(type) is { } scalar)
            (schema.Type, schema.Format, schema.Pattern) =
                (scalar.Type, schema.Format ?? scalar.Format, schema.Pattern ?? scalar.Pattern);
    }
}
