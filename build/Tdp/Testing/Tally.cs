namespace Tdp.Testing;

/// <summary>How many tests ended how.</summary>
internal readonly record struct Tally(int Passed, int Failed, int Skipped)
{
    public int Ran => Passed + Failed;

    public static Tally operator +(Tally one, Tally other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>The last line of a run; scripts read it.</summary>
    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
