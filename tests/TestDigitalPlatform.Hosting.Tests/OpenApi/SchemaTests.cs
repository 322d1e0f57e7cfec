using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class SchemaTests
{
    private readonly OpenApiDocument document = new() { Components = new OpenApiComponents() };

    [Theory]
    [InlineData(typeof(int), """{"type":"integer","format":"int32"}""")]
    [InlineData(typeof(long?), """{"type":["null","integer"],"format":"int64"}""")]
    [InlineData(typeof(byte), """{"maximum":255,"minimum":0,"type":"integer","format":"int32"}""")]
    [InlineData(typeof(decimal), """{"type":"number"}""")]
    [InlineData(typeof(bool), """{"type":"boolean"}""")]
    [InlineData(typeof(Guid), """{"type":"string","format":"uuid"}""")]
    [InlineData(typeof(TicketId), """{"type":"string","format":"uuid"}""")]
    [InlineData(typeof(DateTimeOffset), """{"type":"string","format":"date-time"}""")]
    [InlineData(typeof(DateOnly?), """{"type":["null","string"],"format":"date"}""")]
    [InlineData(typeof(UserId), """{"maxLength":100,"minLength":1,"pattern":"^[!-~]+$","type":"string"}""")]
    [InlineData(typeof(string[]), """{"type":"array","items":{"type":"string"}}""")]
    [InlineData(typeof(IReadOnlyList<int?>), """{"type":"array","items":{"type":["null","integer"],"format":"int32"}}""")]
    [InlineData(typeof(IReadOnlyDictionary<string, bool>), """{"type":"object","additionalProperties":{"type":"boolean"}}""")]
    [InlineData(typeof(Contracts.Haste), """{"$ref":"#/components/schemas/Haste"}""")]
    [InlineData(typeof(Contracts.Haste?), """{"oneOf":[{"$ref":"#/components/schemas/Haste"},{"type":"null"}]}""")]
    [InlineData(typeof(object), "{}")]
    [InlineData(typeof(char), """{"maxLength":1,"minLength":1,"pattern":"^[\\u0001-\\uD7FF\\uE000-\\uFFFF]$","type":"string"}""")]
    [InlineData(typeof(ulong), """{"maximum":18446744073709551615,"minimum":0,"type":"integer","format":"uint64"}""")]
    [InlineData(typeof(TimeOnly), """{"pattern":"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$","type":"string"}""")]
    [InlineData(typeof(SortedDictionary<string, Uri>), """{"type":"object","additionalProperties":{"type":"string","format":"uri-reference"}}""")]
    public void Is_what_JSON_will_hold(Type type, string expected) =>
        JsonNode.DeepEquals(Json(Catalogue().Of(type, SchemaUse.Response)), JsonNode.Parse(expected)).ShouldBeTrue();

    [Theory]
    [InlineData("text", """{"maxLength":10,"minLength":2,"type":"string"}""")]
    [InlineData("code", """{"maxLength":10000,"pattern":"^(?:[a-z]|[0-9])$","type":"string"}""")]
    [InlineData("amount", """{"minimum":0.01,"exclusiveMaximum":99.5,"type":"number"}""")]
    [InlineData("items", """{"maxItems":3,"minItems":1,"type":"array","items":{"maxLength":10000,"type":["null","string"]}}""")]
    [InlineData("address", """{"maxLength":10000,"pattern":"^[^@\\r\\n]+@[^@\\r\\n]+$","type":["null","string"],"format":"email"}""")]
    [InlineData("colour", """{"maxLength":10000,"enum":["red","blue"],"type":"string","default":"red"}""")]
    [InlineData("old", """{"type":"integer","format":"int32","default":0,"deprecated":true}""")]
    public void Says_what_the_attributes_demand(string name, string expected)
    {
        var member = new Members(NoComments).Of(typeof(Limited)).Single(m => m.Name == name);

        JsonNode.DeepEquals(Json(Catalogue().Of(member, SchemaUse.Request)), JsonNode.Parse(expected)).ShouldBeTrue();
    }

    [Fact]
    public void Requires_of_a_caller_what_has_no_default_and_of_us_everything()
    {
        Catalogue().Of(typeof(Limited), SchemaUse.Request);
        Catalogue().Of(typeof(Limited), SchemaUse.Response);

        document.Components!.Schemas!["SchemaTestsLimitedInput"].Required.ShouldBe(["text", "code", "amount", "items"]);
        document.Components.Schemas["SchemaTestsLimited"].Required!.Count.ShouldBe(7);
        document.Components.Schemas["SchemaTestsLimited"].AdditionalPropertiesAllowed.ShouldBeTrue();
    }

    private static DocComments NoComments => new(Path.GetTempPath());

    private SchemaCatalogue Catalogue() => new(document, NoComments, new Members(NoComments), new SchemaNames());

    private static JsonNode Json(IOpenApiSchema schema)
    {
        using var text = new StringWriter();
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!;
    }

    internal readonly record struct TicketId(Guid Value) : IId<TicketId>
    {
        public static TicketId From(Guid value) => new(value);

        public static TicketId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

        public static TicketId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(Guid.Parse(s));

        public static bool TryParse(string? s, IFormatProvider? provider, out TicketId result) => TryParse(s.AsSpan(), provider, out result);

        public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TicketId result)
        {
            var parsed = Guid.TryParse(s, out var value);
            result = new TicketId(value);
            return parsed;
        }

        public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);

        public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
            ((ISpanFormattable)Value).TryFormat(destination, out charsWritten, format, provider);
    }

    internal sealed record Limited(
        [Length(2, 10)] string Text,
        [RegularExpression("[a-z]|[0-9]")] string Code,
        [Range(0.01, 99.5, MaximumIsExclusive = true)] decimal Amount,
        [Length(1, 3)] IReadOnlyList<string?> Items,
        [EmailAddress] string? Address = null,
        [AllowedValues("red", "blue")] string Colour = "red",
        [property: Obsolete("Nobody asks any more.")] int Old = 0);
}
