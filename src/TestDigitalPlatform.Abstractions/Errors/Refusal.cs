namespace TestDigitalPlatform;

/// <summary>A "no" that the business knows: not an error, but an answer.</summary>
/// <remarks>
/// Declare each as a static readonly field beside the rule that gives it. The code is a contract; the message may be
/// reworded.
/// </remarks>
/// <param name="Code">Stable, in snake case, with the area in front: <c>requests.too_many_open</c>. At most 100
/// characters.</param>
/// <param name="Message">What is wrong and what to do, in one sentence for the person who asked. No data of
/// others.</param>
/// <param name="Kind">What sort of "no", which chooses the HTTP status.</param>
public sealed record Refusal(string Code, string Message, RefusalKind Kind = RefusalKind.Conflict);
