using TestDigitalPlatform.Benchmarks.Chaos;

namespace Benchmarks.Tests;

/// <summary>What judges the runs in which nodes are killed sees each fault.</summary>
public sealed class HistoryTests
{
    private static readonly Tick[] Told = [new("a", 0), new("a", 1), new("a", 2), new("b", 0)];

    [Fact]
    public void Finds_nothing_wrong_where_keys_are_in_order_however_they_mix() =>
        History.Of(Told, [new("a", 0), new("b", 0), new("a", 1), new("a", 2)]).IsGood.ShouldBeTrue();

    [Fact]
    public void Finds_what_was_lost() =>
        Bad(History.Of(Told, [new("a", 0), new("a", 2), new("b", 0)])).Lost.ShouldBe([new("a", 1)]);

    [Fact]
    public void Finds_what_took_effect_twice() =>
        Bad(History.Of(Told, [.. Told, new("b", 0)])).Doubled.ShouldBe([new("b", 0)]);

    [Fact]
    public void Finds_what_was_out_of_order() =>
        Bad(History.Of(Told, [new("a", 1), new("a", 0), new("a", 2), new("b", 0)])).OutOfOrder.ShouldBe([new("a", 0)]);

    [Fact]
    public void Finds_what_was_never_told() =>
        Bad(History.Of(Told, [.. Told, new("c", 0)])).Invented.ShouldBe([new("c", 0)]);

    private static History Bad(History history)
    {
        history.IsGood.ShouldBeFalse();
        return history;
    }
}
