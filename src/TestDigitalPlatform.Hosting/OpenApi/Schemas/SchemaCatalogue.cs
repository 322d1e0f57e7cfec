using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Makes the schemas of contracts, and puts those with a name into the document's components.</summary>
internal sealed class SchemaCatalogue(
    OpenApiDocument document, DocComments comments, Members members, SchemaNames names)
{
    /// <summary>The schema of a value that is never null.</summary>
    internal IOpenApiSchema Of(Type type, SchemaUse use, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return OrNull(Of(value, use));
        if (ScalarSchemas.Make(type) is { } scalar)
            return scalar;
        if (Shapes.ValueOfMap(type) is { } item)
            return Map(item, use, nullability);
        return Shapes.ElementOfList(type) is { } element ? List(element, use, nullability) : Named(type, use);
    }

    /// <summary>The schema of a property, with what its attributes and its comment say.</summary>
    internal IOpenApiSchema Of(Member member, SchemaUse use)
    {
        var type = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        var schema = Of(type, use, member.Nullability);
        if (schema is OpenApiSchema limited)
            Constraints.Apply(limited, member);
        if (use is SchemaUse.Request)
            Default(schema, member);
        if (member.Nullability.ReadState is NullabilityState.Nullable)
            schema = OrNull(schema);
        schema.Description = member.Comment.Summary;
        return schema;
    }

    /// <summary>The schema of a value in an address, which has no null: what isn't sent isn't there.</summary>
    internal IOpenApiSchema OfParameter(Type type) =>
        Bounds.InAddress(Of(Nullable.GetUnderlyingType(type) ?? type, SchemaUse.Request));

    /// <summary>The schema of a property in an address, with what its attributes say.</summary>
    internal IOpenApiSchema OfParameter(Member member)
    {
        var schema = Of(Nullable.GetUnderlyingType(member.Type) ?? member.Type, SchemaUse.Request);
        if (schema is OpenApiSchema limited)
            Constraints.Apply(limited, member);
        Default(schema, member);
        return Bounds.InAddress(schema);
    }

    /// <summary>The schema of a command's body: what the route does not say already.</summary>
    internal IOpenApiSchema Body(Type command, IReadOnlyList<Member> body)
    {
        var (name, isNew) = names.Of(command, SchemaUse.Request);
        if (isNew)
            document.AddComponent(name, Bounds.InBody(Object(command, body, SchemaUse.Request)));
        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchemaReference Named(Type type, SchemaUse use)
    {
        // An enum is the same text both ways.
        var (name, isNew) = names.Of(type, type.IsEnum ? SchemaUse.Response : use);
        if (isNew)
            document.AddComponent(name, type.IsEnum ? Enumeration(type) : Object(type, members.Of(type), use));
        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchema Object(Type type, IReadOnlyList<Member> properties, SchemaUse use) => new()
    {
        Type = JsonSchemaType.Object,
        Description = comments.Of(type).Summary,
        Properties = properties.ToDictionary(m => m.Name, m => Of(m, use)),
        // An answer always holds all its properties; what is null is there, as null.
        Required = properties.Where(m => use is SchemaUse.Response || m.Required).Select(m => m.Name).ToHashSet(),
        AdditionalPropertiesAllowed = use is SchemaUse.Response,
    };

    private OpenApiSchema Enumeration(Type type)
    {
        var lines = EnumNames.Members(type).Select(f => (Text: EnumNames.Of(f), comments.Of(f).Summary));
        var described = lines.Where(l => l.Summary is not null).Select(l => $"- `{l.Text}`: {l.Summary}");
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = Join(comments.Of(type).Summary, string.Join('\n', described)),
            Enum = [.. lines.Select(l => (JsonNode)JsonValue.Create(l.Text))],
        };
    }

    private OpenApiSchema Map(Type value, SchemaUse use, NullabilityInfo? nullability)
    {
        var item = nullability?.GenericTypeArguments is [_, var argument] ? argument : null;
        return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Item(value, use, item) };
    }

    private OpenApiSchema List(Type element, SchemaUse use, NullabilityInfo? nullability)
    {
        var item = nullability?.ElementType ?? (nullability?.GenericTypeArguments is [var argument] ? argument : null);
        return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Item(element, use, item) };
    }

    private IOpenApiSchema Item(Type type, SchemaUse use, NullabilityInfo? nullability)
    {
        var schema = Of(Nullable.GetUnderlyingType(type) ?? type, use, nullability);
        return Nullable.GetUnderlyingType(type) is null && nullability?.ReadState is not NullabilityState.Nullable
            ? schema
            : OrNull(schema);
    }

    private static void Default(IOpenApiSchema schema, Member member)
    {
        if (schema is OpenApiSchema own)
            own.Default = member.Default?.DeepClone();
        else if (schema is OpenApiSchemaReference reference)
            reference.Default = member.Default?.DeepClone();
    }

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        if (own.Type is { } type)
            own.Type = type | JsonSchemaType.Null;
        own.Enum?.Add(JsonNullSentinel.JsonNull);
        return own;
    }

    private static string? Join(params string?[] parts) =>
        string.Join("\n\n", parts.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } text ? text : null;
}
