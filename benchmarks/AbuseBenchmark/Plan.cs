namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>How long an attack goes on, how large it is, and what the service must do.</summary>
/// <param name="Attack">How long each attack goes on.</param>
/// <param name="JudgesAnswers">Whether it counts how many good requests were answered during an attack.</param>
/// <param name="Part">One of how many parts of the whole attack it is. The service's heap, and so its limits, are as much smaller.</param>
internal sealed record Plan(TimeSpan Attack, bool JudgesAnswers, int Part)
{
    private const long Mebibyte = 1_024L * 1_024;

    // The service's default.
    private const int MaxConnections = 10_000;

    /// <summary>The garbage collector's limit: of the whole, in a container of 512 MiB, three quarters.</summary>
    internal long Heap => Some(384) * Mebibyte;

    /// <summary>How many connections the service takes.</summary>
    internal int Connections => Some(MaxConnections);

    /// <summary>How soon a good caller is answered after an attack.</summary>
    internal static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long may be waited for that, and for the memory, after an attack.</summary>
    internal static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    /// <summary>How much more of the heap may be in use than before.</summary>
    internal long MemoryLeft => Some(48) * Mebibyte;

    internal static readonly Plan Long = new(TimeSpan.FromSeconds(40), JudgesAnswers: true, Part: 1);

    /// <summary>So short that a few requests at most are sent meanwhile, and the attackers' own start delays them.</summary>
    internal static readonly Plan Quick = new(TimeSpan.FromSeconds(1), JudgesAnswers: false, Part: 2);

    /// <summary>As many of what the whole attack has so many of.</summary>
    internal int Some(int whole) => whole / Part;
}
