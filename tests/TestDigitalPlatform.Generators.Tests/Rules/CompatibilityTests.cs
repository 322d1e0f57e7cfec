using TestDigitalPlatform.Generators.Published;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class CompatibilityTests
{
    private const string Command = "command Acme.PlaceOrder ";

    [Theory]
    [InlineData("takes note string", "takes note string optional")]
    [InlineData("takes note string", "takes note string? optional")]
    [InlineData("takes note string", "takes note string?")]
    [InlineData("allows CustomerUser", "allows everybody signed in")]
    [InlineData("allows everybody signed in", "allows everybody")]
    [InlineData("requires If-Match", "is POST /orders")]
    public void May_ask_for_less_and_let_more_in(string before, string now) => Breaks(before, now).ShouldBeEmpty();

    [Theory]
    [InlineData("takes note string optional", "takes note string")]
    [InlineData("takes note string?", "takes note string")]
    [InlineData("takes count int", "takes count long")]
    [InlineData("takes note string", "takes remark string optional")]
    [InlineData("allows everybody signed in", "allows CustomerUser")]
    [InlineData("allows everybody", "allows everybody signed in")]
    [InlineData("is POST /orders", "is PUT /orders")]
    [InlineData("answers Acme.Receipt", "answers Acme.Other")]
    [InlineData("filters status by Equal", "filters status by NotEqual")]
    public void May_not_ask_for_more_or_let_fewer_in(string before, string now) =>
        Breaks(before, now).ShouldHaveSingleItem();

    [Theory]
    [InlineData("takes note string", "newly requires 'note'")]
    [InlineData("requires If-Match", "newly requires If-Match")]
    public void May_not_newly_require(string added, string what) =>
        Compatibility.Breaks([Fact("is POST /orders")], [Fact("is POST /orders"), Fact(added)])
            .ShouldHaveSingleItem().What.ShouldBe(what);

    [Fact]
    public void May_offer_more() =>
        Compatibility.Breaks([Fact("is POST /orders")], [Fact("is POST /orders"), Fact("takes note string optional"), Fact("allows CustomerUser")])
            .ShouldBeEmpty();

    [Fact]
    public void What_is_read_may_not_become_null_but_may_cease_to()
    {
        var (surely, perhaps) = (Of("event Acme.Placed tells by string"), Of("event Acme.Placed tells by string?"));

        Compatibility.Breaks([surely], [perhaps]).ShouldHaveSingleItem().What
            .ShouldBe("no longer tells 'by string' but 'by string?'");
        Compatibility.Breaks([perhaps], [surely]).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_may_be_added_for_those_who_send_it_and_not_for_those_who_read_it()
    {
        Compatibility.Breaks(
            [Of("enum Acme.Colour takes red")],
            [Of("enum Acme.Colour takes red"), Of("enum Acme.Colour takes blue"), Of("enum Acme.Colour has blue")])
            .ShouldBeEmpty();
        Compatibility.Breaks(
            [Of("enum Acme.Colour has red")], [Of("enum Acme.Colour has red"), Of("enum Acme.Colour has blue")])
            .ShouldHaveSingleItem().What.ShouldStartWith("newly has 'blue'");
    }

    [Fact]
    public void A_record_that_is_only_received_may_get_members() =>
        Compatibility.Breaks(
            [Of("record Acme.Line has id int")],
            [
                Of("record Acme.Line has id int"), Of("record Acme.Line takes id int"),
                Of("record Acme.Line has note string"), Of("record Acme.Line takes note string"),
            ])
            .ShouldBeEmpty();

    [Fact]
    public void A_line_that_says_nothing_is_no_fact()
    {
        Generators.Published.Fact.Parse(">>>>>>> theirs").ShouldBeNull();
        Generators.Published.Fact.Parse("command Acme.PlaceOrder sings a song").ShouldBeNull();
    }

    private static IEnumerable<Break> Breaks(string before, string now) =>
        Compatibility.Breaks([Fact(before)], [Fact(now)]);

    private static Fact Fact(string text) => Of(Command + text);

    private static Fact Of(string line) => Generators.Published.Fact.Parse(line).ShouldNotBeNull();
}
