using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Makes the schemas of contracts, and puts those with a name into the document's components.</summary>
internal sealed class SchemaCatalogue
{
    private readonly OpenApiDocument document;
    private readonly DocComments comments;
    private readonly Members members;
    private readonly SchemaNames names;
    private readonly Forms forms;

    internal SchemaCatalogue(OpenApiDocument document, DocComments comments, Members members, SchemaNames names)
    {
        (this.document, this.comments, this.members, this.names) = (document, comments, members, names);
        forms = new Forms(document, names, Object);
    }

    /// <summary>The schema of a value that is never null.</summary>
    internal IOpenApiSchema Of(Type type, SchemaUse use, NullabilityInfo? nullability = null)
    {
        var schema = Unbounded(type, use, nullability);
        if (schema is OpenApiSchema own)
            Bound(own, type, use);
        return schema;
    }

    /// <summary>The schema of a property, with what its attributes and its comment say.</summary>
    internal IOpenApiSchema Of(Member member, SchemaUse use)
    {
        var schema = Limited(member, use);
        if (member.IsNullableIn(use))
            schema = OrNull(schema);
        if (use is SchemaUse.Request or SchemaUse.Endpoint)
            Default(schema, member);
        schema.Description = Join(member.Comment.Summary, TimeLimits(schema));
        return schema;
    }

    /// <summary>The schema of a value in an address, which has no null: what isn't sent isn't there.</summary>
    internal IOpenApiSchema OfParameter(Type type) =>
        Of(Nullable.GetUnderlyingType(type) ?? type, SchemaUse.Address);

    /// <summary>The schema of a property in an address, with what its attributes say.</summary>
    internal IOpenApiSchema OfParameter(Member member)
    {
        var schema = Limited(member, SchemaUse.Address);
        Default(schema, member);
        return schema;
    }

    /// <summary>The schema of a value that a filter compares with, with what the filter's attributes say.</summary>
    internal IOpenApiSchema OfFiltered(Member filter, Type value) =>
        Limited(Nullable.GetUnderlyingType(value) ?? value, filter, SchemaUse.Address, nullability: null);

    /// <summary>The schema of a command's body: what the route does not say already.</summary>
    internal IOpenApiSchema Body(Type command, IReadOnlyList<Member> body)
    {
        var (name, isNew) = names.Of(command, SchemaUse.Request);
        if (isNew)
            document.AddComponent(name, Object(command, body, SchemaUse.Request));
        return new OpenApiSchemaReference(name, document);
    }

    private IOpenApiSchema Unbounded(Type type, SchemaUse use, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return OrNull(Of(value, use));
        if (ScalarSchemas.Make(type) is { } scalar)
            return scalar;
        // What a team reads and writes by a converter of its own may look like anything.
        if (!type.IsEnum && type.IsDefined(typeof(JsonConverterAttribute), inherit: false))
            return new OpenApiSchema();
        if (Shapes.MapOf(type) is { } map)
            return Map(map.Key, map.Value, use, nullability);
        return Shapes.ElementOfList(type) is { } element ? List(element, use, nullability) : Named(type, use);
    }

    private IOpenApiSchema Limited(Member member, SchemaUse use) =>
        Limited(Nullable.GetUnderlyingType(member.Type) ?? member.Type, member, use, member.Nullability);

    private IOpenApiSchema Limited(Type type, Member member, SchemaUse use, NullabilityInfo? nullability)
    {
        var schema = Unbounded(type, use, nullability);
        // A component is the same wherever it is used; what is said of one use stands beside it.
        if (schema is OpenApiSchemaReference && member.HasRules)
            schema = new OpenApiSchema { AllOf = [schema] };
        if (schema is OpenApiSchema own)
        {
            Constraints.Apply(own, type, member.Attributes);
            Bound(own, type, use);
        }

        return schema;
    }

    private static void Bound(OpenApiSchema schema, Type type, SchemaUse use)
    {
        Bounds.Apply(schema, type, use);
        Bounds.ApplyToList(schema, use);
    }

    private OpenApiSchemaReference Named(Type type, SchemaUse use)
    {
        if (type.IsAssignableTo(typeof(ProblemDetails)))
            return Problem();
        // An enum is the same text both ways.
        var (name, isNew) = names.Of(type, type.IsEnum ? SchemaUse.Response : use);
        if (isNew)
            document.AddComponent(name, type.IsEnum ? Enumeration(type) : forms.Of(type, use) ?? Object(type, use));
        return new OpenApiSchemaReference(name, document);
    }

    // Whatever a problem is made from, it is sent in one form.
    private OpenApiSchemaReference Problem()
    {
        if (document.Components?.Schemas?.ContainsKey(ProblemSchema.Name) is not true)
            document.AddComponent(ProblemSchema.Name, ProblemSchema.Make(Of(typeof(FieldError), SchemaUse.Response)));
        return new OpenApiSchemaReference(ProblemSchema.Name, document);
    }

    private OpenApiSchema Object(Type type, SchemaUse use) => Object(type, members.Of(type), use);

    private OpenApiSchema Object(Type type, IReadOnlyList<Member> properties, SchemaUse use) => new()
    {
        Type = JsonSchemaType.Object,
        Description = comments.Of(type).Summary,
        Properties = properties.Where(m => m.IsIn(use)).ToDictionary(m => m.Name, m => Of(m, use)),
        // An answer always holds all its properties; what is null is there, as null.
        Required = properties.Where(m => m.IsRequiredIn(use)).Select(m => m.Name).ToHashSet(),
        AdditionalPropertiesAllowed = use is SchemaUse.Response || Members.TakesOthers(type),
    };

    private OpenApiSchema Enumeration(Type type)
    {
        var lines = EnumNames.Members(type).Select(f => (Text: EnumNames.Of(f), comments.Of(f).Summary)).ToList();
        var described = lines.Where(l => l.Summary is not null).Select(l => $"- `{l.Text}`: {l.Summary}");
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = Join(comments.Of(type).Summary, string.Join('\n', described)),
            Enum = [.. lines.Select(l => (JsonNode)JsonValue.Create(l.Text))],
        };
    }

    private OpenApiSchema Map(Type key, Type value, SchemaUse use, NullabilityInfo? nullability)
    {
        var item = nullability?.GenericTypeArguments is [_, var argument] ? argument : null;
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = Item(value, use, item),
            PropertyNames = use is not SchemaUse.Response ? Key(key) : null,
        };
    }

    // In JSON a key is always a text.
    private IOpenApiSchema? Key(Type type)
    {
        if (type.IsEnum)
            return Named(type, SchemaUse.Request);
        if (type == typeof(string) || ScalarSchemas.Make(type) is not { } schema)
            return null;
        return schema.Type is JsonSchemaType.String ? schema : OtherRules.Say(new OpenApiSchema(), type.Name);
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

    // For people; programs find the same in the extensions.
    private static string? TimeLimits(IOpenApiSchema schema)
    {
        string? Limit(string name) => schema.Extensions?.TryGetValue(name, out var limit) is true
            ? ((JsonNodeExtension)limit).Node.ToString() : null;
        var limits = new[]
        {
            Limit("x-tdp-minimum") is { } least ? $"`{least}` or later" : null,
            Limit("x-tdp-exclusiveMinimum") is { } after ? $"later than `{after}`" : null,
            Limit("x-tdp-maximum") is { } most ? $"`{most}` or earlier" : null,
            Limit("x-tdp-exclusiveMaximum") is { } before ? $"earlier than `{before}`" : null,
        };
        return string.Join(", ", limits.OfType<string>()) is { Length: > 0 } text ? $"Allowed: {text}." : null;
    }

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        if (own.Type is { } type)
            own.Type = type | JsonSchemaType.Null;
        else if (own.AllOf is { Count: > 0 } && own.Type is null)
            return new OpenApiSchema { OneOf = [own, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        own.Enum?.Add(JsonNullSentinel.JsonNull);
        return own;
    }

    private static string? Join(params string?[] parts) =>
        string.Join("\n\n", parts.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } text ? text : null;
}
