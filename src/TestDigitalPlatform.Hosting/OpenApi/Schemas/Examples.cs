using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Makes values that a reader can believe: from <c>&lt;example&gt;</c> in a doc comment, else from the
/// type, the name and the limits.</summary>
/// <remarks>Nothing is random: a document changes only with its contracts.</remarks>
internal sealed class Examples(Members members)
{
    // The types around the value being made: an object is not put into itself.
    private readonly Stack<Type> around = new();

    private bool isRequest;

    /// <summary>A value of a type, such as an answer.</summary>
    internal JsonNode? Of(Type type) => Value(type, "");

    /// <summary>What a caller sends: an object of these properties.</summary>
    internal JsonObject OfBody(IEnumerable<Member> properties)
    {
        isRequest = true;
        var body = Of(properties);
        isRequest = false;
        return body;
    }

    private JsonObject Of(IEnumerable<Member> properties) =>
        new(properties.Where(m => m.IsIn(isRequest ? SchemaUse.Request : SchemaUse.Response)).Select(m => KeyValuePair.Create(m.Name, Of(m))));

    /// <summary>A value of one property.</summary>
    internal JsonNode? Of(Member member)
    {
        var type = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        if (member.Comment.Example is { } written && Written(written, type) is { } example)
            return example;
        if (type.IsEnum && member.Default is { } usual)
            return usual.DeepClone();
        return Repeated(member, ExampleTexts.Constrained(member, type) ?? Value(type, member.IsSensitive ? "" : member.Name));
    }

    // A list that must not be short is filled up; no map is, for its keys must differ.
    private static JsonNode? Repeated(Member member, JsonNode? value)
    {
        if (value is JsonArray { Count: > 0 } items)
        {
            while (items.Count < ExampleTexts.Items(member))
                items.Add(items[0]?.DeepClone());
        }

        if (value is JsonObject map && Shapes.MapOf(member.Type) is { Key: var key } && key == typeof(string) && map.Count > 0)
        {
            for (var number = 2; map.Count < ExampleTexts.Items(member); number++)
                map[$"key{number}"] = map[0]?.DeepClone();
        }

        return value;
    }

    private JsonNode? Value(Type type, string name)
    {
        if (SensitiveTypes.InnerOf(type) is { } plain)
            return Value(plain, "");
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Value(value, name);
        if (type.IsEnum)
            return EnumNames.All(type).FirstOrDefault() is { } first ? first : null;
        if (Scalar(type, name) is { } scalar)
            return scalar;
        if (Shapes.MapOf(type) is { } map)
            return new JsonObject { [Key(map.Key)] = Value(map.Value, name) };
        if (Shapes.ElementOfList(type) is { } element)
            return around.Contains(element) ? new JsonArray() : new JsonArray(Value(element, Singular(name)));
        return Object(type);
    }

    private JsonObject? Object(Type type)
    {
        if (around.Contains(type))
            return null;
        around.Push(type);
        var form = Forms.First(type);
        var example = Of(members.Of(form?.Form ?? type));
        around.Pop();
        if (form is { } first)
            example.Insert(0, first.Name, first.Value);
        return example;
    }

    private string Key(Type type) =>
        type == typeof(string) ? "key" : Value(type, "key") is { } key ? key.ToString() : "key";

    private static JsonNode? Scalar(Type type, string name)
    {
        if (type == typeof(string))
            return ExampleTexts.For(name);
        if (type == typeof(Guid) || Shapes.Is(type, typeof(IId<>)))
            return Uuid(type == typeof(Guid) ? name : type.Name);
        if (Scalars.Find(type) is { } known)
            return known.Kind is ScalarKind.Whole && name == "version" ? 3 : JsonNode.Parse(known.Example);
        if (Shapes.Is(type, typeof(ITextId<>)))
            return ExampleTexts.For(name);
        return ScalarSchemas.Anything(type) is null ? null : new JsonObject();
    }

    // A UUID of version 8 (RFC 9562, section 5.8) made from the name: the same id type has the same example everywhere.
    private static string Uuid(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    // What its author wrote and nobody can read is left out; another is made in its place.
    private static JsonNode? Written(string text, Type type)
    {
        if (ScalarSchemas.Make(type)?.Type is Microsoft.OpenApi.JsonSchemaType.String || type.IsEnum)
            return text.Trim();
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = PlatformJson.MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
