using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Describes types of which there are several forms, told apart by a member: <c>[JsonDerivedType]</c>.</summary>
/// <param name="document">Where each form becomes a component.</param>
/// <param name="names">Names the forms.</param>
/// <param name="describe">Describes the members of one type.</param>
internal sealed class Forms(OpenApiDocument document, SchemaNames names, Func<Type, SchemaUse, OpenApiSchema> describe)
{
    /// <returns><see langword="null"/> for a type of one form.</returns>
    internal OpenApiSchema? Of(Type type, SchemaUse use)
    {
        if (OptionsOf(type) is not { } options)
            return null;
        var name = options.TypeDiscriminatorPropertyName;
        var forms = options.DerivedTypes.Where(f => f.TypeDiscriminator is not null)
            .ToDictionary(f => f.TypeDiscriminator!, f => Form(type, f, name, use));
        List<IOpenApiSchema> all = [.. forms.Values];
        if (!type.IsAbstract && options.DerivedTypes.All(f => f.DerivedType != type))
            all.Add(describe(type, use));
        var schema = new OpenApiSchema
        {
            Description = describe(type, use).Description,
            Discriminator = new OpenApiDiscriminator
            {
                PropertyName = name,
                Mapping = forms.ToDictionary(f => f.Key.ToString()!, f => f.Value),
            },
        };
        // An answer may grow, so that of a form without a name nothing keeps out the others.
        if (use is SchemaUse.Response && all.Count > forms.Count)
            schema.AnyOf = all;
        else
            schema.OneOf = all;
        return schema;
    }

    /// <summary>The discriminator's name and the first form's value of it, for an example.</summary>
    internal static (string Name, JsonNode Value, Type Form)? First(Type type) =>
        OptionsOf(type) is { } options && options.DerivedTypes.FirstOrDefault(f => f.TypeDiscriminator is not null)
            is { TypeDiscriminator: { } value, DerivedType: var form }
            ? (options.TypeDiscriminatorPropertyName, Node(value), form)
            : null;

    private static JsonPolymorphismOptions? OptionsOf(Type type) =>
        type.IsDefined(typeof(JsonDerivedTypeAttribute), inherit: false)
            ? PlatformJson.Options.GetTypeInfo(type).PolymorphismOptions
            : null;

    private OpenApiSchemaReference Form(Type type, JsonDerivedType form, string discriminator, SchemaUse use)
    {
        var (name, isNew) = names.Of(form.DerivedType, use, within: type);
        if (!isNew)
            return new OpenApiSchemaReference(name, document);
        var schema = describe(form.DerivedType, use);
        var properties = new Dictionary<string, IOpenApiSchema> { [discriminator] = Discriminator(form.TypeDiscriminator!) };
        foreach (var (member, value) in schema.Properties!)
            properties.TryAdd(member, value);
        schema.Properties = properties;
        schema.Required = new HashSet<string>((schema.Required ?? new HashSet<string>()).Prepend(discriminator));
        document.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema Discriminator(object value) => new()
    {
        Type = value is int ? JsonSchemaType.Integer : JsonSchemaType.String,
        Description = "Says which form this is.",
        Enum = [Node(value)],
    };

    private static JsonValue Node(object discriminator) =>
        discriminator is int number ? JsonValue.Create(number) : JsonValue.Create((string)discriminator);
}
