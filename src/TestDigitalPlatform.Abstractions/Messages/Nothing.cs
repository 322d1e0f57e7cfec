namespace TestDigitalPlatform;

/// <summary>The answer of a command without an answer.</summary>
public readonly record struct Nothing;
