namespace TestDigitalPlatform;

/// <summary>What an answer may depend on besides the query and what was fetched.</summary>
/// <param name="Caller">Who asks; <see langword="null"/> only for a public query asked by nobody in particular.</param>
/// <param name="Now">The time of the answer, in UTC.</param>
public sealed record QueryContext(Caller? Caller, DateTimeOffset Now);
