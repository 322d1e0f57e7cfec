using TestDigitalPlatform.Hosting.Binding;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

public sealed class BodyBindingTests
{
    [Fact]
    public void What_is_not_sent_stays_as_the_contract_says()
    {
        var command = Change("""{"title":"Chair","note":null,"priority":3}""");

        command.ShouldSatisfyAllConditions(
            c => c.Thing.ToString().ShouldBe(Requests.Id), c => c.Title.ShouldBe("Chair"), c => c.Note.ShouldBeNull(),
            c => c.Colour.ShouldBe(Colour.Blue), c => c.Free.ShouldBe("unsent"), c => c.Step.ShouldBe(2),
            c => c.Numbers["a"].ShouldBe(1), c => c.Address.ShouldBeNull());
    }

    [Fact]
    public void Everything_is_read_in_any_order()
    {
        var command = Change("""
            {"step":3,"at":"2026-11-22T13:25:00Z","priority":5,"colour":"darkRed","note":"\u0041\n","tit\u006ce":"Caf\u00e9 \ud83d\ude00",
             "address":{"city":"Rome","lines":[{"article":"a","amount":1},{"article":"b","amount":2,"colour":"blue"}],
                        "since":"2026-11-22T13:25:00+01:00"},
             "email":"a@b.example","free":"","other":"x","numbers":{"b":2},"ratio":-1.5e2,"customer":"acme","flag":true}
            """);

        command.ShouldSatisfyAllConditions(
            c => c.Step.ShouldBe(3), c => c.At.ShouldBe(new DateTimeOffset(2026, 11, 22, 13, 25, 0, TimeSpan.Zero)),
            c => c.Colour.ShouldBe(Colour.DarkRed), c => c.Note.ShouldBe("A\n"), c => c.Title.ShouldBe("Café 😀"),
            c => c.Address!.Lines[1].ShouldBe(new Line("b", 2, Colour.Blue)), c => c.Free.ShouldBe(""),
            c => c.Address!.Since.ShouldBe(new DateTimeOffset(2026, 11, 22, 13, 25, 0, TimeSpan.FromHours(1))),
            c => c.Numbers["b"].ShouldBe(2), c => c.Ratio.ShouldBe(-150), c => c.Customer!.Value.Value.ShouldBe("acme"),
            c => c.Flag.ShouldBeTrue());
    }

    [Theory]
    [InlineData("", "body required_body")]
    [InlineData("  \n", "body required_body")]
    [InlineData("[]", "body invalid_type")]
    [InlineData("null", "body invalid_type")]
    [InlineData("{", "body invalid_json")]
    [InlineData("{} x", "body invalid_json")]
    [InlineData("""{"title":"Chair","note":null,"priority":3,}""", "body invalid_json")]
    [InlineData("""{"title":"Chair",/**/"note":null,"priority":3}""", "body invalid_json")]
    [InlineData("""{"title":"Chair","note":null,"priority":3,"address":{"city":}}""", "body invalid_json")]
    public void A_body_that_is_no_object_is_refused_as_a_whole(string body, string error)
    {
        var errors = Wrong(body);

        errors[^1].ShouldBe(error);
    }

    [Theory]
    [InlineData("\"title\":5", "title invalid_type")]
    [InlineData("\"title\":null", "title required")]
    [InlineData("\"title\":\"  \"", "title required")]
    [InlineData("\"title\":\"C\"", "title too_short")]
    [InlineData("\"title\":\"Chair Chair\"", "title too_long")]
    [InlineData("\"title\":\"a\\u0000b\"", "title invalid_text")]
    [InlineData("\"title\":\"a\\ud800b\"", "title invalid_text")]
    [InlineData("\"title\":{\"a\":[1,2]}", "title invalid_type")]
    [InlineData("\"priority\":\"3\"", "priority invalid_type")]
    [InlineData("\"priority\":3.5", "priority invalid_value")]
    [InlineData("\"priority\":99999999999", "priority invalid_value")]
    [InlineData("\"priority\":6", "priority out_of_range")]
    [InlineData("\"priority\":[3]", "priority invalid_type")]
    [InlineData("\"colour\":\"green\"", "colour invalid_value")]
    [InlineData("\"colour\":1", "colour invalid_type")]
    [InlineData("\"colour\":null", "colour required")]
    [InlineData("\"email\":\"nobody\"", "email invalid_format")]
    [InlineData("\"step\":4", "step not_allowed")]
    [InlineData("\"other\":\"Chair\"", "other invalid")]
    [InlineData("\"at\":\"2026-11-22T13:25:00\"", "at invalid_value")]
    [InlineData("\"part\":\"a\\ud800b\"", "part invalid_value")]
    [InlineData("\"part\":\"\\udc00\\ud800\"", "part invalid_value")]
    [InlineData("\"ratio\":1e999", "ratio invalid_value")]
    [InlineData("\"customer\":\"A C\"", "customer invalid_value")]
    [InlineData("\"flag\":\"true\"", "flag invalid_type")]
    [InlineData("\"numbers\":{\"a\":1,\"b\":\"x\"}", "numbers.b invalid_type")]
    [InlineData("\"address\":{\"city\":\"Rome\"}", "address.lines required")]
    [InlineData("\"address\":{\"city\":null,\"lines\":[]}", "address.city required")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"lines\":[{\"article\":\"a\",\"amount\":\"1\"}]}", "address.lines[0].amount invalid_type")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"lines\":[],\"zip\":1}", "address.zip unknown_field")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"city\":\"Rome\",\"lines\":[]}", "address.city duplicate_field")]
    [InlineData("\"address\":{\"city\":\"a\\u0000\",\"lines\":[]}", "address.city invalid_text")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"lines\":[{\"article\":\"a\",\"amount\":10}]}", "address.lines[0].amount out_of_range")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"lines\":[],\"since\":\"2026-11-22T13:25:00\"}", "address.since invalid_value")]
    [InlineData("\"address\":{\"city\":\"Rome\",\"lines\":[],\"since\":\"2026-11-22\"}", "address.since invalid_value")]
    [InlineData("\"named\":{\"one\":{\"article\":\"too long\",\"amount\":1}}", "named.one.article too_long")]
    [InlineData("\"thing\":\"x\"", "thing unknown_field")]
    [InlineData("\"Title\":\"x\"", "Title unknown_field")]
    [InlineData("\"\\ud800\":1", "body invalid_text")]
    public void What_is_wrong_is_said(string property, string error)
    {
        // The rest of the body is right, and the property named takes the place of its like.
        var name = property[1..property.IndexOf('"', 1)];
        string[] right = ["\"title\":\"Chair\"", "\"note\":null", "\"priority\":3"];
        var others = right.Where(r => !r.StartsWith($"\"{name}\"", StringComparison.Ordinal));

        Wrong("{" + string.Join(',', others.Append(property)) + "}").ShouldBe([error]);
    }

    [Fact]
    public void All_errors_are_said_at_once() =>
        Wrong("""{"title":1,"what":{"a":1},"note":[],"note":"x","colour":"green"}""")
            .ShouldBe(["title invalid_type", "what unknown_field", "note invalid_type", "note duplicate_field", "colour invalid_value", "priority required"]);

    [Fact]
    public void All_errors_within_a_field_are_said_at_once() =>
        Wrong("""
            {"title":"Chair","note":null,"priority":3,
             "address":{"city":"Rome","lines":[{"article":"","amount":1},{"article":"ok","amount":0},{"article":"too long","amount":10}]}}
            """)
            .ShouldBe([
                "address.lines[0].article required", "address.lines[0].article too_short",
                "address.lines[1].amount out_of_range",
                "address.lines[2].article too_long", "address.lines[2].amount out_of_range"]);

    [Fact]
    public void Where_the_body_stops_being_JSON_is_said()
    {
        var binding = Body("{\n  \"title\": x");
        ChangeThingOperation.Bind(binding);

        binding.Errors.ShouldHaveSingleItem().Message.ShouldBe("The body is not valid JSON at line 2, byte 12.");
    }

    [Fact]
    public void A_deep_body_is_refused() =>
        Wrong("{\"address\":" + string.Concat(Enumerable.Repeat("[", 40))).ShouldBe(["body too_deep"]);

    [Fact]
    public void A_text_without_a_bound_of_its_own_has_ours()
    {
        Change($$"""{"title":"Chair","note":"{{new string('x', 10_000)}}","priority":3}""").Note!.Length
            .ShouldBe(10_000);
        Wrong($$"""{"title":"Chair","note":"{{new string('x', 10_001)}}","priority":3}""").ShouldBe(["note too_long"]);
    }

    [Fact]
    public void A_body_that_is_no_UTF_8_is_refused() =>
        Requests.Refuse(ChangeThingOperation.Bind, Requests.Body([.. "{\"title\":\""u8, 0xFF, .. "\"}"u8]))
            .ShouldBe(["body invalid_json"]);

    [Fact]
    public void An_error_shows_the_beginning_of_what_was_sent_only()
    {
        var binding = Body($$"""{"{{new string('x', 70)}}":1,"colour":"{{new string('y', 70)}}","title":"Chair","note":null,"priority":{{new string('9', 70)}}}""");
        ChangeThingOperation.Bind(binding);

        binding.Errors.Count.ShouldBe(3);
        binding.Errors.ShouldAllBe(e => !e.Message.Contains(new string('x', 51))
            && !e.Message.Contains(new string('y', 51)) && !e.Message.Contains(new string('9', 51)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public void A_command_without_fields_takes_no_body_or_an_empty_one(string body)
    {
        Requests.Bind(RemoveThingOperation.Bind, Body(body)).Thing.ToString().ShouldBe(Requests.Id);
        Requests.Bind(MakeThingOperation.Bind, Body(body)).Title.ShouldBe("untitled");
        Requests.Refuse(RemoveThingOperation.Bind, Body("""{"a":1}""")).ShouldBe(["a unknown_field"]);
    }

    [Fact]
    public void A_command_takes_nothing_from_the_query_string() => Requests
        .Refuse(RemoveThingOperation.Bind, Requests.Make("?a=1", "", [("thing", Requests.Id)]))
        .ShouldBe(["a unknown_parameter"]);

    private static RequestBinding Body(string body) => Requests.Body(body, ("thing", Requests.Id));

    private static ChangeThing Change(string body) => Requests.Bind(ChangeThingOperation.Bind, Body(body));

    private static string[] Wrong(string body) => Requests.Refuse(ChangeThingOperation.Bind, Body(body));
}
