namespace TestDigitalPlatform.Operations;

/// <summary>How a command ended: with an answer, or with a "no".</summary>
/// <param name="Answer">The answer, when accepted.</param>
/// <param name="Refusal">The "no", when refused.</param>
/// <param name="Replayed">Whether this was decided before, and is only told again.</param>
/// <param name="Told">The answer as it was told before, in JSON; <see langword="null"/> when it is new.</param>
internal readonly record struct Outcome<TAnswer>(
    TAnswer? Answer, Refusal? Refusal, bool Replayed = false, string? Told = null);
