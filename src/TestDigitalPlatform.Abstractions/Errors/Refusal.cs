namespace TestDigitalPlatform;

/// <summary>An expected rejection by a business rule.</summary>
/// <remarks>
/// Declare each as a static readonly field next to its rule. The code is part of the contract; the message can be
/// reworded.
/// </remarks>
/// <param name="Code">Stable, in snake case, with an area prefix: <c>requests.too_many_open</c>. At most 100
/// characters.</param>
/// <param name="Message">What is wrong and what to do, in plain language for the user. It contains no data of other
/// users.</param>
/// <param name="Kind">The kind of refusal, which sets the HTTP status.</param>
public sealed record Refusal(string Code, string Message, RefusalKind Kind = RefusalKind.Conflict);
