using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

/// <summary>What a document says of a value is what the binder takes.</summary>
public sealed class SchemaRuleTests
{
    private readonly OpenApiDocument document = new() { Components = new OpenApiComponents() };

    [Theory]
    [InlineData("maybe", "fast")]
    [InlineData("alias", "fast")]
    [InlineData("renamed", "very-slow")]
    [InlineData("wait", "00:00:30")]
    [InlineData("day", "0001-01-01")]
    [InlineData("ratio", 0.5)]
    [InlineData("small", 7)]
    [InlineData("large", 18446744073709551615)]
    [InlineData("letter", "x")]
    public void Tells_the_default_of_every_sort_of_value(string name, object value) =>
        Schema(name, typeof(Defaults))["default"]!.ToJsonString().ShouldBe(System.Text.Json.JsonSerializer.Serialize(value));

    [Fact]
    public void Tells_the_default_of_a_list_and_says_nothing_of_an_empty_one()
    {
        Schema("words", typeof(Listed))["default"]!.ToJsonString().ShouldBe("""["a","b"]""");
        Schema("none", typeof(Listed)).ShouldNotContainKey("default");
        Schema("endless", typeof(Listed)).ShouldNotContainKey("default");
    }

    [Fact]
    public void Names_an_enums_members_once_as_JSON_does() =>
        Component("SchemaRuleTestsSpeed", () => Schema("maybe", typeof(Defaults)))["enum"]!.ToJsonString()
            .ShouldBe("""["slow","fast","quick","very-slow"]""");

    [Theory]
    [InlineData("day", """{"type":"string","description":"Allowed: `2020-01-01` or later, `2030-12-31` or earlier.","format":"date","x-tdp-minimum":"2020-01-01","x-tdp-maximum":"2030-12-31"}""")]
    [InlineData("wait", """{"minimum":"gone","x-tdp-exclusiveMinimum":"00:00:01","x-tdp-maximum":"1.00:00:00"}""")]
    [InlineData("cents", """{"minimum":0.01,"maximum":99.5,"type":"number"}""")]
    [InlineData("whole", """{"minimum":0,"type":"integer","format":"int32"}""")]
    [InlineData("far", """{"type":"integer","format":"int64"}""")]
    [InlineData("tiny", """{"exclusiveMinimum":1E-30,"type":"number","format":"double"}""")]
    [InlineData("each", """{"type":"array","items":{"maximum":5,"minimum":1,"type":"integer","format":"int32"}}""")]
    [InlineData("number", """{"maximum":9,"minimum":1,"type":["null","integer"],"format":"int32"}""")]
    [InlineData("other", """{"maxLength":10000,"type":"string","x-tdp-rules":["Range"]}""")]
    public void Tells_a_range_in_the_members_own_type(string name, string expected)
    {
        var (schema, wanted) = (Schema(name, typeof(Ranges)), JsonNode.Parse(expected)!.AsObject());
        if (wanted.Remove("minimum", out var bound) && bound!.ToString() != "gone")
            schema["minimum"]!.ToJsonString().ShouldBe(bound.ToJsonString());

        foreach (var (keyword, value) in wanted)
            JsonNode.DeepEquals(schema[keyword], value).ShouldBeTrue($"{keyword} of {schema.ToJsonString()}");
    }

    [Theory]
    [InlineData("map", """{"maxProperties":3,"minProperties":2,"type":"object","additionalProperties":{"type":"integer","format":"int32"}}""")]
    [InlineData("keys", """{"type":"object","additionalProperties":{"type":"boolean"},"propertyNames":{"type":"string","format":"uuid"}}""")]
    [InlineData("nested", """{"type":"array","items":{"type":"array","items":{"maxLength":10000,"type":"string"}}}""")]
    [InlineData("open", """{"maxLength":10000,"minLength":5,"type":"string"}""")]
    [InlineData("least", """{"maxLength":8,"minLength":5,"type":"string"}""")]
    [InlineData("needed", """{"maxLength":10000,"minLength":1,"pattern":"\\S","type":"string"}""")]
    [InlineData("phone", """{"maxLength":20,"type":"string","x-tdp-rules":["Phone"]}""")]
    [InlineData("speed", """{"allOf":[{"$ref":"#/components/schemas/SchemaRuleTestsSpeed"}],"enum":["fast"]}""")]
    [InlineData("denied", """{"maxLength":10000,"type":"string","not":{"enum":["admin"]}}""")]
    [InlineData("shown", """{"type":"string","format":"date"}""")]
    [InlineData("own", "{}")]
    [InlineData("length", """{"type":"integer","format":"int32","x-tdp-rules":["Length"]}""")]
    [InlineData("insensitive", """{"maxLength":10000,"type":"string","x-tdp-rules":["RegularExpression"]}""")]
    [InlineData("anchored", """{"maxLength":10000,"pattern":"^[a-z]+$","type":"string"}""")]
    public void Tells_what_can_be_told_and_names_the_rest(string name, string expected) =>
        JsonNode.DeepEquals(Schema(name, typeof(Rules)), JsonNode.Parse(expected)).ShouldBeTrue(Schema(name, typeof(Rules)).ToJsonString());

    [Theory]
    [InlineData("any", 0, 9)]
    [InlineData("some", 2, 10)]
    [InlineData("one", 1, 1)]
    [InlineData("none", 0, 0)]
    [InlineData("most", 0, 5)]
    public void Tells_by_a_pattern_how_many_bytes_there_may_be(string name, int least, int most)
    {
        var schema = Schema(name, typeof(Bytes));

        for (var length = 0; length < 12; length++)
        {
            var text = Convert.ToBase64String(new byte[length]);
            var isTold = System.Text.RegularExpressions.Regex.IsMatch(text, (string)schema["pattern"]!)
                && text.Length <= (int)schema["maxLength"]! && text.Length >= ((int?)schema["minLength"] ?? 0);
            isTold.ShouldBe(length >= least && (length <= most || name == "any"), $"{length} bytes: {schema}");
        }
    }

    [Fact]
    public void Describes_each_form_of_a_type_with_its_own_limits()
    {
        var union = Component("SchemaRuleTestsPaymentInput", () => Schema("payment", typeof(Paid)));
        var card = document.Components!.Schemas!["SchemaRuleTestsCardInput"];

        union["oneOf"]!.AsArray().Count.ShouldBe(2);
        union["discriminator"]!["propertyName"]!.ToString().ShouldBe("kind");
        union["discriminator"]!["mapping"]!["card"]!.ToString().ShouldEndWith("SchemaRuleTestsCardInput");
        card.Required.ShouldBe(["kind", "number", "amount"], ignoreOrder: true);
        card.Properties!["number"].MaxLength.ShouldBe(19);
        Json(card.Properties["kind"])["enum"]!.ToJsonString().ShouldBe("""["card"]""");
        card.AdditionalPropertiesAllowed.ShouldBeFalse();
    }

    [Fact]
    public void Lets_a_caller_say_what_can_be_said_and_no_more()
    {
        Schema("half", typeof(Computed));
        var catalogue = Catalogue();

        catalogue.Of(typeof(Computed), SchemaUse.Request);
        catalogue.Of(typeof(Computed), SchemaUse.Response);

        document.Components!.Schemas!["SchemaRuleTestsComputedInput"].Properties!.Keys.ShouldBe(["whole", "mayBeGone"]);
        document.Components.Schemas["SchemaRuleTestsComputed"].Properties!.Keys.ShouldBe(["whole", "mayBeGone", "half"]);
        document.Components.Schemas["SchemaRuleTestsComputed"].Required!.ShouldBe(["whole", "half"]);
        document.Components.Schemas["SchemaRuleTestsComputedInput"].AdditionalPropertiesAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Makes_an_example_that_keeps_to_the_limits_even_when_its_author_wrote_nonsense()
    {
        var members = new Members(NoComments);
        var examples = new Examples(members);

        var ranges = examples.OfBody(members.Of(typeof(Ranges)));
        var rules = examples.OfBody(members.Of(typeof(Rules)));

        ranges["day"]!.ToString().ShouldBe("2020-01-01");
        ranges["cents"]!.ToJsonString().ShouldBe("0.01");
        rules["map"]!.AsObject().Count.ShouldBe(2);
        rules["least"]!.ToString().Length.ShouldBeInRange(5, 8);
        rules["nested"]!.AsArray().Count.ShouldBe(1);
        examples.OfBody(members.Of(typeof(Paid)))["payment"]!["kind"]!.ToString().ShouldBe("card");
    }

    private static DocComments NoComments => new(Path.GetTempPath());

    private SchemaCatalogue Catalogue() => new(document, NoComments, new Members(NoComments), new SchemaNames());

    // What a filter's attributes say holds for the values it compares with, not for a part of a text.
    [Theory]
    [InlineData("price", """{"type":"array","items":{"maximum":10,"minimum":0,"type":"number"},"maxItems":50}""")]
    [InlineData("price.gte", """{"maximum":10,"minimum":0,"type":"number"}""")]
    [InlineData("title", """{"type":"array","items":{"maxLength":3,"type":"string"},"maxItems":50}""")]
    [InlineData("title.contains", """{"maxLength":200,"type":"string"}""")]
    public void Tells_the_limits_of_a_filter(string parameter, string expected)
    {
        var filters = new Members(NoComments).Of(typeof(Filters)).SelectMany(FilterParameters.Of);
        var schema = Json(filters.Single(f => f.Name == parameter).Schema(Catalogue()));

        JsonNode.DeepEquals(schema, JsonNode.Parse(expected)).ShouldBeTrue(schema.ToJsonString());
    }

    private JsonObject Schema(string name, Type type) =>
        Json(Catalogue().Of(new Members(NoComments).Of(type).Single(m => m.Name == name), SchemaUse.Request)).AsObject();

    private JsonNode Component(string name, Func<JsonNode> make)
    {
        make();
        return Json(document.Components!.Schemas![name]);
    }

    private static JsonNode Json(IOpenApiSchema schema)
    {
        using var text = new StringWriter();
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!;
    }

    internal enum Speed
    {
        Slow,
        Fast,
        Quick = Fast,

        [JsonStringEnumMemberName("very-slow")]
        Snail,
    }

    internal sealed record Defaults(
        Speed? Maybe = Speed.Fast,
        Speed Alias = Speed.Quick,
        Speed Renamed = Speed.Snail,
        DateOnly Day = default,
        float Ratio = 0.5f,
        byte Small = 7,
        ulong Large = ulong.MaxValue,
        char Letter = 'x')
    {
        public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);
    }

    internal sealed record Listed
    {
        public IReadOnlyList<string> Words { get; init; } = ["a", "b"];

        public IReadOnlyList<string> None { get; init; } = [];

        public double Endless { get; init; } = double.PositiveInfinity;
    }

    internal sealed record Ranges(
        [Range(typeof(DateOnly), "2020-01-01", "2030-12-31")] DateOnly Day,
        [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", MinimumIsExclusive = true)] TimeSpan Wait,
        [Range(typeof(decimal), "0.01", "99.5")] decimal Cents,
        [Range(0, int.MaxValue)] int Whole,
        [Range(double.NegativeInfinity, double.MaxValue)] long Far,
        [Range(1E-30, double.PositiveInfinity, MinimumIsExclusive = true)] double Tiny,
        [Range(1, 5)] IReadOnlyList<int> Each,
        [Range(1, 9)] int? Number,
        [Range(1, 9)] string Other);

    internal sealed record Filters(
        [property: Filter(Operators.Equal | Operators.Range), Range(0, 10)] Filter<decimal> Price,
        [property: Filter(Operators.Equal | Operators.Contains), MaxLength(3)] Filter<string> Title);

    internal sealed record Rules(
        [Length(2, 3)] IReadOnlyDictionary<string, int> Map,
        IReadOnlyDictionary<Guid, bool> Keys,
        IReadOnlyList<IReadOnlyList<string>> Nested,
        [MinLength(5)] string Open,
        [MinLength(5), MaxLength(10), StringLength(8)] string Least,
        [Required] string? Needed,
        [Phone, MaxLength(20)] string Phone,
        [AllowedValues(Speed.Fast)] Speed Speed,
        [DeniedValues("admin")] string Denied,
        [DataType(DataType.Date)] DateOnly Shown,
        Own Own,
        [Length(1, 2)] int Length,
        [RegularExpression("(?i)[a-z]+")] string Insensitive,
        [RegularExpression(@"\A[a-z]+\z")] string Anchored);

    [JsonConverter(typeof(OwnConverter))]
    internal sealed record Own(int Value);

    internal sealed class OwnConverter : JsonConverter<Own>
    {
        public override Own? Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            new(reader.GetInt32());

        public override void Write(System.Text.Json.Utf8JsonWriter writer, Own value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }

    internal sealed record Bytes(
        byte[] Any, [Length(2, 10)] byte[] Some, [Length(1, 1)] byte[] One, [MaxLength(0)] byte[] None, [MaxLength(5)] byte[] Most);

    internal sealed record Paid(Payment Payment);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Card), "card"), JsonDerivedType(typeof(Cash), "cash")]
    internal abstract record Payment(decimal Amount);

    internal sealed record Card([MaxLength(19)] string Number, decimal Amount) : Payment(Amount);

    internal sealed record Cash(decimal Amount) : Payment(Amount);

    internal sealed record Computed(int Whole, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MayBeGone = null)
    {
        public int Half => Whole / 2;

        [JsonExtensionData]
        public Dictionary<string, System.Text.Json.JsonElement>? Others { get; init; }
    }
}
