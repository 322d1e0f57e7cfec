using System.Reflection;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>Puts each component that a schema refers to in the place of the reference, and names it there.</summary>
/// <remarks>
/// This is how ASP.NET Core's package wants a schema before its transformers run: each transformer of a team sees whole
/// objects, and afterwards the package moves what has a name into the document's components.
/// </remarks>
/// <param name="components">Where the references lead.</param>
/// <param name="document">The document that the tree becomes part of.</param>
internal sealed class SchemaTree(OpenApiDocument components, OpenApiDocument document)
{
    // The package's own words for a component's name, and for what stands beside a reference to it.
    private const string Id = "x-schema-id";
    private const string DescriptionBeside = "x-ref-description";
    private const string DefaultBeside = "x-ref-default";

    private static readonly PropertyInfo[] Properties =
        [.. typeof(OpenApiSchema).GetProperties().Where(p => p is { CanRead: true, CanWrite: true })];

    // A type is not put into itself: there its name alone refers to it.
    private readonly Stack<string> around = new();

    internal void Write(IOpenApiSchema schema, OpenApiSchema over)
    {
        var tree = Of(schema);
        foreach (var property in Properties)
        {
            // What was once set to null is written as null.
            var value = property.GetValue(tree);
            if (!Equals(value, property.GetValue(over)))
                property.SetValue(over, value);
        }
    }

    private OpenApiSchema Of(IOpenApiSchema schema) => schema switch
    {
        OpenApiSchemaReference reference => Named(reference),
        _ => Inline((OpenApiSchema)schema),
    };

    private OpenApiSchema Named(OpenApiSchemaReference reference)
    {
        var name = reference.Reference.Id!;
        var schema = around.Contains(name) ? new OpenApiSchema() : Component(name);
        schema.Metadata = new Dictionary<string, object> { [Id] = name };
        if (reference.Reference.Description is { Length: > 0 } description)
            schema.Metadata[DescriptionBeside] = description;
        if (reference.Reference.Default is { } value)
            schema.Metadata[DefaultBeside] = value;
        return schema;
    }

    private OpenApiSchema Component(string name)
    {
        around.Push(name);
        var schema = Inline((OpenApiSchema)components.Components!.Schemas![name]);
        around.Pop();
        return schema;
    }

    private OpenApiSchema Inline(OpenApiSchema schema)
    {
        var copy = (OpenApiSchema)schema.CreateShallowCopy();
        copy.Properties = schema.Properties?.ToDictionary(p => p.Key, IOpenApiSchema (p) => Of(p.Value));
        copy.Items = Child(schema.Items);
        copy.AdditionalProperties = Child(schema.AdditionalProperties);
        copy.PropertyNames = Child(schema.PropertyNames);
        copy.Not = Child(schema.Not);
        copy.AllOf = Children(schema.AllOf);
        copy.AnyOf = Children(schema.AnyOf);
        copy.OneOf = Children(schema.OneOf);
        copy.Discriminator = Discriminator(schema.Discriminator);
        return copy;
    }

    private OpenApiSchema? Child(IOpenApiSchema? schema) => schema is null ? null : Of(schema);

    private List<IOpenApiSchema>? Children(IList<IOpenApiSchema>? schemas) => schemas is null ? null : [.. schemas.Select(Of)];

    private OpenApiDiscriminator? Discriminator(OpenApiDiscriminator? told) => told is null ? null : new OpenApiDiscriminator
    {
        PropertyName = told.PropertyName,
        Mapping = told.Mapping?.ToDictionary(
            m => m.Key, m => new OpenApiSchemaReference(m.Value.Reference.Id!, document)),
    };
}
