namespace TestDigitalPlatform.Core.Tests.Chaos;

public sealed class HistoryTests
{
    private static readonly Tick[] Told = [new("a", 0), new("a", 1), new("a", 2), new("b", 0)];

    [Fact]
    public void Finds_nothing_wrong_where_keys_are_in_order_however_they_mix() =>
        History.Faults(Told, [new("a", 0), new("b", 0), new("a", 1), new("a", 2)]).ShouldBeEmpty();

    [Fact]
    public void Finds_what_was_lost() =>
        History.Faults(Told, [new("a", 0), new("a", 2), new("b", 0)]).ShouldHaveSingleItem().ShouldContain("lost");

    [Fact]
    public void Finds_what_took_effect_twice() =>
        History.Faults(Told, [.. Told, new("b", 0)]).ShouldHaveSingleItem().ShouldContain("twice");

    [Fact]
    public void Finds_what_was_out_of_order() =>
        History.Faults(Told, [new("a", 1), new("a", 0), new("a", 2), new("b", 0)]).ShouldHaveSingleItem().ShouldContain("after 1");

    [Fact]
    public void Finds_what_was_never_told() =>
        History.Faults(Told, [.. Told, new("c", 0)]).ShouldHaveSingleItem().ShouldContain("never told");
}
