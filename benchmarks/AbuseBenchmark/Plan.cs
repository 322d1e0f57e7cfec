namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>How long an attack goes on, and what the service must do.</summary>
/// <param name="Attack">How long each attack goes on.</param>
/// <param name="JudgesAnswers">Whether it counts how many good requests were answered during an attack.</param>
internal sealed record Plan(TimeSpan Attack, bool JudgesAnswers)
{
    /// <summary>The garbage collector's limit in a container of 512 MiB: three quarters.</summary>
    internal const long Heap = 384L * 1_024 * 1_024;

    /// <summary>How soon a good caller is answered after an attack.</summary>
    internal static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long may be waited for that, and for the memory, after an attack.</summary>
    internal static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    /// <summary>How much more of the heap may be in use than before.</summary>
    internal const long MemoryLeft = 48L * 1_024 * 1_024;

    internal static readonly Plan Long = new(TimeSpan.FromSeconds(40), JudgesAnswers: true);

    /// <summary>So short that a few requests at most are sent meanwhile, and the attackers' own start delays them.</summary>
    internal static readonly Plan Quick = new(TimeSpan.FromSeconds(1), JudgesAnswers: false);
}
