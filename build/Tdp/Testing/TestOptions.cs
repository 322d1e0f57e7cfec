namespace Tdp.Testing;

internal sealed record TestOptions(string? Filter, TimeSpan TimeLimit, bool FailSkips);
