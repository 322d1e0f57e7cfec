using System.Text.Json;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>A value is accepted or refused alike at every depth of a body, in an address, and in a filter.</summary>
public sealed class EveryValueTests
{
    [Theory]
    // Bounds are compared in the member's own type.
    [InlineData("oneToTen", "10.4", "out_of_range")]
    [InlineData("oneToTen", "10", null)]
    [InlineData("oneToTen", "0.9999999999999999999999999999", "out_of_range")]
    [InlineData("oneToTen", "3000000000", "out_of_range")]
    [InlineData("rangedLong", "3000000000", "out_of_range")]
    [InlineData("rangedLong", "9223372036854775807", "out_of_range")]
    [InlineData("rangedLong", "10000", null)]
    [InlineData("rangedDouble", "1e300", "out_of_range")]
    [InlineData("rangedDouble", "10000.000001", "out_of_range")]
    [InlineData("rangedDouble", "9999.5", null)]
    [InlineData("rangedMaybe", "79228162514264337593543950335", "out_of_range")]
    [InlineData("rangedMaybe", "-0.0000000000000000000000000001", "out_of_range")]
    [InlineData("rangedMaybe", "0.5", null)]
    [InlineData("rangedSingle", "0.1", null)]
    [InlineData("rangedSingle", "0.9", null)]
    [InlineData("rangedSingle", "0.90001", "out_of_range")]
    [InlineData("rangedSingle", "3e38", "out_of_range")]
    [InlineData("rangedTenths", "0.1", null)]
    [InlineData("rangedTenths", "0.0999999999999999999999", "out_of_range")]
    [InlineData("positive", "79228162514264337593543950335", null)]
    [InlineData("positive", "-1", "out_of_range")]
    [InlineData("positiveULong", "18446744073709551615", null)]
    [InlineData("widerThanItself", "255", null)]
    [InlineData("within", "0", "out_of_range")]
    [InlineData("within", "1", "out_of_range")]
    [InlineData("within", "0.0000000000000000000000000001", null)]
    [InlineData("typed", "0.5", null)]
    [InlineData("typed", "0.4999", "out_of_range")]
    [InlineData("rangedDay", "\"2030-12-31\"", null)]
    [InlineData("rangedDay", "\"2031-01-01\"", "out_of_range")]
    [InlineData("rangedDuration", "\"1.00:00:00\"", null)]
    [InlineData("rangedDuration", "\"1.00:00:00.000001\"", "out_of_range")]
    [InlineData("rangedAt", "\"2030-01-01T00:00:00Z\"", null)]
    [InlineData("rangedAt", "\"2030-01-01T00:00:00-01:00\"", "out_of_range")]
    [InlineData("percent", "100.5", "out_of_range")]
    [InlineData("percent", "9999999999", "out_of_range")]
    [InlineData("listed", "2", null)]
    [InlineData("listed", "3", "not_allowed")]
    // Lengths are counted in code points, bytes in bytes.
    [InlineData("sized", "\"\ud83d\ude00\ud83d\ude00\ud83d\ude00\"", null)]
    [InlineData("sized", "\"\ud83d\ude00\"", "too_short")]
    [InlineData("sized", "\"abcd\"", "too_long")]
    [InlineData("short3", "\"\ud83d\ude00\ud83d\ude00\ud83d\ude00\"", null)]
    [InlineData("sizedBytes", "\"AQI=\"", null)]
    [InlineData("sizedBytes", "\"AQ==\"", "too_short")]
    [InlineData("sizedBytes", "\"AQIDBA==\"", "too_long")]
    // Times.
    [InlineData("at", "\"2026-01-01T00:00:00.0000000xyzZ\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00.0000000+05:00Z\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00.Z\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00.12345678901234567890Z\"", null)]
    [InlineData("at", "\"2026-01-01T00:00:00.123456789xZ\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01t00:00:00z\"", null)]
    [InlineData("at", "\"2026-01-01 00:00:00Z\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00Z\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T24:00:00Z\"", "invalid_value")]
    [InlineData("at", "\"2026-02-29T00:00:00Z\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00+14:01\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00+0500\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00-00:00\"", null)]
    [InlineData("at", "\"0000-01-01T00:00:00Z\"", "invalid_value")]
    [InlineData("at", "\"0001-01-01T00:00:00+01:00\"", "invalid_value")]
    [InlineData("at", "\"9999-12-31T23:59:59-01:00\"", "invalid_value")]
    [InlineData("at", "\"2026-01-01T00:00:00Z \"", "invalid_value")]
    [InlineData("at", "\"\u0662026-01-01T00:00:00Z\"", "invalid_value")]
    [InlineData("day", "\"2026-1-1\"", "invalid_value")]
    [InlineData("day", "\"2026-01-01T00:00:00Z\"", "invalid_value")]
    [InlineData("day", "\"2024-02-29\"", null)]
    [InlineData("day", "\" 2026-01-01\"", "invalid_value")]
    [InlineData("time", "\"13:25\"", null)]
    [InlineData("time", "\"13:25:00.\"", "invalid_value")]
    [InlineData("time", "\"24:00:00\"", "invalid_value")]
    [InlineData("time", "\"13:25:00Z\"", "invalid_value")]
    [InlineData("time", "\"1:25:00\"", "invalid_value")]
    [InlineData("duration", "\"5\"", "invalid_value")]
    [InlineData("duration", "\"1:30\"", "invalid_value")]
    [InlineData("duration", "\"5.12:30\"", "invalid_value")]
    [InlineData("duration", "\"1.06:30:00\"", null)]
    [InlineData("duration", "\"-00:00:00.5\"", null)]
    [InlineData("duration", "\"24:00:00\"", "invalid_value")]
    [InlineData("duration", "\"00:00:00.\"", "invalid_value")]
    [InlineData("duration", "\"00:00:00.12345678\"", "invalid_value")]
    [InlineData("duration", "\"10675199.02:48:06\"", "invalid_value")]
    [InlineData("duration", "\"PT1H\"", "invalid_value")]
    // Numbers.
    [InlineData("decimal", "0.12345678901234567890123456789012345", "invalid_value")]
    [InlineData("decimal", "12345678901234567890123456789012345", "invalid_value")]
    [InlineData("decimal", "1.0000000000000000000000000000000000", null)]
    [InlineData("decimal", "1e-30", "invalid_value")]
    [InlineData("decimal", "1e28", null)]
    [InlineData("decimal", "0e99999999999999999999", null)]
    [InlineData("decimal", "1e99999999999999999999", "invalid_value")]
    [InlineData("whole", "5.0", null)]
    [InlineData("whole", "5e2", null)]
    [InlineData("whole", "5.5", "invalid_value")]
    [InlineData("whole", "1e-1", "invalid_value")]
    [InlineData("whole", "1e999999999", "invalid_value")]
    [InlineData("whole", "-0", null)]
    [InlineData("small", "256", "invalid_value")]
    [InlineData("small", "-0.0", null)]
    [InlineData("uWhole", "-1", "invalid_value")]
    [InlineData("uLong", "18446744073709551616", "invalid_value")]
    [InlineData("double", "1e999", "invalid_value")]
    [InlineData("single", "1e39", "invalid_value")]
    // The rest.
    [InlineData("uuid", "\"{0198c0de-0000-7000-8000-000000000001}\"", "invalid_value")]
    [InlineData("uuid", "\"0198c0de00007000800000000000000a\"", "invalid_value")]
    [InlineData("thing", "\"(0198c0de-0000-7000-8000-000000000001)\"", "invalid_value")]
    [InlineData("stage", "\"in-progress\"", null)]
    [InlineData("stage", "\"inProgress\"", "invalid_value")]
    [InlineData("stage", "\"Open\"", "invalid_value")]
    [InlineData("stage", "\"closed\"", null)]
    [InlineData("stage", "\"open, done\"", "invalid_value")]
    [InlineData("letter", "\"ab\"", "invalid_value")]
    [InlineData("letter", "\"\ud83d\ude00\"", "invalid_value")]
    [InlineData("bytes", "\"AQI\"", "invalid_value")]
    [InlineData("bytes", "\"AQ I=\"", "invalid_value")]
    [InlineData("bytes", "\"AQJ=\"", "invalid_value")]
    [InlineData("bytes", "\"_-8=\"", "invalid_value")]
    [InlineData("flag", "\"True\"", "invalid_value")]
    public void A_value_is_judged_alike_everywhere(string property, string json, string? code)
    {
        // A text where JSON has another kind is another mistake, and none in an address.
        var inBody = property == "flag" ? "invalid_type" : code;
        var value = json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json;

        Errors($$"""{"{{property}}":{{json}}}""").ShouldBe(Expected(property, inBody));
        Errors($$$"""{"inner":{"{{{property}}}":{{{json}}}}}""").ShouldBe(Expected("inner." + property, inBody));
        Errors($$$$"""{"inner":{"deeper":{"{{{{property}}}}":{{{{json}}}}}}}""")
            .ShouldBe(Expected("inner.deeper." + property, inBody));
        Errors($$$"""{"items":[{},{"{{{property}}}":{{{json}}}}]}""")
            .ShouldBe(Expected("items[1]." + property, inBody));
        Errors($$$$"""{"map":{"k":{"{{{{property}}}}":{{{{json}}}}}}}""").ShouldBe(Expected("map.k." + property, inBody));
        InAddress(property, value).ShouldBe(Expected(property, code));
    }

    [Theory]
    [InlineData("text", "5", "invalid_type")]
    [InlineData("text", "null", "required")]
    [InlineData("text", "\"a\\u0000b\"", "invalid_text")]
    [InlineData("text", "\"a\\ud800b\"", "invalid_text")]
    [InlineData("text", "{}", "invalid_type")]
    [InlineData("note", "null", null)]
    [InlineData("note", "[]", "invalid_type")]
    [InlineData("maybe", "null", null)]
    [InlineData("whole", "null", "required")]
    [InlineData("whole", "\"5\"", "invalid_type")]
    [InlineData("whole", "true", "invalid_type")]
    [InlineData("decimal", "\"5\"", "invalid_type")]
    [InlineData("double", "\"NaN\"", "invalid_type")]
    [InlineData("flag", "0", "invalid_type")]
    [InlineData("stage", "1", "invalid_type")]
    [InlineData("stage", "null", "required")]
    [InlineData("letter", "\"\\u0000\"", "invalid_value")]
    [InlineData("letter", "\"\\ud800\"", "invalid_value")]
    [InlineData("uuid", "\"\\ud800\"", "invalid_value")]
    [InlineData("at", "1767225600", "invalid_type")]
    [InlineData("bytes", "[1,2]", "invalid_type")]
    [InlineData("bytes", "\"\\u0041QI=\"", null)]
    [InlineData("rangedMaybe", "null", null)]
    public void A_value_of_a_body_is_judged_alike_at_every_depth(string property, string json, string? code)
    {
        Errors($$"""{"{{property}}":{{json}}}""").ShouldBe(Expected(property, code));
        Errors($$$"""{"inner":{"{{{property}}}":{{{json}}}}}""").ShouldBe(Expected("inner." + property, code));
        Errors($$$"""{"items":[{"{{{property}}}":{{{json}}}}]}""").ShouldBe(Expected("items[0]." + property, code));
    }

    [Theory]
    [InlineData("""{"numbers":[1e999]}""", "numbers[0] invalid_value")]
    [InlineData("""{"inner":{"numbers":[1,-1e999]}}""", "inner.numbers[1] invalid_value")]
    [InlineData("""{"numbers":[1,null]}""", "numbers[1] required")]
    [InlineData("""{"numbers":{}}""", "numbers invalid_type")]
    [InlineData("""{"texts":["a",null]}""", "texts[1] required")]
    [InlineData("""{"inner":{"texts":[null]}}""", "inner.texts[0] required")]
    [InlineData("""{"texts":["\u0000"]}""", "texts[0] invalid_text")]
    [InlineData("""{"texts":"a"}""", "texts invalid_type")]
    [InlineData("""{"items":[null]}""", "items[0] required")]
    [InlineData("""{"map":{"k":null}}""", "map.k required")]
    [InlineData("""{"map":{"k":{},"k":{}}}""", "map duplicate_field")]
    [InlineData("""{"map":{"\u0000":{}}}""", "map invalid_text")]
    [InlineData("""{"map":{"\ud800":{}}}""", "map invalid_text")]
    [InlineData("""{"map":[]}""", "map invalid_type")]
    [InlineData("""{"inner":[]}""", "inner invalid_type")]
    [InlineData("""{"inner":"x"}""", "inner invalid_type")]
    [InlineData("""{"inner":{"what":1}}""", "inner.what unknown_field")]
    [InlineData("""{"inner":{"Whole":1}}""", "inner.Whole unknown_field")]
    [InlineData("""{"inner":{"\ud800":1}}""", "inner invalid_text")]
    [InlineData("""{"inner":{"whole":1,"who\u006ce":2}}""", "inner.whole duplicate_field")]
    [InlineData("""{"byUuid":{"{0198c0de-0000-7000-8000-000000000001}":1}}""", "byUuid invalid_value")]
    [InlineData("""{"byUuid":{"0198c0de-0000-7000-8000-00000000000a":1,"0198C0DE-0000-7000-8000-00000000000A":1}}""", "byUuid duplicate_field")]
    [InlineData("""{"byStage":{"inProgress":1}}""", "byStage invalid_value")]
    [InlineData("""{"any":{"a":[{"b":"\u0000"}]}}""", "any.a[0].b invalid_text")]
    [InlineData("""{"any":{"a":1,"a":2}}""", "any.a duplicate_field")]
    [InlineData("""{"any":1e999}""", "any invalid_value")]
    [InlineData("""{"any":[1e-99999]}""", "any[0] invalid_value")]
    [InlineData("""{"sizedMap":{}}""", "sizedMap too_few")]
    [InlineData("""{"sizedMap":{"a":1,"b":2,"c":3}}""", "sizedMap too_many")]
    [InlineData("""{"sizedSet":[1,2,3]}""", "sizedSet too_many")]
    [InlineData("""{"rangedItems":[1,6]}""", "rangedItems out_of_range")]
    [InlineData("""{"figure":{"radius":1}}""", "figure.$type required")]
    [InlineData("""{"figure":{"radius":1,"$type":"hexagon"}}""", "figure.$type invalid_value")]
    [InlineData("""{"figure":{"radius":1,"$type":7}}""", "figure.$type invalid_type")]
    [InlineData("""{"figure":{"radius":1,"$type":"circle","$type":"circle"}}""", "figure.$type duplicate_field")]
    [InlineData("""{"figure":{"radius":11,"$type":"circle"}}""", "figure.radius out_of_range")]
    [InlineData("""{"figure":{"$type":"circle","radius":10.5}}""", "figure.radius out_of_range")]
    [InlineData("""{"figure":{"$type":"circle"}}""", "figure.radius required")]
    [InlineData("""{"figure":{"$type":"circle","radius":1,"name":"x"}}""", "figure.name unknown_field")]
    [InlineData("""{"figure":{"name":"","$type":"square"}}""", "figure.name too_short")]
    [InlineData("""{"figures":[{"name":"x","side":1e999,"$type":"square"}]}""", "figures[0].side invalid_value")]
    [InlineData("""{"inner":{"figure":{"radius":0,"$type":"circle"}}}""", "inner.figure.radius out_of_range")]
    [InlineData("""{"figure":[]}""", "figure invalid_type")]
    [InlineData("""{"figure":{"\ud800":1}}""", "figure.$type required")]
    [InlineData("""{"inner":{"$id":"1"}}""", "inner.$id unknown_field")]
    public void What_is_wrong_within_is_said_in_our_words(string body, string error)
    {
        var binding = Requests.Body(body);
        TakeEverythingOperation.Bind(binding).ShouldBeNull();

        binding.Errors.Select(e => $"{e.Field} {e.Code}").ShouldBe([error]);
        binding.Errors[0].Message.ShouldNotContain("JSON");
        binding.Errors[0].Message.ShouldNotContain("System.");
    }

    [Fact]
    public void What_is_right_within_is_read()
    {
        var command = Requests.Bind(TakeEverythingOperation.Bind, Requests.Body("""
            {"figure":{"radius":10,"$type":"circle"},"figures":[{"$type":"square","name":"x"},{"side":2,"name":"y","$type":"square"}],
             "gaps":["a",null],"set":[1,1],"byStage":{"in-progress":1},"any":{"a":[1,"x",null]},"sizedMap":{"a":5.0},
             "inner":{"computed":7,"numbers":[1e2,5],"whole":5.0,"stage":"in-progress"},"texts":["\ud83d\ude00"],
             "byUuid":{"0198c0de-0000-7000-8000-00000000000A":1}}
            """));

        command.Figure.ShouldBe(new Circle(10));
        command.Figures.ShouldBe([new Square("x"), new Square("y", 2)]);
        command.Gaps.ShouldBe(["a", null]);
        command.Set.ShouldBe([1]);
        command.ByStage[Stage.InProgress].ShouldBe(1);
        command.SizedMap!["a"].ShouldBe(5);
        command.Inner!.ShouldSatisfyAllConditions(
            i => i.Numbers.ShouldBe([100, 5]), i => i.Whole.ShouldBe(5), i => i.Stage.ShouldBe(Stage.InProgress));
        command.Texts.ShouldBe(["😀"]);
        command.ByUuid.Keys.Single().ToString().ShouldEndWith("00a");
    }

    [Theory]
    [InlineData("""{"name":"x","count":1}""", "")]
    [InlineData("""{"name":null,"count":null}""", "name required,count required")]
    [InlineData("""{"name":" ","count":1}""", "name required")]
    [InlineData("""{}""", "name required,count required")]
    [InlineData("""{"name":"x","count":1,"inner":{"name":null,"count":null}}""", "inner.name required,inner.count required")]
    [InlineData("""{"name":"x","count":1,"inner":{"name":"\t","count":0}}""", "inner.name required")]
    [InlineData("""{"name":"x","count":1,"inner":{}}""", "inner.name required,inner.count required")]
    public void What_is_required_is_no_null_either(string body, string errors)
    {
        var binding = Requests.Body(body);
        _ = TakeNeedOperation.Bind(binding);

        string.Join(',', binding.Errors.Select(e => $"{e.Field} {e.Code}")).ShouldBe(errors);
    }

    [Fact]
    public void All_errors_within_a_field_are_said_at_once() => Errors(
            """{"inner":{"whole":"x","text":null,"stage":"what","deeper":{"at":"now"},"else":1}}""")
        .ShouldBe([
            "inner.whole invalid_type", "inner.text required", "inner.stage invalid_value",
            "inner.deeper.at invalid_value", "inner.else unknown_field"]);

    [Fact]
    public void Texts_have_the_bound_of_their_place_in_characters()
    {
        var most = string.Concat(Enumerable.Repeat("😀", 10_000));

        Errors($$$"""{"text":"{{{most}}}","texts":["{{{most}}}"],"inner":{"text":"{{{most}}}"}}""").ShouldBeEmpty();
        Errors($$"""{"text":"{{most}}x"}""").ShouldBe(["text too_long"]);
        Errors($$"""{"texts":["{{most}}x"]}""").ShouldBe(["texts[0] too_long"]);
        Errors($$$"""{"inner":{"text":"{{{most}}}x","texts":["{{{most}}}x"]}}""")
            .ShouldBe(["inner.text too_long", "inner.texts[0] too_long"]);
        Errors($$"""{"bytes":"{{new string('A', 10_000)}}"}""").ShouldBeEmpty();
        Errors($$"""{"bytes":"{{new string('A', 10_004)}}"}""").ShouldBe(["bytes too_long"]);
        Errors("""{"inner":{"bytes":"?"}}""".Replace("?", new string('A', 10_004), StringComparison.Ordinal)).ShouldBe(["inner.bytes too_long"]);
        InAddress("text", string.Concat(Enumerable.Repeat("😀", 200))).ShouldBeEmpty();
        InAddress("text", string.Concat(Enumerable.Repeat("😀", 201))).ShouldBe(["text too_long"]);
    }

    // A list of small objects would otherwise take a hundred times the memory of its body.
    [Theory]
    [InlineData("items", "{}")]
    [InlineData("figures", """{"$type":"circle","radius":1}""")]
    [InlineData("any", "[]")]
    public void A_body_holds_twenty_thousand_objects_and_lists(string field, string item)
    {
        string Body(int count) => $$"""{"{{field}}":[{{string.Join(',', Enumerable.Repeat(item, count))}}]}""";

        Errors(Body(19_999)).ShouldBeEmpty();
        Errors(Body(20_000)).ShouldHaveSingleItem().ShouldEndWith(" too_many");
        Errors(Body(60_000)).ShouldHaveSingleItem().ShouldEndWith(" too_many");
    }

    [Theory]
    [InlineData("+1")]
    [InlineData("007")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e")]
    [InlineData(" 1")]
    [InlineData("0x1")]
    [InlineData("1_0")]
    [InlineData("--1")]
    [InlineData("\u0661")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void A_number_of_an_address_is_a_number_of_JSON(string text)
    {
        InAddress("whole", text).ShouldBe(["whole invalid_value"]);
        InAddress("decimal", text).ShouldBe(["decimal invalid_value"]);
        InAddress("double", text).ShouldBe(["double invalid_value"]);
    }

    [Theory]
    [InlineData("price=10000.5", "price out_of_range")]
    [InlineData("price=3000000000", "price out_of_range")]
    [InlineData("price.gte=79228162514264337593543950335", "price.gte out_of_range")]
    [InlineData("price=1,10001", "price out_of_range")]
    [InlineData("price=9999.5", null)]
    [InlineData("title=abcd", "title too_long")]
    [InlineData("title.contains=a", null)]
    [InlineData("madeAt.gte=2026-01-01T00:00:00.0000000xyzZ", "madeAt.gte invalid_value")]
    [InlineData("madeAt.gte=2026-01-01T00:00:00.0000000%2B05:00Z", "madeAt.gte invalid_value")]
    [InlineData("madeAt=2026-01-01T00:00:00.Z", "madeAt invalid_value")]
    [InlineData("stage=in-progress,open", null)]
    [InlineData("stage=inProgress", "stage invalid_value")]
    [InlineData("title=%FF", "title invalid_text")]
    [InlineData("title.contains=%ED%A0%80", "title.contains invalid_text")]
    [InlineData("title=%zz", "title invalid_text")]
    [InlineData("title=ab%", "title invalid_text")]
    [InlineData("title=%C3%A4%25", null)]
    public void A_filter_is_as_strict(string query, string? error)
    {
        var binding = Requests.Query("?" + query);
        _ = ListRangedOperation.Bind(binding);

        binding.Errors.Select(e => $"{e.Field} {e.Code}").ShouldBe(error is null ? [] : [error]);
    }

    [Fact]
    public void Items_of_an_address_keep_to_a_range() =>
        Requests.Refuse(ReadEverythingOperation.Bind, Requests.Query("?rangedItems=1,6")).ShouldBe(["rangedItems out_of_range"]);

    [Theory]
    [InlineData("10.4", "2026-01-01T00:00:00Z", "open", "number out_of_range")]
    [InlineData("3000000000", "2026-01-01T00:00:00Z", "open", "number out_of_range")]
    [InlineData("1", "2026-01-01T00:00:00.Z", "open", "at invalid_value")]
    [InlineData("1", "2026-01-01T00:00:00Z", "inProgress", "stage invalid_value")]
    public void A_route_is_as_strict(string number, string at, string stage, string error) => Requests
        .Refuse(ReadRouteOperation.Bind, Requests.Query(
            "", ("number", number), ("at", at), ("stage", stage), ("text", "x")))
        .ShouldBe([error]);

    private static string[] Expected(string field, string? code) => code is null ? [] : [$"{field} {code}"];

    private static string[] Errors(string body)
    {
        var binding = Requests.Body(body);
        (TakeEverythingOperation.Bind(binding) is null).ShouldBe(binding.Errors.Count > 0);
        return [.. binding.Errors.Select(e => $"{e.Field} {e.Code}")];
    }

    private static string[] InAddress(string property, string value)
    {
        var binding = Requests.Query($"?{property}={Uri.EscapeDataString(value)}");
        (ReadEverythingOperation.Bind(binding) is null).ShouldBe(binding.Errors.Count > 0);
        return [.. binding.Errors.Select(e => $"{e.Field} {e.Code}")];
    }
}
