namespace TestDigitalPlatform;

/// <summary>The answer of a command that has none.</summary>
public readonly record struct Nothing;
