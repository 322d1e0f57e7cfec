namespace TestDigitalPlatform.Benchmarks;

/// <summary>What a benchmark program is asked for: <c>[--quick] [--only=measure,measure]</c>.</summary>
internal sealed record BenchmarkArguments(bool IsQuick, IReadOnlyList<string> Names)
{
    private const string Only = "--only=";

    /// <summary>Whether all that the program measures was asked for.</summary>
    public bool IsEverything(IReadOnlyList<string> names) => Names.SequenceEqual(names);

    /// <exception cref="BenchmarkException">An argument is not understood, or there is no such measure.</exception>
    public static BenchmarkArguments Read(IReadOnlyList<string> arguments, IReadOnlyList<string> names)
    {
        var (quick, chosen) = (false, names);
        foreach (var argument in arguments)
        {
            if (argument == "--quick")
                quick = true;
            else if (argument.StartsWith(Only, StringComparison.Ordinal))
                chosen = argument[Only.Length..].Split(',');
            else
                throw new BenchmarkException($"'{argument}' is not understood. Supported: --quick, {Only}<measure,measure>.");
        }

        return chosen.FirstOrDefault(name => !names.Contains(name)) is { } unknown
            ? throw new BenchmarkException($"There is no measure '{unknown}'. There are: {string.Join(", ", names)}.")
            : new BenchmarkArguments(quick, chosen);
    }
}
