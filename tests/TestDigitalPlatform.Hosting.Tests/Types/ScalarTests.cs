using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Binding.Validation;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.Tests.Types;

/// <summary>What the table says of each type holds wherever values of it stand.</summary>
public sealed class ScalarTests
{
    public static TheoryData<Type> All => [.. Scalars.All.Keys];

    [Theory, MemberData(nameof(All))]
    public void Is_read_from_an_address_and_from_JSON_as_it_is_written(Type type) => Call(nameof(Read), type);

    [Theory, MemberData(nameof(All))]
    public void Has_a_schema_that_its_example_keeps(Type type)
    {
        var scalar = Scalars.All[type];
        var schema = ScalarSchemas.Make(type).ShouldNotBeNull();
        var example = JsonNode.Parse(scalar.Example)!;

        schema.Type.ToString().ShouldBe(example.GetValueKind() switch
        {
            JsonValueKind.True => "Boolean",
            JsonValueKind.Number => scalar.Kind is ScalarKind.Whole ? "Integer" : "Number",
            _ => "String",
        });
        if (schema.Pattern is { } pattern)
            example.ToString().ShouldMatch(pattern);
        new Examples(new Members(new DocComments(Path.GetTempPath()))).Of(type)!.GetValueKind().ShouldBe(example.GetValueKind());
    }

    [Theory, MemberData(nameof(All))]
    public void Is_bounded_by_a_range_where_it_has_an_order(Type type)
    {
        var scalar = Scalars.All[type];
        if (!scalar.IsNumber && scalar.Kind is not ScalarKind.Time)
            return;
        var example = JsonNode.Parse(scalar.Example)!.ToString();
        var range = new RangeAttribute(type, example, example);

        RangeRule.For(range, type).ShouldNotBeNull()(JsonSerializer.Deserialize(scalar.Example, type, PlatformJson.Options)!)
            .ShouldBeTrue();
        RangeBounds.Of(range, type).ShouldNotBeNull().Between(type).ShouldNotBeNull();
    }

    private static void Call(string method, Type type) => typeof(ScalarTests)
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, []);

    private static void Read<T>()
        where T : notnull
    {
        var scalar = Scalars.All[typeof(T)];
        var value = JsonSerializer.Deserialize<T>(scalar.Example, PlatformJson.Options)!;
        var format = Formats.For<T>().ShouldNotBeNull();

        format.Text(JsonNode.Parse(scalar.Example)!.ToString(), out var fromAddress).ShouldBeTrue();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, PlatformJson.Options)));
        reader.Read();
        var fromJson = value;
        (format.Token is null || format.Token(ref reader, out fromJson)).ShouldBeTrue();

        fromAddress.ShouldBe(value);
        fromJson.ShouldBe(value);
        // Texts have their bound by themselves; an id's form bounds its length.
        (format.IsBounded || typeof(T) == typeof(string)).ShouldBe(scalar.IsFree || scalar.Length is { Most: > 1 });
    }
}
