using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Testing.Conformance.Documented;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

public sealed class ValueEdgesTests
{
    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":9}""", "1 9", "0 10 1.5")]
    [InlineData("""{"type":"integer","format":"int64"}""", "-9223372036854775808 9223372036854775807", "-9223372036854775809 9223372036854775808")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"maximum":0.5}""", "0.0001 0.5", "0 0.5001")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "AB ABB", "A ABBB")]
    [InlineData("""{"type":"string","enum":["open","shut"],"default":"open"}""", "open shut", "OPEN tdpNobodyKnows")]
    [InlineData("""{"type":"string","pattern":"^[a-z]{3}$","minLength":3}""", "", "!")]
    [InlineData("""{"type":"string","format":"date","x-tdp-minimum":"2020-01-01","x-tdp-maximum":"2030-12-31"}""", "2020-01-01 2030-12-31", "2019-12-31 2031-01-01 2023-02-29")]
    [InlineData("""{"type":["null","boolean"]}""", "true false null", "1")]
    [InlineData("""{"type":"string","maxLength":3,"x-tdp-rules":["Phone"]}""", "", "xxxx")]
    [InlineData("""{"type":"string","maxLength":9,"not":{"enum":["admin"]}}""", "", "admin")]
    public void Lie_on_both_sides_of_each_limit(string schema, string within, string beyond)
    {
        var edges = Edges(schema);

        foreach (var text in within.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            edges.Where(e => e.IsAllowed).Select(e => Text(e.Value)).ShouldContain(text);
        foreach (var text in beyond.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            edges.Where(e => !e.IsAllowed).Select(e => Text(e.Value)).ShouldContain(text);
        edges.Where(e => e.IsAllowed).Select(e => Text(e.Value)).Intersect(edges.Where(e => !e.IsAllowed).Select(e => Text(e.Value)))
            .Except(["1"]).ShouldBeEmpty();
        if (schema.Contains("x-tdp-rules", StringComparison.Ordinal))
            edges.ShouldNotContain(e => e.IsAllowed);
    }

    [Fact]
    public void Are_found_at_every_depth()
    {
        const string Schema = """
            {"type":"object","required":["lines"],"additionalProperties":false,"properties":{
              "lines":{"type":"array","maxItems":2,"items":{"type":"object","required":["count"],"additionalProperties":false,
                "properties":{"count":{"type":"integer","maximum":5}}}},
              "names":{"type":"object","minProperties":1,"maxProperties":2,"additionalProperties":{"type":"string","maxLength":2}}}}
            """;
        var beyond = Edges(Schema).Where(e => !e.IsAllowed).Select(e => e.What).ToList();

        beyond.ShouldContain("without lines");
        beyond.ShouldContain("a field that is not described");
        beyond.ShouldContain("lines: maxItems 2");
        beyond.ShouldContain("lines: [0]: count: maximum 5");
        beyond.ShouldContain("lines: [0]: without count");
        beyond.ShouldContain("lines: [0]: a field that is not described");
        beyond.ShouldContain("names: maxProperties 2");
        beyond.ShouldContain("names: minProperties 1");
        beyond.ShouldContain("names: key0: maxLength 2");
    }

    [Fact]
    public void Try_every_form_of_an_object_and_none_that_is_not_described()
    {
        const string Schema = """
            {"discriminator":{"propertyName":"kind"},"oneOf":[
              {"type":"object","required":["kind","number"],"additionalProperties":false,
               "properties":{"kind":{"type":"string","enum":["card"]},"number":{"type":"string","maxLength":2}}},
              {"type":"object","required":["kind"],"additionalProperties":false,"properties":{"kind":{"type":"string","enum":["cash"]}}}]}
            """;
        var edges = Edges(Schema);

        edges.Where(e => e.IsAllowed).Select(e => e.What).ShouldContain("kind at the end");
        edges.Where(e => e.IsAllowed).Select(e => e.What).ShouldContain("one of its forms (cash)");
        edges.Where(e => !e.IsAllowed).Select(e => e.What).ShouldContain("number: maxLength 2");
        edges.Where(e => !e.IsAllowed).Select(e => e.What).ShouldContain("a form that is not described");
    }

    private static List<Edge> Edges(string schema)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(schema);
        return [.. ValueEdges.Of(DocumentedSchema.Of(json, json), null)];
    }

    private static string Text(JsonNode? value) => value is null ? "null" : value.ToString();
}
