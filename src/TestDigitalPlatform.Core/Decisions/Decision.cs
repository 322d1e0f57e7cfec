namespace TestDigitalPlatform;

/// <summary>Begins a decision.</summary>
public static class Decision
{
    /// <summary>Yes, with this answer; then say what to store and whom to notify.</summary>
    public static Decision<TAnswer> Accept<TAnswer>(TAnswer answer) => new(answer);

    /// <summary>Yes, and there is nothing to answer.</summary>
    public static Decision<Nothing> Accept() => new(default(Nothing));

    /// <summary>No.</summary>
    public static Refused Refuse(Refusal refusal) => new(refusal);
}

/// <summary>A "no" that fits a decision about any command.</summary>
/// <param name="Refusal">The "no".</param>
public readonly record struct Refused(Refusal Refusal);
