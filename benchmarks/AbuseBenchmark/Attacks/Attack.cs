namespace TestDigitalPlatform.Benchmarks.Abuse.Attacks;

/// <summary>Something that strangers or one customer do to a service.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Run">Goes on until it is stopped.</param>
internal sealed record Attack(string Name, Func<Target, CancellationToken, Task> Run)
{
    internal static readonly IReadOnlyList<Attack> All =
    [
        new("silent connections", Strangers.Silent),
        new("silent connections from many addresses", Strangers.SilentFromMany),
        new("headers never finished", Strangers.UnfinishedHeaders),
        new("headers never finished, from many addresses", Strangers.UnfinishedHeadersFromMany),
        new("large headers, then idle", Strangers.IdleWithHeaders),
        new("requests whose answers nobody reads", Strangers.UnreadAnswers),
        new("slow bodies of one user", OneCustomer.SlowBodies),
        new("slow chunks of one user", OneCustomer.SlowChunks),
        new("bodies announced and never sent", OneCustomer.ExpectContinue),
        new("large answers of two users, read slowly", OneCustomer.SlowReaders),
        new("HTTP/2: many streams with slow bodies", Http2.SlowBodies),
        new("HTTP/2: headers never finished", Http2.EndlessHeaders),
        new("HTTP/2: large answers, never read", Http2.UnreadAnswers),
    ];
}
